"""The tool's output as CoNLL-U, read back by a strict reader."""

import json
import os
import subprocess
import unittest

import conllu

TOOL = os.environ.get("QUOTH_TOOL", "")
LIMIT = 300  # seconds
TEXT = (
    "HARBOUR STAYS SHUT\n\n"
    "“We can’t open it,” Mara Lind told reporters; she’d seen   the cracks.\n"
    "‘It’s bad,’ her deputy said | and left.\n\n"
    "The council\nhopes (so it says) that the U.K. firm's engineers won't be late... No. 7 is next!\n"
)


def run(given, *options):
    done = subprocess.run([TOOL, "-f", "conllu", *options], input=given, capture_output=True, timeout=LIMIT)
    assert (done.returncode, done.stderr) == (0, b""), done
    return conllu.read(done.stdout.decode("utf-8"))


@unittest.skipUnless(TOOL and os.path.exists(TOOL), "the tool is not built")
class Conllu(unittest.TestCase):
    def test_words(self):
        sentences = run(TEXT.encode("utf-8"))
        words = [word for sentence in sentences for word in sentence.words]
        self.assertIn(("ca", "can", "AUX", "MD"), [word[:4] for word in words])
        self.assertIn(("n’t", "not", "PART", "RB"), [word[:4] for word in words])
        self.assertIn(("told", "tell", "VERB", "VBD"), [word[:4] for word in words])
        self.assertIn((3, 4), sentences[1].joined)
        self.assertEqual("HARBOUR STAYS SHUT", sentences[0].comments["text"])

    def test_quotes(self):
        words = [word for sentence in run(TEXT.encode("utf-8")) for word in sentence.words]
        spoken = [word for word in words if word.form == "open"]
        self.assertEqual([("q1", "Mara Lind")], [(word.misc["Quote"], word.misc["Speaker"]) for word in spoken])
        self.assertNotIn("Quote", next(word for word in words if word.form == "told").misc)

    def test_documents(self):
        lines = "".join(json.dumps({"id": name, "text": TEXT}) + "\n" for name in ("one", "two"))
        sentences = run(lines.encode("utf-8"), "-i", "jsonl")
        self.assertEqual(["one", "two"], [s.comments["newdoc id"] for s in sentences if "newdoc id" in s.comments])
        self.assertEqual("one-1", sentences[0].comments["sent_id"])
        self.assertGreater(sum("newpar" in sentence.comments for sentence in sentences), 4)

    def test_any_text(self):
        for given in ("", " \n", "\t", "a\tb\u2028c", "NUL \0 here. |=_ #", "“" * 500, "_", "can't" * 50, "\u00a0x\u00a0y", "# no comment\n\n1\tx"):
            for options in ((), ("--lang", "de"), ("--direct-only",), ("--lang", "zh")):
                with self.subTest(given=given, options=options):
                    run(given.encode("utf-8"), *options)

    def test_other_language(self):
        words = [word for sentence in run("Sie sagte: „Das ist gut.“".encode("utf-8"), "--lang", "de") for word in sentence.words]
        self.assertEqual({("_", "_", "_", None)}, {(w.lemma, w.upos, w.xpos, w.head) for w in words})


if __name__ == "__main__":
    unittest.main()
