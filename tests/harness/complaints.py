"""What users of other systems complain of cannot happen here: a check for each complaint.

docs/COMPLAINTS.md lists them. A check is a function of a Room that raises Wrong where what
is complained of can happen; its name is the issue and the complaint.
"""
import csv
import importlib
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor

from . import events

PARTS = ['complaints_coding', 'complaints_names', 'complaints_record', 'complaints_formats']
PAGE = os.path.join('docs', 'COMPLAINTS.md')
CHECKS = {}  # name -> function


class Wrong(Exception):
    """What the complaint complains of happened."""


def complaint(name):
    def keep(function):
        if name in CHECKS:
            raise ValueError(f'two checks {name}')
        CHECKS[name] = function
        return function
    return keep


def need(good, *why):
    if not good:
        raise Wrong('\n'.join(str(w)[:2000] for w in why))


def same(came, wanted, what):
    need(came == wanted, f'{what}: wanted {wanted!r}', f'came {came!r}')


class Room:
    """A folder of its own for a check, and the program."""

    def __init__(self, context, folder):
        self.context, self.folder = context, folder
        self.top, self.binary = context.top, context.binary

    def file(self, name, content):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'wb') as f:
            f.write(content if isinstance(content, bytes) else content.encode())
        return path

    def path(self, name):
        return os.path.join(self.folder, name)

    def run(self, *arguments, stdin=b'', env=None):
        """(exit, stdout, stderr), in text."""
        stdin = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run([self.binary, *arguments], input=stdin, capture_output=True,
                              timeout=120, cwd=self.folder,
                              env=self.context.env if env is None else env)
        return (done.returncode, done.stdout.decode('utf-8', 'replace'),
                done.stderr.decode('utf-8', 'replace'))

    def good(self, *arguments, **more):
        """stdout of a call that must end well."""
        code, out, err = self.run(*arguments, **more)
        need(code == 0, f'{" ".join(arguments)}: exit {code}', err)
        return out

    def lines(self, *arguments, **more):
        return [json.loads(s) for s in self.good(*arguments, **more).splitlines()]

    def code(self, text, *arguments, date=None):
        """Events of one text: all of them, however sure."""
        found, said = events.code(self.context, [('text', text, date)], '-q', '--confidence',
                                  '0', *arguments)
        need(not said, said)
        return found.get('text', [])

    def documents(self, name, rows):
        """A JSONL file of {id, text, ...}."""
        return self.file(name, ''.join(json.dumps(r, ensure_ascii=False) + '\n' for r in rows))

    def record(self, *paths, name='r.db', more=()):
        """Add files to a record; its path."""
        self.good('record', 'add', '-q', *more, self.path(name), *paths)
        return self.path(name)

    def query(self, db, *arguments):
        return self.lines('query', '-q', '--format', 'jsonl', db, *arguments)

    def table(self, output, *paths, more=()):
        """Cells of an output in tabs, row by row."""
        return cells(self.good('code', '-q', '--format', output, *more, *paths))

    def new(self, name):
        """A Room within this one."""
        os.makedirs(self.path(name), exist_ok=True)
        return Room(self.context, self.path(name))


def cells(text):
    return [line.split('\t') for line in text.split('\n')[:-1]]


def rows_of(text):
    """{column: cell} of each row of a table in tabs with a header."""
    return list(csv.DictReader(io.StringIO(text), delimiter='\t', quoting=csv.QUOTE_NONE))


def sql(db, statement, *values):
    """By SQLite itself, not by us."""
    with sqlite3.connect(f'file:{db}?mode=ro', uri=True) as c:
        return c.execute(statement, values).fetchall()


def short(event):
    """'FRA+DEU CONSULT ITA' of an event."""
    def side(parties):
        return '+'.join('/'.join(s for s in (p.get('code'), p.get('sector')) if s) or '?'
                        for p in parties or []) or '-'
    return f'{side(event.get("actor"))} {event["event"][0]} {side(event.get("recipient"))}'


def page_of(context, report):
    """The page names each check, and no other."""
    with open(os.path.join(context.top, PAGE), encoding='utf-8') as f:
        rows = [s.rstrip('\n').strip('|').split('|') for s in f if s.startswith('|')]
    named = [row[-1].strip().strip('`') for row in rows[2:] if row[-1].strip().startswith('`')]
    report.check(len(named) == len(set(named)) and set(named) == set(CHECKS),
                 f'{PAGE} names each check once',
                 f'no such check: {sorted(set(named) - set(CHECKS))}\n'
                 f'not named: {sorted(set(CHECKS) - set(named))}')
    numbers = {row[0].strip() for row in rows} & {str(n) for n in range(1, 21)}
    report.check(len(numbers) == 20, f'{PAGE} has the twenty complaints',
                 sorted(set(map(str, range(1, 21))) - numbers))
    with open(os.path.join(context.top, PAGE), encoding='utf-8') as f:
        cases = re.findall(r'`(tests/[\w./-]+)`', f.read())
    lost = [c for c in cases if not os.path.exists(os.path.join(context.top, c))]
    report.check(not lost, f'tests that {PAGE} refers to', lost)


def attempt(room, check):
    """What the check says against it; None: nothing."""
    try:
        check(room)
        return None
    except (Wrong, subprocess.TimeoutExpired, sqlite3.Error) as error:
        return str(error) or type(error).__name__
    finally:
        shutil.rmtree(room.folder, ignore_errors=True)


def run(context, report):
    if not context.needs_binary(report):
        return
    for part in PARTS:
        importlib.import_module(f'{__package__}.{part}')
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        tried = pool.map(lambda at: attempt(Room(context, folder).new(str(at[0])), at[1]),
                         enumerate(CHECKS.values()))
        for name, why in zip(CHECKS, tried):
            report.check(why is None, name, why)
    page_of(context, report)
