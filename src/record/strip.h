/*
 * Strips: the events of a code, of 64 codings that follow each other, packed into a row of
 * the record. Counts over some hundred thousand events read these, and take milliseconds
 * where rows of dyads would take seconds. docs/RECORD.md has the bytes; numbers are least
 * significant byte first.
 */
#ifndef DMR_RECORD_STRIP_H
#define DMR_RECORD_STRIP_H

#include "base/str.h"
#include "record/record_db.h"

enum {
    DMR_STRIP_CODINGS = 64, /* in a block */
    DMR_STRIP_BLOCK_BITS = 6,
    DMR_STRIP_CODE_BITS = 40, /* strip_id: code << 40 | block */
    DMR_STRIP_CODE_MAX = (1 << 23) - 1,
    DMR_STRIP_EVENT_BYTES = 28,
    DMR_STRIP_DEED_BYTES = 12,
    DMR_STRIP_CODING_BYTES = 9,
    DMR_STRIP_REPORT_BYTES = 12,
    DMR_STRIP_ONCE = 128, /* in the byte of roles */
    DMR_STRIP_REPORTS_MAX = UINT16_MAX
};

/* How sure a coder is, in millionths. */
#define DMR_STRIP_SURE 1e6

/* A day as a number in the order of days: 19890602. None, and open ends: */
#define DMR_STRIP_NO_DAY INT32_MIN

/* An event with a code (of an event with several others, one for each row of dyad). */
typedef struct dmr_strip_event {
    uint32_t at;         /* coding in the block << 24 | number of the event */
    int32_t first, last; /* days */
    uint32_t kind;       /* event_kind */
    uint32_t sure;       /* confidence, in millionths */
    uint32_t other;      /* party_code; 0: none */
    uint16_t reports;
    int8_t side;
    uint8_t roles; /* and DMR_STRIP_ONCE */
} dmr_strip_event;

/* An event that tells of another's deed. */
typedef struct dmr_strip_deed {
    uint32_t at;
    int64_t deed;
} dmr_strip_deed;

typedef struct dmr_strip_coding {
    int32_t known_from, known_until; /* days */
    uint8_t holds;                   /* as event.holds */
} dmr_strip_coding;

/* A telling of an event. */
typedef struct dmr_strip_report {
    int64_t sentence; /* sentence_id */
    uint32_t at;
} dmr_strip_report;

/* The bytes of each. */
void dmr_strip_put_event(unsigned char out[DMR_STRIP_EVENT_BYTES],
                         const dmr_strip_event *event);
void dmr_strip_put_deed(unsigned char out[DMR_STRIP_DEED_BYTES],
                        const dmr_strip_deed *deed);
void dmr_strip_put_coding(unsigned char out[DMR_STRIP_CODING_BYTES],
                          const dmr_strip_coding *coding);
void dmr_strip_put_report(unsigned char out[DMR_STRIP_REPORT_BYTES],
                          const dmr_strip_report *report);
dmr_strip_coding dmr_strip_coding_at(const unsigned char *bytes);
dmr_strip_deed dmr_strip_deed_at(const unsigned char *bytes);

static inline uint32_t dmr_strip_u32(const unsigned char *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
           (uint32_t)p[3] << 24;
}

static inline dmr_strip_report dmr_strip_report_at(const unsigned char *p)
{
    return (dmr_strip_report){
        (int64_t)(dmr_strip_u32(p) | (uint64_t)dmr_strip_u32(p + 4) << 32),
        dmr_strip_u32(p + 8)};
}

/* Read once for each of a million events: the compiler makes one load of each number. */
static inline dmr_strip_event dmr_strip_event_at(const unsigned char *p)
{
    return (dmr_strip_event){dmr_strip_u32(p),
                             (int32_t)dmr_strip_u32(p + 4),
                             (int32_t)dmr_strip_u32(p + 8),
                             dmr_strip_u32(p + 12),
                             dmr_strip_u32(p + 16),
                             dmr_strip_u32(p + 20),
                             (uint16_t)(p[24] | p[25] << 8),
                             (int8_t)p[26],
                             p[27]};
}

/* "1989-06-02" as a number; DMR_STRIP_NO_DAY for what is none. */
int32_t dmr_strip_day(demarche_str day);

/* The event's key in the record; some number where a damaged file has no such block. */
static inline int64_t dmr_strip_key(int64_t block, uint32_t at)
{
    uint64_t first = (uint64_t)block << (DMR_STRIP_BLOCK_BITS + DMR_RECORD_NUMBER_BITS);
    return (int64_t)(first + at);
}

/* A block as it should be: the bytes of each code's row of strip, and of strip_coding. */
typedef struct dmr_strip_row {
    uint32_t code;
    demarche_str deeds, events;
} dmr_strip_row;

typedef struct dmr_strip_block {
    dmr_strip_row *rows; /* (n_rows) in the order of their codes */
    size_t n_rows;
    demarche_str reports;
    unsigned char codings[DMR_STRIP_CODINGS * DMR_STRIP_CODING_BYTES];
} dmr_strip_block;

/*
 * Pack a block from events and dyads, in the arena. Codes and kinds that have no number yet
 * are given one, if `number` (the record must be in a transaction that writes); else they are
 * 0, which no strip has.
 */
demarche_status dmr_strip_pack(dmr_strip_block *out, demarche_record *record,
                               int64_t block, bool number, dmr_arena *arena,
                               demarche_error *err);

/* Put a packed block in the place of what the record has of it. */
demarche_status dmr_strip_keep(demarche_record *record, int64_t block,
                               const dmr_strip_block *packed, demarche_error *err);

#endif
