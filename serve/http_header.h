/*
 * What clients say in headers: untrusted bytes, each read by one function. A value is
 * NUL-terminated, as libmicrohttpd gives it; NULL is one that was not sent.
 */
#ifndef DEMARCHE_SERVE_HTTP_HEADER_H
#define DEMARCHE_SERVE_HTTP_HEADER_H

#include <stdbool.h>
#include <stddef.h>

/* Whether Accept-Encoding lets a body be gzip (RFC 9110, 12.5.3): named, or by "*", with a
 * weight above 0. */
bool http_accepts_gzip(const char *value);

/* Whether If-None-Match (all of its lines, joined by commas) has this tag (in its quotes), or is "*". Weak tags match too, as
 * RFC 9110 (13.1.2) has it. */
bool http_etag_matches(const char *value, const char *etag);

/*
 * Whether Host names us: one of the names (without port), case aside, or, where `loopback`,
 * localhost, 127.0.0.1 or [::1]; with any port. Without names and not on loopback every
 * well-formed Host does. Guards against pages of others whose name is made to point here.
 */
typedef enum http_host { HTTP_HOST_OURS, HTTP_HOST_OTHER, HTTP_HOST_BAD } http_host;
http_host http_host_check(const char *value, bool loopback, const char *const *names,
                          size_t n_names);

/*
 * A target in absolute form, "http://room.example:8080/run" (RFC 9112, 3.2.2): whether it is, and
 * where its authority stands, of *n bytes; the path follows, and may be empty.
 */
bool http_target_is_absolute(const char *target, const char **authority, size_t *n);

/* Whether `to` is a path of ours to send somebody to: one '/' at its start, no second one or
 * '\' behind it (browsers take these for another host), nothing but printable ASCII. */
bool http_is_own_path(const char *to);

#endif
