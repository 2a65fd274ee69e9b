#!/usr/bin/env python3
"""Fixed word vectors for words that the treebanks hardly know.

usage: vectors.py --minilm DIR --corpora DIR --treebanks DIR --out vectors.npz

Two views of a word, side by side: (1) what all-MiniLM-L6-v2 (Apache-2.0) makes of the
word alone: the mean over its pieces of layers 0, 3 and 6, reduced by PCA; (2) positional
co-occurrence (the 2000 commonest words at -2, -1, +1, +2) in the corpora, as positive
pointwise mutual information reduced by SVD. The vectors serve as input only: no text of
the corpora goes into the model.
"""
import argparse
import collections
import glob
import json
import re
import struct

import numpy as np
import torch
import torch.nn.functional as F

import data

TOKEN = re.compile(r"[A-Za-z\u00c0-\u024f]+?(?=n't\b)|n't\b|'(?:s|re|ve|ll|d|m)\b|"
                   r"[A-Za-z\u00c0-\u024f]+(?:'[a-z]{2,}\w*)?|\d[\d.,]*\d|\d|--|\S", re.I)


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


class MiniLM:
    def __init__(self, folder):
        raw = open(f'{folder}/model.safetensors', 'rb').read()
        size = struct.unpack('<Q', raw[:8])[0]
        head = json.loads(raw[8:8 + size])
        head.pop('__metadata__', None)
        self.w = {}
        for k, v in head.items():
            if v['dtype'] == 'F32':
                a, b = v['data_offsets']
                self.w[k] = torch.from_numpy(np.frombuffer(raw, np.float32, (b - a) // 4,
                                             8 + size + a).reshape(v['shape']).copy())
        self.vocab = json.load(open(f'{folder}/tokenizer.json'))['model']['vocab']

    def pieces(self, word):
        out, i = [], 0
        while i < len(word):
            for j in range(len(word), i, -1):
                p = self.vocab.get(('##' if i else '') + word[i:j])
                if p is not None:
                    break
            else:
                return [self.vocab['[UNK]']]
            out.append(p)
            i = j
        return out[:12]

    def states(self, ids):
        """Layers 0, 3, 6 of (B, T) ids without padding: (B, T, 3 * 384)."""
        w = self.w
        lin = lambda n, x: F.linear(x, w[n + '.weight'], w[n + '.bias'])
        norm = lambda n, x: F.layer_norm(x, (384,), w[n + '.weight'], w[n + '.bias'], 1e-12)
        B, T = ids.shape
        e = 'embeddings.'
        x = (w[e + 'word_embeddings.weight'][ids] + w[e + 'position_embeddings.weight'][:T]
             + w[e + 'token_type_embeddings.weight'][0])
        x = norm(e + 'LayerNorm', x)
        keep = [x]
        for k in range(6):
            p = f'encoder.layer.{k}.'
            q, key, v = (lin(p + f'attention.self.{n}', x).view(B, T, 12, 32).transpose(1, 2)
                         for n in ('query', 'key', 'value'))
            y = F.scaled_dot_product_attention(q, key, v).transpose(1, 2).reshape(B, T, 384)
            x = norm(p + 'attention.output.LayerNorm',
                     x + lin(p + 'attention.output.dense', y))
            y = lin(p + 'output.dense', F.gelu(lin(p + 'intermediate.dense', x)))
            x = norm(p + 'output.LayerNorm', x + y)
            if k in (2, 5):
                keep.append(x)
        return torch.cat(keep, 2)


def minilm_vectors(folder, words, dim):
    m = MiniLM(folder)
    groups = collections.defaultdict(list)
    for i, w in enumerate(words):
        groups[len(m.pieces(w))].append(i)
    out = np.zeros((len(words), 3 * 384), np.float32)
    with torch.no_grad():
        for n, group in groups.items():
            for k in range(0, len(group), 512):
                part = group[k:k + 512]
                ids = torch.tensor([[101] + m.pieces(words[i]) + [102] for i in part])
                out[part] = m.states(ids)[:, 1:-1].mean(1).numpy()
    out -= out.mean(0)
    out /= out.std(0) + 1e-6
    _, vec = np.linalg.eigh(out.T @ out / len(out))
    v = out @ vec[:, ::-1][:, :dim]
    return v / v.std()


def main():
    ap = argparse.ArgumentParser()
    for name in ('--minilm', '--corpora', '--treebanks', '--out'):
        ap.add_argument(name, required=True)
    ap.add_argument('--words', type=int, default=60000)
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
    whole = [w.encode() for w in json.load(open(f'{a.minilm}/tokenizer.json'))['model']['vocab']
             if w.isascii() and w.isalpha() and len(w) > 2]
    want = [k for k in order if k in gold or counts[k] >= 5]
    want += [k for k in whole if k not in set(want)]
    want = list(dict.fromkeys(want + [k for k in order if counts[k] >= 2]))[:a.words]
    want = [k for k in want if b'\n' not in k and 0 < len(k) <= 40]
    want.sort(key=lambda k: -counts[k])
    index = {k: i for i, k in enumerate(want)}
    ids = [[index.get(keyed(f), -1) for f in s] for s in lines]
    near = cooccurrence(ids, index, 2000, 64)
    print('co-occurrence done', flush=True)
    alone = minilm_vectors(a.minilm, [k.decode('utf-8', 'ignore') for k in want], 96)
    np.savez(a.out, keys=np.frombuffer(b'\n'.join(want), np.uint8),
             vectors=np.hstack([alone, near]).astype(np.float32))
    print(len(want), 'words', flush=True)


if __name__ == '__main__':
    main()
