#include "http_state.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "http_clock.h"
#include "http_hash.h"

/* Thousands of requests a second need not all ask the file; nobody sees so short a while. */
enum { FRESH_MS = 10 };

struct http_state {
    pthread_mutex_t lock;
    room *room;
    uint64_t salt, epoch;
    int64_t asked; /* when, in milliseconds */
};

demarche_status http_state_open(http_state **out, const char *record, uint64_t salt,
                                demarche_error *err)
{
    *out = NULL;
    http_state *state = calloc(1, sizeof *state);
    if (!state) {
        *err = (demarche_error){DEMARCHE_E_MEMORY, 0, "no memory to open the record"};
        return DEMARCHE_E_MEMORY;
    }
    const room_options options = {.record = record};
    demarche_status status = room_open(&state->room, &options, err);
    if (status) {
        free(state);
        return status;
    }
    pthread_mutex_init(&state->lock, NULL);
    state->salt = salt;
    state->asked = -FRESH_MS;
    *out = state;
    return DEMARCHE_OK;
}

void http_state_close(http_state *state)
{
    if (!state)
        return;
    room_close(state->room);
    pthread_mutex_destroy(&state->lock);
    free(state);
}

uint64_t http_state_of_word(const http_state *state, const char *word)
{
    uint64_t epoch = word ? http_hash(state->salt, word, strlen(word)) : 0;
    return word && !epoch ? 1 : epoch;
}

uint64_t http_state_epoch(http_state *state)
{
    pthread_mutex_lock(&state->lock);
    int64_t now = http_clock_ms();
    if (now - state->asked >= FRESH_MS) {
        state->epoch = http_state_of_word(state, room_state(state->room));
        state->asked = now;
    }
    uint64_t epoch = state->epoch;
    pthread_mutex_unlock(&state->lock);
    return epoch;
}

bool http_state_word(http_state *state, char *out, size_t most)
{
    pthread_mutex_lock(&state->lock);
    const char *word = room_state(state->room);
    snprintf(out, most, "%s", word ? word : "");
    pthread_mutex_unlock(&state->lock);
    return word;
}
