# The programs, included by Makefile.am: `quoth` and `quoth-eval` with their manual pages, installed; and small programs that
# show the interface (`make examples`).
dist_man_MANS = man/quoth.3
if HAVE_TOOL
dist_man_MANS += man/quoth.1
bin_PROGRAMS += quoth
quoth_SOURCES = \
	examples/quoth/main.c \
	examples/quoth/settings.c examples/quoth/settings.h \
	examples/quoth/lists.c examples/quoth/lists.h \
	examples/quoth/encoding.c examples/quoth/encoding.h \
	examples/quoth/pool.c examples/quoth/pool.h \
	examples/quoth/job.c examples/quoth/job.h \
	examples/quoth/print.c examples/quoth/print.h \
	examples/quoth/conllu.c examples/quoth/conllu.h \
	examples/quoth/place.c examples/quoth/place.h \
	examples/quoth/progress.c examples/quoth/progress.h \
	examples/quoth/buffer.c examples/quoth/buffer.h
quoth_CPPFLAGS = -I$(top_srcdir)/include -D_POSIX_C_SOURCE=200809L
quoth_LDADD = libquoth.la $(JANSSON_LIBS) $(ICU_LIBS) -lpthread

dist_man_MANS += man/quoth-eval.1
bin_PROGRAMS += quoth-eval
quoth_eval_SOURCES = \
	examples/quoth-eval/main.c \
	examples/quoth-eval/report.c examples/quoth-eval/report.h \
	examples/quoth-eval/score.c examples/quoth-eval/score.h \
	examples/quoth-eval/calibration.c examples/quoth-eval/calibration.h \
	examples/quoth-eval/overlap.c examples/quoth-eval/overlap.h \
	examples/quoth-eval/corpus.c examples/quoth-eval/corpus.h \
	examples/quoth-eval/name.c examples/quoth-eval/name.h
quoth_eval_CPPFLAGS = $(quoth_CPPFLAGS)
quoth_eval_LDADD = libquoth.la $(JANSSON_LIBS) $(ICU_LIBS) -lm
endif

shown = examples/quotes examples/threads examples/characters
examples_quotes_LDADD = libquoth.la
examples_threads_LDADD = libquoth.la -lpthread
examples_characters_LDADD = libquoth.la
check_PROGRAMS = $(shown)
.PHONY: examples
examples: $(shown)

EXTRA_DIST += examples/article.txt
