"""What the project promises, measured on ../shared; skipped where that is absent."""
import datetime
import glob
import json
import os
import re
import subprocess
import sys
import tempfile
import time


class Measure:
    def __init__(self, context, report):
        self.context, self.report, self.least = context, report, {}
        path = os.path.join(context.top, 'tests', 'acceptance', 'thresholds.tsv')
        with open(path, encoding='utf-8') as f:
            for line in f:
                cells = line.rstrip('\n').split('\t')
                if not line.startswith(('#', 'figure')) and len(cells) > 1:
                    self.least[cells[0]] = float(cells[1])

    def figure(self, name, value):
        least = self.least[name]
        if least < 0:
            self.report.check(value <= -least, f'{name} {value:g}, at most {-least:g}',
                              shown=True)
        else:
            self.report.check(value >= least, f'{name} {value:g}, at least {least:g}',
                              shown=True)

    def score(self, script, *arguments):
        """What a scorer of ../shared/eval prints."""
        path = os.path.join(self.context.shared, 'eval', script)
        done = subprocess.run([sys.executable, path, *arguments], capture_output=True)
        if done.returncode:
            self.report.fail(script, done.stderr.decode('utf-8', 'replace')[-1000:])
            return ''
        return done.stdout.decode()

    def command(self, out, *arguments):
        """Run the binary with stdout into the file `out`."""
        status, text, err = self.context.run(*arguments)
        with open(out, 'wb') as f:
            f.write(text)
        return self.report.check(status == 0, ' '.join(arguments),
                                 f'exit {status}\n' + err.decode('utf-8', 'replace')[-1000:])


def number(text, pattern):
    found = re.search(pattern, text)
    return float(found.group(1)) if found else 0.0


def seed(m, folder):
    shared, out = m.context.shared, os.path.join(folder, 'seed.jsonl')
    if not m.command(out, 'code', f'{shared}/seed/relations-with-the-soviet-union.txt'):
        return
    said = m.score('score_events.py', f'{shared}/seed/gold.jsonl', out)
    m.figure('seed.recall', number(said, r'\nrecall ([\d.]+)'))
    m.figure('seed.precision', number(said, r'\nrecall .*?precision ([\d.]+)'))
    m.figure('seed.strict_f1', number(said, r'\nstrict .*?F1 ([\d.]+)'))


def trees(m, name, gold, out):
    """Figures of a parse, each under `name`, where thresholds.tsv asks for them."""
    said = m.score('score_conllu.py', gold, out)
    for what in ('sentences', 'words', 'UPOS', 'lemma', 'LAS'):
        if f'{name}.{what.lower()}' in m.least:
            m.figure(f'{name}.{what.lower()}',
                     number('\n' + said, rf'\n{what}\s.*?F1\s+([\d.]+)'))


def parse(m, folder):
    """The treebanks' words and sentences as given, then EWT's text alone: a sentence is a
    paragraph (raw), or a line with no blank one anywhere (lines)."""
    banks, out = f'{m.context.shared}/treebanks', os.path.join(folder, 'p.conllu')
    for name, bank in (('parse', 'ewt'), ('gum', 'gum-open')):
        gold = f'{banks}/{bank}/dev.conllu'
        if m.command(out, 'parse', '--input', 'conllu', gold):
            trees(m, name, gold, out)
    gold, raw = f'{banks}/ewt/dev.conllu', os.path.join(folder, 'raw.txt')
    with open(gold, encoding='utf-8') as f:
        text = [line[len('# text = '):] for line in f if line.startswith('# text = ')]
    for name, between in (('raw', '\n'), ('lines', '')):
        with open(raw, 'w', encoding='utf-8') as f:
            f.write(between.join(text))
        if m.command(out, 'parse', '--input', 'text', raw):
            trees(m, name, gold, out)


def relate(m, folder):
    rows, out = f'{m.context.shared}/eval/relations/plv-dev.tsv', os.path.join(folder, 'r.tsv')
    if m.command(out, 'relate', rows):
        said = m.score('score_relations.py', rows, out)
        m.figure('relate.root', number(said, r'root\s+accuracy\s+([\d.]+)'))
        m.figure('relate.quad', number(said, r'quad\s+accuracy\s+([\d.]+)'))


def mentions(m, _):
    """Times, places and actors against what others annotated; tests/score has the scorers."""
    here, eval_ = os.path.dirname(os.path.dirname(os.path.abspath(__file__))), f'{m.context.shared}/eval'
    def said(script, *data):
        done = subprocess.run([sys.executable, os.path.join(here, 'score', script),
                               m.context.binary, *data], capture_output=True)
        m.report.check(done.returncode == 0, script, done.stderr.decode('utf-8', 'replace')[-1000:])
        return done.stdout.decode()
    times = said('times.py', f'{eval_}/time/meantime')
    m.figure('times.spans', number(times, r'spans, overlap.*?F1 ([\d.]+)'))
    m.figure('times.values', number(times, r'values.*?: ([\d.]+)'))
    places = said('places.py', f'{eval_}/places/GeoVirus.xml')
    m.figure('places.found', number(places, r'toponyms.*?F1 ([\d.]+)'))
    m.figure('places.right', number(places, r'right.*?: ([\d.]+)'))
    actors = said('actors.py', f'{m.context.shared}/reference')
    m.figure('leaders.1945', number(actors, r'leaders from 1945.*?: ([\d.]+)'))
    m.figure('leaders.1900', number(actors, r'leaders 1900-1944.*?: ([\d.]+)'))
    m.figure('states.known', number(actors, r'states.*?: ([\d.]+)'))
    who = said('coref.py', f'{m.context.shared}/treebanks/gum-open/dev.conllu')
    m.figure('who.links', number(who, r'links.*?F1 ([\d.]+)'))


# Who and what the starting document names: words, kind, code, sector, canonical name; `-` for
# a name that romanizations may change.
STARTING_ACTORS = '''
Roh|person|KOR|GOV|Roh Tae Woo
Mikhail Gorbachev|person|SUN|GOV|Mikhail Gorbachev
Gorbachev|person|SUN|GOV|Mikhail Gorbachev
Pak Tongjin|person|KOR|GOV|-
Vladimir Golanov|person|SUN|BUS|Vladimir Golanov
Yi Sun-gi|person|KOR|BUS|-
Pak Ch'or-on|person|KOR|GOV|-
Kim Young Sam|person|KOR|OPP|Kim Young Sam
Kim Dae Jung|person|KOR|OPP|Kim Dae Jung
Yevgeni Primakov|person|SUN|LEG|-
Kwon Hui-gyong|person|PRK|GOV|-
Kim|person|KOR|OPP|Kim Young Sam
Ho Tam|person|PRK|GOV|-
Kong No-myong|person|KOR|GOV|-
Aeroflot|organisation|SUN|BUS|Aeroflot
Daewoo|organisation|KOR|BUS|Daewoo
Sunkyong|organisation|KOR|BUS|-
Lucky-Goldstar|organisation|KOR|BUS|-
Korean Trade Promotion Corporation|organisation|KOR|BUS|-
KOTRA|organisation|KOR|BUS|-
Soviet Chamber of Commerce and Industry|organisation|SUN|BUS|-
Tekhsnabeksport|organisation|SUN|BUS|-
Institute of World Economy and International Relations|organisation|SUN|EDU|-
IMEMO|organisation|SUN|EDU|-
Supreme Soviet|organisation|SUN|LEG|-
Reunification Democratic Party|organisation|KOR|PTY|-
RDP|organisation|KOR|PTY|-
Workers' Party of Korea|organisation|PRK|PTY|-
WPK|organisation|PRK|PTY|-
Committee for Peaceful Reunification of the Fatherland|organisation|PRK|GOV|-
CPRF|organisation|PRK|GOV|-
'''
# City -> code of its state.
STARTING_CITIES = {'Seoul': 'KOR', 'Moscow': 'SUN', 'Vladivostok': 'SUN', 'Krasnoyarsk': 'SUN',
                   'Pusan': 'KOR', "Inch'on": 'KOR', 'Helsinki': 'FIN', 'Washington': 'USA',
                   'Hong Kong': 'HKG', 'Singapore': 'SGP', 'Sahkalin': 'SUN',
                   "P'yongyang": 'PRK', 'San Francisco': 'USA'}


def starting(m, folder):
    """Every person, firm, institute and city of the starting document is of the right state."""
    page, rows = f'{m.context.shared}/seed/relations-with-the-soviet-union.txt', {}
    for verb in ('actors', 'places'):
        out = os.path.join(folder, verb)
        if not m.command(out, verb, '-q', page):
            return
        with open(out, encoding='utf-8') as f:
            rows[verb] = [json.loads(line) for line in f]
    for line in STARTING_ACTORS.split('\n')[1:-1]:
        words, kind, code, sector, name = line.split('|')
        named = [r for r in rows['actors'] if r['text'] == words and r['kind'] == kind]
        wrong = [r for r in named if r.get('code') != code or r.get('sector') != sector or
                 name not in ('-', r.get('name'))]
        m.report.check(named and not wrong, f'starting document: {words}', wrong or 'not found')
    for city, code in STARTING_CITIES.items():
        named = [r for r in rows['places'] if r['text'] == city]
        wrong = [r for r in named if r.get('country_code') != code]
        m.report.check(named and not wrong, f'starting document: {city}', wrong or 'not found')


def record(m, folder):
    """A second run over the same document adds nothing."""
    db, text = os.path.join(folder, 'r.db'), f'{m.context.shared}/seed/relations-with-the-soviet-union.txt'
    import sqlite3
    sizes = []
    for _ in range(2):
        if not m.command(os.devnull, 'code', '--record', db, text):
            return
        with sqlite3.connect(db) as con:
            tables = [r[0] for r in con.execute("select name from sqlite_master where "
                                                "type = 'table' and name not like 'sqlite_%'")]
            sizes.append({t: con.execute(f'select count(*) from "{t}"').fetchone()[0]
                          for t in sorted(tables)})
    grown = {t: (sizes[0].get(t), sizes[1][t]) for t in sizes[1]
             if t != 'run' and t != 'runs' and sizes[0].get(t) != sizes[1][t]}
    m.report.check(sum(sizes[0].values()) > 50 and not grown,
                   'record: a second run adds nothing', grown or sizes[0], shown=True)


def corpora(m, folder):
    top = os.path.join(m.context.shared, 'corpora')
    if m.context.full:
        paths = [top]
    else:
        paths = sorted(glob.glob(f'{top}/country-studies/*.txt'))
        paths += sorted(p for p in glob.glob(f'{top}/un-general-debate/1989/*')
                        if os.path.isfile(p))[:40]
        paths += sorted(p for p in glob.glob(f'{top}/dfat/*/*') if os.path.isfile(p))[:60]
    outputs = []
    for jobs in ('1', '2'):
        began, out = time.monotonic(), os.path.join(folder, f'c{jobs}.jsonl')
        with open(out, 'wb') as f:
            done = subprocess.run([m.context.binary, 'code', '--jobs', jobs, *paths], stdout=f,
                                  stderr=subprocess.PIPE, env=m.context.env, timeout=3600)
        took = time.monotonic() - began
        m.report.check(done.returncode == 0, f'corpora --jobs {jobs}: {took:.1f} s',
                       done.stderr.decode('utf-8', 'replace')[-1500:], shown=True)
        outputs.append(out)
    same = subprocess.run(['cmp', *outputs], capture_output=True)
    m.report.check(same.returncode == 0 and os.path.getsize(outputs[0]) > 0,
                   'corpora: --jobs 2 byte for byte like --jobs 1',
                   same.stdout.decode(), shown=True)


def speed(m, folder):
    """Words a second on one core; on a busy machine the figure says little, so only --full."""
    texts = sorted(p for p in glob.glob(f'{m.context.shared}/corpora/un-general-debate/1989/*')
                   if os.path.isfile(p))[:30]
    bench = os.path.join(m.context.build, 'bench', 'bench')
    if not m.context.full:
        m.report.skip('speed', 'measured by `make acceptance` and `make bench`')
        return
    status, out, err = m.context.run('--runs', '3', *texts, binary=bench)
    said = out.decode()
    if m.report.check(status == 0, 'bench', err.decode('utf-8', 'replace')):
        m.figure('speed.words', number(said, r'\nall\t\d+\t[\d.]+\t(\d+)'))
        m.figure('memory.mib', number(said, r'\npeak MiB\t(\d+)'))


def date_exists(digits):
    if len(digits) not in (6, 8):
        return False
    year = int(digits[:-4])
    if len(digits) == 6:
        year += 2000 if year <= 30 else 1900
    try:
        datetime.date(year, int(digits[-4:-2]), int(digits[-2:]))
    except ValueError:
        return False
    return year >= 1601


def bad_code(inside):
    """Whether a bracket of a dictionary of actors is malformed, judged by other means."""
    found = re.fullmatch(r'([A-Za-z0-9]+|---) *(|[<>] *\d+|\d+ *- *\d+)', inside.strip())
    if not found or (found.group(1) != '---' and len(found.group(1)) % 3):
        return True
    return not all(date_exists(d) for d in re.findall(r'\d+', found.group(2)))


def imports(m, folder):
    """Every dictionary of PETRARCH becomes tables that load, and a row that cannot be taken is
    told: none that is malformed slips through."""
    peers = f'{m.context.shared}/peers/petrarch-dictionaries'
    own = os.path.join(folder, 'own')
    names = ['Phoenix.Countries.actors.txt', 'Phoenix.International.actors.txt',
             'Phoenix.MilNonState.actors.txt', 'Phoenix.agents.txt', 'Phoenix.discards.txt']
    began = time.monotonic()
    status, _, err = m.context.run('lexicon', 'import', '--to', own,
                                   *(f'{peers}/{name}' for name in names))
    took = time.monotonic() - began
    said = err.decode('utf-8', 'replace')
    m.report.check(status == 1 and took < 5, f'lexicon import: {took:.2f} s', said[-1000:],
                   shown=True)
    m.figure('import.names', number(said, r'\ndemarche: (\d+) names taken'))
    m.figure('import.refused', number(said, r'names taken, (\d+) rows not taken; '))
    told = set(re.findall(r'([^/\n]+\.txt):(\d+): (?!taken)', said))
    missed = []
    for name in names[:3]:
        with open(f'{peers}/{name}', encoding='utf-8', errors='replace') as f:
            for n, line in enumerate(f, 1):
                inside = re.findall(r'\[([^\]\n]*)', re.sub(r'[#;].*', '', line))
                if any(map(bad_code, inside)) and (name, str(n)) not in told:
                    missed.append(f'{name}:{n}: {line.strip()}')
    m.report.check(not missed, 'lexicon import: every malformed code is told',
                   '\n'.join(missed[:10]), shown=True)
    status, _, err = m.context.run('code', '--lexicon', own, '-', stdin=b'Oman met Chad.\n')
    m.report.check(status == 0, 'lexicon import: the tables load',
                   err.decode('utf-8', 'replace')[-1000:], shown=True)


def patterns(m, folder):
    """PETRARCH's records by its own dictionaries, with its verbs; and the large dictionaries of
    verbs, of both grammars, become tables by which its sample is coded."""
    peers = f'{m.context.shared}/peers'
    records, own = f'{peers}/petrarch-tests/PETR.UnitTest.records', os.path.join(folder, 'petr')
    kinds = ('verbs', 'actors', 'agents', 'discards')
    m.context.run('lexicon', 'import', '-q', '--to', own,
                  *(f'{peers}/petrarch-dictionaries/PETR.Validate.{k}.txt' for k in kinds))
    script = os.path.join(m.context.top, 'tests', 'score', 'petrarch.py')
    done = subprocess.run([sys.executable, script, m.context.binary, f'{records}.udpipe.xml',
                           '--lexicon', own, '--codes', f'{records}.xml'], capture_output=True)
    said = done.stdout.decode('utf-8', 'replace')
    m.report.check(done.returncode == 0, 'petrarch.py', done.stderr.decode()[-1000:])
    m.figure('petrarch.records', number(said, r'all: .* ([\d.]+) %'))
    m.figure('petrarch.pairs', number(said, r'pairs: .*F1 ([\d.]+)'))
    for name, figure in (('CAMEO.2.0', 'verbs.second'), ('CAMEO.verbpatterns', 'verbs.first')):
        own = os.path.join(folder, figure)
        files = (f'{name}.txt', 'Phoenix.Countries.actors.txt', 'Phoenix.agents.txt')
        _, _, err = m.context.run('lexicon', 'import', '--to', own,
                                  *(f'{peers}/petrarch-dictionaries/{f}' for f in files))
        told = err.decode('utf-8', 'replace')
        m.figure(figure, number(told, r'verbs, (\d+) names taken'))
        m.figure(figure + '.refused', number(told, r'verbs, \d+ names taken, (\d+) rows? not'))
        began = time.monotonic()
        status, out, err = m.context.run('code', '--format', 'petrarch', '--lexicon', own,
                                         f'{peers}/petrarch-tests/GigaWord.sample.PETR.xml')
        took = time.monotonic() - began
        m.report.check(status == 0 and out.count(b'\n') > 50 and took < 10,
                       f'{name}: the sample is coded in {took:.2f} s', err.decode()[-1000:],
                       shown=True)


HOSTILE = {
    'empty.txt': b'',
    'nuls.txt': b'\0' * 100000,
    'one-line.txt': b'France signed a treaty with Italy. ' * 300000,
    'brackets.txt': b'(' * 10000,
    'bad-utf8.txt': b'\xff\xfe\x80France \xc3signed a treaty with Italy.\xf0\x9f' * 10,
}


def hostile(m, folder):
    """Each bad input: one clear line or no events; the good one beside it is coded."""
    good = os.path.join(folder, 'good.txt')
    with open(good, 'wb') as f:
        f.write(b'France signed a treaty with Italy in May 1982.\n')
    for name, data in HOSTILE.items():
        if name == 'one-line.txt' and m.context.sanitized:
            continue
        path = os.path.join(folder, name)
        with open(path, 'wb') as f:
            f.write(data)
        judge_hostile(m, name, path, good, (0, 1))
    os.mkdir(os.path.join(folder, 'empty-folder'))
    judge_hostile(m, 'a folder', os.path.join(folder, 'empty-folder'), good, (0, 1))
    judge_hostile(m, 'a missing file', os.path.join(folder, 'nowhere.txt'), good, (1,))
    if os.geteuid():
        path = os.path.join(folder, 'secret.txt')
        with open(path, 'wb') as f:
            f.write(b'x')
        os.chmod(path, 0)
        judge_hostile(m, 'an unreadable file', path, good, (1,))
    else:
        # root reads everything: a file that opens and cannot be read
        judge_hostile(m, 'an unreadable file', '/proc/self/mem', good, (1,))


def judge_hostile(m, name, path, good, statuses):
    status, out, err = m.context.run('code', path, good, timeout=300)
    lines = [s for s in err.decode('utf-8', 'replace').splitlines() if s.strip()]
    docs = [json.loads(s)['doc'] for s in out.splitlines()]
    m.report.check(status in statuses and good in docs and (not status or 1 <= len(lines) <= 2),
                   f'{name}: the rest is coded, exit {status}',
                   f'exit {status}, {docs.count(good)} events of the good file\n' +
                   '\n'.join(lines[:10]), shown=True)


def run(context, report):
    if not context.needs_binary(report):
        return
    m = Measure(context, report)
    with tempfile.TemporaryDirectory() as folder:
        hostile(m, folder)
        if not context.shared:
            report.skip('figures', 'no ../shared here')
            return
        for part in (seed, starting, parse, mentions, relate, record, imports, patterns,
                     corpora, speed):
            part(m, folder)
