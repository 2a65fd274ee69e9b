#!/usr/bin/env python3
"""Train the tagger, lemmatizer and parser. See ../model/MODEL-CARD.md.

usage: train.py --out RUN_DIR [--epochs N | --minutes M] [--static vectors.npz] TREEBANK...
A TREEBANK is a folder with train.conllu and dev.conllu.
"""
import argparse
import collections
import json
import os
import random
import time

import numpy as np
import torch
import torch.nn.functional as F

import data
from net import Net

ARGS = [('--out', str, 'run'), ('--epochs', int, 30), ('--minutes', float, 0),
        ('--static', str, ''), ('--seed', int, 1), ('--batch', int, 1500),
        ('--lr', float, 2e-3), ('--d', int, 192), ('--e', int, 160), ('--layers', int, 3),
        ('--taps', int, 5), ('--tag', int, 96), ('--arc', int, 96), ('--rel', int, 64),
        ('--drop', float, 0.2), ('--drop_in', float, 0.3), ('--drop_mlp', float, 0.3),
        ('--alpha', float, 1.0), ('--buckets', int, 32768), ('--ema', float, 0.9985),
        ('--silver', str, ''), ('--wd', float, 0.01), ('--init', str, '')]


class Labels:
    """Names of one kind of label; rare ones are left out and never predicted."""

    def __init__(self, counter, least=1):
        self.names = [k for k, v in counter.most_common() if v >= least]
        self.index = {k: i for i, k in enumerate(self.names)}

    def get(self, name):
        return self.index.get(name, -1)

    def __len__(self):
        return len(self.names)


class Vocabulary:
    def __init__(self, sentences, static_keys, buckets):
        count = lambda get: collections.Counter(x for s in sentences for x in get(s))
        self.upos = Labels(count(lambda s: s.upos))
        self.xpos = Labels(count(lambda s: s.xpos))
        self.feats = Labels(count(lambda s: s.feats), 2)
        self.rels = Labels(count(lambda s: s.rels))
        self.scripts = Labels(count(lambda s: map(data.lemma_script, s.forms, s.lemmas)), 3)
        self.combos = Labels(count(lambda s: zip(s.upos, s.xpos, s.feats)), 1)
        self.combos = [c for c in self.combos.names if self.feats.get(c[2]) >= 0]
        keys = count(lambda s: (data.word_key(data.cut(f)) for f in s.forms))
        self.keys = [k for k, v in keys.most_common() if v >= 2]
        self.freq = np.array([0] + [keys[k] for k in self.keys], np.float32)
        self.row = {k: i + 1 for i, k in enumerate(self.keys)}
        self.static = {k: i + 1 for i, k in enumerate(static_keys)}
        self.buckets, self.cache = buckets, {}

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


class Example:
    """A sentence as arrays; y columns: upos xpos feats script head rel."""

    def __init__(self, s, voc, forms=None):
        n = len(s.forms)
        forms = forms or s.forms
        got = [voc.word(f) for f in forms]
        self.words = np.array([g[0] for g in got])
        self.stat = np.array([g[1] for g in got])
        self.hashed = np.array([g[2] + [voc.glue(s.glue[i])] for i, g in enumerate(got)])
        self.y = np.array([[voc.upos.get(s.upos[i]), voc.xpos.get(s.xpos[i]),
                            voc.feats.get(s.feats[i]),
                            voc.scripts.get(data.lemma_script(forms[i], s.lemmas[i])),
                            s.heads[i], voc.rels.get(s.rels[i])] for i in range(n)])
        self.n = n


SYLLABLES = ("pak ch'or on kim il song ch'oe yun sun gi tong jin p'yong yang in ch'on kang "
             "won abd al rah man has san mu bar ak na ser ko va len in sky ov ich gor ba "
             "chev nguy en van thi eu ho xi ping deng zhou li peng su har to mah thir "
             "ka un da nye re re mo bu tu se ko tra mit ter rand ju an car los per ez "
             "t'ae k'un hae ju ts'ao yas sir ara fat ra bin sha mir").split()


def invented_name(rng):
    """A name that no treebank has, sometimes with an apostrophe or a hyphen inside."""
    parts = [rng.choice(SYLLABLES) for _ in range(rng.choice((1, 2, 2, 2, 3)))]
    glue = '-' if len(parts) == 2 and rng.random() < 0.15 else ''
    name = glue.join(parts)
    return name[:1].upper() + name[1:]


def renamed(s, rng):
    forms = list(s.forms)
    for i, x in enumerate(s.xpos):
        if x == 'NNP' and s.upos[i] == 'PROPN' and forms[i].isalpha() and rng.random() < 0.6:
            forms[i] = invented_name(rng)
    if forms == s.forms:
        return None
    lemmas = [l if f == g else f for l, f, g in zip(s.lemmas, forms, s.forms)]
    return s._replace(forms=forms, lemmas=lemmas), None


NAME_RELS = 'nsubj obj iobj obl nmod conj appos root vocative'.split()
CALENDAR = ('January February March April May June July August September October November '
            'December Monday Tuesday Wednesday Thursday Friday Saturday Sunday').split()


def insert_words(s, at, words):
    """Put words (form, upos, xpos, feats, rel, head offset from the first of them, glue)
    behind word `at` (counted from 1); heads that point behind it move along."""
    k = len(words)
    move = lambda h: h + k if h > at else h
    cols = [list(c) for c in s]
    cols[5] = [move(h) for h in cols[5]]
    for j, (form, upos, xpos, feats, rel, head, glue) in enumerate(words):
        new = (form, form, upos, xpos, feats, at + 1 + head, rel, glue)
        for col, value in zip(cols, new):
            col.insert(at + j, value)
    return data.Sentence(*cols)


def full_name(s, rng):
    """A lone name becomes one like "Pak Ch'or-on": flat, as EWT has "Abdul-Razaq"."""
    i = len(s.forms)
    while i > 0:
        i -= 1
        me = i + 1
        parts = {s.rels[k] for k, h in enumerate(s.heads) if h == me}
        if (s.xpos[i] != 'NNP' or s.upos[i] != 'PROPN' or not s.forms[i].isalpha()
                or s.rels[i].split(':')[0] not in NAME_RELS or ':unmarked' in s.rels[i]
                or s.forms[i] in CALENDAR or parts & {'flat', 'compound', 'det', 'amod'} or rng.random() < 0.4):
            continue
        if i + 1 < len(s.forms) and s.xpos[i + 1] == 'HYPH':
            continue
        cap = lambda w: w[:1].upper() + w[1:]
        given, last = cap(rng.choice(SYLLABLES)), rng.choice(SYLLABLES)
        if rng.random() < 0.25:
            last = cap(last)
        noun = ('PROPN', 'NNP', 'Number=Sing', 'flat', -1)
        words = [(given, *noun, False)]
        if rng.random() < 0.8:
            words += [('-', 'PUNCT', 'HYPH', '_', 'punct', 2, True), (last, *noun, True)]
        stuck = i + 1 < len(s.forms) and s.glue[i + 1]
        s = insert_words(s, me, words)
        forms, lemmas, glue = list(s.forms), list(s.lemmas), list(s.glue)
        if rng.random() < 0.7:
            forms[i] = lemmas[i] = cap(rng.choice(SYLLABLES))
        if me + len(words) < len(glue):
            glue[me + len(words)] = stuck
        s = s._replace(forms=forms, lemmas=lemmas, glue=glue)
    return s


def augmented(s, rng):
    """A sentence as it could stand in a cable or headline, or None to keep it."""
    p = rng.random()
    if p < 0.03:
        return s, [f.lower() for f in s.forms]
    if p < 0.06:
        return s, [f.upper() for f in s.forms]
    if p < 0.08:
        return s, [f[:1].upper() + f[1:] if len(f) > 3 else f for f in s.forms]
    n = len(s.forms)
    if p < 0.13 and n > 3 and s.upos[-1] == 'PUNCT' and n not in s.heads:
        return data.Sentence(*[col[:-1] for col in s]), None
    if p < 0.16:
        return s._replace(glue=[False] * n), None
    if p < 0.21:
        return renamed(s, rng)
    if p < 0.29 and 'NNP' in s.xpos:
        return full_name(s, rng), None
    return None


def batches(examples, size, rng):
    order = sorted(range(len(examples)), key=lambda i: examples[i].n + rng.random() * 3)
    out, cur = [], []
    for i in order:
        if cur and examples[i].n * (len(cur) + 1) > size:
            out.append(cur)
            cur = []
        cur.append(i)
    if cur:
        out.append(cur)
    rng.shuffle(out)
    return [[examples[i] for i in b] for b in out]


def tensors(batch, buckets):
    T, B, k = max(x.n for x in batch), len(batch), batch[0].hashed.shape[1]
    words = np.zeros((T, B), np.int64)
    stat = np.zeros((T, B), np.int64)
    hashed = np.full((T, B, k), buckets, np.int64)
    y = np.full((T, B, 6), -1, np.int64)
    mask = np.zeros((T, B, 1), np.float32)
    for b, x in enumerate(batch):
        words[:x.n, b], stat[:x.n, b], hashed[:x.n, b] = x.words, x.stat, x.hashed
        y[:x.n, b], mask[:x.n, b] = x.y, 1
    return [torch.from_numpy(a) for a in (words, stat, hashed, y, mask)]


def loss_of(net, t, freq, alpha):
    words, stat, hashed, y, mask = t
    keep = freq[words] / (freq[words] + alpha)  # a word seen once is unknown half the time
    keep = torch.bernoulli(keep).unsqueeze(2)
    keep_static = torch.bernoulli(torch.full(words.shape, 0.93)).unsqueeze(2)
    live = torch.bernoulli(torch.full(hashed.shape, 0.97)) > 0
    hashed = torch.where(live, hashed, torch.full_like(hashed, net.cfg['buckets']))
    x = net.trunk(net.embed(torch.where(keep[:, :, 0] > 0, words, 0), stat, hashed, 1,
                            keep_static), mask)
    tags, arcs, rdep, rhead = net.heads(x, mask)
    ce = lambda s, g: F.cross_entropy(s.flatten(0, -2), g.flatten(), ignore_index=-1,
                                      reduction='sum')
    parts = [ce(s, y[:, :, k]) for k, s in enumerate(tags.split(net.cfg['n_tags'], 2))]
    heads = y[:, :, 4]
    parts.append(ce(arcs, heads.t().contiguous()))
    parts.append(ce(net.labels(rdep, rhead, heads.clamp(min=0)), y[:, :, 5]))
    n = mask.sum()
    weights = (0.5, 0.3, 0.3, 0.5, 1.0, 1.0)
    return sum(w * p for w, p in zip(weights, parts)) / n, n


def evaluate(net, examples, voc, combos):
    """Greedy heads, no tree search: a little below what the parser reaches."""
    net.eval()
    right, total = np.zeros(7), 0
    with torch.no_grad():
        for b in batches(examples, 3000, random.Random(0)):
            words, stat, hashed, y, mask = tensors(b, voc.buckets)
            x = net.trunk(net.embed(words, stat, hashed, 1, 1), mask)
            tags, arcs, rdep, rhead = net.heads(x, mask)
            su, sx, sf, ss = [F.log_softmax(s, 2) for s in tags.split(net.cfg['n_tags'], 2)]
            best = (su[:, :, combos[0]] + sx[:, :, combos[1]] + sf[:, :, combos[2]]).argmax(2)
            heads = arcs.argmax(2).t()
            rels = net.labels(rdep, rhead, heads).argmax(2)
            m = mask[:, :, 0] > 0
            uas = (heads == y[:, :, 4]) & m
            univ = torch.tensor([voc.rels.get(r.split(':')[0]) for r in voc.rels.names])
            las = uas & (univ[rels] == univ[y[:, :, 5]])
            got = [(combos[k][best] == y[:, :, k]) & m for k in range(3)]
            got += [(ss.argmax(2) == y[:, :, 3]) & m, uas, las,
                    (su.argmax(2) == y[:, :, 0]) & m]
            right += [g.sum().item() for g in got]
            total += m.sum().item()
    net.train()
    return dict(zip(('upos', 'xpos', 'feats', 'lemma', 'uas', 'las', 'upos_alone'),
                    (100 * right / total).round(2).tolist()))


def save(path, net, avg, voc, cfg):
    torch.save({'cfg': cfg, 'net': avg, 'upos': voc.upos.names, 'xpos': voc.xpos.names,
                'feats': voc.feats.names, 'scripts': voc.scripts.names,
                'rels': voc.rels.names, 'combos': voc.combos, 'keys': voc.keys,
                'freq': voc.freq}, path + '.tmp')
    os.replace(path + '.tmp', path)


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    for name, kind, default in ARGS:
        ap.add_argument(name, type=kind, default=default)
    ap.add_argument('treebanks', nargs='+')
    a = ap.parse_args()
    os.makedirs(a.out, exist_ok=True)
    rng = random.Random(a.seed)
    torch.manual_seed(a.seed)
    gold = [s for t in a.treebanks for s in data.read_conllu(f'{t}/train.conllu')]
    dev = [list(data.read_conllu(f'{t}/dev.conllu')) for t in a.treebanks]
    static_keys, static = [], None
    if a.static:
        z = np.load(a.static)
        static_keys = bytes(z['keys']).split(b'\n')
        static = torch.from_numpy(np.vstack([np.zeros((1, z['vectors'].shape[1])),
                                             z['vectors']]).astype(np.float32))
    voc = Vocabulary(gold, static_keys, a.buckets)
    combos = [torch.tensor([v.get(c[k]) for c in voc.combos])
              for k, v in enumerate((voc.upos, voc.xpos, voc.feats))]
    cfg = {**vars(a), 'n_trained': len(voc.keys) + 1, 'n_rels': len(voc.rels),
           'n_tags': [len(voc.upos), len(voc.xpos), len(voc.feats), len(voc.scripts)]}
    net = Net(cfg, static)
    if a.init:
        net.load_state_dict(torch.load(a.init, weights_only=False)['net'])
    print({k: len(getattr(voc, k)) for k in ('upos', 'xpos', 'feats', 'rels', 'scripts',
                                              'combos', 'keys')}, flush=True)
    plain = [Example(s, voc) for s in gold]
    dev = [[Example(s, voc) for s in d] for d in dev]
    silver = ([Example(s, voc) for s in data.read_conllu(a.silver)] if a.silver else [])
    freq = torch.from_numpy(voc.freq)
    opt = torch.optim.AdamW(net.parameters(), lr=a.lr, betas=(0.9, 0.95), eps=1e-8,
                            weight_decay=a.wd)
    avg = {k: v.clone() for k, v in net.state_dict().items()}
    shadow = Net(cfg, static)
    begun, step, epoch, progress = time.time(), 0, 0, 0.0
    log = open(f'{a.out}/log.jsonl', 'a')
    while progress < 1:
        exs = []
        for i, s in enumerate(gold):
            got = augmented(s, rng)
            exs.append(plain[i] if got is None else Example(got[0], voc, got[1]))
        exs += rng.sample(silver, min(len(silver), len(gold)))
        todo = batches(exs, a.batch, rng)
        running, words = 0.0, 0
        for i, b in enumerate(todo):
            progress = ((time.time() - begun) / 60 / a.minutes if a.minutes
                        else (epoch + i / len(todo)) / a.epochs)
            if progress >= 1:
                break
            rate = a.lr * min(1, (step + 1) / 200) * min(1, 1.25 * (1 - progress) + 0.005)
            for g in opt.param_groups:
                g['lr'] = rate
            loss, n = loss_of(net, tensors(b, a.buckets), freq, a.alpha)
            opt.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            opt.step()
            step += 1
            running, words = running + loss.item() * n.item(), words + n.item()
            decay = min(a.ema, (1 + step) / (10 + step))
            if step % 4 == 0:
                with torch.no_grad():
                    for k, v in net.state_dict().items():
                        avg[k].lerp_(v, 1 - decay ** 4)
        epoch += 1
        if not a.minutes:
            progress = epoch / a.epochs
        shadow.load_state_dict(avg)
        row = {'epoch': epoch, 'loss': round(running / max(1, words), 4),
               'minutes': round((time.time() - begun) / 60, 2), 'rate': rate}
        if epoch % 2 == 0 or progress >= 1:
            row['dev'] = [evaluate(shadow, d, voc, combos) for d in dev]
        print(json.dumps(row), flush=True)
        log.write(json.dumps(row) + '\n')
        log.flush()
        save(f'{a.out}/last.pt', net, avg, voc, cfg)


if __name__ == '__main__':
    main()
