"""Sentences as flat arrays, and batches of them on whatever device trains.

A distinct form is worked out once (`Forms`); a word is then the number of its form, a
blank before it or not, and what is to be learnt of it (`Store`). Targets of a word are
indexes y and probabilities p, k of each for every group: k is 1 for gold; p is 0
throughout where a target is not known.
"""
import collections

import numpy as np
import torch

import data

GROUPS = ('upos', 'xpos', 'feats', 'scripts', 'ents', 'head', 'rels')
HEAD = GROUPS.index('head')
MOST_PIECES = 8  # of one word; what lies behind in a longer one is not looked at

# Of a batch, T words of its longest sentence and B sentences: words, stat, form (T, B),
# hashed (T, B, k), y and p (T, B, groups, k), mask (T, B, 1). `forms` are the Tables.
Batch = collections.namedtuple('Batch', 'words stat hashed y mask p form forms')
Tables = collections.namedtuple('Tables', 'words stat hashed pieces n_pieces')


class Forms:
    """Every distinct form once: its rows, as `voc.word` tells them, and its pieces."""

    def __init__(self, voc, pieces=None):
        self.voc, self.pieces, self.index = voc, pieces, {}
        self.rows, self.cut, self.done = [], [], None
        self.glue = [voc.glue(False), voc.glue(True)]
        self.ids([''])  # form 0 stands behind the end of a sentence

    def ids(self, forms):
        out = []
        for form in forms:
            k = self.index.get(form)
            if k is None:
                k = self.index[form] = len(self.rows)
                word, stat, hashed = self.voc.word(form)
                self.rows.append((word, stat, *hashed))
                if self.pieces:
                    self.cut.append(self.pieces.of(form)[:MOST_PIECES] if form else [])
            out.append(k)
        return out

    def tables(self, device):
        """Of all forms so far; made anew only when there are new ones."""
        if self.done is None or len(self.done.words) != len(self.rows):
            rows = torch.tensor(self.rows, device=device)
            n = np.array([len(c) for c in self.cut], np.int64)
            cut = np.zeros((len(n), MOST_PIECES), np.int64)
            for i, c in enumerate(self.cut):
                cut[i, :len(c)] = c
            self.done = Tables(rows[:, 0].contiguous(), rows[:, 1].contiguous(),
                               rows[:, 2:].contiguous(), torch.from_numpy(cut).to(device),
                               torch.from_numpy(n).to(device))
        return self.done


def targets(s, voc, forms):
    """(n, groups): indexes of a data.Sentence shown as `forms`, -1 where unknown."""
    script = [voc.scripts.get(data.lemma_script(f, l)) for f, l in zip(forms, s.lemmas)]
    return [(voc.upos.get(s.upos[i]), voc.xpos.get(s.xpos[i]), voc.feats.get(s.feats[i]),
             script[i], voc.ents.get(s.ents[i]), s.heads[i], voc.rels.get(s.rels[i]))
            for i in range(len(forms))]


class Store:
    """n (S), form and glue (N), y (N, groups, k), p likewise: S sentences of N words."""

    def __init__(self, n, form, glue, y, p, device='cpu'):
        put = lambda a, kind: torch.as_tensor(np.asarray(a), dtype=kind).to(device)
        self.n = np.asarray(n, np.int64)
        self.start = put(np.concatenate([[0], np.cumsum(self.n)[:-1]]) if len(self.n)
                         else np.zeros(0), torch.int64)
        self.form, self.glue = put(form, torch.int32), put(glue, torch.bool)
        self.y, self.p = put(y, torch.int16), put(p, torch.float16)
        self.device = device

    @classmethod
    def of(cls, sentences, voc, forms, shown=None, device='cpu'):
        """Of data.Sentences; shown[i], where it is not None, are forms to show instead."""
        shown = [o or s.forms for s, o in zip(sentences, shown or [None] * len(sentences))]
        y = np.array([t for s, o in zip(sentences, shown) for t in targets(s, voc, o)],
                     np.int16).reshape(-1, len(GROUPS), 1)
        return cls([len(o) for o in shown], [k for o in shown for k in forms.ids(o)],
                   [g for s in sentences for g in s.glue], y, y >= 0, device)

    @classmethod
    def unlabelled(cls, sentences, forms, device='cpu'):
        """Of (forms, glue)."""
        words = sum(len(f) for f, _ in sentences)
        none = np.zeros((words, len(GROUPS), 1), np.int16)
        return cls([len(f) for f, _ in sentences],
                   [k for f, _ in sentences for k in forms.ids(f)],
                   [g for _, glue in sentences for g in glue], none, none, device)

    @property
    def words(self):
        return int(self.n.sum())

    def sample(self, words, rng):
        """Numbers of sentences with about so many words, all where there are fewer."""
        order = rng.permutation(len(self.n))
        return order[:int(np.searchsorted(np.cumsum(self.n[order]), words)) + 1]

    def rows_of(self, ids):
        """(T, B) row of each word, and whether there is one."""
        ids = np.asarray(ids)
        n = torch.from_numpy(self.n[ids]).to(self.device)
        t = torch.arange(int(self.n[ids].max()), device=self.device)[:, None]
        live = t < n
        at = self.start[torch.from_numpy(ids).to(self.device)] + torch.minimum(t, n - 1)
        return at, live

    def batch(self, ids, forms):
        at, live = self.rows_of(ids)
        tables = forms.tables(self.device)
        form = torch.where(live, self.form[at].long(), 0)
        no_row = forms.voc.buckets
        glue = torch.where(self.glue[at], forms.glue[1], forms.glue[0])
        hashed = torch.cat([tables.hashed[form], glue.unsqueeze(2)], 2)
        hashed = torch.where(live.unsqueeze(2), hashed, no_row)
        return Batch(tables.words[form], tables.stat[form], hashed, self.y[at].long().clamp(min=0),
                     live.unsqueeze(2).float(),
                     self.p[at].float() * live[:, :, None, None], form, tables)


def batches(n, size, rng):
    """Sentences (their lengths n) of like length together, `size` words in a batch with
    what fills it up; in random order. -> [array of numbers]"""
    order = np.argsort(n + rng.random(len(n)) * 3, kind='stable')
    out, begin = [], 0
    for i in range(1, len(order) + 1):
        if i == len(order) or n[order[i]] * (i - begin + 1) > size:
            out.append(order[begin:i])
            begin = i
    rng.shuffle(out)
    return out
