/*
 * Scores: Goldstein's scale for WEIS events (J. Goldstein, "A Conflict-Cooperation Scale for
 * WEIS Events Data", 1992) as the KEDS project gave it to the codes of CAMEO. Codes of four
 * digits are here only where their score is not that of the three they begin with. What a
 * code is called is in our words.
 */
#include "export/cameo_code.h"

static const dmr_cameo_code codes[] = {
    {"010", 0.0, "State"},
    {"011", -0.1, "Decline to comment"},
    {"012", -0.4, "Comment with pessimism"},
    {"013", 0.4, "Comment with optimism"},
    {"014", 0.0, "Consider a policy"},
    {"015", 0.0, "Acknowledge responsibility"},
    {"016", 3.4, "Deny responsibility"},
    {"017", 0.0, "Act symbolically"},
    {"018", 3.4, "Comment with sympathy"},
    {"019", 3.4, "Express accord"},
    {"020", 3.0, "Appeal"},
    {"021", 3.4, "Appeal for material cooperation"},
    {"022", 3.2, "Appeal for diplomatic cooperation"},
    {"023", 3.4, "Appeal for aid"},
    {"024", -0.3, "Appeal for political reform"},
    {"025", -0.3, "Appeal to yield"},
    {"026", 4.0, "Appeal to meet or negotiate"},
    {"027", 4.0, "Appeal to settle a dispute"},
    {"028", 4.0, "Appeal to accept mediation"},
    {"030", 4.0, "Intend to cooperate"},
    {"031", 5.2, "Intend to cooperate materially"},
    {"032", 4.5, "Intend to cooperate diplomatically"},
    {"033", 5.2, "Intend to give material aid"},
    {"0334", 6.0, "Intend to protect or keep the peace"},
    {"034", 7.0, "Intend to reform politically"},
    {"035", 7.0, "Intend to yield"},
    {"036", 4.0, "Intend to meet or negotiate"},
    {"037", 5.0, "Intend to settle a dispute"},
    {"038", 7.0, "Intend to accept mediation"},
    {"039", 5.0, "Intend to mediate"},
    {"040", 1.0, "Consult"},
    {"041", 1.0, "Talk by telephone"},
    {"042", 1.9, "Visit"},
    {"043", 2.8, "Receive a visit"},
    {"044", 2.5, "Meet in a third place"},
    {"045", 5.0, "Mediate"},
    {"046", 7.0, "Negotiate"},
    {"050", 3.5, "Cooperate diplomatically"},
    {"051", 3.4, "Praise or endorse"},
    {"052", 3.5, "Defend in words"},
    {"053", 3.8, "Rally support for"},
    {"054", 6.0, "Recognise diplomatically"},
    {"055", 7.0, "Apologise"},
    {"056", 7.0, "Forgive"},
    {"057", 8.0, "Sign a formal agreement"},
    {"060", 6.0, "Cooperate materially"},
    {"061", 6.4, "Cooperate economically"},
    {"062", 7.4, "Cooperate militarily"},
    {"063", 7.4, "Cooperate judicially"},
    {"064", 7.0, "Share intelligence"},
    {"070", 7.0, "Give aid"},
    {"071", 7.4, "Give economic aid"},
    {"072", 8.3, "Give military aid"},
    {"073", 7.4, "Give humanitarian aid"},
    {"074", 8.5, "Give protection or peacekeeping"},
    {"075", 7.0, "Grant asylum"},
    {"080", 5.0, "Yield"},
    {"081", 5.0, "Ease administrative sanctions"},
    {"082", 5.0, "Ease political dissent"},
    {"083", 5.0, "Accede to demands for political reform"},
    {"084", 7.0, "Return or release"},
    {"085", 7.0, "Ease economic sanctions"},
    {"086", 9.0, "Let in international involvement"},
    {"087", 9.0, "De-escalate militarily"},
    {"0874", 10.0, "Withdraw or surrender militarily"},
    {"090", -2.0, "Investigate"},
    {"091", -2.0, "Investigate crime or corruption"},
    {"092", -2.0, "Investigate human rights abuses"},
    {"093", -2.0, "Investigate military action"},
    {"094", -2.0, "Investigate war crimes"},
    {"100", -5.0, "Demand"},
    {"101", -5.0, "Demand material cooperation"},
    {"102", -5.0, "Demand diplomatic cooperation"},
    {"103", -5.0, "Demand material aid"},
    {"104", -5.0, "Demand political reform"},
    {"105", -5.0, "Demand that the target yield"},
    {"106", -5.0, "Demand a meeting or negotiation"},
    {"107", -5.0, "Demand a settlement"},
    {"108", -5.0, "Demand mediation"},
    {"110", -2.0, "Disapprove"},
    {"111", -2.0, "Criticise or denounce"},
    {"112", -2.0, "Accuse"},
    {"113", -2.0, "Rally opposition against"},
    {"114", -2.0, "Complain officially"},
    {"115", -2.0, "Sue"},
    {"116", -2.0, "Find guilty or liable"},
    {"120", -4.0, "Reject"},
    {"121", -4.0, "Reject material cooperation"},
    {"122", -4.0, "Reject a request for aid"},
    {"123", -4.0, "Reject a demand for political reform"},
    {"124", -5.0, "Refuse to yield"},
    {"125", -5.0, "Reject a meeting or negotiation"},
    {"126", -5.0, "Reject mediation"},
    {"127", -5.0, "Reject a plan or agreement"},
    {"128", -5.0, "Defy norms or law"},
    {"129", -5.0, "Veto"},
    {"130", -4.4, "Threaten"},
    {"131", -5.8, "Threaten without force"},
    {"132", -5.8, "Threaten administrative sanctions"},
    {"133", -5.8, "Threaten political dissent"},
    {"134", -5.8, "Threaten to halt negotiations"},
    {"135", -5.8, "Threaten to halt mediation"},
    {"136", -7.0, "Threaten to expel or withdraw peacekeepers"},
    {"137", -7.0, "Threaten violent repression"},
    {"138", -7.0, "Threaten military force"},
    {"139", -7.0, "Give an ultimatum"},
    {"140", -6.5, "Protest politically"},
    {"141", -6.5, "Demonstrate"},
    {"142", -6.5, "Hunger strike"},
    {"143", -6.5, "Strike or boycott"},
    {"144", -7.5, "Obstruct or block"},
    {"145", -7.5, "Protest violently or riot"},
    {"150", -7.2, "Show force"},
    {"151", -7.2, "Raise police alert"},
    {"152", -7.2, "Raise military alert"},
    {"153", -7.2, "Mobilise police"},
    {"154", -7.2, "Mobilise armed forces"},
    {"155", -7.2, "Mobilise cyber forces"},
    {"160", -4.0, "Reduce relations"},
    {"161", -4.0, "Reduce or break diplomatic relations"},
    {"162", -5.6, "Reduce or stop material aid"},
    {"163", -8.0, "Impose an embargo or sanctions"},
    {"164", -7.0, "Halt negotiations"},
    {"165", -6.5, "Halt mediation"},
    {"166", -7.0, "Expel or withdraw organisations"},
    {"170", -7.0, "Coerce"},
    {"171", -9.2, "Seize or damage property"},
    {"172", -5.0, "Impose administrative sanctions"},
    {"173", -5.0, "Arrest or detain"},
    {"174", -5.0, "Expel or deport persons"},
    {"175", -9.0, "Repress violently"},
    {"176", -7.0, "Attack by computer"},
    {"180", -9.0, "Use unconventional violence"},
    {"181", -9.0, "Abduct or take hostage"},
    {"182", -9.5, "Assault bodily"},
    {"1821", -9.0, "Assault sexually"},
    {"1822", -9.0, "Torture"},
    {"1823", -10.0, "Kill by bodily assault"},
    {"183", -10.0, "Bomb by unconventional means"},
    {"184", -8.0, "Use as a human shield"},
    {"185", -8.0, "Attempt to assassinate"},
    {"186", -10.0, "Assassinate"},
    {"190", -10.0, "Use military force"},
    {"191", -9.5, "Blockade or restrict movement"},
    {"192", -9.5, "Occupy territory"},
    {"193", -10.0, "Fight with small arms"},
    {"194", -10.0, "Fight with artillery or tanks"},
    {"195", -10.0, "Use weapons from the air"},
    {"196", -9.5, "Violate a ceasefire"},
    {"200", -10.0, "Use mass violence"},
    {"201", -10.0, "Expel in masses"},
    {"202", -10.0, "Kill in masses"},
    {"203", -10.0, "Cleanse ethnically"},
    {"204", -10.0, "Use weapons of mass destruction"},
};

enum { N_CODES = sizeof codes / sizeof *codes };

const dmr_cameo_code *dmr_cameo_code_of(const char *code)
{
    size_t n = strlen(code);
    if (n == 2) /* a root alone stands for its general code */
        n = 3;
    for (; n >= 3; n--) {
        for (size_t i = 0; i < N_CODES; i++) {
            if (strlen(codes[i].code) == n && strncmp(codes[i].code, code, n) == 0)
                return &codes[i];
        }
    }
    if (strlen(code) < 2)
        return NULL;
    for (size_t i = 0; i < N_CODES; i++) { /* one that the table lacks: its root's */
        if (strncmp(codes[i].code, code, 2) == 0)
            return &codes[i];
    }
    return NULL;
}

/* ---------------------------------------------------------- the code of an event */

/* The general code of each of PLOVER's types. Those of an ontology of one's own have none. */
static const char *const of_types[][2] = {
    {"AGREE", "030"},    {"CONSULT", "040"},  {"SUPPORT", "050"},  {"COOPERATE", "060"},
    {"AID", "070"},      {"CONCEDE", "080"},  {"RETREAT", "080"},  {"REQUEST", "100"},
    {"ACCUSE", "110"},   {"REJECT", "120"},   {"THREATEN", "130"}, {"PROTEST", "140"},
    {"MOBILIZE", "150"}, {"SANCTION", "160"}, {"COERCE", "170"},   {"ASSAULT", "180"},
};

/* What a deed becomes where it is only meant, refused or threatened: by its own root. */
static const struct {
    const char *type, *root, *code;
} becomes[] = {
    {"AGREE", "04", "036"},    {"AGREE", "05", "032"},    {"AGREE", "06", "031"},
    {"AGREE", "07", "033"},    {"AGREE", "08", "035"},    {"CONCEDE", "03", "080"},
    {"REJECT", "03", "120"},   {"REJECT", "04", "125"},   {"REJECT", "05", "120"},
    {"REJECT", "06", "121"},   {"REJECT", "07", "122"},   {"REJECT", "08", "124"},
    {"THREATEN", "14", "133"}, {"THREATEN", "15", "138"}, {"THREATEN", "16", "131"},
    {"THREATEN", "17", "130"}, {"THREATEN", "18", "138"}, {"THREATEN", "19", "138"},
    {"THREATEN", "20", "138"},
};

void dmr_cameo_of_event(const demarche_event *event, char out[DMR_CAMEO_ROOM])
{
    const char *code = event->cameo;
    for (size_t i = 0; *code && i < sizeof becomes / sizeof *becomes; i++) {
        if (strcmp(event->type, becomes[i].type) == 0 &&
            strncmp(event->cameo, becomes[i].root, 2) == 0)
            code = becomes[i].code;
    }
    for (size_t i = 0; !*code && i < sizeof of_types / sizeof *of_types; i++) {
        if (strcmp(event->type, of_types[i][0]) == 0)
            code = of_types[i][1];
    }
    size_t n = strlen(code);
    n = n < DMR_CAMEO_ROOM - 1 ? n : DMR_CAMEO_ROOM - 1;
    memcpy(out, code, n);
    out[n] = '\0';
    if (n == 2) { /* "04" is written as its general code */
        out[n] = '0';
        out[n + 1] = '\0';
    }
}

int dmr_cameo_root(const char *code)
{
    bool digits = dmr_is_digit(code[0]) && dmr_is_digit(code[1]);
    int root = digits ? (code[0] - '0') * 10 + (code[1] - '0') : 0;
    return root <= 20 ? root : 0;
}

int dmr_cameo_quad(const char *code)
{
    int root = dmr_cameo_root(code);
    return root == 0 ? 0 : root <= 5 ? 1 : root <= 8 ? 2 : root <= 13 ? 3 : 4;
}
