"""The same bytes on any number of threads, with every kernel, and from run to run."""
import glob
import os

KERNELS = ['plain', 'avx2', 'avx512']
PLAIN_FILES = 2  # of the corpora: the reference is written to be read, not to be fast


def files(*patterns):
    return sorted(p for pattern in patterns for p in glob.glob(pattern) if os.path.isfile(p))


def inputs(context):
    """Samples and golden texts; texts of ../shared, where that is there."""
    ours = files(os.path.join(context.top, 'samples', '*'),
                 os.path.join(context.top, 'tests', 'golden', '*.txt'))
    corpora = []
    if context.shared:
        for pattern, n in (('corpora/country-studies/*.txt', 12), ('corpora/dfat/*/*', 12),
                           ('corpora/un-general-debate/*/*.txt', 20)):
            found = files(os.path.join(context.shared, pattern))
            some = found[::max(1, len(found) // n)][:n]
            corpora += some[:2] if context.sanitized else some
    return ours, corpora


def same(context, report, what, paths, verb, ways, promise):
    """Every way of running gives the same bytes, and not none."""
    outputs = {}
    for way in ways:
        status, out, err = context.run(*verb, *way, *paths)
        if status:
            report.fail(f'{what}: {" ".join(verb + way)}', err.decode('utf-8', 'replace')[-2000:])
            return
        outputs.setdefault(out, []).append(' '.join(way))
    report.check(len(outputs) == 1 and all(outputs), f'{what}: {" ".join(verb)}: {promise}',
                 'different: ' + ' / '.join(', '.join(w) for w in outputs.values())
                 if len(outputs) > 1 else 'nothing came out')


def kernels(context, report):
    """Those that this processor runs; a kernel that it lacks is refused with a line."""
    found = []
    for name in KERNELS:
        status, _, err = context.run('parse', '-q', '--kernel', name, '-', stdin=b'It works.\n')
        if not status:
            found.append(name)
        else:
            report.check(b'kernel ' + name.encode() in err and err.count(b'\n') == 1,
                         f'kernel {name} is refused with one line', err.decode())
    report.check('plain' in found, 'the plain kernel runs everywhere', found)
    return found


def threads(context, report, what, paths):
    jobs = [['--jobs', n] for n in ('1', '2', '2', '8')]
    for verb in (['parse', '--input', 'text'], ['code', '--all']):
        same(context, report, what, paths, verb, jobs, '1, 2 and 8 threads, twice the same')


def run(context, report):
    if not context.needs_binary(report):
        return
    ours, corpora = inputs(context)
    if not ours:
        report.fail('samples', 'there are none')
        return
    names = [['--kernel', k] for k in kernels(context, report)]
    promise = f'kernels {", ".join(n[1] for n in names)}'
    verb = ['parse', '--jobs', '2', '--input', 'text']
    threads(context, report, 'samples and golden texts', ours)
    same(context, report, 'samples and golden texts', ours, verb, names, promise)
    if not corpora:
        report.skip('corpora', 'no ../shared/corpora here')
        return
    threads(context, report, 'corpora', corpora)
    same(context, report, 'corpora', corpora, verb, [n for n in names if n[1] != 'plain'],
         'the fast kernels')
    same(context, report, 'corpora', corpora[-PLAIN_FILES:], verb, names, promise)
