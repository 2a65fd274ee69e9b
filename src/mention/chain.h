/*
 * Who is who: chains of nominals that stand for one and the same, built through the
 * document from left to right. Each nominal joins the chain before it for which its
 * features weigh most, or begins one (chain_feature.h). Names are found before a
 * sentence's nominals are joined, groups and pronouns of the party sort after: they ask
 * here whom they stand for.
 */
#ifndef DMR_MENTION_CHAIN_H
#define DMR_MENTION_CHAIN_H

#include "mention/chain_weight.h"

typedef struct dmr_chains dmr_chains;

/*
 * Training looks on and corrects: `gold` gives the entity's number of the nominal whose
 * word has those bytes (0: none), and the chains are then built as it says; `example` is
 * told every choice. NULL outside training.
 */
typedef struct dmr_chain_teacher {
    void *context;
    uint32_t (*gold)(void *context, size_t start, size_t end);
    /* n >= 1 candidates; [0] is to begin a chain. `right`: the one that gold chooses. */
    void (*example)(void *context, const dmr_chain_features *candidates, size_t n,
                    size_t right);
} dmr_chain_teacher;

/* For one document; in its arena. NULL for want of memory. */
dmr_chains *dmr_chains_new(const dmr_reading *reading, dmr_arena *arena);

/* Join the nominals of the sentence at hand. */
demarche_status dmr_chains_sentence(dmr_chains *chains, dmr_scene *scene,
                                    demarche_error *err) DEMARCHE_MUST_CHECK;

/* The nominal at a word of a sentence that was joined, + 1; 0: none. */
uint32_t dmr_chains_nominal(const dmr_chains *chains, const dmr_scene *scene,
                            uint32_t sentence, int32_t word);

/* All nominals, in order of the text. */
dmr_nominals dmr_chains_nominals(const dmr_chains *chains);

/* After the last sentence: clusters of the mentions from the chains, and mentions for
 * those in chains that had none. */
demarche_status dmr_chains_settle(dmr_chains *chains, dmr_scene *scene,
                                  demarche_error *err) DEMARCHE_MUST_CHECK;

/* The chain of that number (dmr_nominal.chain). Until the chains are built it grows. */
const dmr_chain *dmr_chains_chain(const dmr_chains *chains, uint32_t chain);
uint32_t dmr_chains_count(const dmr_chains *chains);

#endif
