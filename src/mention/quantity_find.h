/*
 * Quantities: "more than 6,000 Soviets" is > 6000 person, "some 300,000 Soviet-Koreans"
 * ~ 300000 person, "$5 million" = 5000000 USD, "20 percent" = 20 percent, "thirty-six
 * South Korean television sets" = 36 "television set". Ordinals, years, dates and the
 * numbers in names are none.
 */
#ifndef DMR_MENTION_QUANTITY_FIND_H
#define DMR_MENTION_QUANTITY_FIND_H

#include "mention/mention_list.h"

/*
 * Append the QUANTITY mentions of one sentence. mention.first..last are the words of the
 * comparator and number ("more than 6,000", "$5 million", "between 20 and 30"), head is
 * the noun counted (the number itself where nothing is counted). comparator: "=", ">",
 * "<", ">=", "<=", "~". unit: lemma of the noun with the nouns compounded to it; "person"
 * for people and peoples; ISO 4217 for money; "percent"; empty where nothing is counted.
 * "between 20 and 30" is two mentions, ">=" 20 and "<=" 30.
 *
 * `from`: where this sentence's mentions begin in the list. Words covered by a TIME are
 * passed over; a noun covered by a STATE with is_list_name counts persons. Call it behind
 * the finders of times and states.
 */
demarche_status dmr_quantity_find(const dmr_tree *tree, uint32_t sentence, size_t from,
                                  dmr_mention_list *list, dmr_arena *arena,
                                  demarche_error *err);

#endif
