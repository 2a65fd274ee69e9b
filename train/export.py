#!/usr/bin/env python3
"""Write a trained network as a model file (docs/MODEL-FORMAT.md).

usage: export.py CHECKPOINT --static vectors.npz --out english.model
                 [--activations FILE] TREEBANK...
The treebanks' train.conllu tell which lemmas the scripts get wrong (the exception
table) and which hashed rows were ever trained.
"""
import argparse
import collections
import struct

import numpy as np
import torch
import torch.nn.functional as F

import data
import forms
from net import Net
from train import Example, Labels, tensors

TYPES = {np.dtype(np.uint8): 1, np.dtype(np.int8): 2, np.dtype(np.float32): 3,
         np.dtype(np.uint32): 4, np.dtype(np.uint64): 5}
M64 = (1 << 64) - 1


def checksum(raw):
    w = np.frombuffer(raw, np.uint64).reshape(-1, 4)
    prime = np.uint64(data.FNV_PRIME)
    lane = np.array([data.FNV_SEED + k for k in range(4)], np.uint64)
    with np.errstate(over='ignore'):
        for row in w:
            lane = (lane ^ row) * prime
    total = data.FNV_SEED
    for v in lane.tolist():
        total = (((total ^ v) * data.FNV_PRIME) & M64) ^ (v >> 32)
    return total


def write_model(path, arrays):
    """arrays: name -> 1- or 2-dimensional array, or bytes."""
    entries, blobs, at = b'', [], 64 + 64 * len(arrays)
    for name, a in arrays.items():
        a = np.frombuffer(a, np.uint8) if isinstance(a, bytes) else np.ascontiguousarray(a)
        rows, cols = a.shape if a.ndim == 2 else (1, a.shape[0])
        assert rows * cols > 0 and len(name) <= 32
        entries += struct.pack('<32sIIQQQ', name.encode(), TYPES[a.dtype], 0, rows, cols, at)
        raw = a.tobytes()
        raw += bytes(-len(raw) % 64)
        blobs.append(raw)
        at += len(raw)
    body = struct.pack('<I28x', len(arrays)) + entries + b''.join(blobs)
    head = struct.pack('<8sIIQQ', b'DMRMODEL', 1, 0x01020304, at, checksum(body))
    assert len(head) + len(body) == at
    with open(path, 'wb') as f:
        f.write(head + body)
    return at


def panels(weight):
    """(n, k) as torch has it -> (ceil(n / 16) * k, 16)."""
    n, k = weight.shape
    w = np.zeros(((n + 15) // 16 * 16, k), np.float32)
    w[:n] = weight
    return w.reshape(-1, 16, k).transpose(0, 2, 1).reshape(-1, 16)


def padded(bias):
    return np.concatenate([bias, np.zeros(-len(bias) % 16, np.float32)]).astype(np.float32)


def quantise(rows):
    scale = np.abs(rows).max(1) / 127
    q = np.round(rows / np.maximum(scale, 1e-12)[:, None]).astype(np.int8)
    return q, scale.astype(np.float32)


def word_table(keys):
    """Open addressing: slots of 64-bit keys (0 empty) and their rows."""
    size = 1 << (len(keys) * 2 - 1).bit_length()
    slots, rows = np.zeros(size, np.uint64), np.zeros(size, np.uint32)
    for i, k in enumerate(keys):
        h = data.fnv(k) or 1
        at = (h ^ (h >> 32)) & (size - 1)
        while slots[at]:
            assert int(slots[at]) != h
            at = (at + 1) & (size - 1)
        slots[at], rows[at] = h, i + 1
    return slots, rows


class Bundle:
    """A checkpoint with the vocabulary as Example wants it."""

    def __init__(self, path, static):
        ck = torch.load(path, weights_only=False)
        self.cfg, self.combos, self.keys = ck['cfg'], ck['combos'], ck['keys']
        for name in ('upos', 'xpos', 'feats', 'scripts', 'rels'):
            setattr(self, name, Labels(collections.Counter()))
            label = getattr(self, name)
            label.names = ck[name]
            label.index = {k: i for i, k in enumerate(ck[name])}
        static_keys, vectors = [], None
        if static:
            z = np.load(static)
            static_keys = bytes(z['keys']).split(b'\n')
            vectors = torch.from_numpy(np.vstack([np.zeros((1, z['vectors'].shape[1])),
                                                  z['vectors']]).astype(np.float32))
        self.net = Net(self.cfg, vectors)
        self.net.load_state_dict(ck['net'])
        self.net.eval()
        self.fold(static_keys)

    def fold(self, static_keys):
        """One row a word: the trained row and the projected fixed vector, quantised."""
        trained = {k: i + 1 for i, k in enumerate(self.keys)}
        fixed = {k: i + 1 for i, k in enumerate(static_keys)}
        self.all_keys = self.keys + [k for k in static_keys if k not in trained]
        t = torch.tensor([0] + [trained.get(k, 0) for k in self.all_keys])
        s = torch.tensor([0] + [fixed.get(k, 0) for k in self.all_keys])
        with torch.no_grad():
            rows = self.net.words.weight[t]
            if self.net.static is not None:
                rows = rows + self.net.static_in(self.net.static[s])
        self.word_rows, self.word_scale = quantise(rows.numpy())
        self.row = {k: i + 1 for i, k in enumerate(self.all_keys)}
        self.buckets = self.cfg['buckets']
        self.hash_rows = self.net.hashed.weight.detach().numpy()[:self.buckets].copy()
        self.cache = {}

    def word(self, form):
        got = self.cache.get(form)
        if got is None:
            h = [self.buckets if b < 0 else b for b in data.hashed(form, self.buckets)]
            row = self.row.get(data.word_key(data.cut(form)), 0)
            got = self.cache[form] = (row, 0, h)
        return got

    def glue(self, g):
        return data.bucket(data.KIND_GLUE, b'1' if g else b'0', self.buckets)

    def settle(self, examples):
        """Rows that no example used know nothing; then run on what the file will hold."""
        used = np.unique(np.concatenate([x.hashed.ravel() for x in examples]))
        dead = np.ones(self.buckets + 1, bool)
        dead[used] = False
        self.hash_rows[dead[:-1]] = 0
        self.hash_q, self.hash_scale = quantise(self.hash_rows)
        e = self.cfg['e']
        deq = lambda q, s: torch.from_numpy(q.astype(np.float32) * s[:, None])
        self.net.words = torch.nn.Embedding.from_pretrained(
            deq(self.word_rows, self.word_scale))
        self.net.hashed = torch.nn.Embedding.from_pretrained(
            torch.cat([deq(self.hash_q, self.hash_scale), torch.zeros(1, e)]))
        self.net.static = None

    def run(self, batch):
        words, stat, hashed, y, mask = tensors(batch, self.buckets)
        with torch.no_grad():
            emb = self.net.embed(words, stat, hashed, 1, 1)
            out = self.net.trunk(emb, mask)
            return emb, out, self.net.heads(out, mask)

    def best_combo(self, tags):
        su, sx, sf, ss = tags.split(self.cfg['n_tags'], 2)
        ix = [torch.tensor([v.get(c[k]) for c in self.combos])
              for k, v in enumerate((self.upos, self.xpos, self.feats))]
        best = (su[:, :, ix[0]] + sx[:, :, ix[1]] + sf[:, :, ix[2]]).argmax(2)
        return best, ss.argmax(2)


def exceptions(bundle, gold, examples, listed):
    """(form, xpos) -> lemma where the network's script gives another than the treebank."""
    want = collections.defaultdict(collections.Counter)
    got = collections.defaultdict(collections.Counter)
    order = sorted(range(len(gold)), key=lambda i: examples[i].n)
    for k in range(0, len(order), 64):
        part = order[k:k + 64]
        _, _, (tags, _, _, _) = bundle.run([examples[i] for i in part])
        best, script = bundle.best_combo(tags)
        for b, i in enumerate(part):
            for t, form in enumerate(gold[i].forms):
                key = (data.lower(form), bundle.combos[best[t, b]][1])
                want[key][gold[i].lemmas[t]] += 1
                got[key][data.apply_script(form, bundle.scripts.names[script[t, b]])] += 1
    out = {}
    for key, lemmas in want.items():
        lemma, n = lemmas.most_common(1)[0]
        total = sum(lemmas.values())
        wrong = got[key][lemma] < n or listed.get(key, lemma) != lemma
        if n >= 2 and n > 0.6 * total and wrong and lemma != '_':
            out[key] = lemma
    return out


def collect(bundle, table):
    net, cfg = bundle.net, bundle.cfg
    g = lambda p: p.detach().numpy().astype(np.float32)
    a = {}
    a['words.keys'], a['words.slots'] = word_table(bundle.all_keys)
    a['words.rows'], a['words.scale'] = bundle.word_rows, bundle.word_scale
    a['hashed.rows'], a['hashed.scale'] = bundle.hash_q, bundle.hash_scale

    def norm(name, m):
        a[name] = np.stack([g(m.weight), g(m.bias)])

    def linear(name, weight, bias):
        a[name + '.w'], a[name + '.b'] = panels(weight), padded(bias)

    norm('in.norm', net.norm_in)
    linear('in', g(net.lin_in.weight), g(net.lin_in.bias))
    for i, b in enumerate(net.blocks):
        norm(f'block{i}.norm', b.norm)
        a[f'block{i}.conv'] = g(b.conv)
        linear(f'block{i}.gates', g(b.gates.weight), g(b.gates.bias))
        linear(f'block{i}.mix', g(b.mix.weight), g(b.mix.bias))
    norm('out.norm', net.norm_out)
    parts = (net.tag_in, net.arc_dep, net.arc_head, net.rel_dep, net.rel_head)
    linear('heads', np.vstack([g(m.weight) for m in parts]),
           np.concatenate([g(m.bias) for m in parts]))
    linear('tag', g(net.tag_out.weight), g(net.tag_out.bias))
    linear('arc', g(net.arc_u.weight), g(net.arc_u.bias))
    linear('rel', g(net.rel_out.weight), g(net.rel_out.bias))
    a['arc.root'] = g(F.leaky_relu(net.arc_root, 0.1))
    a['rel.root'] = g(net.rel_root)
    for name in ('upos', 'xpos', 'feats', 'rels'):
        a['labels.' + name] = '\n'.join(getattr(bundle, name).names).encode()
    a['labels.combos'] = np.array([[bundle.upos.get(u), bundle.xpos.get(x),
                                    bundle.feats.get(f)] for u, x, f in bundle.combos],
                                  np.uint32)
    a['lemma.scripts'] = '\n'.join('\t'.join(map(str, s))
                                   for s in bundle.scripts.names).encode()
    rows = sorted((data.fnv(f'{f}\t{x}'.encode()), lemma) for (f, x), lemma in table.items())
    rows = rows or [(0, '_')]
    a['lemma.keys'] = np.array([k for k, _ in rows], np.uint64)
    a['lemma.text'] = '\n'.join(lemma for _, lemma in rows).encode()
    return a


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('checkpoint')
    ap.add_argument('treebanks', nargs='+')
    ap.add_argument('--static', default='')
    ap.add_argument('--wordnet', default='/usr/share/wordnet',
                    help="folder of WordNet's index and exception files (Debian: "
                         'wordnet-base); empty: do without')
    ap.add_argument('--out', required=True)
    ap.add_argument('--activations', default='')
    a = ap.parse_args()
    bundle = Bundle(a.checkpoint, a.static)
    gold = [s for t in a.treebanks for s in data.read_conllu(f'{t}/train.conllu')]
    examples = [Example(s, bundle) for s in gold]
    bundle.settle(examples)
    # What the treebanks' own words say goes before what WordNet says of all words.
    listed = forms.table(a.wordnet) if a.wordnet else {}
    table = {**listed, **exceptions(bundle, gold, examples, listed)}
    size = write_model(a.out, collect(bundle, table))
    print(f'{a.out}: {size} bytes, {len(bundle.all_keys)} words, {len(table)} exceptions')
    if a.activations:
        sample = "Pak Ch'or-on signed the trade agreement in Moscow on June 2 , 1989 .".split()
        n = len(sample)
        s = data.Sentence(sample, sample, ['X'] * n, ['X'] * n, ['_'] * n, [0] * n,
                          ['dep'] * n, [f in ',.' for f in sample])
        emb, out, (tags, arcs, rdep, rhead) = bundle.run([Example(s, bundle)])
        f32 = lambda t: t.numpy().astype(np.float32)
        write_model(a.activations, {
            'forms': '\n'.join(sample).encode(), 'embedded': f32(emb[:, 0]),
            'trunk': f32(out[:, 0]), 'tags': f32(tags[:, 0]), 'arcs': f32(arcs[0])})


if __name__ == '__main__':
    main()
