"""tests/golden/mentions/who.txt: whom pronouns, roles and plurals stand for."""
import json
import os
import re

PATH = 'tests/golden/mentions/who.txt'

CODES = re.compile(r'[A-Z]{3}( [A-Z]{3})*$')
LEAST = 90.0  # of a hundred questions must be answered


def read(path):
    """[{date, speaker, text, asked: [(line, words, number, who, known to fail)]}]"""
    documents = []
    with open(path, encoding='utf-8') as f:
        for number, line in enumerate(f, 1):
            line = line.rstrip('\n')
            if line.startswith('='):
                date, _, speaker = (part.strip() for part in line[1:].partition('|'))
                documents.append({'date': date, 'speaker': speaker, 'text': '', 'asked': []})
            elif line.startswith('>'):
                words, _, who = (part.strip() for part in line.lstrip('>?').partition(' : '))
                words, _, nth = words.partition('#')
                documents[-1]['asked'].append((number, words, int(nth or 1), who,
                                               line.startswith('>?')))
            elif line and not line.startswith('#'):
                documents[-1]['text'] += line + '\n'
    return documents


def find(mentions, words, nth):
    """The nth mention with just these words, else the nth that ends with them."""
    for fits in (lambda m: m['text'] == words, lambda m: m['text'].endswith(' ' + words)):
        found = [m for m in mentions if fits(m)]
        if len(found) >= nth:
            return found[nth - 1]
    return None


def answer(mention, who):
    """What is made of it, in the terms of the question."""
    if who == 'nobody':
        codes = mention and (mention.get('code') or mention.get('members'))
        return 'somebody' if codes else 'nobody'
    if mention is None:
        return 'no such mention'
    if not CODES.match(who):
        return mention.get('name', '')
    codes = [m.get('code', '?') for m in mention.get('members', [])] or [mention.get('code', '')]
    return ' '.join(sorted(codes))


def judge(d, mentions):
    """[(question, right, got)]"""
    for line, words, nth, who, known in d['asked']:
        got = answer(find(mentions, words, nth), who)
        want = ' '.join(sorted(who.split())) if CODES.match(who) else who
        yield f'{PATH}:{line}: {words} is {want}', got == want, got, known


def run(context, report):
    """Each question must be answered, but for those marked `>?`; and enough of all."""
    documents = read(os.path.join(context.top, PATH))
    given = ''.join(json.dumps({'id': str(i), 'date': d['date'], 'text': d['text'],
                                **({'speaker': d['speaker']} if d['speaker'] else {})}) + '\n'
                    for i, d in enumerate(documents))
    status, out, err = context.run('actors', '-q', '--input', 'jsonl', '-', stdin=given.encode())
    if status:
        report.fail(PATH, err.decode('utf-8', 'replace'))
        return
    made = {}
    for row in map(json.loads, out.decode().splitlines()):
        made.setdefault(row['doc'].split('#')[-1], []).append(row)
    asked = right = 0
    for i, d in enumerate(documents):
        for question, good, got, known in judge(d, made.get(str(i), [])):
            asked += 1
            right += good
            if known and good:
                report.fail(question, 'answered now: take the ? off')
            elif known:
                report.known += 1
            else:
                report.check(good, question, f'not {got}')
    share = 100 * right / max(1, asked)
    report.check(asked >= 120, f'{asked} questions in who.txt', 'at least 120')
    report.check(share >= LEAST, f'{share:.1f} % of who.txt right', f'at least {LEAST:.0f}')
