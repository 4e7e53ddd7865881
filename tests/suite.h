/* suite.h - runs a suite of Check to its end. */
#ifndef SUITE_H
#define SUITE_H

#include <check.h>
#include <stdlib.h>
#include <string.h>

/* A unit written so many times; to be freed. */
static inline char *repeat(const char *unit, size_t times)
{
    size_t length = strlen(unit);
    char *text = malloc(length * times + 1);
    ck_assert_ptr_nonnull(text);
    for (size_t i = 0; i < times; i++)
        memcpy(text + i * length, unit, length);
    text[length * times] = '\0';
    return text;
}

/* Four times as much of a unit may take ten times as long, not sixteen. A busy machine disturbs single measures: the best of five
 * counts. `seconds` reads so many of the unit. */
static inline void expect_linear(double (*seconds)(const char *unit, size_t times), const char *unit, size_t times)
{
    double small = 0, large = 0;
    for (int i = 0; i < 5; i++) {
        double a = seconds(unit, times), b = seconds(unit, 4 * times);
        small = !i || a < small ? a : small;
        large = !i || b < large ? b : large;
        if (large < 0.02 || large < 10 * small)
            return;
    }
    ck_abort_msg("%s: %g s, four times as long: %g s", unit, small, large);
}

/* The exit status of the program: whether a test failed. */
static inline int suite_run(Suite *suite)
{
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

#endif
