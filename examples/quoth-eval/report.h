/* report.h - the measures, to be read by people or by programs. */
#ifndef REPORT_H
#define REPORT_H

#include "score.h"

void report_text(score *score, const char *gold_path);
void report_json(score *score);

#endif
