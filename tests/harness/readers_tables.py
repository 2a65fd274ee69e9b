"""The tables that political scientists read, in the readers that they have: pandas, R."""
import shutil

CSV_READER = {'csv': ',', 'tsv': '\t'}

# output, file within it, columns, header, column of the id and of the date, its format,
# columns that hold numbers
TABLES = [
    ('csv', '', 37, True, 0, 1, '%Y-%m-%d', [14, 15, 19, 24, 25, 30, 35]),
    ('icews', '', 20, True, 0, 1, '%Y-%m-%d', [0, 7, 11, 12, 18, 19]),
    ('polecat', '', 40, True, 0, 1, '%Y-%m-%d', [4, 28, 29, 30]),
    ('phoenix', '', 26, False, 0, 1, '%Y%m%d', [2, 15, 16, 18, 19]),
    ('gdelt1', '', 58, False, 0, 1, '%Y%m%d',
     [0, 3, 4, 25, 29, 30, 31, 32, 33, 35, 39, 40, 42, 46, 47, 49, 53, 54]),
    ('gdelt2', 'export.CSV', 61, False, 0, 1, '%Y%m%d',
     [0, 3, 4, 25, 29, 30, 31, 32, 33, 35, 40, 41, 43, 48, 49, 51, 56, 57]),
    ('gdelt2', 'mentions.CSV', 16, False, None, 1, '%Y%m%d%H%M%S',
     [0, 3, 6, 7, 8, 9, 10, 11, 12]),
]

# pandas.read_csv as people call it: nothing said of quotes or types but for the days.
PANDAS = r'''
import json, sys
import pandas as pd
path, separator, spec, jsonl = sys.argv[1:5]
columns, header, id_column, date_column, date_format, numbers = json.loads(spec)
done = [e for e in map(json.loads, open(jsonl, encoding='utf-8'))]
types = {} if header else {date_column: str}
table = pd.read_csv(path, sep=separator, header=0 if header else None, dtype=types,
                    encoding='utf-8', keep_default_na=False, na_values=[''])
assert table.shape[1] == columns, table.shape
assert len(table) >= len(done) > 30, (len(table), len(done))
if id_column is not None:
    ids = table.iloc[:, id_column]
    assert ids.notna().all() and ids.is_unique, 'ids'
days = table.iloc[:, date_column].dropna().astype(str)
assert len(days) > 10, 'days'
pd.to_datetime(days, format=date_format)
for k in numbers:
    assert pd.api.types.is_numeric_dtype(table.iloc[:, k]), (k, table.iloc[:, k].unique()[:9])
'''

# read.delim and read.csv as people call them, with R's own idea of quotes.
R = r'''
args <- commandArgs(TRUE)
columns <- as.integer(args[3]); header <- args[4] == "1"; id <- as.integer(args[5]) + 1
day <- as.integer(args[6]) + 1; rows <- as.integer(args[8])
numbers <- as.integer(strsplit(args[9], ",")[[1]]) + 1
read <- if (args[2] == ",") read.csv else read.delim
table <- read(args[1], header = header, na.strings = "", encoding = "UTF-8")
stopifnot(ncol(table) == columns, nrow(table) == rows)
if (!is.na(id)) stopifnot(!anyNA(table[[id]]), !anyDuplicated(table[[id]]))
days <- format(table[[day]][!is.na(table[[day]])], scientific = FALSE)
stopifnot(length(days) > 10, !anyNA(as.Date(trimws(days), args[7])))
for (k in numbers) stopifnot(is.numeric(table[[k]]) || all(is.na(table[[k]])))
'''


def _path(room, output, file):
    return room.export(output, True) + '/' + file if file else room.export(output)


def _rows(path, header):
    """How many there are, read with Python's csv: what R must find too."""
    import csv
    with open(path, encoding='utf-8', newline='') as f:
        if path.endswith('csv.out'):
            return sum(1 for _ in csv.reader(f)) - 1
        return sum(1 for _ in f) - header


def pandas(room, report):
    import json
    python = room.python('pandas')
    if not python:
        report.skip('pandas', 'it cannot be installed here')
        return
    for output, file, *spec in TABLES:
        room.script(report, f'pandas reads {output} {file}', [
            python, '-c', PANDAS, _path(room, output, file), CSV_READER.get(output, '\t'),
            json.dumps(spec), room.export('jsonl')])


def r(room, report):
    if not shutil.which('Rscript'):
        report.skip('R', 'no Rscript here')
        return
    for output, file, columns, header, key, day, form, numbers in TABLES:
        path = _path(room, output, file)
        room.script(report, f'R reads {output} {file}', [
            'Rscript', '--vanilla', '-e', R, path, CSV_READER.get(output, '\t'), str(columns),
            str(int(header)), 'NA' if key is None else str(key), str(day), form[:8],
            str(_rows(path, header)), ','.join(map(str, numbers))])


READERS = [pandas, r]
