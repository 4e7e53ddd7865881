# The Python bindings and the scores, included by Makefile.am after TESTS and EXTRA_DIST.
EXTRA_DIST += tests/check_python tests/check_scores tests/scores tests/floors.tsv
TESTS += tests/check_python tests/check_scores

.PHONY: scores
scores: all
	$(srcdir)/tests/scores --tool ./quoth$(EXEEXT) --corpora '$(CORPORA)' || test $$? = 77
