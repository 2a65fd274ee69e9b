"""The loadable SQLite extension: from Python, from the sqlite3 shell, and as docs/SQLITE.md
says."""
import os
import re
import shutil
import subprocess
import sys
import tempfile

from . import tap

# Debian's loads extensions, others may be built without.
CAN_LOAD = 'import sqlite3; sqlite3.connect(":memory:").enable_load_extension(True)'
BLOCK = re.compile(r'^```(sql|python|sh)\n(.*?)^```\n+```text\n(.*?)^```$', re.M | re.S)


def find_python():
    for python in (sys.executable, '/usr/bin/python3'):
        if os.path.exists(python) and subprocess.run([python, '-c', CAN_LOAD],
                                                     capture_output=True).returncode == 0:
            return python
    return None


def run(context, report):
    extension = os.path.join(context.build, 'demarche_sqlite.so')
    if not context.needs_binary(report):
        return
    if not report.check(os.path.exists(extension), 'demarche_sqlite.so', 'is not built'):
        return
    python = find_python()
    if python:
        script = os.path.join(context.top, 'tests', 'harness', 'extension_check.py')
        done = subprocess.run([python, script, extension, context.binary], env=context.env,
                              capture_output=True, timeout=600, cwd=context.top)
        tap.read(done.stdout.decode('utf-8', 'replace'), report, 'extension', done.returncode,
                 done.stderr.decode('utf-8', 'replace')[-2000:])
    else:
        report.skip('python', 'its sqlite3 loads no extensions')
    manual(context, report, extension, python)


def manual(context, report, extension, python):
    """Each example of docs/SQLITE.md prints what stands below it. Those in SQL are one
    session of the shell."""
    with open(os.path.join(context.top, 'docs', 'SQLITE.md'), encoding='utf-8') as f:
        blocks = BLOCK.findall(f.read())
    sql = [(code, want) for kind, code, want in blocks if kind == 'sql']
    report.check(len(sql) > 5 and len(blocks) > len(sql), 'examples in docs/SQLITE.md',
                 len(blocks))
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(extension, os.path.join(folder, 'demarche_sqlite.so'))
        if shutil.which('sqlite3'):
            mark = '---- the next example ----'
            said = '\n'.join(code + f'.print {mark}' for code, _ in sql)
            done = subprocess.run(['sqlite3', '-batch', 'news.db'], input=said, text=True,
                                  capture_output=True, cwd=folder, env=context.env, timeout=120)
            got = (done.stdout + done.stderr).split(mark + '\n')
            report.check(len(got) == len(sql) + 1, 'the shell ends well', done.stderr)
            for (code, want), printed in zip(sql, got):
                report.check(printed == want, f'docs/SQLITE.md: {code.splitlines()[0]}',
                             f'printed:\n{printed}')
        else:
            report.skip('docs/SQLITE.md', 'no sqlite3 here')
            return
        for kind, code, want in blocks:
            if kind == 'python' and python:
                done = subprocess.run([python, '-c', code], text=True, capture_output=True,
                                      cwd=folder, env=context.env, timeout=120)
                report.check(done.stdout == want, 'docs/SQLITE.md: from Python',
                             done.stdout + done.stderr)
