"""The bindings: what they give, their errors, options, threads, memory, and the tool."""

import doctest
import os
import pickle
import subprocess
import sys
import threading
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import quoth
from quoth import _native

STORY = (
    '"The harbour froze twice last winter," said Marta Olsen.\n\n'
    "She added that the pilots had never seen such ice. \u201cWe wait,\u201d she said, \u201cand then we sail.\u201d\n\n"
    'The council called the plan "ambitious".\n'
)


def spans(document):
    for rows in (document.sentences, document.tokens, document.marked, document.script):
        yield from rows
    for quote in document.quotes:
        yield from quote.content_spans + quote.quoted_spans + quote.cue_spans + quote.source_spans
    for entity in document.entities:
        yield from entity.mentions


class Documents(unittest.TestCase):
    def test_a_direct_quote_has_its_speaker(self):
        document = quoth.analyze(STORY)
        self.assertEqual(document.text, STORY)
        self.assertEqual(document.language, "en")
        first = document.quotes[0]
        self.assertEqual(first.content, '"The harbour froze twice last winter,"')
        self.assertEqual((first.type, first.class_, first.source), ("direct", "speech", "Marta Olsen"))
        self.assertEqual(first.speaker.name, "Marta Olsen")
        self.assertIn(first.speaker, document.entities)
        self.assertTrue(0 <= first.confidence <= 1)

    def test_spans_lie_in_the_text_and_the_script_covers_it(self):
        document = quoth.analyze(STORY)
        for span in spans(document):
            self.assertTrue(0 <= span.start <= span.end <= len(STORY), span)
        self.assertEqual("".join(segment.text for segment in document.script), STORY)
        self.assertEqual([token.text for token in document.tokens][1:4], ["The", "harbour", "froze"])

    def test_joined_words(self):
        words = [(token.text, token.joined) for token in quoth.analyze("I can't.").tokens]
        self.assertEqual(words, [("I", False), ("ca", False), ("n't", True), (".", False)])

    def test_lemmas_and_tags(self):
        words = [(token.lemma, token.upos, token.xpos) for token in quoth.analyze("She said no.").tokens]
        self.assertEqual([("she", "PRON", "PRP"), ("say", "VERB", "VBD")], words[:2])
        words = [(token.lemma, token.upos, token.head) for token in quoth.analyze("Sie sagt nein.", language="de").tokens]
        self.assertEqual({("_", "_", None)}, set(words))

    def test_offsets_count_code_points(self):
        plain = quoth.analyze("xx\n\n" + STORY)
        astral = quoth.analyze("\U0001F600\U0001D4D0\n\n" + STORY)
        contents = [[quote.content for quote in document.quotes] for document in (plain, astral)]
        self.assertEqual(*contents)
        self.assertEqual("".join(segment.text for segment in astral.script), astral.text)
        words = [(token.start, token.text) for token in astral.tokens]
        self.assertIn((5, "The"), words)
        self.assertIn((9, "harbour"), words)

    def test_empty_text_and_nul(self):
        document = quoth.analyze("")
        self.assertEqual((document.sentences, document.quotes, document.entities), ((), (), ()))
        self.assertEqual(quoth.analyze("A\0b.").text, "A\0b.")

    def test_rows_are_those_of_one_document(self):
        for order in (("script", "tokens", "quotes", "entities"), ("entities", "marked", "quotes", "script")):
            document = quoth.analyze(STORY)
            for name in order:
                self.assertIs(getattr(document, name), getattr(document, name))
            for quote in document.quotes:
                self.assertIs(quote.speaker, quote.speaker and document.entities[quote.speaker.index])
            for segment in document.script:
                self.assertIs(segment.quote, segment.quote and document.quotes[segment.quote.index])
        with self.assertRaises(AttributeError):
            document.paragraphs

    def test_threads_may_read_one_document(self):
        with ThreadPoolExecutor(4) as pool:
            for _ in range(50):
                document = quoth.analyze(STORY)
                rows = list(pool.map(lambda _, document=document: document.script, range(4)))
                self.assertTrue(all(row is rows[0] for row in rows))

    def test_rows_are_immutable_and_survive_pickling(self):
        document = quoth.analyze(STORY)
        with self.assertRaises(AttributeError):
            document.sentences[0].start = 7
        with self.assertRaises(AttributeError):
            document.quotes = ()
        self.assertEqual(pickle.loads(pickle.dumps(document)), document)
        self.assertNotIn("harbour", repr(document.sentences[0]))

    def test_module_documentation_runs(self):
        self.assertEqual(doctest.testmod(quoth).failed, 0)
        readme = Path(__file__).resolve().parents[2] / "bindings" / "python" / "README.md"
        self.assertEqual(doctest.testfile(str(readme), module_relative=False, encoding="utf-8").failed, 0)


class Errors(unittest.TestCase):
    def test_lone_surrogate(self):
        with self.assertRaises(quoth.QuothError) as caught:
            quoth.analyze("\U0001F600 ab\ud800c")
        self.assertEqual((caught.exception.status, caught.exception.offset), ("QUOTH_E_UTF8", 4))

    def test_wrong_values(self):
        with self.assertRaises(TypeError):
            quoth.analyze(b"bytes")
        with self.assertRaises(ValueError):
            quoth.Analyzer(scope="everything")
        with self.assertRaises(ValueError):
            quoth.Analyzer(style="verse")
        with self.assertRaises(ValueError):
            quoth.Analyzer(characters=["A\0B"])
        with self.assertRaises(ValueError):
            quoth.Analyzer(characters=[quoth.Character("Ida", gender="royal")])
        with self.assertRaises(TypeError):
            quoth.Analyzer(reporting_verbs="say")

    def test_status_of_the_library(self):
        for options in ({"language": "not a tag"}, {"min_confidence": 2.0}):
            with self.subTest(**options):
                with self.assertRaises(quoth.QuothError) as caught:
                    quoth.Analyzer(**options)
                self.assertEqual(caught.exception.status, "QUOTH_E_ARGUMENT")

    def test_closed_analyzer(self):
        analyzer = quoth.Analyzer()
        analyzer.close()
        analyzer.close()
        with self.assertRaises(ValueError):
            analyzer.analyze("Hello.")

    def test_missing_library_lists_what_was_tried(self):
        environment = dict(os.environ, QUOTH_LIBRARY="/nowhere/libquoth.so")
        run = subprocess.run([sys.executable, "-c", "import quoth"], env=environment, capture_output=True, text=True)
        self.assertIn("ImportError", run.stderr)
        self.assertIn("/nowhere/libquoth.so", run.stderr)


class Options(unittest.TestCase):
    def test_characters(self):
        ida = quoth.Character("Ida Brandt", aliases=("Old Ida",), gender="f")
        with quoth.Analyzer(characters=["Per Lund", ida]) as analyzer:
            document = analyzer.analyze('"Close the gate," said Old Ida.')
        self.assertEqual(document.quotes[0].speaker.name, "Ida Brandt")
        self.assertEqual(document.quotes[0].speaker.character, 1)

    def test_direct_only(self):
        types = {quote.type for quote in quoth.analyze(STORY, direct_only=True).quotes}
        self.assertEqual(types, {"direct"})

    def test_scope_and_verbs(self):
        text = "The mayor hopes that the ferry will sail. Nora Feld blurted that the ferry was sold."
        self.assertGreater(len(quoth.analyze(text, scope="all").quotes), len(quoth.analyze(text).quotes))
        text = '"Leave the gate," Nora Feld zibbled.'
        with quoth.Analyzer(reporting_verbs=["zibbled"]) as analyzer:
            self.assertEqual(analyzer.analyze(text).quotes[0].cue, "zibbled")

    def test_min_confidence(self):
        self.assertTrue(any(quote.speaker for quote in quoth.analyze(STORY, min_confidence=0).quotes))
        self.assertEqual({quote.speaker for quote in quoth.analyze(STORY, min_confidence=1).quotes}, {None})

    def test_style(self):
        text = "Nice place! will come again."
        self.assertEqual([len(quoth.analyze(text, style=style).sentences) for style in ("edited", "web")], [1, 2])

    def test_parse_all(self):
        text = "The barn was red.\n\nIt rained."
        self.assertEqual({token.relation for token in quoth.analyze(text).tokens}, {"_"})
        self.assertNotIn("_", {token.relation for token in quoth.analyze(text, parse_all=True).tokens})

    def test_progress_goes_up(self):
        seen = []
        quoth.analyze(STORY, progress=seen.append)
        self.assertTrue(seen)
        self.assertEqual(seen, sorted(seen))
        self.assertTrue(all(0 <= done <= 1 for done in seen))

    def test_exception_of_progress_comes_out(self):
        calls = []

        def stop_once(done):
            calls.append(done)
            if len(calls) == 1:
                raise KeyError("stop")

        with quoth.Analyzer(progress=stop_once) as analyzer:
            with self.assertRaises(KeyError):
                analyzer.analyze(STORY)
            self.assertEqual(len(calls), 1)
            self.assertEqual(analyzer.analyze(STORY), quoth.analyze(STORY))

    def test_analyzer_is_busy_in_its_own_callback(self):
        with quoth.Analyzer(progress=lambda done: analyzer.analyze("x")) as analyzer:
            with self.assertRaises(RuntimeError):
                analyzer.analyze(STORY)


class Pins(unittest.TestCase):
    TEXT = "Carl Lund met Ida Brandt. \u201cClose the gate,\u201d she said. \u201cIt is late.\u201d"

    @staticmethod
    def direct(document):
        return [quote for quote in document.quotes if quote.type == "direct"]

    def test_a_pin_is_certain_and_what_hangs_on_it_follows(self):
        with quoth.Analyzer() as analyzer:
            before = self.direct(analyzer.analyze(self.TEXT))
            start = before[0].content_spans[0].start
            after = self.direct(analyzer.analyze(self.TEXT, pins=[(start, "Carl Lund")]))
            nobody = self.direct(analyzer.analyze(self.TEXT, pins=[(start, None)]))
        self.assertEqual(before[0].speaker.name, "Ida Brandt")
        self.assertEqual([quote.speaker.name for quote in after], ["Carl Lund"] * len(after))
        self.assertEqual((after[0].confidence, after[0].reason), (1.0, "pinned"))
        self.assertIsNone(nobody[0].speaker)

    def test_wrong_pins(self):
        with quoth.Analyzer() as analyzer:
            for pin in ((len(self.TEXT) + 1, "Carl Lund"), (0, "")):
                with self.assertRaises(quoth.QuothError):
                    analyzer.analyze(self.TEXT, pins=[pin])
            with self.assertRaises(ValueError):
                analyzer.analyze(self.TEXT, pins=[(0, "A\0B")])

    def test_candidates_are_others(self):
        text = "Carl Lund met Jon Feld. Later he left. \u201cClose the gate,\u201d he said."
        quote = self.direct(quoth.analyze(text))[0]
        names = {quote.speaker.name, *(other.entity.name for other in quote.candidates)}
        self.assertEqual(names, {"Carl Lund", "Jon Feld"})


class Registries(unittest.TestCase):
    FIRST = "\u201cThe ice is thick,\u201d said Marta Olsen. Mrs. Olsen added that nobody would sail."
    SECOND = "\u201cThe ice is gone,\u201d Marta J. Olsen said. \u201cGood,\u201d said Carl Lund."

    def filled(self):
        registry = quoth.Registry()
        with quoth.Analyzer() as analyzer:
            registry.add("one", self.FIRST, analyzer)
            registry.add("two", self.SECOND, analyzer)
        return registry

    def test_one_person_in_two_documents(self):
        with self.filled() as registry:
            self.assertEqual([speaker.name for speaker in registry], ["Marta J. Olsen", "Carl Lund"])
            (olsen,) = registry.find("marta olsen")
            self.assertEqual([statement.document for statement in olsen.statements], ["one", "one", "two"])
            last = olsen.statements[-1]
            self.assertIn("The ice is gone", self.SECOND[last.start : last.end])
            self.assertEqual(registry.find("Nobody Else"), ())

    def test_dump_and_load(self):
        with self.filled() as registry:
            data = registry.dump()
            with quoth.Registry.load(data) as again:
                self.assertEqual(list(again), list(registry))
                self.assertEqual(again.dump(), data)
        with self.assertRaises(quoth.QuothError) as caught:
            quoth.Registry.load(data[:-1])
        self.assertEqual(caught.exception.status, "QUOTH_E_MODEL")

    def test_closed(self):
        registry = self.filled()
        registry.close()
        registry.close()
        with self.assertRaises(ValueError):
            len(registry)


class Threads(unittest.TestCase):
    def test_shared_and_own_analyzers_agree(self):
        texts = [STORY * (1 + i % 3) for i in range(24)]
        expected = [quoth.analyze(text) for text in texts]
        own = threading.local()

        def with_own(text):
            if not hasattr(own, "analyzer"):
                own.analyzer = quoth.Analyzer()
            return own.analyzer.analyze(text)

        with quoth.Analyzer() as shared, ThreadPoolExecutor(4) as pool:
            self.assertEqual(list(pool.map(shared.analyze, texts)), expected)
            self.assertEqual(list(pool.map(with_own, texts)), expected)


def resident():
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@unittest.skipUnless(os.path.exists("/proc/self/statm"), "no /proc")
class Memory(unittest.TestCase):
    def test_memory_is_stable(self):
        with quoth.Analyzer() as analyzer:
            for _ in range(200):
                self.assertTrue(analyzer.analyze(STORY).script)
            before = resident()
            for _ in range(1000):
                self.assertTrue(analyzer.analyze(STORY).script)
            for _ in range(1000):
                analyzer.analyze(STORY)
            self.assertLess(resident() - before, 2 << 20)


class Tool(unittest.TestCase):
    def test_missing_tool_lists_what_was_tried(self):
        environment = dict(os.environ, QUOTH_TOOL="/nowhere/quoth")
        run = subprocess.run([sys.executable, "-m", "quoth"], env=environment, capture_output=True, text=True)
        self.assertEqual(run.returncode, 1)
        self.assertIn("/nowhere/quoth", run.stderr)

    def test_module_prints_what_the_tool_prints(self):
        from quoth.__main__ import candidates

        tools = [tool for tool in candidates(_native.path) if os.path.isfile(tool)]
        if not tools:
            self.skipTest("the tool is not built")
        folder = os.path.dirname(os.path.realpath(_native.path))
        environment = dict(os.environ, LD_LIBRARY_PATH=folder)
        runs = [
            subprocess.run(command, env=environment, input=STORY.encode(), capture_output=True)
            for command in ([tools[0]], [sys.executable, "-m", "quoth"])
        ]
        self.assertEqual((runs[0].returncode, runs[0].stdout), (runs[1].returncode, runs[1].stdout))
        self.assertIn(b"Marta Olsen", runs[1].stdout)


if __name__ == "__main__":
    unittest.main()
