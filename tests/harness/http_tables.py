"""Tables and feeds of the reading room as programs take them: whole, named, well-formed."""
import csv
import io
import json
import re
import xml.etree.ElementTree as xml
from urllib.parse import urljoin

ATOM = '{http://www.w3.org/2005/Atom}'
IRI = re.compile(r'[a-z][a-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#\[\]@!$&\'()*+,;=-]|%[0-9A-F]{2})+')
TIME = re.compile(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)')
ELEMENTS = {'feed': {'id', 'title', 'updated', 'author', 'link', 'entry'},
            'entry': {'id', 'title', 'updated', 'link', 'summary'}}
ODD = 'odd/"\u00e4 <&>?#'
FEEDS = ['/listing.atom', '/country/MLT.atom', '/pair/MLT-PER.atom', '/listing.atom?known=1990',
         '/country/MLT.atom?known=1990', '/pair/MLT-PER.atom?known=1800']


def write_input(path):
    """Sixty deeds of one pair, in a document whose id and title are hard to write."""
    deeds = ''.join(f'Malta accused Peru of aggression on {1 + i % 28} June {1920 + i}. ' for i in range(60))
    with open(path, 'w', encoding='utf-8') as f:
        f.write(json.dumps({'id': ODD, 'as_of': '1989', 'title': 'A ]]> <b> & \ufffe \u0085 "c"',
                            'text': deeds}) + '\n')


def one(element, name):
    found = element.findall(ATOM + name)
    return found[0] if len(found) == 1 else None


def faults_of(element, kind):
    """What RFC 4287 has against a feed or an entry."""
    out = [f'{kind} has {child.tag}' for child in element
           if child.tag.removeprefix(ATOM) not in ELEMENTS[kind]]
    for name in ['id', 'title', 'updated']:
        if one(element, name) is None:
            out.append(f'{kind} has not one {name}')
    if out:
        return out
    if not IRI.fullmatch(one(element, 'id').text or ''):
        out.append(f'id {one(element, "id").text!r} is no IRI')
    if not TIME.fullmatch(one(element, 'updated').text or ''):
        out.append(f'updated {one(element, "updated").text!r} is no time')
    if not (one(element, 'title').text or '').strip():
        out.append(f'{kind} has an empty title')
    links = [(link.get('rel', 'alternate'), link.get('type')) for link in element.findall(ATOM + 'link')]
    if len(links) != len(set(links)) or ('alternate', 'text/html') not in links:
        out.append(f'links of the {kind}: {links}')
    return out


def look_at_feed(server, report, path):
    answer = server.ask(path)
    try:
        feed = xml.fromstring(answer.body)
    except xml.ParseError as error:
        report.check(False, f'{path}: well-formed', f'{error}\n{answer}')
        return []
    out = [] if feed.tag == ATOM + 'feed' else [feed.tag]
    entries = feed.findall(ATOM + 'entry')
    out += faults_of(feed, 'feed') + [f for e in entries for f in faults_of(e, 'entry')]
    ids = [one(e, 'id').text for e in [feed, *entries]]
    times = [one(e, 'updated').text for e in entries]
    if len(ids) != len(set(ids)):
        out.append('two have one id')
    if times != sorted(times, reverse=True) or times and one(feed, 'updated').text != times[0]:
        out.append(f'not in order: {one(feed, "updated").text}, {times}')
    if one(feed, 'author') is None or one(one(feed, 'author'), 'name') is None:
        out.append('no author')
    here = 'http://localhost' + path
    links = {link.get('rel'): urljoin(here, link.get('href')) for link in feed.findall(ATOM + 'link')}
    if links.get('self') != here:
        out.append(f'self is {links.get("self")}')
    for element in [feed, *entries]:
        for link in element.findall(ATOM + 'link'):
            to = urljoin(here, link.get('href')).removeprefix('http://localhost')
            if server.ask(to).status != 200:
                out.append(f'{to} is not there')
    report.check(answer.status == 200 and not out, f'{path}: a feed as RFC 4287 has it', out[:5])
    return entries


def run(server, report):
    entries = {path: look_at_feed(server, report, path) for path in FEEDS}
    counts = [len(entries[path]) for path in FEEDS]
    report.check(counts[0] > 3 and counts[1] == counts[2] == 50 and 1 <= counts[3] < counts[0] and counts[4] == 50
                 and counts[5] == 0, 'how many entries feeds have', counts)
    answer = server.ask('/pair/MLT-PER.csv')
    rows = list(csv.DictReader(io.StringIO(answer.body.decode(), newline='')))
    report.check(len(rows) == 60 and rows[0]['unsure'] in ['true', 'false'] and None not in rows[0],
                 'CSV of a pair has all rows', f'{len(rows)} {rows[:1]}')
    report.check(answer.headers.get('content-disposition')
                 == 'attachment; filename="demarche-pair-MLT-PER.csv"' and 'link' not in answer.headers,
                 'CSV of a pair has a name', answer)
    page = server.ask('/pair/MLT-PER.json')
    report.check(page.headers.get('content-disposition') == 'inline; filename="demarche-pair-MLT-PER.json"'
                 and len(json.loads(page.body)['rows']) == 50, 'JSON of a pair has a name', page)
    page = server.ask('/pair/PER-MLT.csv?when=1930&known=1990')
    report.check(page.status == 301 and page.headers.get('location')
                 == '/pair/MLT-PER.csv?when=1930&known=1990', 'a pair the other way round', page)
    empty = server.ask('/pair/MLT-PER.csv?when=1800')
    report.check(empty.status == 200 and empty.body.startswith(b'date,first_day,')
                 and empty.body.count(b'\n') == 1, 'an empty table has its head', empty)
