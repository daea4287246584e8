"""Somebody who has only the files of a report, and a pencil.

First he looks whether the formats agree: what is hidden in one may stand in another.
Then he adds and subtracts: options of one answer add up to all who answered, groups to
everyone, schools to their total, and options taken together are the sum of each. What
he does not know he brackets; the width of the bracket is what the gate promised.
"""
import collections
import csv
import html
import html.parser
import json
import math
import re
import subprocess
import zipfile

from report_files_test import Workbook

FIGURE = ('count', 'percent', 'decimal')
BASE = 'Aantal dat antwoordde (n)'
MANY = 'Meerdere antwoorden mogelijk'
BLANKS = re.compile('[\\s\u00a0\u202f]+')


def plain(text):
    return BLANKS.sub(' ', text).strip()


def read(path):
    with open(path, encoding='utf-8') as file:
        return file.read()


# --- The tables of a file: (title, rows), a row is a list of texts ---

def json_tables(path):
    return json.loads(read(path))['tables']


class Page(html.parser.HTMLParser):
    """Tables, and the words in drawings."""

    def __init__(self, path):
        super().__init__()
        self.tables, self.drawings, self.text = [], [], []
        self.inside = []
        self.feed(read(path))

    def handle_starttag(self, tag, attributes):
        self.inside.append(tag)
        if tag in ('meta', 'br', 'link'):
            self.inside.pop()
        if tag == 'table':
            self.tables.append(['', []])
        elif tag == 'tr':
            self.tables[-1][1].append([])
        elif tag in ('td', 'th'):
            self.tables[-1][1][-1].append('')
        elif tag == 'svg':
            self.drawings.append([])

    def handle_endtag(self, tag):
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data):
        if 'style' in self.inside:
            return
        self.text.append(data)
        if 'caption' in self.inside:
            self.tables[-1][0] += data
        elif 'td' in self.inside or 'th' in self.inside:
            self.tables[-1][1][-1][-1] += data
        elif 'svg' in self.inside and 'text' in self.inside:
            self.drawings[-1].append(data)


def html_tables(path):
    return [(title, rows[1:]) for title, rows in Page(path).tables]


def markdown_tables(path):
    tables, title = [], ''
    for line in read(path).split('\n'):
        cells = re.split(r'(?<!\\)\|', line)
        if line.startswith('**'):
            title = line.strip('*')
        elif line.startswith('|') and re.match(r'\|:?-+', line):
            tables.append((unescaped(title), []))
        elif line.startswith('|') and tables and tables[-1][0] == unescaped(title):
            tables[-1][1].append([unescaped(cell) for cell in cells[1:-1]])
    return tables


def unescaped(text):
    return re.sub(r'\\(.)', r'\1', text)


def xlsx_tables(path):
    book = Workbook(path)
    tables = []
    for number in range(2, len(book.names)):
        rows = collections.defaultdict(dict)
        for place, value in book.cells(number).items():
            column, row = re.match(r'([A-Z]+)(\d+)', place).groups()
            rows[int(row)][column] = value
        tables.append((str(rows[1].get('A', '')), [rows[i] for i in sorted(rows)]))
    return tables


def words_of(path):
    """All that a file says in running words."""
    if path.endswith('.html'):
        return plain(' '.join(Page(path).text))
    if path.endswith('.pdf'):
        return plain(subprocess.run(['pdftotext', path, '-'], check=True,
                                    capture_output=True, text=True).stdout)
    if path.endswith('.docx'):
        with zipfile.ZipFile(path) as archive:
            text = archive.read('word/document.xml').decode()
        return plain(html.unescape(re.sub('<[^>]+>', '', text.replace('</w:p>', ' '))))
    if path.endswith('.xlsx'):
        book = Workbook(path)
        return plain(' '.join(str(value) for number in range(1, len(book.names) + 1)
                              for value in book.cells(number).values()))
    if path.endswith('.json'):
        return plain(' '.join(runs_of(json.loads(read(path))['blocks'])))
    return plain(unescaped(read(path)).replace('**', ''))


def runs_of(blocks):
    for block in blocks:
        yield block.get('text', '')
        yield ''.join(run['text'] for run in block.get('runs', []))
        yield from runs_of(block.get('children', []))


# --- Do the formats agree? ---

def numbers_in(text):
    return re.findall(r'\d+', text.replace('\u202f', ''))


def disagreements(stem, formats):
    """Where a format shows a number that the JSON of the same report hides."""
    expected = json_tables(stem + '.json')
    readers = {'html': html_tables, 'md': markdown_tables}
    for name in formats:
        if name in readers:
            found = [(title, rows) for title, rows in readers[name](stem + '.' + name)
                     if rows]
            if [plain(title) for title, _ in found] != \
                    [plain(table['title']) for table in expected if table['rows']]:
                yield name, 'other tables'
            for table, (_, rows) in zip((t for t in expected if t['rows']), found):
                yield from compared(name, table, rows)
        elif name == 'csv':
            yield from csv_disagreements(stem, expected)
        elif name == 'xlsx':
            yield from xlsx_disagreements(stem, expected)
    if 'html' in formats:
        yield from drawn(stem, expected)


def compared(name, table, rows):
    for row, cells in zip(table['rows'], rows):
        for cell, text in zip(row['cells'], cells[1:]):
            if plain(cell['text']) != plain(text) or \
                    (cell.get('hidden') and numbers_in(text)):
                yield name, table['title'], row['label'], text, cell['text']


def csv_disagreements(stem, expected):
    with open(stem + '.csv', encoding='utf-8', newline='') as file:
        rows = list(csv.DictReader(file))
    hidden = collections.Counter(
        (table['id'], row['label']) for table in expected for row in table['rows']
        for cell in row['cells'] if cell.get('hidden'))
    for row in rows:
        if row['unit'] == 'hidden':
            hidden[row['table'], row['row']] -= 1
            if row['value']:
                yield 'csv', row
    for place, count in hidden.items():
        if count != 0:
            yield 'csv', place, count


def xlsx_disagreements(stem, expected):
    found = xlsx_tables(stem + '.xlsx')
    if len(found) != len(expected):
        yield 'xlsx', 'other tables'
    for table, (_, rows) in zip(expected, found):
        for row in table['rows']:
            beside = [cells for cells in rows if cells.get('A') == row['label']]
            for place, cell in enumerate(row['cells']):
                if not cell.get('hidden'):
                    continue
                texts = [cells.get(chr(ord('B') + place)) for cells in beside]
                if any(isinstance(text, float) for text in texts):
                    yield 'xlsx', table['title'], row['label'], texts


def drawn(stem, expected):
    """A drawing says no percentage that its table does not."""
    shown = {plain(cell['text']) for table in expected for row in table['rows']
             for cell in row['cells']}
    for drawing in Page(stem + '.html').drawings:
        for text in drawing:
            if re.fullmatch(r'\d+ %', plain(text)) and plain(text) not in shown \
                    and plain(text) not in AXIS:
                yield 'html', 'drawn', text


AXIS = {'%d %%' % tick for tick in range(0, 101, 10)} | {'25 %', '75 %'}


# --- With a pencil ---

class Pencil:
    """Unknown whole numbers between bounds, and sums of them."""

    def __init__(self):
        self.bounds = {}
        self.sums = []  # (what adds up, to what)
        self.hidden = set()

    def know(self, place, low, high):
        old = self.bounds.get(place, (0, math.inf))
        self.bounds[place] = (max(low, old[0]), min(high, old[1]))

    def add(self, parts, whole):
        """`whole` is a place too."""
        self.sums.append((tuple(parts), whole))
        for place in (*parts, whole):
            self.bounds.setdefault(place, (0, math.inf))

    def reckon(self):
        changed = True
        while changed:
            changed = False
            for parts, whole in self.sums:
                low, high = self.total(parts)
                changed |= self.narrow(whole, low, high)
                for part in parts:
                    others = [other for other in parts if other != part]
                    low, high = self.total(others)
                    a, b = self.bounds[whole]
                    changed |= self.narrow(part, a - high, b - low)

    def total(self, places):
        return (sum(self.bounds[place][0] for place in places),
                sum(self.bounds[place][1] for place in places))

    def narrow(self, place, low, high):
        a, b = self.bounds[place]
        new = (a if math.isnan(low) else max(a, low), b if math.isnan(high) else min(b, high))
        self.bounds[place] = new
        return new != (a, b)

    def found(self, least, below=math.inf):
        """Hidden places that are bracketed more closely than `least`. A nought is no
        secret: nobody is meant by it; nor is what cannot be `below`: it was hidden for
        the sake of others."""
        self.reckon()
        for place in sorted(self.hidden, key=str):
            low, high = self.bounds[place]
            if high - low < least and high > 0 and low < below:
                yield place, low, high


def figures(table):
    """Columns of figures: their number in a row, and what they are called."""
    return [(i, (column['group'] + ' ' + column['title']).strip())
            for i, column in enumerate(table['columns'])
            if not column['title'].startswith('marge')]


def copy_table(pencil, table, whose=''):
    """What the table says, and what its rows and columns add up to."""
    totals = [row for row in table['rows'] if row['label'] == BASE]
    rows = [row for row in table['rows'] if row['part'] == 'body']
    if not totals or not rows:
        return
    title, columns = table['title'], figures(table)
    single = not any(line.startswith(MANY) for line in table['lines'])
    bases = {}
    for i, name in columns:
        cell, place = totals[0]['cells'][i], (whose, title, BASE, name)
        bases[name] = cell.get('value')
        if cell.get('hidden'):
            pencil.hidden.add(place)
        if bases[name] is not None:
            pencil.know(place, bases[name], bases[name])
        for row in rows:
            copy_cell(pencil, row['cells'][i], (whose, title, row['label'], name),
                      bases[name])
        if single:
            pencil.add([(whose, title, row['label'], name) for row in rows], place)
    names = [name for _, name in columns]
    known = [bases[name] for name in names[1:]]
    if len(names) > 1 and (None in known or sum(known) == bases[names[0]]):
        for label in [row['label'] for row in rows] + [BASE]:
            pencil.add([(whose, title, label, name) for name in names[1:]],
                       (whose, title, label, names[0]))


def copy_cell(pencil, cell, place, base):
    value = cell.get('value')
    if cell.get('hidden'):
        pencil.hidden.add(place)
        pencil.know(place, 0, math.inf if base is None else base)
    elif cell.get('unit') == 'count':
        pencil.know(place, value, value)
    elif cell.get('unit') == 'percent' and base is not None:
        count = round(value * base / 100)
        pencil.know(place, count, count)
    elif cell['text'] == 'niet gevraagd':
        pencil.know(place, 0, 0)
    else:
        pencil.know(place, 0, math.inf if base is None else base)


def together(pencil, table, wave, whose=''):
    """A trend of options taken together: their sum, in this wave."""
    totals = [row for row in table['rows'] if row['label'] == BASE]
    column = [i for i, name in figures(table) if name == wave]
    if not column or not totals:
        return
    row = table['rows'][0]
    labels, cell = row['label'].split(' / '), row['cells'][column[0]]
    base = totals[0]['cells'][column[0]].get('value')
    for title, everyone in {(place[1], place[3]) for place in pencil.bounds
                            if place[0] == whose and place[2] == labels[0]}:
        parts = [(whose, title, label, everyone) for label in labels]
        if everyone.startswith('Alle ') and all(p in pencil.bounds for p in parts) and \
                pencil.bounds[whose, title, BASE, everyone] == (base, base):
            whole = (whose, title, row['label'], everyone)
            copy_cell(pencil, cell, whole, base)
            pencil.add(parts, whole)


def schools(pencil, whole, parts):
    """The same tables of every school, and of all together. A school without a page is
    what is left."""
    by_title = collections.defaultdict(list)
    for code, tables in parts.items():
        for table in tables:
            copy_table(pencil, table, code)
            by_title[table['title']].append(code)
    for table in whole:
        codes = by_title.get(table['title'])
        if not codes or not table['rows']:
            continue
        everyone = figures(table)[0][1]
        bases = [('', table['title'], BASE, everyone)] + \
            [(code, table['title'], BASE, everyone) for code in codes]
        if any(base not in pencil.bounds for base in bases):
            continue
        known = [pencil.bounds[base] for base in bases]
        left = known[0][1] - sum(low for low, _ in known[1:])
        for row in table['rows']:
            place = ('', table['title'], row['label'], everyone)
            if place not in pencil.bounds:
                continue
            rest = ('rest', table['title'], row['label'], everyone)
            pencil.know(rest, 0, left)
            pencil.add([*((code, *place[1:]) for code in codes), rest], place)
