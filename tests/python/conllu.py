"""A strict reader of CoNLL-U, for the tests of what the tool writes."""

import re
from typing import NamedTuple, Optional

UPOS = frozenset("NOUN VERB ADJ ADV AUX DET PRON ADP CCONJ SCONJ PART NUM INTJ PROPN PUNCT SYM X".split())


class Word(NamedTuple):
    form: str
    lemma: str
    upos: str
    xpos: str
    head: Optional[int]  # number in the sentence, 0 for the root
    relation: str
    misc: dict


class Sentence(NamedTuple):
    comments: dict
    words: list
    joined: list  # (first, last) numbers of words written together


def demand(condition, what):
    if not condition:
        raise ValueError(what)


def read_misc(column):
    if column == "_":
        return {}
    parts = [part.partition("=") for part in column.split("|")]
    demand(all(key and sign and value for key, sign, value in parts), f"MISC {column!r}")
    demand(len({part[0] for part in parts}) == len(parts), f"MISC {column!r} has a key twice")
    return {key: value.replace("\\p", "|") for key, _, value in parts}


def read_word(columns):
    demand(columns[3] == "_" or columns[3] in UPOS, f"UPOS {columns[3]!r}")
    demand((columns[6] == "_") == (columns[7] == "_"), "HEAD without DEPREL")
    demand(columns[5] == columns[8] == "_", "features or enhanced dependencies")
    head = None if columns[6] == "_" else int(columns[6])
    return Word(*columns[1:5], head, columns[7], read_misc(columns[9]))


def check_text(sentence, ranges):
    """The text is that of the words; those written together stand as their range has it."""
    text, number = "", 1
    while number <= len(sentence.words):
        last, form, misc = ranges.get(number, (number, *sentence.words[number - 1][0::6]))
        if number in ranges:
            words = sentence.words[number - 1 : last]
            demand("".join(word.form for word in words) == form, f"{form!r} is not its words")
            demand(not any("SpaceAfter" in word.misc for word in words), f"SpaceAfter within {form!r}")
        text += form + ("" if misc.get("SpaceAfter") == "No" else " ")
        number = last + 1
    demand(text.rstrip(" ") == sentence.comments.get("text"), f"text {sentence.comments.get('text')!r} is not its words {text!r}")


def check_tree(words):
    """All words are parsed or none; one root; no cycle."""
    heads = [word.head for word in words]
    if None in heads:
        demand(heads == [None] * len(heads), "half a tree")
        return
    demand(all(0 <= head <= len(words) and head != number for number, head in enumerate(heads, 1)), "HEAD out of bounds")
    demand(heads.count(0) == 1, f"{heads.count(0)} roots")
    demand(all((word.head == 0) == (word.relation == "root") for word in words), "root is no root")
    for number in range(1, len(words) + 1):
        for _ in words:
            number = heads[number - 1] if number else 0
        demand(number == 0, "a cycle")


def read_sentence(block):
    comments, words, ranges = {}, [], {}
    for line in block.split("\n"):
        if line.startswith("#"):
            demand(not words and not ranges, "a comment after words")
            key, _, value = line[1:].partition("=")
            demand(key.strip() not in comments, f"two comments {key!r}")
            comments[key.strip()] = value.strip()
            continue
        columns = line.split("\t")
        demand(len(columns) == 10 and all(columns), f"not ten columns: {line!r}")
        span = re.fullmatch(r"(\d+)-(\d+)", columns[0])
        if span:
            first, last = map(int, span.groups())
            demand(first == len(words) + 1 and last > first and columns[2:9] == ["_"] * 7, f"range {line!r}")
            ranges[first] = (last, columns[1], read_misc(columns[9]))
        else:
            demand(columns[0] == str(len(words) + 1), f"word {columns[0]} after {len(words)}")
            words.append(read_word(columns))
    demand(words and all(last <= len(words) for last, _, _ in ranges.values()), "a range without its words")
    sentence = Sentence(comments, words, [(first, row[0]) for first, row in ranges.items()])
    check_text(sentence, ranges)
    check_tree(words)
    return sentence


def read(text):
    """The sentences of a file; ValueError where it is not as CoNLL-U wants it."""
    demand(not text or text.endswith("\n\n"), "the last sentence is not ended")
    sentences = [read_sentence(block) for block in text.split("\n\n")[:-1]]
    names = [sentence.comments.get("sent_id") for sentence in sentences]
    demand(None not in names and len(set(names)) == len(names), "sent_id")
    return sentences
