"""What goes out comes in again as it was: a record's events and documents, CoNLL-U, PETRARCH's
files and lines, data packages."""
import collections
import csv
import io
import json
import os
import re
import tempfile
import xml.etree.ElementTree as ET

ACCOUNTS = os.path.join('tests', 'cli', 'export-icews', 'accounts.jsonl')
TOLD = os.path.join('tests', 'cli', 'record-export', 'told.jsonl')
SEEDS = ['archive', 'charset', 'csv', 'html', 'json_documents', 'jsonl', 'mail', 'markdown',
         'page', 'petrarch', 'reuters', 'split', 'tei', 'text', 'warc']


class Room:
    def __init__(self, context, report, folder):
        self.context, self.report, self.folder = context, report, folder

    def path(self, name):
        return os.path.join(self.folder, name)

    def out(self, *arguments, good=True):
        """What the program prints; it may fail where inputs are seeds."""
        code, out, err = self.context.run(*arguments)
        if good and code:
            raise RuntimeError(f'demarche {" ".join(arguments)}: {err.decode()[:500]}')
        return out

    def same(self, a, b, what):
        at = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
        self.report.check(a == b and len(a) > 0, what,
                          f'{len(a)}, {len(b)} bytes; from byte {at}:\n'
                          f'{a[max(0, at - 80):at + 80]!r}\n{b[max(0, at - 80):at + 80]!r}')


# ------------------------------------------------------------------------------ record

def record_events(room):
    """JSONL from a record is what `code` prints, to the byte."""
    seeds = [os.path.join('fuzz', 'corpus', s) for s in SEEDS]
    for name, paths in (('samples', ['samples', ACCOUNTS]), ('seeds', seeds)):
        record = room.path(f'{name}.db')
        printed = room.out('code', '-q', '--confidence', '0', '--all', *paths, good=False)
        room.out('record', 'add', '-q', record, *paths, good=False)
        kept = room.out('record', 'export', '-q', '--events', '--confidence', '0', '--all',
                        record)
        # a name that several inputs have is one document of several versions there
        read = room.out('read', '-q', *paths, good=False).decode().splitlines()
        ids = collections.Counter(json.loads(line)['doc'] for line in read)

        def of_one_input(lines):
            return b''.join(line for line in lines.splitlines(keepends=True)
                            if ids[json.loads(line)['doc']] == 1)
        room.same(of_one_input(printed), of_one_input(kept),
                  f'{name}: events out of a record are those that code prints')


def record_documents(room):
    """Out as documents, through a script, into another record, and out."""
    for name in ('samples', 'seeds'):
        first = room.out('record', 'export', '-q', '--format', 'documents',
                         '--all-versions', room.path(f'{name}.db'))
        again = room.path(f'{name}.jsonl')
        with open(again, 'w', encoding='utf-8') as f:
            for line in first.decode().splitlines():
                json.dump(json.loads(line), f)
                f.write('\n')
        other = room.path(f'{name}-2.db')
        room.out('record', 'import', '-q', other, again)
        second = room.out('record', 'export', '-q', '--format', 'documents',
                          '--all-versions', other)
        room.same(first, second, f'{name}: documents out, in and out are the same')
        a, b = (room.out('record', 'export', '-q', '--format', 'prov', room.path(p))
                for p in (f'{name}.db', f'{name}-2.db'))
        room.same(a, b, f'{name}: so is what is made of them')


# ----------------------------------------------------------------------------- CoNLL-U

def conllu(room):
    """Trees that were written are read as they were."""
    first = room.out('code', '-q', '--format', 'conllu', 'samples', ACCOUNTS, good=False)
    path = room.path('a.conllu')
    with open(path, 'wb') as f:
        f.write(first)
    room.same(first, room.out('parse', '-q', '--input', 'conllu', path),
              'CoNLL-U that was written and read is written again')
    names = re.findall(rb'^# newdoc id = (.*)$', first, re.M)
    room.report.check(len(set(names)) == len(names) > 10, 'each document stands in it once',
                      names)


# ---------------------------------------------------------------------------- PETRARCH

def petrarch_xml(sentences):
    top = ET.Element('Sentences')
    for number, (text, date) in enumerate(sentences):
        s = ET.SubElement(top, 'Sentence', date=date, id=f'story{number}_1', source='TEST',
                          sentence='true')
        ET.SubElement(s, 'Text').text = text
    return ET.tostring(top, encoding='unicode')


def petrarch(room):
    """Sentences in, lines out: each line is of a sentence that went in, with its date where
    the text has none; lines of a record are those of code."""
    with open(os.path.join(room.context.top, TOLD), encoding='utf-8') as f:
        texts = [json.loads(line) for line in f]
    sentences = [(s, d['date'].replace('-', '')) for d in texts
                 for s in re.findall(r'[^.]+\.', d['text'])]
    path = room.path('story.xml')
    with open(path, 'w', encoding='utf-8') as f:
        f.write(petrarch_xml(sentences))
    lines = room.out('code', '-q', '--format', 'petrarch', path)
    told = [line.split('\t') for line in lines.decode().splitlines()]
    known = {f'story{i}_1': (text, date) for i, (text, date) in enumerate(sentences)}
    room.report.check(len(told) >= 4 and all(len(t) == 12 for t in told),
                      'PETRARCH: twelve columns', told)
    wrong = [t for t in told if t[5] not in known or t[6] != 'TEST' or
             t[7] not in known[t[5]][0] or t[8] not in known[t[5]][0] or
             (not re.search(r'[0-9]', known[t[5]][0]) and t[0] != known[t[5]][1])]
    room.report.check(not wrong, 'PETRARCH: ids, sources, dates and words are those that came',
                      wrong)
    record = room.path('petrarch.db')
    room.out('record', 'add', '-q', record, path)
    room.same(lines, room.out('record', 'export', '-q', '--events', '--format', 'petrarch',
                              record), 'PETRARCH: so out of a record')


# ------------------------------------------------------------------------ data packages

KINDS = {'integer': int, 'number': float, 'string': str, 'boolean': lambda s: s == 'true'}


def read_table(folder, resource):
    """(names, rows) of a table by its schema: values of their types, None for nothing."""
    fields = resource['schema']['fields']
    with open(os.path.join(folder, resource['path']), encoding='utf-8', newline='') as f:
        rows = list(csv.reader(f, strict=True))
    names = [f['name'] for f in fields]
    if rows[0] != names:
        raise RuntimeError(f'{resource["path"]}: columns are {rows[0]}')
    made = [KINDS.get(f['type'], str) for f in fields]
    return names, [[make(cell) if cell else None for make, cell in zip(made, row)]
                   for row in rows[1:]]


def write_table(names, rows, kinds):
    """The same as the package has it: text quoted, numbers bare, nothing for nothing."""
    out = io.StringIO()
    out.write(','.join(f'"{n}"' for n in names) + '\r\n')
    for row in rows:
        cells = []
        for value, kind in zip(row, kinds):
            if value is None:
                cells.append('')
            elif kind == 'boolean':
                cells.append('"true"' if value else '"false"')
            elif kind in ('integer', 'number'):
                cells.append(repr(value))
            else:
                cells.append('"' + value.replace('"', '""') + '"')
        out.write(','.join(cells) + '\r\n')
    return out.getvalue()


def package(room):
    """A data package by its own description: keys hold, and the tables are written again."""
    folder = room.path('package')
    room.out('record', 'export', '-q', '--format', 'frictionless', '--all', '-o', folder,
             room.path('samples.db'))
    with open(os.path.join(folder, 'datapackage.json'), encoding='utf-8') as f:
        resources = json.load(f)['resources']
    tables = {}
    for r in resources:
        names, rows = read_table(folder, r)
        tables[r['name']] = [dict(zip(names, row)) for row in rows]
        with open(os.path.join(folder, r['path']), encoding='utf-8', newline='') as f:
            was = f.read()
        kinds = [f['type'] for f in r['schema']['fields']]
        room.same(was, write_table(names, rows, kinds), f'package: {r["path"]} is as it was')
    for r in resources:
        rows, schema = tables[r['name']], r['schema']
        key = schema.get('primaryKey', [])
        key = [key] if isinstance(key, str) else key
        keys = [tuple(row[k] for k in key) for row in rows]
        room.report.check(len(set(keys)) == len(keys), f'package: keys of {r["name"]}')
        for foreign in schema.get('foreignKeys', []):
            to = foreign['reference']
            there = {row[to['fields']] for row in tables[to['resource']]}
            lost = [row for row in rows if row[foreign['fields']] not in there]
            room.report.check(not lost, f'package: {r["name"]} refers to {to["resource"]}',
                              lost[:3])
    lines = room.out('record', 'export', '-q', '--all', room.path('samples.db'))
    ids = [json.loads(line)['id'] for line in lines.decode().splitlines()]
    room.report.check([row['id'] for row in tables['events']] == ids,
                      'package: the events are those of JSONL')


PARTS = [record_events, record_documents, conllu, petrarch, package]


def run(context, report):
    if not context.needs_binary(report):
        return
    with tempfile.TemporaryDirectory() as folder:
        room = Room(context, report, folder)
        for part in PARTS:
            try:
                part(room)
            except (RuntimeError, ValueError, KeyError) as error:
                report.fail(part.__name__, f'{type(error).__name__}: {error}')
