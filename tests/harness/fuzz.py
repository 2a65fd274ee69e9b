"""fuzz/: a plain driver replays the seeds of every target."""
import glob
import os
import subprocess


def run(context, report):
    targets = sorted(glob.glob(os.path.join(context.top, 'fuzz', 'fuzz_*.c')))
    if not targets:
        report.fail('fuzz targets', 'there are none')
    for path in targets:
        name = os.path.basename(path)[:-2]
        seeds = sorted(glob.glob(os.path.join(context.top, 'fuzz', 'corpus',
                                              name[len('fuzz_'):], '*')))
        program = os.path.join(context.build, 'fuzz', name)
        if not os.path.exists(program):
            report.fail(name, f'{program} was not built')
            continue
        if not seeds:
            report.fail(name, f'no seeds in fuzz/corpus/{name[len("fuzz_"):]}/')
            continue
        done = subprocess.run([program, *seeds], capture_output=True, timeout=600,
                              cwd=context.top, env=context.env)
        replayed = done.stdout.decode('utf-8', 'replace').splitlines()
        for seed in seeds:
            short = os.path.relpath(seed, context.top)
            report.check(f'ok {seed}' in replayed, f'{name} {short}',
                         f'exit {done.returncode}\n' +
                         done.stderr.decode('utf-8', 'replace')[-2000:])
