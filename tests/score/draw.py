#!/usr/bin/env python3
"""Draw sentences of a corpus at random and show what is coded of them, for a person to check.

usage: draw.py DEMARCHE CORPORA SEED [N [OPTION...]]

CORPORA is a folder of folders, each a collection. N sentences (200) are drawn, of each
collection in the ratio of the square root of its size, so that a small one is seen too: first
a document, as often as it is long, then a sentence of it, all alike; none twice, and none of
which train/checked.tsv has events. Printed for each: collection, document and number of the
sentence, the sentence before it, it, and a line for each event coded of it in its whole
document, by `demarche code OPTION...`. What to look for, and what was found: docs/ERRORS.md.
"""
import json
import os
import random
import subprocess
import sys
import tempfile


def documents(folder):
    """[(path, bytes)] in the order of names; sources and lists of contents are none."""
    found = []
    for where, _, names in sorted(os.walk(folder)):
        found += [os.path.join(where, n) for n in sorted(names) if n != 'SOURCE.txt']
    return [(path, os.path.getsize(path)) for path in found]


def run(demarche, verb, path, *more):
    return subprocess.run([demarche, verb, '-q', *more, path], stdout=subprocess.PIPE, check=True,
                          encoding='utf-8').stdout


def sentences(demarche, path):
    """[(first byte, text)]"""
    with tempfile.NamedTemporaryFile('r', suffix='.jsonl', encoding='utf-8') as trace:
        run(demarche, 'code', path, '--trace', trace.name)
        rows = [json.loads(line) for line in trace]
    return [(r['text_info']['start'], ' '.join(r['text'].split())) for r in rows]


def checked():
    """{(document below ../shared, first byte)} of sentences whose events people have checked"""
    top = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    with open(os.path.join(top, 'train', 'checked.tsv'), encoding='utf-8') as f:
        return {(c[0], int(c[1])) for c in (line.split('\t') for line in f
                                            if not line.startswith('#'))}


def draw(demarche, corpora, seed, n):
    """-> {path: {numbers of sentences, from 0}}, the sentences of each path"""
    chance = random.Random(seed)
    folders = sorted(f.path for f in os.scandir(corpora) if f.is_dir())
    files = {f: documents(f) for f in folders}
    weights = [sum(size for _, size in files[f]) ** 0.5 for f in folders]
    text, drawn, seen = {}, {}, checked()
    while sum(map(len, drawn.values())) < n:
        folder = chance.choices(folders, weights)[0]
        path = chance.choices([p for p, _ in files[folder]], [s for _, s in files[folder]])[0]
        if path not in text:
            text[path] = sentences(demarche, path)
        below = os.path.join('corpora', os.path.relpath(path, corpora))
        i = chance.randrange(len(text[path])) if text[path] else -1
        if i >= 0 and (below, text[path][i][0]) not in seen:
            drawn.setdefault(path, set()).add(i)
    return drawn, text


def side(event, key):
    return ' + '.join('/'.join(p.get(k, '') for k in ('code', 'sector')) + ' "' +
                      ' '.join(p['entity_text'].split()) + '"' for p in event.get(key, []))


def line(e):
    place = e.get('event_loc', {}).get('resolved_place', '')
    return (f"    {e['event'][0]}{'-' + e['mode'][0] if e['mode'] else ''} {e['cameo']}: "
            f"{side(e, 'actor')} > {side(e, 'recipient')} | {e.get('date_edtf') or '?'} | "
            f"{e['track']} | {e['modality']} | {place} | {e['rule']} | "
            + ' '.join(e['event_text'].split()))


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    demarche, corpora, seed = sys.argv[1:4]
    n = int(sys.argv[4]) if len(sys.argv) > 4 else 200
    options = sys.argv[5:]
    drawn, text = draw(demarche, corpora, seed, n)
    number = 0
    for path in sorted(drawn):
        events = [json.loads(s) for s in run(demarche, 'code', path, *options).splitlines()]
        for s in sorted(drawn[path]):
            number += 1
            print(f'{number}. {os.path.relpath(path, corpora)} {s + 1}')
            if s:
                print('  before:', text[path][s - 1][1][-200:])
            print('  ' + text[path][s][1])
            for e in events:
                if e['text_info']['sequence'] == s + 1:
                    print(line(e))
            print()


if __name__ == '__main__':
    main()
