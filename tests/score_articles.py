"""Scores the library on the articles beside this file against their gold, and compares with the floors.

    PYTHONPATH=bindings/python QUOTH_LIBRARY=... python3 tests/score_articles.py [-v]

For each article: of the direct and mixed quotes (marked) and of the indirect ones, the share found with exact content, and the
share of all gold quotes whose best overlapping quote names the right speaker. Only letters and digits of contents count.
articles/floors gives the least that is accepted; a score below it fails.
"""

import json
import pathlib
import sys

import quoth

FOLDER = pathlib.Path(__file__).parent / "articles"


def letters(text, spans):
    """The places of the letters and digits of spans."""
    return frozenset(i for start, end in spans for i in range(start, end) if text[i].isalnum())


def names_of(entity):
    return {name.casefold() for name in (entity["name"], *entity["aliases"])}


def rightly_spoken(quote, gold, entities):
    if quote is None:
        return False
    if gold["speaker"] is None or quote.speaker is None:
        return gold["speaker"] is None and quote.speaker is None
    return quote.speaker.name.casefold() in names_of(entities[gold["speaker"]])


def share(good, total):
    return good / total if total else 1.0


def score(gold, verbose):
    text = gold["text"]
    entities = {entity["id"]: entity for entity in gold["entities"]}
    found = [(letters(text, [(s.start, s.end) for s in quote.content_spans]), quote)
             for quote in quoth.analyze(text, language=gold["lang"]).quotes]
    counts = {"marked": [0, 0], "indirect": [0, 0], "speaker": [0, 0]}
    for wanted in gold["quotes"]:
        content = letters(text, wanted["content"])
        best, quote = max(found, key=lambda row: len(row[0] & content), default=(frozenset(), None))
        if not best & content:
            best, quote = frozenset(), None
        exact, spoken = best == content, rightly_spoken(quote, wanted, entities)
        kind = "indirect" if wanted["type"] == "indirect" else "marked"
        for key, good in ((kind, exact), ("speaker", spoken)):
            counts[key][0] += good
            counts[key][1] += 1
        if verbose and not (exact and spoken):
            speaker = quote.speaker.name if quote and quote.speaker else None
            print(f"  {wanted['id']} exact={exact} speaker={speaker} (gold {wanted['speaker']})")
    return {key: share(*value) for key, value in counts.items()}


def main():
    verbose = "-v" in sys.argv
    failed = False
    for line in (FOLDER / "floors").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        name, *floors = line.split()
        gold = json.loads((FOLDER / f"{name}.gold.jsonl").read_text(encoding="utf-8"))
        scores = score(gold, verbose)
        low = [key for key, floor in zip(scores, floors) if scores[key] < float(floor)]
        failed |= bool(low)
        print(name, *(f"{key} {value:.2f}" for key, value in scores.items()), *(f"BELOW {key}" for key in low))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
