# The Python bindings and the scores, included by Makefile.am.
EXTRA_DIST += \
	bindings/python/README.md bindings/python/pyproject.toml bindings/python/setup.py \
	bindings/python/quoth/__init__.py bindings/python/quoth/__main__.py bindings/python/quoth/_analyzer.py \
	bindings/python/quoth/_copy.py bindings/python/quoth/_native.py bindings/python/quoth/_types.py \
	bindings/python/quoth/py.typed \
	tests/python/layout.c tests/python/test_layout.py tests/python/test_quoth.py tests/python/test_wheel.py \
	tests/check_python tests/check_scores tests/scores tests/floors.tsv

TESTS += tests/check_python tests/check_scores
AM_TESTS_ENVIRONMENT = CORPORA='$(CORPORA)'; export CORPORA;

.PHONY: scores
scores: all
	$(srcdir)/tests/scores --tool ./examples/quoth$(EXEEXT) --corpora '$(CORPORA)'
