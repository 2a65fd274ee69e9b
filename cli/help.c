#include "help.h"

#include <string.h>

#include "options.h"
#include "talk.h"

int cli_help(const char *text)
{
    cli_write(NULL, text, strlen(text));
    return cli_flush() ? CLI_DONE : CLI_FAILED;
}
