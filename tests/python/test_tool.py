"""The tool, as a user runs it: options, formats, files and pipes, broken input, threads, terminals."""

import csv
import io
import json
import os
import pty
import select
import signal
import subprocess
import tempfile
import unittest
from pathlib import Path

LIMIT = 300  # seconds; far more than anything here takes
TOOL = os.environ.get("QUOTH_TOOL", "")
NEWS = (
    "“The lifeboat was out before the sirens,” said Hanna Voss, the harbour master.\n\n"
    "She added that the crew had trained for such a night. “We knew the rocks,” she said, “and we knew the wind.”\n\n"
    "The owners called the rescue “a small miracle”.\n"
)
OTHER = "'Nobody asked us,' Piet Maas told the council. His brother hopes to sell the farm.\n"


def run(*arguments, given=b"", **options):
    """The tool with arguments and standard input; gives its status, output and messages."""
    given = given.encode("utf-8") if isinstance(given, str) else given
    done = subprocess.run([TOOL, *map(str, arguments)], input=given, capture_output=True, timeout=LIMIT, **options)
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


def speakers(document):
    names = {entity["id"]: entity["name"] for entity in document["entities"]}
    return [names.get(quote["speaker"]) for quote in document["quotes"]]


def analyze(text, *options):
    """The document that the tool gives for a text, as JSON."""
    status, out, messages = run("-f", "json", *options, given=text)
    assert (status, messages) == (0, ""), (status, messages)
    return json.loads(out)


def on_terminal(*arguments, given=b"", **variables):
    """What the tool writes to a terminal: to its standard output, or with error=True its standard error."""
    error = variables.pop("error", False)
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    environment.update({"TERM": "xterm"}, **variables)
    ours, theirs = pty.openpty()
    streams = {"stdout": subprocess.DEVNULL, "stderr": theirs} if error else {"stdout": theirs}
    with tempfile.TemporaryFile() as file:
        file.write(given)
        file.seek(0)
        with subprocess.Popen([TOOL, *arguments], stdin=file, env=environment, **streams) as process:
            os.close(theirs)
            shown = b""
            while select.select([ours], [], [], LIMIT)[0]:
                try:
                    part = os.read(ours, 4096)
                except OSError:  # Linux: the other side is closed
                    break
                if not part:
                    break
                shown += part
    os.close(ours)
    return shown.decode("utf-8")


class WithFolder(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = Path(holder.name)

    def file(self, name, content):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path


@unittest.skipUnless(os.path.exists(TOOL), "the tool is not built")
class Usage(unittest.TestCase):
    def test_help_names_every_option(self):
        status, out, messages = run("--help")
        self.assertEqual((status, messages), (0, ""))
        for option in ("format", "input", "scope", "style", "direct-only", "offsets", "lang", "min-confidence",
                       "characters", "verbs", "with", "encoding", "threads", "help", "version"):
            self.assertIn("--" + option, out)
        self.assertLess(max(map(len, out.splitlines())), 81)

    def test_version(self):
        self.assertRegex(run("--version")[1], r"^quoth \d+\.\d+\.\d+\n$")

    def test_wrong_use_has_status_2_and_says_what(self):
        for arguments in (["--nonsense"], ["-f", "xml"], ["-i", "pdf"], ["--scope", "some"], ["--offsets", "words"],
                          ["--style", "verse"], ["--lang", "not a language"], ["--min-confidence", "1.5"],
                          ["--min-confidence", "high"], ["--with", "verbs"], ["--encoding", "klingon"], ["-j", "many"], ["-j", "-1"], ["-f"],
                          ["--characters", "/nowhere"], ["--verbs", "/nowhere"]):
            with self.subTest(arguments=arguments):
                status, out, messages = run(*arguments, given=NEWS)
                self.assertEqual((status, out), (2, ""))
                self.assertIn(arguments[-1].lstrip("-"), messages)


@unittest.skipUnless(os.path.exists(TOOL), "the tool is not built")
class Formats(WithFolder):
    def test_text_gives_place_speaker_type_and_words(self):
        status, out, messages = run(given=NEWS)
        self.assertEqual((status, messages), (0, ""))
        first, words = out.splitlines()[:2]
        self.assertRegex(first, r"^1:1: Hanna Voss \(direct, [01]\.\d\d\)$")
        self.assertEqual(words, "    “The lifeboat was out before the sirens,”")
        split = next(line for line in out.splitlines() if "We knew the rocks" in line)
        self.assertEqual(split, "    “We knew the rocks,” … “and we knew the wind.”")

    def test_places_count_lines_and_characters(self):
        text = "Erste Zeile äöü 😀\r\nÄ 😀 “Wait here,” said Hanna Voss.\n"
        for unit in ("codepoint", "byte", "utf16"):
            self.assertIn("2:5: Hanna Voss", run("--direct-only", "--offsets", unit, given=text)[1])

    def test_text_of_several_files_names_them(self):
        first, second = self.file("a.txt", NEWS), self.file("b.txt", OTHER)
        out = run(first, second)[1]
        self.assertIn(f"{first}:1:1: Hanna Voss", out)
        self.assertIn(f"{second}:1:1: Piet Maas", out)

    def test_text_keeps_control_characters_from_the_terminal(self):
        out = run(given="“Red \x1b[31m \x9b1m\x07 alert,\t\tnow,” said Hanna Voss.\n")[1]
        self.assertIn("“Red \ufffd[31m \ufffd1m\ufffd alert, now,”", out)
        self.assertNotIn("\x1b", out)

    def test_json_is_one_object_or_a_list(self):
        first, second = self.file("a.txt", NEWS), self.file("b.txt", OTHER)
        one = json.loads(run("-f", "json", first)[1])
        both = json.loads(run("-f", "json", first, second)[1])
        self.assertEqual(one, both[0])
        self.assertEqual([document["id"] for document in both], [str(first), str(second)])
        self.assertEqual(speakers(one)[0], "Hanna Voss")
        self.assertEqual(json.loads(run("-f", "json", "-i", "jsonl", given="")[1]), [])

    def test_jsonl_is_one_object_a_line(self):
        lines = [json.dumps({"id": name, "text": text}) for name, text in (("x", NEWS), (7, OTHER), (None, ""))]
        status, out, messages = run("-f", "jsonl", "-i", "jsonl", given="\n\n".join(lines))
        self.assertEqual((status, messages), (0, ""))
        self.assertEqual([json.loads(line)["id"] for line in out.splitlines()], ["x", "7", None])

    def test_input_format_by_name(self):
        for name in ("a.jsonl", "a.ndjson"):
            path = self.file(name, json.dumps({"id": "x", "text": NEWS}) + "\n")
            self.assertEqual(json.loads(run("-f", "jsonl", path)[1])["id"], "x")
            self.assertEqual(json.loads(run("-f", "jsonl", "-i", "text", path)[1])["id"], str(path))

    def test_csv_has_a_line_for_each_quote(self):
        path = self.file('odd "name", x.txt', NEWS)
        rows = list(csv.DictReader(io.StringIO(run("-f", "csv", path)[1], newline="")))
        document = json.loads(run("-f", "json", path)[1])
        self.assertEqual([row["quote"] for row in rows], [quote["id"] for quote in document["quotes"]])
        self.assertEqual([row["speaker"] or None for row in rows], speakers(document))
        for row, quote in zip(rows, document["quotes"]):
            spans = quote["content"]
            self.assertEqual(row["document"], str(path))
            self.assertEqual(row["content"], " … ".join(NEWS[start:end] for start, end in spans))
            self.assertEqual((int(row["start"]), int(row["end"])), (spans[0][0], spans[-1][1]))
            self.assertEqual(int(row["line"]), NEWS.count("\n", 0, spans[0][0]) + 1)
            self.assertEqual((row["type"], row["class"], row["reason"]), (quote["type"], quote["class"], quote["reason"]))
            self.assertEqual(float(row["confidence"]), quote["confidence"])

    def test_csv_takes_any_words(self):
        text = 'Say "no",\ntwice. “Stay, \'all\'\0 of you,” said "Hanna" Voss, and "go,\n\nnow".\n'
        rows = list(csv.DictReader(io.StringIO(run("-f", "csv", given=text)[1], newline="")))
        contents = [quote["content"] for quote in analyze(text)["quotes"]]
        self.assertEqual([row["content"] for row in rows],
                         [" … ".join(text[start:end] for start, end in spans).replace("\0", "\ufffd") for spans in contents])

    def test_with_adds_parts(self):
        document = analyze(NEWS, "--with", "sentences,tokens,text,script")
        self.assertEqual(document["text"], NEWS)
        self.assertEqual("".join(NEWS[s["span"][0]:s["span"][1]] for s in document["script"]), NEWS)
        self.assertIn("lifeboat", [NEWS[token[0]:token[1]] for token in document["tokens"]])
        self.assertGreaterEqual(len(document["sentences"]), 3)
        self.assertFalse({"text", "script", "tokens", "sentences"} & set(analyze(NEWS)))


@unittest.skipUnless(os.path.exists(TOOL), "the tool is not built")
class Options(WithFolder):
    def test_offsets(self):
        text = "😀 ä\n\n“Wait here,” said Hanna Voss."
        place = text.index("“")
        starts = {unit: analyze(text, "--offsets", unit)["quotes"][0]["content"][0][0]
                  for unit in ("byte", "codepoint", "utf16")}
        self.assertEqual(starts, {"byte": len(text[:place].encode("utf-8")), "codepoint": place,
                                  "utf16": len(text[:place].encode("utf-16-le")) // 2})

    def test_style(self):
        text = "Nice place! will come again."
        counts = [len(analyze(text, "--style", style, "--with", "sentences")["sentences"]) for style in ("edited", "web")]
        self.assertEqual(counts, [1, 2])

    def test_scope(self):
        self.assertGreater(len(analyze(OTHER, "--scope", "all")["quotes"]), len(analyze(OTHER, "--scope", "speech")["quotes"]))

    def test_direct_only(self):
        self.assertEqual({quote["type"] for quote in analyze(NEWS, "--direct-only")["quotes"]}, {"direct"})

    def test_min_confidence(self):
        self.assertIn("Hanna Voss", speakers(analyze(NEWS, "--min-confidence", "0")))
        self.assertEqual(set(speakers(analyze(NEWS, "--min-confidence", "1"))), {None})

    def test_lang(self):
        self.assertEqual(analyze("„Wir warten“, sagte Hanna Voss.", "--lang", "de-DE")["language"], "de-DE")

    def test_characters_in_lines_and_in_json(self):
        text = "“Close the gate,” said Old Ida.\n"
        lines = self.file("cast.tsv", "\ufeff# our own\r\nPer Lund\r\nIda Brandt\tf\tOld Ida\tIdchen\r\n")
        listed = self.file("cast.json", json.dumps(
            [{"name": "Ida Brandt", "gender": "f", "aliases": ["Old Ida"]}, {"name": "Per Lund"}]))
        for path in (lines, listed):
            document = analyze(text, "--characters", path)
            self.assertEqual(speakers(document), ["Ida Brandt"])
            self.assertEqual([e["gender"] for e in document["entities"] if e["name"] == "Ida Brandt"], ["f"])
        more = self.file("more.tsv", "Nils Holm\tm\n")
        self.assertEqual(speakers(analyze(text, "--characters", lines, "--characters", more)), ["Ida Brandt"])

    def test_wrong_characters_say_where(self):
        for content, place in ((b"Ida\tqueen\n", "entry 1"), (b"Per\n\xff\n", ":2:"), (b"[{]", ":1:"), (b"[{}]", "entry 1"),
                               (b'[{"name": "A", "aliases": "B"}]', "entry 1"), (b"[7]", "entry 1")):
            with self.subTest(content=content):
                path = self.file("cast", content)
                status, out, messages = run("--characters", path, given=NEWS)
                self.assertEqual((status, out), (2, ""))
                self.assertIn(place, messages)

    def test_verbs(self):
        text = "“Hold the line,” blarked Hanna Voss, and the others blarked that they would wait.\n"
        path = self.file("verbs", "# ours\nblark\n")
        self.assertIn("blarked", [text[slice(*quote["cue"][0])] for quote in analyze(text, "--verbs", path)["quotes"]
                                  if quote["cue"]])
        self.assertEqual(run("--verbs", self.file("bad", b"say\n\xff\n"), given=text)[0], 2)

    def test_options_may_be_short_for_long(self):
        self.assertEqual(run("--form=json", given=NEWS)[1], run("-fjson", given=NEWS)[1])


@unittest.skipUnless(os.path.exists(TOOL), "the tool is not built")
class Encodings(WithFolder):
    TEXT = "“Die Brücke hält,” said Jörg Möller. “Über Nacht – nein.”\n"

    def expect(self, content, *options):
        status, out, messages = run("-f", "json", "--with", "text", *options, given=content)
        self.assertEqual((status, messages), (0, ""))
        self.assertEqual(json.loads(out)["text"], self.TEXT)
        return json.loads(out)

    def test_byte_order_marks(self):
        plain = self.expect(self.TEXT.encode("utf-8"))
        for name in ("utf-8-sig", "utf-16", "utf-32"):
            self.assertEqual(self.expect(self.TEXT.encode(name)), plain)

    def test_named(self):
        for name in ("windows-1252", "utf-16le", "utf-8", "gb18030"):
            self.expect(self.TEXT.encode(name), "--encoding", name)

    def test_found_out(self):
        self.expect(self.TEXT.encode("utf-8"), "--encoding", "auto")
        status, out, messages = run("-f", "json", "--with", "text", "--encoding", "auto",
                                    given=(self.TEXT * 5).encode("windows-1252"))
        self.assertEqual((status, json.loads(out)["text"]), (0, self.TEXT * 5))
        self.assertIn("windows-1252", messages)

    def test_bytes_that_are_not_in_the_encoding(self):
        bad = "“Ja,”".encode("shift_jis", "ignore") + b" said \x81\xff Voss."
        status, out, messages = run("--encoding", "shift_jis", given=bad)
        self.assertEqual((status, out), (1, ""))
        self.assertIn(f"(byte {bad.rindex(0x81)})", messages)


@unittest.skipUnless(os.path.exists(TOOL), "the tool is not built")
class Input(WithFolder):
    def test_files_pipe_and_both(self):
        path = self.file("a.txt", NEWS)
        self.assertEqual(run(path)[1], run(given=NEWS)[1])
        self.assertEqual(run("-", given=NEWS)[1], run(given=NEWS)[1])
        self.assertEqual(len(json.loads(run("-f", "json", path, "-", given=OTHER)[1])), 2)

    def test_what_fails_is_named_and_the_others_are_done(self):
        first, broken, last = self.file("a.txt", NEWS), self.file("b.txt", b"One.\nTwo \xe9."), self.file("c.txt", OTHER)
        for threads in ("1", "3"):
            status, out, messages = run("-f", "jsonl", "-j", threads, first, "/nowhere", broken, self.folder, last)
            self.assertEqual(status, 1)
            self.assertEqual([json.loads(line)["id"] for line in out.splitlines()], [str(first), str(last)])
            lines = messages.splitlines()
            self.assertRegex(lines[0], "^quoth: /nowhere: ")
            self.assertRegex(lines[1], f"^quoth: {broken}:2:5: .*UTF-8.*\\(byte 9\\)")
            self.assertRegex(lines[2], f"^quoth: {self.folder}: ")
            self.assertEqual(len(lines), 3)

    def test_json_stays_json_when_the_first_fails(self):
        status, out, _ = run("-f", "json", "/nowhere", self.file("a.txt", NEWS))
        self.assertEqual((status, len(json.loads(out))), (1, 1))

    def test_offset_behind_a_byte_order_mark_is_that_of_the_file(self):
        self.assertIn("1:4: ", run(given=b"\xef\xbb\xbfabc\xff")[2])
        self.assertIn("(byte 6)", run(given=b"\xef\xbb\xbfabc\xff")[2])

    def test_wrong_lines_of_jsonl(self):
        good = json.dumps({"id": "good", "text": NEWS})
        for bad, said in (("{", "not JSON"), ("[]", "object"), ('{"id": "x"}', '"text"'), ('{"text": 7}', '"text"'),
                          ('{"text": "\\ud800"}', "not JSON"), ('{"id": "a\\u0000b", "text": ""}', "NUL")):
            with self.subTest(line=bad):
                path = self.file("a.jsonl", f"\ufeff{good}\n \n{bad}\n{good}")
                status, out, messages = run("-f", "jsonl", path)
                self.assertEqual((status, len(out.splitlines())), (1, 2))
                self.assertRegex(messages, f"^quoth: {path}:3:.*{said}")

    def test_odd_texts(self):
        for text in ("", "\n", "“", "”", '"', "'", "—", "\0", "a\0“b\0”", "“" * 1000, " " * 1000, "\u2028“\u2029"):
            with self.subTest(text=text[:10]):
                self.assertEqual(analyze(text, "--with", "text")["text"], text)
                self.assertEqual(run(given=text)[0], 0)
                self.assertEqual(run("-f", "csv", given=text)[0], 0)

    def test_a_long_line(self):
        text = ("“The tide is late,” said Hanna Voss, who knew the channel well. Nobody answered her. " * 240000)[:20_000_000]
        status, out, messages = run("--direct-only", given=text)
        self.assertEqual((status, messages), (0, ""))
        self.assertGreater(out.count("Hanna Voss"), 200_000)


@unittest.skipUnless(os.path.exists(TOOL), "the tool is not built")
class Output(WithFolder):
    def documents(self, count):
        return "".join(json.dumps({"id": str(i), "text": (NEWS, OTHER)[i % 2] * (1 + i * 7 % 11)}) + "\n" for i in range(count))

    def test_threads_change_nothing(self):
        given = self.documents(120) + "{broken\n" + self.documents(40)
        for output in ("text", "json", "jsonl", "csv"):
            one, four = (run("-i", "jsonl", "-f", output, "-j", threads, given=given) for threads in ("1", "4"))
            self.assertEqual(one, four)
            self.assertEqual(one[0], 1)
        self.assertEqual(run("-i", "jsonl", "-j", "0", given=given), run("-i", "jsonl", given=given))

    def test_documents_come_out_as_they_are_done(self):
        for threads in ("1", "2"):
            with subprocess.Popen([TOOL, "-i", "jsonl", "-f", "jsonl", "-j", threads], stdin=subprocess.PIPE,
                                  stdout=subprocess.PIPE) as process:
                process.stdin.write(self.documents(1).encode("utf-8"))
                process.stdin.flush()
                self.assertTrue(select.select([process.stdout], [], [], LIMIT)[0])
                self.assertEqual(json.loads(process.stdout.readline())["id"], "0")
                process.stdin.close()

    def test_nobody_reads(self):
        for restore, status in ((True, -signal.SIGPIPE), (False, 1)):
            with subprocess.Popen([TOOL, "-i", "jsonl", "-f", "jsonl", "-j", "2"], stdin=subprocess.PIPE,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE, restore_signals=restore) as process:
                process.stdout.close()
                try:
                    process.stdin.write(self.documents(500).encode("utf-8"))
                    process.stdin.close()
                except BrokenPipeError:
                    pass
                self.assertEqual(process.stderr.read().decode("utf-8"), "" if restore else "quoth: cannot write: Broken pipe\n")
                self.assertEqual(process.wait(LIMIT), status)

    @unittest.skipUnless(os.path.exists("/dev/full"), "no /dev/full")
    def test_full_disk(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([TOOL], input=NEWS.encode("utf-8"), stdout=full, stderr=subprocess.PIPE, check=False)
        self.assertEqual((done.returncode, done.stderr.decode("utf-8")), (1, "quoth: cannot write: No space left on device\n"))

    def test_colours_on_a_terminal_only(self):
        given = NEWS.encode("utf-8")
        self.assertIn("\x1b[1;", on_terminal(given=given))
        self.assertNotIn("\x1b", on_terminal(given=given, NO_COLOR="1"))
        self.assertNotIn("\x1b", on_terminal(given=given, TERM="dumb"))
        self.assertNotIn("\x1b", on_terminal("-f", "csv", given=given))
        self.assertNotIn("\x1b", run(given=NEWS)[1])

    def test_progress_on_a_terminal_when_it_takes_long(self):
        self.assertEqual(on_terminal(given=NEWS.encode("utf-8"), error=True), "")
        shown = on_terminal("-f", "jsonl", "-i", "jsonl", given=self.documents(6000).encode("utf-8"), error=True)
        self.assertRegex(shown, r"quoth: \d+ % of \d+\.\d MB")
        self.assertTrue(shown.endswith("\r\x1b[K"))


if __name__ == "__main__":
    unittest.main()
