"""What a record promises to programs that are killed, and to disks and files that fail.

The kills are drawn by a seed, which is printed; DEMARCHE_SEED takes it again. `tests/run --full
record` draws 200 of them and waits for the lock of another writer (some five minutes); without
it there are 20 (a minute).
"""
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import threading
import time

from .mixed import write_mixed

SIZE = 0.7  # of the folder of mixed inputs
KILLS, KILLS_FULL = 20, 200
# What says when something was done, and not what.
CLOCKS = {'started', 'finished', 'recorded_from', 'recorded_until', 'made'}
WORDS = {'sentence_fts': ['treaty', 'trucks AND chad', 'president', '"broken relations"'],
         'entity_fts': ['france', 'president', 'egypt OR israel'],
         'document_fts': ['letter', 'cable', 'page', 'row']}


class Bench:
    """A folder with mixed inputs, and runs of the program over it."""

    def __init__(self, context, report, folder, seed):
        self.context, self.report, self.folder, self.seed = context, report, folder, seed
        self.texts = os.path.join(folder, 'texts')
        self.made = 0
        write_mixed(self.texts, seed, SIZE / 4 if context.sanitized else SIZE)
        began = time.monotonic()
        self.clean = self.new()
        code, _, err = self.add(self.clean)
        self.took = time.monotonic() - began
        report.check(code == 1 and b' not read; ' in err, 'a clean run', err.decode())
        self.rows = rows(self.clean)

    def new(self):
        self.made += 1
        return os.path.join(self.folder, f'r{self.made}.db')

    def command(self, *arguments):
        return [self.context.binary, 'record', *arguments]

    def start(self, *arguments, **more):
        return subprocess.Popen(self.command(*arguments), stdout=subprocess.DEVNULL,
                                stderr=subprocess.PIPE, cwd=self.folder,
                                env=self.context.env, **more)

    def call(self, *arguments, limit=300, **more):
        p = self.start(*arguments, **more)
        try:
            _, err = p.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            p.kill()
            p.communicate()
            return -99, b'', b'it does not end'
        return p.returncode, b'', err

    def add(self, db, *more, texts=None, **how):
        return self.call('add', *more, db, texts or self.texts, **how)

    def is_whole(self, db, what):
        p = subprocess.run(self.command('check', db), capture_output=True,
                           env=self.context.env, timeout=300)
        return self.report.check(p.returncode == 0, f'{what}: record check finds nothing',
                                 (p.stdout + p.stderr).decode('utf-8', 'replace'))


def tables(db):
    """Those that have rows of their own: no shadow tables, no statistics."""
    named = [n for n, in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    virtual = [n for n, in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' "
                                      "AND sql LIKE 'CREATE VIRTUAL%'")]
    return [n for n in named if not n.startswith('sqlite_') and n not in WORDS
            and not any(n.startswith(v + '_') for v in virtual)]


def rows(path, clocks=False):
    """All rows of all tables, and what search answers."""
    db = sqlite3.connect(f'file:{path}?mode=ro', uri=True)
    out = {}
    for table in tables(db):
        got = db.execute(f'SELECT * FROM {table}')
        keep = [i for i, c in enumerate(got.description) if clocks or c[0] not in CLOCKS]
        out[table] = sorted(repr([row[i] for i in keep]) for row in got)
    for fts, words in WORDS.items():
        for word in words:
            out[f'{fts} {word}'] = [r for r, in db.execute(
                f'SELECT rowid FROM {fts} WHERE {fts} MATCH ? ORDER BY 1', (word,))]
    db.close()
    return out


def difference(a, b):
    """A few lines on where two records differ; '' where they do not."""
    lines = []
    for name in sorted(set(a) | set(b)):
        x, y = a.get(name, []), b.get(name, [])
        if x == y:
            continue
        lines.append(f'{name}: {len(x)} rows and {len(y)}')
        lines += [f'  - {v}'[:300] for v in [v for v in x if v not in set(y)][:3]]
        lines += [f'  + {v}'[:300] for v in [v for v in y if v not in set(x)][:3]]
    return '\n'.join(lines)


def equal(bench, db, what):
    why = difference(bench.rows, rows(db))
    return bench.report.check(not why, f'{what}: row for row as a clean run', why)


# ------------------------------------------------------------------------------- kills

def kill_often(bench, db, arguments, draw, most):
    """Start it again and again, kill it at an instant that is drawn, at most so often; then
    let it end. Gives how often it was killed."""
    killed = 0
    while killed < most:
        p = bench.start(*arguments, start_new_session=True)
        try:
            p.communicate(timeout=draw())
            if p.returncode < 0:
                bench.report.fail('it died by itself', str(p.returncode))
            break  # it was done before
        except subprocess.TimeoutExpired:
            os.killpg(p.pid, signal.SIGKILL)
            p.communicate()
            killed += 1
    return killed


def kills(bench, full):
    r = random.Random(bench.seed)
    wanted = KILLS_FULL if full else KILLS
    print(f'  kills: seed {bench.seed} (DEMARCHE_SEED), a clean run takes '
          f'{bench.took:.1f} s', flush=True)
    done, began, series = 0, time.monotonic(), 0
    while done < wanted:
        series += 1
        db, jobs = bench.new(), str(r.choice([1, 2, 3]))
        arguments = ['add', '-q', '--jobs', jobs, db, bench.texts]
        commit = r.choice(['', '1', '5', '40'])
        arguments[2:2] = ['--commit', commit] if commit else []
        n = r.randint(3, 9)
        killed = kill_often(bench, db, arguments,
                            lambda: r.uniform(0.01, bench.took * 1.05), min(n, wanted - done))
        done += killed
        if r.random() < .3 and os.path.exists(db) and os.path.getsize(db):
            bench.is_whole(db, f'after {done} kills, before its end')
        code, _, err = bench.call(*arguments)
        good = bench.report.check(code == 1, f'series {series} of kills ends',
                                  f'exit {code}: {err.decode()[-500:]}')
        good = equal(bench, db, f'series {series} of {killed} kills') and good
        bench.is_whole(db, f'series {series} of kills')
        if not good:
            print(f'  kept: {shutil.copy(db, tempfile.gettempdir())}')
            return
        os.remove(db)
    print(f'  {done} kills in {series} series, {time.monotonic() - began:.0f} s', flush=True)


def kills_of_init(bench):
    r = random.Random(bench.seed + 1)
    for _ in range(10):
        db = bench.new()
        kill_often(bench, db, ['init', db], lambda: r.uniform(0, 0.03), 4)
    db = bench.new()
    kill_often(bench, db, ['init', db], lambda: r.uniform(0, 0.02), 10)
    code, _, err = bench.add(db, '-q')
    bench.report.check(code == 1, 'what a killed init leaves can be added to', err.decode())
    equal(bench, db, 'init, killed, then add')


# ------------------------------------------------------------------------ again and again

def twice(bench):
    before = rows(bench.clean, clocks=True)
    for jobs in ('1', '4'):
        code, _, err = bench.add(bench.clean, '--jobs', jobs)
        bench.report.check(b'; 0 new in ' in err, f'again, --jobs {jobs}: nothing is new',
                           err.decode())
        why = difference(before, rows(bench.clean, clocks=True))
        bench.report.check(not why, f'again, --jobs {jobs}: no row differs, clocks and all', why)


def with_jobs(bench):
    for jobs in ('1', '4'):
        db = bench.new()
        bench.add(db, '-q', '--jobs', jobs)
        equal(bench, db, f'--jobs {jobs}')
        bench.is_whole(db, f'--jobs {jobs}')
        os.remove(db)


def changes(bench):
    """Files that are renamed, changed and taken away between two runs."""
    texts, db = os.path.join(bench.folder, 'few'), bench.new()
    os.makedirs(texts)
    words = {'stays': 'France signed a treaty with Italy in 1980.',
             'goes': 'Peru attacked Ecuador in 1981.',
             'turns': 'Chad accused Mali in 1982.',
             'moves': 'Spain expelled 3 diplomats of Cuba in 1983.'}

    def write(name, text):
        with open(os.path.join(texts, name + '.txt'), 'w') as f:
            f.write(text + '\n')

    def ask(sql):
        with sqlite3.connect(db) as c:
            return c.execute(sql).fetchall()

    for name, text in words.items():
        write(name, text)
    bench.add(db, '-q', texts=texts)
    os.remove(os.path.join(texts, 'goes.txt'))
    os.rename(os.path.join(texts, 'moves.txt'), os.path.join(texts, 'moved.txt'))
    write('turns', 'Chad accused Niger in 1982.')
    code, _, err = bench.add(db, texts=texts)
    bench.report.check(code == 0 and b'; 2 new in' in err, 'changes: two are new', err.decode())
    latest = [os.path.basename(n) for n, in ask(
        'SELECT doc FROM document WHERE latest ORDER BY document_id')]
    bench.report.check(
        latest == ['goes.txt', 'moves.txt', 'stays.txt', 'moved.txt', 'turns.txt'],
        'changes: what was taken away stays, under its name', str(latest))
    versions = ask("SELECT version, latest FROM document WHERE doc LIKE '%turns.txt'"
                   " ORDER BY document_id")
    bench.report.check(versions == [(1, 0), (2, 1)], 'changes: a changed file has two versions',
                       str(versions))
    write('turns', words['turns'])
    bench.add(db, '-q', texts=texts)
    versions = ask("SELECT version, latest FROM document WHERE doc LIKE '%turns.txt'"
                   " ORDER BY document_id")
    bench.report.check(versions == [(2, 1), (1, 0)], 'changes: one that turns back is on top',
                       str(versions))
    bench.is_whole(db, 'changes')


# ------------------------------------------------------------------------------- faults

def one_line(bench, what, done, words=b''):
    """Exit 1, no crash, and its last line (of the record) says what and where."""
    code, _, err = done
    lines = [line for line in err.splitlines() if b'.db' in line]
    return bench.report.check(
        code == 1 and len(lines) == 1 and words in lines[0] and b'Sanitizer' not in err,
        f'{what}: one clear line', f'exit {code}\n{err.decode("utf-8", "replace")[-1500:]}')


def unchanged(bench, what, db, before):
    with open(db, 'rb') as f:
        bench.report.check(f.read() == before, f'{what}: the file is as it was')


def content(path):
    with open(path, 'rb') as f:
        return f.read()


def full_disk(bench):
    """A limit on the size of files, which is what a full disk is to a program; and a disk."""
    whole = os.path.getsize(bench.clean)
    for size in [0, 5000, 100000, whole // 4, whole // 2]:
        db = bench.new()

        def limit(size=size):
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

        one_line(bench, f'files of at most {size} bytes',
                 quiet_about_inputs(bench.add(db, '-q', preexec_fn=limit)))
        code, _, err = bench.add(db, '-q')
        bench.report.check(code == 1, f'files of at most {size} bytes: then there is room',
                           err.decode()[-500:])
        equal(bench, db, f'files of at most {size} bytes, then room')
        os.remove(db)
    disk = os.path.join(bench.folder, 'disk')
    os.makedirs(disk)
    if subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=600k', 'none', disk],
                      capture_output=True).returncode:
        bench.report.skip('a full disk', 'no tmpfs can be mounted here')
        return
    try:
        db = os.path.join(disk, 'r.db')
        one_line(bench, 'a full disk', quiet_about_inputs(bench.add(db, '-q')),
                 b'the disk is full')
        db = shutil.copy(db, bench.new()) if not os.path.exists(db + '-wal') else None
        if db:
            bench.add(db, '-q')
            equal(bench, db, 'a full disk, then room')
    finally:
        subprocess.run(['umount', '-l', disk], capture_output=True)


def quiet_about_inputs(done):
    """Without the lines on inputs that cannot be read, which are not asked about here."""
    code, out, err = done
    return code, out, b'\n'.join(line for line in err.splitlines()
                                 if b'/texts/' not in line or b'.db' in line)


def as_nobody():
    if os.geteuid() == 0:
        os.setgid(65534)
        os.setuid(65534)


def permissions(bench):
    texts = os.path.join(bench.texts, 'notes')
    place = os.path.join(bench.folder, 'locked')
    os.makedirs(place)
    db = os.path.join(place, 'r.db')
    bench.add(db, '-q', texts=texts)
    before = content(db)
    for path in (bench.folder, bench.texts):
        os.chmod(path, 0o755)
    probe = subprocess.run([bench.context.binary, '--version'], preexec_fn=as_nobody,
                           capture_output=True) if os.geteuid() == 0 else None
    if probe and probe.returncode:
        bench.report.skip('permissions', 'nobody may not run the program here')
        return
    os.chmod(db, 0o444)
    one_line(bench, 'a file that may not be written', bench.add(
        db, '-q', texts=texts, preexec_fn=as_nobody), b'may not be written')
    os.chmod(db, 0o666)
    os.chmod(place, 0o555)
    one_line(bench, 'a folder that may not be written', bench.add(
        db, '-q', texts=texts, preexec_fn=as_nobody))
    one_line(bench, 'a record that is not there in it', bench.add(
        os.path.join(place, 'new.db'), '-q', texts=texts, preexec_fn=as_nobody))
    code, _, err = bench.call('check', db, preexec_fn=as_nobody)
    bench.report.check(code == 0, 'a record in it can be looked at', err.decode())
    asked = subprocess.run([bench.context.binary, 'query', db, '--limit', '3'],
                           capture_output=True, env=bench.context.env, preexec_fn=as_nobody)
    bench.report.check(asked.returncode == 0 and asked.stdout, 'and be asked',
                       asked.stderr.decode())
    os.chmod(place, 0o755)
    unchanged(bench, 'permissions', db, before)


def strangers(bench):
    """Files that are no records, or not such as we know."""
    texts = os.path.join(bench.texts, 'notes')

    def change(db, sql):
        c = sqlite3.connect(db, isolation_level=None)
        c.execute('PRAGMA journal_mode = DELETE')
        c.executescript(sql)
        c.close()

    def text(db):
        with open(db, 'w') as f:
            f.write('Dear Sir,\n' * 50)

    def cut(db, part):
        shutil.copy(bench.clean, db)
        os.truncate(db, int(os.path.getsize(db) * part))

    def newer(db):
        shutil.copy(bench.clean, db)
        change(db, 'PRAGMA user_version = 9999')

    def older(db):
        shutil.copy(bench.clean, db)
        change(db, 'PRAGMA user_version = 6')

    cases = [
        ('a newer schema', newer, b'newer demarche'),
        ('an older schema', older, b'before any release'),
        ("another program's file", lambda db: change(db, 'CREATE TABLE a (b)'),
         b"another program's"),
        ('a text', text, b'no record'),
        ('a record cut in half', lambda db: cut(db, .5), b'damaged'),
        ('a record cut after its head', lambda db: cut(db, .001), b'damaged'),
        ('a record cut near its end', lambda db: cut(db, .999), b'damaged'),
    ]
    for what, make, words in cases:
        db = bench.new()
        make(db)
        before = content(db)
        one_line(bench, what, bench.add(db, '-q', texts=texts), words)
        one_line(bench, f'{what}, looked at', bench.call('check', db), words)
        unchanged(bench, what, db, before)


def garbage(bench, full):
    """Pages of nonsense: whatever comes of it, it is said and nothing crashes."""
    r = random.Random(bench.seed + 2)
    good, found, n = True, 0, 40 if full else 12
    for i in range(n):
        db = shutil.copy(bench.clean, bench.new())
        size = os.path.getsize(db)
        with open(db, 'r+b') as f:
            for _ in range(r.choice([1, 1, 3, 20])):
                f.seek(r.randrange(100 if i % 4 else 4096, size))
                f.write(bytes(r.randrange(256) for _ in range(r.choice([1, 8, 500, 4096]))))
            f.truncate(size)
        texts = os.path.join(bench.folder, 'more')
        if not os.path.isdir(texts):
            write_mixed(texts, bench.seed + 3, .1)
        looked = bench.call('check', db)
        added = bench.call('add', '-q', db, texts)
        mended = bench.call('check', '--repair', db)
        asked = subprocess.run([bench.context.binary, 'query', db], capture_output=True,
                               env=bench.context.env, timeout=300)
        found += looked[0] == 1
        for code, err in ((looked[0], looked[2]), (added[0], added[2]), (mended[0], mended[2]),
                          (asked.returncode, asked.stderr)):
            good = good and code in (0, 1) and b'Sanitizer' not in err \
                and all(len(line) < 600 for line in err.splitlines())
        if not good:
            bench.report.fail('pages of nonsense', f'seed {bench.seed}, record {i}: {looked} '
                              f'{added} {mended} {asked}'[:3000])
            return
        for end in ('', '-wal', '-shm'):
            if os.path.exists(db + end):
                os.remove(db + end)
    bench.report.check(found > n // 2, 'pages of nonsense: they are found, and nothing crashes',
                       f'{found} of {n} found')


def locked(bench):
    """Another program writes for longer than we wait."""
    db = shutil.copy(bench.clean, bench.new())
    other = sqlite3.connect(db, isolation_level=None)
    other.execute('BEGIN IMMEDIATE')
    more = os.path.join(bench.folder, 'more')
    if not os.path.isdir(more):
        write_mixed(more, bench.seed + 3, .1)
    one_line(bench, 'another writer', quiet_about_inputs(
        bench.call('add', '-q', db, os.path.join(more, 'notes'))), b'another program is writing')
    other.execute('ROLLBACK')
    other.close()
    bench.is_whole(db, 'another writer')


def readers(bench):
    """What is read while it is written is whole at each instant."""
    db, wrong, looks = bench.new(), [], 0
    # enough to be committed several times on the way, on a quick machine too
    many = os.path.join(bench.folder, 'many')
    write_mixed(many, bench.seed + 4, 4)
    p = bench.start('add', '-q', '--jobs', '1', db, many)
    waste = threading.Thread(target=p.stderr.read)
    waste.start()
    began = time.monotonic()
    while p.poll() is None and time.monotonic() - began < 300:
        time.sleep(0.02)
        if not os.path.exists(db) or not os.path.getsize(db):
            continue
        try:
            c = sqlite3.connect(f'file:{db}?mode=ro', uri=True, isolation_level=None, timeout=0)
            c.execute('BEGIN')
            if not c.execute('SELECT count(*) FROM sqlite_schema').fetchone()[0]:
                continue
            counted = c.execute('SELECT ifnull(sum(documents), 0), ifnull(sum(events), 0),'
                                ' ifnull(sum(mentions), 0) FROM run').fetchone()
            time.sleep(0.02)  # others write meanwhile
            there = c.execute('SELECT (SELECT count(*) FROM coded),'
                              ' (SELECT count(*) FROM event),'
                              ' (SELECT count(*) FROM mention)').fetchone()
            if counted != there:
                wrong.append(f'{counted} counted, {there} there')
            looks += there[0] > 0
            c.close()
        except sqlite3.OperationalError as error:
            if 'locked' not in str(error) and 'unable to open' not in str(error):
                wrong.append(str(error))
    waste.join()
    p.stderr.close()
    bench.report.check(not wrong and looks, f'readers see whole documents ({looks} looks)',
                       '\n'.join(wrong[:5]) or 'none saw anything')
    bench.is_whole(db, 'with readers')


def run(context, report):
    if not context.needs_binary(report):
        return
    seed = int(os.environ.get('DEMARCHE_SEED') or random.SystemRandom().randrange(10 ** 6))
    with tempfile.TemporaryDirectory(prefix='demarche-record-') as folder:
        bench = Bench(context, report, folder, seed)
        twice(bench)
        with_jobs(bench)
        changes(bench)
        readers(bench)
        strangers(bench)
        garbage(bench, context.full)
        if not context.sanitized:
            full_disk(bench)
            permissions(bench)
        if context.full:
            locked(bench)
        kills_of_init(bench)
        kills(bench, context.full)
