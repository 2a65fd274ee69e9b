#include "http_listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 511 };

static demarche_status failed(demarche_error *err, const char *address, int port,
                              int reason)
{
    *err = (demarche_error){.code = DEMARCHE_E_IO};
    if (reason == EADDRINUSE)
        snprintf(err->message, sizeof err->message,
                 "port %d of %s is in use: end what listens there, or take another port",
                 port, address);
    else if (reason == EACCES)
        snprintf(err->message, sizeof err->message,
                 "port %d of %s may not be used: take one above 1023", port, address);
    else
        snprintf(err->message, sizeof err->message, "cannot listen at port %d of %s: %s",
                 port, address, strerror(reason));
    return DEMARCHE_E_IO;
}

static demarche_status resolve(struct addrinfo **out, const char *address, int port,
                               demarche_error *err)
{
    const struct addrinfo hints = {
        .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE,
        .ai_socktype = SOCK_STREAM,
    };
    char number[16];
    snprintf(number, sizeof number, "%d", port);
    if (port < 0 || port > 65535 ||
        getaddrinfo(strcmp(address, "localhost") == 0 ? "127.0.0.1" : address, number,
                    &hints, out)) {
        *err = (demarche_error){.code = DEMARCHE_E_ARGUMENT};
        snprintf(
            err->message, sizeof err->message,
            "%s, port %d: not an address to listen at; give one of IPv4 or IPv6, and "
            "a port up to 65535",
            address, port);
        return DEMARCHE_E_ARGUMENT;
    }
    return DEMARCHE_OK;
}

static bool is_loopback(const struct sockaddr *at)
{
    if (at->sa_family == AF_INET) {
        const struct sockaddr_in *v4 = (const struct sockaddr_in *)(const void *)at;
        return ntohl(v4->sin_addr.s_addr) >> 24 == 127;
    }
    const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)(const void *)at;
    return IN6_IS_ADDR_LOOPBACK(&v6->sin6_addr);
}

/* With the port that the system gave. */
static void write_url(http_listener *out)
{
    struct sockaddr_storage at = {0};
    socklen_t n = sizeof at;
    char name[INET6_ADDRSTRLEN] = "";
    int port;
    getsockname(out->fd, (struct sockaddr *)&at, &n);
    if (at.ss_family == AF_INET6) {
        const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)(const void *)&at;
        inet_ntop(AF_INET6, &v6->sin6_addr, name, sizeof name);
        snprintf(out->name, sizeof out->name, "[%s]", name);
        port = ntohs(v6->sin6_port);
    } else {
        const struct sockaddr_in *v4 = (const struct sockaddr_in *)(const void *)&at;
        inet_ntop(AF_INET, &v4->sin_addr, name, sizeof name);
        snprintf(out->name, sizeof out->name, "%s", name);
        port = ntohs(v4->sin_port);
    }
    snprintf(out->url, sizeof out->url, "http://%.60s:%d/", out->name, port);
}

demarche_status http_listen(http_listener *out, const char *address, int port,
                            demarche_error *err)
{
    struct addrinfo *at = NULL;
    const int on = 1, off = 0;
    demarche_status status = resolve(&at, address, port, err);
    if (status)
        return status;
    *out = (http_listener){.fd = -1, .loopback = is_loopback(at->ai_addr)};
    int fd = socket(at->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    bool good = fd >= 0;
    /* or the port would be in use for a minute after the last server there */
    good = good && !setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (at->ai_family == AF_INET6) /* "::" takes IPv4 too */
        good = good && !setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
    good = good && !bind(fd, at->ai_addr, at->ai_addrlen) && !listen(fd, BACKLOG);
    int reason = errno;
    freeaddrinfo(at);
    if (!good) {
        if (fd >= 0)
            close(fd);
        return failed(err, address, port, reason);
    }
    out->fd = fd;
    write_url(out);
    return DEMARCHE_OK;
}
