"""tests/golden/expressions.tsv: times as people write them, and what they must be.

Columns: date of the document or `-`; text; `words = TYPE value > EDTF`, parted by ` ; `, or
`-` where the text names no time; `\\n` in a text begins a new line. Left out, the EDTF is
the value where that is a date of the calendar or an interval of such, and none otherwise.
"""
import json
import os
import re

CALENDAR = re.compile(r'\d{4}(-\d\d){0,2}(/\d{4}(-\d\d){0,2})?$')


class Case:
    def __init__(self, where, date, text, expect):
        self.where, self.date = where, date if date != '-' else ''
        self.text = text.replace('\\n', '\n')
        self.expect = [] if expect == '-' else [self.canonical(e) for e in expect.split(' ; ')]

    @staticmethod
    def canonical(said):
        """`words = TYPE value > EDTF` with the EDTF said."""
        head, _, edtf = said.strip().partition(' > ')
        value = head.rsplit(' ', 1)[1]
        if not edtf and CALENDAR.match(value):
            edtf = value
        return f'{head} > {edtf}' if edtf else head


def read_cases(path):
    cases = []
    with open(path, encoding='utf-8') as f:
        for number, line in enumerate(f, 1):
            line = line.rstrip('\n')
            if not line or line.startswith('#'):
                continue
            cells = line.split('\t')
            where = f'{os.path.basename(path)}:{number}'
            if len(cells) != 3:
                raise ValueError(f'{where}: give date, text and times, parted by tabs')
            cases.append(Case(where, *cells))
    return cases


def show(row):
    edtf = f' > {row["edtf"]}' if row.get('edtf') else ''
    return f'{row["text"]} = {row["type"]} {row.get("value", "")}{edtf}'


def run(context, report, known):
    cases = read_cases(os.path.join(context.top, 'tests', 'golden', 'expressions.tsv'))
    given = ''.join(json.dumps({'id': f'c{i}', 'text': c.text,
                                **({'date': c.date} if c.date else {})}) + '\n'
                    for i, c in enumerate(cases))
    status, out, err = context.run('times', '-q', '--input', 'jsonl', '-', stdin=given.encode())
    if status:
        report.fail('times of the expressions', err.decode('utf-8', 'replace'))
        return
    made = {}
    for row in map(json.loads, out.decode('utf-8').splitlines()):
        made.setdefault(row['doc'], []).append(show(row))
    for i, case in enumerate(cases):
        got = made.get(f'c{i}', [])
        why = '\n'.join([f'missing: {e}' for e in case.expect if e not in got] +
                        [f'extra:   {g}' for g in got if g not in case.expect])
        known.result(case.text, not why, f'{case.where} {case.date}\n{why}')
