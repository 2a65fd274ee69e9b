#!/usr/bin/env python3
"""Score `demarche places` against GeoVirus (Gritta et al. 2018: news of epidemics).

usage: places.py DEMARCHE GeoVirus.xml [-v]

Each article is given as JSONL. A toponym counts as found where a place or state that is
made overlaps it; of those found with coordinates on both sides, right is what lies within
161 km (100 miles), the measure of the literature. Printed: precision, recall and F1 of
toponyms; the share that is right; the median distance. -v lists what is wrong.
"""
import math
import statistics
import sys
import xml.etree.ElementTree as ET

from asking import ask

NEAR_KM = 161


def articles(path):
    """(name, text, [(start, end, name, lat, lon)]), spans in bytes."""
    for n, a in enumerate(ET.parse(path).getroot().iter('article')):
        text, gold = a.findtext('text'), []
        at = lambda k: len(text[:k].encode())
        for x in a.iter('location'):
            # the file counts from 1 or from 0: the name tells which
            name, k = x.findtext('name'), int(x.findtext('start'))
            k = next((j for j in (k, k - 1, k + 1) if text[j:j + len(name)] == name), None)
            if k is not None:
                gold.append((at(k), at(k + len(name)), name, float(x.findtext('lat')),
                             float(x.findtext('lon'))))
        yield f'a{n}', text, gold


def distance(a, b):
    """Kilometres between two (lat, lon) on a sphere: the haversine formula."""
    (la, lo), (lb, lp) = (map(math.radians, p) for p in (a, b))
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((lp - lo) / 2) ** 2
    return 12742 * math.asin(math.sqrt(h))


def main():
    verbose = '-v' in sys.argv
    args = [a for a in sys.argv[1:] if a != '-v']
    if len(args) != 2:
        sys.exit(__doc__)
    texts = list(articles(args[1]))
    made = ask(args[0], 'places', ((name, text, '') for name, text, _ in texts))
    gold_n = made_n = hit_g = hit_m = far = 0
    kms = []
    for name, text, gold in texts:
        mine, raw = made.get(name, []), text.encode()
        gold_n += len(gold)
        made_n += len(mine)
        around = lambda a, b: raw[max(0, a - 40):b + 30].decode('utf-8', 'replace')
        for a, b, toponym, lat, lon in gold:
            hits = [m for m in mine if m['start'] < b and a < m['end']]
            hit_g += bool(hits)
            spots = [(m['lat'], m['lon']) for m in hits if 'lat' in m]
            if spots:
                kms.append(min(distance(p, (lat, lon)) for p in spots))
                if verbose and kms[-1] > NEAR_KM:
                    print('FAR  ', toponym, round(kms[-1]), hits[0].get('name'),
                          hits[0].get('country_code'), '|', around(a, b))
            elif hits:
                far += 1
                if verbose:
                    print('BARE ', toponym, '|', around(a, b))
            elif verbose:
                print('MISS ', toponym, '|', around(a, b))
        for m in mine:
            hit = any(m['start'] < b and a < m['end'] for a, b, *_ in gold)
            hit_m += hit
            if verbose and not hit:
                print('EXTRA', m['text'], m['kind'], '|', around(m['start'], m['end']))
    p, r = 100 * hit_m / max(1, made_n), 100 * hit_g / max(1, gold_n)
    near = sum(k <= NEAR_KM for k in kms)
    print(f'toponyms  gold {gold_n}  made {made_n}  P {p:.2f}  R {r:.2f}  '
          f'F1 {2 * p * r / max(1e-9, p + r):.2f}')
    print(f'right     {near} of {hit_g} found ({far} without coordinates): '
          f'{100 * near / max(1, hit_g):.2f}; median {statistics.median(kms or [0]):.0f} km')


if __name__ == '__main__':
    main()
