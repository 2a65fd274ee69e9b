#!/usr/bin/env python3
"""Learn lexicon/ontology/sureness.tsv: how sure the coder is of an event.

usage: sureness.py BUILD SHARED [--out OUT.tsv]

BUILD holds the built demarche and train/sureness_examples. Taught by the events that people
have checked (train/checked.tsv, of documents below SHARED, the starting document among them) and
by the golden texts of tests/golden: what is coded of them is right where they ask for it. A
log-linear model of "a careful second reader would leave it in". Without --out ten parts, cut by
document, are each judged by what the other nine teach. One minute.
"""
import argparse
import collections
import json
import os
import random
import subprocess
import sys
import tempfile

import numpy as np

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(TOP, 'tests'))
from harness import events, golden  # noqa: E402

L2, LEAST = 6.0, 4  # ridge; how often a thing must have been seen
OF_GOLDEN = 1.0     # what a golden event counts: they are short, clear and known to the rules
THRESHOLDS = (0.3, 0.4, 0.5, 0.55, 0.6, 0.7)
HEAD = '''# How sure the coder is of an event (src/event/sureness.h): what a thing seen around it speaks
# for its being right. Learned by train/sureness.py from events that people have checked and from
# the golden texts; written by it, not by hand; no sentence is in it.
# feature: what is seen, as src/event/sureness.c writes it. weight: natural logarithm.
# source: checked
feature\tweight
'''

Example = collections.namedtuple('Example', 'document right seen weight')


def codes(text):
    return frozenset(text.split(','))


def seen_of(build, paths):
    """[(document, sentence, type, actors, recipients, first byte, seen)]"""
    out = subprocess.run([os.path.join(build, 'train', 'sureness_examples'), *paths], check=True,
                         stdout=subprocess.PIPE, encoding='utf-8').stdout
    for line in out.splitlines():
        c = line.split('\t')
        who, whom = c[6].split('>')
        yield c[0], int(c[1]), c[4], codes(who), codes(whom), int(c[2]), c[7:]


def checked(build, shared):
    """Of events that are no longer made nothing can be learned; they are counted."""
    rows = {}
    with open(os.path.join(TOP, 'train', 'checked.tsv'), encoding='utf-8') as f:
        for line in f:
            if not line.startswith('#'):
                c = line.rstrip('\n').split('\t')
                rows[c[0], int(c[1]), c[2], codes(c[3]), codes(c[4])] = c[5] == 'right'
    paths = sorted({os.path.join(shared, r[0]) for r in rows})
    found = []
    for doc, at, kind, who, whom, _, seen in seen_of(build, paths):
        right = rows.pop((os.path.relpath(doc, shared), at, kind, who, whom), None)
        if right is not None:
            found.append(Example(doc, right, seen, 1.0))
    print(f'{len(found)} checked events are still made, {len(rows)} are not')
    return found


class Program:
    """What tests/harness asks of a context."""
    top = TOP

    def __init__(self, build):
        self.binary = os.path.join(build, 'demarche')

    def run(self, *arguments, stdin=b''):
        done = subprocess.run([self.binary, *arguments, '--confidence', '0'], input=stdin,
                              capture_output=True, cwd=TOP)
        return done.returncode, done.stdout, done.stderr


def of_golden(build):
    """Golden texts, each a document; those about pages of samples/ are left out."""
    cases = [c for c in golden.all_cases(Program) if not c.page]
    coded, complaint = events.code(
        Program(build), [(f'c{i}', '\n'.join(c.text), c.date) for i, c in enumerate(cases)])
    if complaint:
        sys.exit(complaint)
    with tempfile.NamedTemporaryFile('w', suffix='.jsonl', encoding='utf-8') as f:
        for i, c in enumerate(cases):
            f.write(json.dumps({'id': f'c{i}', 'text': '\n'.join(c.text),
                                **({'date': c.date} if c.date else {})}) + '\n')
        f.flush()
        seen = collections.defaultdict(list)
        for doc, _, kind, _, _, at, s in seen_of(build, [f.name]):
            seen[doc, at, kind].append(s)
    for i, case in enumerate(cases):
        left = list(coded.get(f'c{i}', []))
        asked = [events.Expected(s.lstrip('? ')) for s in case.expect]
        for e in left:
            s = seen.get((f'c{i}', e['spans']['trigger']['start'], e['event'][0]))
            if s:
                yield Example(f'golden {i}', any(a.fits(e) for a in asked), s.pop(0), OF_GOLDEN)


def fit(examples):
    """-> {feature: weight}: ridge regression of the log odds, by Nesterov's method."""
    count = collections.Counter(f for e in examples for f in e.seen)
    names = sorted(f for f in count if count[f] >= LEAST)
    index = {f: i for i, f in enumerate(names)}
    x = np.zeros((len(examples), len(names)), np.float64)
    for i, e in enumerate(examples):
        x[i, [index[f] for f in e.seen if f in index]] = 1
    y = np.array([e.right for e in examples], float)
    weight = np.array([e.weight for e in examples])
    ridge = np.full(len(names), L2)
    ridge[index['any']] = 0.01
    step = 1 / (0.25 * np.linalg.norm(x * np.sqrt(weight)[:, None], 2) ** 2 + L2)
    w = ahead = np.zeros(len(names))
    t = 1.0
    for _ in range(400):
        p = 1 / (1 + np.exp(-x @ ahead))
        new = ahead - step * (x.T @ (weight * (p - y)) + ridge * ahead)
        t_new = (1 + np.sqrt(1 + 4 * t * t)) / 2
        ahead = new + (t - 1) / t_new * (new - w)
        w, t = new, t_new
    return dict(zip(names, w))


def judge(weights, e):
    return 1 / (1 + np.exp(-sum(weights.get(f, 0.0) for f in e.seen)))


def report(name, examples, p):
    right = np.array([e.right for e in examples], bool)
    if not len(right) or right.all() or not right.any():
        return
    auc = (p[right][:, None] > p[~right][None, :]).mean()
    print(f'{name}: {len(right)} events, {right.mean():.3f} right, area under the curve {auc:.3f}')
    for threshold in THRESHOLDS:
        kept = p >= threshold
        print(f'  from {threshold:.2f}: kept {kept.mean():.2f}, right of them '
              f'{right[kept].mean():.3f}, of the right ones {kept[right].mean():.3f}')
    for low in np.arange(0, 1, 0.2):
        part = (p >= low) & (p < low + 0.2)
        if part.any():
            print(f'  said {low:.1f}-{low + 0.2:.1f}: {part.sum()}, right {right[part].mean():.2f}')


def cross_validate(examples):
    names = sorted({e.document for e in examples})
    random.Random(5).shuffle(names)
    part = {name: i % 10 for i, name in enumerate(names)}
    p = np.zeros(len(examples))
    for k in range(10):
        weights = fit([e for e in examples if part[e.document] != k])
        for i, e in enumerate(examples):
            if part[e.document] == k:
                p[i] = judge(weights, e)
    for name, want in (('checked', False), ('golden', True)):
        mine = [i for i, e in enumerate(examples) if e.document.startswith('golden') == want]
        report(name, [examples[i] for i in mine], p[mine])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n', maxsplit=1)[0])
    parser.add_argument('build')
    parser.add_argument('shared')
    parser.add_argument('--out')
    options = parser.parse_args()
    examples = checked(options.build, options.shared) + list(of_golden(options.build))
    if not options.out:
        cross_validate(examples)
        return
    weights = fit(examples)
    with open(options.out, 'w', encoding='utf-8') as f:
        f.write(HEAD)
        for feature, weight in sorted(weights.items()):
            if abs(weight) >= 0.005:
                f.write(f'{feature}\t{weight:.3f}\n')


if __name__ == '__main__':
    main()
