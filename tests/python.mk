# The Python bindings and the scores, included by Makefile.am after TESTS and EXTRA_DIST.
EXTRA_DIST += tests/run_python tests/run_scores tests/scores tests/predict tests/floors.tsv
TESTS += tests/run_python tests/run_scores

.PHONY: scores
scores: all
	CORPORA='$(CORPORA)' srcdir='$(srcdir)' $(srcdir)/tests/run_scores || test $$? = 77
