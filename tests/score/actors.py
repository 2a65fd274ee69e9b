#!/usr/bin/env python3
"""Are leaders and states known? `demarche actors` on names with a day.

usage: actors.py DEMARCHE REFERENCE [-v]

REFERENCE has leaderlist_3_21.csv (leaders from 1945 on count), archigos.csv (1900 to 1944)
and cow_states.csv. Each spell of a leader is one document, dated in the middle of the
spell: "NAME said that talks went on." Right is a person or state whose code is the state
of that number on that day (lexicon/states.tsv) and whose sector is GOV or MIL (juntas). A
state of the list is asked on its first and last day: "The government of NAME spoke."
"""
import csv
import datetime
import os
import sys

from asking import ask

LEXICON = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'lexicon')


def numbers():
    """GW or COW number -> {codes}, of states.tsv."""
    out = {}
    with open(os.path.join(LEXICON, 'states.tsv'), encoding='utf-8') as f:
        for line in f:
            c = line.rstrip('\n').split('\t')
            if line[0] != '#' and len(c) > 6:
                for word in c[6].replace(';', ' ').replace(',', ' ').split():
                    if word.isdigit():
                        out.setdefault(int(word), set()).add(c[0])
    return out


def day(y, m=6, d=15):
    try:
        return datetime.date(int(y), int(m or 6) or 6, int(d or 15) or 15)
    except ValueError:
        return None


def middle(a, b):
    return a + (b - a) // 2


def leaders(path):
    with open(path, encoding='utf-8', errors='replace') as f:
        for r in csv.DictReader(f):
            a = day(r['syear'], r['smonth'], r['sdate'])
            b = day(r['eyear'] or 2020, r['emonth'], 15)
            if a and b and b >= day(1945, 1, 1):
                yield r['leader'], int(r['ccode']), middle(max(a, day(1945, 1, 1)), b)


def archigos(path):
    with open(path, encoding='utf-8', errors='replace') as f:
        for r in csv.DictReader(f):
            a, b = r['startdate'], r['enddate']
            try:
                a, b = datetime.date.fromisoformat(a), datetime.date.fromisoformat(b)
            except ValueError:
                continue
            first, last = day(1900, 1, 1), day(1944, 12, 31)
            if b >= first and a <= last:
                yield r['leader'], int(r['gwcode']), middle(max(a, first), min(b, last))


def states(path):
    with open(path, encoding='utf-8', errors='replace') as f:
        for r in csv.DictReader(f):
            a = day(r['styear'], r['stmonth'], r['stday'])
            b = day(r['endyear'], r['endmonth'], r['endday'])
            yield r['statenme'], int(r['ccode']), a
            yield r['statenme'], int(r['ccode']), b


def main():
    verbose = '-v' in sys.argv
    args = [a for a in sys.argv[1:] if a != '-v']
    if len(args) != 2:
        sys.exit(__doc__)
    demarche, folder = args
    codes = numbers()
    for name, rows, carrier, sector in (
            ('leaders from 1945', leaders(f'{folder}/leaderlist_3_21.csv'),
             '%s said that the talks went on.', True),
            ('leaders 1900-1944', archigos(f'{folder}/archigos.csv'),
             '%s said that the talks went on.', True),
            ('states', states(f'{folder}/cow_states.csv'),
             'The government of %s sent a note.', False)):
        rows = list(rows)
        right = 0
        said = ask(demarche, 'actors', ((str(i), carrier % who, when.isoformat())
                                        for i, (who, _, when) in enumerate(rows)))
        for i, (who, number, when) in enumerate(rows):
            made = said[str(i)]
            want = codes.get(number, set())
            good = any(m.get('code') in want and
                       (not sector or m.get('sector') in ('GOV', 'MIL')) for m in made)
            right += good
            if verbose and not good:
                print(name, '|', who, number, sorted(want), when,
                      [(m['text'], m.get('code'), m.get('sector')) for m in made])
        print(f'{name:18s} {right} of {len(rows)}: {100 * right / max(1, len(rows)):.2f}')


if __name__ == '__main__':
    main()
