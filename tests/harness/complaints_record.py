"""Complaints about what is kept: counts, ids, deeds told again, times, search, long texts."""
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import time

from .complaints import complaint, need, rows_of, same, sql
from .complaints_coding import BARE, broken_inputs

STATES = ('France Italy Spain Peru Chile Japan Egypt Libya Kenya Ghana Nepal India Iran Iraq '
          'Cuba Mexico Brazil Canada Norway Sweden').split()
DEEDS = ('attacked', 'criticised', 'signed a treaty with', 'recognized', 'invaded')


def accounts(n, sentences=3):
    """n documents with one event each sentence, all of them different."""
    rows = []
    for i in range(n):
        told = []
        for k in range(sentences):
            j = i * sentences + k
            a, b = STATES[j % 20], STATES[(j + 1 + j // 20 % 19) % 20]
            told.append(f'On {1 + j % 28} {"May June July".split()[j % 3]} {1950 + j // 84 % 40} '
                        f'{a} {DEEDS[j % 5]} {b}.')
        rows.append({'id': f'doc{i:04}', 'date': f'{1991 + i % 5}-01-02', 'source': 'Paper',
                     'text': ' '.join(told)})
    return rows


def exported(room, db, source, output):
    """A table of a whole record; of its documents, until there is `record export`."""
    _, manual, _ = room.run('record', '--help')
    if re.search(r'^ +export ', manual, re.M):
        return room.good('record', 'export', '-q', '--format', output, db)
    return room.good('code', '-q', '--format', output, source)


@complaint('petrarch/issues/100: no coreference of events')
def one_deed_five_reports(room):
    texts = ('Libya attacked Chad on 3 May 1983.', 'On 3 May 1983 Chad was attacked by Libya.',
             'Libyan troops attacked Chad on 3 May 1983, and many fled.',
             'Chad was attacked by Libyan troops on 3 May 1983.',
             'It was on 3 May 1983 that Libya attacked Chad.')
    rows = [{'id': f'd{i}', 'text': t} for i, t in enumerate(texts)]
    rows += [{'id': 'later', 'text': 'Libya attacked Chad on 9 August 1987.'},
             {'id': 'other', 'text': 'Chad attacked Libya on 3 May 1983.'},
             {'id': 'twice', 'text': 'Peru attacked Chile in 1879. Peru attacked Chile in 1879 '
                                     'with ships.'}]
    db = room.record(room.documents('told.jsonl', rows))
    deeds = room.query(db, '--actor', 'LBY', '--role', 'actor', '--type', 'ASSAULT')
    same([(d['date'], d['events'], d['reports']) for d in deeds],
         [('1983-05-03', 5, 5), ('1987-08-09', 1, 1)], 'deeds of Libya: day, events, reports')
    each = room.query(db, '--events', '--actor', 'LBY', '--role', 'actor')
    same(sorted(e['doc'] for e in each), ['d0', 'd1', 'd2', 'd3', 'd4', 'later'], 'events')
    chad = room.query(db, '--pair', 'TCD>LBY')
    same([d['events'] for d in chad], [1], 'the other way round is another deed')
    peru = room.query(db, '--pair', 'PER>CHL')
    same([(d['events'], d['reports']) for d in peru], [(1, 2)], 'told twice in one text')


@complaint('causalloop.blogspot.com/2014/05: 366 "kidnappings" were one')
def forty_reports(room):
    told = ('Gunmen kidnapped three engineers of France in Lagos on 14 April 2014.',
            'Three French engineers were kidnapped by gunmen in Lagos on 14 April 2014.',
            'On 14 April 2014 gunmen kidnapped three French engineers in Lagos.',
            'Nigerian gunmen kidnapped three French engineers on 14 April 2014.')
    rows = [{'id': f'k{i}', 'date': f'2014-0{4 + i // 20}-{16 + i % 14}',
             'source': f'Paper {i % 7}', 'text': told[i % 4]} for i in range(40)]
    db = room.record(room.documents('news.jsonl', rows))
    deeds = room.query(db, '--type', 'ASSAULT')
    same([(d['date'], d['mode'], d['events'], d['reports']) for d in deeds],
         [('2014-04-14', 'abduct', 40, 40)], 'the kidnapping')
    counts = room.query(db, '--count', 'year')
    same([(c['deeds'], c['events'], c['reports']) for c in counts], [(1, 40, 40)],
         'deeds, events, reports of 2014')
    more = room.documents('more.jsonl', [{'id': 'x', 'date': '2014-06-01',
                                          'text': told[0].replace('14 April', '29 May')}])
    room.record(more)
    same(len(room.query(db, '--type', 'ASSAULT')), 2, 'another day is another kidnapping')


@complaint('mordecai/issues/107: the index needs a service that will not come up')
def index_in_the_file(room):
    source = room.documents('many.jsonl', accounts(600, 8) + [
        {'id': 'needle', 'text': 'Envoys of Norway praised the zinc quay of Nepal in 1971.'}])
    clean = room.path('clean.db')
    room.good('record', 'add', '-q', clean, source, env=BARE)
    left = sorted(n for n in os.listdir(room.folder) if n.startswith('clean'))
    need(set(left) <= {'clean.db', 'clean.db-wal', 'clean.db-shm'}, 'files', left)
    # Killed twice on its way, and gone on with: what is found is the same.
    db = room.path('killed.db')
    for wait in (0.4, 0.6):
        adding = subprocess.Popen([room.binary, 'record', 'add', '-q', db, source],
                                  cwd=room.folder, env=room.context.env)
        time.sleep(wait)
        adding.send_signal(signal.SIGKILL)
        adding.wait()
    room.good('record', 'add', '-q', db, source)
    for words, n in (('zinc', 1), ('"zinc quay"', 1), ('attacked', None), ('zeppelin', 0)):
        found = [[r['doc'] for r in room.query(d, '--events', '--text', words)]
                 for d in (clean, db)]
        same(sorted(found[0]), sorted(found[1]), f'found by {words}')
        need(n in (None, len(found[0])) and (n == 0 or found[0]), words, len(found[0]))
    copy = room.path('copy.db')
    with sqlite3.connect(db) as a, sqlite3.connect(copy) as b:
        a.backup(b)
    with sqlite3.connect(copy) as c:
        c.execute("INSERT INTO sentence_fts(sentence_fts, rank) VALUES('integrity-check', 1)")
        same(c.execute('PRAGMA integrity_check').fetchall(), [('ok',)], 'the file')
        same(c.execute('PRAGMA foreign_key_check').fetchall(), [], 'its keys')


@complaint('icews/issues/21: 145,312 event ids twice; other dates in a year; no CAMEO column')
def ids_unique(room):
    rows = accounts(400)
    source = room.documents('all.jsonl', rows + [dict(r, id=r['id'] + 'again') for r in rows[:50]]
                            + rows[:20])
    db = room.record(source)
    table = exported(room, db, source, 'icews')
    cells = [line.split('\t') for line in table.split('\n')[:-1]]
    events = rows_of(table)
    need(len(events) > 1200, f'{len(events)} rows')
    same({len(c) for c in cells}, {20}, 'cells of a row')
    ids = [e['Event ID'] for e in events]
    same(len(ids), len(set(ids)), 'ids and different ids of ICEWS')
    need(all(re.fullmatch(r'\d{3,4}', e['CAMEO Code']) for e in events), 'rows without CAMEO')
    for output in ('gdelt1', 'polecat', 'phoenix'):
        lines = [s.split('\t')[0] for s in exported(room, db, source, output).split('\n')[:-1]]
        same(len(lines), len(set(lines)), f'ids and different ids of {output}')
    key = sql(db, 'SELECT count(*), count(DISTINCT event_key), count(DISTINCT document_id || '
                  "'/' || event_id) FROM event_now")[0]
    same(len(set(key)), 1, 'events, keys and ids of the record')
    # The days of a year are of that year, and each row has its code.
    for year in (1950, 1957):
        found = room.query(db, '--when', str(year))
        need(len(found) > 20, f'{year}: {len(found)} deeds')
        need(all(d['first_day'][:4] == d['last_day'][:4] == str(year) for d in found), year)
        need(all(d['cameo'] for d in found), f'{year}: a row without CAMEO')
    days = {e['Event Date'] for e in events}
    said = {f'{1950 + j // 84 % 40}' for j in range(1200)}
    need({d[:4] for d in days} == said, 'years of the export', sorted({d[:4] for d in days} ^ said))


@complaint('gdeltPyR/issues/79: half the rows are silently missing')
def every_row_accounted_for(room):
    rows = accounts(1000, 1)
    lines = [json.dumps(r) for r in rows]
    for at, bad in ((10, '{"id": "cut", "text": "Fr'), (400, '{"id": "none"}'), (999, '[1, 2]')):
        lines[at] = bad
    source = room.file('thousand.jsonl', '\n'.join(lines) + '\n')
    code, out, err = room.run('record', 'add', 'r.db', source)
    need(code == 1, f'exit {code}', err)
    read, sentences, coded, lost = (int(re.search(p, err).group(1)) for p in (
        r'(\d+) documents?,', r'(\d+) sentences?,', r'(\d+) events?;', r'(\d+) not read'))
    same((read, lost, read + lost), (997, 3, 1000), 'documents, not read, lines')
    db = room.path('r.db')
    same(sql(db, 'SELECT count(*) FROM document'), [(997,)], 'documents kept')
    same(sql(db, 'SELECT count(*) FROM failure'), [(3,)], 'failures kept')
    same(sql(db, 'SELECT count(*) FROM sentence'), [(sentences,)], 'sentences kept')
    same(sql(db, 'SELECT count(*) FROM event'), [(coded,)], 'events kept')
    uncoded = sql(db, 'SELECT sum(sentences_uncoded) FROM coding')[0][0]
    told = sql(db, 'SELECT count(DISTINCT sentence_id) FROM event_report')[0][0]
    same(uncoded + told, sentences, 'sentences with an event and without')
    # A table has as many rows: quotes, tabs and breaks in texts swallow none.
    odd = [{'id': f'o{i}', 'text': f'Peru {mark} attacked Chile in 18{70 + i}.'}
           for i, mark in enumerate(('"', '\t', '\n', "'", '“', ',', '\\', '""', ';'))]
    path = room.documents('odd.jsonl', odd)
    n = len(room.lines('code', '-q', path))
    need(n >= 7, f'{n} events of {len(odd)} odd texts')
    same(len(rows_of(room.good('code', '-q', '--format', 'tsv', path))), n, 'rows of TSV')


@complaint('gdelt-doc-api/issues/5: no more than 250 articles')
def no_cap(room):
    rows = [{'id': f'a{i}', 'text': f'Peru praised Chile on {1 + i % 28} May {1700 + i // 28}.'}
            for i in range(1000)]
    db = room.record(room.documents('articles.jsonl', rows))
    same(len(room.query(db, '--pair', 'PER,CHL')), 1000, 'deeds of the pair')
    same(len(room.query(db, '--text', 'praised')), 1000, 'hits of a word')
    same(len(room.query(db, '--text', 'praised', '--limit', '251')), 251, '--limit 251')
    same(len(room.query(db, '--limit', '600', '--offset', '900')), 100, 'the last page')


@complaint('peacesciencer/issues/19: no coverage is shown as 0')
def no_coverage_is_no_zero(room):
    rows = [{'id': 'a', 'date': '1951-06-01', 'text': 'Peru attacked Chile in 1950.'},
            {'id': 'b', 'date': '1952-06-01', 'text': 'The weather was fine, and nobody came.'},
            {'id': 'c', 'date': '1961-06-01', 'text': 'Peru praised Chile in 1960.'}]
    db = room.record(room.documents('years.jsonl', rows))
    counts = room.query(db, '--count', 'year')
    same([c['year'] for c in counts], ['1950', '1960'], 'years that have a row')
    need(all(c['deeds'] and c['events'] for c in counts), 'a row of zeros', counts)
    # What was read, year by year: 1952 was covered and told nothing, 1955 was not covered.
    read = room.lines('query', '-q', '--format', 'jsonl', db, '--sql',
                      'SELECT substr(known_from, 1, 4) AS year, count(*) AS documents '
                      'FROM document WHERE latest GROUP BY 1 ORDER BY 1')
    same([(r['year'], r['documents']) for r in read], [('1951', 1), ('1952', 1), ('1961', 1)],
         'documents by year')
    same(sql(db, 'SELECT count(*) FROM tally WHERE documents = 0'), [(0,)], 'rows of no documents')
    same([r[0] for r in sql(db, 'SELECT DISTINCT scale FROM event WHERE scale IS NULL OR '
                                'scale = 0')], [], 'scores of 0 for not known')


@complaint('sqlite-history/issues/10: the time of a change is that of loading')
def time_is_the_users(room):
    rows = [{'id': 'a', 'as_of': '1988-03-01', 'text': 'Peru attacked Chile in 1987.'}]
    db = room.record(room.documents('first.jsonl', rows))
    rows[0].update(as_of='1990-07', text='Peru criticised Chile in 1987.')
    room.record(room.documents('second.jsonl', rows))
    same(sql(db, 'SELECT version, known_from, known_until, latest FROM document ORDER BY version'),
         [(1, '1988-03-01', '1990-07-31', 0), (2, '1990-07-31', None, 1)], 'versions')
    for day, types in (('1987', []), ('1989', ['ASSAULT']), ('1991', ['ACCUSE'])):
        same([e['type'] for e in room.query(db, '--as-known', day)], types, f'as known {day}')
    # The record's own time is another column, and is never taken for it.
    held = sql(db, 'SELECT recorded_from FROM coded')
    need(all(h[0][:4] >= '2024' for h in held), 'recorded_from', held)
    # An older edition that comes late does not become the latest.
    rows[0].update(as_of='1989', text='Peru threatened Chile in 1987.')
    room.record(room.documents('third.jsonl', rows))
    same([e['type'] for e in room.query(db, '--as-known', '1991')], ['ACCUSE'], 'the latest')


@complaint('datasette/issues/2430: hits are not marked in long text')
def hits_have_their_place(room):
    filler = 'The harbour was quiet, the tea was cold, and – as so often – nobody came. ' * 400
    text = filler + 'Peru praised the Zürich abacus of Chile in 1950. ' + filler
    db = room.record(room.documents('long.jsonl', [{'id': 'long', 'text': text}]))
    found = room.query(db, '--text', 'abacus')
    same([(d['doc'], d['type']) for d in found], [('long', 'SUPPORT')], 'found by "abacus"')
    need('abacus' in found[0]['sentence'], found[0]['sentence'])
    hit = sql(db, 'SELECT s.start_byte, s.end_byte FROM sentence_fts f JOIN sentence s ON '
                  "s.sentence_id = f.rowid WHERE sentence_fts MATCH 'abacus'")
    same(len(hit), 1, 'sentences with the word')
    whole = sql(db, 'SELECT text FROM document_text')[0][0].encode()
    same(whole[hit[0][0]:hit[0][1]].decode(), 'Peru praised the Zürich abacus of Chile in 1950.',
         'the words at its bytes')
    marked = sql(db, "SELECT snippet(sentence_fts, 0, '[', ']', '..', 9) FROM sentence_fts "
                     "WHERE sentence_fts MATCH 'zurich'")
    need(marked and '[Zürich]' in marked[0][0], 'marked', marked)
    start, end = sql(db, 'SELECT trigger_start, trigger_end FROM event')[0]
    same(whole[start:end].decode(), 'praised', 'words of the event')


@complaint('brat/issues/779: long annotated texts are too slow')
def long_document(room):
    n = 20000
    text = ' '.join(f'On {1 + i % 28} May {1900 + i // 28 % 90} {STATES[i % 20]} '
                    f'{DEEDS[i % 5]} {STATES[(i + 7) % 20]}.' if i % 10 == 0 else
                    f'The tea of day {i} was cold.' for i in range(n))
    db = room.record(room.documents('long.jsonl', [{'id': 'long', 'text': text}]))
    same(sql(db, 'SELECT count(*) FROM sentence'), [(n,)], 'sentences')
    slow = 10 if room.context.sanitized else 1
    began = time.monotonic()
    page = sql(db, 'SELECT text FROM sentence_text WHERE sentence_id BETWEEN (SELECT reading_id '
                   '<< 24 FROM reading) + 15000 AND (SELECT reading_id << 24 FROM reading) + 15049')
    events = sql(db, 'SELECT event_id FROM event WHERE sentence_id BETWEEN (SELECT reading_id << '
                     '24 FROM reading) + 15000 AND (SELECT reading_id << 24 FROM reading) + 15049')
    took = time.monotonic() - began
    need(len(page) == 50 and 'day 15049' in page[-1][0] and len(events) >= 3, page, events)
    need(took < 0.25 * slow, f'a page of 50 sentences takes {took:.3f} s')
    began = time.monotonic()
    found = room.query(db, '--doc', 'long', '--limit', '50', '--offset', '500')
    took = time.monotonic() - began
    need(len(found) == 50 and took < 1.0 * slow, f'{len(found)} events in {took:.2f} s')


@complaint('TimelineJS3/issues/499: uncertain dates cannot be marked')
def uncertain_dates(room):
    wanted = {
        'France attacked Italy in the early 1980s.': ('1980~/1983~', '1980-01-01', '1983-12-31'),
        'Spain met Peru about 1974.': ('1974~', '1974-01-01', '1974-12-31'),
        'Chile criticised Cuba before 1950.': ('../1950', None, '1950-12-31'),
        'Japan attacked Fiji between 1931 and 1933.': ('1931/1933', '1931-01-01', '1933-12-31'),
        'Egypt met Libya in the spring of 1951.': ('1951-21', '1951-03-01', '1951-05-31'),
        'Ghana praised Togo in the 1960s.': ('196X', '1960-01-01', '1969-12-31'),
        'Mali visited Chad in 1988.': ('1988', '1988-01-01', '1988-12-31'),
        'Nepal praised Laos.': (None, None, None)}
    rows = [{'id': text, 'date': '1999-05-05', 'text': text} for text in wanted]
    db = room.record(room.documents('dates.jsonl', rows))
    came = {doc: rest for doc, *rest in sql(
        db, 'SELECT d.doc, date_edtf, first_day, last_day, date_start, date_end FROM event_now '
            'JOIN document d USING (document_id)')}
    for text, days in wanted.items():
        need(text in came, 'no event', text)
        same(tuple(came[text][:3]), days, text)
        start, end = came[text][3:]
        words = text.encode()[start:end].decode() if start is not None else ''
        need((words and words in text and re.search(r'\d{4}', words)) if days[0] else not words,
             f'{text}: words of the date', words)
    found = {r['sentence'] for r in room.query(db, '--when', '1932')}
    same(found, {'Japan attacked Fiji between 1931 and 1933.',
                 'Chile criticised Cuba before 1950.'}, 'what may have been in 1932')


@complaint('frus/issues/25: renumbering breaks citations')
def stable_citations(room):
    rows = accounts(40) + [{'id': f'vol{v}/d{n}', 'text': f'Peru praised Chile in 19{v}{n}.'}
                           for v in (2, 3) for n in range(10)]
    source = room.documents('volumes.jsonl', rows)
    addresses = ('SELECT d.doc, e.event_id, e.sentence_id & 0xffffff, s.start_byte, s.end_byte '
                 'FROM event_now e JOIN document d USING (document_id) JOIN sentence s USING '
                 '(sentence_id) ORDER BY 1, 2')
    db = room.record(source)
    first = sql(db, addresses)
    need(len(first) >= 130, f'{len(first)} events')
    room.record(source)
    same(sql(db, addresses), first, 'added again')
    shutil.copy(source, room.path('elsewhere.jsonl'))
    back = room.documents('back.jsonl', list(reversed(rows)))
    same(sql(room.record(back, name='back.db'), addresses), first, 'in another record and order')
    # Documents before it, and another lexicon, move none of what the text tells alike.
    more = [{'id': f'vol1/d{i}', 'text': 'Japan praised Nepal in 1931.'} for i in range(20)]
    room.record(room.documents('more.jsonl', more))
    room.file('mine/modality.tsv', 'word\tpos\teffect\tscope\texample\n'
              'hanker\tV\thypothetical\txcomp\tDenmark hankered to attack Sweden.\n')
    room.record(source, more=('--lexicon', room.path('mine')))
    now = [r for r in sql(db, addresses) if not r[0].startswith('vol1/')]
    same(now, first, 'after another lexicon')
    runs = sql(db, 'SELECT count(DISTINCT lexicon_hash) FROM run')
    same(runs, [(2,)], 'lexicons of the record')


@complaint('acleddata.com: revised events are overwritten, others deleted')
def nothing_overwritten(room):
    rows = [{'id': 'a', 'text': 'Peru attacked Chile in 1987.'}]
    db = room.record(room.documents('first.jsonl', rows))
    before = sql(db, 'SELECT event_id, type FROM event')
    rows[0]['text'] = 'Peru criticised Chile in 1987.'
    room.record(room.documents('first.jsonl', rows))
    after = sql(db, 'SELECT event_id, type FROM event')
    need(set(before) < set(after), 'events kept', before, after)
    same([e['type'] for e in room.query(db)], ['ACCUSE'], 'what holds now')
    same([e['type'] for e in room.query(db, '--at', '1')], ['ASSAULT'], 'after the first run')
    broken_inputs(room.new('x'))
    room.run('record', 'add', '-q', db, room.path('x'))
    same(sql(db, 'SELECT event_id, type FROM event'), after, 'after broken inputs')
