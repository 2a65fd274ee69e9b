"""bench/RESULTS.md: each driver rewrites the part that is its own, and nothing else.

A part lies between `<!-- NAME: written by PROGRAM -->` and `<!-- NAME: end -->`. What
stands outside of all parts is written by hand and kept.
"""
import os
import re

PATH = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'RESULTS.md')


def put(name, program, text):
    """Replace the part `name`, or add it at the end."""
    try:
        with open(PATH, encoding='utf-8') as f:
            old = f.read()
    except FileNotFoundError:
        old = '# Speed and memory\n'
    part = f'<!-- {name}: written by {program} -->\n{text.strip()}\n\n<!-- {name}: end -->'
    pattern = re.compile(rf'<!-- {re.escape(name)}: written by [^\n]* -->\n.*?'
                         rf'<!-- {re.escape(name)}: end -->', re.S)
    new, n = pattern.subn(lambda _: part, old)
    if n == 0:
        new = old.rstrip('\n') + '\n\n' + part + '\n'
    with open(PATH, 'w', encoding='utf-8') as f:
        f.write(new)


def processor():
    """Name of the processor, and which of its extensions matter here."""
    wanted = ['avx2', 'avx_vnni', 'avx512f', 'avx512_vnni', 'amx_int8']
    name, flags = 'unknown processor', []
    try:
        with open('/proc/cpuinfo', encoding='utf-8') as f:
            for line in f:
                key, _, value = line.partition(':')
                if key.strip() == 'model name':
                    name = value.strip()
                if key.strip() == 'flags':
                    flags = [w for w in wanted if w in value.split()]
                    break
    except OSError:
        pass
    return name + (' with ' + ', '.join(flags) if flags else '')


def table(head, rows):
    """A table of Markdown."""
    lines = ['| ' + ' | '.join(head) + ' |', '|---' * len(head) + '|']
    lines += ['| ' + ' | '.join(str(c) for c in row) + ' |' for row in rows]
    return '\n'.join(lines)
