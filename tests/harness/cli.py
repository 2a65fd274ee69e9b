"""tests/cli: a directory a case; tests/cli/run knows how and speaks TAP."""
import os
import subprocess

from . import tap


def run(context, report):
    if not context.needs_binary(report):
        return
    runner = os.path.join(context.top, 'tests', 'cli', 'run')
    if not os.path.exists(runner):
        report.fail('tests/cli/run', 'is not there')
        return
    env = dict(context.env, DEMARCHE=context.binary)
    done = subprocess.run([runner], capture_output=True, env=env, timeout=900, cwd=context.top)
    tap.read(done.stdout.decode('utf-8', 'replace'), report, 'cli', done.returncode,
             done.stderr.decode('utf-8', 'replace')[-3000:])
