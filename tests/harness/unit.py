"""tests/unit: one cmocka program for each file, results as TAP."""
import concurrent.futures
import json
import os
import subprocess

from . import tap


def run_one(test, context):
    env = dict(context.env, **test['env'])
    try:
        done = subprocess.run(test['cmd'], capture_output=True, env=env, timeout=300,
                              cwd=test['workdir'] or context.top)
        return done.returncode, done.stdout, done.stderr
    except subprocess.TimeoutExpired:
        return -1, b'', b'took more than 300 s'


def run(context, report):
    listed = subprocess.run(['meson', 'introspect', context.build, '--tests'],
                            capture_output=True, check=True)
    tests = [t for t in json.loads(listed.stdout) if any('unit' in s for s in t['suite'])]
    if not tests:
        report.fail('unit tests', 'none were built')
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        results = list(pool.map(lambda t: run_one(t, context), tests))
    for test, (code, out, err) in zip(tests, results):
        tap.read(out.decode('utf-8', 'replace'), report, test['name'], code,
                 err.decode('utf-8', 'replace')[-3000:])
