/*
 * A request as one line of a log, in Apache's "combined" format and the seconds that it took:
 *
 *     127.0.0.1 - - [27/Nov/2026:03:39:27 +0000] "GET /KOR HTTP/1.1" 200 5120 "-" "curl/8" 0.004
 *
 * What a client says is escaped: quotes, backslashes, control characters and bytes that are not
 * ASCII become \" \\ \xHH. Times are of UTC.
 */
#ifndef DEMARCHE_SERVE_HTTP_LOG_H
#define DEMARCHE_SERVE_HTTP_LOG_H

#include "http_client.h"

/* Room for any line: four bytes for each that a client said, and the rest. */
enum {
    HTTP_LOG_ROOM =
        4 * (ROOM_ADDRESS_MOST + 2 * HTTP_SAID_ROOM + 2 * HTTP_METHOD_ROOM) + 256
};

/* Write it to `out` (HTTP_LOG_ROOM), ended by a line feed and a NUL; gives its length without
 * the NUL. `now` is seconds since 1970, `took` milliseconds. */
size_t http_log_line(char *out, const http_client *client, int64_t now, int64_t took);

#endif
