"""include/demarche.h compiles alone, as strict C11 and as C++17."""
import shutil
import subprocess

C_USE = b'''#include "demarche.h"
static demarche_engine_options engine = DEMARCHE_ENGINE_OPTIONS_INIT;
static demarche_read_options reading = DEMARCHE_READ_OPTIONS_INIT;
int use(void); int use(void) { return (int)(engine.version + reading.version); }
'''
CXX_USE = b'''#include "demarche.h"
static demarche_engine_options engine = DEMARCHE_ENGINE_OPTIONS_INIT;
static demarche_read_options reading = DEMARCHE_READ_OPTIONS_INIT;
int use(); int use() { return static_cast<int>(engine.version + reading.version); }
'''
WARN = ['-pedantic-errors', '-Wall', '-Wextra', '-Werror', '-fsyntax-only', '-Iinclude']


def compile_alone(context, report, compiler, arguments, text):
    what = ' '.join([compiler, *arguments[:2]])
    if not shutil.which(compiler):
        report.skip(what, f'no {compiler} here')
        return
    done = subprocess.run([compiler, *arguments, *WARN, '-'], input=text, cwd=context.top,
                          capture_output=True)
    report.check(done.returncode == 0, what, done.stderr.decode('utf-8', 'replace'))


def run(context, report):
    for compiler in ('gcc', 'clang'):
        compile_alone(context, report, compiler, ['-std=c11', '-xc', '-Wstrict-prototypes'], C_USE)
    for compiler in ('g++', 'clang++'):
        compile_alone(context, report, compiler, ['-std=c++17', '-xc++'], CXX_USE)
