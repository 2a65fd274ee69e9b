#include "text/affix.h"

#define LIST(name) static const char *const name[]

LIST(prefixes) = {
    "non",    "anti",    "co",     "pre",   "pro",    "re",    "mid",   "post",
    "cross",  "multi",   "ex",     "sub",   "semi",   "over",  "mini",  "neo",
    "inter",  "intra",   "ultra",  "un",    "pseudo", "quasi", "trans", "super",
    "socio",  "arch",    "proto",  "extra", "infra",  "supra", "retro", "hyper",
    "crypto", "counter", "psycho", "mega",  NULL,
};
LIST(suffixes) = {"esque", "wise", "ish", "fold", "less", NULL};
LIST(hyphened) = {
    "e-mail",  "e-mails", "e-mailed",     "e-mailing", "e-commerce", "e-reader", "e-book",
    "e-books", "e-visit", "e-government", "uh-oh",     "uh-huh",     "mm-hmm",   "mm-hm",
    "hm-m",    "m-mm",    "m-m",          "uh-uh",     "where-ever", NULL,
};
LIST(units) = {
    "km", "kms",     "m",       "cm",       "mm",      "kg",      "kgs",   "g",
    "mg", "k",       "lb",      "lbs",      "oz",      "ft",      "mph",   "kph",
    "hz", "khz",     "mhz",     "ghz",      "kb",      "mb",      "gb",    "tb",
    "mw", "gw",      "kw",      "kwh",      "mwh",     "kt",      "mt",    "hrs",
    "hr", "hours",   "min",     "mins",     "sec",     "secs",    "pm",    "am",
    "bn", "mn",      "tn",      "ha",       "yd",      "yds",     "mi",    "ml",
    "p",  "million", "billion", "trillion", "percent", "persons", "years", "yrs",
    "yr", "days",    "bbl",     "dwt",      "grt",     "nm",      "rpm",   "psi",
    "hp", "kts",     "cc",      "miles",    "metres",  NULL,
};
LIST(endings) = {
    "com",  "org", "net",  "gov",  "edu", "mil", "int",  "info", "biz",  "uk",
    "de",   "fr",  "jp",   "ca",   "au",  "ru",  "cn",   "kr",   "il",   "eu",
    "ie",   "nz",  "htm",  "html", "php", "asp", "aspx", "jsp",  "pdf",  "doc",
    "docx", "xls", "xlsx", "ppt",  "txt", "csv", "jpg",  "jpeg", "gif",  "png",
    "zip",  "tar", "gz",   "exe",  "mp3", "mp4", "url",  "xml",  "json", "md",
    "tv",   "fm",  "ch",   "nl",   "mx",  NULL,
};
LIST(starters) = {
    "the",         "this",     "that",      "these",   "those",    "he",
    "she",         "it",       "they",      "we",      "you",      "i",
    "in",          "on",       "at",        "as",      "if",       "but",
    "and",         "or",       "so",        "when",    "while",    "after",
    "before",      "although", "though",    "however", "moreover", "nevertheless",
    "a",           "an",       "his",       "her",     "its",      "their",
    "our",         "my",       "your",      "there",   "here",     "what",
    "who",         "why",      "how",       "where",   "for",      "from",
    "by",          "to",       "with",      "under",   "during",   "since",
    "despite",     "both",     "each",      "all",     "some",     "many",
    "most",        "not",      "no",        "yes",     "then",     "thus",
    "meanwhile",   "also",     "another",   "one",     "two",      "three",
    "such",        "only",     "even",      "once",    "because",  "until",
    "unless",      "please",   "is",        "are",     "was",      "were",
    "do",          "does",     "did",       "have",    "has",      "had",
    "will",        "would",    "can",       "could",   "should",   "may",
    "might",       "let",      "now",       "today",   "later",    "therefore",
    "furthermore", "finally",  "first",     "second",  "several",  "other",
    "others",      "any",      "about",     "among",   "between",  "through",
    "within",      "without",  "according", "asked",   "other",    "these",
    "still",       "yet",      "instead",   "indeed",  "perhaps",  "besides",
    "hence",       "whereas",  "whether",   "which",   "earlier",  "recently",
    "eventually",  "it's",     "i'm",       "don't",   "sources",  "relations",
    "officials",   NULL,
};
LIST(elisions) = {"em",   "til", "till", "cause", "bout", "tis",
                  "twas", "n",   "cos",  "round", NULL};
LIST(reports) = {
    "said",  "says",    "asked",     "asks",     "replied", "added",  "answered", "wrote",
    "cried", "shouted", "exclaimed", "declared", "thought", "called", "told",     NULL,
};
LIST(hyphen_tails) = {
    "in",  "on",  "up",   "do",   "run",  "so",  "you", "me",  "to",   "go",   "no",
    "man", "men", "long", "son",  "can",  "one", "ton", "hot", "set",  "sun",  "gun",
    "win", "pin", "ban",  "fan",  "an",   "am",  "low", "or",  "of",   "off",  "out",
    "sea", "top", "song", "king", "wing", "won", "tan", "gap", "lap",  "sit",  "hit",
    "a",   "as",  "age",  "pro",  "ten",  "pen", "yet", "jet", "own",  "back", "now",
    "how", "row", "pay",  "may",  "say",  "way", "map", "era", "like", NULL,
};
LIST(surnames) = {
    "kim",   "pak",  "park", "yi",     "lee",    "rhee", "choe", "ch'oe", "choi", "chong",
    "chung", "jung", "jong", "cho",    "jo",     "kang", "yun",  "yoon",  "im",   "lim",
    "rim",   "han",  "no",   "roh",    "chang",  "jang", "o",    "oh",    "so",   "sin",
    "shin",  "kwon", "gwon", "hwang",  "an",     "ahn",  "song", "yu",    "yoo",  "hong",
    "chon",  "chun", "ko",   "mun",    "moon",   "son",  "pae",  "bae",   "paek", "ho",
    "hyon",  "hyun", "nam",  "sim",    "ban",    "pan",  "paik", "ri",    "ryu",  "mao",
    "chou",  "zhou", "teng", "deng",   "chiang", "liu",  "lin",  "wang",  "li",   "chen",
    "tsai",  "ma",   "hu",   "wu",     "huang",  "hua",  "peng", "chu",   "zhu",  "yang",
    "leung", "wong", "chan", "cheung", "lau",    "kong", "kung", "hsu",   "sun",  "tang",
    NULL,
};

LIST(calendar) = {
    "monday",  "tuesday",   "wednesday", "thursday", "friday",   "saturday",  "sunday",
    "january", "february",  "march",     "april",    "may",      "june",      "july",
    "august",  "september", "october",   "november", "december", "gmt",       "est",
    "edt",     "pst",       "cet",       "utc",      "eastern",  "greenwich", NULL,
};

LIST(nations) = {
    "franco", "anglo", "sino",  "russo",  "indo",  "greco", "austro",
    "euro",   "luso",  "afro",  "italo",  "turco", "arab",  "soviet",
    "serbo",  "latin", "perso", "polono", NULL,
};
/* None that often ends a word whose parts the end of a line parts ("control-|led"). */
LIST(compounds) = {
    "backed",  "sponsored", "supported", "controlled", "occupied",  "dominated",
    "trained", "supplied",  "armed",     "equipped",   "built",     "financed",
    "funded",  "assisted",  "inspired",  "oriented",   "brokered",  "mediated",
    "ruled",   "held",      "owned",     "based",      "speaking",  "born",
    "made",    "elect",     "general",   "fire",       "term",      "scale",
    "level",   "range",     "nuclear",   "aligned",    "appointed", "educated",
    "flagged", "drawn",     "wing",      "profile",    "type",      "style",
    "year",    "month",     "week",      "hour",       "mile",      "power",
    "east",    "west",      "bound",     "ranking",    "minded",    "making",
    "keeping", "building",  "exporting", "importing",  "producing", NULL,
};
LIST(first_parts) = {
    "long",  "short",   "high",   "low",    "self",   "well",   "half",  "large",
    "small", "full",    "two",    "three",  "four",   "five",   "six",   "seven",
    "eight", "nine",    "ten",    "twelve", "twenty", "thirty", "forty", "fifty",
    "sixty", "seventy", "eighty", "ninety", "year",   "vice",   "semi",  "non",
    "anti",  "multi",   "north",  "south",  "east",   "west",   "far",   NULL,
};
LIST(fragments) = {
    "ing",   "ings", "er",     "ers",     "ern",   "est",    "age",   "ages", "ened",
    "ening", "en",   "ly",     "land",    "lands", "lander", "ish",   "ness", "ed",
    "ity",   "fare", "ward",   "wards",   "teen",  "ty",     "tieth", "fold", "some",
    "body",  "time", "cipate", "cipated", "sense", "ther",   "thest", "mer",  "mers",
    "ples",  "ple",  "tor",    "tors",    "ition", "tude",   NULL,
};
LIST(modals) = {
    "to",     "will",  "would", "must", "shall", "should", "can",
    "cannot", "could", "might", "not",  "did",   "do",     "does",
    "let",    "a",     "the",   "non",  "full",  "help",   NULL,
};
LIST(numbered) = {
    "table", "figure", "fig", "chart", "map",  "article",  "chapter", "section",
    "annex", "part",   "box", "plate", "item", "schedule", NULL,
};

static const char *const *const lists[DMR_AFFIX_COUNT] = {
    [DMR_AFFIX_PREFIX] = prefixes,          [DMR_AFFIX_SUFFIX] = suffixes,
    [DMR_AFFIX_HYPHENED] = hyphened,        [DMR_AFFIX_UNIT] = units,
    [DMR_AFFIX_ENDING] = endings,           [DMR_AFFIX_STARTER] = starters,
    [DMR_AFFIX_ELISION] = elisions,         [DMR_AFFIX_REPORT] = reports,
    [DMR_AFFIX_HYPHEN_TAIL] = hyphen_tails, [DMR_AFFIX_SURNAME] = surnames,
    [DMR_AFFIX_CALENDAR] = calendar,        [DMR_AFFIX_NATION] = nations,
    [DMR_AFFIX_COMPOUND] = compounds,       [DMR_AFFIX_FIRST_PART] = first_parts,
    [DMR_AFFIX_FRAGMENT] = fragments,       [DMR_AFFIX_MODAL] = modals,
    [DMR_AFFIX_NUMBERED] = numbered,
};

bool dmr_affix_is(dmr_affix list, demarche_str word)
{
    if (!word.len || word.len > 20)
        return false;
    char first = dmr_to_lower(word.ptr[0]);
    for (const char *const *at = lists[list]; *at; at++) {
        if ((*at)[0] != first)
            continue;
        size_t i = 1;
        while (i < word.len && (*at)[i] == dmr_to_lower(word.ptr[i]))
            i++;
        if (i == word.len && !(*at)[i])
            return true;
    }
    return false;
}

/* "|" marks the cut. What people type without apostrophe stands with what is always so. */
LIST(cut_words) = {
    "can|not", "gon|na", "wan|na", "got|ta",  "out|ta",   "du|n|no",  "do|nt",
    "wo|nt",   "ca|nt",  "did|nt", "does|nt", "could|nt", "would|nt", "should|nt",
    "is|nt",   "was|nt", "are|nt", "were|nt", "has|nt",   "have|nt",  "had|nt",
    "ai|nt",   "i|m",    "i|ve",   "you|re",  "they|re",  "you|ve",   "they|ve",
    "we|ve",   "that|s", "what|s", "there|s", "he|s",     "she|s",    "you|ll",
    "they|ll", NULL,
};

size_t dmr_affix_cuts(demarche_str word, size_t cuts[2])
{
    if (word.len < 2 || word.len > 8)
        return 0;
    char first = dmr_to_lower(word.ptr[0]);
    for (const char *const *at = cut_words; *at; at++) {
        if ((*at)[0] != first)
            continue;
        size_t n = 0, i = 0;
        const char *p = *at;
        for (; *p; p++) {
            if (*p == '|' && n < 2)
                cuts[n++] = i;
            else if (i < word.len && *p == dmr_to_lower(word.ptr[i]))
                i++;
            else
                break;
        }
        if (!*p && i == word.len)
            return n;
    }
    return 0;
}

/* Bytes that one of the space-separated alternatives takes at the front of s; the longest
 * wins, 0 where none fits. */
static size_t longest(const char *alternatives, demarche_str s)
{
    size_t best = 0;
    for (const char *p = alternatives; *p;) {
        size_t n = strcspn(p, " ");
        if (n > best && n <= s.len) {
            size_t i = 0;
            while (i < n && dmr_to_lower(s.ptr[i]) == p[i])
                i++;
            if (i == n)
                best = n;
        }
        p += n + (p[n] == ' ');
    }
    return best;
}

bool dmr_affix_is_syllable(demarche_str part)
{
    static const char initials[] =
        "b c ch chh d f g gh h hs j k kh kk ky gy hy my by py ry "
        "l m n ng p pp q r s sh ss t ts tt tz w x y z zh ph";
    static const char vowels[] =
        "a ae ai ao e ea ee ei eo eu eui i ia iang iao ie iu o oe "
        "oh oi oo ou u ua uae uai ue ui uh uo wa wae we wi wo woo "
        "weo eou ya yae ye yeo yi yo yoo you yu yuh oei ieh eh ih";
    static const char finals[] = "n ng m k l p t r h";
    char plain[16];
    size_t n = 0;
    for (size_t i = 0; i < part.len; i++) {
        /* the aspiration mark: "ch'ol", "t'ae" */
        if (part.ptr[i] == '\'' && i > 0)
            continue;
        if (n == sizeof plain || !dmr_is_alpha(part.ptr[i]))
            return false;
        plain[n++] = part.ptr[i];
    }
    demarche_str rest = dmr_str(plain, n);
    /* the initial is optional, and "Yong" reads as y + o + ng or as yo + ng */
    for (int with = 1; with >= 0; with--) {
        size_t at = with ? longest(initials, rest) : 0;
        for (size_t cut = at; cut + 1 > 0; cut--) {
            demarche_str tail = dmr_str(plain + cut, n - cut);
            size_t v = longest(vowels, tail);
            tail = dmr_str(plain + cut + v, n - cut - v);
            if (v && (!tail.len || longest(finals, tail) == tail.len))
                return true;
            if (!cut)
                break;
        }
        if (!with)
            break;
    }
    return false;
}
