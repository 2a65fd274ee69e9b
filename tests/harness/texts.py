"""tests/golden/texts-*.txt: real kinds of text and what must be right in their trees.

    # comment
    > A line of the text, as it stands on
    > the page: breaks, blanks and hyphens are kept.
    >
    > (`>` alone is an empty line)
    signed < Peru nsubj           Peru hangs on signed as its nsubj
    signed < 3 obl|nmod           one of these relations
    treaty|signed < Chile obl     one of these heads (or dependents)
    signed < Peru#2 conj          the second word Peru of the text; without # the first
    signed < Peru                 whatever the relation
    ROOT < signed                 signed is a root
    MAY = AUX                     the part of speech
    ! plan.1                      no word of the text has this form
    | The talks ended .           these words are one sentence, no more and no fewer
    | The ... talks .             the same; `...` stands for any words

A relation without subtype fits every subtype but `pass`: `nsubj` is no `nsubj:pass`. A
case ends with a blank line. Each is a document of its own and is read as plain text. What
is not said is not judged: `not` hanging on its verb matters to coding, a comma does not.
"""
import glob
import json
import os

SHOWN = 60  # characters of a case's text in its name


class Case:
    def __init__(self, path, line):
        self.path, self.line, self.text, self.expect = path, line, [], []

    @property
    def name(self):
        text = ' '.join(' '.join(self.text).split())
        kind = os.path.basename(self.path)[len('texts-'):-len('.txt')]
        return f'{kind}: {text if len(text) <= SHOWN else text[:SHOWN].rstrip() + " ..."}'


class Word:
    def __init__(self, cells, first):
        self.form, self.upos, self.rel = cells[1], cells[3], cells[7]
        self.head = first + int(cells[6]) - 1 if cells[6] != '0' else None


def read_cases(path):
    cases, case = [], None
    with open(path, encoding='utf-8') as f:
        for number, line in enumerate(f, 1):
            line = line.rstrip('\n')
            if line.startswith('#'):
                continue
            if not line.strip():
                case = None
            elif line.startswith('>'):
                if case is None or case.expect:
                    case = Case(path, number)
                    cases.append(case)
                case.text.append(line[2:] if line.startswith('> ') else line[1:])
            elif case is None:
                raise ValueError(f'{path}:{number}: no text before this line')
            else:
                case.expect.append(line.strip())
    for case in cases:
        if not case.expect:
            raise ValueError(f'{case.path}:{case.line}: nothing is expected')
    names = [c.name for c in cases]
    for case in cases:
        if names.count(case.name) > 1:
            raise ValueError(f'{case.path}:{case.line}: another case begins with these words')
    return cases


def all_cases(context):
    for path in sorted(glob.glob(os.path.join(context.top, 'tests', 'golden', 'texts-*.txt'))):
        yield from read_cases(path)


def documents(conllu):
    """{id: [[Word]]}: the sentences of each document; heads count through the document."""
    found, at, rows = {}, [], 0
    for line in conllu.splitlines():
        cells = line.split('\t')
        if line.startswith('# newdoc id = '):
            at = found[line[len('# newdoc id = '):]] = []
            rows = 0
        elif line.startswith('# text = '):
            at.append([])
        elif len(cells) == 10 and cells[0].isdigit():
            at[-1].append(Word(cells, rows - int(cells[0]) + 1))
            rows += 1
    return found


def parse(context, cases):
    lines = [json.dumps({'id': f'c{i}', 'text': '\n'.join(c.text) + '\n'})
             for i, c in enumerate(cases)]
    status, out, err = context.run('parse', '--input', 'jsonl', '-',
                                   stdin=('\n'.join(lines) + '\n').encode())
    found = documents(out.decode('utf-8', 'replace'))
    complaint = err.decode('utf-8', 'replace') if status else ''
    return [found.get(f'c{i}', []) for i in range(len(cases))], complaint


# ------------------------------------------------------------------------- judging

def words_named(words, names):
    """Indexes of the words that `Peru`, `Peru#2` or `a|b` name, as the text has them."""
    at = []
    for name in names.split('|'):
        form, _, nth = name.partition('#') if len(name) > 1 else (name, '', '')
        same = [i for i, w in enumerate(words) if w.form == form]
        at += same[int(nth) - 1:int(nth)] if nth else same[:1]
    return at


def is_rel(wanted, got):
    if wanted == got:
        return True
    return ':' not in wanted and got.partition(':')[0] == wanted and got != wanted + ':pass'


def holds_arc(words, left, right):
    dependents, relations = right.split()[0], (right.split() + [''])[1]
    if len(right.split()) > 2:
        raise ValueError(f'not an arc: {left}< {right}')
    below = words_named(words, dependents)
    if left == 'ROOT':
        return any(words[i].head is None for i in below)
    heads = words_named(words, left)
    return any(words[i].head in heads and words[i].head is not None and
               (not relations or any(is_rel(r, words[i].rel) for r in relations.split('|')))
               for i in below)


def fits(pattern, forms):
    """Whether the forms are the pattern's, `...` standing for any run of them."""
    if not pattern:
        return not forms
    if pattern[0] == '...':
        return any(fits(pattern[1:], forms[i:]) for i in range(len(forms) + 1))
    return bool(forms) and pattern[0] == forms[0] and fits(pattern[1:], forms[1:])


def holds(line, sentences):
    words = [w for s in sentences for w in s]
    if line.startswith('| '):
        return any(fits(line[2:].split(), [w.form for w in s]) for s in sentences)
    if line.startswith('! '):
        return not words_named(words, line[2:].strip())
    if ' = ' in line:
        name, tag = line.split(' = ')
        return any(words[i].upos == tag.strip() for i in words_named(words, name.strip()))
    left, sign, right = line.partition(' < ')
    if not sign or not right.strip():
        raise ValueError(f'neither arc, tag, absence nor sentence: {line!r}')
    return holds_arc(words, left.strip(), right)


def show(sentences):
    """The trees, a line a sentence: form/tag/relation>head."""
    words = [w for s in sentences for w in s]
    for s in sentences:
        yield '    ' + ' '.join(
            f'{w.form}/{w.upos}/{w.rel}>{"ROOT" if w.head is None else words[w.head].form}'
            for w in s)


def wrong_lines(case, sentences):
    return [line for line in case.expect if not holds(line, sentences)]


def run(context, report, known):
    cases = list(all_cases(context))
    parsed, complaint = parse(context, cases)
    if complaint:
        report.fail('parse of the golden texts', complaint)
    for case, sentences in zip(cases, parsed):
        wrong = wrong_lines(case, sentences)
        where = f'{os.path.relpath(case.path, context.top)}:{case.line}'
        known.result(case.name, not wrong,
                     '\n'.join([where, *(f'  not so: {w}' for w in wrong), *show(sentences)]))
