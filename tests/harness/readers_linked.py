"""Readers of the outputs that link events to words, places and each other: Web Annotation,
PROV-JSON, FollowTheMoney, data package, GeoJSON, GraphML, GEXF, TimeML, CoNLL-U."""
import filecmp
import json
import os
import xml.etree.ElementTree

# Those whose JSON is checked against tests/readers/NAME.schema.json, one value a line.
JSON_OUTPUTS = ['annotation', 'prov', 'ftm', 'geojson']

AJV = r'''
const fs = require('fs'), Ajv = require('ajv/dist/2020').default;
const [schema, ...files] = process.argv.slice(1);
const check = new Ajv({strict: false, allErrors: true}).compile(
    JSON.parse(fs.readFileSync(schema)));
let bad = 0, n = 0;
for (const file of files) {
    const text = fs.readFileSync(file, 'utf8');
    let values;
    try { values = [JSON.parse(text)]; }
    catch (e) { values = text.split('\n').filter(l => l).map(l => JSON.parse(l)); }
    for (const value of values) {
        n++;
        if (!check(value) && bad++ < 3)
            console.log(JSON.stringify(check.errors.slice(0, 3)), JSON.stringify(value).slice(0, 500));
    }
}
process.exit(bad || !n ? 1 : 0);
'''


def ajv(room, report):
    folder = room.node('ajv')
    if not folder:
        report.skip('ajv', 'it cannot be installed here')
        return
    schemas = os.path.join(room.context.top, 'tests', 'readers')
    cases = [(name, room.export(name)) for name in JSON_OUTPUTS]
    cases.append(('datapackage', os.path.join(room.export('frictionless', several=True),
                                              'datapackage.json')))
    for name, path in cases:
        room.script(report, f'ajv: {name}', ['node', '-e', AJV,
                    os.path.join(schemas, f'{name}.schema.json'), path], cwd=folder)


# Each reader in Python: packages, and a script that gets the path and the JSONL of the same
# events.
SCRIPTS = {
    'prov': (('prov',), r'''
import json, sys
from prov.model import ProvDocument
path, jsonl = sys.argv[1:3]
events = [json.loads(line) for line in open(jsonl, encoding='utf-8')]
doc = ProvDocument.deserialize(path, format='json')
again = ProvDocument.deserialize(content=doc.serialize(format='json'), format='json')
assert doc == again
for e in events:
    event, = doc.get_record('dm:event-' + e['id'])
    assert e['event'][0] == str(next(iter(event.get_attribute('dm:event'))))
assert len(events) > 10
'''),
    'ftm': (('followthemoney',), r'''
import json, sys
from followthemoney import model
path, jsonl = sys.argv[1:3]
events = {json.loads(line)['id']: json.loads(line) for line in open(jsonl, encoding='utf-8')}
entities = [json.loads(line) for line in open(path, encoding='utf-8')]
ids = {e['id']: model.get(e['schema']) for e in entities}
seen = 0
for e in entities:
    proxy = model.get_proxy(e, cleaned=False)
    proxy.schema.validate(e)
    kept = proxy.to_dict()['properties']
    for name, values in e['properties'].items():
        assert sorted(set(values)) == sorted(kept.get(name, [])), (name, values, kept.get(name))
        prop = proxy.schema.get(name)
        for value in values if prop.range else []:
            assert ids[value].is_a(prop.range), (name, value)
    if e['schema'] == 'Event':
        event = events[e['properties']['recordId'][0]]
        assert e['properties'].get('startDate', [None])[0] == event.get('date')
        seen += 1
assert seen == len(events) > 10
'''),
    'geojson': (('geojson',), r'''
import json, sys
import geojson
path, jsonl = sys.argv[1:3]
events = {json.loads(line)['id']: json.loads(line) for line in open(jsonl, encoding='utf-8')}
places = geojson.load(open(path, encoding='utf-8'))
assert places.is_valid, places.errors()
located = [f for f in places.features if f.geometry]
assert len(places.features) == len(events) > 10 and located
assert places['demarche']['located'] == len(located)
for f in places.features:
    at = events[f.id].get('event_loc', {})
    assert bool(f.geometry) == ('lat' in at)
    if f.geometry:
        assert f.geometry.coordinates == [round(at['lon'], 6), round(at['lat'], 6)]
        west, south, east, north = places['bbox']
        assert west <= at['lon'] <= east and south <= at['lat'] <= north
'''),
    'graphml': (('networkx',), r'''
import json, sys
import networkx
path, jsonl = sys.argv[1:3]
NETWORK
graph = networkx.read_graphml(path)
edges = {(graph.nodes[a]['label'], graph.nodes[b]['label']): d['events']
         for a, b, d in graph.edges(data=True)}
assert edges == expected(jsonl), (edges, expected(jsonl))
for a, b, d in graph.edges(data=True):
    assert d['weight'] == d['events'] >= d['dated']
    assert d['events'] == sum(d[q] for q in ('verbal_cooperation', 'material_cooperation',
                              'verbal_conflict', 'material_conflict', 'no_quad'))
'''),
    'gexf': (('networkx',), r'''
import json, sys
import networkx
path, jsonl = sys.argv[1:3]
NETWORK
graph = networkx.read_gexf(path)
edges = {(graph.nodes[a]['label'], graph.nodes[b]['label']): d['events']
         for a, b, d in graph.edges(data=True)}
assert edges == expected(jsonl), (edges, expected(jsonl))
assert any('start' in d and d['start'] <= d['end'] for _, _, d in graph.edges(data=True))
'''),
    'conllu': (('conllu',), r'''
import sys
import conllu
n = 0
for sentence in conllu.parse_incr(open(sys.argv[1], encoding='utf-8')):
    n += 1
    assert sum(1 for t in sentence if t['head'] == 0) == 1
    sentence.to_tree()
assert n > 20
'''),
}

# What the network must be, reckoned from JSONL: an edge counts once for an event. Which events
# are mutual JSONL does not say: an edge back is one where its way there is.
NETWORK = r'''
def label(party):
    name = party.get('identifier_text') or party['entity_text']
    return party.get('code') or ' '.join(name.split())

class Counted(dict):
    def __eq__(self, edges):
        there = all(edges.get(pair, 0) >= n for pair, n in self.items())
        return there and all(pair in self or pair in self.may for pair in edges)

def expected(jsonl):
    counts = Counted()
    counts.may = set()
    for line in open(jsonl, encoding='utf-8'):
        e = json.loads(line)
        actors, recipients = ([label(p) for p in e[k]] for k in ('actor', 'recipient'))
        for pair in {(a, b) for a in actors for b in recipients}:
            counts[pair] = counts.get(pair, 0) + 1
            counts.may.add(pair[::-1])
        if not recipients:
            counts.may |= {(a, b) for a in actors for b in actors}
    assert len(counts) > 5
    return counts
'''


def scripts(room, report):
    for output, (packages, script) in SCRIPTS.items():
        python = room.python(*packages)
        if not python:
            report.skip(', '.join(packages), 'it cannot be installed here')
            continue
        room.script(report, f'{", ".join(packages)}: {output}', [
            python, '-c', script.replace('NETWORK', NETWORK), room.export(output),
            room.export('jsonl')])


# The package is valid, its rows are as many as it says, and the events can be made of it again.
PACKAGE = r'''
import csv, json, os, sys
import duckdb, frictionless
folder, jsonl = sys.argv[1:3]
os.chdir(folder)
found = frictionless.validate('datapackage.json')
assert found.valid, found.flatten(['type', 'note'])
package = json.load(open('datapackage.json', encoding='utf-8'))
for resource in package['resources']:
    count, = duckdb.sql(f"select count(*) from read_csv('{resource['path']}', header=true, "
                        "all_varchar=true, strict_mode=true)").fetchall()[0]
    assert count == resource['rows'], (resource['name'], count, resource['rows'])
def table(name):
    with open(name + '.csv', encoding='utf-8', newline='') as f:
        return list(csv.DictReader(f))
events = {e['id']: {'actor': [], 'recipient': [], 'via': [], 'quantity': [], **e}
          for e in table('events')}
for p in table('parties'):
    events[p['event']][p['role']].append(
        (p['text'], p['code'], p['sector'], p['name'], p['office'], p['start'], p['end']))
for q in table('quantities'):
    events[q['event']]['quantity'].append((q['text'], float(q['value']), q['start']))
titles = {d['id']: d['title'] for d in table('documents')}
lines = [json.loads(line) for line in open(jsonl, encoding='utf-8')]
assert len(lines) == len(events) > 10
for e in lines:
    row = events[e['id']]
    for role in ('actor', 'recipient', 'via'):
        assert row[role] == [(p['entity_text'], p.get('code', ''), p.get('sector', ''),
                              p.get('identifier_text', ''), p.get('office', ''),
                              str(p['start']), str(p['end'])) for p in e.get(role, [])]
    assert row['quantity'] == [(q['text'], q['value'], str(q['start']))
                               for q in e.get('quantity', [])]
    assert [row['event']] == e['event'] and row['date'] == e.get('date', '')
    assert row['date_edtf'] == e.get('date_edtf', '')
    assert int(row['reports']) == max(1, len(e.get('reports', [])))
    assert titles[row['document']] == e.get('cite_info', {}).get('title', '')
'''


def package(room, report):
    python = room.python('frictionless', 'duckdb')
    if not python:
        report.skip('frictionless, duckdb', 'they cannot be installed here')
        return
    room.script(report, 'frictionless, duckdb: the data package', [
        python, '-c', PACKAGE, room.export('frictionless', several=True),
        room.export('jsonl')])


def annotations(room, report):
    """The body is the event of JSONL; each selector finds its words in the text as Python
    counts them, in characters."""
    with open(room.export('annotation'), encoding='utf-8') as f:
        notes = [json.loads(line) for line in f]
    events = {e['id']: e for e in room.lines()}
    same = [note['body'][-1]['coding'] == events[note['body'][-1]['coding']['id']]
            for note in notes]
    report.check(len(same) == len(events) and all(same),
                 'annotation: what was coded comes back whole')
    with open(room.accounts, encoding='utf-8') as f:
        texts = {d['id']: d['text'] for d in map(json.loads, f)}
    wrong, looked_at = [], 0
    for note in notes:
        text = texts.get(note['body'][-1]['coding']['doc'])
        for target in note['target'] if text else []:
            position, quote = target['selector']
            looked_at += 1
            around = quote['prefix'] + quote['exact'] + quote['suffix']
            if text[position['start']:position['end']] != quote['exact'] or around not in text:
                wrong.append(target)
    report.check(looked_at > 20 and not wrong, 'annotation: positions are of characters',
                 wrong[:2] or looked_at)


def timeml(room, report):
    """The text of each document is whole, and as many times are marked as `times` finds."""
    root = xml.etree.ElementTree.parse(room.export('timex3')).getroot()
    ids = [t.get('tid') for t in root.iter('TIMEX3')]
    report.check(len(ids) > 10 and len(set(ids)) == len(ids),
                 'ElementTree: timex3, each time has a number of its own')
    _, out, _ = room.context.run('times', '-q', room.accounts)
    times = {}
    for line in out.decode('utf-8').splitlines():
        doc = json.loads(line)['doc']
        times[doc] = times.get(doc, 0) + 1
    with open(room.accounts, encoding='utf-8') as f:
        accounts = [json.loads(line) for line in f]
    documents = {d.findtext('DOCID'): d for d in root.iter('TimeML')}
    wrong = []
    for account in accounts:
        text = documents[account['id']].find('TEXT')
        day = documents[account['id']].findtext('DCT/TIMEX3') or ''
        if ''.join(text.itertext()) != account['text'] or day != account.get('date', '') or \
                len(list(text)) != times.get(account['id'], 0):
            wrong.append(account['id'])
    report.check(not wrong, 'ElementTree: timex3, texts are whole and all times are marked',
                 wrong)


def again(room, report):
    """The same input gives the same bytes."""
    several = ('frictionless',)
    for output in (*JSON_OUTPUTS, 'graphml', 'gexf', 'timex3', *several):
        first = room.export(output, several=output in several)
        second = room.export_again(output, several=output in several)
        names = sorted(os.listdir(first)) if output in several else ['']
        same = all(filecmp.cmp(os.path.join(first, n) if n else first,
                               os.path.join(second, n) if n else second, shallow=False)
                   for n in names)
        report.check(same, f'{output}: a second export is the same')


READERS = [ajv, scripts, package, annotations, timeml, again]
