#include "read/tei_element.h"

#include <stdlib.h>

typedef struct row {
    const char *name;
    dmr_tei_role role;
} row;

/* In the order of strcmp. */
static const row rows[] = {
    {"TEI", DMR_TEI_ROOT},
    {"ab", DMR_TEI_BLOCK},
    {"abbr", DMR_TEI_SECOND},
    {"addrLine", DMR_TEI_LINE},
    {"address", DMR_TEI_SIDE},
    {"argument", DMR_TEI_BLOCK},
    {"attachment", DMR_TEI_APART},
    {"body", DMR_TEI_BODY},
    {"byline", DMR_TEI_SIDE},
    {"castList", DMR_TEI_FRAME},
    {"cell", DMR_TEI_CELL},
    {"choice", DMR_TEI_CHOICE},
    {"closer", DMR_TEI_SIDE},
    {"date", DMR_TEI_DATE},
    {"dateline", DMR_TEI_DATELINE},
    {"del", DMR_TEI_DROPPED},
    {"div", DMR_TEI_DIV},
    {"div1", DMR_TEI_DIV},
    {"div2", DMR_TEI_DIV},
    {"div3", DMR_TEI_DIV},
    {"div4", DMR_TEI_DIV},
    {"div5", DMR_TEI_DIV},
    {"div6", DMR_TEI_DIV},
    {"div7", DMR_TEI_DIV},
    {"docAuthor", DMR_TEI_SIDE},
    {"docDate", DMR_TEI_SIDE},
    {"docTitle", DMR_TEI_HEAD},
    {"epigraph", DMR_TEI_BLOCK},
    {"figDesc", DMR_TEI_AROUND},
    {"figure", DMR_TEI_FRAME},
    {"floatingText", DMR_TEI_APART},
    {"fw", DMR_TEI_AROUND},
    {"gap", DMR_TEI_GAP},
    {"group", DMR_TEI_FRAME},
    {"head", DMR_TEI_HEAD},
    {"item", DMR_TEI_ITEM},
    {"l", DMR_TEI_LINE},
    {"label", DMR_TEI_LABEL},
    {"lb", DMR_TEI_BREAK},
    {"lg", DMR_TEI_BLOCK},
    {"list", DMR_TEI_FRAME},
    {"note", DMR_TEI_NOTE},
    {"opener", DMR_TEI_SIDE},
    {"orig", DMR_TEI_SECOND},
    {"p", DMR_TEI_BLOCK},
    {"persName", DMR_TEI_NAME},
    {"person", DMR_TEI_PERSON},
    {"placeName", DMR_TEI_PLACE},
    {"postscript", DMR_TEI_BLOCK},
    {"q", DMR_TEI_QUOTE},
    {"quote", DMR_TEI_QUOTE},
    {"rdg", DMR_TEI_DROPPED},
    {"row", DMR_TEI_ROW},
    {"said", DMR_TEI_QUOTE},
    {"salute", DMR_TEI_SIDE},
    {"sic", DMR_TEI_SECOND},
    {"signed", DMR_TEI_SIDE},
    {"sp", DMR_TEI_BLOCK},
    {"speaker", DMR_TEI_SIDE},
    {"stage", DMR_TEI_BLOCK},
    {"standOff", DMR_TEI_HEADER},
    {"table", DMR_TEI_FRAME},
    {"teiCorpus", DMR_TEI_CORPUS},
    {"teiHeader", DMR_TEI_HEADER},
    {"text", DMR_TEI_TEXT},
    {"titlePage", DMR_TEI_FRAME},
    {"titlePart", DMR_TEI_HEAD},
    {"trailer", DMR_TEI_SIDE},
};

static int compare(const void *key, const void *at)
{
    return strcmp(key, ((const row *)at)->name);
}

dmr_tei_role dmr_tei_role_of(const char *local)
{
    const row *found =
        bsearch(local, rows, sizeof rows / sizeof *rows, sizeof *rows, compare);
    return found ? found->role : DMR_TEI_WORDS;
}
