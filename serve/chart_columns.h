/* Deeds of a lane that has too many of them, as columns: cooperation up, conflict down. */
#ifndef DEMARCHE_SERVE_CHART_COLUMNS_H
#define DEMARCHE_SERVE_CHART_COLUMNS_H

#include "chart_plan.h"

/* What is neither lies between the two lines, downward. */
void chart_put_columns(room_text *out, const chart_plan *plan, size_t lane, double line,
                       double under);

#endif
