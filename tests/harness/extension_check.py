#!/usr/bin/env python3
"""What the loadable extension promises, as TAP.

usage: extension_check.py EXTENSION DEMARCHE

Needs a python whose sqlite3 loads extensions; tests/harness/extension.py looks for one.
"""
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading

EXTENSION, DEMARCHE = sys.argv[1:3]
done = 0

ARTICLES = [
    ('a-1', '1982-06-03', 'Egypt condemned Israel yesterday. France signed a treaty with Italy in '
                          'May 1982.\n\nIraq may attack Iran. Talks between France and Italy '
                          'went on for three days.'),
    ('a-2', None, 'President Sadat visited Jerusalem from November 19 to November 21, 1977, and '
                  'met Begin.\nLibya did not sign the agreement with Chad.'),
    ('a-3', 'June 1990', 'Nothing of the kind happened at all.'),
    ('a-4', '1967', 'Jordan and Syria attacked Israel in June with 6,000 soldiers. The two '
                    'countries accused Israel of aggression.'),
    ('a-5', '1989-21', None),
    ('a-6', '', 'Caf\u00e9 talk: "Great Britain will send wheat to Ethiopia," an official said.'),
]

# EDTF, first day, last day; a day that is None is open or unknown.
TIMES = [
    ('1989-06-02', '1989-06-02', '1989-06-02'),
    ('1988-02', '1988-02-01', '1988-02-29'),
    ('1989', '1989-01-01', '1989-12-31'),
    ('1985?', '1985-01-01', '1985-12-31'),
    ('1989-06~', '1989-06-01', '1989-06-30'),
    ('198X', '1980-01-01', '1989-12-31'),
    ('19XX', '1900-01-01', '1999-12-31'),
    ('2004-06-XX', '2004-06-01', '2004-06-30'),
    ('2004-XX', '2004-01-01', '2004-12-31'),
    ('1968-21', '1968-03-01', '1968-05-31'),
    ('1968-24', '1968-12-01', '1969-02-28'),
    ('1968-34', '1968-04-01', '1968-06-30'),
    ('1989-06-02/1989-06-10', '1989-06-02', '1989-06-10'),
    ('1975/..', '1975-01-01', None),
    ('../1985', None, '1985-12-31'),
    ('1975/', '1975-01-01', None),
    ('{1986-07,1988-08}', '1986-07-01', '1988-08-31'),
    ('[1986,1987]', '1986-01-01', '1987-12-31'),
    ('[..1984]', None, '1984-12-31'),
    ('{1960,1970..1972}', '1960-01-01', '1972-12-31'),
    ('1985-04-12T23:20:30Z', '1985-04-12', '1985-04-12'),
    ('0000', '0000-01-01', '0000-12-31'),
    ('-0043-03-15', '-0043-03-15', '-0043-03-15'),
    ('-04XX', '-0499-01-01', '-0400-12-31'),
    ('-0001/0001', '-0001-01-01', '0001-12-31'),
    ('Y12345', '+12345-01-01', '+12345-12-31'),
    ('Y-12345', '-12345-01-01', '-12345-12-31'),
    ('Y17E7', None, None),
]
NO_TIMES = ['', 'x', '1989-13', '1989-02-30', '5/6/89', '1989-06-10/1989-06-02', '-0000',
            'Y1985', '{1986', '1989 ', 1989.5, b'\xff\xfe\x00\x01', '1' * 5000]
OVERLAPS = [
    ('1989', '1989-06', 1), ('1989-06-02', '1989-06-03', 0), ('1975/..', '2020', 1),
    ('../1985', '1986', 0), ('198X', '1989-12-31', 1), ('-0043', '-0044/-0042', 1),
    ('-0043', '0043', 0), ('1968-24', '1969-01', 1), ('Y17E7', '2000/..', 1),
    ('Y17E7', '2000', 0), ('x', '1989', None), (None, '1989', None), ('1989', None, None),
]


def check(good, name, why=''):
    global done
    done += 1
    print(f'{"ok" if good else "not ok"} {done} - {name}')
    if not good:
        print('\n'.join('# ' + line for line in str(why).splitlines()[:10]))


def same(got, want, name):
    check(got == want, name, f'got    {got!r}\nwanted {want!r}')


def connect(path=':memory:'):
    db = sqlite3.connect(path)
    db.enable_load_extension(True)
    db.load_extension(EXTENSION)
    return db


def with_articles(db):
    db.execute('CREATE TABLE article(name TEXT, published TEXT, body TEXT)')
    db.executemany('INSERT INTO article VALUES(?, ?, ?)', ARTICLES)
    return db


def coded(verb, *options):
    """The lines that the program prints of the same texts."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'articles.jsonl')
        with open(path, 'w', encoding='utf-8') as f:
            for name, date, text in ARTICLES:
                if text is not None:
                    given = {'id': name, 'text': text, 'date': date or ''}
                    f.write(json.dumps(given) + '\n')
        return subprocess.run([DEMARCHE, *verb, *options, '--quiet', path], check=True,
                              capture_output=True).stdout.decode().splitlines()


EVENTS = ("SELECT c.{} FROM article, demarche_code(body, published, "
          "json_patch(json_object('id', name), ?)) c")


def events(db):
    for options, said in (({}, []), ({'all': True}, ['--all']),
                          ({'confidence': 0.97}, ['--confidence', '0.97']),
                          ({'fill': 0.3}, ['--fill', '0.3'])):
        got = [r[0] for r in db.execute(EVENTS.format('json'), [json.dumps(options)])]
        same(got, coded(['code'], *said), f'events are those of the program {said}')
    lengths = [db.execute(f'SELECT count(*) FROM ({EVENTS.format("id")})', [o]).fetchone()[0]
               for o in ('{"all": true}', '{}', '{"confidence": 0.97}')]
    check(lengths[0] > lengths[1] > lengths[2] > 0, 'options say which events', lengths)
    columns(db)
    # JSON of some rows alone, in any order, is that of the very row.
    rows = db.execute("SELECT id, CASE WHEN sequence > 1 THEN json END, words FROM article, "
                      "demarche_code(body, published) ORDER BY confidence").fetchall()
    wrong = [r for r in rows if r[1] and (json.loads(r[1])['id'] != r[0] or
                                          json.loads(r[1])['event_text'] != r[2])]
    check(not wrong and sum(r[1] is not None for r in rows) > 2, 'json of a row', wrong or rows)


def columns(db):
    """Columns are what TSV has under other names; what is empty there is NULL here."""
    named = dict(id='id', type='event', mode='mode', cameo='cameo', quad='quad_code',
                 actor='actor_code', actor_sector='actor_sector', actor_text='actor',
                 recipient='recipient_code', recipient_sector='recipient_sector',
                 recipient_text='recipient', via='via', date_edtf='date_edtf', first_day='date',
                 last_day='enddate', place='place', country_code='country_code',
                 context='context', track='track', modality='modality', rule='rule',
                 words='event_text', sentence='text', sequence='sequence', start='start',
                 end='end', reports='reports', doc='doc')
    lines = coded(['code', '--format', 'tsv'])
    head = lines[0].split('\t')
    want = [dict(zip(head, line.split('\t'))) for line in lines[1:]]
    want = [tuple(row[named[c]] for c in named) for row in want]
    got = db.execute(EVENTS.format(', c.'.join(named)), ['{}']).fetchall()
    got = [tuple('' if v is None else str(v).replace('\n', ' ') for v in row) for row in got]
    same(got, want, 'columns are those of TSV')
    numbers = ('scale', 'confidence', 'lat', 'lon')
    named = dict(scale='event_scale', confidence='confidence', lat='lat', lon='lon')
    want = [dict(zip(head, line.split('\t'))) for line in lines[1:]]
    want = [tuple(float(row[named[c]]) if row[named[c]] else None for c in numbers)
            for row in want]
    got = db.execute(EVENTS.format(', c.'.join(numbers)), ['{}']).fetchall()
    check(len(got) == len(want) and all(
        (a is None) == (b is None) and (a is None or abs(a - b) < 1e-9)
        for g, w in zip(got, want) for a, b in zip(g, w)), 'numbers are those of TSV',
        f'{got}\n{want}')


def words(db):
    trees = [line.split('\t') for line in coded(['parse']) if line[:1].isdigit()]
    got = db.execute('SELECT id, form, lemma, upos, head, deprel FROM article, '
                     'demarche_parse(body) ORDER BY article.rowid, start').fetchall()
    want = [(int(t[0]), t[1], t[2], t[3], int(t[6]), t[7]) for t in trees if t[0].isdigit()]
    same(got, want, 'words and trees are those of the program')
    wrong = [r for r in db.execute('SELECT body, form, start, end FROM article, '
                                   'demarche_parse(body)')
             if r[0].encode()[r[2]:r[3]].decode() != r[1]]
    same(wrong, [], 'offsets of words are bytes of the text')
    same(db.execute('SELECT sequence, max(id) FROM demarche_parse(?) GROUP BY sequence',
                    ['France left. Italy stayed at home.']).fetchall(), [(1, 3), (2, 5)],
         'words are numbered within their sentence')


def mentions(db):
    got = db.execute("SELECT kind, words, start, end, code, first_day, unit, json FROM article, "
                     "demarche_mentions(body, published, json_object('id', article.name))").fetchall()
    wrong = []
    for kind, text, start, end, code, day, unit, line in got:
        m = json.loads(line)
        if (kind, text, start, end) != (m['kind'], m['text'], m['start'], m['end']) or \
                ('code' in m and m['code'] != code) or ('unit' in m and m['unit'] != unit):
            wrong.append((kind, text, start, end, code, unit, line))
    same(wrong, [], 'mentions are what their JSON says')
    kinds = {g[0] for g in got}
    check({'state', 'person', 'time', 'quantity'} <= kinds, 'mentions of many kinds', kinds)
    for verb, which in (('actors', {'state', 'person', 'organisation', 'group'}),
                        ('times', {'time'})):
        same([g[7] for g in got if g[0] in which], coded([verb]), f'those of demarche {verb}')
    check(('Egypt', 'EGY') in {(g[1], g[4]) for g in got}, 'a state has its code')
    check(('yesterday', '1982-06-02') in {(g[1], g[5]) for g in got},
          'the date that is given counts', got)


def given(db):
    """What is given is used; a text's own date line does not go before it."""
    def day(text, *arguments):
        marks = ', ?' * len(arguments)
        return db.execute(f'SELECT first_day FROM demarche_code(?{marks})',
                          [text, *arguments]).fetchone()
    text = 'Egypt condemned Israel yesterday.'
    same(day(text), (None,), 'without a date "yesterday" is no day')
    same(day(text, '2 October 1951'), ('1951-10-01',), 'a date in words')
    same(day(text, ' '), (None,), 'an empty date is none')
    same(day(text, None, None), (None,), 'NULLs are not given')
    same(day('March 3, 1990\n\n' + text), ('1990-03-02',), 'a date line counts')
    same(day('March 3, 1990\n\n' + text, '1990-05-05'), ('1990-05-04',), 'a given date wins')
    same(day('---\ndate: 1990-03-03\n---\n' + text, '1990-05-05', '{"format": "markdown"}'),
         ('1990-03-02',), 'over front matter it does not')
    same(db.execute('SELECT actor FROM demarche_code(?, NULL, ?)',
                    ['My government condemned Israel.', '{"speaker": "EGY"}']).fetchone(),
         ('EGY',), 'who speaks is known')
    same(db.execute('SELECT count(*), min(doc), max(doc) FROM demarche_code(?, NULL, ?)',
                    ['{"text": "Egypt condemned Israel."}\n{"text": "Iraq attacked Iran."}',
                     '{"format": "jsonl", "id": "x"}']).fetchone(), (2, 'x#1', 'x#2'),
         'a text that holds several documents gives all of them')
    same(db.execute('SELECT text, date, options, type FROM demarche_code(?, ?, ?)',
                    ['Iraq attacked Iran.', '1980', '{}']).fetchall(),
         [('Iraq attacked Iran.', '1980', '{}', 'ASSAULT')], 'what was given can be asked for')


def joins(db):
    same(db.execute('SELECT count(*) FROM demarche_code(NULL)').fetchone(), (0,),
         'NULL has no rows')
    same(db.execute("SELECT count(*) FROM demarche_code(x'ff00fe80')").fetchone(), (0,),
         'any bytes are a text')
    a = db.execute('SELECT name, type FROM article, demarche_code(body, published)').fetchall()
    b = db.execute('SELECT name, type FROM demarche_code(body, published), article').fetchall()
    same(sorted(b), sorted(a), 'a join is one in either order')
    left = db.execute('SELECT DISTINCT name FROM article LEFT JOIN demarche_code(body)')
    same(len(left.fetchall()), len(ARTICLES), 'a left join keeps what has no events')
    same(db.execute("SELECT count(*) FROM demarche_code WHERE text IN "
                    "('Iraq attacked Iran.', 'Chad attacked Libya.')").fetchone(), (2,),
         'the text may come from WHERE')
    same(db.execute("SELECT (SELECT type FROM demarche_code(body, published)) FROM article "
                    "WHERE name = 'a-1'").fetchall(), [('ACCUSE',)], 'in a subquery')
    same(db.execute("SELECT p.form, c.actor FROM demarche_code('Iraq attacked Iran.') c, "
                    "demarche_parse('Iraq attacked Iran.') p WHERE p.id = 2").fetchall(),
         [('attacked', 'IRQ')], 'two functions at once')
    db.execute('CREATE VIEW told AS SELECT name, c.* FROM article, demarche_code(body) c')
    check(db.execute('SELECT count(*) FROM told').fetchone()[0] > 2, 'a view may use it')
    db.execute('CREATE TABLE kept AS SELECT * FROM told')
    check(db.execute('SELECT count(*) FROM kept WHERE json LIKE \'{"id":%\'').fetchone()[0] > 2,
          'and its rows can be kept')
    db.execute('PRAGMA trusted_schema = OFF')
    refuses(db, 'SELECT * FROM told', 'unsafe use of virtual table "demarche_code"')
    db.execute('PRAGMA trusted_schema = ON')


def refuses(db, sql, wanted):
    try:
        got = db.execute(sql).fetchall()
    except sqlite3.Error as error:
        check(wanted in str(error) and '\n' not in str(error), f'refused: {sql}', error)
    else:
        check(False, f'refused: {sql}', got)


def misuse(db):
    for sql, wanted in (
            ('SELECT * FROM demarche_code', 'demarche_code: which text? Call it as '
             'demarche_code(text), or FROM article, demarche_code(article.body)'),
            ('SELECT * FROM demarche_mentions WHERE kind = 1', 'demarche_mentions: which text?'),
            ("SELECT * FROM demarche_parse WHERE text LIKE 'x'", 'demarche_parse: which text?'),
            ("SELECT * FROM demarche_code('x', '5/6/89')",
             'demarche_code: date "5/6/89" is no date'),
            ("SELECT * FROM demarche_code('x', 1989.5)", 'is no date'),
            ("SELECT * FROM demarche_code('x', NULL, '{\"as_of\": \"soon\"}')",
             'as_of "soon" is no date'),
            ("SELECT * FROM demarche_code('x', NULL, '{\"al\": 1}')",
             'demarche_code: no option "al"; there are: all, confidence, fill, format, id, '),
            ("SELECT * FROM demarche_parse('x', '{\"all\": true}')",
             'demarche_parse: no option "all"; there are: format'),
            ("SELECT * FROM demarche_code('x', NULL, '{\"all\": 1}')", 'takes true or false'),
            ("SELECT * FROM demarche_code('x', NULL, '{\"fill\": 1.5}')", 'from 0 to 1'),
            ("SELECT * FROM demarche_code('x', NULL, '{\"format\": \"word\"}')", 'a format'),
            ("SELECT * FROM demarche_code('x', NULL, '{\"id\": [1]}')", '"id" takes a text'),
            ("SELECT * FROM demarche_code('x', NULL, '[1]')", 'options are an object of JSON'),
            ("SELECT * FROM demarche_code('x', NULL, 3)", 'options are an object of JSON'),
            ("SELECT * FROM demarche_code('x', NULL, '{\"a\"')", 'options are an object of JSON'),
            ("SELECT * FROM demarche_code('x', NULL, x'00ff')", 'options are an object of JSON'),
            ("SELECT * FROM demarche_code('{', NULL, '{\"format\": \"jsonl\"}')",
             'demarche_code: line 1 (byte 0): not JSON'),
            ("SELECT * FROM demarche_code(1, 2, 3, 4)", 'too many arguments'),
            ("SELECT edtf_first()", 'wrong number of arguments'),
            ("CREATE VIRTUAL TABLE t USING demarche_code", 'no such module'),
            ("DELETE FROM demarche_code", 'may not be modified')):
        refuses(db, sql, wanted)
    same(db.execute("SELECT type FROM demarche_code('Iraq attacked Iran.')").fetchall(),
         [('ASSAULT',)], 'and goes on behind an error')


def edtf(db):
    for x, first, last in TIMES:
        same(db.execute('SELECT edtf_valid(?1), edtf_first(?1), edtf_last(?1)', [x]).fetchone(),
             (1, first, last), f'days of {x}')
    for x in NO_TIMES:
        same(db.execute('SELECT edtf_valid(?1), edtf_first(?1), edtf_last(?1)', [x]).fetchone(),
             (0, None, None), f'{x!r:.30} is no EDTF')
    same(db.execute('SELECT edtf_valid(NULL), edtf_first(NULL), edtf_last(NULL)').fetchone(),
         (None, None, None), 'NULL is NULL')
    for a, b, want in OVERLAPS:
        same(db.execute('SELECT edtf_overlaps(?1, ?2), edtf_overlaps(?2, ?1)', [a, b]).fetchone(),
             (want, want), f'{a} and {b}')
    db.execute('CREATE TABLE dated(time TEXT)')
    db.execute('CREATE INDEX by_day ON dated(edtf_first(time))')
    plan = db.execute("EXPLAIN QUERY PLAN SELECT * FROM dated WHERE edtf_first(time) = '1989'")
    check('by_day' in plan.fetchone()[3], 'an index may be on a first day')
    db.execute('PRAGMA trusted_schema = OFF')
    db.execute('CREATE VIEW days AS SELECT edtf_first(time) FROM dated')
    same(db.execute('SELECT * FROM days').fetchall(), [], 'no schema need be trusted for it')


def threads():
    """Connections in several threads at once; the engine is theirs together."""
    results, errors = {}, []
    together = threading.Barrier(4)

    def work(number):
        try:
            db = with_articles(connect())
            together.wait()
            results[number] = db.execute(EVENTS.format('json'), ['{}']).fetchall() * 1
            db.close()
        except Exception as error:
            errors.append(error)
    started = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for t in started:
        t.start()
    for t in started:
        t.join()
    check(not errors and len(results) == 4 and len(results[0]) > 3 and
          all(r == results[0] for r in results.values()), 'four threads see the same', errors)


def interrupted():
    db = connect()
    db.execute('CREATE TABLE long(body TEXT)')
    db.executemany('INSERT INTO long VALUES(?)', [('Iraq attacked Iran in 1980. ' * 20,)] * 20000)
    threading.Timer(0.5, db.interrupt).start()
    refuses(db, 'SELECT sum(length(json)) FROM long, demarche_code(body)', 'interrupted')


def engines():
    """What the environment names is used; what is not there is said, in one line."""
    ask = (f'import sqlite3; db = sqlite3.connect(":memory:"); db.enable_load_extension(True); '
           f'db.load_extension({EXTENSION!r}); print(db.execute("SELECT demarche_version(), '
           f'edtf_first(1989)").fetchone()); '
           f'print(db.execute("SELECT type FROM demarche_code(\'Iraq attacked Iran.\')")'
           f'.fetchone())')
    for name in ('DEMARCHE_LEXICON', 'DEMARCHE_MODEL'):
        env = dict(os.environ, **{name: '/nowhere/at/all'})
        got = subprocess.run([sys.executable, '-c', ask], env=env, capture_output=True, text=True)
        last = got.stderr.strip().splitlines()[-1] if got.stderr else ''
        check('demarche_code: /nowhere/at/all: no ' in last and '1989-01-01' in got.stdout,
              f'${name} is where it looks, at the first text', got)


def main():
    db = with_articles(connect())
    version = subprocess.run([DEMARCHE, '--version'], capture_output=True, text=True).stdout
    check(db.execute('SELECT demarche_version()').fetchone()[0] in version, 'its version')
    for part in (events, words, mentions, given, joins, misuse, edtf):
        part(db)
    db.close()
    threads()
    interrupted()
    engines()
    print(f'1..{done}')


main()
