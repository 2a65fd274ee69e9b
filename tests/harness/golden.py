"""tests/golden/*.txt: text, then the events it must give, no more and no fewer.

    # comment
    @ 1990-06-30          date of the document, for what follows in this file (`@` alone: none)
    > Text of the case, which may go on
    > in more lines.
    KOR > SUN  SUPPORT  1988-12  asserted
    ? KOR > SUN  CONSULT  *  *   an event that may be there and need not
    *                     instead of events: there must be none

Behind a line `% samples/page.txt` the texts are sentences of that file, given by how they
begin, and coded with all that stands around them.

A case ends with a blank line. tests/golden/trees.txt has trees in place of events: a
line `form upos head deprel` for each word. `tools/golden_update` rewrites; a person
reads the diff. tests/golden/texts-*.txt (cables, speeches, scans, headings, lists) keep
their line breaks and have the parts of trees that matter, `signed < Peru nsubj`; their
notation is told in texts.py. tests/golden/persons.txt says who persons are (persons.py).
"""
import glob
import json
import os

from . import events, expressions, persons, texts, who
from .report import KnownFailures


LEAST_F1 = 0.9  # over all events of tests/golden, those known to fail with them


class Case:
    def __init__(self, path, line, date, page=None):
        self.path, self.line, self.date, self.page = path, line, date, page
        self.text, self.expect, self.none = [], [], False

    @property
    def name(self):
        return ' '.join(' '.join(self.text).split())


def read_cases(path):
    cases, case, date, page = [], None, None, None
    with open(path, encoding='utf-8') as f:
        for number, line in enumerate(f, 1):
            line = line.rstrip('\n')
            if line.startswith('#'):
                continue
            if line.startswith('@'):
                date = line[1:].strip() or None
            elif line.startswith('%'):
                page = line[1:].strip()
            elif line.startswith('>'):
                if case is None or case.expect or case.none:
                    case = Case(path, number, date, page)
                    cases.append(case)
                case.text.append(line[1:].strip())
            elif line.strip() == '*' and case:
                case.none = True
            elif line.strip() and case:
                case.expect.append(line.strip())
            elif not line.strip():
                case = None
    for case in cases:
        if bool(case.expect) == case.none:
            raise ValueError(f'{path}:{case.line}: give events or `*`')
    return cases


def difference(case, coded):
    """What is missing and what is too much; '' where all is right."""
    left, said = list(coded), []
    for line in sorted(case.expect, key=lambda s: s.startswith('?')):
        expected = events.Expected(line.lstrip('? '))
        found = next((e for e in left if expected.fits(e)), None)
        if found is not None:
            left.remove(found)
        elif not line.startswith('?'):
            said.append(f'missing: {expected.line}')
    said += [f'extra:   {events.show(e)}' for e in left]
    return '\n'.join(said)


def code_cases(context, report, cases):
    """The events of each case, in order."""
    coded, complaint = events.code(
        context, [(f'c{i}', '\n'.join(c.text), c.date)
                  for i, c in enumerate(cases) if not c.page])
    if complaint:
        report.fail('code of the golden texts', complaint)
    pages = {}
    for page in sorted({c.page for c in cases if c.page}):
        status, out, err = context.run('code', '--all', page)
        if status:
            report.fail(page, err.decode('utf-8', 'replace'))
        pages[page] = [json.loads(s) for s in out.decode('utf-8', 'replace').splitlines()]
    for i, case in enumerate(cases):
        if case.page:
            yield case, [e for e in pages[case.page]
                         if ' '.join(e['text'].split()).startswith(case.name)]
        else:
            yield case, coded.get(f'c{i}', [])


def all_cases(context):
    for path in sorted(glob.glob(os.path.join(context.top, 'tests', 'golden', '*.txt'))):
        name = os.path.basename(path)
        if name not in ('known-failures.txt', 'trees.txt') and not name.startswith('persons') and not name.startswith('texts-'):
            yield from read_cases(path)


def run_events(context, report, known):
    asked = missing = extra = 0
    for case, coded in code_cases(context, report, list(all_cases(context))):
        why = difference(case, coded)
        asked += sum(not line.startswith('?') for line in case.expect)
        missing += why.count('missing: ')
        extra += why.count('extra: ')
        where = f'{os.path.relpath(case.path, context.top)}:{case.line}'
        known.result(case.name, not why, f'{where}\n{why}')
    f1 = 2 * (asked - missing) / max(1, 2 * asked - missing + extra)
    report.check(f1 >= LEAST_F1, f'events: F1 {f1:.3f} of {asked} asked, {missing} missing, '
                 f'{extra} too many; at least {LEAST_F1:g}', shown=True)


def trees(context, texts):
    """[[(form, upos, head, deprel)]] as the program parses each text."""
    given = '\n\n'.join(texts).encode() + b'\n'
    status, out, err = context.run('parse', '--input', 'text', '-', stdin=given)
    found, rows = [], []
    for line in out.decode('utf-8', 'replace').splitlines() + ['']:
        cells = line.split('\t')
        if len(cells) == 10 and cells[0].isdigit():
            rows.append((cells[1], cells[3], cells[6], cells[7]))
        elif not line and rows:
            found.append(rows)
            rows = []
    return found, err.decode('utf-8', 'replace') if status else ''


def run_trees(context, report, known):
    path = os.path.join(context.top, 'tests', 'golden', 'trees.txt')
    if not os.path.exists(path):
        return
    cases = read_cases(path)
    found, complaint = trees(context, [c.name for c in cases])
    if complaint or len(found) != len(cases):
        report.fail('trees.txt', f'{len(found)} trees of {len(cases)} sentences\n{complaint}')
        return
    for case, rows in zip(cases, found):
        want = [' '.join(s.split()) for s in case.expect]
        got = [' '.join(r) for r in rows]
        wrong = [f'{w}  is  {g}' for w, g in zip(want, got) if w != g]
        if len(want) != len(got):
            wrong.append(f'{len(got)} words, not {len(want)}')
        known.result(case.name, not wrong, f'trees.txt:{case.line}\n' + '\n'.join(wrong))


def run(context, report):
    if not context.needs_binary(report):
        return
    known = KnownFailures(os.path.join(context.top, 'tests', 'golden', 'known-failures.txt'),
                          report)
    run_events(context, report, known)
    run_trees(context, report, known)
    texts.run(context, report, known)
    expressions.run(context, report, known)
    who.run(context, report)
    persons.run(context, report)
    known.finish()
