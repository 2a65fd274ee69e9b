#!/usr/bin/env python3
"""Train the tagger, lemmatizer and parser. See ../model/MODEL-CARD.md.

usage: train.py --out RUN_DIR [--epochs N] [--minutes M] [--static vectors.npz]
                [--silver DIR[,DIR...]] [--share S] [--device cuda] TREEBANK...
A TREEBANK is a folder with train.conllu and dev.conllu, a silver DIR what label.py wrote; S
words of silver go with each word of gold. The rate falls to nothing at N epochs or M
minutes, whichever comes first; in the last part (--seven) layers are rounded as in the
model file. A run that was cut off goes on from the last whole epoch when it is started
again with the same options. --start FILE: begin with the weights of another run's last.pt.
--changed 2: twice as many gold sentences are changed (augment.py); --workers N: processes
that do so meanwhile.
"""
import argparse
import collections
import glob
import json
import os
import time

import numpy as np
import torch
import torch.nn.functional as F

import data
from augment import Changed
from net import Net
from store import GROUPS, HEAD, Forms, Store, batches

ENTS = GROUPS.index('ents')

ARGS = [('--out', str, 'run'), ('--epochs', int, 30), ('--minutes', float, 0),
        ('--static', str, ''), ('--silver', str, ''), ('--share', float, 2.0),
        ('--seed', int, 1), ('--batch', int, 1500), ('--lr', float, 2e-3),
        ('--wd', float, 0.01), ('--ema', float, 0.9985), ('--seven', float, 0.1),
        ('--e', int, 160), ('--d', int, 192), ('--layers', int, 3), ('--taps', int, 5),
        ('--tag', int, 96), ('--arc', int, 96), ('--rel', int, 64),
        ('--drop', float, 0.2), ('--drop_in', float, 0.3), ('--drop_mlp', float, 0.3),
        ('--alpha', float, 1.0), ('--buckets', int, 32768), ('--every', int, 2),
        ('--start', str, ''),
        ('--changed', float, 1.0), ('--device', str, 'cpu'), ('--workers', int, 0)]


class Labels:
    """Names of one kind of label; rare ones are left out and never predicted."""

    def __init__(self, counter, least=1):
        self.names = [k for k, v in collections.Counter(counter).most_common() if v >= least]
        self.index = {k: i for i, k in enumerate(self.names)}

    def get(self, name):
        return self.index.get(name, -1)

    def __len__(self):
        return len(self.names)


class Vocabulary:
    """Labels and words. Words get a row of their own that gold has twice or silver (a
    counter of keys) eight times."""

    def __init__(self, sentences, static_keys, buckets, silver=None):
        count = lambda get: collections.Counter(x for s in sentences for x in get(s))
        self.upos = Labels(count(lambda s: s.upos))
        self.xpos = Labels(count(lambda s: s.xpos))
        self.feats = Labels(count(lambda s: s.feats), 2)
        self.rels = Labels(count(lambda s: s.rels))
        self.ents = Labels({e: 1 for e in data.ENTITIES})
        self.scripts = Labels(count(lambda s: map(data.lemma_script, s.forms, s.lemmas)), 3)
        self.combos = Labels(count(lambda s: zip(s.upos, s.xpos, s.feats)), 1)
        self.combos = [c for c in self.combos.names if self.feats.get(c[2]) >= 0]
        keys = count(lambda s: (data.word_key(data.cut(f)) for f in s.forms))
        silver = silver or collections.Counter()
        own = [k for k, v in keys.most_common() if v >= 2]
        own += [k for k, v in silver.most_common() if v >= 8 and keys[k] < 2]
        self.take(own, np.array([0] + [keys[k] + silver[k] for k in own], np.float32))
        self.static = {k: i + 1 for i, k in enumerate(static_keys)}
        self.buckets, self.cache = buckets, {}

    def take(self, keys, freq):
        """Words with a row of their own, and how often each was seen (row 0: none)."""
        self.keys, self.freq = keys, freq
        self.row = {k: i + 1 for i, k in enumerate(keys)}

    def n_tags(self):
        return [len(x) for x in (self.upos, self.xpos, self.feats, self.scripts, self.ents)]

    def word(self, form):
        """(trained row, static row, hashed rows)"""
        got = self.cache.get(form)
        if got is None:
            key = data.word_key(data.cut(form))
            h = [self.buckets if b < 0 else b for b in data.hashed(form, self.buckets)]
            got = self.cache[form] = (self.row.get(key, 0), self.static.get(key, 0), h)
        return got

    def glue(self, g):
        return data.bucket(data.KIND_GLUE, b'1' if g else b'0', self.buckets)


WEIGHTS = (0.5, 0.3, 0.3, 0.5, 0.4, 1.0, 1.0)  # of the groups' losses


def silver_words(folders):
    """How often each key stands in what label.py wrote."""
    count = collections.Counter()
    for path in (p for d in folders for p in sorted(glob.glob(f'{d}/[0-9][0-9][0-9].npz'))):
        count.update(bytes(np.load(path)['forms']).decode().split('\n'))
    keys = collections.Counter()
    for form, n in count.items():
        keys[data.word_key(data.cut(form))] += n
    return keys


def read_silver(folders, voc, forms, device):
    """All shards that label.py wrote to the folders, their labels translated to voc's."""
    n, form, glue, ys, ps = [], [], [], [], []
    for folder in folders:
        with open(f'{folder}/labels.json') as f:
            names = json.load(f)
        plain = lambda name: tuple(name) if isinstance(name, list) else name
        into = {k: np.array([getattr(voc, k).get(plain(n)) for n in v])
                for k, v in names.items()}
        for path in sorted(glob.glob(f'{folder}/[0-9][0-9][0-9].npz')):
            z = np.load(path)
            idx, p = z['idx'].astype(np.int64), z['p'].astype(np.float32)
            for k, name in enumerate(GROUPS):
                if name != 'head':
                    idx[:, k] = into[name][idx[:, k]]
            p[idx < 0] = 0
            p /= np.maximum(p.sum(2, keepdims=True), 1e-6)
            n.append(z['n'])
            form.append(np.array(forms.ids(bytes(z['forms']).decode().split('\n'))))
            glue.append(z['glue'])
            ys.append(np.maximum(idx, 0).astype(np.int16))
            ps.append(p.astype(np.float16))
    return Store(*map(np.concatenate, (n, form, glue, ys, ps)), device) if n else None


def loss_of(net, batch, freq, alpha):
    """Mean loss a word, and the number of words."""
    y, mask, p = batch.y, batch.mask, batch.p
    tags, arcs, rdep, rhead = net.heads(net.read(batch, freq, alpha), mask)
    scores = [*tags.split(net.cfg['n_tags'], 2), arcs.transpose(0, 1),
              net.labels(rdep, rhead, y[:, :, HEAD, 0])]
    total = 0
    for k, s in enumerate(scores):
        s = s.float()
        log = s.gather(2, y[:, :, k]) - torch.logsumexp(s, 2, keepdim=True)
        total = total - WEIGHTS[k] * (p[:, :, k] * log).sum()
    n = mask.sum()
    return total / n, n


def evaluate(net, store, forms, voc, combos):
    """Greedy heads, no tree search: a little below what the parser reaches. 'ent' is the
    F1 of the words that head an entity, with its type (where the file has the layer)."""
    net.eval()
    right, total, ents = np.zeros(7), 0, np.zeros(3)
    univ = torch.tensor([voc.rels.get(r.split(':')[0]) for r in voc.rels.names],
                        device=store.device)
    with torch.no_grad():
        for ids in batches(store.n, 3000, np.random.default_rng(0)):
            b = store.batch(ids, forms)
            known = b.p[:, :, ENTS, 0] > 0
            y = torch.where(b.p[:, :, :, 0] > 0, b.y[:, :, :, 0], -1)
            tags, arcs, rdep, rhead = net.heads(net.read(b), b.mask)
            su, sx, sf, ss, se = [F.log_softmax(s.float(), 2) for s in
                                  tags.split(net.cfg['n_tags'], 2)]
            best = (su[:, :, combos[0]] + sx[:, :, combos[1]] + sf[:, :, combos[2]]).argmax(2)
            heads = arcs.argmax(2).t()
            rels = net.labels(rdep, rhead, heads).argmax(2)
            m = b.mask[:, :, 0] > 0
            uas = (heads == y[:, :, HEAD]) & m
            las = uas & (univ[rels] == univ[y[:, :, GROUPS.index('rels')]])
            got = [(combos[k][best] == y[:, :, k]) & m for k in range(3)]
            got += [(ss.argmax(2) == y[:, :, 3]) & m, uas, las,
                    (su.argmax(2) == y[:, :, 0]) & m]
            right += [g.sum().item() for g in got]
            total += m.sum().item()
            mine = se.argmax(2)
            ents += [((mine == y[:, :, ENTS]) & known & (mine > 0)).sum().item(),
                     (known & (mine > 0)).sum().item(), (y[:, :, ENTS] > 0).sum().item()]
    net.train()
    out = dict(zip(('upos', 'xpos', 'feats', 'lemma', 'uas', 'las', 'upos_alone'),
                   (100 * right / total).round(2).tolist()))
    return {**out, 'ent': round(200 * ents[0] / max(1, ents[1] + ents[2]), 2)}


def save(path, avg, voc, cfg):
    torch.save({'cfg': cfg, 'net': avg, 'upos': voc.upos.names, 'xpos': voc.xpos.names,
                'feats': voc.feats.names, 'scripts': voc.scripts.names,
                'ents': voc.ents.names, 'rels': voc.rels.names, 'combos': voc.combos,
                'keys': voc.keys, 'freq': voc.freq}, path + '.tmp')
    os.replace(path + '.tmp', path)


def read_static(path):
    """Keys and vectors of vectors.py; row 0 stands for the words it lacks."""
    if not path:
        return [], None
    z = np.load(path)
    v = z['vectors']
    return (bytes(z['keys']).split(b'\n'),
            torch.from_numpy(np.vstack([np.zeros((1, v.shape[1]), np.float32), v])))


class Run:
    """What a cut-off run needs to go on: weights, their average, the optimizer, counts."""

    def __init__(self, a, net):
        self.path, self.net, self.step, self.epoch = f'{a.out}/state.pt', net, 0, 0
        self.minutes, self.begun = 0.0, time.time()
        fused = {'fused': True} if a.device == 'cuda' else {}
        self.opt = torch.optim.AdamW(net.parameters(), lr=a.lr, betas=(0.9, 0.95), eps=1e-8,
                                     weight_decay=a.wd, **fused)
        self.avg = {k: v.clone() for k, v in net.state_dict().items()}
        if os.path.exists(self.path):
            ck = torch.load(self.path, weights_only=False, map_location=a.device)
            net.load_state_dict(ck['net'])
            self.opt.load_state_dict(ck['opt'])
            self.avg = ck['avg']
            self.step, self.epoch, self.minutes = ck['step'], ck['epoch'], ck['minutes']
            self.begun -= 60 * self.minutes

    def progress(self, a, part):
        """0 to 1 of the way: by epochs, or by minutes where they are limited."""
        return max((self.epoch + part) / a.epochs,
                   (time.time() - self.begun) / 60 / a.minutes if a.minutes else 0)

    def learn(self, loss, rate, most, every=4):
        for g in self.opt.param_groups:
            g['lr'] = rate
        self.opt.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 2.0)
        self.opt.step()
        self.step += 1
        if self.step % every == 0:
            decay = min(most, (1 + self.step) / (10 + self.step)) ** every
            now = self.net.state_dict()
            torch._foreach_lerp_(list(self.avg.values()), [now[k] for k in self.avg],
                                 1 - decay)

    def save(self):
        self.minutes = (time.time() - self.begun) / 60
        torch.save({'net': self.net.state_dict(), 'opt': self.opt.state_dict(),
                    'avg': self.avg, 'step': self.step, 'epoch': self.epoch,
                    'minutes': self.minutes}, self.path + '.tmp')
        os.replace(self.path + '.tmp', self.path)


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    for name, kind, default in ARGS:
        ap.add_argument(name, type=kind, default=default)
    ap.add_argument('treebanks', nargs='+')
    a = ap.parse_args()
    os.makedirs(a.out, exist_ok=True)
    torch.set_flush_denormal(True)
    torch.set_float32_matmul_precision('high')
    torch.manual_seed(a.seed)
    gold = [s for t in a.treebanks for s in data.read_conllu(f'{t}/train.conllu')]
    static_keys, static = read_static(a.static)
    folders = [d for d in a.silver.split(',') if d]
    voc = Vocabulary(gold, static_keys, a.buckets, silver_words(folders))
    start = torch.load(a.start, weights_only=False, map_location='cpu') if a.start else None
    if start:
        voc.take(start['keys'], start['freq'])
    # before CUDA begins: it may fork
    changed = Changed(gold, voc, a.seed, a.workers, a.changed)
    combos = [torch.tensor([v.get(c[k]) for c in voc.combos], device=a.device)
              for k, v in enumerate((voc.upos, voc.xpos, voc.feats))]
    cfg = {**vars(a), 'n_trained': len(voc.keys) + 1, 'n_rels': len(voc.rels),
           'n_tags': voc.n_tags()}
    net, shadow = Net(cfg, static).to(a.device), Net(cfg, static).to(a.device)
    if start:
        net.load_state_dict({k: v.float() for k, v in start['net'].items()})
    run, forms = Run(a, net), Forms(voc)
    rng = np.random.default_rng(a.seed + 1000 * run.epoch)
    print({k: len(getattr(voc, k)) for k in ('upos', 'xpos', 'feats', 'rels', 'scripts',
                                              'combos', 'keys')}, flush=True)
    dev = [Store.of(list(data.read_conllu(f'{t}/dev.conllu')), voc, forms, device=a.device)
           for t in a.treebanks]
    silver = read_silver(folders, voc, forms, a.device)
    print(silver.words if silver else 0, 'words of silver', flush=True)
    freq = torch.from_numpy(voc.freq).to(a.device)
    done = 0.0
    while done < 1:
        stores = [changed.epoch(run.epoch, forms, a.device)]
        parts = [batches(stores[0].n, a.batch, rng)]
        if silver:
            stores.append(silver)
            some = silver.sample(a.share * stores[0].words, rng)
            parts.append([some[b] for b in batches(silver.n[some], a.batch, rng)])
        todo = [(store, ids) for store, part in zip(stores, parts) for ids in part]
        rng.shuffle(todo)
        running = words = 0
        for i, (store, ids) in enumerate(todo):
            done = run.progress(a, i / len(todo))
            if done >= 1:
                break
            if done > 1 - a.seven:
                net.train_in_seven_bits()
            loss, n = loss_of(net, store.batch(ids, forms), freq, a.alpha)
            rate = a.lr * min(1, (run.step + 1) / 200) * min(1, 1.25 * (1 - done) + 0.005)
            run.learn(loss, rate, a.ema)
            running, words = running + loss.detach() * n, words + n
        run.epoch += 1
        done = run.progress(a, 0)
        run.save()
        row = {'epoch': run.epoch, 'loss': round(float(running / words), 4) if i else 0,
               'words': int(words), 'minutes': round(run.minutes, 2), 'rate': rate}
        if run.epoch % a.every == 0 or done >= 1:
            shadow.load_state_dict(run.avg)
            row['dev'] = [evaluate(shadow, d, forms, voc, combos) for d in dev]
        print(json.dumps(row), flush=True)
        with open(f'{a.out}/log.jsonl', 'a') as f:
            f.write(json.dumps(row) + '\n')
        save(f'{a.out}/last.pt', run.avg, voc, cfg)
    changed.close()


if __name__ == '__main__':
    main()
