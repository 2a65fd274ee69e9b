/*
 * Trees in the first version of Universal Dependencies as trees in the second. The parses
 * that PETRARCH's users have are of 2014 to 2018.
 */
#ifndef DMR_PARSE_UD1_H
#define DMR_PARSE_UD1_H

#include "parse/tree.h"

/*
 * Change what the second version does otherwise, of a linked tree, and link it again:
 * phrases of verbs and predicates are `obl` and no `nmod`, a conjunction hangs on what
 * follows it, copulas are AUX. Names that are merely other ones ("dobj") dmr_rel_by_name
 * knows. A tree of the second version stays as it is.
 */
void dmr_ud1_renew(dmr_tree *tree);

#endif
