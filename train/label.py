#!/usr/bin/env python3
"""Have teachers label sentences: silver for train.py --silver.

usage: label.py --teacher last.pt[,last.pt...] --out DIR [--words N] [--seed N]
                [--device cuda] FILE.conllu...
Of the CoNLL-U only forms and SpaceAfter=No are read (so what `demarche parse` writes will
do). Sentences are taken in random order until N words are labelled, 5,000 to a file
DIR/NNN.npz; a run that was cut off goes on behind the last whole file. Several teachers'
probabilities are averaged. Kept for each word: the three likeliest heads, the two likeliest
of each label, with their probabilities.
"""
import argparse
import json
import os
import random
import time

import numpy as np
import torch

import data
import teacher
from store import GROUPS, HEAD, Forms, Store, batches

KEEP = 3          # heads kept a word; of labels the last of them stays empty
SHARD = 5000      # sentences a file
LENGTHS = 3, 110  # words of a sentence worth learning from


def read_sentences(paths, rng):
    """(forms, glue) of the files' sentences, in random order."""
    out = []
    for path in paths:
        forms, glue, stuck = [], [], False
        for line in open(path, encoding='utf-8'):
            if line[:1].isdigit():
                cells = line.split('\t')
                if not cells[0].isdigit():
                    continue
                forms.append(cells[1])
                glue.append(stuck)
                stuck = 'SpaceAfter=No' in cells[9]
            elif line == '\n':
                if LENGTHS[0] <= len(forms) <= LENGTHS[1]:
                    out.append((forms, glue))
                forms, glue, stuck = [], [], False
    rng.shuffle(out)
    return out


def label(nets, batch):
    """-> indexes (T, B, groups, KEEP), probabilities likewise."""
    got = [net.heads(net.read(batch), batch.mask) for net in nets]
    mean = lambda parts: sum(torch.softmax(p.float(), -1) for p in parts) / len(parts)
    arcs = mean([g[1] for g in got]).transpose(0, 1)  # (T, B, 1 + T)
    groups = [mean(parts) for parts in
              zip(*(g[0].split(n.cfg['n_tags'], 2) for n, g in zip(nets, got)))]
    best = arcs.argmax(2)
    rels = mean([n.labels(g[2], g[3], best) for n, g in zip(nets, got)])
    T, B = best.shape
    idx = torch.zeros(T, B, len(GROUPS), KEEP, dtype=torch.int16, device=best.device)
    p = torch.zeros(T, B, len(GROUPS), KEEP, dtype=torch.float16, device=best.device)
    for k, dist in enumerate(groups + [arcs, rels]):
        n = min(KEEP if k == HEAD else 2, dist.shape[2])
        top, at = dist.topk(n, 2)
        idx[:, :, k, :n], p[:, :, k, :n] = at.short(), top.half()
    return idx, p


def label_store(nets, store, forms, size):
    """Of all words in their order: (N, groups, KEEP) twice."""
    words = store.words
    idx = torch.zeros(words, len(GROUPS), KEEP, dtype=torch.int16, device=store.device)
    p = torch.zeros(words, len(GROUPS), KEEP, dtype=torch.float16, device=store.device)
    with torch.no_grad(), teacher.fast(store.device):
        for ids in batches(store.n, size, np.random.default_rng(0)):
            at, live = store.rows_of(ids)
            got = label(nets, store.batch(ids, forms))
            idx[at[live]], p[at[live]] = got[0][live], got[1][live]
    return idx.cpu().numpy(), p.cpu().numpy()


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    for name, kind, default in (('--teacher', str, None), ('--out', str, None),
                                ('--words', int, 2000000), ('--seed', int, 1),
                                ('--batch', int, 3000), ('--device', str, 'cpu')):
        ap.add_argument(name, type=kind, default=default)
    ap.add_argument('files', nargs='+')
    a = ap.parse_args()
    os.makedirs(a.out, exist_ok=True)
    torch.set_float32_matmul_precision('high')
    loaded = [teacher.load(path, a.device) for path in a.teacher.split(',')]
    nets, voc = [n for n, _ in loaded], loaded[0][1]
    forms = Forms(voc, nets[0].pieces)
    sentences = read_sentences(a.files, random.Random(a.seed))
    with open(f'{a.out}/labels.json', 'w') as f:
        json.dump({k: getattr(voc, k).names for k in GROUPS if k != 'head'}, f)
    done, begun = 0, time.time()
    for k in range(0, len(sentences), SHARD):
        part = sentences[k:k + SHARD]
        done += sum(len(f) for f, _ in part)
        path = f'{a.out}/{k // SHARD:03d}.npz'
        if not os.path.exists(path):
            store = Store.unlabelled(part, forms, a.device)
            idx, p = label_store(nets, store, forms, a.batch)
            text = '\n'.join(w for f, _ in part for w in f).encode()
            np.savez(path + '.tmp.npz', forms=np.frombuffer(text, np.uint8), n=store.n,
                     glue=store.glue.cpu().numpy(), idx=idx, p=p)
            os.replace(path + '.tmp.npz', path)
            print(f'{path} {done} words {(time.time() - begun) / 60:.1f} min', flush=True)
        if done >= a.words:
            break


if __name__ == '__main__':
    main()
