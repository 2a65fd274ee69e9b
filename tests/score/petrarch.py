#!/usr/bin/env python3
"""Score `demarche code --format petrarch` on PETRARCH's unit test records.

usage: petrarch.py DEMARCHE RECORDS.xml [--lexicon DIR]... [--codes OTHER.xml] [-v]

The event codes of a record are those of a dictionary of verbs. Where another file has the
same records with the codes of the dictionary that was imported, --codes takes codes from it:
that of each event, by its place in its record, where that has as many there; who does it to
whom stays that of RECORDS.xml.

A record is right where source, target and code of all its events are the gold ones, in
whatever order and however often, or where it has none and none is made; one that PETRARCH is
to refuse (a discard, a bad parse) is to give none. Printed: records right, of each group and
of all; events by source, target and code and by source and target alone, as precision,
recall and F1; why records are wrong. -v lists these: gold behind "-", made behind "+".
"""
import collections
import itertools
import re
import subprocess
import sys
import xml.etree.ElementTree as ET


def events(sentence):
    return [(e.get('sourcecode'), e.get('targetcode'), e.get('eventcode'))
            for e in sentence.iter('EventCoding') if e.get('eventcode')]


def records(path, codes):
    """[(name, id, group, {(source, target, code)})]; ids may stand twice, names do not."""
    ours = list(ET.parse(path).getroot().iter('Sentence'))
    theirs = list(ET.parse(codes).getroot().iter('Sentence')) if codes else ours
    if len(ours) != len(theirs):
        sys.exit(f'{codes}: {len(theirs)} records, not {len(ours)}')
    for i, (s, other) in enumerate(zip(ours, theirs)):
        gold, coded = events(s), events(other)
        if len(gold) <= len(coded):
            gold = [(a, b, c) for (a, b, _), (_, _, c) in zip(gold, coded)]
        yield f'r{i}', s.get('id'), s.get('source'), set(gold)


def named(path):
    """The file with names in place of the ids of its records."""
    n = itertools.count()
    with open(path, encoding='utf-8') as f:
        return re.sub(r'(<Sentence [^>]*id=")[^"]*', lambda m: f'{m[1]}r{next(n)}', f.read())


def code(demarche, path, options):
    """{name: {(source, target, code)}}; a record of several sentences under its own name."""
    out = subprocess.run([demarche, 'code', '-q', '--format', 'petrarch', '--input', 'petrarch',
                          *options, '-'], input=named(path), stdout=subprocess.PIPE,
                         encoding='utf-8')
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
    args, options, verbose, codes = [], [], False, None
    rest = iter(sys.argv[1:])
    for a in rest:
        if a == '--lexicon':
            options += [a, next(rest, '')]
        elif a == '--codes':
            codes = next(rest, None)
        elif a == '-v':
            verbose = True
        else:
            args.append(a)
    if len(args) != 2:
        sys.exit(__doc__)
    made, causes = code(args[0], args[1], options), collections.Counter()
    groups, whole, pairs = collections.defaultdict(lambda: [0, 0]), [0, 0, 0], [0, 0, 0]
    for name, title, group, gold in records(args[1], codes):
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
            print(title, why(gold, mine), *('-' + ' '.join(e) for e in sorted(gold - mine)),
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
