"""Traps of the formats that others read and write. Those of dictionaries have cases of their
own in tests/cli (docs/COMPLAINTS.md names them)."""
import csv
import json
import os
import re

from .complaints import cells, complaint, need, rows_of, same, short, sql

ICEWS = ('Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|'
         'Intensity|Target Name|Target Sectors|Target Country|Story ID|Sentence Number|Publisher|'
         'City|District|Province|Country|Latitude|Longitude').split('|')
SIDE = ('Name|Country|COW|Sector|Sectors|Title|Name Raw')
POLECAT_FIRST = ['Event ID', 'Event Date', 'Event Type', 'Event Mode', 'Intensity', 'Quad Code',
                 'Contexts', 'Actor Name', 'Actor Country', 'Actor COW', 'Primary Actor Sector',
                 'Actor Sectors', 'Actor Title', 'Actor Name Raw', 'Wikipedia Actor ID']

TEXTS = (
    {'id': 'one', 'date': '1990-03-05', 'source': 'Paper', 'url': 'http://example.org/1',
     'text': 'Iraqi troops attacked a village in Kuwait on 2 March 1990. Germany imposed '
             'sanctions on Iraq. Japan expressed a "deep\tregret" and criticised Iraq.'},
    {'id': 'two', 'date': '1990-03-06', 'text': 'The president of France visited Bonn in 1989. '
                                                'Troops arrived in Chad. Peru met Chile.'})


def exported(room, output, more=()):
    return cells(room.good('code', '-q', '--confidence', '0', '--format', output, *more,
                           room.documents('texts.jsonl', TEXTS)))


@complaint('andybeger.com/blog/2024-05-21: stray columns and trailing tabs of ICEWS and POLECAT')
def icews_and_polecat(room):
    rows = exported(room, 'icews')
    same(rows[0], ICEWS, 'columns of ICEWS')
    same({len(r) for r in rows}, {20}, 'cells of its rows')
    need(len(rows) >= 6, rows)
    rows = exported(room, 'polecat')
    same(rows[0][:15], POLECAT_FIRST, 'columns of POLECAT')
    same({len(r) for r in rows}, {40}, 'cells of its rows')
    same(len(set(rows[0])), 40, 'different columns')
    same(rows[0][15:22], [c.replace('Actor', 'Recipient') for c in POLECAT_FIRST[7:14]],
         'columns of recipients')
    need('Headline' not in rows[0] and all(h == h.strip() and h for h in rows[0]), rows[0])
    need(not any('"' in c for r in rows for c in r), 'a quotation mark', rows)
    for row in rows[1:]:
        need(re.fullmatch(r'\d{4}-\d\d-\d\d', row[1]), 'Event Date', row)
        need(-10 <= float(row[4]) <= 10, 'Intensity', row)
        need(row[5] in ('VERBAL COOPERATION', 'MATERIAL COOPERATION', 'VERBAL CONFLICT',
                        'MATERIAL CONFLICT'), 'Quad Code', row)


@complaint('Phoenix: a header that is none, 26 columns')
def phoenix(room):
    rows = exported(room, 'phoenix')
    same({len(r) for r in rows}, {26}, 'cells')
    for row in rows:  # the first row is data as all others
        need(re.fullmatch(r'\d+_\S+', row[0]) and re.fullmatch(r'\d{8}', row[1]), 'row', row)
        same(row[1], f'{int(row[2]):04}{int(row[3]):02}{int(row[4]):02}', 'its day')
        need(re.fullmatch(r'\d{3,4}', row[13]) and row[14] == row[13][:2], 'code and root', row)
        need(row[15] in '01234', 'quad class', row)


@complaint('GDELT: FIPS 10-4 taken for ISO, 57 to 61 columns, tabs named CSV')
def gdelt(room):
    for output, columns, where in (('gdelt1', 58, 51), ('gdelt2', 61, 53)):
        if output == 'gdelt2':
            room.good('code', '-q', '--confidence', '0', '--format', 'gdelt2', '-o', 'out',
                      room.documents('texts.jsonl', TEXTS))
            same(sorted(os.listdir(room.path('out'))), ['export.CSV', 'mentions.CSV'], 'files')
            with open(room.path('out/export.CSV'), encoding='utf-8') as f:
                rows = cells(f.read())
            with open(room.path('out/mentions.CSV'), encoding='utf-8') as f:
                mentions = cells(f.read())
            same({len(r) for r in mentions}, {16}, 'cells of mentions')
            same({r[0] for r in mentions}, {r[0] for r in rows}, 'events of the mentions')
        else:
            rows = exported(room, output)
        same({len(r) for r in rows}, {columns}, f'{output}: cells')
        german = [r for r in rows if r[5] == 'DEU']
        need(german and german[0][7] == 'DEU', f'{output}: actors in three letters', german)
        places = {r[where] for r in rows if r[where]}
        need(places <= {'KU', 'CD', 'GM', 'IZ'} and {'KU', 'CD'} <= places,
             f'{output}: FIPS of the places (Kuwait KU, Chad CD)', places)
        need(all(re.fullmatch(r'\d{3,4}', r[26]) and r[28] == r[26][:2] for r in rows),
             f'{output}: codes', [r[26:29] for r in rows])
        same({r[34] for r in rows}, {''}, f'{output}: AvgTone, which nobody measured')


@complaint('PETRARCH: a URL column only where there is a URL, no header')
def petrarch_lines(room):
    rows = exported(room, 'petrarch')
    widths = {}
    for row in rows:
        widths.setdefault(re.match('one|two', row[5]).group(), set()).add(len(row))
        need(re.fullmatch(r'\d{8}', row[0]) and re.fullmatch(r'\d{3,4}', row[3]), 'row', row)
    same(widths, {'one': {13}, 'two': {12}}, 'cells with and without a URL')
    with_url = [r for r in rows if len(r) == 13]
    same({r[6] for r in with_url}, {'http://example.org/1'}, 'the seventh cell')


@complaint('PETRARCH: parses in brackets or in ten columns')
def petrarch_parses(room):
    trees = room.good('parse', '-q', '-', stdin='France attacked Italy.')
    rows = '\n'.join(s for s in trees.splitlines() if '\t' in s)
    brackets = '(ROOT (S (NP (NNP FRANCE ) ) (VP (VBD ATTACKED ) (NP (NNP ITALY ) ) ) (. . ) ) )'
    xml = '<Sentences>\n' + ''.join(
        f'<Sentence date="19950103" id="s{i}" source="X" sentence="true">\n{text}'
        f'<Parse>\n{parse}\n</Parse></Sentence>\n' for i, (text, parse) in enumerate((
            ('<Text>France attacked Italy.</Text>', brackets),
            ('<Text>France attacked Italy.</Text>', rows),
            ('', brackets)))) + '</Sentences>\n'
    coded = room.lines('code', '-q', room.file('all.xml', xml))
    same([(e['doc'], short(e), e['as_of'] if 'as_of' in e else e['cite_info'].get('publication'))
          for e in coded],
         [(f's{i}', 'FRA ASSAULT ITA', '1995-01-03') for i in range(3)], 'events')


@complaint('PLOVER: aliases of 2016; the quad of SANCTION; FIGHT in the table')
def plover(room):
    text = ('Germany imposed sanctions on Iraq. Japan criticised Iraq. Peru demanded that Chile '
            'withdraw. Iraq attacked Kuwait. Police of Chad investigated a minister of Togo.')
    lines = room.lines('code', '-q', '--confidence', '0', '--format', 'plover', '-', stdin=text)
    types = {t for e in lines for t in e['event']}
    need({'SANCTION', 'ACCUSE', 'REQUEST', 'ASSAULT'} <= types, types)
    for e in lines:
        need(not {'source', 'target'} & set(e) and e['actor'], 'actor and recipient', e)
    quads = {e['event'][0]: e['quad_code'] for e in lines}
    same((quads['SANCTION'], quads['ASSAULT'], quads['ACCUSE']), (4, 4, 3), 'quads')
    with open(os.path.join(room.top, 'lexicon/ontology/types.tsv'), encoding='utf-8') as f:
        ours = {line.split('\t')[0] for line in f if not line.startswith('#')}
    need(not ours & {'FIGHT', 'DEMAND', 'DISAPPROVE', 'INVESTIGATE'}, 'types', ours)
    with open(os.path.join(room.top, 'docs/EXPORT.md'), encoding='utf-8') as f:
        need(re.search(r'SANCTION is of quad 4, and nothing is FIGHT', f.read()),
             'docs/EXPORT.md does not say which way it is')


VOLUME = '''<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:frus="http://history.state.gov/frus/ns/1.0"
 xml:id="quay1970v1"><teiHeader><fileDesc><titleStmt><title>Quays, 1970</title></titleStmt>
<publicationStmt><date when="1999">1999</date></publicationStmt></fileDesc></teiHeader>
<text><front><div xml:id="persons"><list type="persons"><item><persName xml:id="p_RAB1">Reed, Ann
</persName>, Assistant for Harbours</item></list></div></front><body>
<div type="document" n="1" xml:id="d1" frus:doc-dateTime-min="1970-03-04T00:00:00Z"
 frus:doc-dateTime-max="1970-03-05T23:59:59Z"><head>1. Memorandum</head>
<p>France signed a treaty<note n="2">Chad attacked Togo in 1911.</note> with Ita<pb n="2"/>ly in
Paris. <persName corresp="#p_RAB1">Miss Reed</persName> liked the <gloss
target="#t_IDEA1">idea</gloss> of Peru.</p></div>
<div type="document" subtype="editorial-note" n="2" xml:id="d2"
 frus:doc-dateTime-min="1969-01-01T00:00:00Z" frus:doc-dateTime-max="1976-12-31T23:59:59Z">
<head>2. Editorial Note</head><p>Italy recognized Chile.</p></div></body></text></TEI>
'''


@complaint('FRUS: spans of editorial notes; notes and pages within sentences; wrong glosses')
def frus(room):
    path = room.file('quay1970v1.xml', VOLUME)
    first, second = room.lines('read', '-q', path)
    same((first['doc'], first['date']), ('quay1970v1/d1', '1970-03-04/1970-03-05'), 'a memorandum')
    same((second['doc'], second.get('date')), ('quay1970v1/d2', None), 'an editorial note')
    prose = [p['text'] for p in first['paragraphs'] if p['kind'] == 'prose']
    same([re.sub(r'\s+', ' ', p) for p in prose],
         ['France signed a treaty with Italy in Paris. Miss Reed liked the idea of Peru.'], 'prose')
    same([p['text'] for p in first['paragraphs'] if p['kind'] == 'note'],
         ['Chad attacked Togo in 1911.'], 'the note, by itself')
    same([(n['name'], n['note']) for n in first['named']],
         [('Reed, Ann', 'Assistant for Harbours')], 'persons')
    db = room.record(path)
    same([(short({'event': [e['type']]})[2:-2], e['actor'], e['recipient'], e['date'])
          for e in room.query(db, '--text', 'treaty')],
         [('SUPPORT', 'FRA', 'ITA', None)], 'the treaty')
    same(sql(db, 'SELECT known_from FROM document ORDER BY doc'),
         [('1970-03-05',), ('1999-12-31',)], 'as of when they know')
    need('IDEA' not in room.good('actors', '-q', path), 'a gloss is no name')


@complaint('EDTF: first and last day, qualifier and the words of the text are all kept')
def edtf(room):
    rows = [{'id': 'a', 'date': '1980~', 'as_of': '1984-05/1984-06',
             'text': 'Around March 1974 Peru met Chile. In 1960 or so Cuba praised Togo.'}]
    db = room.record(room.documents('a.jsonl', rows))
    came = sql(db, 'SELECT date_edtf, first_day, last_day, CAST(substr(CAST(t.text AS BLOB), '
                   'date_start + 1, date_end - date_start) AS TEXT) FROM event_now JOIN '
                   'document_text t USING (document_id) ORDER BY sentence_id')
    same(came[0], ('1974-03~', '1974-03-01', '1974-03-31', 'March 1974'), 'around March 1974')
    same(came[1][1:3], ('1960-01-01', '1960-12-31'), 'in 1960 or so')
    same(sql(db, 'SELECT date, as_of, known_from FROM document'),
         [('1980~', '1984-05/1984-06', '1984-06-30')], 'of the document')
    times = sql(db, "SELECT edtf FROM mention WHERE kind = 'time' ORDER BY mention_id")
    same(times[0][0], '1974-03~', 'of the mention')


@complaint('PETRARCH2: sentences with a year, and whole texts on sport, are discarded')
def nothing_discarded(room):
    text = ('In 1914 Peru attacked Chile. Ten years ago Japan criticised Nepal. Germany met Italy '
            'at the World Cup, and the champions of Peru visited Chile in 1986.')
    coded = room.code(text, date='1990-01-01')
    came = {short(e).replace('/GOV', '') for e in coded}
    need({'PER ASSAULT CHL', 'JPN ACCUSE NPL'} <= came and any(
        e.get('date_edtf') == '1986' for e in coded), came)
    same([e.get('date_edtf') for e in coded][:2], ['1914', '1980'], 'days')
    db = room.record(room.documents('s.jsonl', [{'id': 's', 'text': text}]))
    same(sql(db, 'SELECT sum(sentences_discarded) FROM coding'), [(0,)], 'sentences left out')


@complaint('NGEC: the publication date is silently the event\'s')
def no_date_is_none(room):
    rows = [{'id': 'a', 'date': '2020-05-05', 'text': 'Peru praised Chile.'}]
    path = room.documents('a.jsonl', rows)
    coded = room.lines('code', '-q', path)
    same([(e.get('date'), e.get('date_edtf'), e['cite_info'].get('publication')) for e in coded],
         [(None, None, '2020-05-05')], 'the event, its document')
    same(sql(room.record(path), 'SELECT first_day, known_from FROM event_now JOIN document USING '
                                '(document_id)'), [(None, '2020-05-05')], 'in the record')


@complaint('UniversalPetrarch/issues/33: a stray bracket of a dictionary goes unseen')
def linter(room):
    room.file('a.actors.txt', 'QUAY_BOARD_ [OMNGOV]\nPIER_BOARD_ 120]--\nDOCK_BOARD_ [CHLGOV\n')
    code, _, err = room.run('lexicon', 'import', '--to', 'mine', 'a.actors.txt')
    need(code == 1, f'exit {code}', err)
    for line in (2, 3):
        need(re.search(rf'^demarche: a\.actors\.txt:{line}: .*without', err, re.M),
             f'line {line}', err)
    with open(room.path('mine/actors.tsv'), encoding='utf-8') as f:
        rows = str(rows_of(f.read()))
    need('Quay Board' in rows and 'Pier' not in rows and 'Dock' not in rows, rows)


@complaint('R and pandas: quotation marks and breaks in cells swallow rows')
def quoting(room):
    rows = [{'id': str(i), 'source': 'The "Daily" Paper',
             'text': f'Peru, "the{mark}land", attacked Chile in 19{10 + i}.'}
            for i, mark in enumerate((' ', '\t', '\n', '"', ',', ';', "'"))]
    path = room.documents('q.jsonl', rows)
    n = len(room.lines('code', '-q', path))
    need(n >= 6, f'{n} events')
    text = room.good('code', '-q', '--format', 'csv', path)
    same(len(list(csv.DictReader(text.splitlines(keepends=True)))), n, 'rows of CSV')
    for output, header in (('icews', 1), ('gdelt1', 0), ('phoenix', 0)):
        lines = room.good('code', '-q', '--format', output, path).split('\n')[:-1]
        same(len(lines), n + header, f'rows of {output}')
        need(not any('"' in s for s in lines), f'{output}: a quotation mark', lines)
    need(all(json.loads(s) for s in room.good('code', '-q', path).splitlines()), 'JSONL')
