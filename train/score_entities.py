#!/usr/bin/env python3
"""Score entity spans against the gold spans of GUM: exact match, five sorts.

usage: score_entities.py GOLD.conllu SYSTEM.conllu
       score_entities.py --run DEMARCHE GOLD.conllu

--run has `DEMARCHE parse --input conllu` analyse the gold file's words, its spans taken out.

Both files have the same sentences and words; spans stand in MISC as Entity=(1-person ... 1),
after https://gucorpling.org/gum/ . Printed: precision, recall and F1 of spans as such, of
spans with their sort (person, organisation, place, time, other), of each sort, and of
named spans alone (whose top word is a proper noun in the gold tree). Every gold span
counts, also one that shares its top word with a wider one.
"""
import collections
import re
import subprocess
import sys
import tempfile

SORTS = {'person': 'person', 'organization': 'organisation', 'organisation': 'organisation',
         'place': 'place', 'time': 'time'}  # all else: other

# an opening, perhaps closed at once: "(12-person-new-...)"; or a closing: "12)"
MARK = re.compile(r'\((?P<open>\w+)(?:\[[\d/]+\])?-(?P<kind>[a-z]+)(?P<rest>-[^()]*)?(?P<one>\))?'
                  r'|(?P<close>\w+?)(?:\[[\d/]+\])?\)')


def sentences(lines):
    rows = []
    for line in lines:
        line = line.rstrip('\n')
        if line and line[0] != '#':
            row = line.split('\t')
            if row[0].isdigit():
                rows.append(row)
        elif not line and rows:
            yield rows
            rows = []
    if rows:
        yield rows


def spans(rows):
    """[(first, last, sort)], words from 0; an opening without its closing is no span."""
    found, begun = [], []
    for i, row in enumerate(rows):
        value = next((f[7:] for f in row[9].split('|') if f.startswith('Entity=')), '')
        for mark in MARK.finditer(value):
            sort = SORTS.get(mark['kind'], 'other')
            if mark['one']:
                found.append((i, i, sort))
            elif mark['open']:
                begun.append((mark['open'], i, sort))
            else:
                at = max((k for k, b in enumerate(begun) if b[0] == mark['close']), default=-1)
                if at >= 0:
                    _, first, sort = begun.pop(at)
                    found.append((first, i, sort))
    return found


def named(rows, first, last):
    """The span's top word is a proper noun; rows are the gold tree's."""
    heads = [int(row[6]) - 1 if row[6].isdigit() else -1 for row in rows]
    tops = [i for i in range(first, last + 1) if not first <= heads[i] <= last]
    return bool(tops) and rows[tops[0]][3] == 'PROPN'


class Tally(collections.Counter):
    """gold, made, right of each thing that is counted."""

    def sentence(self, thing, gold, made):
        gold, made = collections.Counter(gold), collections.Counter(made)
        self[thing, 'gold'] += sum(gold.values())
        self[thing, 'made'] += sum(made.values())
        self[thing, 'right'] += sum((gold & made).values())

    def line(self, thing):
        gold, made, right = (self[thing, k] for k in ('gold', 'made', 'right'))
        return '%-14s gold %6d  made %6d  P %6.2f  R %6.2f  F1 %6.2f' % (
            thing, gold, made, 100 * right / max(made, 1), 100 * right / max(gold, 1),
            200 * right / max(gold + made, 1))


def score(gold_lines, system_lines):
    tally, number = Tally(), 0
    gold_all, system_all = list(sentences(gold_lines)), list(sentences(system_lines))
    if len(gold_all) != len(system_all):
        sys.exit(f'{len(gold_all)} gold sentences, but {len(system_all)} of the system')
    for number, (gold, system) in enumerate(zip(gold_all, system_all), 1):
        if [r[1] for r in gold] != [r[1] for r in system]:
            sys.exit(f'sentence {number}: the words differ')
        g, s = spans(gold), spans(system)
        tally.sentence('spans', [x[:2] for x in g], [x[:2] for x in s])
        tally.sentence('with sort', g, s)
        for sort in ('person', 'organisation', 'place', 'time', 'other'):
            tally.sentence(sort, [x for x in g if x[2] == sort], [x for x in s if x[2] == sort])
        gn = [x for x in g if named(gold, *x[:2])]
        sn = [x for x in s if named(gold, *x[:2])]
        tally.sentence('named', [x[:2] for x in gn], [x[:2] for x in sn])
        tally.sentence('named, sort', gn, sn)
        for sort in ('person', 'organisation', 'place', 'time', 'other'):
            tally.sentence('named ' + sort[:6], [x for x in gn if x[2] == sort],
                           [x for x in sn if x[2] == sort])
    things = dict.fromkeys(thing for thing, _ in tally)
    return [tally.line(thing) for thing in things]


def without_spans(path):
    """The file's text without Entity=, which a model without entities would leave in."""
    return re.sub(r'\bEntity=[^|\n]*(\||$)', lambda m: '' if m[1] else '_',
                  open(path, encoding='utf-8').read(), flags=re.M)


def run(demarche, path):
    with tempfile.NamedTemporaryFile('w', suffix='.conllu', encoding='utf-8') as file:
        file.write(without_spans(path))
        file.flush()
        return subprocess.run([demarche, 'parse', '-q', '--input', 'conllu', file.name],
                              check=True, stdout=subprocess.PIPE, encoding='utf-8').stdout


def main():
    args = sys.argv[1:]
    if len(args) == 3 and args[0] == '--run':
        gold, made = args[2], run(args[1], args[2]).split('\n')
    elif len(args) == 2:
        gold, made = args[0], open(args[1], encoding='utf-8')
    else:
        sys.exit(__doc__)
    print('\n'.join(score(open(gold, encoding='utf-8'), made)))


if __name__ == '__main__':
    main()
