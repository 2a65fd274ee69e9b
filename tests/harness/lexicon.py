"""`lexicon check` finds nothing in our lexicon; every row of lexicon/rules/ codes its
example by itself, and not its counterexample, and has a CAMEO code. So do, by `lexicon try`,
the ontologies of samples/, which need no such codes."""
import glob
import os
import re
import subprocess

from . import events
from .report import KnownFailures

SOURCED = {'states.tsv', 'actors.tsv', 'persons.tsv', 'places.tsv', 'offices.tsv', 'agents.tsv',
           'middles.tsv', 'nouns.tsv', 'times.tsv', 'towns.tsv', 'codes.tsv', 'shared.tsv'}
CODED = re.compile(r'^\s*(\S+)\s+([>+])\s+(\S+)\s*$')


def read_rules(context, report):
    rows = []
    for path in sorted(glob.glob(os.path.join(context.top, 'lexicon', 'rules', '*.tsv'))):
        short = os.path.relpath(path, context.top)
        with open(path, encoding='utf-8') as f:
            lines = [(n, s.rstrip('\n')) for n, s in enumerate(f, 1)]
        lines = [(n, s) for n, s in lines if s.strip() and not s.startswith('#')]
        if not lines:
            report.fail(short, 'is empty')
            continue
        columns = lines[0][1].split('\t')
        if 'rule' not in columns:
            continue
        for number, line in lines[1:]:
            cells = line.split('\t') + [''] * len(columns)
            row = dict(zip(columns, cells))
            row['where'] = f'{short}:{number}'
            rows.append(row)
    return rows


def judge(row, coded):
    """Why the example of this row is not coded as it says; '' if it is."""
    want = CODED.match(re.sub(r'\s*,\s*', ',', row['coded']))
    shown = '\n'.join('got: ' + events.show(e) for e in coded) or 'got: nothing'
    if not want:
        return f'column coded is not `A > B` or `A + B`: {row["coded"]!r}'
    own = [e for e in coded if e.get('rule') == row['rule']]
    if not own:
        return f'rule {row["rule"]} did not fire\n{shown}'
    if not any(row['type'] in events.as_list(e.get('event')) for e in own):
        return f'not {row["type"]}\n{shown}'
    if not any(events.fits_parties(*want.groups(), e, exact=False) for e in own):
        return f'parties are not {row["coded"]}\n{shown}'
    return ''


def check_samples(context, report):
    """The ontologies among the samples: sound, and every example as its row says."""
    for folder in sorted(glob.glob(os.path.join(context.top, 'samples', 'ontology-*'))):
        for verb in 'check', 'try':
            name = f'lexicon {verb} --ontology {os.path.basename(folder)}'
            done = subprocess.run([context.binary, 'lexicon', verb, '--ontology', folder],
                                  capture_output=True, text=True, env=context.env, timeout=120)
            if done.returncode or done.stdout:
                report.fail(name, (done.stdout + done.stderr)[:4000])
            else:
                report.ok(name)


def check(context, report):
    done = subprocess.run([context.binary, 'lexicon', 'check',
                           os.path.join(context.top, 'lexicon')],
                          capture_output=True, text=True, env=context.env, timeout=120)
    if done.returncode or done.stdout:
        report.fail('lexicon check', (done.stdout + done.stderr)[:4000])
    else:
        report.ok('lexicon check')
    for name in sorted(SOURCED):
        with open(os.path.join(context.top, 'lexicon', name), encoding='utf-8') as f:
            lines = f.read().split('\n')
        header = next(line for line in lines if line.strip() and not line.startswith('#'))
        if 'source' in header.split('\t') or any(s.startswith('# source: ') for s in lines):
            report.ok(f'{name} tells its sources')
        else:
            report.fail(f'{name} tells its sources', 'has neither the column `source` nor '
                        'a line "# source: KEY"')


def run(context, report):
    if not context.needs_binary(report):
        return
    check(context, report)
    check_samples(context, report)
    rows = read_rules(context, report)
    if not rows:
        report.fail('lexicon/rules', 'there are no rules')
        return
    known = KnownFailures(os.path.join(context.top, 'tests', 'lexicon-known-failures.txt'),
                          report)
    documents, seen = [], {}
    for i, row in enumerate(rows):
        if row['rule'] in seen:
            report.fail(row['rule'], f'{row["where"]} and {seen[row["rule"]]} have one name')
        seen[row['rule']] = row['where']
        if not row.get('cameo'):
            report.fail(row['rule'], f'{row["where"]}: no CAMEO code, which all of ours have')
        documents.append((f'e{i}', row['example'], row.get('date')))
        if row.get('not'):
            documents.append((f'n{i}', row['not'], row.get('date')))
    coded, complaint = events.code(context, documents, '--confidence', '0')
    if complaint:
        report.fail('code of the examples', complaint)
    for i, row in enumerate(rows):
        why = judge(row, coded.get(f'e{i}', []))
        known.result(row['rule'], not why, f'{row["where"]}: {row["example"]}\n{why}')
        if row.get('not'):
            fired = [e for e in coded.get(f'n{i}', []) if e.get('rule') == row['rule'] and
                     e.get('modality') not in ('negated', 'hypothetical')]
            known.result(row['rule'] + ' not', not fired,
                         f'{row["where"]}: codes what it must not: {row["not"]}\n' +
                         '\n'.join(events.show(e) for e in fired))
    known.finish()
