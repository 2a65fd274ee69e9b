"""Treebanks in, training examples out: CoNLL-U, word features, lemma scripts.

What a word looks like to the network is defined here and in docs/MODEL-FORMAT.md;
src/parse/features.c does the same in C, and tests compare the two.
"""
import collections
import functools
import re

FNV_SEED, FNV_PRIME, MASK = 14695981039346656037, 1099511628211, (1 << 64) - 1
MAX_BYTES = 200  # what lies behind in a longer word is not looked at

# kinds of hashed features; the kind is the first byte that is hashed
KIND_PREFIX, KIND_SUFFIX, KIND_SHAPE, KIND_GLUE = 1, 2, 3, 4
PREFIXES, SUFFIXES = (1, 2, 3, 4), (1, 2, 3, 4, 5)

TYPOGRAPHY = {
    '\u2018': "'", '\u2019': "'", '\u201b': "'", '\u02bc': "'", '\u0060': "'",
    '\u00b4': "'", '\u201c': '"', '\u201d': '"', '\u2010': '-', '\u2011': '-',
    '\u2012': '-', '\u2013': '-', '\u2014': '--', '\u2026': '...',
}
_TABLE = str.maketrans(TYPOGRAPHY)


def fnv(data, seed=FNV_SEED):
    for b in data:
        seed = ((seed ^ b) * FNV_PRIME) & MASK
    return seed


def cut(form):
    """The bytes of a form that are looked at, typographic marks made plain."""
    raw = form.encode('utf-8')[:MAX_BYTES]
    return raw.decode('utf-8', 'ignore').translate(_TABLE).encode('utf-8')


def word_key(plain):
    """ASCII lower case, every digit a 0: what the word table is keyed by."""
    return bytes(48 if 48 <= b <= 57 else b + 32 if 65 <= b <= 90 else b for b in plain)


def shape(plain):
    """X x 0 u or the byte itself; of equal neighbours only the first two are kept."""
    out = bytearray()
    for b in plain:
        c = (88 if 65 <= b <= 90 else 120 if 97 <= b <= 122 else
             48 if 48 <= b <= 57 else 117 if b >= 128 else b)
        if len(out) < 2 or out[-1] != c or out[-2] != c:
            out.append(c)
    return bytes(out)


def bucket(kind, data, buckets):
    h = fnv(data, fnv(bytes([kind])))
    return (h ^ (h >> 32)) & (buckets - 1)


def hashed(form, buckets):
    """Buckets of a form: prefixes, suffixes, shape; -1 where the word is shorter."""
    plain = cut(form)
    key = word_key(plain)
    out = [bucket(KIND_PREFIX, key[:k] + b'<', buckets) if len(key) >= k else -1
           for k in PREFIXES]
    out += [bucket(KIND_SUFFIX, key[-k:] + b'>', buckets) if len(key) >= k else -1
            for k in SUFFIXES]
    out.append(bucket(KIND_SHAPE, shape(plain), buckets))
    return out


_UP = str.maketrans('abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')
_LOW = str.maketrans('ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')


def lower(form):
    """ASCII letters only, as the C code does."""
    return form.translate(_LOW)


def recase(form, op):
    if op == 'l':
        return lower(form)
    if op == 't':
        return form[:1].translate(_UP) + lower(form[1:])
    return form


@functools.lru_cache(maxsize=None)
def lemma_script(form, lemma):
    """(case, characters to take off the end, what to put there): the cheapest."""
    best = None
    for cost, op in ((0, 'k'), (0.5, 'l'), (0.8, 't')):
        g = recase(form, op)
        if op != 'k' and g == form:
            continue
        i = 0
        while i < min(len(g), len(lemma)) and g[i] == lemma[i]:
            i += 1
        c = len(g) - i + len(lemma) - i + cost
        if best is None or c < best[0]:
            best = (c, (op, len(g) - i, lemma[i:]))
    return best[1]


def apply_script(form, script):
    op, off, add = script
    g = recase(form, op)
    return (g[:len(g) - off] if off <= len(g) else '') + add


Sentence = collections.namedtuple('Sentence',
                                  'forms lemmas upos xpos feats heads rels glue ents')

ENTITIES = ('-', 'person', 'organization', 'place', 'time', 'object', 'event', 'abstract',
            'animal', 'plant', 'substance')  # GUM's types; '-': heads no span


def entity_spans(misc):
    """GUM's entity layer: [(first, last, type)] of one sentence, words from 0.

    A word's Entity= holds openings "(7-person-giv:act-...", closings "7)" and both in one
    "(7-person-...)". https://gucorpling.org/gum/ describes the fields.
    """
    spans, begun = [], []
    for i, cell in enumerate(misc):
        value = next((f[7:] for f in cell.split('|') if f.startswith('Entity=')), '')
        for opening, number, kind, closed, closing in _ENTITY.findall(value):
            if opening and closed:
                spans.append((i, i, kind))
            elif opening:
                begun.append((number, i, kind))
            else:
                at = max((k for k, b in enumerate(begun) if b[0] == closing), default=-1)
                if at >= 0:
                    spans.append((begun[at][1], i, begun[at][2]))
                    del begun[at]
    return spans


_ENTITY = re.compile(r'(\()(\d+)(?:\[[\d/]+\])?-([a-z]+)-[^()]*(\))?|(\d+)(?:\[[\d/]+\])?\)')


def entity_heads(spans, heads, upos):
    """What each word heads: the type of the widest span whose top word it is, or '-'. Where
    tree and span disagree and a span has several top words, the first noun among them."""
    out, width = ['-'] * len(heads), [0] * len(heads)
    for a, b, kind in spans:
        top = [i for i in range(a, b + 1) if not a <= heads[i] - 1 <= b]
        top = [i for i in top if upos[i] in ('NOUN', 'PROPN', 'PRON', 'NUM')] + top
        if kind in ENTITIES and top and b - a + 1 > width[top[0]]:
            out[top[0]], width[top[0]] = kind, b - a + 1
    return out


def read_conllu(path):
    """Sentences of words; glue[i]: no blank stands between word i - 1 and word i.

    ents[i] is the type of the span that word i heads ('-': none), or '' throughout where
    the file has no entity layer."""
    rows, layer = [], False
    for line in open(path, encoding='utf-8'):
        line = line.rstrip('\n')
        if not line:
            if rows:
                yield _sentence(rows, layer)
            rows = []
        elif line[0] != '#':
            rows.append(line.split('\t'))
        elif line.startswith('# global.Entity'):
            layer = True
    if rows:
        yield _sentence(rows, layer)


def _sentence(rows, layer):
    words, glue, inside, stuck, mwt_stuck = [], [], 0, False, False
    for c in rows:
        if '-' in c[0]:
            first, inside = map(int, c[0].split('-'))
            mwt_first, mwt_stuck = first, 'SpaceAfter=No' in c[9]
        elif c[0].isdigit():
            k = int(c[0])
            glue.append(stuck)
            words.append(c)
            if k < inside:
                stuck = True
            elif k == inside:
                stuck = mwt_stuck
            else:
                stuck = 'SpaceAfter=No' in c[9]
    col = lambda k: [c[k] for c in words]
    heads = [int(h) for h in col(6)]
    ents = entity_heads(entity_spans(col(9)), heads, col(3)) if layer else [''] * len(words)
    return Sentence(col(1), col(2), col(3), col(4), col(5), heads, col(7), glue, ents)
