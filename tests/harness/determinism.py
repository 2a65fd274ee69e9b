"""The same bytes on any number of threads, and from run to run."""
import glob
import os


def inputs(context):
    samples = sorted(glob.glob(os.path.join(context.top, 'samples', '*')))
    corpora = []
    if context.shared:
        for pattern in ('corpora/country-studies/*.txt', 'corpora/dfat/*/*'):
            found = sorted(p for p in glob.glob(os.path.join(context.shared, pattern))
                           if os.path.isfile(p))
            corpora += found[:2 if context.sanitized else 12]
    return samples, corpora


def same(context, report, what, paths):
    results = {}
    for how in (['--jobs', '1'], ['--jobs', '2'], ['--jobs', '2']):
        status, out, err = context.run('code', '--all', *how, *paths)
        if status:
            report.fail(f'{what} {" ".join(how)}', err.decode('utf-8', 'replace')[-2000:])
            return
        results.setdefault(out, []).append(how[1])
    report.check(len(results) == 1, f'{what}: --jobs 1 and 2 give the same bytes',
                 f'{len(results)} different outputs')
    report.check(any(results), f'{what}: there are events', 'nothing was coded')


def run(context, report):
    if not context.needs_binary(report):
        return
    samples, corpora = inputs(context)
    if samples:
        same(context, report, 'samples', samples)
    else:
        report.fail('samples', 'there are none')
    if corpora:
        same(context, report, 'corpora', corpora)
    else:
        report.skip('corpora', 'no ../shared/corpora here')
