#include "read/source.h"

const char *dmr_paragraph_kind_name(dmr_paragraph_kind kind)
{
    switch (kind) {
    case DMR_PARAGRAPH_PROSE:
        return "prose";
    case DMR_PARAGRAPH_HEADING:
        return "heading";
    case DMR_PARAGRAPH_LIST:
        return "list";
    case DMR_PARAGRAPH_BYLINE:
        return "byline";
    case DMR_PARAGRAPH_NAVIGATION:
        return "navigation";
    case DMR_PARAGRAPH_NOTE:
        return "note";
    }
    return "prose";
}
