#include "http_server.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <unistd.h>

#include "http_clock.h"
#include "http_gate.h"
#include "http_listen.h"
#include "http_log.h"

enum {
    THREADS_MOST = 64,
    CONNECTION_MEMORY = 32 << 10, /* of all headers of a request */
    SEND_SECONDS = 30,            /* for an answer, and a second for each */
    SEND_BYTES_A_SECOND = 16 << 10,
    GONE_MS = 500,       /* for one who said that nothing more will come */
    LAST_WORDS_MS = 500, /* for what is told at the very end to reach its client */
    STEP_US = 5000,
};

struct http_server {
    struct MHD_Daemon *daemon;
    http_listener listener;
    http_clients *clients;
    http_cache *cache;
    http_state *state;
    http_work *work;
    editor *editor; /* NULL: nobody corrects */
    http_edit edit;
    char edit_url[HTTP_URL_ROOM + SECRET_ROOM + 32];
    http_rate *rate;
    http_gate gate;
    char **hosts;
    size_t n_hosts;
    int64_t request_ms;
    void (*log)(void *user, const char *line, size_t n);
    void *user;
    atomic_int in_flight; /* requests that are there and not answered to the end */
    atomic_bool draining;
};

/* ---------------------------------------------------------------------- connections */

static http_client *client_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

static void on_connection(void *user, struct MHD_Connection *connection, void **context,
                          enum MHD_ConnectionNotificationCode what)
{
    http_server *server = user;
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        http_client *client = http_client_new(server->clients, connection,
                                              http_clock_ms() + server->request_ms);
        if (client)
            client->server = server;
        *context = client;
    } else {
        http_client_free(server->clients, *context);
        *context = NULL;
    }
}

/* libmicrohttpd keeps a record of each value of a query, and where they use up the connection's
 * memory it neither answers nor ends. Nobody asks it for them: it gets to see an empty query. The
 * address is in memory of the connection, which it reads on from here. */
static void hide_query(const char *address)
{
    char *query = strchr((char *)(uintptr_t)address, '?');
    if (query && query[1])
        query[1] = '\0';
}

/* The address as it came: the first that is known of a request. */
static void *on_address(void *user, const char *address,
                        struct MHD_Connection *connection)
{
    const http_server *server = user;
    http_client *client = client_of(connection);
    if (!client)
        return NULL;
    http_client_clear(client);
    client->busy = true;
    client->began = http_clock_ms();
    http_client_take_target(client, address);
    client->token = http_edit_take_token(&server->edit, client->address);
    hide_query(address);
    return client;
}

static void write_log(const http_server *server, const http_client *client)
{
    char line[HTTP_LOG_ROOM];
    size_t n =
        http_log_line(line, client, (int64_t)time(NULL), http_clock_ms() - client->began);
    server->log(server->user, line, n);
}

/* What libmicrohttpd refuses by itself never came to us: it knows the status. */
static int status_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_HTTP_STATUS);
    return info ? (int)info->http_status : 0;
}

/* Whether the other side has ended its half. Where that came with the request, libmicrohttpd's
 * epoll does not tell it; requests that came before may still be on their way through it. */
static bool is_gone(int fd)
{
    char byte;
    return recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

static void on_completed(void *user, struct MHD_Connection *connection, void **request,
                         enum MHD_RequestTerminationCode why)
{
    http_server *server = user;
    http_client *client = *request;
    (void)why;
    if (!client || !client->busy)
        return;
    if (!client->status)
        client->status = status_of(connection);
    if (server->log)
        write_log(server, client);
    bool was_in_flight = client->headers;
    http_client_clear(client);
    *request = NULL;
    atomic_store(&client->deadline,
                 http_clock_ms() + (is_gone(client->fd) ? GONE_MS : server->request_ms));
    if (atomic_load(&server->draining))
        shutdown(client->fd, SHUT_RD);
    if (was_in_flight)
        atomic_fetch_sub(&server->in_flight, 1);
}

/* ------------------------------------------------------------------------- answers */

static enum MHD_Result send_page(http_client *client, http_page *page)
{
    size_t n = 0;
    enum MHD_Result sent = http_page_send(page, client->connection, client->gzip,
                                          client->tags.at, &client->status, &n);
    int64_t seconds = SEND_SECONDS + (int64_t)(n / SEND_BYTES_A_SECOND);
    atomic_store(&client->deadline, http_clock_ms() + seconds * 1000);
    bool head = strcmp(client->method, "HEAD") == 0;
    client->n_sent = head ? 0 : n;
    return sent;
}

static enum MHD_Result send_and_drop(http_client *client, http_page *page)
{
    enum MHD_Result sent = page ? send_page(client, page) : MHD_NO;
    http_page_drop(page);
    return sent;
}

/* The word is the room's, and may have no quotes; what has is not repeated. */
static enum MHD_Result send_health(http_server *server, http_client *client)
{
    char word[128], json[192];
    bool good = http_state_word(server->state, word, sizeof word);
    for (char *p = word; *p; p++) {
        if (*p == '"' || *p == '\\' || (unsigned char)*p < ' ')
            *p = '_';
    }
    if (good)
        snprintf(json, sizeof json, "{\"status\":\"ok\",\"state\":\"%s\"}\n", word);
    else
        snprintf(json, sizeof json, "{\"status\":\"record cannot be read\"}\n");
    return send_and_drop(
        client, http_page_json(good ? MHD_HTTP_OK : MHD_HTTP_SERVICE_UNAVAILABLE, json));
}

/* By a thread that makes pages. */
static void on_told(http_wait *wait)
{
    http_client *client =
        (http_client *)(void *)((char *)wait - offsetof(http_client, wait));
    client->told = true;
    MHD_resume_connection(client->connection);
}

static enum MHD_Result ask_work(http_server *server, http_client *client, uint64_t epoch)
{
    atomic_store(&client->deadline, LLONG_MAX); /* it is our turn */
    MHD_suspend_connection(client->connection);
    const room_editing editing = {server->edit.secret, client->by};
    const char *form = !client->corrects ? NULL : client->form ? client->form : "";
    bool taken = client->edits
                     ? http_work_ask_own(server->work, client->address, &editing, form,
                                         client->n_form, &client->wait)
                     : http_work_ask(server->work, client->address, epoch, &client->wait);
    if (!taken) {
        client->wait.page = http_page_line(MHD_HTTP_SERVICE_UNAVAILABLE,
                                           "503: too much is asked at once; ask again",
                                           "Retry-After", "1", false);
        on_told(&client->wait);
    }
    return MHD_YES;
}

static enum MHD_Result answer(http_server *server, http_client *client)
{
    if (client->refusal)
        return send_page(client, client->refusal);
    if (client->told)
        return client->wait.page ? send_page(client, client->wait.page) : MHD_NO;
    if (strcmp(client->address, "/healthz") == 0)
        return send_health(server, client);
    if (client->token == HTTP_EDIT_RIGHT)
        return send_and_drop(client, http_edit_lead_in(&server->edit, client->address));
    if (client->token)
        return send_and_drop(
            client, http_page_line(MHD_HTTP_FORBIDDEN,
                                   "403: this is not the token of this server as it runs "
                                   "now; see what it printed when it was started",
                                   NULL, NULL, false));
    if (client->edits)
        return ask_work(server, client, 0);
    uint64_t epoch = http_state_epoch(server->state);
    http_page *kept =
        epoch ? http_cache_get(server->cache, client->address, epoch) : NULL;
    return kept ? send_and_drop(client, kept) : ask_work(server, client, epoch);
}

/* More of a form. Its head said how long it is: what is longer is none. */
static bool take_form(http_client *client, const char *bytes, size_t *n)
{
    if (!client->corrects || *n > FORM_MOST - client->n_form)
        return false;
    if (!client->form && !(client->form = malloc(FORM_MOST)))
        return false;
    memcpy(client->form + client->n_form, bytes, *n);
    client->n_form += *n;
    *n = 0;
    return true;
}

/* Called once when the headers are there, and again when all of the request is, or a page is
 * there. */
static enum MHD_Result on_request(void *user, struct MHD_Connection *connection,
                                  const char *url, const char *method,
                                  const char *version, const char *body, size_t *n_body,
                                  void **request)
{
    http_server *server = user;
    http_client *client = *request;
    (void)connection;
    (void)url;
    if (!client)
        return MHD_NO;
    if (*n_body)
        return take_form(client, body, n_body) ? MHD_YES : MHD_NO;
    if (client->headers)
        return answer(server, client);
    bool has_body = false;
    client->headers = true;
    atomic_fetch_add(&server->in_flight, 1);
    snprintf(client->method, sizeof client->method, "%s", method);
    snprintf(client->version, sizeof client->version, "%s", version);
    if (!http_gate_pass(&server->gate, client, &has_body))
        return MHD_NO;
    /* refused before its body is read, which is never taken for a request */
    return has_body ? answer(server, client) : MHD_YES;
}

/* Addresses are the room's to read: leave them as they came. */
static size_t leave_escaped(void *user, struct MHD_Connection *connection, char *text)
{
    (void)user;
    (void)connection;
    return strlen(text);
}

/* --------------------------------------------------------------------- start and stop */

static demarche_status no_memory(demarche_error *err)
{
    *err =
        (demarche_error){DEMARCHE_E_MEMORY, 0, "no memory, or no more threads, to serve"};
    return DEMARCHE_E_MEMORY;
}

static int between(int n, int least, int most)
{
    return n < least ? least : n > most ? most : n;
}

/* With room for one more. */
static bool copy_hosts(http_server *server, const http_options *o)
{
    server->hosts = calloc(o->n_hosts + 1, sizeof *server->hosts);
    for (size_t i = 0; server->hosts && i < o->n_hosts; i++) {
        server->hosts[i] = strdup(o->hosts[i]);
        if (!server->hosts[i])
            return false;
        server->n_hosts++;
    }
    return server->hosts;
}

/* Where only some names are answered to, so is that at which it says that it listens. */
static bool add_own_host(http_server *server)
{
    if (!server->listener.loopback && !server->n_hosts)
        return true;
    server->hosts[server->n_hosts] = strdup(server->listener.name);
    return server->hosts[server->n_hosts] && ++server->n_hosts;
}

static demarche_status open_parts(http_server *server, const http_options *o,
                                  demarche_error *err)
{
    uint64_t seeds[2] = {0};
    if (getrandom(seeds, sizeof seeds, GRND_NONBLOCK) != (ssize_t)sizeof seeds)
        seeds[0] = seeds[1] = (uint64_t)http_clock_ms();
    demarche_status status = http_state_open(&server->state, o->record, seeds[1], err);
    if (status)
        return status;
    if (!copy_hosts(server, o) ||
        !(server->cache = http_cache_new(o->cache_bytes, seeds[0])) ||
        (o->rate > 0 && !(server->rate = http_rate_new((unsigned)o->rate, seeds[0]))) ||
        !(server->clients = http_clients_new()))
        return no_memory(err);
    if (o->edit && !(server->editor = editor_new(o->record)))
        return no_memory(err);
    const http_work_options work = {
        .record = o->record,
        .threads = between(o->threads, 1, THREADS_MOST),
        .page_ms = o->page_ms,
        .cache = server->cache,
        .state = server->state,
        .editor = server->editor,
        .told = on_told,
    };
    return http_work_open(&server->work, &work, err);
}

static demarche_status start_daemon(http_server *server, const http_options *o,
                                    demarche_error *err)
{
    int connections = between(o->connections, 1, 1 << 20);
    int threads = between(o->threads, 1, THREADS_MOST);
    if (threads > connections)
        threads = connections; /* they are shared out among these */
    server->daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC, 0, NULL,
        NULL, on_request, server, MHD_OPTION_LISTEN_SOCKET, server->listener.fd,
        MHD_OPTION_THREAD_POOL_SIZE, threads > 1 ? (unsigned)threads : 0u,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)connections,
        MHD_OPTION_PER_IP_CONNECTION_LIMIT, (unsigned)between(o->per_address, 0, 1 << 20),
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
        MHD_OPTION_CONNECTION_TIMEOUT, 0u, MHD_OPTION_STRICT_FOR_CLIENT, 0,
        MHD_OPTION_URI_LOG_CALLBACK, on_address, server, MHD_OPTION_NOTIFY_CONNECTION,
        on_connection, server, MHD_OPTION_NOTIFY_COMPLETED, on_completed, server,
        MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, NULL, MHD_OPTION_END);
    return server->daemon ? DEMARCHE_OK : no_memory(err);
}

/* All but what a page that is still being made needs. */
static void free_server(http_server *server)
{
    if (server->daemon)
        MHD_stop_daemon(server->daemon);
    if (server->listener.fd >= 0)
        close(server->listener.fd);
    http_work_close(server->work);
    editor_free(server->editor);
    http_clients_free(server->clients);
    http_cache_free(server->cache);
    http_state_close(server->state);
    http_rate_free(server->rate);
    for (size_t i = 0; i < server->n_hosts; i++)
        free(server->hosts[i]);
    free(server->hosts);
    free(server);
}

static int port_of(const char *url)
{
    const char *colon = strrchr(url, ':');
    return colon ? (int)strtol(colon + 1, NULL, 10) : 0;
}

static demarche_status begin_edit(http_server *server, const http_options *o,
                                  demarche_error *err)
{
    const http_listener *at = &server->listener;
    if (!o->edit)
        return DEMARCHE_OK;
    if (!at->loopback && !o->edit_anywhere) {
        *err = (demarche_error){.code = DEMARCHE_E_ARGUMENT};
        snprintf(err->message, sizeof err->message,
                 "--edit at %.60s: who listens on the way could correct too; stay on "
                 "loopback, behind a server with TLS, or say --edit-anywhere",
                 o->address);
        return DEMARCHE_E_ARGUMENT;
    }
    if (!http_edit_begin(&server->edit, port_of(at->url))) {
        *err = (demarche_error){DEMARCHE_E_IO, 0, "the system gives no random bytes"};
        return DEMARCHE_E_IO;
    }
    snprintf(server->edit_url, sizeof server->edit_url, "%sreview?token=%s", at->url,
             server->edit.secret);
    return DEMARCHE_OK;
}

demarche_status http_server_start(http_server **out, const http_options *options,
                                  demarche_error *err)
{
    demarche_error ignored;
    err = err ? err : &ignored;
    *out = NULL;
    http_server *server = calloc(1, sizeof *server);
    if (!server)
        return no_memory(err);
    server->listener.fd = -1;
    server->request_ms = (int64_t)between(options->request_seconds, 1, 3600) * 1000;
    server->log = options->log;
    server->user = options->user;
    demarche_status status = open_parts(server, options, err);
    if (!status)
        status = http_listen(&server->listener, options->address, options->port, err);
    if (!status && !add_own_host(server))
        status = no_memory(err);
    if (!status)
        status = begin_edit(server, options, err);
    if (!status) {
        server->gate =
            (http_gate){server->listener.loopback, (const char *const *)server->hosts,
                        server->n_hosts, server->rate, &server->edit};
        status = start_daemon(server, options, err);
    }
    if (status)
        free_server(server);
    else
        *out = server;
    return status;
}

const char *http_server_url(const http_server *server)
{
    return server->listener.url;
}

const char *http_server_edit_url(const http_server *server)
{
    return server->edit.on ? server->edit_url : NULL;
}

/* Until nothing is in flight; gives what is then. */
static size_t wait_until_done(http_server *server, int64_t until)
{
    while (atomic_load(&server->in_flight) > 0 && http_clock_ms() < until)
        usleep(STEP_US);
    int left = atomic_load(&server->in_flight);
    return left > 0 ? (size_t)left : 0;
}

size_t http_server_stop(http_server *server, int seconds)
{
    if (!server)
        return 0;
    int64_t until = http_clock_ms() + (int64_t)between(seconds, 0, 3600) * 1000;
    atomic_store(&server->draining, true);
    MHD_quiesce_daemon(server->daemon);
    shutdown(server->listener.fd,
             SHUT_RDWR); /* who comes now is refused, and need not wait */
    size_t left = wait_until_done(server, until);
    http_work_refuse(server->work);
    bool stuck = http_work_busy(server->work);
    if (stuck)
        http_work_abandon(server->work);
    /* a suspended connection must not meet the end of its daemon */
    wait_until_done(server, http_clock_ms() + LAST_WORDS_MS);
    if (stuck && http_work_busy(server->work)) {
        MHD_stop_daemon(server->daemon);
        close(server->listener.fd);
        return left;
    }
    free_server(server);
    return left;
}
