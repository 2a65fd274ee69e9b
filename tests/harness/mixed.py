"""A folder of made-up accounts in many formats, good and bad, the same for one seed."""
import csv
import gzip
import io
import json
import os
import random
import zipfile

STATES = ['France', 'Italy', 'Spain', 'Chad', 'Mali', 'Egypt', 'Israel', 'Peru', 'Chile',
          'Japan', 'China', 'India', 'Pakistan', 'Kenya', 'Sweden', 'Norway', 'Turkey',
          'Greece', 'Cuba', 'Brazil']
MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August',
          'September', 'October', 'November', 'December']
TELLINGS = [
    '{a} signed a treaty on {thing} with {b} on {day}.',
    'On {day} {a} and {b} signed a treaty on {thing}.',
    '{a} sent {n} trucks to {b} in {month}.',
    'In {month} {b} received {n} trucks from {a}.',
    'The president of {a} visited {b} on {day}. He met the prime minister of {b}.',
    '{a} accused {b} of having seized {n} boats in {month}.',
    '{a} did not recognize {b}.',
    'If {a} attacked {b}, {c} would protest.',
    'Officials in {a} said that {b} had broken relations with {c} in {year}.',
    '{a} expelled {n} diplomats of {b} on {day}, and {b} protested.',
    'It rained in the capital, and nothing came of the talks.',
    'Trade between {a} and {b} grew to {n} million dollars in {year}.',
]
THINGS = ['fishing', 'air traffic', 'trade', 'extradition', 'water', 'borders']


class Teller:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def sentence(self):
        r = self.random
        a, b, c = r.sample(STATES, 3)
        year, month = r.randint(1975, 1985), r.choice(MONTHS)
        return r.choice(TELLINGS).format(
            a=a, b=b, c=c, thing=r.choice(THINGS), n=r.randint(2, 400), year=year,
            month=f'{month} {year}', day=f'{r.randint(1, 28)} {month} {year}')

    def paragraphs(self, most=3):
        r = self.random
        return [' '.join(self.sentence() for _ in range(r.randint(2, 5)))
                for _ in range(r.randint(1, most))]

    def text(self):
        return '\n\n'.join(self.paragraphs()) + '\n'

    def day(self):
        r = self.random
        return f'{r.randint(1986, 1992)}-{r.randint(1, 12):02}-{r.randint(1, 28):02}'


def write_mixed(folder, seed, size=1.0):
    """Write it; some 300 documents where `size` is 1, and as many bad things as in life."""
    t = Teller(seed)
    r = t.random

    def put(path, content):
        path = os.path.join(folder, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'wb') as f:
            f.write(content.encode() if isinstance(content, str) else content)

    def times(n):
        return range(max(1, round(n * size)))

    for i in times(60):
        put(f'notes/{i:03}.txt', t.text())
    for i in times(30):
        put(f'letters/{i:03}.md', f'---\ntitle: Letter {i}\ndate: {t.day()}\n'
                                  f'source: The archive\n---\n\n# Letter {i}\n\n{t.text()}')
    for i in times(25):
        body = ''.join(f'<p>{p}</p>\n' for p in t.paragraphs())
        put(f'pages/{i:03}.html', '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
            f'<title>Page {i}</title></head><body><nav><a href="/">Home</a> <a href="/x">More'
            f'</a></nav><article><h1>Page {i}</h1>\n{body}</article></body></html>\n')
    lines = []
    for i in times(80):
        # some ids come again with other words, some with an earlier edition, some unchanged
        id = f'cable-{r.randrange(max(1, round(60 * size)))}'
        lines.append(json.dumps({'id': id, 'title': f'Cable {i}', 'text': t.text(),
                                 'as_of': t.day(), 'section': ['Cables', f'Part {i % 4}']}))
        if r.random() < .15:
            lines.append(r.choice(['{"id": "torn", "text": "Fra', 'no JSON', '[1, 2', '{}']))
        if r.random() < .1:
            lines.append(lines[-1])
    put('cables.jsonl', '\n'.join(lines) + '\n')
    for ending, dialect in (('csv', 'excel'), ('tsv', 'excel-tab')):
        table = io.StringIO()
        rows = csv.writer(table, dialect)
        rows.writerow(['id', 'date', 'title', 'text'])
        for i in times(30):
            rows.writerow([f'{ending}-{i}', t.day(), f'Row "{i}", of {ending}',
                           ' '.join(t.paragraphs(2))])
        put(f'table.{ending}', table.getvalue())
    put('old.txt', ('Zürich, ' + t.text()).encode('utf-16'))
    put('torn.txt', b'\xff\xfe\xff ' + t.text().encode() + b' \xc3\x28')
    put('packed.txt.gz', gzip.compress(t.text().encode(), mtime=0))
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, 'w') as z:
        for i in times(12):
            z.writestr(zipfile.ZipInfo(f'in/{i:03}.txt'), t.text())
    put('many.zip', archive.getvalue())
    # what cannot be read
    put('bad/empty.txt', '')
    put('bad/noise.bin', bytes(r.randrange(256) for _ in range(3000)))
    put('bad/torn.gz', gzip.compress(t.text().encode() * 9, mtime=0)[:-60])
    put('bad/torn.zip', archive.getvalue()[:len(archive.getvalue()) // 2])
    put('bad/torn.json', '{"id": "x", "text": ')
    put('bad/lines.jsonl', 'no\n{"text": 3}\n')
