/* A set of numbers. */
#ifndef DMR_BASE_NUMBER_SET_H
#define DMR_BASE_NUMBER_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* On the heap: 11 to 22 bytes a number. {0} is empty; free with dmr_numbers_free. */
typedef struct dmr_numbers {
    uint64_t *at; /* (size) open addressing, 0: free */
    size_t size, n;
} dmr_numbers;

/* 0 is never in it. */
bool dmr_numbers_have(const dmr_numbers *set, uint64_t number);

/* A number other than 0, whether or not it is in the set already. False for want of memory. */
bool dmr_numbers_add(dmr_numbers *set, uint64_t number);

void dmr_numbers_free(dmr_numbers *set);

#endif
