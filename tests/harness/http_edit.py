"""`demarche serve --edit`: who may correct, what is kept of it, and that nobody else can."""
import os
import re
import subprocess
import threading
import time
from urllib.parse import urlencode

from .http_client import Answer, Server, read_all, request

FORM = 'application/x-www-form-urlencoded'
HOSTILE = '"\'><script>alert(1)</script>{{title}}'


class Editor:
    """One who was told the token."""

    def __init__(self, server):
        self.server = server
        url = server.process.stderr.readline().decode()
        found = re.search(r'for you alone: http://127\.0\.0\.1:\d+(/review\?token=([0-9a-f]{32}))$',
                          url.strip())
        self.way, self.token = found.group(1), found.group(2)
        self.cookie = f'demarche-edit-{server.port}={self.token}'

    def see(self, path, **more):
        return self.server.ask(path, cookie=self.cookie, **more)

    def post(self, fields, path='/correct', raw=None, **more):
        body = raw if raw is not None else urlencode({'token': self.token, **fields}).encode()
        given = {'cookie': self.cookie, 'content_type': FORM, 'content_length': str(len(body)), **more}
        given = {name: value for name, value in given.items() if value is not None}
        with self.server.connect() as s:
            s.sendall(request(path, 'POST', given.pop('host', 'localhost'), connection='close', **given) + body)
            return Answer(read_all(s))


def events_of(page):
    return re.findall(r'<article class="event" id="e-([0-9a-f]{16})"', page.body.decode())


def corrections(context, record, event):
    _, out, _ = context.run('record', 'show', record, 'event', event, '--part', 'corrections',
                            '--format', 'tsv')
    return out.decode()


def closed(report, context, record):
    """Without --edit there is nothing of it."""
    with Server(context, context.binary, record, '--rate', '0') as server:
        for path in ['/correct', '/review']:
            report.check(server.ask(path).status == 404, f'without --edit: {path}: 404')
        body = b'verdict=right'
        answer = server.ask('/correct', method='POST', content_length=str(len(body)), content_type=FORM)
        report.check(answer.status == 405, 'without --edit: POST: 405', answer)
        page = server.ask('/?token=0123456789abcdef0123456789abcdef', cookie='demarche-edit-1=x')
        report.check(page.status == 200 and 'set-cookie' not in page.headers
                     and b'/review' not in page.body, 'without --edit: a token is nothing', page)


def let_in(report, server, editor):
    answer = server.ask(editor.way)
    cookie = answer.headers.get('set-cookie', '')
    report.check(answer.status == 303 and answer.headers.get('location') == '/review'
                 and cookie == f'{editor.cookie}; Path=/; HttpOnly; SameSite=Strict'
                 and answer.headers.get('cache-control') == 'no-store', 'the token gives a cookie', answer)
    answer = server.ask(f'/pair/EGY-ISR?when=1977&token={editor.token}&page=2')
    report.check(answer.headers.get('location') == '/pair/EGY-ISR?when=1977&page=2',
                 'and leads to the address without it', answer)
    for wrong in ['', 'x', editor.token[:-1], editor.token + '0', editor.token[:-1] + 'g']:
        answer = server.ask(f'/review?token={wrong}')
        report.check(answer.status == 403 and 'set-cookie' not in answer.headers, f'token {wrong}: 403', answer)
    answer = server.ask(f'/?token={editor.token}&token=x')
    report.check(answer.status == 403, 'two tokens, one wrong: 403', answer)
    both = server.ask('/review', cookie=f'a=b\r\nCookie: {editor.cookie}\r\nCookie: c=d')
    report.check(both.status == 200, 'cookies in several lines', both)
    report.check(server.ask(editor.way, host='evil.example').status == 421, 'the token at a foreign Host')
    lines = b'\n'.join(server.log_lines(5))
    report.check(b'/review' in lines and editor.token.encode() not in lines, 'the log has no token', lines)


def pages(report, server, editor):
    for path in ['/', '/review', '/pair/EGY-ISR', '/event/' + events_of(editor.see('/review'))[0]]:
        own, other = editor.see(path), server.ask(path)
        again = editor.see(path, accept_encoding='gzip', if_none_match=other.headers.get('etag', '"x"'))
        report.check(own.status == 200 and again.status == 200 and 'etag' not in own.headers
                     and own.headers.get('cache-control') == 'no-store'
                     and own.headers.get('referrer-policy') == 'same-origin'
                     and b'href="/review"' in own.body, f'{path} of an editor is kept by nobody', own)
        report.check(again.headers.get('content-encoding') == 'gzip' and 'etag' not in again.headers
                     and again.headers.get('cache-control') == 'no-store'
                     and again.headers.get('referrer-policy') == 'same-origin', f'{path} of an editor is packed', again)
        report.check(editor.token.encode() not in own.body, f'{path} of an editor has the token masked', own)
        report.check(other.status == (403 if path == '/review' else 200)
                     and editor.token.encode() not in other.body and b'href="/review"' not in other.body
                     and other.headers.get('referrer-policy') == 'no-referrer',
                     f'{path} of a reader is as before', other)
    script = re.search(rb'/static/room-[0-9a-f]+\.js', server.ask('/').body)
    if script:
        answer = editor.see(script.group(0).decode())
        report.check('immutable' in answer.headers.get('cache-control', ''), 'files are the same for all', answer)


def refused(context, report, record, server, editor, event):
    good = {'verdict': 'right', 'event': event, 'by': 'Mallory'}
    own = f'http://localhost:{server.port}'
    at = {'host': f'localhost:{server.port}'}
    cases = [
        ('no cookie', 403, {'cookie': None}, good), ('a wrong cookie', 403, {'cookie': editor.cookie[:-1]}, good),
        ('a cookie of another port', 403, {'cookie': f'demarche-edit-1={editor.token}'}, good),
        ('no token', 403, {}, {**good, 'token': ''}), ('a wrong token', 403, {}, {**good, 'token': 'f' * 32}),
        ('a foreign Origin', 403, {'origin': 'http://evil.example'}, good),
        ('an Origin that is none', 403, {'origin': 'null'}, good),
        ('an Origin that begins as ours', 403, {'origin': own + '.evil.example', **at}, good),
        ('another port in Origin', 403, {'origin': 'http://localhost:1', **at}, good),
        ('a foreign Referer', 403, {'referer': 'http://evil.example/http://localhost/'}, good),
        ('Sec-Fetch-Site', 403, {'sec_fetch_site': 'cross-site'}, good),
        ('same-site', 403, {'sec_fetch_site': 'same-site'}, good), ('a foreign Host', 421, {'host': 'evil.example'}, good),
        ('another type', 415, {'content_type': 'multipart/form-data; boundary=x'}, good),
        ('plain text', 415, {'content_type': 'text/plain'}, good), ('no type', 415, {'content_type': None}, good),
        ('no length', 411, {'content_length': None}, good),
        ('chunked', 411, {'content_length': None, 'transfer_encoding': 'chunked'}, good),
        ('too long', 413, {'content_length': '16385'}, good),
        ('no name', 400, {}, {**good, 'by': ''}), ('a long name', 400, {}, {**good, 'by': 'x' * 101}),
        ('no such event', 400, {}, {**good, 'event': '0' * 16}), ('no verdict', 400, {}, {**good, 'verdict': 'x'}),
        ('an undo of nothing', 400, {}, {**good, 'verdict': 'withdraw', 'correction': '99'}),
    ]
    for what, status, more, fields in cases:
        answer = editor.post(fields, **more)
        report.check(answer.status == status and 'location' not in answer.headers, f'{what}: {status}', answer)
    for raw in [b'token=%', b'a=%00', b'%ff=1', b'&'.join([b'a=1'] * 60), b'\0' * 100]:
        report.check(editor.post({}, raw=raw).status in (400, 403), f'malformed form {raw[:12]}')
    report.check(editor.post(good, path='/').status == 405 and editor.post(good, path='/correct?x').status == 405,
                 'forms go to /correct alone')
    answer = editor.see('/correct')
    report.check(answer.status == 405 and answer.headers.get('allow') == 'POST', 'GET /correct: 405', answer)
    said = corrections(context, record, event)
    report.check('Mallory' not in said, 'of all that nothing is kept', said)


def kept(context, report, record, server, editor, event):
    before = server.ask(f'/event/{event}')
    fields = {'verdict': 'wrong', 'event': event, 'by': HOSTILE, 'note': HOSTILE + '\r\nSet-Cookie: x',
              'page': '1', 'back': '/review#queue'}
    host = f'localhost:{server.port}'
    same = {'host': host, 'origin': f'http://{host}', 'sec_fetch_site': 'same-origin'}
    first, again = editor.post(fields, **same), editor.post(fields, **same)
    report.check(first.status == again.status == 303 and first.headers.get('location') == '/review#queue'
                 and sum(k == 'Set-Cookie' for k, _ in first.pairs) == 1, 'a correction leads back', first)
    said = corrections(context, record, event)
    report.check(said.count('\twrong\t') == 1 and HOSTILE in said and re.search(r'20\d\d-\d\d-\d\dT', said),
                 'it is kept once, with who and when', said)
    time.sleep(0.05)
    after = server.ask(f'/event/{event}', if_none_match=before.headers.get('etag', ''))
    report.check(after.status == 200 and b'&lt;script&gt;alert(1)' in after.body, 'pages are made anew', after)
    name = first.headers.get('set-cookie', '').split(';')[0]
    for path in ['/review', f'/event/{event}', '/search?q=' + 'x', '/']:
        page = server.ask(path, cookie=f'{editor.cookie}; {name}')
        report.check(page.status == 200 and b'<script>alert' not in page.body, f'{path}: hostile words are words', page)
    report.check(b'value="&quot;' in server.ask('/review', cookie=f'{name}; {editor.cookie}').body,
                 'the name is remembered')
    report.check(event not in events_of(editor.see('/review')), 'what was judged is in the queue no more')
    for away in ['//evil.example', 'http://evil.example/', '/\\evil', '/a b', 'review']:
        answer = editor.post({'verdict': 'note', 'event': event, 'by': 'A', 'note': away, 'back': away})
        report.check(answer.headers.get('location') == '/review', f'back to {away} leads nowhere', answer)
    number = re.search(r'^(\d+)\t\S+\twrong', said, re.M)
    if report.check(bool(number), 'a correction has a number', said):
        answer = editor.post({'verdict': 'withdraw', 'correction': number.group(1), 'by': 'Bea'})
        report.check(answer.status == 303 and event in events_of(editor.see('/review')),
                     'an undo puts it back into the queue', answer)
        line = next((l for l in corrections(context, record, event).split('\n') if '\twrong\t' in l), '')
        report.check(re.search(r'20\d\d\S*\s+20\d\d', line), 'and is kept too', line)


def at_once(context, report, record, editor):
    """Two who correct, while documents are added."""
    events = events_of(editor.see('/review?order=new'))[:6]
    got = []

    def say(who):
        for event in events:
            got.append(editor.post({'verdict': 'note', 'event': event, 'by': who, 'note': f'of {who}'}).status)
    threads = [threading.Thread(target=say, args=(who,)) for who in ['Ann', 'Ben']]
    for thread in threads:
        thread.start()
    code, _, err = context.run('record', 'add', '-q', record, os.path.join(context.top, 'samples', 'beagle-channel.md'))
    for thread in threads:
        thread.join()
    said = ''.join(corrections(context, record, event) for event in events)
    report.check(code == 0 and got == [303] * 12 and said.count('of Ann') == said.count('of Ben') == 6,
                 'two correct at once, beside record add', f'{code} {err} {got}')


def elsewhere(context, report, record):

    done = subprocess.run([context.binary, 'serve', '--edit', '--host', '0.0.0.0', '--port', '0', record],
                          capture_output=True, timeout=60, cwd=context.top, env=context.env)
    report.check(done.returncode == 1 and b'--edit-anywhere' in done.stderr and done.stderr.count(b'\n') == 1,
                 '--edit beyond loopback is refused', done.stderr)


def run(context, report, folder):
    record = os.path.join(folder, 'edit.db')
    samples = os.path.join(context.top, 'samples')
    code, _, err = context.run('record', 'add', '-q', record, *[os.path.join(samples, n) for n in (
        'egypt-relations-with-israel.txt', 'chronicle.jsonl')])
    if not report.check(code == 0, 'a record to correct', err):
        return
    closed(report, context, record)
    elsewhere(context, report, record)
    with Server(context, context.binary, record, '--rate', '0', '--edit') as server:
        editor = Editor(server)
        let_in(report, server, editor)
        pages(report, server, editor)
        event = events_of(editor.see('/review'))[0]
        refused(context, report, record, server, editor, event)
        kept(context, report, record, server, editor, event)
        at_once(context, report, record, editor)
        code, err = server.end()
        report.check(code == 0 and not err, 'with --edit: it ends with 0', f'{code} {err}')
