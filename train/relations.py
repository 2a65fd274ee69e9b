#!/usr/bin/env python3
"""Learn lexicon/ontology/relations.tsv: what `relate` adds to the word of the rules.

usage: relations.py BUILD LEXICON ROWS.tsv [--out OUT.tsv] [--check ROWS.tsv]

BUILD holds the built demarche and train/relation_examples. ROWS.tsv has id, sentence, source,
target and root, in PLOVER 1 names; YIELD stands for CONCEDE and RETREAT. A log-linear model
of the type with the rules' own sureness as a fixed part. So that it answers where no rule
holds, every row is taught once more as if none did, and so are the examples of the lexicon's
rules with the parties that `demarche code` finds in them. Without --out ten parts of ROWS, cut
by sentence, are each answered by what the other nine teach. --check measures other rows with
what all of ROWS teach. Two minutes.
"""
import argparse
import csv
import glob
import json
import os
import subprocess

import numpy as np

SURE = 4.0  # src/event/relate.c
YIELD = ('CONCEDE', 'RETREAT')
OF_RULES = ('rule', 'type', 'cameo', 'mode', 'deed')  # kinds of features that need a rule
HEAD = '''# What `relate` has learned beside the rules (src/event/relate_weight.h): how much a thing
# seen around two parties speaks for a type. Learned by train/relations.py from labelled
# relations of PLOVER's types (PLV) and from the examples of our rules; written by it, not by
# hand; no sentence is in it.
# feature: rule, type, cameo and mode of the best rule; source and target: lemmas of the heads
# of the parties; between: a lemma between them; deed: the rule's word and what hangs on it.
# weight: natural logarithm.
# source: plv
feature\ttype\tweight
'''


def read(path):
    with open(path, encoding='utf-8') as f:
        return list(csv.DictReader(f, delimiter='\t', quoting=csv.QUOTE_NONE))


def quads(lexicon):
    with open(os.path.join(lexicon, 'ontology', 'types.tsv'), encoding='utf-8') as f:
        cells = [line.split('\t') for line in f if not line.startswith('#')]
    return {c[0]: int(c[1]) for c in cells[1:]}


def examples(program, rows):
    """-> how sure the rules are of each type, features; one each a row."""
    text = ''.join('\t'.join(r[k] for k in ('sentence', 'source', 'target')) + '\n' for r in rows)
    out = subprocess.run([program], input=text.encode(), check=True, stdout=subprocess.PIPE)
    lines = [line.split('\t') for line in out.stdout.decode().splitlines()]
    sure = [dict((t, float(s)) for t, s in (p.split(':') for p in c[0].split())) for c in lines]
    return sure, [c[1:] for c in lines]


def rule_examples(build, lexicon):
    """The examples of the rules as rows: those that are coded by their own rule."""
    told, rows = {}, []
    for path in sorted(glob.glob(os.path.join(lexicon, 'rules', '*.tsv'))):
        with open(path, encoding='utf-8') as f:
            cells = [c.rstrip('\n').split('\t') for c in f if c.strip() and c[0] != '#']
        if cells[0][0] == 'rule':
            told.update((r['example'], r) for r in (dict(zip(cells[0], c)) for c in cells[1:]))
    out = subprocess.run([os.path.join(build, 'demarche'), 'code', '-q', '--no-fold',
                          '--confidence', '0', '-'], check=True,
                         input='\n\n'.join(told).encode(), stdout=subprocess.PIPE)
    for event in map(json.loads, out.stdout.decode().splitlines()):
        rule = told.get(event['text'])
        sides = [[p.get('entity_text') or '' for p in event[k]][:1] for k in ('actor', 'recipient')]
        if rule and event['rule'] == rule['rule'] and event['event'][0] == rule['type'] and all(
                s and s[0] and s[0] in event['text'] for s in sides):
            rows.append({'sentence': event['text'], 'source': sides[0][0], 'target': sides[1][0],
                         'root': 'YIELD' if rule['type'] in YIELD else rule['type']})
            del told[event['text']]
    return rows


def folded(sure, types):
    """Sureness by type of the labels."""
    return np.array([[max(s[y] for y in YIELD) if t == 'YIELD' else s[t] for t in types]
                     for s in sure])


def matrix(features, known):
    x = np.zeros((len(features), len(known)))
    for i, row in enumerate(features):
        for f in row:
            if f in known:
                x[i, known[f]] = 1
    return x


def learn(x, sure, right, weight, l2, rounds=250):
    w = np.zeros((x.shape[1], sure.shape[1]))
    m, v = np.zeros_like(w), np.zeros_like(w)
    gold = np.eye(sure.shape[1])[right]
    weight = weight[:, None] / weight.sum()
    for step in range(1, rounds + 1):
        s = x @ w + SURE * sure
        p = np.exp(s - s.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        g = x.T @ ((p - gold) * weight) + l2 * w
        m, v = .9 * m + .1 * g, .99 * v + .01 * g * g
        w -= .05 * min(1, 2 - 2 * step / rounds) * (m / (1 - .9 ** step)) / (
            np.sqrt(v / (1 - .99 ** step)) + 1e-8)
    return w


class Rows:
    """What is seen of rows: how sure the rules are, features, the right type."""

    def __init__(self, sure, features, right):
        self.sure, self.features, self.right = sure, features, right

    def some(self, which):
        return Rows(self.sure[which], [self.features[i] for i in which], self.right[which])

    def bare(self):
        """As if no rule held anywhere."""
        return Rows(self.sure * 0, [[f for f in row if f.split()[0] not in OF_RULES] + ['rule none']
                                    for row in self.features], self.right)


class Model:
    def __init__(self, rows, own, a):
        """Learn from rows, from them without rules, and from our own without rules."""
        parts = ((rows, 1.0), (rows.bare(), a.bare), (own.bare(), a.bare * a.own))
        features = [f for r, _ in parts for f in r.features]
        self.known = vocabulary(features, a.rare)
        self.w = learn(matrix(features, self.known), np.concatenate([r.sure for r, _ in parts]),
                       np.concatenate([r.right for r, _ in parts]),
                       np.concatenate([np.full(len(r.right), w) for r, w in parts]), a.l2)

    def answer(self, rows):
        return (matrix(rows.features, self.known) @ self.w + SURE * rows.sure).argmax(1)


def vocabulary(features, rare):
    count = {}
    for row in features:
        for f in row:
            count[f] = count.get(f, 0) + 1
    return {f: i for i, f in enumerate(sorted(f for f in count if count[f] >= rare))}


def report(name, types, quad, right, answer):
    def side(t):
        return quad[types[t]] > 2
    f1 = []
    for t in sorted(set(right)):
        both = np.sum((right == t) & (answer == t))
        f1.append(2 * both / max(1, np.sum(right == t) + np.sum(answer == t)))
    print('%-16s root %.1f  macro-F1 %.1f  quad %.1f  binary %.1f' % (
        name, 100 * np.mean(right == answer), 100 * np.mean(f1),
        100 * np.mean([quad[types[a]] == quad[types[b]] for a, b in zip(right, answer)]),
        100 * np.mean([side(a) == side(b) for a, b in zip(right, answer)])), flush=True)


def cross(sentences, rows, own, a, seed):
    """Each row's answer by what the other parts teach; and where no rule holds."""
    order = {s: i for i, s in enumerate(dict.fromkeys(sentences))}
    part = np.random.default_rng(seed).integers(0, 10, len(order))
    part = np.array([part[order[s]] for s in sentences])
    answer, bare = np.zeros(len(sentences), int), np.zeros(len(sentences), int)
    for k in range(10):
        asked = np.flatnonzero(part == k)
        model = Model(rows.some(np.flatnonzero(part != k)), own, a)
        answer[asked] = model.answer(rows.some(asked))
        bare[asked] = model.answer(rows.some(asked).bare())
    return answer, bare


def write(path, model, types, least):
    with open(path, 'w', encoding='utf-8') as f:
        f.write(HEAD)
        for feature, i in model.known.items():
            for t, name in enumerate(types):
                for written in YIELD if name == 'YIELD' else (name,):
                    if abs(model.w[i, t]) >= least:
                        f.write(f'{feature}\t{written}\t{model.w[i, t]:.2f}\n')


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument('build')
    ap.add_argument('lexicon')
    ap.add_argument('rows')
    ap.add_argument('--out')
    ap.add_argument('--check')
    ap.add_argument('--l2', type=float, default=7e-4)
    ap.add_argument('--rare', type=int, default=4, help='features seen less are left out')
    ap.add_argument('--bare', type=float, default=.2, help='weight of a row without its rules')
    ap.add_argument('--own', type=float, default=1.0, help="weight of a rule's example to a row's")
    ap.add_argument('--least', type=float, default=0.05, help='smaller weights are left out')
    a = ap.parse_args()
    quad = quads(a.lexicon)
    quad['YIELD'] = 2
    labelled = read(a.rows)
    types = sorted({r['root'] for r in labelled})

    def seen(these):
        sure, features = examples(os.path.join(a.build, 'train', 'relation_examples'), these)
        return Rows(folded(sure, types), features, np.array([types.index(r['root']) for r in these]))
    rows, own = seen(labelled), seen(rule_examples(a.build, a.lexicon))
    print(f'{len(rows.right)} rows, {len(own.right)} examples of rules')
    if not a.out:
        report('rules alone', types, quad, rows.right, rows.sure.argmax(1))
        for seed in (1, 2, 3):
            both = cross([r['sentence'] for r in labelled], rows, own, a, seed)
            report('cross-validated', types, quad, rows.right, both[0])
            report('without rules', types, quad, rows.right, both[1])
    if a.out or a.check:
        model = Model(rows, own, a)
    if a.check:
        other = seen(read(a.check))
        report('other, rules', types, quad, other.right, other.sure.argmax(1))
        report('other, learned', types, quad, other.right, model.answer(other))
    if a.out:
        write(a.out, model, types, a.least)


if __name__ == '__main__':
    main()
