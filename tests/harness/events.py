"""Events as one short line for people, and whether a coded event is that one.

    KOR > SUN   SUPPORT  1988-12  asserted  mode=visit via=HUN place=Moscow
    KOR + SUN   CONSULT  1990-06  asserted

`>` from actor to recipient, `+` each to the other (any order, or all as actors). Lists
with commas; `KOR/BUS` asks for the sector too; `SANCTION|COERCE` either type, where two careful
persons might differ; `-` no party with a code, no date; `*` any
date, any modality. `told=1,3`: the sentences of its reports, counted from 1.
"""
import json
import re

LINE = re.compile(r'^(\S+) ([>+]) (\S+)\s+([A-Za-z][\w|-]*)(?:\s+(\S+)(?:\s+(\S+)(.*))?)?$')


def as_list(value):
    return value if isinstance(value, list) else [] if value in (None, '') else [value]


def parties(side):
    """{(code, sector)} of a side as the program prints it."""
    return [(p.get('code') or '', p.get('sector') or '') for p in side or []]


def wanted(text):
    """[(code, sector or None)] of a side as a person writes it."""
    if text in ('-', '?'):
        return []
    return [(p.split('/')[0], p.split('/')[1] if '/' in p else None) for p in text.split(',')]


def holds(want, have):
    return all(any(code == c and sector in (None, s) for c, s in have) for code, sector in want)


def only(want, have):
    """Nobody else with a code."""
    return {c for c, _ in have if c} <= {c for c, _ in want}


def fits_parties(left, way, right, event, exact):
    actor, recipient = parties(event.get('actor')), parties(event.get('recipient'))
    left, right = wanted(left), wanted(right)
    if way == '+':
        both = actor + recipient
        return holds(left + right, both) and (not exact or only(left + right, both))
    return holds(left, actor) and holds(right, recipient) and \
        (not exact or (only(left, actor) and only(right, recipient)))


class Expected:
    def __init__(self, line):
        found = LINE.match(line.strip())
        if not found:
            raise ValueError(f'not an event: {line!r}')
        self.line = ' '.join(line.split())
        (self.left, self.way, self.right, self.type, self.date, self.modality,
         more) = found.groups()
        self.more = dict(m.split('=', 1) for m in (more or '').split())

    def fits(self, event):
        if not set(self.type.split('|')) & set(as_list(event.get('event'))):
            return False
        if not fits_parties(self.left, self.way, self.right, event, exact=True):
            return False
        if self.date not in (None, '*', event.get('date_edtf') or '-'):
            return False
        if self.modality not in (None, '*', event.get('modality')):
            return False
        for name, value in self.more.items():
            if name == 'mode' and value not in as_list(event.get('mode')):
                return False
            if name == 'via' and {c for c, _ in parties(event.get('via'))} != set(value.split(',')):
                return False
            if name == 'place':
                loc = event.get('event_loc') or {}
                if value.replace('_', ' ') not in (loc.get('extracted_place'),
                                                   loc.get('country_code')):
                    return False
            if name == 'context' and not set(value.split(',')) <= set(as_list(event.get('context'))):
                return False
            if name == 'track' and event.get('track') != value:
                return False
            if name == 'rule' and event.get('rule') != value:
                return False
            if name == 'told' and told_in(event) != [int(n) for n in value.split(',')]:
                return False
            if name == 'quantity' and float(value) not in [q.get('value') for q in
                                                            as_list(event.get('quantity'))]:
                return False
        return True


def told_in(event):
    """The sentences that tell of an event, counted from 1."""
    reports = event.get('reports') or [event]
    return [r['text_info']['sequence'] for r in reports]


def show(event):
    def side(entities):
        return ','.join(c + ('/' + s if not c else '') for c, s in parties(entities)) or '-'
    more = f' via={side(event["via"])}' if event.get('via') else ''
    mode = as_list(event.get('mode'))
    more += f' mode={mode[0]}' if mode else ''
    if event.get('reports'):
        more += ' told=' + ','.join(map(str, told_in(event)))
    return (f'{side(event.get("actor"))} > {side(event.get("recipient"))}  '
            f'{"".join(as_list(event.get("event")))}  {event.get("date_edtf") or "-"}  '
            f'{event.get("modality")}{more}  [{event.get("rule")}]')


def code(context, documents, *arguments):
    """Code [(id, text, date or None, ...)] in one call; ({id: [event]}, complaint)."""
    lines = []
    for doc in documents:
        row = {'id': doc[0], 'text': doc[1]}
        if len(doc) > 2 and doc[2]:
            row['date'] = doc[2]
        lines.append(json.dumps(row, ensure_ascii=False))
    status, out, err = context.run('code', '--format', 'jsonl', '--all', '--input', 'jsonl',
                                   *arguments, '-', stdin='\n'.join(lines).encode() + b'\n')
    coded = {}
    for line in out.decode('utf-8', 'replace').splitlines():
        event = json.loads(line)
        coded.setdefault(event.get('doc'), []).append(event)
    said = err.decode('utf-8', 'replace') if status else ''
    return coded, f'exit {status}\n{said[-2000:]}' if status else ''
