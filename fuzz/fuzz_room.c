/*
 * Foreign addresses: path, and behind a line feed the query. The room answers each over a
 * record of a small account with hostile words: no status of ours that is none, no words that
 * became markup, and a page that is whole.
 */
#include <string.h>
#include <unistd.h>

#include "fuzz_engine.h"
#include "room.h"

static room *reading_room;
static char folder[] = "/tmp/demarche-fuzz-XXXXXX", path_of_record[64];

static const char account[] =
    "---\ntitle: <img src=x onerror=alert(1)>\nas_of: 1990-06\n---\n"
    "Egypt accused Libya of aggression on 5 June 1984. President Mitterrand of France "
    "visited"
    " Cairo in \"1983\" <script>alert(2)</script> and signed a treaty with Egypt.\n";

static void close_room(void)
{
    char path[80];
    static const char *const ends[] = {"", "-wal", "-shm"};
    room_close(reading_room);
    for (int i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s%s", path_of_record, ends[i]);
        unlink(path);
    }
    rmdir(folder);
}

static void make_record(demarche_worker *worker)
{
    demarche_read_options opts = DEMARCHE_READ_OPTIONS_INIT;
    demarche_record *record = NULL;
    demarche_document *doc = NULL;
    demarche_error err = {0};
    opts.path = "a <b>/c.md";
    opts.format = DEMARCHE_FORMAT_MARKDOWN;
    FUZZ_PROMISE(
        !demarche_record_open(&record, path_of_record, DEMARCHE_RECORD_WRITE, &err));
    FUZZ_PROMISE(!demarche_record_begin(record, fuzz_engine, NULL, &err));
    FUZZ_PROMISE(!demarche_code(&doc, worker, (demarche_str){account, sizeof account - 1},
                                &opts, &err));
    FUZZ_PROMISE(!demarche_record_add(record, doc, NULL, &err));
    demarche_document_free(doc);
    FUZZ_PROMISE(!demarche_record_finish(record, &err));
    FUZZ_PROMISE(!demarche_record_close(record, &err));
}

static void open_room(void)
{
    demarche_error err = {0};
    demarche_worker *worker = fuzz_open();
    FUZZ_PROMISE(mkdtemp(folder));
    snprintf(path_of_record, sizeof path_of_record, "%s/r.db", folder);
    make_record(worker);
    const room_options options = {.record = path_of_record};
    FUZZ_PROMISE(!room_open(&reading_room, &options, &err));
    atexit(close_room);
}

static void check(const room_response *r)
{
    static const int known[] = {200, 301, 400, 404, 414};
    bool is_known = false;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        is_known = is_known || r->status == known[i];
    FUZZ_PROMISE(is_known);
    if (r->status == 301) {
        FUZZ_PROMISE(r->location.n > 1 && r->location.at[0] == '/' &&
                     r->location.at[1] != '/');
        FUZZ_PROMISE(!strpbrk(r->location.at, " \r\n\"<>"));
        return;
    }
    FUZZ_PROMISE(r->body.n > 0);
    if (strncmp(r->type, "text/html", 9) != 0)
        return;
    FUZZ_PROMISE(strlen(r->body.at) == r->body.n);
    FUZZ_PROMISE(!strstr(r->body.at, "<img") && !strstr(r->body.at, "<script>"));
    FUZZ_PROMISE(strstr(r->body.at, "</html>"));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    room_response response;
    if (!reading_room)
        open_room();
    char *path = malloc(n + 2);
    FUZZ_PROMISE(path);
    path[0] = '/';
    memcpy(path + 1, bytes, n);
    path[n + 1] = '\0';
    char *query = strchr(path, '\n');
    if (query)
        *query++ = '\0';
    const room_request request = {path, query, NULL};
    room_answer(&response, reading_room, &request);
    check(&response);
    room_response_free(&response);
    free(path);
    return 0;
}
