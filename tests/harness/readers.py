"""Readers that are not ours read what `code --format` writes.

Each reader is a function of (Room, Report) in READERS. What it needs is installed by name
into build/readers (a virtual environment) or build/readers-node; where that cannot be had
the reader is skipped, and that is said.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile

from . import readers_linked, readers_tables

ACCOUNTS = os.path.join('tests', 'cli', 'export-icews', 'accounts.jsonl')
SAMPLES = [os.path.join('samples', name) for name in
           ('beagle-channel.md', 'chronicle.jsonl', 'country-site',
            'egypt-relations-with-israel.txt')]
LIMIT = 300  # seconds for an installation, or for a reader


class Room:
    """Exports of the same accounts, made when first asked for, and who may read them."""

    def __init__(self, context, folder):
        self.context, self.folder, self.made, self.tried = context, folder, {}, {}

    def export(self, output, several=False):
        """Path of the file; of the folder where the output is `several` files."""
        if output not in self.made:
            path = os.path.join(self.folder, output if several else f'{output}.out')
            code, _, err = self.context.run('code', '-q', '--format', output, '-o', path,
                                            ACCOUNTS, *SAMPLES)
            if code:
                raise RuntimeError(f'code --format {output}: {err.decode()[:500]}')
            self.made[output] = path
        return self.made[output]

    def export_again(self, output, several=False):
        """The same once more, under another name."""
        first, self.folder = self.made.pop(output), os.path.join(self.folder, 'again')
        os.makedirs(self.folder, exist_ok=True)
        second = self.export(output, several)
        self.made[output], self.folder = first, os.path.dirname(self.folder)
        return second

    def lines(self):
        """The events as our own JSONL has them."""
        with open(self.export('jsonl'), encoding='utf-8') as f:
            return [json.loads(line) for line in f]

    @property
    def accounts(self):
        """A file of the exported documents, in JSONL."""
        return os.path.join(self.context.top, ACCOUNTS)

    @staticmethod
    def script(report, what, command, cwd=None):
        check_script(report, what, command, cwd)

    def python(self, *packages):
        """A Python that has the packages, or None."""
        if packages in self.tried:
            return self.tried[packages]
        venv = os.path.join(self.context.build, 'readers')
        python = os.path.join(venv, 'bin', 'python')
        good = os.path.exists(python) or _runs([sys.executable, '-m', 'venv', venv])
        imports = '; '.join(f'import {p}' for p in packages)
        if good and not _runs([python, '-c', imports]):
            good = _runs([python, '-m', 'pip', 'install', '-q', *packages]) and \
                _runs([python, '-c', imports])
        self.tried[packages] = python if good else None
        return self.tried[packages]

    def node(self, *packages):
        """A folder whose node_modules has the packages, or None."""
        if packages in self.tried:
            return self.tried[packages]
        folder = os.path.join(self.context.build, 'readers-node')
        os.makedirs(folder, exist_ok=True)
        there = all(os.path.isdir(os.path.join(folder, 'node_modules', p))
                    for p in packages)
        good = shutil.which('npm') and shutil.which('node') and (there or _runs(
            ['npm', 'install', '--silent', '--no-audit', '--no-fund', '--prefix', folder,
             *packages]))
        self.tried[packages] = folder if good else None
        return self.tried[packages]


def _runs(command):
    try:
        return subprocess.run(command, capture_output=True, timeout=LIMIT).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def check_script(report, what, command, cwd=None):
    """A script of the reader's: it ends well, or what it said is why not."""
    done = subprocess.run(command, capture_output=True, timeout=LIMIT, cwd=cwd)
    said = (done.stdout + done.stderr).decode('utf-8', 'replace')
    report.check(done.returncode == 0, what, said)


READERS = [*readers_tables.READERS, *readers_linked.READERS]


def run(context, report):
    if not context.needs_binary(report):
        return
    with tempfile.TemporaryDirectory() as folder:
        room = Room(context, folder)
        for reader in READERS:
            try:
                reader(room, report)
            except (RuntimeError, subprocess.TimeoutExpired) as error:
                report.fail(reader.__name__, error)
