"""A server under test, and requests as bytes: what a client library would put right is sent as it
is."""
import os
import re
import signal
import socket
import subprocess
import tempfile
import time
import zlib

LIMIT = 20  # seconds for whatever has to happen


class Server:
    """`serve` on a port that is free; `with` ends it. `before` is called in it as it begins."""

    def __init__(self, context, binary, record, *options, before=None):
        self.folder = tempfile.mkdtemp(prefix='demarche-http-')
        self.log = os.path.join(self.folder, 'log')
        self.process = subprocess.Popen(
            [binary, 'serve', '--port', '0', '--log', self.log, *options, record],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=context.top, env=context.env,
            preexec_fn=before, restore_signals=before is None)
        self.said = self.process.stderr.readline().decode()
        found = re.search(r'http://[^ ]*:(\d+)/ \(Ctrl-C ends it\)$', self.said.strip())
        if not found:
            self.process.kill()
            raise RuntimeError(f'it does not say where it listens: {self.said}')
        self.port = int(found.group(1))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()

    def end(self, how=signal.SIGTERM):
        """(exit status, stderr); `how` None: it was told already."""
        if how and self.process.poll() is None:
            self.process.send_signal(how)
        try:
            _, err = self.process.communicate(timeout=LIMIT + 10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            _, err = self.process.communicate()
            return -99, err.decode('utf-8', 'replace')
        return self.process.returncode, err.decode('utf-8', 'replace')

    def connect(self, limit=LIMIT):
        s = socket.create_connection(('127.0.0.1', self.port), timeout=limit)
        s.settimeout(limit)
        return s

    def memory(self):
        """KiB that it has in memory."""
        with open(f'/proc/{self.process.pid}/status', encoding='ascii') as f:
            return int(re.search(r'VmRSS:\s+(\d+)', f.read()).group(1))

    def ask(self, path='/', method='GET', host='localhost', **headers):
        """One request on a connection of its own."""
        with self.connect() as s:
            s.sendall(request(path, method, host, connection='close', **headers))
            return Answer(read_all(s), method == 'HEAD')

    def send(self, raw, limit=LIMIT):
        """Bytes as they are; what comes until the end, or until nothing comes."""
        with self.connect(limit) as s:
            try:
                s.sendall(raw)
                s.shutdown(socket.SHUT_WR)
            except OSError:
                pass  # it may be refused before it is whole
            return read_all(s)

    def log_lines(self, n=0):
        """When there are `n`, or after a while."""
        until, lines = time.monotonic() + LIMIT, []
        while time.monotonic() < until:
            with open(self.log, 'rb') as f:
                lines = f.read().split(b'\n')[:-1]
            if len(lines) >= n:
                break
            time.sleep(0.02)
        return lines


def request(path='/', method='GET', host='localhost', **headers):
    lines = [f'{method} {path} HTTP/1.1', f'Host: {host}']
    lines += [f'{name.replace("_", "-")}: {value}' for name, value in headers.items()]
    return '\r\n'.join(lines).encode() + b'\r\n\r\n'


def read_all(s):
    out = b''
    try:
        while True:
            more = s.recv(1 << 16)
            if not more:
                break
            out += more
    except OSError:
        pass
    return out


class Answer:
    """A response taken apart; `rest` is what follows it."""

    def __init__(self, raw, no_body=False):
        head, _, rest = raw.partition(b'\r\n\r\n')
        lines = head.decode('latin-1').split('\r\n')
        first = re.fullmatch(r'HTTP/1\.1 (\d{3}) .*', lines[0])
        self.status = int(first.group(1)) if first else 0
        self.pairs = [tuple(p.strip() for p in line.split(':', 1)) for line in lines[1:]]
        self.headers = {name.lower(): value for name, value in self.pairs}
        n = int(self.headers.get('content-length', -1))
        self.whole = n >= 0 or self.status == 304
        empty = no_body or self.status == 304
        self.body, self.rest = (b'', rest) if empty else (rest[:max(n, 0)], rest[max(n, 0):])
        self.whole = self.whole and (empty or len(self.body) == n)

    def plain(self):
        packed = self.headers.get('content-encoding') == 'gzip'
        return zlib.decompress(self.body, 31) if packed else self.body

    def __str__(self):
        return f'{self.status} {self.pairs} {self.body[:200]!r}'
