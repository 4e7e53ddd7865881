"""quoth-eval: fixed figures on small documents, and the same output as a scorer of record where that is at hand."""

import json
import os
import random
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

EVAL = os.path.join(os.path.dirname(os.environ.get("QUOTH_TOOL", "")), "quoth-eval")
CORPORA = os.environ.get("CORPORA", "")
RECORD = os.environ.get("SCORE_PY", os.path.join(os.path.dirname(CORPORA.rstrip("/")), "eval", "score.py") if CORPORA else "")

TEXT = "“Dams leak,” said Dr. Ana Groß. The mayor’s aide Bo Reed claimed that “it is fine”. Some hoped it was. “No,” she said."


def span(words, text=TEXT):
    start = text.index(words)
    return [start, start + len(words)]


def quote(words, speaker, cue=(), source=(), **more):
    return {"content": [span(w) for w in words], "cue": [span(w) for w in cue], "source": [span(w) for w in source],
            "speaker": speaker, **more}


GOLD = {
    "id": "one", "text": TEXT,
    "quotes": [
        quote(["“Dams leak,”"], "a", ["said"], ["Dr. Ana Groß"], type="direct"),
        quote(["that “it is fine”"], 2, ["claimed"], ["The mayor’s aide Bo Reed"], type="mixed"),
        quote(["it was"], "g", ["hoped"], ["Some"], type="indirect", mode="thought"),
        quote(["“No,”"], "a", ["said."], ["she"], type="direct"),
    ],
    "entities": [{"id": "a", "name": "Dr. Ana Groß", "aliases": ["Mrs. Groß"]}, {"id": 2, "name": "Bo Reed"},
                 {"id": "g", "name": "Some", "aliases": []}],
}
PREDICTED = {
    "id": "one",
    "quotes": [
        quote(["Dams leak"], 0, ["said"], ["Ana Groß"]),
        quote(["“it is fine”. Some"], 1, ["claimed"], ["Bo Reed"]),
        quote(["“No,”"], None, ["said."], ["she"]),
        quote(["Ana"], 0),
    ],
    "entities": [{"id": 0, "name": "ANA GROSS’s"}, {"id": 1, "name": "The Reed"}],
}


class WithFiles(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = Path(holder.name)

    def file(self, name, documents):
        path = self.folder / name
        path.write_text("".join(json.dumps(document) + "\n" for document in documents), "utf-8")
        return str(path)

    def run_eval(self, *arguments):
        done = subprocess.run([EVAL, *arguments], capture_output=True, timeout=120, check=False)
        return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")

    def measure(self, gold, predicted, *options):
        status, out, messages = self.run_eval("--json", *options, self.file("gold", gold), self.file("predicted", predicted))
        self.assertEqual((status, messages), (0, ""))
        return json.loads(out)


@unittest.skipUnless(os.path.exists(EVAL), "quoth-eval is not built")
class Figures(WithFiles):
    def test_quotes(self):
        result = self.measure([GOLD], [PREDICTED])
        self.assertEqual((result["docs"], result["docs_missing"]), (1, 0))
        self.assertEqual(result["exact"], {"p": 0.5, "r": 0.5, "f1": 0.5, "gold": 4, "pred": 4})
        # “it is fine”. Some: 8 letters in common, 4 more on either side
        self.assertEqual(result["overlap"], {"p": 0.75, "r": 0.75, "f1": 0.75, "gold": 4, "pred": 4})

    def test_cues_and_sources(self):
        result = self.measure([GOLD], [PREDICTED])
        self.assertEqual(result["cue_exact"], {"p": 1.0, "r": 0.75, "f1": 6 / 7, "gold": 4, "pred": 3})
        self.assertEqual(result["source_exact"], {"p": 1 / 3, "r": 0.25, "f1": 2 * (1 / 3) * 0.25 / (1 / 3 + 0.25), "gold": 4, "pred": 3})
        self.assertEqual(result["source_overlap"]["r"], 0.5)

    def test_attribution(self):
        result = self.measure([GOLD], [PREDICTED], "--by", "type")
        self.assertEqual(result["attribution"], {"gold": 4, "covered": 0.75, "silent": 0.25, "accuracy": 0.5, "named": 0.25,
                                                 "named_on_covered": 1 / 3, "accuracy_on_covered": 2 / 3})
        self.assertEqual(result["clusters"], {"p": 1.0, "r": 2 / 3, "f1": 0.8})
        self.assertEqual(result["by_type"], {"direct": {"gold": 2, "covered": 1.0, "accuracy": 0.5},
                                             "indirect": {"gold": 1, "covered": 0.0, "accuracy": 0.0},
                                             "mixed": {"gold": 1, "covered": 1.0, "accuracy": 1.0}})

    def test_what_is_optional_counts_on_no_side(self):
        result = self.measure([GOLD], [PREDICTED], "--speech-only")
        self.assertEqual((result["exact"]["gold"], result["exact"]["pred"], result["attribution"]["gold"]), (3, 4, 3))
        optional = dict(GOLD, quotes=[dict(row, optional=True) for row in GOLD["quotes"]])
        result = self.measure([optional], [PREDICTED])
        self.assertEqual((result["exact"]["gold"], result["exact"]["pred"], result["cue_exact"]["pred"]), (0, 1, 0))

    def test_a_document_without_prediction_and_one_too_many(self):
        result = self.measure([GOLD, dict(GOLD, id="two")], [PREDICTED, dict(PREDICTED, id="three")])
        self.assertEqual((result["docs"], result["docs_missing"]), (2, 1))
        self.assertEqual((result["exact"]["gold"], result["exact"]["pred"]), (8, 4))
        self.assertEqual(self.measure([], [])["exact"]["f1"], 0)

    def test_a_perfect_prediction(self):
        result = self.measure([GOLD], [GOLD])
        for key in ("exact", "cue_exact", "source_exact", "clusters"):
            self.assertEqual(result[key]["f1"], 1)
        self.assertEqual(result["attribution"]["named"], 1)

    def test_calibration(self):
        sure = dict(PREDICTED, quotes=[dict(row, confidence=c) for row, c in zip(PREDICTED["quotes"], (1, 0.8, 0.6, 0.2))])
        found = self.measure([GOLD], [sure], "--calibration")["calibration"]
        # right: Dr. Groß and Mr. Reed; wrong: a quotation without a speaker; one that is none does not count
        self.assertEqual((found["pred"], found["right"]), (3, 2))
        self.assertAlmostEqual(found["error"], (0 + 0.2 + 0.6) / 3)
        self.assertEqual([row["pred"] for row in found["bins"]], [0, 0, 0, 0, 0, 0, 1, 0, 1, 1])
        self.assertEqual(found["bins"][8], {"pred": 1, "confidence": 0.8, "right": 1.0})
        risks = {row["coverage"]: (row["confidence"], row["risk"]) for row in found["coverages"]}
        self.assertEqual((risks[0.1], risks[0.75], risks[1.0]), ((1.0, 0.0), (0.8, 0.0), (0.6, 1 / 3)))

    def test_calibration_of_detection(self):
        sure = dict(PREDICTED, quotes=[dict(row, detection=c) for row, c in zip(PREDICTED["quotes"], (1, 0.8, 0.6, 0.2))])
        found = self.measure([GOLD], [sure], "--calibration")["detection"]
        # three match a gold quotation, the last is none
        self.assertEqual((found["pred"], found["right"]), (4, 3))
        self.assertAlmostEqual(found["error"], (0 + 0.2 + 0.4 + 0.2) / 4)
        self.assertEqual(found["coverages"][-1], {"coverage": 1.0, "confidence": 0.2, "risk": 0.25})

    def test_calibration_without_speakers_asks_for_the_source(self):
        gold = dict(GOLD, quotes=[dict(row, speaker=None) for row in GOLD["quotes"]])
        sure = dict(PREDICTED, quotes=[dict(row, confidence=0.5) for row in PREDICTED["quotes"][:3]])
        # “Bo Reed” is less than half of the mayor's aide
        self.assertEqual(self.measure([gold], [sure], "--calibration")["calibration"]["right"], 2)

    def test_calibration_of_nothing(self):
        self.assertNotIn("calibration", self.measure([GOLD], [PREDICTED]))
        found = self.measure([GOLD], [PREDICTED], "--calibration")["calibration"]
        self.assertEqual((found["pred"], found["error"]), (0, 0.0))

    def test_text(self):
        status, out, _ = self.run_eval("--errors", "1", self.file("gold", [GOLD]), self.file("predicted", [PREDICTED]))
        self.assertEqual(status, 0)
        self.assertIn("  overlap         P 0.750  R 0.750  F1 0.750   gold 4, predicted 4\n", out)
        self.assertIn("accuracy 0.500 of 4 (covered 0.750, no speaker given 0.250, accuracy on covered 0.667;", out)
        self.assertIn("  missed one @", out)
        self.assertIn(": gold 'Some', predicted None: …", out)


@unittest.skipUnless(os.path.exists(EVAL), "quoth-eval is not built")
class Wrong(WithFiles):
    def test_use(self):
        self.assertEqual(self.run_eval("--help")[0], 0)
        for arguments in ([], ["one"], ["a", "b", "c"], ["--errors", "few", "a", "b"], ["--nonsense", "a", "b"]):
            self.assertEqual(self.run_eval(*arguments)[0], 2)

    def test_files(self):
        good = self.file("good", [GOLD])
        self.assertIn("/nowhere", self.run_eval(good, "/nowhere")[2])
        for line, said in (("{", "}"), ("[]", '"id"'), ('{"id": 1}', '"quotes"'), ('{"id": 1, "quotes": [{}]}', "spans"),
                           ('{"id": 1, "quotes": [{"content": [[1]]}]}', "spans"),
                           ('{"id": 1, "quotes": [], "entities": [{}]}', "entity")):
            path = self.folder / "bad"
            path.write_text("\n" + line + "\n", "utf-8")
            status, out, messages = self.run_eval(good, str(path))
            self.assertEqual((status, out), (1, ""))
            self.assertIn(f"{path}:2: ", messages)
            self.assertIn(said, messages)
        self.assertIn('"text"', self.run_eval(self.file("bare", [PREDICTED]), good)[2])


def draw_document(draw, name, gold):
    """A document with any spans and names, many of them odd."""
    words = ["Ana", "Bo", "GROSS", "Groß", "Reed", "Dr.", "the", "Mrs.", "d’Arc’s", "ﬁ", "Ⅷ", "x²", "_", "’s", "ὈΔΥΣΣΕΎΣ", "日本", "O'Neil's"]
    text = " ".join(draw.choice(words) for _ in range(60))

    def spans(most):
        starts = [draw.randrange(-3, len(text) + 3) for _ in range(draw.randrange(most))]
        return [[start, start + draw.randrange(-2, 25)] for start in starts]

    entities = [{"id": draw.choice([i, str(i)]), "name": draw.choice([None, "", text[i * 7:i * 7 + 9]]),
                 "aliases": [text[k:k + draw.randrange(12)] for k in range(0, draw.randrange(40), 9)]} for i in range(6)]
    quotes = [{"content": spans(4), "cue": spans(3), "source": draw.choice([None, spans(3)]),
               "speaker": draw.choice([None, "unknown"] + [entity["id"] for entity in entities]),
               "type": draw.choice(["direct", "mixed", None]), "optional": draw.random() < 0.1,
               "mode": draw.choice(["speech", "writing", "thought"])} for _ in range(draw.randrange(14))]
    return {"id": name, "quotes": quotes, "entities": entities, **({"text": text} if gold else {})}


@unittest.skipUnless(os.path.exists(EVAL), "quoth-eval is not built")
@unittest.skipUnless(os.path.exists(RECORD), "no scorer of record")
class Record(WithFiles):
    def compare(self, gold, predicted):
        for options in ([], ["--json", "--by", "type"], ["--speech-only", "--by", "mode", "--errors", "2"]):
            expected = subprocess.run([sys.executable, RECORD, gold, predicted, *options], capture_output=True, check=True)
            self.assertEqual(self.run_eval(*options, gold, predicted)[1], expected.stdout.decode("utf-8"))

    def test_small_documents(self):
        self.compare(self.file("gold", [GOLD]), self.file("predicted", [PREDICTED]))

    def test_any_documents(self):
        draw = random.Random(7)
        gold = [draw_document(draw, i, True) for i in range(80)]
        near = [dict(row, quotes=[dict(q, content=[[s + draw.randrange(-2, 3), e] for s, e in q["content"]])
                                  for q in row["quotes"]]) for row in gold[:30]]
        predicted = near + [draw_document(draw, i, False) for i in range(30, 78)]
        self.compare(self.file("gold", gold), self.file("predicted", predicted + predicted[:1]))


if __name__ == "__main__":
    unittest.main()
