#!/usr/bin/env python3
"""Learn lexicon/coreference.tsv: the weights by which nominals find who they stand for.

usage: coreference.py EXAMPLES GUM_OPEN/train.conllu OUT.tsv [--epochs N] [--l2 X]

EXAMPLES is the built train/chain_examples. The weights maximise the likelihood of the right
candidate among all that the mention stage looks at (a log-linear ranking, Denis and
Baldridge 2008), where the chains before are the right ones. Some three minutes on two cores.
"""
import argparse
import os
import subprocess
import sys

import numpy as np
import torch

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'tests',
                                'score'))
import coref  # noqa: E402

HEAD = '''# Who is who: what each feature of a nominal and of a chain before it weighs
# (src/mention/chain_feature.h says what they mean; a feature that is not here weighs 0).
# Learned by train/coreference.py from the train part of the open documents of GUM; written
# by it, not by hand. feature: the template. values: its places. weight: natural logarithm.
# source: gum
feature\tvalues\tweight
'''


def examples(program, path):
    """The program's examples of the documents of `path`, as one array of numbers."""
    parts = []
    for d in coref.documents(path):
        text = d.text.encode()
        marks = {}
        numbers = {}
        for a, b, entity, width in sorted(d.gold, key=lambda g: -g[3]):
            marks.setdefault((a, b), numbers.setdefault(entity, len(numbers) + 1))
        lines = ''.join(f'{a} {b} {e}\n' for (a, b), e in sorted(marks.items())).encode()
        parts += [b'%d %d\n' % (len(text), len(lines)), text, lines]
    out = subprocess.run([program], input=b''.join(parts), check=True,
                         stdout=subprocess.PIPE).stdout
    return np.frombuffer(out, dtype=np.uint32)


def unpack(numbers):
    """-> features, where each candidate begins, example of each, right candidate of each."""
    features, offsets, example, right = [], [], [], []
    at, total = 0, 0
    while at < len(numbers):
        n, choice = int(numbers[at]), int(numbers[at + 1])
        at += 2
        if n == 1:
            at += 1 + int(numbers[at])
            continue
        right.append(len(offsets) + choice)
        for _ in range(n):
            k = int(numbers[at])
            offsets.append(total)
            example.append(len(right) - 1)
            features.append(numbers[at + 1:at + 1 + k])
            total += k
            at += 1 + k
    return (torch.from_numpy(np.concatenate(features).astype(np.int64)), torch.tensor(offsets),
            torch.tensor(example), torch.tensor(right))


def learn(features, offsets, example, right, n_features, epochs, l2, rare):
    count = torch.bincount(features, minlength=n_features)
    kept = (count >= rare).float()
    w = torch.zeros(n_features, requires_grad=True)
    step = torch.optim.Adam([w], lr=0.03)
    n = len(right)
    for epoch in range(epochs):
        for group in step.param_groups:
            group['lr'] = 0.03 * min(1.0, 2.0 * (1 - epoch / epochs))
        score = torch.nn.functional.embedding_bag(features, (w * kept).unsqueeze(1), offsets,
                                                  mode='sum').squeeze(1)
        top = torch.full((n,), -1e9).scatter_reduce(0, example, score.detach(), 'amax')
        total = torch.zeros(n).scatter_add(0, example, (score - top[example]).exp()).log() + top
        loss = (total - score[right]).mean() + l2 * (w ** 2).sum()
        step.zero_grad()
        loss.backward()
        step.step()
        if epoch % 20 == 19:
            print(f'{epoch + 1} rounds: {loss.item():.4f}', flush=True)
    return (w * kept).detach().numpy()


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument('examples')
    ap.add_argument('treebank')
    ap.add_argument('out')
    ap.add_argument('--epochs', type=int, default=160)
    ap.add_argument('--l2', type=float, default=4e-5)
    ap.add_argument('--rare', type=int, default=6, help='features seen less are left out')
    ap.add_argument('--least', type=float, default=0.05, help='smaller weights are left out')
    a = ap.parse_args()
    names = subprocess.run([a.examples, '--names'], check=True, stdout=subprocess.PIPE,
                           encoding='utf-8').stdout.splitlines()
    features, offsets, example, right = unpack(examples(a.examples, a.treebank))
    print(f'{len(right)} nominals, {len(offsets)} candidates')
    w = learn(features, offsets, example, right, len(names), a.epochs, a.l2, a.rare)
    rows = [f'{name}\t{value:.2f}\n' for name, value in zip(names, w) if abs(value) >= a.least]
    with open(a.out, 'w', encoding='utf-8') as f:
        f.write(HEAD + ''.join(rows))
    print(f'{a.out}: {len(rows)} of {len(names)} features')


if __name__ == '__main__':
    main()
