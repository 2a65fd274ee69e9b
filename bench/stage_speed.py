"""Words a second of single stages, for bench/mention and bench/event."""
import glob
import os
import subprocess
import sys

from results_file import processor, put

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SHARED = os.path.normpath(os.path.join(TOP, '..', 'shared', 'corpora'))
GROWTH = [1000, 10000, 100000, 1000000]


def measure(build, *arguments):
    """{stage: (words, words a second)}"""
    done = subprocess.run([os.path.join(TOP, build, 'bench', 'bench'), '--runs', '3',
                           *arguments], capture_output=True, text=True, cwd=TOP)
    if done.returncode:
        sys.exit(done.stderr)
    rows = [line.split('\t') for line in done.stdout.splitlines()]
    return {r[0]: (int(r[1]), float(r[3])) for r in rows if len(r) == 4 and r[0] != 'kernel'}


def texts(most):
    """[(name, files)]"""
    found = [(name, sorted(glob.glob(f'{SHARED}/{pattern}'))[:most]) for name, pattern in (
        ('country studies', 'country-studies/*.txt'),
        ('UN general debate', 'un-general-debate/19*/*.txt'),
        ('diplomatic documents', 'dfat/*/*'))]
    found = [(name, [f for f in files if os.path.isfile(f)]) for name, files in found]
    return [x for x in found if x[1]] or \
        [('samples', sorted(glob.glob(os.path.join(TOP, 'samples', '*.txt'))))]


def report(name, asked, note):
    """Measure the stages of `asked` ({stage: words a second}); 1 where one is below."""
    build = sys.argv[sys.argv.index('--build') + 1] if '--build' in sys.argv else 'build'
    sets = texts(30 if '--quick' in sys.argv else None)
    stages = list(asked)
    head = '| ' + ' | '.join(f'{s}, words/s' for s in stages) + ' |'
    lines = '|---' * (len(stages) + 2) + '|'
    slowest = dict.fromkeys(stages, float('inf'))
    out = [f'Machine: {processor()}. One core, one worker{note}.', '',
           '| texts | words ' + head, lines]
    for title, files in sets:
        got = measure(build, *files)
        for s in stages:
            slowest[s] = min(slowest[s], got[s][1])
        out.append(f'| {title} | {got[stages[0]][0]:,} | ' +
                   ' | '.join(f'{got[s][1]:,.0f}' for s in stages) + ' |')
    out += [''] + [f'Asked of {s}: {asked[s]:,}; the slowest makes {slowest[s]:,.0f}.'
                   for s in stages]
    out += ['', '| one text of so many words ' + head, lines[4:]]
    for n in GROWTH:
        got = measure(build, '--words', str(n), *sets[-1][1])
        out.append(f'| {got[stages[0]][0]:,} | ' +
                   ' | '.join(f'{got[s][1]:,.0f}' for s in stages) + ' |')
    text = '\n'.join(out)
    print(text)
    if '--print' not in sys.argv:
        put(name, f'bench/{name}', text)
    return 0 if all(slowest[s] >= asked[s] for s in stages) else 1
