# The Python bindings and the scores, included by Makefile.am after TESTS and EXTRA_DIST.
EXTRA_DIST += tests/run_python tests/run_scores tests/scores tests/floors.tsv
TESTS += tests/run_python tests/run_scores

.PHONY: scores
scores: all
	$(srcdir)/tests/scores --tool ./quoth$(EXEEXT) --corpora '$(CORPORA)' || test $$? = 77
