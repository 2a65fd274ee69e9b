#!/usr/bin/env python3
"""Score who is who (`demarche actors`) on GUM's coreference.

usage: coref.py DEMARCHE gum-open/dev.conllu [-v]

Gold: spans of persons, organisations and places with their entity's number in the document.
A mention that is made stands for the gold span whose head word (of the gold tree) it
covers; of several gold spans the widest. Printed, over all documents: precision, recall
and F1 of links in the sense of MUC (Vilain et al. 1995: of n mentions of one entity n - 1
links), and how many gold mentions were found at all. -v lists links that are missed.
"""
import collections
import re
import sys

from asking import ask

KINDS = {'person', 'organization', 'place'}
MARK = re.compile(r'\((?P<open>\d+)(?:\[[\d/]+\])?-(?P<kind>[a-z]+)(?P<rest>-[^()]*)?(?P<one>\))?'
                  r'|(?P<close>\d+)(?:\[[\d/]+\])?\)')


class Document:
    def __init__(self, name):
        self.name, self.text, self.gold = name, '', []  # gold: (head start, end, number, width)

    def add(self, rows):
        if self.text:
            self.text += ' '
        at, begun, spans, stuck = [], [], [], False
        for i, c in enumerate(rows):
            if self.text and not stuck and i:
                self.text += ' '
            begin = len(self.text.encode())
            self.text += c[1]
            at.append((begin, len(self.text.encode())))
            stuck = 'SpaceAfter=No' in c[9]
            value = next((f[7:] for f in c[9].split('|') if f.startswith('Entity=')), '')
            for m in MARK.finditer(value):
                if m['one']:
                    spans.append((i, i, m['open'], m['kind']))
                elif m['open']:
                    begun.append((m['open'], i, m['kind']))
                else:
                    k = max((k for k, b in enumerate(begun) if b[0] == m['close']), default=-1)
                    if k >= 0:
                        number, first, kind = begun.pop(k)
                        spans.append((first, i, number, kind))
        heads = [int(c[6]) - 1 for c in rows]
        for a, b, number, kind in spans:
            top = [i for i in range(a, b + 1) if not a <= heads[i] <= b]
            if kind in KINDS and top:
                self.gold.append((*at[top[0]], number, b - a))


def documents(path):
    docs, rows = [], []
    for line in open(path, encoding='utf-8'):
        line = line.rstrip('\n')
        if line.startswith('# newdoc'):
            docs.append(Document(line.split('=')[-1].strip()))
        elif line and line[0] != '#':
            c = line.split('\t')
            if c[0].isdigit():
                rows.append(c)
        elif not line and rows:
            docs[-1].add(rows)
            rows = []
    return docs


def links(key, response):
    """MUC: (links of `response` that hold, links of `key`); both {mention: entity}."""
    sets = collections.defaultdict(list)
    for m, e in key.items():
        sets[e].append(m)
    right = total = 0
    for members in sets.values():
        parts = {response.get(m, ('alone', m)) for m in members}
        right += len(members) - len(parts)
        total += len(members) - 1
    return right, total


def main():
    args = [a for a in sys.argv[1:] if a != '-v']
    if len(args) != 2:
        sys.exit(__doc__)
    docs = documents(args[1])
    made = ask(args[0], 'actors', ((d.name, d.text, '') for d in docs))
    sums, found, n = [0] * 4, 0, 0
    for d in docs:
        gold = {}
        for a, b, number, width in sorted(d.gold, key=lambda g: -g[3]):
            gold.setdefault((a, b), number)
        mine = {}
        for m in made[d.name]:
            if not m.get('cluster'):
                continue
            inside = [h for h in gold if m['start'] <= h[0] and h[1] <= m['end']]
            if inside:
                mine.setdefault(inside[-1] if len(inside) == 1 else max(inside), m['cluster'])
        n += len(gold)
        found += len(mine)
        r, t = links(gold, mine)
        p, q = links(mine, gold)
        sums = [x + y for x, y in zip(sums, (r, t, p, q))]
        if '-v' in sys.argv:
            text = d.text.encode()
            sets = collections.defaultdict(list)
            for h, e in sorted(gold.items()):
                sets[e].append((text[h[0]:h[1]].decode(), mine.get(h)))
            for e, members in sets.items():
                if len(members) > 1:
                    print(d.name, e, members)
    recall, precision = 100 * sums[0] / max(1, sums[1]), 100 * sums[2] / max(1, sums[3])
    print(f'mentions  gold {n}  with an entity {found}')
    print(f'links     P {precision:.2f}  R {recall:.2f}  '
          f'F1 {2 * precision * recall / max(1e-9, precision + recall):.2f}')


if __name__ == '__main__':
    main()
