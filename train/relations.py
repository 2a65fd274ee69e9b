#!/usr/bin/env python3
"""Learn lexicon/ontology/relations.tsv: what `relate` adds to the word of the rules.

usage: relations.py EXAMPLES LEXICON ROWS.tsv [--out OUT.tsv] [--check ROWS.tsv]

EXAMPLES is the built train/relation_examples. ROWS.tsv has id, sentence, source, target and
root, in PLOVER 1 names; YIELD stands for CONCEDE and RETREAT. A log-linear model of the type
with the rules' own sureness as a fixed part. Without --out ten parts of ROWS, cut by
sentence, are each answered by what the other nine teach. --check measures other
rows with what all of ROWS teach. Half a
minute.
"""
import argparse
import csv
import os
import subprocess

import numpy as np

SURE = 4.0  # src/event/relate.c
YIELD = ('CONCEDE', 'RETREAT')
HEAD = '''# What `relate` has learned beside the rules (src/event/relate_weight.h): how much a thing
# seen around two parties speaks for a type. Learned by train/relations.py from labelled
# relations of PLOVER's types (PLV); written by it, not by hand; no sentence of theirs is in it.
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


def learn(x, sure, right, l2, rounds=250):
    w = np.zeros((x.shape[1], sure.shape[1]))
    m, v = np.zeros_like(w), np.zeros_like(w)
    gold = np.eye(sure.shape[1])[right]
    for step in range(1, rounds + 1):
        s = x @ w + SURE * sure
        p = np.exp(s - s.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        g = x.T @ (p - gold) / len(x) + l2 * w
        m, v = .9 * m + .1 * g, .99 * v + .01 * g * g
        w -= .05 * min(1, 2 - 2 * step / rounds) * (m / (1 - .9 ** step)) / (
            np.sqrt(v / (1 - .99 ** step)) + 1e-8)
    return w


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


def cross(rows, features, sure, right, a, seed):
    """Each row's answer by what the other parts teach."""
    order = {s: i for i, s in enumerate(dict.fromkeys(r['sentence'] for r in rows))}
    part = np.random.default_rng(seed).integers(0, 10, len(order))
    part = np.array([part[order[r['sentence']]] for r in rows])
    answer = np.zeros(len(rows), int)
    for k in range(10):
        taught, asked = np.flatnonzero(part != k), np.flatnonzero(part == k)
        known = vocabulary([features[i] for i in taught], a.rare)
        w = learn(matrix([features[i] for i in taught], known), sure[taught], right[taught], a.l2)
        x = matrix([features[i] for i in asked], known)
        answer[asked] = (x @ w + SURE * sure[asked]).argmax(1)
    return answer


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument('examples')
    ap.add_argument('lexicon')
    ap.add_argument('rows')
    ap.add_argument('--out')
    ap.add_argument('--l2', type=float, default=1e-3)
    ap.add_argument('--rare', type=int, default=3, help='features seen less are left out')
    ap.add_argument('--least', type=float, default=0.05, help='smaller weights are left out')
    ap.add_argument('--check')
    ap.add_argument('--only', help='kinds of features to use, with commas')
    a = ap.parse_args()
    quad = quads(a.lexicon)
    quad['YIELD'] = 2
    rows = read(a.rows)
    types = sorted({r['root'] for r in rows})
    right = np.array([types.index(r['root']) for r in rows])

    def seen(these):
        sure, features = examples(a.examples, these)
        if a.only:
            features = [[f for f in row if f.split()[0] in a.only.split(',')] for row in features]
        return folded(sure, types), features
    sure, features = seen(rows)
    known = vocabulary(features, a.rare)
    if not a.out:
        report('rules alone', types, quad, right, sure.argmax(1))
        for seed in (1, 2, 3):
            report('cross-validated', types, quad, right,
                   cross(rows, features, sure, right, a, seed))
    w = learn(matrix(features, known), sure, right, a.l2)
    if a.check:
        others = read(a.check)
        other_sure, other_features = seen(others)
        gold = np.array([types.index(r['root']) for r in others])
        report('other, rules', types, quad, gold, other_sure.argmax(1))
        report('other, learned', types, quad, gold,
               (matrix(other_features, known) @ w + SURE * other_sure).argmax(1))
    if a.out:
        with open(a.out, 'w', encoding='utf-8') as f:
            f.write(HEAD)
            for feature, i in known.items():
                for t, name in enumerate(types):
                    for written in YIELD if name == 'YIELD' else (name,):
                        if abs(w[i, t]) >= a.least:
                            f.write(f'{feature}\t{written}\t{w[i, t]:.2f}\n')


if __name__ == '__main__':
    main()
