# The trainer (configure --enable-training --with-corpora=FOLDER), included by Makefile.am; never installed. `make models`
# trains every room and writes its weights and manifest into data/models, `make models ROOMS=sentence` only one.
train_sources = \
	train/train.c train/train.h \
	train/sha256.c train/sha256.h \
	train/jsonl.c train/jsonl.h \
	train/conllu.c train/conllu.h \
	train/silver.c train/silver.h \
	train/weights.c train/weights.h \
	train/sequence.c train/sequence.h \
	train/article.c train/article.h \
	train/quotes.h train/quote.c train/cue.c train/role.c train/span.c train/source.c train/genre.c train/quotes_score.c \
	train/ranking.c train/ranking.h \
	train/binary.c train/binary.h \
	train/story.c train/story.h train/voice.c \
	train/sentence.c \
	train/token.c \
	train/tag.c train/tag.h \
	train/lemma.c \
	train/namecorpus.c train/namecorpus.h \
	train/name.c \
	train/prune.c train/prune.h \
	train/convert.c train/convert.h \
	train/tree.c train/tree.h \
	train/arc.c
if TRAINING
noinst_PROGRAMS += train/train
train_train_SOURCES = $(train_sources)
train_train_CFLAGS = $(AM_CFLAGS) -ffp-contract=off
train_train_LDADD = libcore.la $(JANSSON_LIBS) -lm
endif
EXTRA_DIST += $(train_sources)

# In this order: the rooms read what those before them have found, by the model that the build has built in.
ROOMS = sentence token tag lemma name arc genre quote voice
.PHONY: models
models: all
	@test -x train/train || { echo 'models: configure with --enable-training and --with-corpora=FOLDER'; exit 1; }
	for room in $(ROOMS); do \
		train/train --corpora '$(CORPORA)' --out $(srcdir)/data/models $$room && $(MAKE) all || exit 1; \
	done
