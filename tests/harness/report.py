"""What a suite gets (Context) and what it says (Report)."""
import os
import subprocess

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SHARED = os.path.normpath(os.path.join(TOP, '..', 'shared'))


class Context:
    def __init__(self, build, sanitized=False, full=False):
        self.top = TOP
        self.build = build if os.path.isabs(build) else os.path.join(TOP, build)
        self.binary = os.path.join(self.build, 'demarche')
        self.sanitized = sanitized
        self.full = full
        self.shared = SHARED if os.path.isdir(SHARED) else None
        self.env = dict(os.environ, LC_ALL='C.UTF-8')
        if sanitized:
            self.env.setdefault('ASAN_OPTIONS', 'detect_leaks=1:abort_on_error=0')
            self.env.setdefault('UBSAN_OPTIONS', 'print_stacktrace=1')

    def run(self, *arguments, stdin=None, timeout=600, binary=None):
        """Run build/demarche; (exit, stdout, stderr) as bytes."""
        done = subprocess.run([binary or self.binary, *arguments], input=stdin,
                              capture_output=True, timeout=timeout, cwd=self.top,
                              env=self.env)
        return done.returncode, done.stdout, done.stderr

    def needs_binary(self, report):
        if os.access(self.binary, os.X_OK):
            return True
        report.fail('build/demarche', 'the binary is not there')
        return False


class Report:
    def __init__(self, name):
        self.name, self.passed, self.failed, self.skipped, self.known = name, 0, 0, 0, 0

    def ok(self, what=None, shown=False):
        self.passed += 1
        if shown:
            print(f'  ok: {what}', flush=True)

    def fail(self, what, why=''):
        self.failed += 1
        lines = [s for s in str(why).rstrip().splitlines() if s]
        print(f'  FAILED {self.name}: {what}', flush=True)
        for line in lines[:25]:
            print(f'      {line}', flush=True)
        if len(lines) > 25:
            print(f'      ... {len(lines) - 25} lines more', flush=True)

    def check(self, good, what, why='', shown=False):
        if good:
            self.ok(what, shown)
        else:
            self.fail(what, why)
        return good

    def skip(self, what, why):
        self.skipped += 1
        print(f'  skipped {self.name}: {what}: {why}', flush=True)

    def add(self, other):
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped
        self.known += other.known

    def print_summary(self, seconds):
        more = f', {self.skipped} skipped' if self.skipped else ''
        more += f', {self.known} known to fail' if self.known else ''
        print(f'{self.name}: {self.passed} ok, {self.failed} not{more} ({seconds:.1f} s)',
              flush=True)


class KnownFailures:
    """A list that only shrinks: its first line says how long it may be at the most.

    `# at most 12` and one name a line; `#` begins a comment. A name on it may fail; one
    that passes must be struck off; one that names no test is an error too.
    """

    def __init__(self, path, report):
        self.names, self.seen, self.report, self.path = set(), set(), report, path
        if not os.path.exists(path):
            return
        with open(path, encoding='utf-8') as f:
            lines = f.read().splitlines()
        most = int(lines[0].split()[-1])
        self.names = {s.strip() for s in lines if s.strip() and not s.startswith('#')}
        report.check(len(self.names) <= most, os.path.relpath(path, TOP),
                     f'{len(self.names)} known failures, at most {most} are allowed')

    def result(self, name, good, why=''):
        self.seen.add(name)
        if name not in self.names:
            self.report.check(good, name, why)
        elif good:
            self.report.fail(name, f'passes now: strike it off {os.path.relpath(self.path, TOP)}')
        else:
            self.report.known += 1

    def finish(self):
        for name in sorted(self.names - self.seen):
            self.report.fail(name, f'is in {os.path.relpath(self.path, TOP)} but is no test')
