/* What codes of parties are called: states by the lexicon, other codes by themselves. */
#ifndef DEMARCHE_SERVE_CODE_NAMES_H
#define DEMARCHE_SERVE_CODE_NAMES_H

#include <stdbool.h>
#include <stddef.h>

/* Days are "1922-12-30"; "": open. */
typedef struct code_state {
    const char *code, *name, *from, *until;
} code_state;

/* In the order of their codes (tools/states_to_c). */
extern const code_state code_states[];
extern const size_t n_code_states;

/* NULL: it is no state. */
const code_state *code_state_of(const char *code);

/* The state's name, that of a code of organisations, else the code itself. */
const char *code_name(const char *code);

/* Whether it stands for organisations: UNO, IGO, ... */
bool code_is_organisation(const char *code);

#endif
