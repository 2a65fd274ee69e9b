"""Sentences of a treebank as they could stand in a cable, a headline or a list of names.

Each function takes a data.Sentence and random numbers and gives a changed one with its
tree, or None where there is nothing to change. What it knows of trees is EWT's guidelines:
dropped words take their relations with them, what they leave keeps its own.
"""
import multiprocessing
import random

import numpy as np

import data
from store import GROUPS, Store, targets

SYLLABLES = ("pak ch'or on kim il song ch'oe yun sun gi tong jin p'yong yang in ch'on kang "
             "won abd al rah man has san mu bar ak na ser ko va len in sky ov ich gor ba "
             "chev nguy en van thi eu ho xi ping deng zhou li peng su har to mah thir "
             "ka un da nye re re mo bu tu se ko tra mit ter rand ju an car los per ez "
             "t'ae k'un hae ju ts'ao yas sir ara fat ra bin sha mir").split()
NAME_RELS = 'nsubj obj iobj obl nmod conj appos root vocative'.split()
MONTHS = ('January February March April May June July August September October November '
          'December').split()
WEEKDAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split()
NUMBER = ('NUM', 'CD', 'NumForm=Digit|NumType=Card')
NAME = ('PROPN', 'NNP', 'Number=Sing')


def capital(word):
    return word[:1].upper() + word[1:]


def insert_words(s, at, words):
    """Put words (form, lemma, upos, xpos, feats, rel, head, glue) behind word `at` (counted
    from 1, 0: in front). A head that is a number is an offset from the first of them; one
    that is a tuple (h,) is word h of the old sentence. Other heads move along."""
    k = len(words)
    move = lambda h: h + k if h > at else h
    cols = [list(c) for c in s]
    cols[5] = [move(h) for h in cols[5]]
    for j, (form, lemma, upos, xpos, feats, rel, head, glue) in enumerate(words):
        head = move(head[0]) if isinstance(head, tuple) else at + 1 + head
        new = (form, lemma, upos, xpos, feats, head, rel, glue, '-')
        for col, value in zip(cols, new):
            col.insert(at + j, value)
    return data.Sentence(*cols)


def drop_words(s, gone):
    """Without the words of the set `gone` (from 0); what hung on them hangs on their heads."""
    if not gone or len(gone) == len(s.forms):
        return None
    heads = list(s.heads)
    for i in range(len(heads)):
        while heads[i] and heads[i] - 1 in gone:
            heads[i] = s.heads[heads[i] - 1]
    keep = [i for i in range(len(heads)) if i not in gone]
    if sum(heads[i] == 0 for i in keep) != 1:
        return None
    place = {old + 1: new + 1 for new, old in enumerate(keep)}
    cols = [[c[i] for i in keep] for c in s]
    cols[5] = [place.get(heads[i], 0) for i in keep]
    cols[7][0] = False
    return data.Sentence(*cols)


def children(s, i):
    return [k for k, h in enumerate(s.heads) if h == i + 1]


def root_of(s):
    return s.heads.index(0)


def replaced(s, **cells):
    """cells: column=(index, value), one for each column."""
    cols = {}
    for name, (i, value) in cells.items():
        cols[name] = list(getattr(s, name))
        cols[name][i] = value
    return s._replace(**cols)


# ------------------------------------------------------------------------------- names

def invented_name(rng):
    """A name that no treebank has, sometimes with an apostrophe or a hyphen inside."""
    parts = [rng.choice(SYLLABLES) for _ in range(rng.choice((1, 2, 2, 2, 3)))]
    return capital(('-' if len(parts) == 2 and rng.random() < 0.15 else '').join(parts))


def renamed(s, rng):
    forms = list(s.forms)
    for i, x in enumerate(s.xpos):
        if x == 'NNP' and s.upos[i] == 'PROPN' and forms[i].isalpha() and rng.random() < 0.6:
            forms[i] = invented_name(rng)
    if forms == s.forms:
        return None
    return s._replace(forms=forms, lemmas=[l if f == g else f for l, f, g in
                                           zip(s.lemmas, forms, s.forms)])


def full_name(s, rng):
    """A lone name becomes one like "Pak Ch'or-on": flat, as EWT has "Abdul-Razaq"."""
    for i in reversed(range(len(s.forms))):
        parts = {s.rels[k] for k in children(s, i)}
        if (s.xpos[i] != 'NNP' or s.upos[i] != 'PROPN' or not s.forms[i].isalpha()
                or s.rels[i].split(':')[0] not in NAME_RELS or ':unmarked' in s.rels[i]
                or s.forms[i] in MONTHS + WEEKDAYS
                or parts & {'flat', 'compound', 'det', 'amod'} or rng.random() < 0.4
                or i + 1 < len(s.forms) and s.xpos[i + 1] == 'HYPH'):
            continue
        given, last = capital(rng.choice(SYLLABLES)), rng.choice(SYLLABLES)
        last = capital(last) if rng.random() < 0.25 else last
        words = [(given, given, *NAME, 'flat', -1, False)]
        if rng.random() < 0.8:
            words += [('-', '-', 'PUNCT', 'HYPH', '_', 'punct', 2, True),
                      (last, last, *NAME, 'flat', -1, True)]
        stuck = i + 1 < len(s.forms) and s.glue[i + 1]
        s = insert_words(s, i + 1, words)
        if rng.random() < 0.7:
            family = capital(rng.choice(SYLLABLES))
            s = replaced(s, forms=(i, family), lemmas=(i, family))
        if i + 1 + len(words) < len(s.glue):
            s = replaced(s, glue=(i + 1 + len(words), stuck))
    return s


# ------------------------------------------------------------------ headlines and cables

def without_auxiliaries(s, rng):
    """"Two diplomats were expelled" -> "Two diplomats expelled"."""
    r = root_of(s)
    kids = children(s, r)
    rels = {s.rels[k] for k in kids}
    if not {'nsubj:pass', 'aux:pass'} <= rels or any(s.forms[k].lower() in ('not', "n't")
                                                     for k in kids):
        return None
    return drop_words(s, {k for k in kids if s.rels[k].startswith('aux')})


def in_the_present(s, rng):
    """"Argentina defaulted" -> "Argentina defaults"."""
    r = root_of(s)
    kids = children(s, r)
    subject = next((k for k in kids if s.rels[k] == 'nsubj'), None)
    if s.xpos[r] != 'VBD' or subject is None or any(s.rels[k][:3] == 'aux' for k in kids):
        return None
    many = ('Plur' in s.feats[subject] or any(s.rels[k] == 'conj'
                                              for k in children(s, subject)))
    if s.upos[subject] == 'PRON' and 'Person=3' not in s.feats[subject]:
        return None
    lemma = s.lemmas[r].lower()
    if not lemma.isalpha() or lemma == 'be':
        return None
    ending = ('es' if lemma.endswith(('s', 'x', 'z', 'ch', 'sh', 'o')) else 's')
    one = ('has' if lemma == 'have' else lemma[:-1] + 'ies'
           if lemma.endswith('y') and lemma[-2:-1] not in 'aeiou' else lemma + ending)
    form = lemma if many else one
    if r == 0:
        form = capital(form)
    number = 'Plur' if many else 'Sing'
    return replaced(s, forms=(r, form), xpos=(r, 'VBP' if many else 'VBZ'),
                    feats=(r, f'Mood=Ind|Number={number}|Person=3|Tense=Pres|VerbForm=Fin'))


def without_articles(s, rng):
    share = 1.0 if rng.random() < 0.5 else 0.7
    return drop_words(s, {i for i, f in enumerate(s.forms) if s.rels[i] == 'det'
                          and f.lower() in ('a', 'an', 'the') and rng.random() < share})


def to_come(s, rng):
    """"France will sign" -> "France to sign"."""
    r = root_of(s)
    for k in children(s, r):
        if s.rels[k] == 'aux' and s.forms[k].lower() in ('will', 'would') and k > 0 \
                and s.xpos[r] == 'VB':
            s = replaced(s, forms=(k, 'to'), lemmas=(k, 'to'), upos=(k, 'PART'),
                         xpos=(k, 'TO'), feats=(k, '_'), rels=(k, 'mark'), glue=(k, False))
            return replaced(s, feats=(r, 'VerbForm=Inf'))
    return None


def comma_for_and(s, rng):
    """"Chad and Libya sign" -> "Chad, Libya sign"."""
    for i in range(1, len(s.forms) - 1):
        if (s.forms[i] == 'and' and s.upos[i - 1] == s.upos[i + 1] == 'PROPN'
                and s.rels[i + 1] == 'conj'):
            return replaced(s, forms=(i, ','), lemmas=(i, ','), upos=(i, 'PUNCT'),
                            xpos=(i, ','), feats=(i, '_'), rels=(i, 'punct'), glue=(i, True))
    return None


def without_speaker(s, rng):
    """"I request instructions" -> "Request instructions"."""
    if s.forms[0] not in ('I', 'We') or s.rels[0] != 'nsubj' or len(s.forms) < 4:
        return None
    gone, i = {0}, 1
    while i < len(s.forms) - 1 and s.upos[i] == 'AUX' and s.rels[i] in ('aux', 'cop') \
            and s.lemmas[i] in ('be', 'have', 'will', 'shall', 'would'):
        gone.add(i)
        i += 1
    s = drop_words(s, gone)
    return s and replaced(s, forms=(0, capital(s.forms[0])))


def bare_date(s, rng):
    """"left on Saturday" -> "left Saturday"."""
    for i, f in enumerate(s.forms):
        day = f in WEEKDAYS or (f in MONTHS and any(s.upos[k] == 'NUM' for k in children(s, i)))
        case = [k for k in children(s, i) if s.rels[k] == 'case']
        if (s.rels[i] == 'obl' and day and len(case) == 1 and case[0] > 0
                and s.forms[case[0]] in ('on', 'in')):
            return drop_words(replaced(s, rels=(i, 'obl:unmarked')), {case[0]})
    return None


def date_words(rng, begin):
    """"On 2 August 1990", "In May 1961", "In 1905": words to insert; the first noun hangs on
    the old sentence's root."""
    month, year = rng.choice(MONTHS), str(rng.randint(1890, 2025))
    kind, root = rng.random(), (begin,)
    number = lambda n, rel, head: (n, n, *NUMBER, rel, head, False)
    name = lambda rel, head: (month, month, *NAME, rel, head, False)
    if kind < 0.4:
        return 'on', [number(str(rng.randint(1, 31)), 'obl', root),
                      name('nmod:unmarked', 1), number(year, 'nmod:unmarked', 2)]
    if kind < 0.6:
        words = [name('obl', root), number(str(rng.randint(1, 31)), 'nummod', 1)]
        return 'on', words + ([(',', ',', 'PUNCT', ',', '_', 'punct', 1, True),
                               number(year, 'nmod:unmarked', 1)] if rng.random() < 0.5 else [])
    if kind < 0.85:
        return 'in', [name('obl', root), number(year, 'nmod:unmarked', 1)]
    return 'in', [number(year, 'obl', root)]


def dated(s, rng):
    """A date without a comma in front of a clause, or behind it."""
    r = root_of(s)
    rels = {s.rels[k].split(':')[0] for k in children(s, r)}
    if s.upos[r] not in ('VERB', 'ADJ') or 'nsubj' not in rels or s.upos[0] == 'PUNCT':
        return None
    word, noun = date_words(rng, r + 1)
    case = lambda f: (f, word, 'ADP', 'IN', '_', 'case', 1, False)
    if rng.random() < 0.6 and s.rels[0] not in ('cc', 'mark', 'discourse', 'advmod'):
        first = s.forms[0]
        if s.upos[0] != 'PROPN' and first != 'I' and first[1:].islower():
            s = replaced(s, forms=(0, first.lower()))
        comma = [(',', ',', 'PUNCT', ',', '_', 'punct', 1, True)] if rng.random() < 0.3 else []
        return insert_words(s, 0, [case(capital(word))] + noun + comma)
    last = len(s.forms)
    if s.forms[-1] != '.' or s.heads[last - 1] != r + 1 or s.rels[last - 2] == 'punct':
        return None
    return insert_words(s, last - 1, [case(word)] + noun)


def several(s, rng, ways):
    changed = None
    for way, p in ways:
        got = way(changed or s, rng) if rng.random() < p else None
        changed = got or changed
    return changed


def headline(s, rng):
    changed = several(s, rng, ((without_auxiliaries, 0.9), (in_the_present, 0.9),
                               (without_articles, 0.9), (to_come, 0.8), (comma_for_and, 0.5),
                               (bare_date, 0.6)))
    if not changed:
        return None
    s = changed
    n = len(s.forms)
    if n > 3 and s.forms[-1] == '.' and n not in s.heads and rng.random() < 0.8:
        s = drop_words(s, {n - 1})
    return s


def cable(s, rng):
    return several(s, rng, ((without_speaker, 0.8), (without_articles, 0.8), (bare_date, 0.8)))


def augmented(s, rng, more=1.0):
    """(changed sentence, forms to show instead of its own or None), or None to keep it;
    at more 2 twice as many are changed."""
    p, n = rng.random() / more, len(s.forms)
    upper, got = False, None
    if p < 0.02:
        return s, [f.lower() for f in s.forms]
    if p < 0.05:
        upper, got = True, s
    elif p < 0.07:
        return s, [capital(f) if len(f) > 3 else f for f in s.forms]
    elif p < 0.12:
        if n > 3 and s.upos[-1] == 'PUNCT' and n not in s.heads:
            got = data.Sentence(*[col[:-1] for col in s])
    elif p < 0.15:
        got = s._replace(glue=[False] * n)
    elif p < 0.19:
        got = renamed(s, rng)
    elif p < 0.26:
        got = full_name(s, rng) if 'NNP' in s.xpos else None
    elif p < 0.31:
        got, upper = headline(s, rng), rng.random() < 0.2
    elif p < 0.35:
        got, upper = cable(s, rng), rng.random() < 0.4
    elif p < 0.38:
        got = dated(s, rng)
    if not got:
        return None
    return got, [f.upper() for f in got.forms] if upper else None


class Changed:
    """The gold sentences, epoch by epoch, each as it is or changed; where there are
    workers, they make the next epochs while this one is learnt."""

    def __init__(self, gold, voc, seed, workers=0, more=1.0):
        self.make = Maker(gold, voc, seed, more)
        self.pool = multiprocessing.get_context('fork').Pool(workers, _begin, (self.make,)) \
            if workers else None
        self.ahead, self.workers = {}, workers

    def epoch(self, k, forms, device):
        for j in range(k, k + self.workers):
            if j not in self.ahead:
                self.ahead[j] = self.pool.apply_async(_work, (j,))
        n, names, form, glue, y = self.ahead.pop(k).get() if self.workers else self.make(k)
        return Store(n, np.array(forms.ids(names))[form], glue, y, y >= 0, device)

    def close(self):
        if self.pool:
            self.pool.terminate()


class Maker:
    def __init__(self, gold, voc, seed, more):
        self.gold, self.voc, self.seed, self.more = gold, voc, seed, more

    def __call__(self, k):
        """Of epoch k: lengths, distinct forms, each word's number among them, glue, y."""
        rng, index, n, form, glue, y = random.Random(f'{self.seed} {k}'), {}, [], [], [], []
        for s in self.gold:
            s, shown = augmented(s, rng, self.more) or (s, None)
            shown = shown or s.forms
            n.append(len(shown))
            form += [index.setdefault(f, len(index)) for f in shown]
            glue += s.glue
            y += targets(s, self.voc, shown)
        y = np.array(y, np.int16).reshape(-1, len(GROUPS), 1)
        return np.array(n), list(index), np.array(form), np.array(glue), y


def _begin(make):
    global _maker
    _maker = make


def _work(k):
    return _maker(k)
