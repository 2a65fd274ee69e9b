#!/usr/bin/env python3
"""Write a trained network as a model file (docs/MODEL-FORMAT.md).

usage: export.py CHECKPOINT --static vectors.npz --out english.model
                 [--activations FILE] TREEBANK...
The treebanks' train.conllu tell which lemmas the scripts get wrong (the exception table).
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
from reference import Reference
from store import Forms, Store
from train import Labels, read_static

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
    head = struct.pack('<8sIIQQ', b'DMRMODEL', 2, 0x01020304, at, checksum(body))
    assert len(head) + len(body) == at
    with open(path, 'wb') as f:
        f.write(head + body)
    return at


def panels(q):
    """(n, k) as torch has it -> (ceil(n / 16) * k / 4, 16 * 4): groups of 4 inputs."""
    n, k = q.shape
    w = np.zeros(((n + 15) // 16 * 16, k), np.int8)
    w[:n] = q
    return w.reshape(-1, 16, k // 4, 4).transpose(0, 2, 1, 3).reshape(-1, 64)


def padded(row):
    return np.concatenate([row, np.zeros(-len(row) % 16, np.float32)]).astype(np.float32)


def quantise(rows, most=127):
    scale = np.abs(rows).max(1) / most
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


class Seven(torch.nn.Module):
    """A linear layer as it is in the file: weights and inputs in seven bits."""

    def __init__(self, linear):
        super().__init__()
        self.q, self.scale = quantise(linear.weight.detach().numpy(), 63)
        self.bias = linear.bias.detach().numpy()
        self.w, self.s, self.b = (torch.from_numpy(a.astype(np.float32))
                                  for a in (self.q, self.scale, self.bias))

    def forward(self, x):
        most = x.abs().amax(-1, keepdim=True).clamp(min=1e-30)
        q = (x * (63 / most)).round().clamp(-63, 63)
        return F.linear(q, self.w) * (most / 63 * self.s) + self.b


LAYERS = ('lin_in', 'tag_in', 'tag_out', 'arc_dep', 'arc_head', 'arc_u', 'rel_dep',
          'rel_head', 'rel_out')


class Bundle:
    """A checkpoint with the vocabulary as store.Forms wants it."""

    def __init__(self, path, static):
        ck = torch.load(path, weights_only=False, map_location='cpu')
        self.cfg, self.combos, self.keys = ck['cfg'], ck['combos'], ck['keys']
        for name in ('upos', 'xpos', 'feats', 'scripts', 'ents', 'rels'):
            names = ck.get(name, [])  # a checkpoint may know no entities
            setattr(self, name, Labels(collections.Counter()))
            label = getattr(self, name)
            label.names = names
            label.index = {k: i for i, k in enumerate(names)}
        static_keys, vectors = read_static(static)
        self.net = Net(self.cfg, vectors)
        self.net.load_state_dict({k: v.float() for k, v in ck['net'].items()})
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
        self.forms = Forms(self)

    def word(self, form):
        h = [self.buckets if b < 0 else b for b in data.hashed(form, self.buckets)]
        return self.row.get(data.word_key(data.cut(form)), 0), 0, h

    def glue(self, g):
        return data.bucket(data.KIND_GLUE, b'1' if g else b'0', self.buckets)

    def settle(self):
        """From here on run on what the file will hold."""
        rows = self.net.hashed.weight.detach().numpy()[:self.buckets]
        self.hash_q, self.hash_scale = quantise(rows)
        e = self.cfg['e']
        deq = lambda q, s: torch.from_numpy(q.astype(np.float32) * s[:, None])
        self.net.words = torch.nn.Embedding.from_pretrained(
            deq(self.word_rows, self.word_scale))
        self.net.hashed = torch.nn.Embedding.from_pretrained(
            torch.cat([deq(self.hash_q, self.hash_scale), torch.zeros(1, e)]))
        self.net.static = None
        for name in LAYERS:
            setattr(self.net, name, Seven(getattr(self.net, name)))
        for block in self.net.blocks:
            block.gates, block.mix = Seven(block.gates), Seven(block.mix)

    def run(self, batch):
        with torch.no_grad():
            emb = self.net.embed(batch.words, batch.stat, batch.hashed, 1, 1)
            out = self.net.trunk(emb, batch.mask)
            return emb, out, self.net.heads(out, batch.mask)

    def best_combo(self, tags):
        su, sx, sf, ss = tags.split(self.cfg['n_tags'], 2)[:4]
        ix = [torch.tensor([v.get(c[k]) for c in self.combos])
              for k, v in enumerate((self.upos, self.xpos, self.feats))]
        best = (su[:, :, ix[0]] + sx[:, :, ix[1]] + sf[:, :, ix[2]]).argmax(2)
        return best, ss.argmax(2)


def exceptions(bundle, gold, listed):
    """(form, xpos) -> lemma where the network's script gives another than the treebank. What
    WordNet lists is believed before a word whose tag was mistaken ("laid-back")."""
    want = collections.defaultdict(collections.Counter)
    got = collections.defaultdict(collections.Counter)
    store = Store.of(gold, bundle, bundle.forms)
    order = np.argsort(store.n, kind='stable')
    for k in range(0, len(order), 64):
        part = order[k:k + 64]
        _, _, (tags, _, _, _) = bundle.run(store.batch(part, bundle.forms))
        best, script = bundle.best_combo(tags)
        for b, i in enumerate(part):
            for t, form in enumerate(gold[i].forms):
                key = (data.lower(form), bundle.combos[best[t, b]][1])
                if key in listed and gold[i].xpos[t] != key[1]:
                    continue
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

    def linear(name, *layers):
        a[name + '.w'] = panels(np.vstack([m.q for m in layers]))
        a[name + '.scale'] = padded(np.concatenate([m.scale for m in layers]))
        a[name + '.b'] = padded(np.concatenate([m.bias for m in layers]))

    norm('in.norm', net.norm_in)
    linear('in', net.lin_in)
    for i, b in enumerate(net.blocks):
        norm(f'block{i}.norm', b.norm)
        a[f'block{i}.conv'] = g(b.conv)
        linear(f'block{i}.gates', b.gates)
        linear(f'block{i}.mix', b.mix)
    norm('out.norm', net.norm_out)
    linear('heads', net.tag_in, net.arc_dep, net.arc_head, net.rel_dep, net.rel_head)
    linear('tag', net.tag_out)
    linear('arc', net.arc_u)
    linear('rel', net.rel_out)
    a['arc.root'] = g(F.leaky_relu(net.arc_root, 0.1))
    a['rel.root'] = g(net.rel_root)
    for name in ('upos', 'xpos', 'feats', 'rels', 'ents'):
        if len(getattr(bundle, name)):
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


def activations(bundle, arrays):
    """What the file's network computes for one sentence, as the kernels do it; close to
    what PyTorch does with the same layers, or something is wrong."""
    forms = "Pak Ch'or-on signed the trade agreement in Moscow on June 2 , 1989 .".split()
    n = len(forms)
    s = data.Sentence(forms, forms, ['X'] * n, ['X'] * n, ['_'] * n, [0] * n, ['dep'] * n,
                      [f in ',.' for f in forms], ['-'] * n)
    batch = Store.of([s], bundle, bundle.forms).batch([0], bundle.forms)
    names = ('embedded', 'trunk', 'tags', 'arcs')
    got = Reference(arrays).run([(int(batch.words[i, 0]),
                                  [h for h in batch.hashed[i, 0].tolist() if h < bundle.buckets])
                                 for i in range(n)])
    emb, out, (tags, arcs, _, _) = bundle.run(batch)
    for name, a, b in zip(names, got, (emb[:, 0], out[:, 0], tags[:, 0], arcs[0])):
        b = b.numpy()
        far = np.abs(a[:, :b.shape[1]] - b).max()
        print(f'{name}: at most {far:.2g} from PyTorch, of {np.abs(b).max():.3g}')
        assert far <= 0.05 * np.abs(b).max()
    return {'forms': '\n'.join(forms).encode(), **dict(zip(names, got))}


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
    bundle.settle()
    # What the treebanks' own words say goes before what WordNet says of all words.
    listed = forms.table(a.wordnet) if a.wordnet else {}
    table = {**listed, **exceptions(bundle, gold, listed)}
    arrays = collect(bundle, table)
    size = write_model(a.out, arrays)
    print(f'{a.out}: {size} bytes, {len(bundle.all_keys)} words, {len(table)} exceptions')
    if a.activations:
        write_model(a.activations, activations(bundle, arrays))


if __name__ == '__main__':
    main()
