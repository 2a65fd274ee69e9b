/* Runs that were elsewhere: who coded what is added here. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "record/record_db.h"

/* "2026-11-26T21:53:59.123Z", to the second or finer. */
static bool is_time(const char *s)
{
    static const char form[] = "dddd-dd-ddTdd:dd:dd";
    size_t i = 0;
    for (; form[i]; i++) {
        if (form[i] == 'd' ? !dmr_is_digit(s[i]) : s[i] != form[i])
            return false;
    }
    if (s[i] == '.') {
        do
            i++;
        while (dmr_is_digit(s[i]) && i < 30);
    }
    return s[i] == 'Z' && !s[i + 1] && i < 31;
}

static bool is_hash(const char *s)
{
    size_t n = 0;
    while (dmr_is_digit(s[n]) || (s[n] >= 'a' && s[n] <= 'f'))
        n++;
    return n == 16 && !s[n];
}

static bool is_name(const char *s, size_t most)
{
    size_t n = strlen(s);
    return n > 0 && n < most;
}

static bool is_object(const char *s)
{
    json_t *value = json_loads(s, 0, NULL);
    bool is = json_is_object(value);
    json_decref(value);
    return is;
}

/* Two objects of objects. */
static bool is_lexicon(const char *s)
{
    json_t *value = json_loads(s, 0, NULL), *row;
    static const char *const kinds[] = {"codes", "rules"};
    bool is = json_is_object(value);
    for (int i = 0; i < 2; i++) {
        json_t *rows = json_object_get(value, kinds[i]);
        const char *name;
        is = is && (!rows || json_is_object(rows));
        json_object_foreach(rows, name, row) is = is && json_is_object(row);
    }
    json_decref(value);
    return is;
}

/* What is wrong with a coder; NULL: nothing. */
static const char *wrong(const demarche_coder *c, const char *recorded)
{
    const dmr_record_coder *room = NULL;
    if (!c->program || !is_name(c->program, sizeof room->version))
        return "version: is no version of demarche";
    if (!c->lexicon_hash || !is_hash(c->lexicon_hash))
        return "lexicon_hash: is not 16 hexadecimal digits";
    if (!c->model_hash || !is_hash(c->model_hash))
        return "model_hash: is not 16 hexadecimal digits";
    if (!c->kernel || !is_name(c->kernel, sizeof room->kernel))
        return "kernel: is no name of a kernel";
    if (c->options && *c->options && !is_object(c->options))
        return "options: is no JSON object";
    if (c->lexicon && *c->lexicon && !is_lexicon(c->lexicon))
        return "lexicon: is not what demarche_lexicon_write writes";
    if (!c->started || !is_time(c->started))
        return "started: is no time like 2026-11-26T21:53:59.123Z";
    if (c->finished && *c->finished && !is_time(c->finished))
        return "finished: is no time like 2026-11-26T21:53:59.123Z";
    if (!(c->fill >= 0 && c->fill <= 1))
        return "fill: is no number from 0 to 1";
    if (*recorded && !is_time(recorded))
        return "recorded: is no time like 2026-11-26T21:53:59.123Z";
    return NULL;
}

static bool is_the_same(const dmr_record_coder *a, const dmr_record_coder *b)
{
    return strcmp(a->version, b->version) == 0 &&
           strcmp(a->lexicon_hash, b->lexicon_hash) == 0 &&
           strcmp(a->model_hash, b->model_hash) == 0 &&
           strcmp(a->started, b->started) == 0 && !(a->fill < b->fill) &&
           !(a->fill > b->fill);
}

demarche_status dmr_record_begin_by(demarche_record *record, const demarche_coder *coder,
                                    const char *recorded, demarche_error *err)
{
    const char *why = wrong(coder, recorded);
    if (why)
        return dmr_error_set(err, DEMARCHE_E_FORMAT, 0, "coder.%s", why);
    dmr_record_coder c = {.fill = coder->fill};
    snprintf(c.version, sizeof c.version, "%s", coder->program);
    snprintf(c.lexicon_hash, sizeof c.lexicon_hash, "%s", coder->lexicon_hash);
    snprintf(c.model_hash, sizeof c.model_hash, "%s", coder->model_hash);
    snprintf(c.kernel, sizeof c.kernel, "%s", coder->kernel);
    snprintf(c.started, sizeof c.started, "%s", coder->started);
    snprintf(c.finished, sizeof c.finished, "%s", coder->finished ? coder->finished : "");
    snprintf(c.recorded, sizeof c.recorded, "%s", recorded);
    if (!is_the_same(&c, &record->coder))
        record->run = 0;
    c.options = strdup(coder->options && *coder->options ? coder->options : "{}");
    bool knows = coder->lexicon && *coder->lexicon;
    c.lexicon = knows ? strdup(coder->lexicon) : NULL;
    if (!c.options || (knows && !c.lexicon)) {
        dmr_record_coder_free(&c);
        return dmr_error_memory(err);
    }
    dmr_record_coder_free(&record->coder);
    record->coder = c;
    return DEMARCHE_OK;
}

demarche_status demarche_record_begin_as(demarche_record *record,
                                         const demarche_coder *coder, demarche_error *err)
{
    if (!record || !record->writes || !coder || coder->version != DEMARCHE_CODER_VERSION)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "a record that is open for writing and a coder of version "
                             "%d are needed",
                             DEMARCHE_CODER_VERSION);
    demarche_status status = dmr_record_begin_by(record, coder, "", err);
    if (status == DEMARCHE_E_FORMAT && err)
        err->code = DEMARCHE_E_ARGUMENT;
    return status == DEMARCHE_E_FORMAT ? DEMARCHE_E_ARGUMENT : status;
}
