# The cases in marked text and the articles with gold, included by Makefile.am after TESTS and EXTRA_DIST.
EXTRA_DIST += tests/run_articles tests/score_articles.py
TESTS += tests/run_articles
if HAVE_CHECK
check_PROGRAMS += tests/check_cases
tests_check_cases_SOURCES = tests/check_cases.c
tests_check_cases_LDADD = libquoth.la
TESTS += tests/check_cases
endif
