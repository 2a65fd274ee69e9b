#include "http_client.h"

#include <arpa/inet.h>
#include <limits.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "address.h"
#include "http_clock.h"
#include "http_header.h"

enum { LOOK_MS = 200 }; /* how often deadlines are looked at */

struct http_clients {
    pthread_mutex_t lock;
    pthread_cond_t end;
    pthread_t thread;
    bool ending;
    size_t n;
    http_client *first;
};

/* Lock held: a client that is on the list has its descriptor still. */
static void cut_off(const http_clients *clients)
{
    int64_t now = http_clock_ms();
    for (http_client *c = clients->first; c; c = c->next) {
        if (atomic_load(&c->deadline) > now)
            continue;
        atomic_store(&c->deadline, LLONG_MAX);
        shutdown(c->fd, SHUT_RDWR); /* libmicrohttpd sees the end of it, and closes */
    }
}

static void *look(void *user)
{
    http_clients *clients = user;
    pthread_mutex_lock(&clients->lock);
    while (!clients->ending) {
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_nsec += LOOK_MS * 1000000L;
        until.tv_sec += until.tv_nsec / 1000000000L;
        until.tv_nsec %= 1000000000L;
        pthread_cond_timedwait(&clients->end, &clients->lock, &until);
        cut_off(clients);
    }
    pthread_mutex_unlock(&clients->lock);
    return NULL;
}

http_clients *http_clients_new(void)
{
    http_clients *clients = calloc(1, sizeof *clients);
    pthread_condattr_t clock;
    if (!clients)
        return NULL;
    pthread_condattr_init(&clock);
    pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
    pthread_mutex_init(&clients->lock, NULL);
    pthread_cond_init(&clients->end, &clock);
    pthread_condattr_destroy(&clock);
    if (pthread_create(&clients->thread, NULL, look, clients) == 0)
        return clients;
    pthread_cond_destroy(&clients->end);
    pthread_mutex_destroy(&clients->lock);
    free(clients);
    return NULL;
}

void http_clients_free(http_clients *clients)
{
    if (!clients)
        return;
    pthread_mutex_lock(&clients->lock);
    clients->ending = true;
    pthread_cond_signal(&clients->end);
    pthread_mutex_unlock(&clients->lock);
    pthread_join(clients->thread, NULL);
    pthread_cond_destroy(&clients->end);
    pthread_mutex_destroy(&clients->lock);
    free(clients);
}

static void name_peer(http_client *client, const struct sockaddr *peer)
{
    if (peer && peer->sa_family == AF_INET) {
        const struct sockaddr_in *v4 = (const struct sockaddr_in *)(const void *)peer;
        inet_ntop(AF_INET, &v4->sin_addr, client->name, sizeof client->name);
        memcpy(client->key, &v4->sin_addr, sizeof v4->sin_addr);
    } else if (peer && peer->sa_family == AF_INET6) {
        const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)(const void *)peer;
        inet_ntop(AF_INET6, &v6->sin6_addr, client->name, sizeof client->name);
        bool mapped = IN6_IS_ADDR_V4MAPPED(&v6->sin6_addr);
        memcpy(client->key, &v6->sin6_addr, mapped ? sizeof v6->sin6_addr : 8);
    }
}

http_client *http_client_new(http_clients *clients, struct MHD_Connection *connection,
                             int64_t deadline)
{
    const union MHD_ConnectionInfo *fd =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    const union MHD_ConnectionInfo *peer =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    http_client *client = fd ? calloc(1, sizeof *client) : NULL;
    if (!client)
        return NULL;
    client->fd = fd->connect_fd;
    client->connection = connection;
    atomic_init(&client->deadline, deadline);
    name_peer(client, peer ? peer->client_addr : NULL);
    pthread_mutex_lock(&clients->lock);
    client->next = clients->first;
    if (client->next)
        client->next->before = client;
    clients->first = client;
    clients->n++;
    pthread_mutex_unlock(&clients->lock);
    return client;
}

void http_client_free(http_clients *clients, http_client *client)
{
    if (!client)
        return;
    pthread_mutex_lock(&clients->lock);
    *(client->before ? &client->before->next : &clients->first) = client->next;
    if (client->next)
        client->next->before = client->before;
    clients->n--;
    pthread_mutex_unlock(&clients->lock);
    http_client_clear(client);
    free(client);
}

void http_client_clear(http_client *client)
{
    http_page_drop(client->wait.page);
    http_page_drop(client->refusal);
    client->wait = (http_wait){0};
    client->refusal = NULL;
    client->busy = client->headers = client->told = client->gzip = false;
    client->edits = client->corrects = false;
    client->token = HTTP_EDIT_NONE;
    free(client->form);
    client->form = NULL;
    client->n_form = 0;
    client->by[0] = '\0';
    client->status = 0;
    client->n_sent = client->address_n = client->n_values = 0;
    client->absolute = false;
    room_text_free(&client->tags);
    client->authority[0] = client->address[0] = client->method[0] = client->version[0] =
        '\0';
    client->referer[0] = client->agent[0] = '\0';
}

void http_client_take_target(http_client *client, const char *target)
{
    const char *authority, *path = target;
    size_t n = 0;
    client->address_n = strlen(target);
    client->absolute = http_target_is_absolute(target, &authority, &n);
    if (client->absolute) {
        path = authority + n;
        if (n < sizeof client->authority)
            memcpy(client->authority, authority, n + 1);
        client->authority[n < sizeof client->authority ? n : 0] = '\0';
    }
    const char *query = strchr(path, '?');
    client->n_values = query ? address_values(query + 1) : 0;
    bool rootless = client->absolute && *path != '/';
    snprintf(client->address, sizeof client->address, "%s%s", rootless ? "/" : "", path);
}

size_t http_clients_count(http_clients *clients)
{
    pthread_mutex_lock(&clients->lock);
    size_t n = clients->n;
    pthread_mutex_unlock(&clients->lock);
    return n;
}
