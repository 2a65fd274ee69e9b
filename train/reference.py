"""The forward pass of a model file in numpy: docs/MODEL-FORMAT.md once more.

Every sum in the order that src/nn/kernels.h states, in float32 with each operation
rounded by itself: what comes out is what the C kernels compute, bit for bit. export.py
writes it as the activations that the tests compare with.
"""
import numpy as np

F32 = np.float32
QUANT, MAGIC = F32(63), F32(12582912)


def fold(lanes):
    """(n, 8) -> (n, 1), as the kernels add their lanes."""
    a = lanes[:, :4] + lanes[:, 4:]
    b = a[:, :2] + a[:, 2:]
    return b[:, :1] + b[:, 1:]


def sum8(x):
    lanes = np.zeros((len(x), 8), F32)
    for j in range(0, x.shape[1], 8):
        lanes = lanes + x[:, j:j + 8]
    return fold(lanes)


def norm(x, gain_bias):
    n = F32(x.shape[1])
    v = x - sum8(x) / n
    return v * (F32(1) / np.sqrt(sum8(v * v) / n + F32(1e-5))) * gain_bias[0] + gain_bias[1]


def quantise(x):
    """Rows in seven bits: integers and their scales (n, 1)."""
    most = np.abs(x).max(1, keepdims=True)
    live = most >= F32(1e-30)
    safe = np.where(live, most, F32(1))
    by = np.where(live, QUANT / safe, F32(0)).astype(F32)
    q = np.rint(np.clip(x * by, -QUANT, QUANT)).astype(np.int32)
    return q, np.where(live, most / QUANT, F32(0)).astype(F32)


def one_and_exp(x):
    t = np.clip(x * F32(-1.44269504), F32(-60), F32(60))
    n = (t + MAGIC) - MAGIC
    r = t - n
    p = F32(0.00957010221)
    for c in (0.0559178591, 0.240247443, 0.693121791, 0.999999285):
        p = p * r + F32(c)
    return p * np.ldexp(F32(1), n.astype(np.int32)) + F32(1)


def leaky(x):
    return np.where(x > 0, x, F32(0.1) * x)


class Reference:
    """arrays: the tensors of a model file by name, as export.py collects them."""

    def __init__(self, arrays):
        self.a = arrays

    def linear(self, name, x):
        w, k = self.a[name + '.w'], x.shape[1]
        w = w.reshape(-1, k // 4, 16, 4).transpose(0, 2, 1, 3).reshape(-1, k)
        q, scale = quantise(x)
        s = q @ w.T.astype(np.int32)
        return (scale * self.a[name + '.scale']) * s.astype(F32) + self.a[name + '.b']

    def embed(self, features):
        """[(row of the word, hashed rows)] -> (n, e)"""
        a, out = self.a, []
        for word, hashed in features:
            x = np.zeros(a['words.rows'].shape[1], F32)
            x = x + a['words.scale'][word] * a['words.rows'][word].astype(F32)
            for h in hashed:
                x = x + a['hashed.scale'][h] * a['hashed.rows'][h].astype(F32)
            out.append(x)
        return np.array(out)

    def convolve(self, x, taps):
        half, n = len(taps) // 2, len(x)
        y = np.zeros_like(x)
        for j, tap in enumerate(taps):
            for t in range(max(0, half - j), min(n, n + half - j)):
                y[t] = y[t] + tap * x[t + j - half]
        return y

    def scan(self, g):
        n, d = len(g), g.shape[1] // 3
        z, f, o = g[:, :d], one_and_exp(g[:, d:2 * d]), one_and_exp(g[:, 2 * d:])
        inverse = F32(1) / (f * o)
        keep, out = inverse * o, inverse * f
        y = np.zeros((n, d), F32)
        for channels, order in ((slice(0, d // 2), range(n)),
                                (slice(d // 2, d), reversed(range(n)))):
            c = np.zeros(d // 2, F32)
            for t in order:
                c = keep[t, channels] * (c - z[t, channels]) + z[t, channels]
                y[t, channels] = c * out[t, channels]
        return y

    def run(self, features):
        """-> embedded (n, e), trunk (n, d), tag scores, arc scores (n, 1 + n)"""
        a = self.a
        embedded = self.embed(features)
        x = self.linear('in', norm(embedded, a['in.norm']))
        i = 0
        while f'block{i}.norm' in a:
            v = self.convolve(norm(x, a[f'block{i}.norm']), a[f'block{i}.conv'])
            x = x + self.linear(f'block{i}.mix', self.scan(self.linear(f'block{i}.gates', v)))
            i += 1
        trunk = norm(x, a['out.norm'])
        h = self.linear('heads', trunk)
        arc, rel = a['arc.root'].shape[-1], a['rel.root'].shape[-1]
        tag = h.shape[1] - 2 * (arc + rel)
        h[:, :tag + 2 * arc] = leaky(h[:, :tag + 2 * arc])
        tags = self.linear('tag', np.ascontiguousarray(h[:, :tag]))
        query = self.linear('arc', np.ascontiguousarray(h[:, tag:tag + arc]))
        heads = np.vstack([a['arc.root'].reshape(1, -1), h[:, tag + arc:tag + 2 * arc]])
        arcs = np.zeros((len(h), len(heads)), F32)
        for k in range(arc):
            arcs = arcs + query[:, k:k + 1] * heads[:, k]
        return embedded, trunk, tags, arcs
