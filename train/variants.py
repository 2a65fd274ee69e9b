#!/usr/bin/env python3
"""Sentences like the treebanks' with other words in them, for label.py.

usage: variants.py --glove FILE --out FILE.conllu [--copies N] [--tagged FILE.conllu] TREEBANK...
A third of the nouns, names, verbs, adjectives and adverbs give way to one of the words
nearest to them in GloVe that were seen with the same Penn tag (in the treebanks, or in text
tagged by `demarche parse`). The trees are not carried over: teachers read them anew.
"""
import argparse
import collections
import random

import numpy as np

import data
from vectors import glove

OPEN = 'NN NNS NNP NNPS VB VBD VBN VBG VBZ VBP JJ JJR JJS RB'.split()
NEAREST, SHARE = 20, 0.33


def like(form, other):
    """`other` in the letters of `form`: capitals as there."""
    if form.isupper() and len(form) > 1:
        return other.upper()
    return other[:1].upper() + other[1:] if form[:1].isupper() else other


def neighbours(words, vectors):
    """{word: its nearest among `words`}"""
    words = [w for w in words if w in vectors]
    if len(words) < 2:
        return {}
    m = np.array([vectors[w] for w in words], np.float32)
    m /= np.linalg.norm(m, axis=1, keepdims=True) + 1e-9
    out = {}
    for k in range(0, len(words), 1000):
        near = np.argpartition(-(m[k:k + 1000] @ m.T), min(NEAREST, len(words) - 1), 1)
        for i, row in enumerate(near[:, :NEAREST + 1]):
            out[words[k + i]] = [words[j] for j in row if j != k + i]
    return out


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument('--glove', required=True)
    ap.add_argument('--out', required=True)
    ap.add_argument('--copies', type=int, default=2)
    ap.add_argument('--tagged', action='append', default=[])
    ap.add_argument('--seed', type=int, default=1)
    ap.add_argument('treebanks', nargs='+')
    a = ap.parse_args()
    rng, vectors = random.Random(a.seed), glove(a.glove)
    gold = [s for t in a.treebanks for s in data.read_conllu(f'{t}/train.conllu')]
    seen = collections.defaultdict(collections.Counter)
    for s in gold:
        for form, tag in zip(s.forms, s.xpos):
            seen[tag][form.lower()] += 4
    for path in a.tagged:
        for s in data.read_conllu(path):
            for form, tag in zip(s.forms, s.xpos):
                seen[tag][form.lower()] += 1
    near = {}
    for tag in OPEN:
        common = [w for w, c in seen[tag].most_common(20000) if c >= 4 and w.isalpha()]
        near[tag] = neighbours(common, vectors)
    with open(a.out, 'w', encoding='utf-8') as f:
        for _ in range(a.copies):
            for s in gold:
                for i, (form, tag, glue) in enumerate(zip(s.forms, s.xpos, s.glue)):
                    others = near.get(tag, {}).get(form.lower())
                    if others and rng.random() < SHARE:
                        form = like(form, rng.choice(others))
                    after = i + 1 < len(s.forms) and s.glue[i + 1]
                    f.write(f'{i + 1}\t{form}\t_\t_\t_\t_\t0\t_\t_\t'
                            f'{"SpaceAfter=No" if after else "_"}\n')
                f.write('\n')


if __name__ == '__main__':
    main()
