/* A form of a page that corrects: kept, and back to where it came from. */
#include "room.h"

#include <stdlib.h>
#include <string.h>

#include "address.h"
#include "http_header.h"
#include "secret.h"

static const char *get(const form_fields *form, const char *name)
{
    const char *value = form_fields_get(form, name);
    return value ? value : "";
}

/* Behind what was judged, or where nothing else comes up, in front of it. */
static const char *way_back(const form_fields *form, bool stays)
{
    const char *here = get(form, "here"), *back = get(form, "back");
    const char *to = stays && *here ? here : back;
    return http_is_own_path(to) ? to : "/review";
}

static int status_of(demarche_status status)
{
    switch (status) {
    case DEMARCHE_E_ARGUMENT:
        return 400;
    case DEMARCHE_E_MEMORY:
        return 500;
    default:
        return 503;
    }
}

static void lead_back(room_response *out, const form_fields *form)
{
    const char *by = get(form, "by");
    const char *to = way_back(form, strcmp(get(form, "verdict"), "note") == 0);
    *out =
        (room_response){.status = 303, .type = "text/plain; charset=utf-8", .own = true};
    room_put_markup(&out->location, to, strlen(to));
    address_put_value(&out->by, (demarche_str){by, strlen(by)});
}

void room_correct(room_response *out, room *r, editor *e, const room_request *request,
                  const char *bytes, size_t n)
{
    demarche_error err = {0};
    form_fields *form = malloc(sizeof *form);
    if (!form) {
        *out = (room_response){.status = 500, .type = "text/plain; charset=utf-8"};
        return;
    }
    if (!form_fields_read(form, bytes, n)) {
        room_say(out, r, request, 400, "Nothing was kept",
                 "The form is malformed, or larger than one of ours can be.", NULL);
    } else if (!request->editing || !secret_is_behind(request->editing->token,
                                                      form_fields_get(form, "token"))) {
        room_say(out, r, request, 403, "Nothing was kept",
                 "The form is not one of this server as it runs now: open the page anew "
                 "and say it again.",
                 way_back(form, true));
    } else {
        demarche_status status = editor_keep(e, form, bytes, n, NULL, &err);
        if (status)
            room_say(out, r, request, status_of(status), "Nothing was kept", err.message,
                     way_back(form, true));
        else
            lead_back(out, form);
    }
    free(form);
}
