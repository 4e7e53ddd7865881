/* quoth - who said what, from the command line. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "job.h"
#include "pool.h"
#include "progress.h"
#include "settings.h"

static void read_text(pool *p, const char *path, FILE *file)
{
    job j = {.path = path};
    buffer_read(&j.input, file);
    if (j.input.failed)
        job_fail(&j, strerror(errno));
    pool_put(p, &j);
}

/* A document of a line; lines of white space are none. */
static void put_line(pool *p, const char *path, size_t number, const char *line, size_t length)
{
    job j = {.path = path, .line = number};
    size_t mark = number == 1 && length >= 3 && !memcmp(line, "\xEF\xBB\xBF", 3) ? 3 : 0;
    if (strspn(line + mark, " \t\r\n") == length - mark)
        return;
    buffer_put(&j.input, line + mark, length - mark);
    if (j.input.failed)
        job_fail(&j, strerror(ENOMEM));
    pool_put(p, &j);
}

static void read_lines(pool *p, const char *path, FILE *file)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t length;
    errno = 0;
    for (size_t number = 1; !pool_broken(p) && (length = getline(&line, &room, file)) >= 0; number++)
        put_line(p, path, number, line, (size_t)length);
    if (ferror(file) || errno == ENOMEM) {
        job j = {.path = path};
        job_fail(&j, strerror(errno));
        pool_put(p, &j);
    }
    free(line);
}

static void read_file(pool *p, const settings *s, const char *path)
{
    int standard = !strcmp(path, "-");
    FILE *file = standard ? stdin : fopen(path, "rb");
    if (!file) {
        job j = {.path = path};
        job_fail(&j, strerror(errno));
        pool_put(p, &j);
        return;
    }
    if (settings_lines(s, path))
        read_lines(p, path, file);
    else
        read_text(p, path, file);
    if (!standard)
        fclose(file);
}

/* Bytes of all files together; 0 when one has no size beforehand. */
static size_t total_size(const settings *s)
{
    size_t total = 0;
    for (int i = 0; i < s->path_count; i++) {
        struct stat found;
        int bad = strcmp(s->paths[i], "-") ? stat(s->paths[i], &found) : fstat(fileno(stdin), &found);
        if (bad || !S_ISREG(found.st_mode))
            return 0;
        total += (size_t)found.st_size;
    }
    return total;
}

static int run(const settings *s)
{
    progress *shown = progress_open(total_size(s));
    pool *p = pool_open(s, shown);
    if (!p) {
        fprintf(stderr, "quoth: %s\n", strerror(ENOMEM));
        progress_close(shown);
        return 1;
    }
    for (int i = 0; i < s->path_count && !pool_broken(p); i++)
        read_file(p, s, s->paths[i]);
    int failed = pool_close(p);
    progress_close(shown);
    return failed;
}

int main(int argc, char **argv)
{
    settings s;
    int status = settings_read(&s, argc, argv);
    if (status < 0)
        status = run(&s);
    settings_free(&s);
    return status;
}
