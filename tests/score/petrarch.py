#!/usr/bin/env python3
"""Score `demarche code --format petrarch` on PETRARCH's unit test records.

usage: petrarch.py DEMARCHE RECORDS.xml [--lexicon DIR]... [-v]

A record is right where source, target and code of all its events are the gold ones, in
whatever order and however often, or where it has none and none is made; one that PETRARCH is
to refuse (a discard, a bad parse) is to give none. Printed: records right, of each group and
of all; events by source, target and code and by source and target alone, as precision,
recall and F1; why records are wrong. -v lists these: gold behind "-", made behind "+".
"""
import collections
import subprocess
import sys
import xml.etree.ElementTree as ET


def records(path):
    """[(id, group, {(source, target, code)})]"""
    for s in ET.parse(path).getroot().iter('Sentence'):
        gold = {(e.get('sourcecode'), e.get('targetcode'), e.get('eventcode'))
                for e in s.iter('EventCoding') if e.get('eventcode')}
        yield s.get('id'), s.get('source'), gold


def code(demarche, path, options):
    """{id: {(source, target, code)}}; a record of several sentences under its own id."""
    out = subprocess.run([demarche, 'code', '-q', '--format', 'petrarch', '--input', 'petrarch',
                          *options, path], stdout=subprocess.PIPE, encoding='utf-8')
    if out.returncode not in (0, 1):  # 1: a sentence could not be read, and was told
        sys.exit(out.returncode)
    made = collections.defaultdict(set)
    for line in out.stdout.splitlines():
        cells = line.split('\t')
        made[cells[5]].add(tuple(cells[1:4]))
    return made


def events_of(made, name):
    """Of a record, or of its sentences, "NAME_1", "NAME_2" ..."""
    found, n = set(made.get(name, ())), 1
    while f'{name}_{n}' in made and n < 50:
        found |= made[f'{name}_{n}']
        n += 1
    return found


def why(gold, mine):
    """The first that is true of a record that is wrong."""
    turned = {(b, a, c) for a, b, c in gold}
    pairs, mine_pairs = ({e[:2] for e in side} for side in (gold, mine))
    states = lambda side: {(a[:3], b[:3]) for a, b in side}
    if not gold:
        return 'none is right, some made'
    if gold < mine and mine - gold <= turned:
        return 'right, but a mutual deed, which has one direction in the gold'
    if gold < mine:
        return 'right, but others made too'
    if not mine:
        return 'none made'
    if pairs <= mine_pairs:
        return 'who and whom right, another code'
    if states(pairs) <= states(mine_pairs):
        return 'states right, another role'
    return 'another who or whom'


def show(what, hits, gold, made):
    p, r = hits / max(made, 1), hits / max(gold, 1)
    print(f'{what}: precision {100 * p:.1f} recall {100 * r:.1f} '
          f'F1 {200 * p * r / max(p + r, 1e-9):.1f} of {gold}')


def main():
    args, options, verbose = [], [], False
    rest = iter(sys.argv[1:])
    for a in rest:
        if a == '--lexicon':
            options += [a, next(rest, '')]
        elif a == '-v':
            verbose = True
        else:
            args.append(a)
    if len(args) != 2:
        sys.exit(__doc__)
    made, causes = code(args[0], args[1], options), collections.Counter()
    groups, whole, pairs = collections.defaultdict(lambda: [0, 0]), [0, 0, 0], [0, 0, 0]
    for name, group, gold in records(args[1]):
        mine = events_of(made, name)
        groups[group][0] += mine == gold
        groups[group][1] += 1
        for sums, a, b in ((whole, gold, mine),
                           (pairs, {e[:2] for e in gold}, {e[:2] for e in mine})):
            for k, n in enumerate((len(a & b), len(a), len(b))):
                sums[k] += n
        if mine == gold:
            continue
        causes[why(gold, mine)] += 1
        if verbose:
            print(name, why(gold, mine), *('-' + ' '.join(e) for e in sorted(gold - mine)),
                  *('+' + ' '.join(e) for e in sorted(mine - gold)), sep='\t')
    for group, (right, n) in sorted(groups.items()):
        print(f'{group}: {right} of {n} records right')
    right, n = (sum(g[k] for g in groups.values()) for k in (0, 1))
    print(f'all: {right} of {n} records right, {100 * right / max(n, 1):.1f} %')
    show('events', *whole)
    show('pairs', *pairs)
    for cause, n in causes.most_common():
        print(f'wrong: {n} {cause}')


if __name__ == '__main__':
    main()
