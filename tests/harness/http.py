"""`demarche serve` over the wire: what is answered, what is refused, and that it goes on.

Most is tried over a room of the tests (build/tests/demarche-stand-in), whose pages are slow or
large when a test wants them; requests that nobody should send go to the real one too. They are
drawn by a seed, which is printed; DEMARCHE_SEED takes it again.
"""
import os
import random
import resource
import signal
import socket
import subprocess
import tempfile
import threading
import time

from .http_client import LIMIT, Answer, Server, read_all, request
from . import http_edit, http_tables
from .http_malformed import draw

MALFORMED = 500
AT_ONCE = 8
REQUEST_SECONDS = 15  # that a connection has for its next request
ALWAYS = {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'content-security-policy':
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'",
}
PAGES = ['/', '/country/EGY', '/pair/EGY-ISR', '/search', '/search?q=treaty', '/codebook', '/run',
         '/compare', '/country/EGY', '/nothing', '/pair/EGY-ISR.json', '/pair/EGY-ISR.csv',
         '/pair/EGY-ISR.bib', '/country/EGY.ris']


def safe(report, answer, what):
    wrong = {k: answer.headers.get(k) for k, v in ALWAYS.items() if answer.headers.get(k) != v}
    good = not wrong and 'permissions-policy' in answer.headers and answer.whole
    report.check(good, f'{what}: headers of every answer', f'{wrong} {answer}')


# ----------------------------------------------------------------------------- what is answered

def statuses(server, report):
    cases = [('/', 200, {}), ('/nothing-here', 404, {}), ('/broken', 500, {}), ('/healthz', 200, {}),
             ('/style.css', 200, {}), ('/to/there', 303, {}), ('/', 405, {'method': 'POST'}),
             ('/', 405, {'method': 'DELETE'}), ('/', 405, {'method': 'OPTIONS'}),
             ('*', 405, {'method': 'OPTIONS'}), ('/', 421, {'host': 'evil.example'}),
             ('/', 421, {'host': 'localhost.evil.example:8080'}), ('/', 400, {'host': ''}),
             ('/', 200, {'host': '127.0.0.1:1'}), ('/', 200, {'host': '[::1]'}),
             ('/', 413, {'content_length': '5'}), ('/', 413, {'transfer_encoding': 'chunked'}),
             ('/' + 'a' * 4095, 404, {}), ('/' + 'a' * 4096, 414, {}),
             ('/a b', 400, {}), ('//evil.example/', 404, {}), ('/healthz?x', 404, {})]
    for path, status, more in cases:
        answer = server.ask(path, **more)
        what = f'{more or "GET"} {path[:30]}'
        report.check(answer.status == status, f'{what}: {status}', answer)
        safe(report, answer, what)
    answer = server.ask('/', method='POST')
    report.check(answer.headers.get('allow') == 'GET, HEAD', '405 says what is allowed', answer)
    answer = server.ask('/to/there')
    report.check(answer.headers.get('location') == '/there', 'a redirect leads to a path', answer)
    for away in ['/to//evil.example/', '/to/\\evil.example', '/to/%0d%0a']:
        answer = server.ask(away)
        report.check(answer.status == 500 and 'location' not in answer.headers
                     or answer.headers.get('location') == '/%0d%0a', f'{away} leads nowhere', answer)
    health = server.ask('/healthz')
    report.check(health.body == b'{"status":"ok","state":"s1"}\n', '/healthz', health)
    answer = server.ask('/table.csv')
    report.check(answer.headers.get('content-disposition') == 'attachment; filename="table.csv"',
                 'a download has a name', answer)
    report.check(server.ask('/nuls').body == b'a\0b\0c', 'NULs of a body go through')


def absolute(server, report):
    """Targets with a host in them (RFC 9112, 3.2.2), which counts for that of Host."""
    for target, status, more in [
            ('http://localhost/nothing', 404, {}), (f'HTTP://127.0.0.1:{server.port}/', 200, {}),
            ('http://localhost', 200, {}), ('http://localhost/', 200, {'host': 'evil.example'}),
            ('http://evil.example/', 421, {}), ('http://localhost/', 200, {'host': ''}),
            ('http:///', 400, {}), ('http://me@localhost/', 400, {}), ('http://localhost/a b', 400, {}),
            ('http://' + 'a' * 3000 + '/', 400, {}), ('https://localhost/', 400, {})]:
        answer = server.ask(target, **more)
        report.check(answer.status == status, f'{target[:40]} {more or ""}: {status}', answer)
        safe(report, answer, target[:40])
    report.check(b'query a=1\n' in server.ask('http://localhost?a=1').body, 'its query is read')


def many_values(server, report):
    """What there is too much of is refused with an answer, however much it is."""
    for n, status in [(32, 200), (33, 414), (40, 414), (600, 414), (1000, 414), (7000, 414)]:
        answer = server.ask('/?' + '&'.join(['a=b'] * n))
        report.check(answer.status == status, f'{n} values: {status}', answer)
        safe(report, answer, f'{n} values')
    report.check(server.ask('/?' + '&' * 3000).status == 200, 'values that are none do not count')
    lines = server.log_lines()
    report.check(any(b'"GET /?a=b&a=b' in line for line in lines), 'the log has the query', lines[-3:])


def several_lines(server, report):
    """Headers that are lists, in more than one line."""
    tag = server.ask('/long/5000').headers['etag']
    for lines, status, packed_ in [
            (['If-None-Match: "x"', f'If-None-Match: {tag}'], 304, False),
            ([f'If-None-Match: {tag}', 'If-None-Match: "x"'], 304, False),
            ([f'If-None-Match: ,, {tag}'], 304, False), (['If-None-Match: "x"', 'If-None-Match:'], 200, False),
            (['Accept-Encoding: gzip', 'Accept-Encoding: br'], 200, True),
            (['Accept-Encoding: br', 'accept-encoding: gzip'], 200, True)]:
        head = '\r\n'.join(['GET /long/5000 HTTP/1.1', 'Host: localhost', 'Connection: close', *lines])
        with server.connect() as s:
            s.sendall(head.encode() + b'\r\n\r\n')
            answer = Answer(read_all(s))
        report.check(answer.status == status
                     and ('content-encoding' in answer.headers) == packed_, f'{lines}: {status}', answer)


def late(server, report):
    """A page for which there was no time."""
    first, again = server.ask('/late'), server.ask('/late')
    report.check(first.status == 503 and first.headers.get('retry-after') == '5'
                 and first.headers.get('cache-control') == 'no-store' and 'etag' not in first.headers,
                 'a page that is late: 503', first)
    report.check(first.body != again.body, 'and it is not kept', again)


def own_names(context, report, binary, record):
    """It answers to the address that it prints."""
    for host in ['127.0.0.5', '127.0.0.1', 'localhost']:
        with Server(context, binary, record, '--host', host) as server:
            at = server.said.split('http://')[1].split('/')[0]
            with socket.create_connection(at.split(':'), timeout=LIMIT) as s:
                s.sendall(request('/', host=at, connection='close'))
                answer = Answer(read_all(s))
            report.check(answer.status == 200, f'--host {host}: {at} is answered', answer)
    with Server(context, binary, record, '--host', '0.0.0.0') as server:
        report.check(server.ask('/', host='any.example').status == 200, '--host 0.0.0.0: any name')


def patient(context, report, binary, record):
    for options, ms in [([], b'2000'), (['--patience', '7'], b'7000'), (['--patience', '0'], b'0')]:
        with Server(context, binary, record, *options) as server:
            report.check(server.ask('/patience').body == ms, f'{options}: {ms.decode()} ms a page')


def log_is_cut(context, report, binary, record):
    """A file that takes half a line: why the rest is lost is said, once."""
    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

    with Server(context, binary, record, before=limit) as server:
        for _ in range(3):
            server.ask('/')
        lines = server.log_lines()
        with open(server.log, 'rb') as f:
            report.check(len(f.read()) == 100, 'the log is full', lines)
        code, err = server.end()
        report.check(code == 0 and err.count('\n') == 1 and err.endswith('lost: File too large\n'),
                     'what is lost of the log is said, and why', f'{code} {err}')


def heads(server, report):
    for path in ['/', '/long/9000', '/style.css', '/nothing', '/to/x', '/healthz', '/broken']:
        for coding in ['identity', 'gzip']:
            get = server.ask(path, accept_encoding=coding)
            head = server.ask(path, method='HEAD', accept_encoding=coding)
            left = [p for p in get.pairs if p[0] != 'Date']
            report.check(head.status == get.status and left == [p for p in head.pairs if p[0] != 'Date']
                         and not head.rest, f'HEAD {path} ({coding}) is GET without a body',
                         f'{get}\n{head} {head.rest[:80]}')


def packed(server, report):
    for path in ['/long/1023', '/long/9000', '/long/300000', '/style.css']:
        plain, gz = server.ask(path), server.ask(path, accept_encoding='br, gzip;q=0.8')
        report.check(gz.headers.get('content-encoding') == 'gzip' and len(gz.body) < len(plain.body)
                     and gz.plain() == plain.body, f'{path}: gzip says what plain says', gz)
        report.check(plain.headers.get('vary') == gz.headers.get('vary') == 'Accept-Encoding',
                     f'{path}: Vary', f'{plain}\n{gz}')
        report.check(plain.headers['etag'] != gz.headers['etag'], f'{path}: tags differ')
        refused = server.ask(path, accept_encoding='gzip;q=0, *')
        report.check('content-encoding' not in refused.headers, f'{path}: gzip;q=0', refused)
    short = server.ask('/', accept_encoding='gzip')
    report.check('content-encoding' not in short.headers and 'vary' not in short.headers,
                 'short bodies are sent as they are', short)


def conditional(server, report, record):
    for coding in ['identity', 'gzip']:
        first = server.ask('/long/5000', accept_encoding=coding)
        tag = first.headers['etag']
        for given in [tag, f'W/{tag}', f'"x", {tag}', '*']:
            again = server.ask('/long/5000', accept_encoding=coding, if_none_match=given)
            report.check(again.status == 304 and not again.rest and again.headers.get('etag') == tag
                         and again.headers.get('cache-control') == 'no-cache'
                         and again.headers.get('vary') == 'Accept-Encoding',
                         f'If-None-Match {given} ({coding}): 304', again)
            safe(report, again, f'304 ({coding})')
        for given in ['"x"', tag.strip('"'), tag[:-1]]:
            again = server.ask('/long/5000', accept_encoding=coding, if_none_match=given)
            report.check(again.status == 200, f'If-None-Match {given}: 200', again)
    report.check(server.ask('/style.css').headers.get('cache-control') ==
                 'max-age=31536000, immutable', 'what is kept for ever says so')
    before = server.ask('/made')
    same = server.ask('/made')
    report.check(before.body == same.body, 'a page is made once', f'{before}\n{same}')
    with open(record, 'w', encoding='ascii') as f:
        f.write('s2')
    time.sleep(0.05)
    after = server.ask('/made', if_none_match=before.headers['etag'])
    report.check(after.status == 200 and after.body != before.body
                 and after.headers['etag'] != before.headers['etag'],
                 'a page is made anew when the record changes', f'{before}\n{after}')
    with open(record, 'w', encoding='ascii') as f:
        f.write('!')
    time.sleep(0.05)
    health, page = server.ask('/healthz'), server.ask('/made')
    report.check(health.status == 503 and 'retry-after' not in health.headers, '/healthz: 503', health)
    report.check('etag' not in page.headers, 'no tag where the record cannot be read', page)
    with open(record, 'w', encoding='ascii') as f:
        f.write('s1')
    time.sleep(0.05)


def kept_alive(server, report):
    with server.connect() as s:
        answers, raw = [], b''
        for path in ['/', '/long/3000', '/nothing', '/']:
            s.sendall(request(path))
            answer = None
            while answer is None or not answer.whole:
                raw += s.recv(1 << 16)
                answer = Answer(raw)
            answers.append(answer.status)
            raw = answer.rest
        report.check(answers == [200, 200, 404, 200], 'a connection is kept', answers)
    paths = ['/', '/long/2000', '/slow/100', '/nothing', '/long/50000'] * 4
    raw, statuses_, lengths = server.send(b''.join(request(p) for p in paths)), [], []
    while raw:
        answer = Answer(raw)
        statuses_.append(answer.status)
        lengths.append(len(answer.body) >= 2000)
        raw = answer.rest
    report.check(statuses_ == [200, 200, 200, 404, 200] * 4
                 and lengths == [False, True, False, False, True] * 4,
                 'pipelined requests are answered in order', f'{statuses_} {lengths}')
    one = server.send(b'GET / HTTP/1.0\r\nHost: localhost\r\n\r\n')
    report.check(Answer(one).status == 200 and not Answer(one).rest, 'HTTP/1.0 is answered', one)


# ----------------------------------------------------------------------------------- mischief

def slow(server, what, said, again, cut):
    """Says something, then `again` five times a second: after how long it is cut off."""
    began = time.monotonic()
    with server.connect(0.2) as s:
        s.sendall(said)
        while time.monotonic() < began + 3 * REQUEST_SECONDS:
            try:
                s.sendall(again)
                if not s.recv(1 << 16):
                    break
                time.sleep(0.2)
            except TimeoutError:
                continue
            except OSError:
                break
    cut[what] = time.monotonic() - began


def slow_begin(server, cut):
    """Threads that take their time."""
    half = b'GET / HTTP/1.1\r\nHost: localhost\r\nX: '
    cases = [('says nothing', b'', b''), ('stops in a header', half, b''),
             ('says a byte now and then', half, b'a'), ('asks once and stays', request('/'), b''),
             ('reads nothing of much', request('/long/9000') * 3, b'\r\n')]
    threads = [threading.Thread(target=slow, args=(server, *case, cut)) for case in cases]
    for thread in threads:
        thread.start()
    return threads


def crowded(context, report, binary, record):
    with Server(context, binary, record, '--connections', '4', '--threads', '2', '--rate', '0') as server:
        held = []
        for _ in range(4):
            held.append(server.connect())
            held[-1].sendall(request('/'))
        time.sleep(0.2)
        with server.connect(1) as late:
            late.sendall(request('/', connection='close'))
            report.check(read_all(late) == b'', 'a connection too many waits')
        for s in held[:3]:
            s.close()
        report.check(server.ask('/').status == 200, 'and is served when others have gone')
    with Server(context, binary, record, '--per-address', '2') as server:
        a, b = server.connect(), server.connect()
        a.sendall(request('/'))
        b.sendall(request('/'))
        time.sleep(0.2)
        with server.connect(2) as third:
            try:
                third.sendall(request('/'))
            except OSError:
                pass
            report.check(read_all(third) == b'', 'one address has so many connections')
        a.close()
        b.close()
    with Server(context, binary, record, '--rate', '2') as server:
        answers = [server.ask('/') for _ in range(30)]
        got = [a.status for a in answers]
        report.check(got[:20] == [200] * 20 and 429 in got, '--rate 2: 20 at once, no more', got)
        refused = next(a for a in answers if a.status == 429)
        report.check(refused.headers.get('retry-after') == '1', '429 says when', refused)
        safe(report, refused, '429')
    with Server(context, binary, record, '--allow-host', 'room.example') as server:
        report.check(server.ask('/', host='room.example:443').status == 200
                     and server.ask('/', host='other.example').status == 421, '--allow-host')


def malformed(server, report, what, path):
    seed = int(os.environ.get('DEMARCHE_SEED') or random.SystemRandom().randrange(10**9))
    print(f'  malformed requests to {what}: seed {seed} (DEMARCHE_SEED)', flush=True)
    r, wrong = random.Random(seed), []
    drawn = [draw(r) for _ in range(MALFORMED)]
    threads = [threading.Thread(target=send_malformed, args=(server, drawn[i::AT_ONCE], path, wrong))
               for i in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    report.check(not wrong, f'{MALFORMED} malformed requests to {what}', '\n'.join(wrong))
    code = server.process.poll()
    report.check(code is None and server.ask(path).status == 200, f'{what} answers after them',
                 f'it ended with {code}')


def send_malformed(server, drawn, path, wrong):
    for kind, raw in drawn:
        told = f'{kind} {raw[:200]!r}'
        try:
            out = server.send(raw, 2)
            # a version that there is not is the one thing that the protocol has 505 for
            if out.startswith(b'HTTP/1.1 5') and not out.startswith(b'HTTP/1.1 505'):
                wrong.append(f'{told}: {out[:200]!r}')
            if kind == 'smuggled' and b'smuggled' in out:
                wrong.append(f'{told}: what came behind it is answered: {out[:2000]!r}')
            good = server.ask(path)
            if good.status != 200:
                wrong.append(f'{told}: a good request after it: {good}')
        except OSError as error:
            wrong.append(f'{told}: {error}')
            return


# ------------------------------------------------------------------------------ beginning, ending

def ends(context, report, binary, record):
    with Server(context, binary, record) as server:
        got = []
        asking = threading.Thread(target=lambda: got.append(server.ask('/slow/700')))
        reading = server.connect()
        reading.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 18)
        reading.sendall(request('/long/8000000'))
        asking.start()
        time.sleep(0.3)
        began = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.2)
        try:
            server.connect(2).close()
            late = True
        except OSError:
            late = False
        large = Answer(read_all(reading))
        code, err = server.end(None)
        took = time.monotonic() - began
        asking.join()
        report.check(not late, 'who comes after the signal is refused')
        report.check(got[0].status == 200 and got[0].body == b'slow\n',
                     'what is being made at the signal is answered', got[0])
        report.check(large.whole and len(large.body) >= 8000000,
                     'what is on its way at the signal arrives', f'{large.status} {len(large.body)}')
        report.check(code == 0 and not err and took < 5, 'and then it ends with 0',
                     f'{code} {err} {took:.1f} s')
    with Server(context, binary, record) as server:
        asking = threading.Thread(target=lambda: server.ask('/slow/4000'))
        asking.start()
        time.sleep(0.3)
        began = time.monotonic()
        server.process.send_signal(signal.SIGINT)
        time.sleep(0.3)
        code, _ = server.end(signal.SIGINT)
        took = time.monotonic() - began
        report.check(code == -signal.SIGINT and took < 2, 'a second signal ends it at once',
                     f'{code} {took:.1f} s')
        asking.join()
    with Server(context, binary, record) as server:
        idle = server.connect()
        code, err = server.end(signal.SIGINT)
        report.check(code == 0 and not err, 'an idle connection does not hold it up', f'{code} {err}')
        idle.close()


def refused_to_start(context, report, binary, record):
    def start(*arguments):
        done = subprocess.run([binary, 'serve', *arguments], capture_output=True, timeout=60,
                              cwd=context.top, env=context.env)
        return done.returncode, done.stderr.decode('utf-8', 'replace')

    with Server(context, binary, record) as server:
        code, err = start('--port', str(server.port), record)
        report.check(code == 1 and err == f'demarche: port {server.port} of 127.0.0.1 is in use: end '
                     'what listens there, or take another port\n', 'two servers at one port', err)
    for arguments, status, words in [
            (['/nonexistent/r.db'], 1, '/nonexistent/r.db'), ([], 2, 'name one record'),
            ([record, record], 2, 'name one record'), (['--port', '70000', record], 2, '70000'),
            (['--rate', 'x', record], 2, '--rate'),
            (['--patience', '-1', record], 2, '--patience'), (['--host', 'nowhere', record], 1, 'nowhere'),
            (['--log', '/nonexistent/log', record], 1, '/nonexistent/log')]:
        code, err = start(*arguments)
        report.check(code == status and words in err and err.count('\n') == 1,
                     f'serve {" ".join(arguments)}: one line and {status}', f'{code} {err}')


def logged(context, report, binary, record):
    with Server(context, binary, record, '--rate', '0') as server:
        paths = ['/', '/nothing', '/long/3000', '/"quote\\', '/\x1b[31m', '/healthz', '/\xe9']
        for path in paths:
            with server.connect() as s:
                s.sendall(request(path, connection='close').decode().encode('latin-1')[:-2]
                          + b'User-Agent: a"\x1b\r\nReferer: \x7f\r\n\r\n')
                read_all(s)
        lines = server.log_lines(len(paths))
        report.check(len(lines) == len(paths), 'the log has one line for each request', lines)
        raw = [line for line in lines if any(c < 32 or c > 126 for c in line)]
        report.check(not raw and all(line.count(b'\\x') >= 1 or b'"' in line for line in lines),
                     'the log has no raw control characters', raw)
        report.check(lines and lines[0].startswith(b'127.0.0.1 - - [')
                     and b'"GET / HTTP/1.1" 200 ' in lines[0], 'a line of the log', lines[:1])
        report.check(lines and b'"a\\"\\x1b" ' in lines[0] and b'"\\x7f" ' in lines[0],
                     'what clients say is escaped in the log', lines[:1])


# ------------------------------------------------------------------------------------- the room

def over_the_room(context, report, folder):
    record = os.path.join(folder, 'r.db')
    samples = os.path.join(context.top, 'samples')
    made = os.path.join(folder, 'made.jsonl')
    http_tables.write_input(made)
    code, _, err = context.run('record', 'add', '-q', record, made,
                               *[os.path.join(samples, n) for n in (
                                   'egypt-relations-with-israel.txt', 'chronicle.jsonl')])
    report.check(code == 0, 'record add', err)
    with Server(context, context.binary, record, '--rate', '0') as server:
        for path in PAGES:
            first, again = server.ask(path), server.ask(path, accept_encoding='gzip')
            good = first.status == (404 if path == '/nothing' else 200)
            report.check(good and again.plain() == first.body, f'the room: {path}', first)
            safe(report, first, f'the room: {path}')
            tag = first.headers.get('etag')
            if tag:
                report.check(server.ask(path, if_none_match=tag).status == 304,
                             f'the room: {path}: 304')
        http_tables.run(server, report)
        malformed(server, report, 'the room', '/')
        if server.process.poll() is not None:
            return
        before = server.ask('/run')
        code, _, err = context.run('record', 'add', '-q', record,
                                   os.path.join(samples, 'beagle-channel.md'))
        after = server.ask('/run', if_none_match=before.headers['etag'])
        report.check(code == 0 and after.status == 200 and after.body != before.body,
                     'the room: a document added meanwhile is shown', err)
        code, err = server.end()
        report.check(code == 0 and not err, 'the room: it ends with 0', f'{code} {err}')


def run(context, report):
    binary = os.path.join(context.build, 'tests', 'demarche-stand-in')
    if not context.needs_binary(report):
        return
    if not os.access(binary, os.X_OK):
        report.skip('all', f'{binary} was not built (-Dtests=enabled)')
        return
    with tempfile.TemporaryDirectory(prefix='demarche-http-') as folder:
        record = os.path.join(folder, 'r.txt')
        with open(record, 'w', encoding='ascii') as f:
            f.write('s1')
        with Server(context, binary, record, '--rate', '0') as server:
            cut = {}
            slow_threads = slow_begin(server, cut)
            statuses(server, report)
            heads(server, report)
            packed(server, report)
            conditional(server, report, record)
            kept_alive(server, report)
            absolute(server, report)
            many_values(server, report)
            several_lines(server, report)
            late(server, report)
            crowded(context, report, binary, record)
            malformed(server, report, 'the stand-in', '/')
            for thread in slow_threads:
                thread.join()
            for what, took in cut.items():
                report.check(took < REQUEST_SECONDS + 3, f'who {what} is cut off', f'{took:.1f} s')
            report.check(len(cut) == len(slow_threads), 'slow clients')
            code, err = server.end()
            report.check(code == 0 and not err, 'it ends with 0 after all that', f'{code} {err}')
        ends(context, report, binary, record)
        refused_to_start(context, report, binary, record)
        logged(context, report, binary, record)
        log_is_cut(context, report, binary, record)
        own_names(context, report, binary, record)
        patient(context, report, binary, record)
        over_the_room(context, report, folder)
        http_edit.run(context, report, folder)
