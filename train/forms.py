"""Inflected forms of English verbs and nouns, for the model's lemma table.

A treebank of 330,000 words has few verbs in all their forms; the scripts that a network
learns from it guess wrongly at the rest ("blamed" -> "blam"). WordNet lists the lemmas and
the irregular forms (index.verb, verb.exc and so on: Debian's wordnet-base); the regular
ones are made here by the rules of spelling.

    forms.table('/usr/share/wordnet') -> {(form, xpos): lemma}

Only what is certain goes in: a form that two lemmas share ("found", "lay") is left to the
network.
"""
import collections
import os

VOWELS = 'aeiou'


def _lemmas(folder, pos):
    """Single lower-case words of index.<pos>."""
    with open(os.path.join(folder, 'index.' + pos), encoding='latin-1') as f:
        for line in f:
            word = line.split(' ', 1)[0]
            if line[0] != ' ' and word.isalpha() and len(word) > 1:
                yield word


def _irregular(folder, pos):
    """{lemma: {form}} of <pos>.exc."""
    out = collections.defaultdict(set)
    with open(os.path.join(folder, pos + '.exc'), encoding='latin-1') as f:
        for line in f:
            form, *lemmas = line.split()
            if len(lemmas) == 1 and form.isalpha():
                out[lemmas[0]].add(form)
    return out


def _with_s(word):
    if word.endswith(('s', 'x', 'z', 'ch', 'sh')):
        return word + 'es'
    if word.endswith('y') and word[-2] not in VOWELS:
        return word[:-1] + 'ies'
    return word + 's'


def _with_ed(word):
    if word.endswith('e'):
        return word + 'd'
    if word.endswith('y') and word[-2] not in VOWELS:
        return word[:-1] + 'ied'
    return word + 'ed'


def _with_ing(word):
    if word.endswith('ie'):
        return word[:-2] + 'ying'
    if word.endswith('e') and not word.endswith(('ee', 'oe', 'ye')):
        return word[:-1] + 'ing'
    return word + 'ing'


def _verb_forms(lemma, irregular):
    """(form, xpos) of one verb. Irregular forms are told apart by their ending."""
    ing = {f for f in irregular if f.endswith('ing')}
    s = {f for f in irregular if f.endswith('s') and f.startswith(lemma[:2])}
    past = irregular - ing - s
    for form in ing or {_with_ing(lemma)}:
        yield form, 'VBG'
    yield _with_s(lemma), 'VBZ'
    for form in past or {_with_ed(lemma)}:
        yield form, 'VBD'
        yield form, 'VBN'


def table(folder):
    found = collections.defaultdict(set)
    irregular = _irregular(folder, 'verb')
    for lemma in _lemmas(folder, 'verb'):
        for form, xpos in _verb_forms(lemma, irregular.get(lemma, set())):
            found[form, xpos].add(lemma)
    irregular = _irregular(folder, 'noun')
    for lemma in _lemmas(folder, 'noun'):
        for form in irregular.get(lemma) or {_with_s(lemma)}:
            found[form, 'NNS'].add(lemma)
    return {key: min(lemmas) for key, lemmas in found.items()
            if len(lemmas) == 1 and key[0] not in lemmas}
