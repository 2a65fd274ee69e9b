#include "mention/time_word.h"

#include <stdlib.h>

#include "mention/day.h"

enum { WORD_MAX = 16 }; /* no word of the table is longer */

typedef struct time_word {
    char form[WORD_MAX];
    uint8_t kind, sub;
    int16_t value;
} time_word;

/* In bytewise order, for bsearch. */
static const time_word words[] = {
    {"#", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"$", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"%", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"&", DMR_TW_AND, 0, 0},
    {"'ll", DMR_TW_WILL, 0, 0},
    {"'s", DMR_TW_POSSESSIVE, 0, 0},
    {"'til", DMR_TW_UNTIL, 0, 0},
    {"(", DMR_TW_OPEN, 0, 0},
    {")", DMR_TW_CLOSE, 0, 0},
    {",", DMR_TW_COMMA, 0, 0},
    {"-", DMR_TW_HYPHEN, 0, 0},
    {"--", DMR_TW_HYPHEN, 0, 0},
    {"/", DMR_TW_SLASH, 0, 0},
    {"[", DMR_TW_OPEN, 0, 0},
    {"]", DMR_TW_CLOSE, 0, 0},
    {"a", DMR_TW_A, 0, 0},
    {"a.m.", DMR_TW_HOURS, 0, DMR_HOURS_AM},
    {"about", DMR_TW_ABOUT, 0, 0},
    {"acres", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"after", DMR_TW_AFTER, 0, 0},
    {"afternoon", DMR_TW_DAYPART, 0, 2},
    {"afterward", DMR_TW_LATER, 0, 0},
    {"afterwards", DMR_TW_LATER, 0, 0},
    {"ago", DMR_TW_AGO, 0, 0},
    {"aircraft", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"almost", DMR_TW_ABOUT, 0, 0},
    {"an", DMR_TW_A, 0, 0},
    {"and", DMR_TW_AND, 0, 0},
    {"annex", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"annual", DMR_TW_YEARWORD_SET, 0, DMR_UNIT_YEAR},
    {"annually", DMR_TW_YEARWORD_SET, 0, DMR_UNIT_YEAR},
    {"approximately", DMR_TW_ABOUT, 0, 0},
    {"apr", DMR_TW_MONTH, 2, 4},
    {"april", DMR_TW_MONTH, 1, 4},
    {"around", DMR_TW_ABOUT, 0, 0},
    {"article", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"articles", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"as", DMR_TW_AS, 0, 0},
    {"at", DMR_TW_AT, 0, 0},
    {"aug", DMR_TW_MONTH, 2, 8},
    {"august", DMR_TW_MONTH, 1, 8},
    {"autumn", DMR_TW_SEASON, 0, 23},
    {"b.c.", DMR_TW_BC, 0, 0},
    {"b.c.e.", DMR_TW_BC, 0, 0},
    {"banks", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"barrels", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"bc", DMR_TW_BC, 0, 0},
    {"bce", DMR_TW_BC, 0, 0},
    {"before", DMR_TW_BEFORE, 0, 0},
    {"beforehand", DMR_TW_EARLIER, 0, 0},
    {"beginning", DMR_TW_BEGIN, 0, 0},
    {"between", DMR_TW_BETWEEN, 0, 0},
    {"beyond", DMR_TW_PREP, 0, 0},
    {"billion", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"boeing", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"by", DMR_TW_BY, 0, 0},
    {"c.", DMR_TW_ABOUT, 0, 0},
    {"ca.", DMR_TW_ABOUT, 0, 0},
    {"casualties", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"cent", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"centuries", DMR_TW_UNIT, 1, DMR_UNIT_CENTURY},
    {"century", DMR_TW_UNIT, 0, DMR_UNIT_CENTURY},
    {"channel", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"chapter", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"circa", DMR_TW_ABOUT, 0, 0},
    {"civilians", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"clause", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"close", DMR_TW_END, 0, 0},
    {"coming", DMR_TW_COMING, 0, 0},
    {"companies", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"copies", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"couple", DMR_TW_COUPLE, 0, 0},
    {"current", DMR_TW_THIS, 0, 0},
    {"currently", DMR_TW_REF, 0, 0},
    {"daily", DMR_TW_YEARWORD_SET, 0, DMR_UNIT_DAY},
    {"day", DMR_TW_UNIT, 0, DMR_UNIT_DAY},
    {"days", DMR_TW_UNIT, 1, DMR_UNIT_DAY},
    {"dead", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"deaths", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"dec", DMR_TW_MONTH, 2, 12},
    {"decade", DMR_TW_UNIT, 0, DMR_UNIT_DECADE},
    {"decades", DMR_TW_UNIT, 1, DMR_UNIT_DECADE},
    {"december", DMR_TW_MONTH, 0, 12},
    {"decree", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"degrees", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"delegates", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"delegations", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"demonstrators", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"detainees", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"directive", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"docs.", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"document", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"dollars", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"due", DMR_TW_WILL, 0, 0},
    {"during", DMR_TW_DURING, 0, 0},
    {"each", DMR_TW_EVERY, 0, 0},
    {"earlier", DMR_TW_EARLIER, 0, 0},
    {"early", DMR_TW_EARLY, 0, 0},
    {"eight", DMR_TW_NUMWORD, 0, 8},
    {"eighteen", DMR_TW_NUMWORD, 0, 18},
    {"eighteenth", DMR_TW_ORDINAL, 0, 18},
    {"eighth", DMR_TW_ORDINAL, 0, 8},
    {"eighties", DMR_TW_DECADE, 1, 1980},
    {"eighty", DMR_TW_NUMWORD, 0, 80},
    {"eleven", DMR_TW_NUMWORD, 0, 11},
    {"eleventh", DMR_TW_ORDINAL, 0, 11},
    {"employees", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"end", DMR_TW_END, 0, 0},
    {"ending", DMR_TW_END, 0, 0},
    {"ensuing", DMR_TW_FOLLOWING, 0, 0},
    {"ere", DMR_TW_BEFORE, 0, 0},
    {"evening", DMR_TW_DAYPART, 0, 3},
    {"every", DMR_TW_EVERY, 0, 0},
    {"expected", DMR_TW_WILL, 0, 0},
    {"fall", DMR_TW_SEASON, 1, 23},
    {"families", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"feb", DMR_TW_MONTH, 2, 2},
    {"febr", DMR_TW_MONTH, 2, 2},
    {"february", DMR_TW_MONTH, 0, 2},
    {"feet", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"few", DMR_TW_FEW, 0, 0},
    {"fifteen", DMR_TW_NUMWORD, 0, 15},
    {"fifteenth", DMR_TW_ORDINAL, 0, 15},
    {"fifth", DMR_TW_ORDINAL, 0, 5},
    {"fifties", DMR_TW_DECADE, 1, 1950},
    {"fifty", DMR_TW_NUMWORD, 0, 50},
    {"fig.", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"figure", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"final", DMR_TW_ORDINAL, 0, 99},
    {"financial", DMR_TW_FISCAL, 0, 0},
    {"firms", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"first", DMR_TW_ORDINAL, 0, 1},
    {"fiscal", DMR_TW_FISCAL, 0, 0},
    {"five", DMR_TW_NUMWORD, 0, 5},
    {"flight", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"following", DMR_TW_FOLLOWING, 0, 0},
    {"foot", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"for", DMR_TW_PREP, 0, 0},
    {"formerly", DMR_TW_REF, 0, -1},
    {"forties", DMR_TW_DECADE, 1, 1940},
    {"fortnight", DMR_TW_UNIT, 0, DMR_UNIT_FORTNIGHT},
    {"fortnights", DMR_TW_UNIT, 1, DMR_UNIT_FORTNIGHT},
    {"forty", DMR_TW_NUMWORD, 0, 40},
    {"forward", DMR_TW_ONWARD, 0, 0},
    {"four", DMR_TW_NUMWORD, 0, 4},
    {"fourteen", DMR_TW_NUMWORD, 0, 14},
    {"fourteenth", DMR_TW_ORDINAL, 0, 14},
    {"fourth", DMR_TW_ORDINAL, 0, 4},
    {"francs", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"fri", DMR_TW_WEEKDAY, 1, 5},
    {"friday", DMR_TW_WEEKDAY, 0, 5},
    {"from", DMR_TW_FROM, 0, 0},
    {"ft", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"fy", DMR_TW_FISCAL, 0, 0},
    {"gmt", DMR_TW_HOURS, 0, DMR_HOURS_UTC},
    {"guns", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"half", DMR_TW_HALF, 0, 0},
    {"hectares", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"hence", DMR_TW_LATER, 0, 0},
    {"highway", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"homes", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"hour", DMR_TW_UNIT, 0, DMR_UNIT_HOUR},
    {"hourly", DMR_TW_YEARWORD_SET, 0, DMR_UNIT_HOUR},
    {"hours", DMR_TW_UNIT, 1, DMR_UNIT_HOUR},
    {"houses", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"hp", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"hrs", DMR_TW_HOURS, 0, 0},
    {"hrs.", DMR_TW_HOURS, 0, 0},
    {"hundred", DMR_TW_NUMWORD, 0, 100},
    {"in", DMR_TW_IN, 0, 0},
    {"inhabitants", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"into", DMR_TW_PREP, 0, 0},
    {"item", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"jan", DMR_TW_MONTH, 2, 1},
    {"january", DMR_TW_MONTH, 0, 1},
    {"jobs", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"jul", DMR_TW_MONTH, 2, 7},
    {"july", DMR_TW_MONTH, 0, 7},
    {"jun", DMR_TW_MONTH, 2, 6},
    {"june", DMR_TW_MONTH, 1, 6},
    {"kg", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"kilograms", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"kilometers", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"kilometres", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"km", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"last", DMR_TW_LAST, 0, 0},
    {"late", DMR_TW_LATE, 0, 0},
    {"lately", DMR_TW_REF, 0, -1},
    {"later", DMR_TW_LATER, 0, 0},
    {"law", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"m", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"many", DMR_TW_MANY, 0, 0},
    {"mar", DMR_TW_MONTH, 2, 3},
    {"march", DMR_TW_MONTH, 1, 3},
    {"marks", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"may", DMR_TW_MONTH, 1, 5},
    {"megawatts", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"members", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"men", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"meters", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"metres", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"mid", DMR_TW_MID, 0, 0},
    {"middle", DMR_TW_MID, 0, 0},
    {"mile", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"miles", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"million", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"minute", DMR_TW_UNIT, 0, DMR_UNIT_MINUTE},
    {"minutes", DMR_TW_UNIT, 1, DMR_UNIT_MINUTE},
    {"missiles", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"model", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"mon", DMR_TW_WEEKDAY, 1, 1},
    {"monday", DMR_TW_WEEKDAY, 0, 1},
    {"month", DMR_TW_UNIT, 0, DMR_UNIT_MONTH},
    {"monthly", DMR_TW_YEARWORD_SET, 0, DMR_UNIT_MONTH},
    {"months", DMR_TW_UNIT, 1, DMR_UNIT_MONTH},
    {"morning", DMR_TW_DAYPART, 0, 1},
    {"mw", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"nearly", DMR_TW_ABOUT, 0, 0},
    {"next", DMR_TW_NEXT, 0, 0},
    {"night", DMR_TW_DAYPART, 0, 4},
    {"nine", DMR_TW_NUMWORD, 0, 9},
    {"nineteen", DMR_TW_NUMWORD, 0, 19},
    {"nineteenth", DMR_TW_ORDINAL, 0, 19},
    {"nineties", DMR_TW_DECADE, 1, 1990},
    {"ninety", DMR_TW_NUMWORD, 0, 90},
    {"ninth", DMR_TW_ORDINAL, 0, 9},
    {"no", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"no.", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"nos", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"nos.", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"note", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"nov", DMR_TW_MONTH, 2, 11},
    {"november", DMR_TW_MONTH, 0, 11},
    {"now", DMR_TW_REF, 0, 0},
    {"nowadays", DMR_TW_REF, 0, 0},
    {"nr.", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"number", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"numerous", DMR_TW_MANY, 0, 0},
    {"o'clock", DMR_TW_HOURS, 0, 0},
    {"oct", DMR_TW_MONTH, 2, 10},
    {"october", DMR_TW_MONTH, 0, 10},
    {"of", DMR_TW_OF, 0, 0},
    {"officers", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"old", DMR_TW_OLD, 0, 0},
    {"on", DMR_TW_ON, 0, 0},
    {"once", DMR_TW_WHEN, 0, 0},
    {"one", DMR_TW_NUMWORD, 0, 1},
    {"onward", DMR_TW_ONWARD, 0, 0},
    {"onwards", DMR_TW_ONWARD, 0, 0},
    {"opening", DMR_TW_BEGIN, 0, 0},
    {"or", DMR_TW_OR, 0, 0},
    {"order", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"outset", DMR_TW_BEGIN, 0, 0},
    {"over", DMR_TW_PREP, 0, 0},
    {"p.", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"p.m.", DMR_TW_HOURS, 0, DMR_HOURS_PM},
    {"page", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"paragraph", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"part", DMR_TW_PART, 0, 0},
    {"passengers", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"past", DMR_TW_LAST, 1, 0},
    {"people", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"per", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"percent", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"persons", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"planes", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"planned", DMR_TW_WILL, 0, 0},
    {"plans", DMR_TW_WILL, 0, 0},
    {"pm", DMR_TW_HOURS, 0, DMR_HOURS_PM},
    {"pounds", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"pp.", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"preceding", DMR_TW_PREVIOUS, 0, 0},
    {"present", DMR_TW_THIS, 0, 0},
    {"presently", DMR_TW_REF, 0, 0},
    {"previous", DMR_TW_PREVIOUS, 0, 0},
    {"previously", DMR_TW_EARLIER, 0, 0},
    {"prior", DMR_TW_PRIOR, 0, 0},
    {"prisoners", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"protesters", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"protocol", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"psalm", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"quarter", DMR_TW_UNIT, 0, DMR_UNIT_QUARTER},
    {"quarterly", DMR_TW_YEARWORD_SET, 0, DMR_UNIT_QUARTER},
    {"quarters", DMR_TW_UNIT, 1, DMR_UNIT_QUARTER},
    {"recently", DMR_TW_REF, 0, -1},
    {"refugees", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"regulation", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"residents", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"resolution", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"resolutions", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"rockets", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"room", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"roubles", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"roughly", DMR_TW_ABOUT, 0, 0},
    {"rounds", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"route", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"rpm", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"rubles", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"same", DMR_TW_SAME, 0, 0},
    {"sat", DMR_TW_WEEKDAY, 1, 6},
    {"saturday", DMR_TW_WEEKDAY, 0, 6},
    {"scheduled", DMR_TW_WILL, 0, 0},
    {"seats", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"second", DMR_TW_ORDINAL, 0, 2},
    {"seconds", DMR_TW_UNIT, 1, DMR_UNIT_SECOND},
    {"section", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"sep", DMR_TW_MONTH, 2, 9},
    {"sept", DMR_TW_MONTH, 2, 9},
    {"september", DMR_TW_MONTH, 0, 9},
    {"seven", DMR_TW_NUMWORD, 0, 7},
    {"seventeen", DMR_TW_NUMWORD, 0, 17},
    {"seventeenth", DMR_TW_ORDINAL, 0, 17},
    {"seventh", DMR_TW_ORDINAL, 0, 7},
    {"seventies", DMR_TW_DECADE, 1, 1970},
    {"seventy", DMR_TW_NUMWORD, 0, 70},
    {"several", DMR_TW_SEVERAL, 0, 0},
    {"shall", DMR_TW_WILL, 0, 0},
    {"shells", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"ships", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"shortly", DMR_TW_REF, 0, 1},
    {"should", DMR_TW_WILL, 0, 0},
    {"since", DMR_TW_SINCE, 0, 0},
    {"six", DMR_TW_NUMWORD, 0, 6},
    {"sixteen", DMR_TW_NUMWORD, 0, 16},
    {"sixteenth", DMR_TW_ORDINAL, 0, 16},
    {"sixth", DMR_TW_ORDINAL, 0, 6},
    {"sixties", DMR_TW_DECADE, 1, 1960},
    {"sixty", DMR_TW_NUMWORD, 0, 60},
    {"soldiers", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"some", DMR_TW_ABOUT, 0, 0},
    {"soon", DMR_TW_REF, 0, 1},
    {"spring", DMR_TW_SEASON, 0, 21},
    {"start", DMR_TW_BEGIN, 0, 0},
    {"students", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"subsequent", DMR_TW_FOLLOWING, 0, 0},
    {"summer", DMR_TW_SEASON, 0, 22},
    {"sun", DMR_TW_WEEKDAY, 1, 7},
    {"sunday", DMR_TW_WEEKDAY, 0, 7},
    {"table", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"tanks", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"ten", DMR_TW_NUMWORD, 0, 10},
    {"tenth", DMR_TW_ORDINAL, 0, 10},
    {"that", DMR_TW_THAT, 0, 0},
    {"the", DMR_TW_THE, 0, 0},
    {"these", DMR_TW_THAT, 0, 0},
    {"third", DMR_TW_ORDINAL, 0, 3},
    {"thirteen", DMR_TW_NUMWORD, 0, 13},
    {"thirteenth", DMR_TW_ORDINAL, 0, 13},
    {"thirties", DMR_TW_DECADE, 1, 1930},
    {"thirtieth", DMR_TW_ORDINAL, 0, 30},
    {"thirty", DMR_TW_NUMWORD, 0, 30},
    {"this", DMR_TW_THIS, 0, 0},
    {"those", DMR_TW_THAT, 0, 0},
    {"thousand", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"three", DMR_TW_NUMWORD, 0, 3},
    {"through", DMR_TW_THROUGH, 0, 0},
    {"throughout", DMR_TW_PREP, 0, 0},
    {"thru", DMR_TW_THROUGH, 0, 0},
    {"thu", DMR_TW_WEEKDAY, 1, 4},
    {"thur", DMR_TW_WEEKDAY, 1, 4},
    {"thurs", DMR_TW_WEEKDAY, 1, 4},
    {"thursday", DMR_TW_WEEKDAY, 0, 4},
    {"til", DMR_TW_UNTIL, 0, 0},
    {"till", DMR_TW_UNTIL, 0, 0},
    {"to", DMR_TW_TO, 0, 0},
    {"today", DMR_TW_DAYWORD, 0, 0},
    {"tomorrow", DMR_TW_DAYWORD, 0, 1},
    {"ton", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"tonight", DMR_TW_DAYWORD, 0, 0},
    {"tonnes", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"tons", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"toward", DMR_TW_PREP, 0, 0},
    {"towards", DMR_TW_PREP, 0, 0},
    {"trillion", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"troops", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"tue", DMR_TW_WEEKDAY, 1, 2},
    {"tues", DMR_TW_WEEKDAY, 1, 2},
    {"tuesday", DMR_TW_WEEKDAY, 0, 2},
    {"twelfth", DMR_TW_ORDINAL, 0, 12},
    {"twelve", DMR_TW_NUMWORD, 0, 12},
    {"twenties", DMR_TW_DECADE, 1, 1920},
    {"twentieth", DMR_TW_ORDINAL, 0, 20},
    {"twenty", DMR_TW_NUMWORD, 0, 20},
    {"two", DMR_TW_NUMWORD, 0, 2},
    {"unit", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"until", DMR_TW_UNTIL, 0, 0},
    {"upcoming", DMR_TW_COMING, 0, 0},
    {"upon", DMR_TW_PREP, 0, 0},
    {"us$", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"usc", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"utc", DMR_TW_HOURS, 0, DMR_HOURS_UTC},
    {"vehicles", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"victims", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"villages", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"vol.", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"volume", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"votes", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"warheads", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"wed", DMR_TW_WEEKDAY, 1, 3},
    {"wednesday", DMR_TW_WEEKDAY, 0, 3},
    {"week", DMR_TW_UNIT, 0, DMR_UNIT_WEEK},
    {"weekend", DMR_TW_UNIT, 0, DMR_UNIT_WEEKEND},
    {"weekends", DMR_TW_UNIT, 1, DMR_UNIT_WEEKEND},
    {"weekly", DMR_TW_YEARWORD_SET, 0, DMR_UNIT_WEEK},
    {"weeks", DMR_TW_UNIT, 1, DMR_UNIT_WEEK},
    {"when", DMR_TW_WHEN, 0, 0},
    {"while", DMR_TW_WHEN, 0, 0},
    {"will", DMR_TW_WILL, 0, 0},
    {"winter", DMR_TW_SEASON, 0, 24},
    {"within", DMR_TW_IN, 0, 0},
    {"won", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"workers", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"wounded", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"x", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"year", DMR_TW_UNIT, 0, DMR_UNIT_YEAR},
    {"yearly", DMR_TW_YEARWORD_SET, 0, DMR_UNIT_YEAR},
    {"years", DMR_TW_UNIT, 1, DMR_UNIT_YEAR},
    {"yen", DMR_TW_NOTYEAR_AFTER, 0, 0},
    {"yesterday", DMR_TW_DAYWORD, 0, -1},
    {"yr", DMR_TW_UNIT, 0, DMR_UNIT_YEAR},
    {"yrs", DMR_TW_UNIT, 1, DMR_UNIT_YEAR},
    {"£", DMR_TW_NOTYEAR_BEFORE, 0, 0},
    {"–", DMR_TW_HYPHEN, 0, 0},
    {"—", DMR_TW_HYPHEN, 0, 0},
    {"’ll", DMR_TW_WILL, 0, 0},
    {"’s", DMR_TW_POSSESSIVE, 0, 0},
    {"€", DMR_TW_NOTYEAR_BEFORE, 0, 0},
};

static int compare_word(const void *key, const void *row)
{
    return strcmp(key, ((const time_word *)row)->form);
}

static const time_word *look_up(const char *lower)
{
    return bsearch(lower, words, sizeof words / sizeof *words, sizeof *words,
                   compare_word);
}

/* Lower case of form[0..n) in `out`, or false where it is too long for any word. */
static bool lower_of(demarche_str form, char out[WORD_MAX])
{
    if (form.len == 0 || form.len >= WORD_MAX)
        return false;
    for (size_t i = 0; i < form.len; i++)
        out[i] = dmr_to_lower(form.ptr[i]);
    out[form.len] = '\0';
    return true;
}

static bool by_table(demarche_str form, dmr_time_atom *atom)
{
    char lower[WORD_MAX];
    if (!lower_of(form, lower))
        return false;
    const time_word *w = look_up(lower);
    if (!w && form.len > 2 && lower[form.len - 1] == '.') {
        lower[form.len - 1] = '\0'; /* "Sept." */
        w = look_up(lower);
    }
    if (!w)
        return false;
    atom->kind = w->kind;
    atom->sub = w->sub;
    atom->value = w->value;
    return true;
}

/* ---------------------------------------------------------------- forms with digits */

/* Digits at s[*i]: their value, and *i behind them. -1 where there are none or > 9. */
static int32_t number_at(demarche_str s, size_t *i, int *count)
{
    int32_t value = 0;
    size_t from = *i;
    while (*i < s.len && dmr_is_digit(s.ptr[*i]) && *i - from < 9)
        value = value * 10 + (s.ptr[(*i)++] - '0');
    *count = (int)(*i - from);
    return *count == 0 || (*i < s.len && dmr_is_digit(s.ptr[*i])) ? -1 : value;
}

static bool rest_is(demarche_str s, size_t i, const char *what)
{
    return dmr_str_eq_nocase(dmr_str(s.ptr + i, s.len - i), dmr_str_c(what));
}

/* I .. XII at s[*i]; 0 if not. */
static int roman_month(demarche_str s, size_t *i)
{
    static const char *const roman[] = {"VIII", "VII", "XII", "III", "IV", "VI",
                                        "IX",   "XI",  "II",  "I",   "V",  "X"};
    static const signed char month[] = {8, 7, 12, 3, 4, 6, 9, 11, 2, 1, 5, 10};
    for (size_t k = 0; k < sizeof month; k++) {
        size_t len = strlen(roman[k]);
        if (s.len - *i >= len && memcmp(s.ptr + *i, roman[k], len) == 0) {
            *i += len;
            return month[k];
        }
    }
    return 0;
}

/* Two-digit years of accounts of our time: 00..34 are 20XX, 35..99 19XX. */
static int full_year(int value, int count)
{
    if (count == 4)
        return value;
    return count == 2 ? value + (value < 35 ? 2000 : 1900) : -1;
}

static bool set_date(dmr_time_atom *atom, int year, int month, int day, bool ambiguous)
{
    if (year < 1000 || year > 2199 || !dmr_day_valid(year, month, day))
        return false;
    atom->kind = DMR_TW_DATE;
    atom->sub = ambiguous;
    atom->value = year * 10000 + month * 100 + day;
    return true;
}

/* "1989-06-02", "1989-06-02T12:00Z", "02/06/89", "12.11.1956", "12.XI.1956". */
static bool date_form(demarche_str s, dmr_time_atom *atom)
{
    size_t i = 0;
    int na, nb, nc;
    int32_t a = number_at(s, &i, &na);
    if (a < 0 || i >= s.len)
        return false;
    char sep = s.ptr[i++];
    if (sep != '-' && sep != '/' && sep != '.')
        return false;
    bool roman = i < s.len && (s.ptr[i] == 'I' || s.ptr[i] == 'V' || s.ptr[i] == 'X');
    int32_t b = roman ? roman_month(s, &i) : number_at(s, &i, &nb);
    if (b <= 0 || i >= s.len || s.ptr[i++] != sep)
        return false;
    int32_t c = number_at(s, &i, &nc);
    if (c < 0 || (i < s.len && s.ptr[i] != 'T' && !(s.ptr[i] == '.' && i + 1 == s.len)))
        return false;
    if (na == 4 && nc <= 2)
        return set_date(atom, a, b, c, false);
    int year = full_year(c, nc);
    if (na > 2 || year < 0)
        return false;
    if (roman || sep == '.') /* the continent's order: day, month, year */
        return set_date(atom, year, b, a, false);
    if (a > 12)
        return set_date(atom, year, b, a, false);
    return set_date(atom, year, a, b, b <= 12 && a != b);
}

/* "1980s", "'80s", "80s"; "'88". */
static bool decade_form(demarche_str s, dmr_time_atom *atom)
{
    size_t i = 0;
    int count;
    bool apostrophe = s.ptr[0] == '\'' || dmr_str_starts(s, DMR_STR("\xe2\x80\x99"));
    if (apostrophe)
        i = s.ptr[0] == '\'' ? 1 : 3;
    int32_t value = number_at(s, &i, &count);
    if (value < 0)
        return false;
    if (apostrophe && i == s.len && count == 2) {
        atom->kind = DMR_TW_YEAR2;
        atom->value = full_year(value, 2);
        return true;
    }
    bool plural =
        rest_is(s, i, "s") || rest_is(s, i, "'s") || rest_is(s, i, "\xe2\x80\x99s");
    int year = count == 2 ? value + 1900 : value;
    if (!plural || (count != 2 && count != 4) || value % 10 || year < 1500 || year > 2100)
        return false;
    atom->kind = DMR_TW_DECADE;
    atom->sub = value % 100 == 0; /* "the 1900s" may be the century */
    atom->value = year;
    return true;
}

/* "12:30", "1200Z", "031200Z". */
static bool clock_form(demarche_str s, dmr_time_atom *atom)
{
    size_t i = 0;
    int count, count2;
    int32_t value = number_at(s, &i, &count);
    if (value < 0 || i >= s.len)
        return false;
    if (rest_is(s, i, "z") && (count == 4 || count == 6)) {
        int clock = value % 10000, day = value / 10000;
        if (clock / 100 > 24 || clock % 100 > 59 || (count == 6 && (day < 1 || day > 31)))
            return false;
        atom->kind = DMR_TW_CLOCK;
        atom->sub = (uint8_t)day;
        atom->value = clock;
        return true;
    }
    if (s.ptr[i] != ':' || count > 2 || value > 24)
        return false;
    i++;
    int32_t minute = number_at(s, &i, &count2);
    if (minute < 0 || minute > 59 || count2 != 2)
        return false;
    atom->kind = DMR_TW_CLOCK;
    atom->value = value * 100 + minute;
    return true;
}

static bool ordinal_form(demarche_str s, dmr_time_atom *atom)
{
    size_t i = 0;
    int count;
    int32_t value = number_at(s, &i, &count);
    if (value < 0 || count > 3 ||
        !(rest_is(s, i, "st") || rest_is(s, i, "nd") || rest_is(s, i, "rd") ||
          rest_is(s, i, "d") || rest_is(s, i, "th")))
        return false;
    atom->kind = DMR_TW_ORDINAL;
    atom->value = value;
    return true;
}

static void digit_form(demarche_str s, dmr_time_atom *atom)
{
    if (date_form(s, atom) || clock_form(s, atom) || ordinal_form(s, atom) ||
        decade_form(s, atom))
        return;
    size_t i = 0;
    int count;
    int32_t value = number_at(s, &i, &count);
    if (value < 0)
        return;
    bool whole = i == s.len || (i + 1 == s.len && s.ptr[i] == '.');
    if (!whole && s.ptr[i] != ',' && s.ptr[i] != '.')
        return;
    atom->kind = whole ? DMR_TW_NUMBER : DMR_TW_AMOUNT;
    atom->digits = (uint8_t)count;
    atom->value = value;
}

/* --------------------------------------------------------------------- the atom */

static void prefixed_form(demarche_str s, dmr_time_atom *atom);

static void classify(demarche_str s, dmr_time_atom *atom)
{
    if (!s.len || by_table(s, atom))
        return;
    if (dmr_is_digit(s.ptr[0]))
        digit_form(s, atom);
    else if (s.ptr[0] == '\'' || s.ptr[0] == '\xe2')
        decade_form(s, atom);
    else
        prefixed_form(s, atom);
}

/* "mid-June", "early-1980s", "pre-1945", "post-1945"; "twenty-first", "thirty-six". */
static void prefixed_form(demarche_str s, dmr_time_atom *atom)
{
    size_t hyphen = dmr_str_find(s, DMR_STR("-"), 0);
    if (hyphen == SIZE_MAX || hyphen + 1 >= s.len || hyphen >= WORD_MAX)
        return;
    demarche_str head = dmr_str(s.ptr, hyphen);
    demarche_str tail = dmr_str(s.ptr + hyphen + 1, s.len - hyphen - 1);
    if (dmr_str_find(tail, DMR_STR("-"), 0) != SIZE_MAX)
        return;
    dmr_time_atom a = {0}, b = {0};
    if (!by_table(head, &a) && !dmr_str_eq_nocase(head, DMR_STR("pre")) &&
        !dmr_str_eq_nocase(head, DMR_STR("post")))
        return;
    classify(tail, &b);
    bool small = b.value >= 1 && b.value <= 9;
    if (a.kind == DMR_TW_NUMWORD && a.value >= 20 && a.value <= 90 && small &&
        (b.kind == DMR_TW_NUMWORD || b.kind == DMR_TW_ORDINAL)) {
        atom->kind = b.kind;
        atom->value = a.value + b.value;
        return;
    }
    bool datelike = b.kind == DMR_TW_MONTH || b.kind == DMR_TW_NUMBER ||
                    b.kind == DMR_TW_DECADE || b.kind == DMR_TW_SEASON ||
                    b.kind == DMR_TW_WEEKDAY;
    if (!datelike)
        return;
    bool capital = atom->capital, glued = atom->glued;
    *atom = b;
    atom->capital = capital || dmr_is_upper(tail.ptr[0]);
    atom->glued = glued;
    if (a.kind == DMR_TW_OTHER)
        atom->prefix = dmr_to_lower(head.ptr[1]) == 'r' ? DMR_TW_BEFORE : DMR_TW_AFTER;
    else if (a.kind == DMR_TW_MID || a.kind == DMR_TW_EARLY || a.kind == DMR_TW_LATE)
        atom->part = (uint8_t)(a.kind == DMR_TW_EARLY ? DMR_PART_EARLY
                               : a.kind == DMR_TW_MID ? DMR_PART_MID
                                                      : DMR_PART_LATE);
    else
        atom->kind = DMR_TW_OTHER;
}

dmr_time_atom dmr_time_atom_of(demarche_str form, bool space_after)
{
    dmr_time_atom atom = {0};
    if (form.len) {
        atom.capital = dmr_is_upper(form.ptr[0]);
        atom.glued = !space_after;
        classify(form, &atom);
    }
    return atom;
}
