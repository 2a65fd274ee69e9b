#!/usr/bin/env python3
"""Score `demarche code` against events that a person wrote down.

usage: gold.py [-v] DEMARCHE GOLD.txt... [-- OPTION...]

GOLD.txt has texts and their events as tests/golden does: a text behind `>`, then a line for
each event, `*` where there is none, and an empty line. OPTIONs go to `demarche code`, say
`-- --ontology mine/`. Printed: how many events are right, missing, too many, with recall,
precision and F1, for all and for each type. An event is right where type and parties are, and
whatever else its line gives (date, certainty, mode=...). A line behind `?` may be there and
need not. -v lists what is missing and what is too much.
"""
import collections
import os
import sys
import types

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
from harness import events, golden  # noqa: E402
from harness.report import Context  # noqa: E402


def arguments():
    given = sys.argv[1:]
    options = given[given.index('--') + 1:] if '--' in given else []
    given = given[:given.index('--')] if '--' in given else given
    verbose = '-v' in given
    given = [a for a in given if a != '-v']
    if len(given) < 2:
        sys.exit(__doc__)
    return verbose, given[0], given[1:], options


def context_of(demarche):
    """Context, with any program as its own."""
    context = Context('build')
    if os.path.exists(demarche):
        demarche = os.path.abspath(demarche)
    return types.SimpleNamespace(run=lambda *a, **k: context.run(*a, binary=demarche, **k))


class Tally:
    def __init__(self):
        self.right = self.missing = self.extra = 0

    def line(self, name):
        asked, coded = self.right + self.missing, self.right + self.extra
        recall, precision = self.right / max(1, asked), self.right / max(1, coded)
        f1 = 2 * self.right / max(1, asked + coded)
        return (f'{name:<12} {self.right:>5} {self.missing:>8} {self.extra:>9}   '
                f'{recall:6.3f} {precision:10.3f} {f1:6.3f}')


def judge(case, coded, by_type):
    """Count a case; what is wrong with it."""
    left, said = list(coded), []
    for line in sorted(case.expect, key=lambda s: s.startswith('?')):
        want = events.Expected(line.lstrip('? '))
        found = next((e for e in left if want.fits(e)), None)
        if found is not None:
            left.remove(found)
        if line.startswith('?'):
            continue
        name = want.type.split('|')[0]
        if found is not None:
            by_type[name].right += 1
        else:
            by_type[name].missing += 1
            said.append('missing: ' + want.line)
    for e in left:
        by_type[''.join(events.as_list(e.get('event')))].extra += 1
        said.append('extra:   ' + events.show(e))
    return said


def main():
    verbose, demarche, paths, options = arguments()
    cases = []
    for path in paths:
        try:
            cases += golden.read_cases(path)
        except (OSError, ValueError) as error:
            sys.exit(str(error))
    if any(c.page for c in cases):
        sys.exit('texts of a page (`%`) are for tests/golden alone; write them out')
    options = [os.path.abspath(o) if os.path.isdir(o) else o for o in options]
    coded, complaint = events.code(
        context_of(demarche),
        [(f'c{i}', '\n'.join(c.text), c.date) for i, c in enumerate(cases)], *options)
    if complaint:
        sys.exit(complaint)
    by_type = collections.defaultdict(Tally)
    for i, case in enumerate(cases):
        said = judge(case, coded.get(f'c{i}', []), by_type)
        if said and verbose:
            print(f'{case.path}:{case.line}: {case.name}', *said, sep='\n    ')
    print(f'{"type":<12} {"right":>5} {"missing":>8} {"too many":>9}   recall  precision     F1')
    total = Tally()
    for name, tally in sorted(by_type.items()):
        print(tally.line(name))
        for field in ('right', 'missing', 'extra'):
            setattr(total, field, getattr(total, field) + getattr(tally, field))
    print(total.line('all'))


main()
