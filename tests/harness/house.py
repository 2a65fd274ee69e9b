"""The house's own rules: layers, banned functions, unique names, source lists, manners."""
import os
import re
import struct
import subprocess
import sys

ROOM = {'README.md', 'LICENSE', 'NOTICE', 'CHANGELOG.md', 'CONTRIBUTING.md',
        'docs/ARCHITECTURE.md', 'docs/CODING.md', 'docs/DEPENDENCIES.md', 'docs/MODEL-FORMAT.md',
        'docs/NETWORK.md', 'docs/RULES.md', 'model/MODEL-CARD.md'}


def run(context, report):
    done = subprocess.run([sys.executable, os.path.join(context.top, 'tools', 'lint'),
                           '--quick', '--build', context.build], capture_output=True, text=True)
    report.check(done.returncode == 0, 'tools/lint --quick', done.stderr + done.stdout)
    for name in sorted(ROOM):
        path = os.path.join(context.top, name)
        report.check(os.path.exists(path) and os.path.getsize(path) > 200, name, 'is not there')
    report.check(not too_large(context.top), 'no file over 30 MiB',
                 ', '.join(too_large(context.top)))
    versions(context, report)
    named_files(context, report)
    network_page(context, report)


def too_large(top):
    """Files of the project, not of a build, that a clone should not have to carry."""
    found = []
    for folder, folders, names in os.walk(top):
        folders[:] = [f for f in folders if not f.startswith(('.', 'build', 'demo'))]
        found += [os.path.join(folder, n) for n in names
                  if os.path.getsize(os.path.join(folder, n)) > 30 << 20]
    return found


def named_files(context, report):
    """docs/ARCHITECTURE.md names files that are there."""
    with open(os.path.join(context.top, 'docs', 'ARCHITECTURE.md'), encoding='utf-8') as f:
        named = set(re.findall(r'`(?:[a-z]+/)*([a-z0-9_]+\.[ch])`', f.read()))
    there = {name for top in ('src', 'cli', 'serve', 'sqlite', 'include')
             for _, _, names in os.walk(os.path.join(context.top, top)) for name in names}
    report.check(len(named) > 40 and named <= there, 'files that ARCHITECTURE.md names',
                 f'not there: {", ".join(sorted(named - there))}')


def model_shapes(path):
    """{name: (rows, columns)} of a model's tensors."""
    with open(path, 'rb') as f:
        head = f.read(64)
        directory = f.read(64 * struct.unpack_from('<I', head, 32)[0])
    return {directory[at:at + 32].rstrip(b'\0').decode():
            struct.unpack_from('<QQ', directory, at + 40) for at in range(0, len(directory), 64)}


def network_page(context, report):
    """docs/NETWORK.md has the widths and the cost of the model that ships."""
    shapes = model_shapes(os.path.join(context.top, 'model', 'english.model'))
    e, d, a, r = (shapes[name][1] for name in ('words.rows', 'in.b', 'arc.root', 'rel.root'))
    t = shapes['heads.b'][1] - 2 * a - 2 * r
    blocks = sum(name.endswith('.gates.b') for name in shapes)
    total = sum(rows * cols for name, (rows, cols) in shapes.items() if name.endswith('.w'))
    line = (f'e {e}, d {d}, t {t}, a {a}, r {r}, {blocks} blocks: {total:,} multiplications a '
            f'word, {e * d:,} of them in `in`.\n')
    with open(os.path.join(context.top, 'docs', 'NETWORK.md'), encoding='utf-8') as f:
        report.check(line in f.read(), 'docs/NETWORK.md: widths of the model that ships',
                     'it should have the line: ' + line)


def versions(context, report):
    """The header, Meson and the change log name one version."""
    with open(os.path.join(context.top, 'include', 'demarche.h'), encoding='utf-8') as f:
        header = [s.split('"')[1] for s in f if s.startswith('#define DEMARCHE_VERSION "')]
    with open(os.path.join(context.top, 'meson.build'), encoding='utf-8') as f:
        meson = [s.split("'")[1] for s in f if s.strip().startswith("version: '")]
    report.check(header and header[:1] == meson[:1], 'one version in header and meson.build',
                 f'{header} {meson[:1]}')
