"""Requests that nobody should send, drawn by a seed."""

HOST = b'Host: localhost\r\n'
GOOD = b'GET / HTTP/1.1\r\n' + HOST + b'\r\n'
NESTED = b'GET /smuggled HTTP/1.1\r\n' + HOST + b'\r\n'

CLIMBS = ['../', '..\\', '%2e%2e/', '%2e%2e%2f', '..%2f', '..%5c', '%252e%252e%252f', '..;/',
          '.%00./', '%c0%ae%c0%ae/', '%e0%80%ae/', '....//', '.%0d./', '%uff0e%uff0e/',
          '/./', '//', '\\\\']
ESCAPES = ['%', '%%', '%0', '%zz', '%0g', '%00', '%0a', '%0d%0aSet-Cookie:x', '%ff', '%fe%ff',
           '%c3', '%c3%28', '%ed%a0%80', '%f4%90%80%80', '%u0041', '+%', '%25', '%2', '&#x41;',
           '<script>alert(1)</script>', '"onload="x', '\'', '{{', '$(id)', '`id`', '\x7f']
NAMES = ['country', 'document', 'pair', 'actor', 'place', 'event', 'rule', 'run', 'codebook',
         'search', 'compare', 'work', 'static', 'healthz', 'long', 'to', '']
KEYS = ['q', 'when', 'page', 'known', 'type', 'limit', 'offset', 'at', 'a', 'b', '']


def path_of(r):
    """A path with something wrong in it."""
    parts = ['']
    for _ in range(r.randint(1, 6)):
        parts.append(r.choice([r.choice(NAMES), r.choice(ESCAPES), r.choice(CLIMBS) * r.randint(1, 9),
                               str(r.randint(-9, 10**22)), 'etc/passwd', 'x' * r.randint(0, 300)]))
    return '/'.join(parts)


def query_of(r):
    return '&'.join(f'{r.choice(KEYS)}{r.choice(["=", "", "=="])}{r.choice(ESCAPES) * r.randint(0, 5)}'
                    f'{r.randint(-5, 10**20)}' for _ in range(r.randint(1, 30)))


def line_bytes(r, n):
    """Bytes that do not end a line."""
    return bytes(r.choice([r.randint(0, 255), r.randint(32, 126)]) for _ in range(n)).replace(
        b'\n', b'.')


def bad_address(r):
    query = '?' + query_of(r) if r.random() < 0.5 else ''
    path = (path_of(r) + query).encode('latin-1')
    return b'GET ' + path + b' HTTP/1.1\r\n' + HOST + b'\r\n'


def bad_line(r):
    method = r.choice([b'GET', b'get', b'', b'G\0T', b'GET' * 500, b'PRI', b'DELETE', b'TRACE',
                       b'CONNECT', b'\xff\xfe', line_bytes(r, 12)])
    target = r.choice([b'/', b'*', b'', b'/ /', b'/\0', b'//', b'http://other.example/', b'/#x',
                       b'localhost:80', b'/' + b'a' * r.randint(1, 60000), line_bytes(r, 20)])
    version = r.choice([b'HTTP/1.1', b'HTTP/1.0', b'HTTP/0.9', b'HTTP/2.0', b'HTTP/11', b'http/1.1',
                        b'HTTP/1.1 HTTP/1.1', b'', b'HTTP/-1.-1', line_bytes(r, 9)])
    end = r.choice([b'\r\n', b'\n', b'\r', b'\r\r\n', b'\0\r\n'])
    blank = r.choice([b' ', b'  ', b'\t', b'\x0b'])
    return method + blank + target + blank + version + end + HOST + b'\r\n'


def bad_headers(r):
    header = r.choice([
        b'X: ' + b'a' * r.randint(1, 70000), b'X' * r.randint(1, 40000) + b': a', b': empty',
        b'No colon at all', b' folded: x', b'X:\tx\r\n\tfolded', b'X: a\0b', b'X\0Y: a',
        b'X : a', b'X: \xff\xfe', b'\r', b'X: a\rY: b', line_bytes(r, r.randint(1, 200)),
        b'\r\n'.join(b'X-%d: y' % i for i in range(r.randint(100, 3000))),
        b'Accept-Encoding: ' + line_bytes(r, 50), b'If-None-Match: ' + line_bytes(r, 50),
        b'Range: bytes=' + line_bytes(r, 20), b'Cookie: ' + b'a=b; ' * 3000,
        b'Expect: 100-continue', b'Expect: 200-ok', b'Upgrade: websocket\r\nConnection: Upgrade'])
    return b'GET / HTTP/1.1\r\n' + HOST + header + b'\r\n\r\n'


def smuggled(r):
    heads = [b'Content-Length: 6\r\nContent-Length: 5', b'Content-Length: 5',
             b'Content-Length: -1', b'Content-Length: +5', b'Content-Length: 0x5',
             b'Content-Length: 5, 5', b'Content-Length: 99999999999999999999999', b'Content-Length:',
             b'Content-Length : 5', b'Content-Length: 5\r\nTransfer-Encoding: chunked',
             b'Transfer-Encoding: chunked', b'Transfer-Encoding : chunked',
             b'Transfer-Encoding: xchunked', b'Transfer-Encoding: chunked, identity',
             b'Transfer-Encoding:\tchunked', b'Transfer-Encoding: chunked\r\nTransfer-Encoding: x',
             b'X: y\nTransfer-Encoding: chunked', b'Content-Length: 0\r\nContent-Length: 40']
    chunk = r.choice([b'', b'0\r\n\r\n', b'5\r\nabcde\r\n0\r\n\r\n', b'-1\r\n', b'ffffffffffffffff\r\n',
                      b'0x5\r\nabcde\r\n', b'5;a=b\r\nabcde\r\n0\r\n\r\n', b'zz\r\n', b'abcde'])
    method = r.choice([b'GET', b'POST', b'HEAD', b'PUT', b'OPTIONS'])
    return method + b' / HTTP/1.1\r\n' + HOST + r.choice(heads) + b'\r\n\r\n' + chunk + NESTED


def bad_host(r):
    hosts = [b'', b'evil.example', b'localhost.evil.example', b'localhost@evil.example',
             b'evil.example:80', b'127.0.0.1.evil.example', b'[::1', b'[::]', b'0.0.0.0',
             b'localhost:99999999', b'localhost:x', b'localhost/../', b'local host', b'localhost\0',
             b'localhost, evil.example', b'2130706433', b'0x7f.1', b'%6cocalhost', b'a' * 3000]
    lines = b''.join(b'Host: ' + r.choice(hosts) + b'\r\n' for _ in range(r.randint(0, 3)))
    return b'GET / HTTP/1.1\r\n' + lines + b'\r\n'


def noise(r):
    return r.choice([
        lambda: line_bytes(r, r.randint(1, 3000)), lambda: b'\0' * r.randint(1, 5000),
        lambda: b'\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03' + line_bytes(r, 300),
        lambda: b'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', lambda: b'\r\n' * r.randint(1, 500) + GOOD,
        lambda: GOOD[:r.randint(1, len(GOOD) - 1)], lambda: GOOD * r.randint(2, 60) + b'\0',
        lambda: b'GET /?' + b'a&' * r.randint(1, 8000) + b' HTTP/1.1\r\n' + HOST + b'\r\n'])()


def cut_or_changed(r):
    """A good request with some of its bytes changed, left out or put in."""
    raw = bytearray(b'GET /search?q=treaty HTTP/1.1\r\n' + HOST + b'Accept: */*\r\n\r\n')
    for _ in range(r.randint(1, 6)):
        at = r.randrange(len(raw))
        raw[at:at + r.randint(0, 3)] = line_bytes(r, r.randint(0, 3))
    return bytes(raw)


KINDS = [bad_address, bad_address, bad_line, bad_headers, smuggled, bad_host, noise, cut_or_changed]


def draw(r):
    """(its kind, its bytes)"""
    kind = r.choice(KINDS)
    return kind.__name__, kind(r)
