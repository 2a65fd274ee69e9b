#!/usr/bin/env python3
"""Plain paragraphs of everyday, web-like and encyclopedic English, for label.py.

usage: web_text.py --factbook DIR OUT_DIR
From Debian's packages fortunes, fortunes-min, dict-jargon, dict-foldoc, wordnet-base and
r-cran-modeldata (customers' reviews; read with Rscript) where they are installed, and the
World Factbook's longer fields (public domain). Only the trees that teachers make of these
sentences are learnt from; no text goes into the model.
"""
import argparse
import glob
import gzip
import html
import json
import os
import re
import shutil
import subprocess

DICT = '/usr/share/dictd/'
TAG = re.compile(r'<[^>]+>')


def fortunes():
    for path in sorted(glob.glob('/usr/share/games/fortunes/*')):
        if os.path.islink(path) or path.endswith(('.dat', 'ascii-art')):
            continue
        for text in re.split(r'\n%\n', open(path, encoding='utf-8', errors='replace').read()):
            lines = text.split('\n')
            prose = [x.strip() for x in lines if not re.match(r'\s+--', x)]
            if sum(c.isalpha() or c == ' ' for c in text) > 0.85 * max(1, len(text)):
                yield ' '.join(prose)


def dictionary(name):
    """Paragraphs of a dictd dictionary, cross references without their braces."""
    path = f'{DICT}{name}.dict.dz'
    if not os.path.exists(path):
        return
    text = gzip.open(path, 'rt', encoding='utf-8', errors='replace').read()
    for part in re.split(r'\n\s*\n', text):
        if part[:1] == ' ' and len(part.split()) > 8:
            part = re.sub(r'[{}]', '', ' '.join(part.split()))
            part = re.sub(r'^(?:<[^>]*>\s*)+|\(\d{4}-\d\d-\d\d\)$', '', part)
            if '|' not in part and '==' not in part:
                yield part.strip()


def wordnet():
    """The example sentences behind the glosses."""
    for path in sorted(glob.glob('/usr/share/wordnet/data.*')):
        for line in open(path, encoding='latin-1'):
            for quote in re.findall(r'"([^"]+)"', line.partition('| ')[2]):
                if len(quote.split()) > 4:
                    yield quote if quote[-1] in '.!?' else quote[:1].upper() + quote[1:] + '.'


def reviews():
    """What customers wrote of food: a sample that the package `modeldata` of R carries."""
    show = ('data("small_fine_foods", package = "modeldata"); writeLines(c(as.character('
            'training_data$review), as.character(testing_data$review)))')
    if shutil.which('Rscript'):
        done = subprocess.run(['Rscript', '-e', show], capture_output=True, encoding='utf-8',
                              errors='replace')
        for text in done.stdout.splitlines() if done.returncode == 0 else []:
            yield from (' '.join(html.unescape(part).split()) for part in TAG.split(text)
                        if len(part.split()) > 3)


def factbook(folder):
    def texts(value):
        if isinstance(value, dict):
            for v in value.values():
                yield from texts(v)
        elif isinstance(value, str) and len(value.split()) > 12:
            yield ' '.join(html.unescape(TAG.sub(' ', value)).split())
    for path in sorted(glob.glob(f'{folder}/*/*.json')):
        yield from texts(json.load(open(path, encoding='utf-8')))


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument('--factbook', required=True)
    ap.add_argument('out')
    a = ap.parse_args()
    os.makedirs(a.out, exist_ok=True)
    for name, source in (('fortunes', fortunes()), ('jargon', dictionary('jargon')),
                         ('foldoc', dictionary('foldoc')), ('wordnet', wordnet()),
                         ('reviews', reviews()),
                         ('factbook', factbook(a.factbook))):
        words = 0
        with open(f'{a.out}/{name}.txt', 'w', encoding='utf-8') as f:
            for text in source:
                words += len(text.split())
                f.write(text + '\n\n')
        print(f'{name}: {words} words', flush=True)


if __name__ == '__main__':
    main()
