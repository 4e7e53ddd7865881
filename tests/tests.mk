# The tests, included by Makefile.am. A suite of Check is one line here: tests/check_NAME stands for tests/check_NAME.c.
suites = \
	tests/check_allocation \
	tests/check_api \
	tests/check_arc \
	tests/check_attribution \
	tests/check_content \
	tests/check_coreference \
	tests/check_cue \
	tests/check_json \
	tests/check_lattice \
	tests/check_lemma \
	tests/check_lexicon \
	tests/check_locale \
	tests/check_memory \
	tests/check_mention \
	tests/check_model \
	tests/check_pins \
	tests/check_name \
	tests/check_paragraph \
	tests/check_properties \
	tests/check_quote \
	tests/check_quotemark \
	tests/check_registry \
	tests/check_sentence \
	tests/check_source \
	tests/check_tag \
	tests/check_token \
	tests/check_utf8 \
	tests/check_voice \
	tests/check_wordlist

# Tests that are scripts.
scripts = tests/run_guards tests/run_man tests/run_examples tests/run_corpus tests/run_articles tests/run_python tests/run_scores \
	tests/run_models

LDADD = libcore.la $(CHECK_LIBS)
tests_check_api_LDADD = $(LDADD) -lpthread
tests_check_quotemark_LDADD = $(LDADD) $(ICU_LIBS)
tests_check_json_LDADD = $(LDADD) $(JANSSON_LIBS)
if HAVE_TOOL
tests_check_json_CPPFLAGS = -DHAVE_JANSSON $(AM_CPPFLAGS)
endif
tests_check_cases_LDADD = libquoth.la
tests_replay_SOURCES = tests/fuzz_analyze.c
tests_replay_CPPFLAGS = -DREPLAY $(AM_CPPFLAGS)
tests_replay_LDADD = libcore.la

check_PROGRAMS += tests/check_cases tests/replay
TESTS = tests/check_cases $(scripts)
if HAVE_CHECK
check_PROGRAMS += $(suites)
TESTS += $(suites)
endif
TESTS_ENVIRONMENT = QUOTH_LIBRARY=$(abs_builddir)/.libs/libquoth.so QUOTH_TOOL=$(abs_builddir)/quoth \
	PYTHONPATH=$(abs_srcdir)/bindings/python PYTHONDONTWRITEBYTECODE=1 srcdir=$(srcdir) CORPORA='$(CORPORA)' CC='$(CC)' SOURCES='$(libcore_la_SOURCES)'

# Any bytes through the public functions (configure --enable-fuzzing): tests/fuzz_analyze CORPUS
if FUZZING
noinst_PROGRAMS += tests/fuzz_analyze
tests_fuzz_analyze_LDADD = libcore.la
tests_fuzz_analyze_LDFLAGS = -fsanitize=fuzzer
endif

EXTRA_DIST += $(scripts) tests/tally tests/suite.h tests/rooms_fixture.h tests/api_fixture.h tests/counting.h tests/score_articles.py tests/scores tests/predict tests/floors.tsv \
	tests/fuzz tests/cases tests/sentences tests/articles tests/python tests/run_installcheck tests/installed.c

EXTRA_PROGRAMS = tests/bench

# Speakers alone, where quotes and sources are given: make tests/resolve; tests/resolve < GOLD.jsonl > PREDICTED.jsonl
if HAVE_TOOL
EXTRA_PROGRAMS += tests/resolve
tests_resolve_LDADD = libcore.la $(JANSSON_LIBS)
endif

# A small program compiled with pkg-config against what was installed, then run; the tool, run.
installcheck-local:
	CC='$(CC)' CFLAGS='$(CFLAGS)' prefix=$(DESTDIR)$(prefix) libdir=$(DESTDIR)$(libdir) bindir=$(DESTDIR)$(bindir) \
		mandir=$(DESTDIR)$(mandir) VERSION=$(VERSION) $(srcdir)/tests/run_installcheck $(srcdir)/tests/installed.c

.PHONY: scores
scores: all
	CORPORA='$(CORPORA)' srcdir='$(srcdir)' $(srcdir)/tests/run_scores || test $$? = 77

# Speed and memory: make bench [BENCH="MEGABYTES|FILE ..."]
tests_bench_LDADD = libcore.la
BENCH = 1 10 100
.PHONY: bench
bench: tests/bench$(EXEEXT)
	./tests/bench$(EXEEXT) $(BENCH)
