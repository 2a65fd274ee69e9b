#!/usr/bin/env python3
"""Make lexicon/ontology/kin.tsv: for words that no rule is of, the words of rules most like them.

usage: kin.py BUILD LEXICON MODEL TEXTS... --out OUT.tsv [--wordnet FOLDER]

The words are the verbs that WordNet lists, and the verbs and nouns that BUILD's demarche finds
at least three times in TEXTS (the open corpora); those that trigger no rule of LEXICON and that
the model knows. How like two words are is the cosine of their rows in the word table of MODEL
(docs/MODEL-FORMAT.md). Two minutes.
"""
import argparse
import collections
import glob
import os
import struct
import subprocess

import numpy as np

MOST, SHARP = 3, 30.0  # kin of a word; how much the nearest counts before the others
LEAST = {'V': 0.4, 'N': 0.5}  # less like: no kin
HEAD = '''# Words that no rule is of, with the words of rules that are used most like them: what
# `code --fill` takes such a word for (src/event/kin.h). Made by train/kin.py from the model's
# word vectors; not by hand. A word that has come to trigger a rule since is passed over.
# like: cosine of the nearest; kin: up to three words with their shares.
# source: wordnet
word\tpos\tlike\tkin
'''


class Words:
    """The word table of a model."""

    def __init__(self, path):
        with open(path, 'rb') as f:
            data = f.read()
        kinds = {1: 'u1', 2: 'i1', 3: '<f4', 4: '<u4', 5: '<u8'}
        tensors = {}
        for i in range(struct.unpack_from('<I', data, 32)[0]):
            name, kind, _, rows, columns, offset = struct.unpack_from('<32sIIQQQ', data, 64 + 64 * i)
            if name.startswith(b'words.'):
                tensors[name.rstrip(b'\0').decode()] = np.frombuffer(
                    data, kinds[kind], rows * columns, offset).reshape(rows, columns)
        self.keys, self.slots = (tensors['words.' + n].ravel() for n in ('keys', 'slots'))
        self.rows = tensors['words.rows'].astype(np.float32)
        self.rows /= np.linalg.norm(self.rows, axis=1, keepdims=True) + 1e-9

    def row(self, word):
        """0: the model does not know it."""
        h = 14695981039346656037
        for byte in ''.join('0' if c.isdigit() else c for c in word.lower()).encode():
            h = (h ^ byte) * 1099511628211 % 2 ** 64
        h = h or 1
        at = (h ^ h >> 32) % len(self.keys)
        while self.keys[at] not in (0, h):
            at = (at + 1) % len(self.keys)
        return int(self.slots[at]) if self.keys[at] else 0


def rule_rows(lexicon):
    """(path, header, cells) of every rule."""
    for path in sorted(glob.glob(os.path.join(lexicon, 'rules', '*.tsv'))):
        with open(path, encoding='utf-8') as f:
            cells = [c.rstrip('\n').split('\t') for c in f if c.strip() and c[0] != '#']
        if cells and cells[0][0] == 'rule':
            for row in cells[1:]:
                yield path, cells[0], row


def triggers(lexicon):
    """{(lemma, pos): is it alone a trigger}"""
    found = {}
    for _, header, row in rule_rows(lexicon):
        words, _, pos = row[header.index('pattern')].split()[0].rpartition('/')
        for word in words.split('|'):
            key = word.split('_')[0 if pos == 'V' else -1]
            found[key, pos] = found.get((key, pos), False) or key == word
    return found


def vocabulary(build, texts, wordnet):
    """(lemma, pos): verbs that there are, and what is common enough."""
    with open(os.path.join(wordnet, 'index.verb'), encoding='utf-8') as f:
        verbs = {(line.split()[0], 'V') for line in f if line[0] != ' '}
    out = subprocess.run([os.path.join(build, 'demarche'), 'parse', '-q', *texts],
                         check=False, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    count = collections.Counter()
    for line in out.stdout.decode('utf-8', 'replace').splitlines():
        cells = line.split('\t')
        if len(cells) == 10 and cells[3] in ('VERB', 'NOUN') and cells[2].isalpha():
            count[cells[2].lower(), cells[3][0]] += 1
    return sorted({w for w in verbs if w[0].isalpha()} | {w for w in count if count[w] >= 3})


def kin(words, lexicon, vocabulary):
    """(word, pos, like, [(kin, share)]) for the words that trigger nothing."""
    known = triggers(lexicon)
    for pos in 'VN':
        alone = sorted(w for (w, p), a in known.items() if p == pos and a and words.row(w))
        rows = words.rows[[words.row(w) for w in alone]]
        for word, p in vocabulary:
            if p != pos or (word, pos) in known or not words.row(word):
                continue
            like = rows @ words.rows[words.row(word)]
            best = np.argsort(-like, kind='stable')[:MOST]
            best = [i for i in best if like[i] >= LEAST[pos]]
            if best:
                share = np.exp(SHARP * (like[best] - like[best[0]]))
                share /= share.sum()
                yield word, pos, like[best[0]], [(alone[i], s) for i, s in zip(best, share)
                                                 if s >= 0.1]


def read(path):
    """The rows of a table as it was written."""
    with open(path, encoding='utf-8') as f:
        rows = [line.rstrip('\n').split('\t') for line in f if line[0] != '#']
    return [dict(zip(rows[0], cells)) for cells in rows[1:]]


def write(path, rows):
    with open(path, 'w', encoding='utf-8') as f:
        f.write(HEAD)
        for word, pos, like, near in sorted(rows):
            f.write(f'{word}\t{pos}\t{like:.2f}\t{" ".join(f"{w}:{s:.2f}" for w, s in near)}\n')


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ('build', 'lexicon', 'model'):
        ap.add_argument(name)
    ap.add_argument('texts', nargs='+')
    ap.add_argument('--out', required=True)
    ap.add_argument('--wordnet', default='/usr/share/wordnet', help='Debian: wordnet-base')
    a = ap.parse_args()
    rows = list(kin(Words(a.model), a.lexicon, vocabulary(a.build, a.texts, a.wordnet)))
    write(a.out, rows)
    print(f'{len(rows)} words')


if __name__ == '__main__':
    main()
