"""Read the Test Anything Protocol."""
import re

LINE = re.compile(r'^(not )?ok\b\s*\d*\s*-?\s*(.*)$')


def read(text, report, program, exit_code, said=''):
    """Count the results in `text`; a program that dies or says nothing has failed."""
    plan, results = None, []  # [good, name, the lines behind it]
    for line in text.splitlines():
        found = LINE.match(line)
        if line.startswith('1..') and line[3:].strip().isdigit():
            plan = int(line[3:])
        elif found:
            results.append((not found.group(1), found.group(2), []))
        elif results:
            results[-1][2].append(line)
    for good, name, behind in results:
        plain, _, directive = name.partition('#')
        if directive.strip().upper().startswith('SKIP'):
            report.skip(f'{program}: {plain.strip()}', directive.strip()[4:].strip())
        else:
            report.check(good, f'{program}: {name}', '\n'.join(behind[:12]) + '\n' + said)
    if plan is not None and len(results) != plan:
        report.fail(program, f'{len(results)} of {plan} tests ran, exit {exit_code}\n{said}')
    elif not results:
        report.fail(program, f'no result, exit {exit_code}\n{text}\n{said}')
    elif exit_code < 0 or (exit_code and all(r[0] for r in results)):
        report.fail(program, f'exit {exit_code}\n{said}')
