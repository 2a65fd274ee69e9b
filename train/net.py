"""The network: words' rows -> gated recurrent blocks -> tags, lemma scripts, arcs, labels.

Shapes: T words of the longest sentence, B sentences, d the width of the trunk.
docs/MODEL-FORMAT.md has the same computation as formulas.
"""
import torch
from torch import nn
import torch.nn.functional as F


class Linear(nn.Linear):
    """A layer that, once `seven` is set, trains on what seven bits leave of its weights and
    inputs (docs/MODEL-FORMAT.md); gradients pass as if nothing had been rounded."""

    seven = False

    def forward(self, x):
        w = self.weight
        if self.seven and self.training:
            w, x = (v + (rounded(v) - v).detach() for v in (w, x))
        return F.linear(x, w, self.bias)


def rounded(rows):
    scale = rows.abs().amax(-1, keepdim=True).clamp(min=1e-30) / 63
    return (rows / scale).round() * scale


class Scan(torch.autograd.Function):
    """c[t] = f[t] * c[t-1] + b[t] over the first axis; shapes (T, B, h)."""

    @staticmethod
    def forward(ctx, f, b):
        c = torch.empty_like(b)
        last = torch.zeros_like(b[0])
        for t in range(b.shape[0]):
            torch.addcmul(b[t], f[t], last, out=c[t])
            last = c[t]
        ctx.save_for_backward(f, c)
        return c

    @staticmethod
    def backward(ctx, grad):
        f, c = ctx.saved_tensors
        db = torch.empty_like(grad)
        last = grad[-1]
        db[-1] = last
        for t in range(grad.shape[0] - 2, -1, -1):
            torch.addcmul(grad[t], f[t + 1], last, out=db[t])
            last = db[t]
        df = torch.zeros_like(f)
        torch.mul(db[1:], c[:-1], out=df[1:])
        return df, db


class Block(nn.Module):
    """Norm, depthwise convolution, scans in both directions, gate, mix; residual."""

    def __init__(self, d, taps, drop):
        super().__init__()
        self.norm = nn.LayerNorm(d)
        conv = torch.zeros(taps, d)
        conv[taps // 2] = 1.0
        self.conv = nn.Parameter(conv + 0.05 * torch.randn(taps, d))
        self.gates = Linear(d, 3 * d)
        with torch.no_grad():  # forget gates begin at a spread of time scales
            self.gates.bias[d:2 * d].copy_(torch.linspace(-1, 3, d // 2).repeat(2))
        self.mix = Linear(d, d)
        self.drop = drop

    def forward(self, x, mask):  # (T, B, d), (T, B, 1)
        T, B, d = x.shape
        u = self.norm(x) * mask
        k = self.conv.shape[0] // 2
        p = F.pad(u, (0, 0, 0, 0, k, k))
        v = sum(p[j:j + T] * self.conv[j] for j in range(2 * k + 1))
        z, f, o = self.gates(v).float().split(d, dim=2)
        f = torch.sigmoid(f)
        b = (1 - f) * z * mask
        y = turned(Scan.apply(turned(f), turned(b))) * torch.sigmoid(o)
        y = shared_dropout(y, self.drop, self.training)
        return x + self.mix(y)


def turned(x):
    """The second half of the channels from the last word to the first, and back again."""
    left, right = x.chunk(2, 2)
    return torch.cat([left, right.flip(0)], 2)


def shared_dropout(x, p, training):
    """Dropout with one mask for all words of a sentence."""
    if not training or p == 0:
        return x
    return x * torch.empty_like(x[:1]).bernoulli_(1 - p).div_(1 - p)


class Net(nn.Module):
    def __init__(self, cfg, static=None):
        super().__init__()
        self.cfg = cfg
        e, d = cfg['e'], cfg['d']
        self.words = nn.Embedding(cfg['n_trained'], e)  # row 0: not in the vocabulary
        self.hashed = nn.Embedding(cfg['buckets'] + 1, e)  # the last row: no feature
        nn.init.normal_(self.words.weight, std=0.1)
        nn.init.zeros_(self.hashed.weight)  # a bucket never seen says nothing
        if static is not None:
            self.register_buffer('static', static, persistent=False)  # (n, s)
            self.static_in = nn.Linear(static.shape[1], e, bias=False)
            nn.init.normal_(self.static_in.weight, std=0.5 / static.shape[1] ** 0.5)
        else:
            self.static = None
        self.norm_in = nn.LayerNorm(e)
        self.lin_in = Linear(e, d)
        self.blocks = nn.ModuleList(Block(d, cfg['taps'], cfg['drop'])
                                    for _ in range(cfg['layers']))
        self.norm_out = nn.LayerNorm(d)
        t, a, r = cfg['tag'], cfg['arc'], cfg['rel']
        self.tag_in = Linear(d, t)
        self.tag_out = Linear(t, sum(cfg['n_tags']))
        self.arc_dep, self.arc_head = Linear(d, a), Linear(d, a)
        self.arc_root = nn.Parameter(torch.randn(a) * 0.1)
        self.arc_u = Linear(a, a)  # scores = (U dep + b) . head
        nn.init.normal_(self.arc_u.weight, std=1.0 / a)
        self.rel_dep, self.rel_head = Linear(d, r), Linear(d, r)
        self.rel_root = nn.Parameter(torch.randn(r) * 0.1)
        self.rel_out = Linear(2 * r, cfg['n_rels'])

    def train_in_seven_bits(self):
        for module in self.modules():
            if isinstance(module, Linear):
                module.seven = True

    def embed(self, words, stat, hashed, keep_word, keep_static):
        """Rows (T, B), (T, B), (T, B, k) -> (T, B, e)."""
        x = self.words(words) * keep_word
        if self.static is not None:
            x = x + self.static_in(self.static[stat]) * keep_static
        rows = F.embedding_bag(hashed.flatten(0, 1), self.hashed.weight, mode='sum',
                               padding_idx=self.cfg['buckets'])
        return x + rows.view(*words.shape, -1)

    def read(self, batch, freq=None, alpha=0):
        """The trunk's states of a store.Batch: (T, B, d). While training a word seen once
        is unknown half the time, and now and then a vector or a hashed row is left out."""
        words, hashed, keep = batch.words, batch.hashed, 1
        if self.training:
            often = freq[words]
            words = torch.where(torch.rand_like(often) < often / (often + alpha), words, 0)
            keep = (torch.rand_like(often) < 0.93).float().unsqueeze(2)
            hashed = self.some_left_out(hashed, 0.03)
        return self.trunk(self.embed(words, batch.stat, hashed, 1, keep), batch.mask)

    def some_left_out(self, hashed, share):
        drop = torch.rand(hashed.shape, device=hashed.device) < share
        return hashed.masked_fill(drop, self.cfg['buckets'])

    def trunk(self, x, mask):
        p = self.cfg['drop_in'] if self.training else 0
        x = F.dropout(self.norm_in(x), p)
        x = self.lin_in(x)
        for block in self.blocks:
            x = block(x, mask)
        return F.dropout(self.norm_out(x), self.cfg['drop'], self.training)

    def heads(self, x, mask):
        """-> tag scores (T, B, n), arc scores (B, T, 1 + T), label halves."""
        cfg, tr = self.cfg, self.training
        act = lambda y: shared_dropout(F.leaky_relu(y, 0.1), cfg['drop_mlp'], tr)
        tags = self.tag_out(act(self.tag_in(x)))
        dep, head = act(self.arc_dep(x)), act(self.arc_head(x))
        root = F.leaky_relu(self.arc_root, 0.1).expand(1, x.shape[1], -1)
        head = torch.cat([root, head], 0)
        arcs = torch.einsum('tba,sba->bts', self.arc_u(dep), head)
        arcs[:, :, 1:].masked_fill_(mask[:, :, 0].t().unsqueeze(1) == 0, -1e9)
        rdep, rhead = self.rel_dep(x), self.rel_head(x)
        rhead = torch.cat([self.rel_root.expand(1, x.shape[1], -1), rhead], 0)
        return tags, arcs, rdep, rhead

    def labels(self, rdep, rhead, heads):
        """Label scores (T, B, n) for the given heads (T, B), 0 the root."""
        h = torch.gather(rhead, 0, heads.unsqueeze(2).expand(-1, -1, rhead.shape[2]))
        y = torch.cat([F.leaky_relu(rdep + h, 0.1), rdep * h], 2)
        return self.rel_out(shared_dropout(y, self.cfg['drop_mlp'], self.training))
