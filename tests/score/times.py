#!/usr/bin/env python3
"""Score `demarche times` against the TIMEX3 of MEANTIME.

usage: times.py DEMARCHE FOLDER [-v]

FOLDER has MEANTIME's articles (`../shared/eval/time/meantime`). Each is given as JSONL: its
tokens with blanks between (none before a comma and the like), its sentences as paragraphs
of their own where no stop ends them, its date as that of publication. Printed: precision,
recall and F1 of spans (overlap and exact), and of the spans that overlap the share with
the right value. A value of DATE or TIME is right where it is the same, or where both are
days and the gold's hour is left out; "2009-09" is no "2009". MEANTIME's annotators
read the first sentences of each article: what lies behind the last one that they marked
anything in does not count. -v lists what is wrong.
"""
import glob
import os
import sys
import xml.etree.ElementTree as ET

from asking import ask

STUCK = {',', '.', ';', ':', '?', '!', ')', '%', "'s", "n't", "'re", "'ll", "'ve", '\u2019s'}


class Article:
    def __init__(self, path):
        root = ET.parse(path).getroot()
        self.name, self.text, self.at, self.gold, self.date = os.path.basename(path), '', {}, [], ''
        last, self.read = None, 0
        marked = {a.get('t_id') for a in root.iter('token_anchor')}
        lines = {t.get('sentence') for t in root.iter('token') if t.get('t_id') in marked}
        for t in root.iter('token'):
            form, sentence = t.text or '', t.get('sentence')
            if last is not None and sentence != last:
                ended = self.text[-1:] in '.?!"'
                self.text += ' ' if ended else '\n\n'
            elif self.text and form not in STUCK and self.text[-1] not in '($':
                self.text += ' '
            begin = len(self.text.encode())
            self.text += form
            self.at[t.get('t_id')] = begin, len(self.text.encode())
            if sentence in lines:
                self.read = len(self.text.encode())
            last = sentence
        for x in root.iter('TIMEX3'):
            ids = [a.get('t_id') for a in x.findall('token_anchor')]
            if x.get('functionInDocument') == 'CREATION_TIME':
                self.date = (x.get('value') or '')[:10]
            if ids:
                spans = [self.at[i] for i in ids]
                self.gold.append((min(s[0] for s in spans), max(s[1] for s in spans),
                                  x.get('type'), x.get('value') or ''))


def same(gold, made):
    """Values of TIMEX3 that say the same."""
    if gold == made:
        return True
    day = gold[:10]
    return len(gold) > 10 and gold[10] == 'T' and made == day and gold[11:] in ('XX', '')


def main():
    verbose = '-v' in sys.argv
    args = [a for a in sys.argv[1:] if a != '-v']
    if len(args) != 2:
        sys.exit(__doc__)
    paths = sorted(glob.glob(os.path.join(args[1], '**', '*.xml'), recursive=True))
    articles = [Article(p) for p in paths]
    made = {name: [(r['start'], r['end'], r.get('type'), r.get('value', '')) for r in rows]
            for name, rows in ask(args[0], 'times',
                                  ((a.name, a.text, a.date) for a in articles)).items()}
    gold_n = made_n = overlap_g = overlap_m = exact = right = 0
    for a in articles:
        mine = [m for m in made.get(a.name, []) if m[0] < a.read]
        gold_n += len(a.gold)
        made_n += len(mine)
        text = a.text.encode()
        for g in a.gold:
            hits = [m for m in mine if m[0] < g[1] and g[0] < m[1]]
            overlap_g += bool(hits)
            exact += any(m[:2] == g[:2] for m in hits)
            good = any(same(g[3], m[3]) for m in hits)
            right += good
            if verbose and not (hits and good):
                got = [(text[m[0]:m[1]].decode(), m[3]) for m in hits]
                print('MISS ' if not hits else 'VALUE', a.date, text[g[0]:g[1]].decode(), g[2],
                      g[3], got, '|', text[max(0, g[0] - 40):g[1] + 30].decode('utf-8', 'replace')
                      .replace('\n', ' '))
        for m in mine:
            hit = any(m[0] < g[1] and g[0] < m[1] for g in a.gold)
            overlap_m += hit
            if verbose and not hit:
                print('EXTRA', a.date, text[m[0]:m[1]].decode(), m[3], '|',
                      text[max(0, m[0] - 40):m[1] + 30].decode('utf-8', 'replace')
                      .replace('\n', ' '))
    p, r = 100 * overlap_m / max(1, made_n), 100 * overlap_g / max(1, gold_n)
    print(f'spans, overlap  gold {gold_n}  made {made_n}  P {p:.2f}  R {r:.2f}  '
          f'F1 {2 * p * r / max(1e-9, p + r):.2f}')
    print(f'spans, exact    F1 {200 * exact / max(1, gold_n + made_n):.2f}')
    print(f'values          right {right} of {overlap_g} found: '
          f'{100 * right / max(1, overlap_g):.2f}')


if __name__ == '__main__':
    main()
