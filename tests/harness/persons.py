"""tests/golden/persons.txt: who each named person is, by the words around the name.

    # comment
    @ 1990-06-30          date of the document, for what follows (`@` alone: none)
    > Text of the case, which may go on
    > in more lines.
    Béla Kardos = HUN GOV | trade minister | Béla Kardos
    Kim#2 = KOR

A line names the words of a mention of kind person (`#2`: the second mention that reads so),
then code and sector (`A/B`: either; `-`: none; `*`, or nothing: whatever it is), then how
the office begins (case does not matter; `-`: there is none), then the canonical name.
A case ends with a blank line. What is not said is not judged. Part of the suite `golden`;
known failures stand in tests/golden/persons-known.txt by the text of the case. So do the
examples of lexicon/qualifiers.tsv: each says how its first person is coded.
"""
import json
import os
import re

from .report import KnownFailures

LINE = re.compile(r'^(.+?)(?:#(\d+))?\s+=\s+(.*)$')


class Case:
    def __init__(self, path, line, date):
        self.path, self.line, self.date = path, line, date
        self.text, self.expect = [], []

    @property
    def name(self):
        return 'persons: ' + ' '.join(' '.join(self.text).split()) + \
            (f' ({self.date[:4]})' if self.date else '')


def read_cases(path):
    cases, case, date = [], None, None
    with open(path, encoding='utf-8') as f:
        for number, line in enumerate(f, 1):
            line = line.rstrip('\n')
            if line.startswith('#'):
                continue
            if line.startswith('@'):
                date = line[1:].strip() or None
            elif line.startswith('>'):
                if case is None or case.expect:
                    case = Case(path, number, date)
                    cases.append(case)
                case.text.append(line[1:].strip())
            elif not line.strip():
                case = None
            elif case is None or not LINE.match(line):
                raise ValueError(f'{path}:{number}: write `WORDS = CODE SECTOR | office | name`')
            else:
                case.expect.append(line)
    for case in cases:
        if not case.expect:
            raise ValueError(f'{case.path}:{case.line}: nothing is expected')
    return cases


def one_of(wanted, got):
    if wanted in ('', '*'):
        return True
    return any(got == ('' if w == '-' else w) for w in wanted.split('/'))


def judge(line, persons):
    """What is wrong with the person that the line names; '' where nothing is."""
    words, nth, told = LINE.match(line).groups()
    same = [p for p in persons if p['text'] == words]
    if len(same) < int(nth or 1):
        return f'{words}: no such person'
    p = same[int(nth or 1) - 1]
    who, office, name = ([s.strip() for s in told.split('|')] + ['', ''])[:3]
    code, sector = (who.split() + ['', ''])[:2]
    got = p.get('office', '').lower()
    right = one_of(code, p.get('code', '')) and one_of(sector, p.get('sector', '')) and \
        one_of(name, p.get('name', '')) and \
        (not got if office == '-' else got.startswith(office.lower()))
    return '' if right else (f'{line}\n  is {p.get("code", "-")} {p.get("sector", "-")} | '
                             f'{p.get("office", "-")} | {p.get("name", "-")}')


def read_examples(path):
    """The rows of qualifiers.tsv as cases: example, and what `coded` says of its person."""
    cases = []
    with open(path, encoding='utf-8') as f:
        lines = [(n, s.rstrip('\n')) for n, s in enumerate(f, 1)]
    lines = [(n, s) for n, s in lines if s.strip() and not s.startswith('#')]
    columns = lines[0][1].split('\t')
    for number, line in lines[1:]:
        row = dict(zip(columns, line.split('\t')))
        case = Case(path, number, None)
        case.text.append(row['example'])
        code, sector, office = (row['coded'].split(' ', 2) + ['', '', ''])[:3]
        case.expect.append(f'{{}} = {code} {sector} | {office}')
        cases.append(case)
    return cases


def persons(context, cases):
    """The persons of each case, in order of the text; and what the program complained of."""
    lines = []
    for i, case in enumerate(cases):
        document = {'id': f'c{i}', 'text': '\n'.join(case.text)}
        if case.date:
            document['date'] = case.date
        lines.append(json.dumps(document))
    status, out, err = context.run('actors', '-q', '--input', 'jsonl', '-',
                                   stdin=('\n'.join(lines) + '\n').encode())
    found = {}
    for row in map(json.loads, out.decode('utf-8', 'replace').splitlines()):
        if row['kind'] == 'person':
            found.setdefault(row['doc'], []).append(row)
    complaint = err.decode('utf-8', 'replace') if status else ''
    return [found.get(f'c{i}', []) for i in range(len(cases))], complaint


def run(context, report):
    folder = os.path.join(context.top, 'tests', 'golden')
    path = os.path.join(folder, 'persons.txt')
    known = KnownFailures(os.path.join(folder, 'persons-known.txt'), report)
    cases = read_cases(path)
    examples = read_examples(os.path.join(context.top, 'lexicon', 'qualifiers.tsv'))
    found, complaint = persons(context, cases)
    if complaint:
        report.fail('persons.txt', complaint)
    asked = right = 0
    for case, got in zip(cases, found):
        wrong = [w for w in (judge(line, got) for line in case.expect) if w]
        asked += len(case.expect)
        right += len(case.expect) - len(wrong)
        known.result(case.name, not wrong, f'persons.txt:{case.line}\n' + '\n'.join(wrong))
    found, complaint = persons(context, examples)
    if complaint:
        report.fail('qualifiers.tsv', complaint)
    for case, got in zip(examples, found):
        first = got[0]['text'] if got else 'nobody'
        wrong = judge(case.expect[0].replace('{}', first), got)
        known.result(case.name, not wrong, f'qualifiers.tsv:{case.line}\n{wrong}')
    known.finish()
    report.check(right >= 0.92 * asked, f'persons: {right} of {asked} right, at least 92 %',
                 shown=True)
