"""What is installed can be used by a stranger: pkg-config, header, library, data, page."""
import os
import shutil
import subprocess
import tempfile

PROGRAM = r'''#include <demarche.h>
#include <stdio.h>
#include <string.h>
int main(void)
{
    demarche_error err = {0};
    demarche_engine *engine = NULL;
    demarche_worker *worker = NULL;
    demarche_document *doc = NULL;
    const char *text = "France signed a treaty with Italy in May 1982.";
    demarche_str bytes = {text, strlen(text)};
    if (strcmp(demarche_version(), DEMARCHE_VERSION) != 0)
        return 2;
    if (demarche_engine_open(&engine, NULL, &err) ||
        demarche_worker_new(&worker, engine, &err) ||
        demarche_code(&doc, worker, bytes, NULL, &err)) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    size_t n;
    const demarche_event *events = demarche_document_events(doc, &n);
    for (size_t i = 0; i < n; i++)
        printf("%s %s\n", events[i].type, events[i].date);
    demarche_document_free(doc);
    demarche_worker_free(worker);
    demarche_engine_free(engine);
    return 0;
}
'''


def sh(arguments, env, cwd):
    done = subprocess.run(arguments, capture_output=True, env=env, cwd=cwd)
    return done.returncode, (done.stdout + done.stderr).decode('utf-8', 'replace')


def run(context, report):
    build = os.path.join(context.top, 'build-install')
    prefix = os.path.join(build, 'prefix')
    env = {k: v for k, v in context.env.items() if not k.startswith('DEMARCHE_')}
    if not os.path.exists(os.path.join(build, 'build.ninja')):
        shutil.rmtree(build, ignore_errors=True)
        status, said = sh(['meson', 'setup', build, f'-Dprefix={prefix}', '-Dtests=disabled',
                           '-Dbench=false', '-Doptimization=1'], env, context.top)
        if not report.check(status == 0, 'meson setup', said):
            return
    shutil.rmtree(prefix, ignore_errors=True)
    status, said = sh(['ninja', '-C', build, 'install'], env, context.top)
    if not report.check(status == 0, 'ninja install', said[-3000:]):
        return
    there = {os.path.relpath(os.path.join(folder, f), prefix)
             for folder, _, names in os.walk(prefix) for f in names}
    for wanted in ('include/demarche.h', 'bin/demarche', 'share/man/man1/demarche.1',
                   'share/demarche/lexicon/rules/classes.tsv',
                   'share/demarche/samples/ontology-trade/ontology/types.tsv'):
        report.check(wanted in there or wanted + '.gz' in there, f'installs {wanted}',
                     'is not there')
    extension = [f for f in there if f.endswith('/demarche/demarche_sqlite.so')]
    if report.check(len(extension) == 1, 'installs the SQLite extension', sorted(there)[:20]) and \
            shutil.which('sqlite3'):
        status, said = sh(['sqlite3', '-batch', ':memory:',
                           '.load ' + os.path.join(prefix, extension[0]),
                           "SELECT type FROM demarche_code('Iraq attacked Iran.')"], env, '/')
        report.check(status == 0 and said == 'ASSAULT\n', 'which codes a sentence', said)
    headers = [f for f in there if f.startswith('include/')]
    report.check(headers == ['include/demarche.h'], 'one header is installed', headers)

    found = [f for f in there if f.endswith('/demarche.pc')]
    if not report.check(len(found) == 1, 'a pkg-config file is installed', sorted(there)[:20]):
        return
    env['PKG_CONFIG_PATH'] = os.path.dirname(os.path.join(prefix, found[0]))
    status, flags = sh(['pkg-config', '--cflags', '--libs', 'demarche'], env, context.top)
    if not report.check(status == 0, 'pkg-config knows demarche', flags):
        return
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, 'use.c'), 'w', encoding='utf-8') as f:
            f.write(PROGRAM)
        status, said = sh(['gcc', '-std=c11', '-Wall', '-Werror', 'use.c', '-o', 'use',
                           *flags.split()], env, folder)
        if not report.check(status == 0, 'a program compiles against it', said):
            return
        lib = os.path.dirname(os.path.dirname(os.path.join(prefix, found[0])))
        env['LD_LIBRARY_PATH'] = lib
        status, said = sh([os.path.join(folder, 'use')], env, folder)
        report.check(status == 0 and 'SUPPORT 1982-05-01' in said,
                     'and codes a sentence with the installed lexicon and model',
                     f'exit {status}: {said}')
        status, said = sh([os.path.join(prefix, 'bin', 'demarche'), '--version'], env, folder)
        report.check(status == 0, 'the installed binary runs', said)
        sample = os.path.join(prefix, 'share/demarche/samples/ontology-trade')
        status, said = sh([os.path.join(prefix, 'bin', 'demarche'), 'lexicon', 'try',
                           '--ontology', sample], env, folder)
        report.check(status == 0, 'and tries the installed sample of an ontology', said)
