#!/usr/bin/env python3
"""Train a slow, right parser that then labels what the fast one learns from.

usage: teacher.py --out RUN_DIR --encoder DIR [--epochs N] [--minutes M] [--device cuda]
                  TREEBANK...
DIR: an encoder's weights and pieces (encoder.py). A run that was cut off goes on from its
last checkpoint. The heads are net.py's, wider, on top of one of its blocks, which also
sees each word's beginnings, ends and shape: the encoder knows no capitals.
"""
import argparse
import json
import os
import time

import numpy as np
import torch
from torch import nn
import torch.nn.functional as F

import data
import encoder
from net import Net
from augment import Changed
from store import Forms, Store, batches
from train import Vocabulary, evaluate, loss_of

CFG = {'e': 384, 'd': 384, 'layers': 1, 'taps': 5, 'tag': 256, 'arc': 320, 'rel': 160,
       'drop': 0.2, 'drop_in': 0.2, 'drop_mlp': 0.3, 'buckets': 32768, 'n_trained': 1}
MOST_WORDS = 160  # of a sentence that the teacher reads


class Teacher(Net):
    def __init__(self, cfg, inner):
        super().__init__(cfg)
        self.encoder, self.enc_in = inner, nn.Linear(inner.width, cfg['e'])
        del self.words

    def states(self, batch):
        """Mean of a word's pieces: (T, B, width)."""
        tables, form = batch.forms, batch.form.t()  # (B, T)
        ends = tables.n_pieces[form].cumsum(1)
        begin = ends - tables.n_pieces[form] + 1  # behind the mark of a sentence's begin
        B, T = form.shape
        P = min(int(ends[:, -1].max()) + 2, self.encoder.longest)
        ids = torch.full((B, P + 1), self.pieces.fill, device=form.device)
        word = torch.full((B, P + 1), T, device=form.device)
        numbers = torch.arange(T, device=form.device).expand(B, T)
        for k in range(tables.pieces.shape[1]):
            at = torch.where(k < tables.n_pieces[form], begin + k, P).clamp(max=P)
            ids.scatter_(1, at, tables.pieces[form, k])
            word.scatter_(1, at, numbers)
        last = (ends[:, -1:] + 1).clamp(max=P - 1)
        ids[:, 0] = self.pieces.first
        ids.scatter_(1, last, self.pieces.last)
        ids, word = ids[:, :P], word[:, :P]
        word = word.scatter(1, last, T)
        live = torch.arange(P, device=form.device) <= last
        x = self.encoder(ids, live).float()
        out = x.new_zeros(B, T + 1, x.shape[2])
        out = out.scatter_add(1, word.unsqueeze(2).expand_as(x), x)
        return (out[:, :T] / tables.n_pieces[form].clamp(min=1).unsqueeze(2)).transpose(0, 1)

    def read(self, batch, freq=None, alpha=0):
        hashed = batch.hashed
        if self.training:
            hashed = self.some_left_out(hashed, 0.05)
        rows = F.embedding_bag(hashed.flatten(0, 1), self.hashed.weight, mode='sum',
                               padding_idx=self.cfg['buckets'])
        x = self.enc_in(self.states(batch)) + rows.view(*hashed.shape[:2], -1)
        return self.trunk(x, batch.mask)


def fast(device):
    """Half the bits where a processor of matrices does them."""
    return torch.autocast('cuda', torch.bfloat16, enabled=device == 'cuda')


def load(path, device):
    """A trained teacher, ready to label; its vocabulary."""
    ck = torch.load(path, weights_only=False, map_location=device)
    net = Teacher(ck['cfg'], encoder.Encoder(**ck['sizes'])).to(device)
    net.load_state_dict(ck['avg'])
    net.pieces = ck['pieces']
    return net.eval(), ck['voc']


def rate_at(progress, step):
    warm = min(1, (step + 1) / 150)
    return warm * min(1, 1.1 * (1 - progress) + 0.01)


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    for name, kind, default in (('--out', str, None), ('--encoder', str, None),
                                ('--epochs', int, 8), ('--minutes', float, 0),
                                ('--seed', int, 1), ('--batch', int, 1000),
                                ('--lr', float, 1e-3), ('--lr_encoder', float, 1e-4),
                                ('--ema', float, 0.995), ('--device', str, 'cpu'),
                                ('--workers', int, 0)):
        ap.add_argument(name, type=kind, default=default)
    ap.add_argument('treebanks', nargs='+')
    a = ap.parse_args()
    os.makedirs(a.out, exist_ok=True)
    torch.set_float32_matmul_precision('high')
    torch.manual_seed(a.seed)
    gold = [s for t in a.treebanks for s in data.read_conllu(f'{t}/train.conllu')]
    gold = [s for s in gold if len(s.forms) <= MOST_WORDS]
    voc = Vocabulary(gold, [], CFG['buckets'])
    changed = Changed(gold, voc, a.seed, a.workers)  # before CUDA begins: it may fork
    combos = [torch.tensor([v.get(c[k]) for c in voc.combos], device=a.device)
              for k, v in enumerate((voc.upos, voc.xpos, voc.feats))]
    cfg = {**CFG, 'n_rels': len(voc.rels), 'n_tags': voc.n_tags()}
    inner, sizes, pieces = encoder.load(a.encoder)
    net = Teacher(cfg, inner).to(a.device)
    shadow = Teacher(cfg, encoder.Encoder(**sizes)).to(a.device)
    net.pieces = shadow.pieces = pieces
    forms = Forms(voc, pieces)
    mine = set(net.encoder.parameters())
    opt = torch.optim.AdamW(
        [{'params': list(mine), 'base': a.lr_encoder},
         {'params': [p for p in net.parameters() if p not in mine], 'base': a.lr}],
        betas=(0.9, 0.98), weight_decay=0.01)
    avg = {k: v.clone() for k, v in net.state_dict().items()}
    step, epoch, before, last = 0, 0, 0.0, f'{a.out}/last.pt'
    if os.path.exists(last):
        ck = torch.load(last, weights_only=False, map_location=a.device)
        net.load_state_dict(ck['net'])
        opt.load_state_dict(ck['opt'])
        avg, step, epoch, before = ck['avg'], ck['step'], ck['epoch'], ck['minutes']
    dev = [Store.of([s for s in data.read_conllu(f'{t}/dev.conllu')], voc, forms,
                    device=a.device) for t in a.treebanks]
    rng = np.random.default_rng(a.seed + 1000 * epoch)
    begun = time.time() - 60 * before
    while epoch < a.epochs:
        store = changed.epoch(epoch, forms, a.device)
        todo = batches(store.n, a.batch, rng)
        running = words = 0
        for i, ids in enumerate(todo):
            progress = max((epoch + i / len(todo)) / a.epochs,
                           (time.time() - begun) / 60 / a.minutes if a.minutes else 0)
            r = rate_at(min(1, progress), step)
            for g in opt.param_groups:
                g['lr'] = g['base'] * r
            with fast(a.device):
                loss, n = loss_of(net, store.batch(ids, forms), None, 0)
            opt.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            opt.step()
            step += 1
            running, words = running + loss.detach() * n, words + n
            if step % 8 == 0:
                decay = min(a.ema, (1 + step) / (10 + step)) ** 8
                now = net.state_dict()
                torch._foreach_lerp_(list(avg.values()), [now[k] for k in avg], 1 - decay)
            if step % 50 == 0:
                print(f'step {step} of {len(todo) * a.epochs} loss '
                      f'{float(running / words):.3f} {(time.time() - begun) / 60:.2f} min',
                      flush=True)
            if progress >= 1:
                break
        epoch += 1
        row = {'epoch': epoch, 'loss': round(float(running / words), 4),
               'minutes': round((time.time() - begun) / 60, 2)}
        over = epoch == a.epochs or progress >= 1
        if over or epoch % 4 == 0 or a.device == 'cpu':
            shadow.load_state_dict(avg)
            with fast(a.device):
                row['dev'] = [evaluate(shadow, d, forms, voc, combos) for d in dev]
            torch.save({'cfg': cfg, 'sizes': sizes, 'pieces': pieces, 'avg': avg, 'voc': voc,
                        'net': net.state_dict(), 'opt': opt.state_dict(), 'step': step,
                        'epoch': epoch, 'minutes': row['minutes']}, last + '.tmp')
            os.replace(last + '.tmp', last)
        print(json.dumps(row), flush=True)
        with open(f'{a.out}/log.jsonl', 'a') as f:
            f.write(json.dumps(row) + '\n')
        if over:
            break
    changed.close()


if __name__ == '__main__':
    main()
