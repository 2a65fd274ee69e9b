"""The reading room in a browser: Debian's Chromium, driven by Playwright; axe-core looks too.

What it needs of npm is pinned in tests/browser/package-lock.json and goes into build/browser.
"""
import contextlib
import os
import re
import select
import shutil
import subprocess
import tempfile
import time

from . import tap

SAMPLES = ['country-site', 'egypt-relations-with-israel.txt', 'beagle-channel.md', 'chronicle.jsonl']
FOLDER = os.path.join('tests', 'browser')
LIMIT = 900  # seconds


def modules(context):
    """The folder with the tests and what they import; None where it cannot be had."""
    folder = os.path.join(context.build, 'browser')
    source = os.path.join(context.top, FOLDER)
    os.makedirs(folder, exist_ok=True)
    for name in os.listdir(source):
        if name.endswith(('.mjs', '.json')):
            shutil.copy(os.path.join(source, name), folder)
    tool = os.path.join(context.top, 'tools', 'web_modules')
    done = subprocess.run([tool, shutil.which('npm'), folder], capture_output=True, text=True,
                          timeout=LIMIT, env=context.env)
    return folder if done.returncode == 0 else None


def samples(context):
    return [os.path.join(context.top, 'samples', name) for name in SAMPLES]


def inputs(context):
    """[path] that the record is made of."""
    found = samples(context)
    if context.shared:
        found.append(os.path.join(context.shared, 'seed', 'relations-with-the-soviet-union.txt'))
        studies = os.path.join(context.shared, 'corpora', 'country-studies')
        found += sorted(os.path.join(studies, name) for name in os.listdir(studies))
    return found


@contextlib.contextmanager
def served(context, record, *options):
    """The address of a room over the record; with --edit that with its token."""
    room = subprocess.Popen([context.binary, 'serve', record, '--port', '0', '--rate', '0', *options], env=context.env,
                            cwd=context.top, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        address = rb'http://\S+token=\w+(?=\n)' if '--edit' in options else rb'http://[^\s,;/]+'
        said, until = b'', time.monotonic() + 20
        while time.monotonic() < until and not (found := re.search(address, said)):
            if select.select([room.stdout], [], [], 0.2)[0]:
                came = os.read(room.stdout.fileno(), 4096)
                said += came
                if not came:
                    break
        if not found:
            raise RuntimeError(f'serve does not say its address: {said[-500:]}')
        yield found.group(0).decode()
        if room.poll() is not None:
            raise RuntimeError(f'the room ended by itself ({room.returncode}): {said[-500:]}')
    finally:
        room.terminate()
        try:
            room.wait(20)
        except subprocess.TimeoutExpired:
            room.kill()


def run(context, report):
    if not context.needs_binary(report):
        return
    chromium = shutil.which('chromium') or shutil.which('chromium-browser')
    if not chromium or not shutil.which('npm') or not shutil.which('node'):
        report.skip('the reading room', 'chromium or npm is not here')
        return
    folder = modules(context)
    if not folder:
        report.skip('the reading room', 'npm cannot fetch what tests/browser needs')
        return
    with tempfile.TemporaryDirectory() as place:
        record = os.path.join(place, 'room.db')
        code, _, err = context.run('record', 'add', '-q', record, *inputs(context))
        if not report.check(code == 0, 'a record of samples', err.decode()[-800:]):
            return
        site = os.path.join(place, 'site')
        code, _, err = context.run('site', '-q', record, site)
        report.check(code == 0, 'its pages as files', err.decode()[-800:])
        with served(context, record) as address:
            seed = ['--seed'] if context.shared else []
            done = subprocess.run(['node', 'run.mjs', address, site, *seed], cwd=folder,
                                  timeout=LIMIT, capture_output=True,
                                  env=dict(context.env, CHROMIUM=chromium))
        with served(context, record, '--edit') as own:
            edit = subprocess.run(['node', 'review.mjs', own], cwd=folder, timeout=LIMIT,
                                  capture_output=True, env=dict(context.env, CHROMIUM=chromium))
    tap.read(edit.stdout.decode('utf-8', 'replace'), report, 'review', edit.returncode,
             edit.stderr.decode('utf-8', 'replace')[-2000:])
    tap.read(done.stdout.decode('utf-8', 'replace'), report, 'browser', done.returncode,
             done.stderr.decode('utf-8', 'replace')[-2000:])
