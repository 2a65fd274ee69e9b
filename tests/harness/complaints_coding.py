"""Complaints about what is coded, how it is told, and what it takes to get there."""
import gzip
import json
import os
import re
import time
import zipfile

from .complaints import cells, complaint, need, rows_of, same, short, sql

# Nothing of the user's: no PATH to find a parser by, no home with models, no proxy.
BARE = {'PATH': '', 'HOME': '/nonexistent', 'LC_ALL': 'C', 'http_proxy': 'http://127.0.0.1:1',
        'https_proxy': 'http://127.0.0.1:1'}
TREATY = 'France signed a treaty with Italy in May 1982.'


@complaint('petrarch2/issues/49: own sample gives no events')
def own_sample(room):
    samples = os.path.join(room.top, 'samples')
    names = [n for n in sorted(os.listdir(samples)) if not n.startswith('ontology')]
    need(len(names) >= 4, 'samples/ has', names)
    for name in names:
        coded = room.lines('code', '-q', os.path.join(samples, name))
        need(len(coded) >= 10, f'samples/{name}: {len(coded)} events')
    # What README.md shows first comes out of the first run.
    with open(os.path.join(room.top, 'README.md'), encoding='utf-8') as f:
        page = f.read()
    text = re.search(r'One sentence in:\n\n    (.+)\n', page).group(1)
    shown = json.loads(re.search(r'```json\n(.*?)```', page, re.S).group(1))
    coded = room.lines('code', '-q', '-', stdin=text + '\n')
    same(len(coded), 1, text)
    for field, value in shown.items():
        have = coded[0].get(field)
        if isinstance(value, dict):
            have = {k: have.get(k) for k in value}
        if isinstance(value, list) and isinstance(value[0], dict):
            have = [{k: h.get(k) for k in v} for h, v in zip(have, value)]
        same(have, value, f'README.md, "{field}"')


@complaint('petrarch2/issues/43: users cannot make the parses the coder needs')
def no_parses(room):
    plain = room.lines('code', '-q', '-', stdin=TREATY, env=BARE)
    same([short(e) for e in plain], ['FRA SUPPORT ITA'], 'plain text, with nothing beside it')
    xml = ('<Sentences><Sentence date="19820601" id="a_1" source="X" sentence="true">'
           f'<Text>{TREATY}</Text>%s</Sentence></Sentences>')
    trees = room.good('parse', '-q', '-', stdin=TREATY, env=BARE)
    need(trees.count('\t') > 50, 'parse makes no trees', trees)
    rows = '\n'.join(s for s in trees.splitlines() if '\t' in s)
    for name, parse in (('none.xml', ''), ('ours.xml', f'<Parse>\n{rows}\n</Parse>')):
        coded = room.lines('code', '-q', room.file(name, xml % parse))
        same([short(e) for e in coded], ['FRA SUPPORT ITA'], f'PETRARCH XML, parse: {name}')
    coded = room.lines('code', '-q', '--input', 'conllu', '-', stdin=trees)
    same([short(e) for e in coded], ['FRA SUPPORT ITA'], 'its own trees')


def broken_inputs(room):
    """[(file, what must be said of it)]"""
    packed = room.path('cut.zip')
    with zipfile.ZipFile(packed, 'w') as z:
        z.writestr('a.txt', TREATY)
    with open(packed, 'rb') as f:
        cut = f.read()[:40]
    whole = gzip.compress(os.urandom(4000))
    made = [
        ('line.jsonl', '{"text": "a"\n{"text": "Dogs bark."}\n', r'line 1 \(byte 0\).*JSON'),
        ('field.jsonl', '{"id": 1, "words": "a"}\n', r'line 1 .*"text".*--field-text'),
        ('array.json', '[{"text": "a"}, {', r'line 1 .*JSON.*ends inside'),
        ('quote.csv', 'id,text\n1,"open\n', r'row 2, line 2 .*quoted cell'),
        ('cells.csv', 'id,text\n1,a,b,c\n', r'row 2, line 2 .*cells'),
        ('columns.csv', 'a,b\n1,2\n', r'no column is the text.*--field-text'),
        ('tag.xml', '<Sentences>\n<Sentence><Text>x</Sentence>', r'line 2.*not XML'),
        ('tei.xml', '<TEI><text><body>\n<p>x</q></body></text></TEI>', r'line 2.*not XML'),
        ('three.conllu', '1\ta\tb\n', r'line 1.*columns'),
        ('cut.zip', cut, r'cannot be unpacked|ends|damaged'),
        ('head.gz', b'\x1f\x8b\x08broken', r'archive.*damaged'),
        ('cut.gz', whole[:2000], r'cannot be unpacked \(.+\)'),
        ('cut.warc', 'WARC/1.0\nWARC-Ty', r'byte 0.*header'),
        ('page.pdf', '%PDF-1.4 broken', r'PDF'),
        ('old.db', b'SQLite format 3\0xxxxxxxx', r'database.*plain text'),
        ('report.docx', office(), r'office document.*plain text'),
        ('picture.png', b'\x89PNG\r\n\x1a\n\0\0\0\rIHDR' + bytes(900), r'not text'),
        ('nowhere.txt', None, r'no such file; check'),
    ]
    for name, content, _ in made:
        if content is not None:
            room.file(name, content)
    os.makedirs(room.path('hollow'))
    return [(name, said) for name, _, said in made] + [('hollow', r'without files; name')]


def office():
    import io
    into = io.BytesIO()
    with zipfile.ZipFile(into, 'w') as z:
        z.writestr('[Content_Types].xml', '<Types/>')
        z.writestr('word/document.xml', '<w/>')
    return into.getvalue()


@complaint('hypnos/issues/2: an error that says nothing but that there was one')
def errors_say_what(room):
    room.file('good.txt', TREATY)
    room.file('lexicon/states.tsv', 'code\tkind\n')
    room.file('rules/ontology/types.tsv', 'type\n')
    room.good('record', 'add', '-q', 'r.db', 'good.txt')
    calls = [(('code', '-q', name), 1, name, said) for name, said in broken_inputs(room)]
    calls += [
        (('code', '-q', '--lexicon', 'lexicon', 'good.txt'), 1, 'lexicon/states.tsv:1',
         r"column 'text' is missing; add"),
        (('code', '-q', '--lexicon', 'gone', 'good.txt'), 1, 'gone', r'no folder.*--lexicon'),
        (('code', '-q', '--ontology', 'rules', 'good.txt'), 1, 'rules', r'rules/'),
        (('code', '-q', '--model', 'good.txt', 'good.txt'), 1, 'good.txt', r'model'),
        (('code', '-q', '-o', 'gone/x', 'good.txt'), 1, 'gone/x', r'folder.*make it first'),
        (('code', '-q', '--charset', 'KOI9', 'good.txt'), 2, '--charset', r'iconv -l.*KOI9'),
        (('code', '--format', 'cameo', 'good.txt'), 2, '--format', r'takes .*icews.*cameo'),
        (('record', 'add', '-q', 'good.txt', 'good.txt'), 1, 'good.txt', r'no record.*choose'),
        (('record', 'add', '-q', 'gone/r.db', 'good.txt'), 1, 'gone/r.db', r'make it first'),
        (('query', 'gone.db'), 1, 'gone.db', r'no such record; check'),
        (('query', 'r.db', '--when', 'soon'), (1, 2), 'soon', r'EDTF'),
        (('query', 'r.db', '--count', 'weather'), (1, 2), 'weather', r'month, year'),
        (('query', 'r.db', '--sql', 'DELETE FROM event'), (1, 2), 'SQL', r'only reading'),
        (('lexicon', 'import', '--to', 'to', 'gone.txt'), 1, 'gone.txt', r'no such file'),
    ]
    for arguments, status, where, said in calls:
        code, _, err = room.run(*arguments)
        lines = [s for s in err.splitlines() if s]
        call = ' '.join(arguments)
        need(code in (status if isinstance(status, tuple) else (status,)),
             f'{call}: exit {code}', err)
        need(any(where in s and re.search(said, s) for s in lines), f'{call} says', err)
        for line in lines:
            need(line.startswith('demarche: ') and len(line.split()) >= 5, f'{call} says', line)
            need(not re.search(r'error occur|unknown error|internal|null', line, re.I),
                 f'{call} says', line)
    need(len(calls) >= 30, f'only {len(calls)} broken inputs')


@complaint('UniversalPetrarch/issues/22: failures are written as code 010')
def failures_are_no_events(room):
    text = f'{TREATY}\n\nThe harbour was quiet and the tea was cold.\n'
    room.file('good/a.txt', text)
    room.file('all/a.txt', text)
    broken_inputs(room.new('all/x'))
    room.file('all/long.txt', 'France and ' * 700 + 'Italy.')
    room.file('all/noise.txt', 'xq zzkf; 77 -- %% [[ }} 010 010 0\n')
    room.file('all/line.jsonl', '{"id": "broken", "text": 010}\n{"text": "Dogs bark."}\n')
    code, coded, err = room.run('code', '--format', 'jsonl', 'all')
    need(code == 1, 'what could not be read is not told by the exit status', err)
    coded = [json.loads(s) for s in coded.splitlines()]
    same([(short(e), e['cameo']) for e in coded], [('FRA SUPPORT ITA', '057')], 'all events')
    lost = int(re.search(r'(\d+) not read', err).group(1))
    need(lost >= 15, 'inputs not read are counted', err)
    for output in ('icews', 'phoenix', 'petrarch', 'gdelt1', 'polecat', 'tsv'):
        rows = room.table(output, 'good')
        _, table, _ = room.run('code', '-q', '--format', output, 'all')
        came = cells(table)
        same(len(came), len(rows), f'{output}: rows with what is broken beside it')
        need(not [c for row in came for c in row if re.fullmatch('0?10', c)], output, came)
    # In a record they stand by themselves.
    room.run('record', 'add', '-q', 'r.db', 'all')
    same(sql(room.path('r.db'), 'SELECT count(*) FROM event'), [(1,)], 'events of the record')
    same(sql(room.path('r.db'), 'SELECT count(*) FROM failure'), [(lost,)], 'failures kept')


@complaint('UniversalPetrarch/issues/62: one sentence gives 51 events and a glued actor')
def no_glued_codes(room):
    text = ('The president of Brazil, the Christian Church of Ghana, the Labour Party of the '
            'United Kingdom, the Catholic bishops, the Court of Appeal, the parliament, '
            'ministers, generals, journalists, students, workers, judges, Human Rights Watch, '
            'the Red Cross, the World Bank and the government of Israel criticised the Turkish '
            'party leader, the police and the army of Sudan on Monday.')
    coded = room.code(text, date='2017-01-05')
    same([e['event'] for e in coded], [['ACCUSE']], 'one verb, one event')
    parties = coded[0]['actor'] + coded[0]['recipient']
    need(len(coded[0]['actor']) >= 5, 'actors', parties)
    for p in parties:
        need(re.fullmatch('[A-Z]{3}|', p.get('code') or ''), 'code', p)
        need(re.fullmatch('[A-Z]{3}|', p.get('sector') or ''), 'sector', p)
    path = room.documents('b.jsonl', [{'id': 'b', 'date': '2017-01-05', 'text': text}])
    for output, columns in (('petrarch', (1, 2)), ('phoenix', (5, 9)), ('gdelt1', (5, 15))):
        rows = room.table(output, path)
        pairs = [(row[columns[0]], row[columns[1]]) for row in rows]
        need(0 < len(rows) <= len(coded[0]['actor']) * len(coded[0]['recipient']),
             f'{output}: {len(rows)} rows', rows)
        need(all(len(code) <= 6 for pair in pairs for code in pair), output, pairs)


@complaint('UniversalPetrarch/issues/51: how does it decide?')
def says_how_it_decides(room):
    rules = set()
    for folder, _, names in os.walk(os.path.join(room.top, 'lexicon', 'rules')):
        for name in names:
            with open(os.path.join(folder, name), encoding='utf-8') as f:
                rules |= {line.split('\t')[0] for line in f}
    sample = os.path.join(room.top, 'samples', 'beagle-channel.md')
    coded = room.lines('code', '-q', '--no-fold', '--trace', 'why.jsonl', sample)
    with open(room.path('why.jsonl'), encoding='utf-8') as f:
        trace = [json.loads(line) for line in f]
    told = {i: t for t in trace for i in t.get('events') or []}
    need(len(coded) >= 10, f'{len(coded)} events')
    for e in coded:
        need(e['rule'] in rules, 'no row of lexicon/rules is', e['rule'])
        why = told.get(e['id'])
        need(why and why['outcome'] == 'coded', 'the trace lacks', short(e), e['text'])
        need(any(t['rule'] == e['rule'] and t['outcome'] == 'fired' for t in why['tried']),
             f'the trace does not have {e["rule"]} fired', why)
        span = e['spans']['trigger']
        need(e['event_text'], 'no words', short(e))
        start, end = (span[k] - e['text_info']['start'] for k in ('start', 'end'))
        same(e['text'].encode()[start:end].decode(), e['event_text'], 'words at its bytes')
    said = room.good('explain', TREATY)
    need(re.search(r'sign\.agreement +at "signed": fired, SUPPORT', said), 'explain says', said)
    said = room.good('explain', 'France painted a bridge in Italy.')
    need('fired' not in said and 'none' in said, 'explain says', said)
    uncoded = [t for t in trace if t['outcome'] != 'coded']
    need(uncoded and all(t['outcome'] in ('no_event', 'no_rule', 'heading', 'left_out')
                         for t in uncoded), 'sentences without an event have no reason', uncoded)


@complaint('UniversalPetrarch/issues/27: any object is the target; actor or code is missing')
def targets_are_actors(room):
    for text, wanted in (
            ('The president of Chad opened a new bridge.', []),
            ('Japan imported 40 tons of rice.', []),
            ('Libya attacked Chad with tanks.', ['LBY ASSAULT TCD']),
            ('The king of Nepal praised the weather in the mountains.', []),
            ('Egypt condemned the attack on the embassy.', None)):
        coded = room.code(text)
        if wanted is not None:
            same([short(e) for e in coded], wanted, text)
        for e in coded:
            for p in e.get('recipient') or []:
                need(p.get('code') or p.get('sector'), f'{text}: target', p)
    # In all samples each party is a mention of somebody: a state, person, body or group.
    for name in ('chronicle.jsonl', 'egypt-relations-with-israel.txt'):
        path = os.path.join(room.top, 'samples', name)
        actors = room.lines('actors', '-q', path)
        spans = {(m['doc'], m['start'], m['end']) for m in actors}
        for e in room.lines('code', '-q', '--no-fold', path):
            need(e.get('actor'), 'no actor', e)
            need(e.get('cameo'), 'no code', e)
            for p in e['actor'] + (e.get('recipient') or []):
                need(p.get('code') or p.get('sector') or
                     any(d == e['doc'] and s < p['end'] and p['start'] < t
                         for d, s, t in spans), f'{name}: nobody that we know is', p)
    # Who is not told is an empty cell beside a code, never a code of its own.
    rows = rows_of(room.good('code', '-q', '--format', 'icews', '-',
                             stdin='Troops arrived in Chad.'))
    for row in rows:
        need(row['CAMEO Code'] and row['Target Name'] in ('', None, 'Chad'), 'icews', row)


@complaint('phoenix_pipeline/issues/82: the place of a statement is that of its content')
def place_of_statement(room):
    for text, place in (
            ('Prime Minister Thatcher condemned the Iraqi attack on Kuwait.', None),
            ('In Paris, Peru protested to Denmark against the arrest of a diplomat in Lima.',
             'Paris'),
            ('Peru protested to Denmark.', None),
            ('Iran threatened to attack ships in Bahrain.', None),
            ('Egypt accused Israel of bombing Beirut.', None),
            ('Japan demanded that Vietnam withdraw its troops from Cambodia.', None),
            ('France condemned the shelling of Sarajevo by Serbia.', None),
            ('Sweden rejected a proposal by Norway to hold talks in Oslo.', None),
            # of deeds it is told
            ('Iraq attacked Kuwait.', None),
            ('Iraqi troops attacked a village in Kuwait.', 'Kuwait'),
            ('France and Japan held talks in Geneva.', 'Geneva')):
        coded = room.code(text, date='1990-03-05')
        need(coded, 'no event', text)
        places = {(e.get('event_loc') or {}).get('extracted_place') for e in coded}
        same(places, {place}, text)


@complaint('heideltime/issues/77: an install, and seconds for each document')
def speed(room):
    rows = [{'id': str(i), 'date': f'19{60 + i % 40}-03-02',
             'text': f'{TREATY} On 19 November 19{60 + i % 40} envoys of Peru met the president '
                     f'of Chile in Lima. Two days later Brazil criticised the talks. ' * 3}
            for i in range(300)]
    path = room.documents('many.jsonl', rows)
    began = time.monotonic()
    found = room.lines('times', '-q', path, env=BARE)
    each = (time.monotonic() - began) / len(rows)
    need(len(found) >= 6 * len(rows), f'{len(found)} times')
    need(each < (1.0 if room.context.sanitized else 0.1), f'{each:.3f} s a document')
    began = time.monotonic()
    room.good('times', '-q', '-', stdin=TREATY, env=BARE)
    start = time.monotonic() - began
    need(start < (30 if room.context.sanitized else 5), f'{start:.1f} s for one sentence')


@complaint('heideltime/issues/8: of "19-Nov-12" only "Nov" is tagged')
def whole_times(room):
    wanted = {}
    for words, edtf in (('19-Nov-12', '2012-11-19'), ('19 Nov 2012', '2012-11-19'),
                        ('Nov. 19, 2012', '2012-11-19'), ('19 November 2012', '2012-11-19'),
                        ('November 19th, 2012', '2012-11-19'), ('2012-11-19', '2012-11-19'),
                        ('November 2012', '2012-11'), ('the 1970s', '197X')):
        lead = 'In' if words in ('November 2012', 'the 1970s') else 'On'
        wanted[f'{lead} {words} France signed a treaty with Italy.'] = (words, edtf)
    path = room.documents('times.jsonl', [{'id': t, 'text': t} for t in wanted])
    found = [(t['doc'], t['text'].removeprefix('the '), t['edtf'])
             for t in room.lines('times', '-q', path)]
    same(found, [(doc, words.removeprefix('the '), edtf)
                 for doc, (words, edtf) in wanted.items()], 'times')
    coded = [(e['doc'], e.get('date_edtf')) for e in room.lines('code', '-q', path)]
    same(coded, [(doc, edtf) for doc, (_, edtf) in wanted.items()], 'dates of events')
