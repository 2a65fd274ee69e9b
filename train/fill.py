#!/usr/bin/env python3
"""Learn lexicon/ontology/fills.tsv: whether a pair of parties that the rules leave untold has a
deed between them, for `code --fill`.

usage: fill.py BUILD LEXICON MODEL KIN.tsv PLV.tsv PLAIN [--out OUT.tsv]

BUILD holds the built demarche, train/fill_examples and train/relation_examples. The texts are
those of tests/golden with the events expected of them, the examples of the rules and their
counter-examples, and some files of PLAIN, a folder of running text (the open corpora), of which
it is taken that they tell what all rules find in them and no more; pairs of PLV (the development
rows of `relate`) are deeds too.

So that there are gaps to fill, the verbs, nouns and adjectives of the rules are parted in five.
Five times one part is taken out of the rules (with its examples, from which `relate` learns
anew), and the pairs that the rest leaves untold are the examples: what had been coded is a deed,
all others are none. The texts too are parted in five: each part is answered, with the words of
one part missing, by what the other texts teach with the other words missing. Of these answers
the odds that event and type are right are learned, and reported. Ten minutes.
"""
import argparse
import collections
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zlib

import numpy as np

import kin
from relations import YIELD, read

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(TOP, 'tests'))
from harness import events, golden  # noqa: E402

PARTS = 5
WEIGHT = {'golden': 1.0, 'example': .3, 'not': 1.0, 'plv': .2, 'plain': .3}
PLAIN_FILES = 120  # of running text
PLAIN_EACH = 4     # of its pairs without a deed one in so many is taught, and counts as many
HEAD = '''# What `code --fill` has learned (src/event/fill_weight.h): how much a thing seen around two
# parties of which no rule tells speaks for a deed between them. Learned by train/fill.py from
# the golden corpus, the examples of our rules, labelled relations (PLV) and texts of the open
# corpora as our rules code them; written by it, not by hand; no sentence is in it.
# "sure ...": the odds of an event being right, from those of the deed and of its type.
# weight: natural logarithm.
# source: plv
feature\tweight
'''


# ------------------------------------------------------------------------------- texts

class Context:
    top = TOP


def texts(lexicon, plv):
    """[{id, text, date, kind, expect}]"""
    docs, seen = [], set()

    def add(kind, text, date=None, expect=()):
        docs.append({'id': f't{len(docs)}', 'text': text, 'date': date, 'kind': kind,
                     'expect': expect})
    for case in golden.all_cases(Context):
        if not case.page:
            add('golden', '\n'.join(case.text), case.date, case.expect)
    for _, header, cells in kin.rule_rows(lexicon):
        row = dict(zip(header, cells))
        for kind in ('example', 'not'):
            if row.get(kind) and row[kind] not in seen:
                seen.add(row[kind])
                add(kind, row[kind])
    of = collections.OrderedDict()
    for row in read(plv):
        of.setdefault(row['sentence'], []).append(row)
    for sentence, rows in of.items():
        add('plv', sentence, None, rows)
    return docs


def plain_texts(folder):
    """Running text: some files, always the same."""
    paths = sorted(os.path.join(top, n) for top, _, names in os.walk(folder) for n in names)
    paths.sort(key=lambda p: zlib.crc32(os.path.relpath(p, folder).encode()))
    docs = []
    for path in paths[:PLAIN_FILES]:
        with open(path, encoding='utf-8', errors='replace') as f:
            docs.append({'id': f'p{len(docs)}', 'text': f.read(), 'date': None, 'kind': 'plain',
                         'expect': ()})
    return docs


def as_jsonl(docs):
    return ''.join(json.dumps({k: d[k] for k in ('id', 'text', 'date') if d[k]}) + '\n'
                   for d in docs).encode()


def run(command, given, **env):
    return subprocess.run(command, input=given, check=True, stdout=subprocess.PIPE,
                          env={**os.environ, **env}).stdout.decode('utf-8', 'replace')


# -------------------------------------------------------------------------------- gold

def codes(side):
    return [c for c, _ in events.parties(side) if c]


def pairs(actors, recipients, mutual):
    if mutual or not recipients:
        both = actors + recipients
        return {(a, b) for a in both for b in both if a != b}
    return {(a, b) for a in actors for b in recipients if a != b}


class Gold:
    """What the pairs of a text tell: `types` by (sentence, source, target), and the pairs of
    which it is not known where they are told, or that may be coded and need not."""

    def __init__(self, doc, coded):
        self.types, self.open, self.missed = {}, set(), {}
        left = list(coded)
        if doc['kind'] in ('example', 'not', 'plain'):
            for event in left:
                self.add(event, pairs(codes(event['actor']), codes(event['recipient']), False),
                         event['event'])
            return
        for line in sorted(doc['expect'], key=lambda s: s.startswith('?')):
            want = events.Expected(line.lstrip('? '))
            found = next((e for e in left if want.fits(e)), None)
            these = pairs(*([c for c, _ in events.wanted(s)] for s in (want.left, want.right)),
                          want.way == '+')
            if found is not None:
                left.remove(found)
            if line.startswith('?'):
                self.open |= these | {(b, a) for a, b in these}
            elif found is not None:
                self.add(found, these, want.type.split('|'))
            else:
                self.open |= these | {(b, a) for a, b in these}
                for pair in these:
                    self.missed.setdefault(pair, set()).update(want.type.split('|'))

    def add(self, event, these, types):
        for sentence in events.told_in(event):
            for pair in these:
                self.types.setdefault((sentence - 1, *pair), set()).update(types)


class Bag:
    """The pairs of one sentence that are of the same two codes, in one direction."""

    def __init__(self, doc, kind, part, codes):
        self.doc, self.kind, self.part, self.codes = doc, kind, part, codes
        self.pairs, self.types, self.right = [], set(), False
        self.open = False
        self.text_part = zlib.crc32(('x' + doc).encode()) % PARTS


class Pair:
    def __init__(self, cells):
        self.words, self.type, self.odds = cells[4:6], cells[7], float(cells[8])
        self.features = cells[10:]


def bags(lines, part, docs, gold):
    """The bags of what fill_examples says."""
    found, by_id = collections.OrderedDict(), {d['id']: d for d in docs}
    for line in lines.splitlines():
        cells = line.split('\t')
        doc, sentence, a, b = cells[0], int(cells[1]), cells[2], cells[3]
        key = (doc, sentence, a, b)
        if key not in found:
            found[key] = Bag(doc, by_id[doc]['kind'], part, (a, b))
        found[key].pairs.append(Pair(cells))
    for (doc, sentence, a, b), bag in found.items():
        if bag.kind == 'plv':
            label_plv(bag, by_id[doc]['expect'])
            continue
        bag.open = (a, b) in gold[doc].open
        bag.types = gold[doc].types.get((sentence, a, b), set())
        bag.right = bool(bag.types)
    return [b for b in found.values() if b.kind != 'plv' or b.right]


def label_plv(bag, rows):
    """PLV says what one does to another, but not that others do nothing."""
    for row in rows:
        same = [p for p in bag.pairs
                if p.words[0] in row['source'] and p.words[1] in row['target']]
        if same:
            bag.pairs, bag.right = same, True
            bag.types = set(YIELD) if row['root'] == 'YIELD' else {row['root']}
            return


# ----------------------------------------------------------------------- words left out

def part_of(lemma):
    return zlib.crc32(lemma.split('_')[0].encode()) % PARTS


def without(lexicon, out, part, a, words, vocabulary):
    """A lexicon of which the rules lack the words of a part, with `relate` and kin anew."""
    shutil.copytree(lexicon, out)
    for path in {p for p, _, _ in kin.rule_rows(lexicon)}:
        kept, header = [], None
        with open(path, encoding='utf-8') as f:
            lines = f.read().split('\n')
        for line in lines:
            cells = line.split('\t')
            if line.strip() and line[0] != '#' and header is None:
                header = cells
            elif line.strip() and line[0] != '#':
                at = header.index('pattern')
                trigger, _, tests = cells[at].partition(' ')
                lemmas, _, pos = trigger.rpartition('/')
                left = [w for w in lemmas.split('|') if part_of(w) != part]
                if not left:
                    continue
                cells[at] = ' '.join(['|'.join(left) + '/' + pos] + ([tests] if tests else []))
                line = '\t'.join(cells)
            kept.append(line)
        with open(os.path.join(out, 'rules', os.path.basename(path)), 'w', encoding='utf-8') as f:
            f.write('\n'.join(kept))
    kin.write(os.path.join(out, 'ontology', 'kin.tsv'), kin.kin(words, out, vocabulary))
    run([sys.executable, os.path.join(TOP, 'train', 'relations.py'), a.build, out, a.plv, '--out',
         os.path.join(out, 'ontology', 'relations.tsv')], None, DEMARCHE_LEXICON=out)


# ------------------------------------------------------------------------------- model

class Model:
    """Log odds of a deed: the sum of the weights of what is seen."""

    def __init__(self, bags, l2, rare, rounds=100):
        """Of a bag that is a deed the pair counts that looks most like one."""
        rows = [(b, p) for b in bags for p in b.pairs]
        count = collections.Counter(f for _, p in rows for f in p.features)
        self.known = {f: i for i, f in enumerate(sorted(f for f in count if count[f] >= rare))}
        right = np.array([b.right for b, _ in rows], float)
        weigh = {b: WEIGHT[b.kind] * (PLAIN_EACH if b.kind == 'plain' and not b.right else 1)
                 for b in bags}
        weight = np.array([weigh[b] / (len(b.pairs) if b.right else 1) for b, _ in rows])
        features = [p.features for _, p in rows]
        for again in (True, False):
            self.learn(features, right, weight, l2, rounds)
            if again:
                score, best = self.score(features), {}
                for i, (b, _) in enumerate(rows):
                    if b.right and (b not in best or score[i] > score[best[b]]):
                        best[b] = i
                weight = np.array([weigh[b] * (not b.right or best[b] == i)
                                   for i, (b, _) in enumerate(rows)])

    def flat(self, features):
        rows = [[self.known[f] for f in row if f in self.known] for row in features]
        return (np.array([i for row in rows for i in row], int),
                np.array([len(row) for row in rows], int))

    def sums(self, flat, lengths):
        ends = np.cumsum(lengths)
        total = np.concatenate([[0], np.cumsum(self.w[flat])])
        return total[ends] - total[ends - lengths]

    def score(self, features):
        return self.sums(*self.flat(features))

    def learn(self, features, right, weight, l2, rounds):
        flat, lengths = self.flat(features)
        self.w = np.zeros(len(self.known))
        m, v = np.zeros_like(self.w), np.zeros_like(self.w)
        weight = weight / weight.sum()
        for step in range(1, rounds + 1):
            error = (1 / (1 + np.exp(-self.sums(flat, lengths))) - right) * weight
            g = np.bincount(flat, np.repeat(error, lengths), len(self.w)) + l2 * self.w
            m, v = .9 * m + .1 * g, .99 * v + .01 * g * g
            self.w -= .08 * min(1, 2 - 2 * step / rounds) * (m / (1 - .9 ** step)) / (
                np.sqrt(v / (1 - .99 ** step)) + 1e-8)

    def best(self, bag):
        """(score, pair) of the pair that looks most like a deed."""
        score = self.score([p.features for p in bag.pairs])
        i = int(np.argmax(score))
        return score[i], bag.pairs[i]


def taught(all_bags, text_part=None, part=None):
    """The bags to learn from, without the texts and the words of a part."""
    return [b for i, b in enumerate(all_bags)
            if b.text_part != text_part and (part is None or b.part != part) and not b.open and
            (b.kind != 'plain' or b.right or i % PLAIN_EACH == 0)]


def cross(all_bags, a):
    """Bags' (score, pair) by other texts with other words missing."""
    answers = {}
    for cut in range(a.cuts):
        for t in range(PARTS):
            w = (t + cut) % PARTS
            model = Model(taught(all_bags, t, w), a.l2, a.rare)
            answers.update((b, model.best(b)) for b in all_bags
                           if b.text_part == t and b.part == w and b.kind != 'plv')
    return answers


def calibrate(answers):
    """(any, deed, type): odds that event and type are right."""
    these = [b for b in answers if b.kind in ('golden', 'plain') and not b.open]
    x = np.array([[1, answers[b][0], np.log(max(answers[b][1].odds, 1e-6))] for b in these])
    y = np.array([answers[b][1].type in b.types for b in these], float)
    w = np.array([0, 1, 1.])
    for _ in range(50):  # Newton's method
        p = 1 / (1 + np.exp(-x @ w))
        h = (x * (p * (1 - p))[:, None]).T @ x + 1e-6 * np.eye(3)
        w = w - np.linalg.solve(h, x.T @ (p - y))
    return w


def sure(w, answer):
    return 1 / (1 + np.exp(-(w @ [1, answer[0], np.log(max(answer[1].odds, 1e-6))])))


# ------------------------------------------------------------------------------ report

def precision(score, right):
    order = np.argsort(-score, kind='stable')
    found = np.cumsum(right[order])
    return float((found / np.arange(1, len(order) + 1))[right[order] > 0].mean())


def report_deeds(name, answers, kinds):
    these = [b for b in answers if b.kind in kinds and not b.open]
    z = np.array([answers[b][0] for b in these])
    y = np.array([b.right for b in these], float)
    typed = np.mean([answers[b][1].type in b.types for b in these if b.right])
    print(f'{name}: {len(these)} pairs, {int(y.sum())} deeds; log-loss '
          f'{np.mean(np.logaddexp(0, np.where(y > 0, -z, z))):.3f}, average precision '
          f'{precision(z, y):.3f}; type right {typed:.3f}')


def report_fills(name, answers, w, kind='golden', missed=None):
    """What thresholds give: one answer for two codes of a sentence, the surer way round."""
    best = {}
    for b, answer in answers.items():
        if b.kind != kind:
            continue
        key = (b.doc, b.part, frozenset(b.codes))
        if key not in best or sure(w, answer) > sure(w, answers[best[key]]):
            best[key] = b
    deeds = len({(b.doc, b.part, frozenset(b.codes)) for b in answers
                 if b.kind == kind and b.right})
    line = []
    for least in (.3, .5, .6, .7, .8, .9):
        on = [b for b in best.values() if sure(w, answers[b]) >= least]
        types = [missed[b.doc].missed.get(b.codes, b.types) if missed else b.types for b in on]
        right = sum(answers[b][1].type in t for b, t in zip(on, types))
        pair = sum(bool(t) for t in types)
        line.append(f'  {least}: {right} right, {pair - right} of another type, '
                    f'{len(on) - pair} where nothing is told')
    print(f'{name}, {deeds} pairs with deeds\n' + '\n'.join(line))


def report_sure(name, answers, w, kind):
    rows = [(sure(w, x), x[1].type in b.types) for b, x in answers.items()
            if b.kind == kind and not b.open]
    print(f'{name}, sure and right: ' + ', '.join(
        f'{np.mean([p for p, _ in part]):.2f} {np.mean([r for _, r in part]):.2f} ({len(part)})'
        for low in (0, .1, .2, .3, .4, .5, .6, .7, .8, .9)
        for part in [[r for r in rows if low <= r[0] < low + .1]] if part))


def write(path, model, w, least):
    with open(path, 'w', encoding='utf-8') as f:
        f.write(HEAD)
        for name, x in zip(('any', 'deed', 'type'), w):
            f.write(f'sure {name}\t{x:.3f}\n')
        for feature, i in model.known.items():
            if abs(model.w[i]) >= least:
                f.write(f'{feature}\t{model.w[i]:.3f}\n')


def gather(a):
    """(docs, gold, bags with words missing, bags with all rules)"""
    docs = texts(a.lexicon, a.plv) + plain_texts(a.plain)
    given = as_jsonl(docs)
    coded = {}
    for line in run([os.path.join(a.build, 'demarche'), 'code', '-q', '--all', '--confidence', '0',
                     '--input', 'jsonl', '-'], given, DEMARCHE_LEXICON=a.lexicon).splitlines():
        event = json.loads(line)
        coded.setdefault(event['doc'], []).append(event)
    gold = {d['id']: Gold(d, coded.get(d['id'], [])) for d in docs if d['kind'] != 'plv'}
    program = os.path.join(a.build, 'train', 'fill_examples')
    vocabulary = sorted({(r['word'], r['pos']) for r in kin.read(a.kin)} |
                        {(w, p) for w, p in kin.triggers(a.lexicon) if p in 'VN'})
    words, gaps = kin.Words(a.model), []
    with tempfile.TemporaryDirectory() as folder:
        for part in range(PARTS):
            lexicon = os.path.join(folder, str(part))
            without(a.lexicon, lexicon, part, a, words, vocabulary)
            gaps += bags(run([program], given, DEMARCHE_LEXICON=lexicon), part, docs, gold)
    whole = bags(run([program], given, DEMARCHE_LEXICON=a.lexicon), None, docs, gold)
    return gold, gaps, whole


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ('build', 'lexicon', 'model', 'kin', 'plv'):
        ap.add_argument(name)
    ap.add_argument('plain')
    ap.add_argument('--out')
    ap.add_argument('--l2', type=float, default=1e-3)
    ap.add_argument('--cuts', type=int, default=1, help='1 to 5: how much is answered')
    ap.add_argument('--rare', type=int, default=4, help='features seen less are left out')
    ap.add_argument('--least', type=float, default=0.01, help='smaller weights are left out')
    a = ap.parse_args()
    gold, gaps, whole = gather(a)
    answers = cross(gaps, a)
    w = calibrate(answers)
    report_deeds('golden corpus', answers, ('golden',))
    report_deeds('examples of rules', answers, ('example', 'not'))
    report_deeds('running text', answers, ('plain',))
    for kind, name in (('golden', 'golden corpus'), ('plain', 'running text')):
        report_sure(name, answers, w, kind)
        report_fills(f'{name}, a fifth of the words missing', answers, w, kind)
    held = {}
    for t in range(PARTS):
        model = Model(taught(gaps, t), a.l2, a.rare)
        held.update((b, model.best(b)) for b in whole if b.text_part == t and b.kind != 'plv')
    report_fills('golden corpus, all rules there', held, w, 'golden', gold)
    print('running text, all rules there: ' + ', '.join(
        f'{sum(sure(w, x) >= least for b, x in held.items() if b.kind == "plain")} sure by {least}'
        for least in (.3, .5, .7)))
    if a.out:
        write(a.out, Model(taught(gaps), a.l2, a.rare), w, a.least)


if __name__ == '__main__':
    main()
