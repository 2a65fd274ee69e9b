"""The house's own rules: layers, banned functions, unique names, source lists, manners."""
import os
import subprocess
import sys

ROOM = {'README.md', 'LICENSE', 'NOTICE', 'CHANGELOG.md', 'CONTRIBUTING.md',
        'docs/ARCHITECTURE.md', 'docs/DEPENDENCIES.md', 'docs/MODEL-FORMAT.md',
        'docs/RULES.md', 'model/MODEL-CARD.md'}


def run(context, report):
    done = subprocess.run([sys.executable, os.path.join(context.top, 'tools', 'lint'),
                           '--quick', '--build', context.build], capture_output=True, text=True)
    report.check(done.returncode == 0, 'tools/lint --quick', done.stderr + done.stdout)
    for name in sorted(ROOM):
        path = os.path.join(context.top, name)
        report.check(os.path.exists(path) and os.path.getsize(path) > 200, name, 'is not there')
    big = subprocess.run(['git', 'ls-files', '-s'], cwd=context.top, capture_output=True,
                         text=True).stdout.splitlines()
    for line in big:
        path = os.path.join(context.top, line.split('\t', 1)[1])
        if os.path.exists(path) and os.path.getsize(path) > 30 << 20:
            report.fail(path, 'is larger than 30 MiB')
    versions(context, report)


def versions(context, report):
    """The header, Meson and the change log name one version."""
    with open(os.path.join(context.top, 'include', 'demarche.h'), encoding='utf-8') as f:
        header = [s.split('"')[1] for s in f if s.startswith('#define DEMARCHE_VERSION "')]
    with open(os.path.join(context.top, 'meson.build'), encoding='utf-8') as f:
        meson = [s.split("'")[1] for s in f if s.strip().startswith("version: '")]
    report.check(header and header[:1] == meson[:1], 'one version in header and meson.build',
                 f'{header} {meson[:1]}')
