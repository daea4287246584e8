"""What is inside the files of a report: report_files_test.py REPORT_FILES

A workbook, a PDF and a Word document are packed, so that a hidden number would not be
seen from outside. They are unpacked here and read back.
"""
import os
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ET
import zipfile

MAKER = None  # from the command line
SECRET = '87654'  # however it is grouped: 987654321
MAIN = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
CHART = '{http://schemas.openxmlformats.org/drawingml/2006/chart}'
DATE = '1980-01-01'


def make(folder):
    environment = dict(os.environ)
    environment.pop('SOURCE_DATE_EPOCH', None)
    subprocess.run([MAKER, folder], check=True, env=environment)


class Files(unittest.TestCase):
    folder = None  # made once, for all

    def path(self, name):
        return os.path.join(self.folder, name)


class Workbook:
    """Cells as (sheet number, 'B4'): a string or a number; formats by cell too."""

    def __init__(self, path):
        self.parts = {}
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                self.parts[name] = archive.read(name)
        self.strings = [''.join(node.itertext()) for node in
                        self.tree('xl/sharedStrings.xml').findall(MAIN + 'si')]
        self.names = [sheet.get('name') for sheet in
                      self.tree('xl/workbook.xml').iter(MAIN + 'sheet')]
        styles = self.tree('xl/styles.xml')
        own = {f.get('numFmtId'): f.get('formatCode')
               for f in styles.iter(MAIN + 'numFmt')}
        built_in = {'0': '', '3': '#,##0', '9': '0%', '10': '0.00%', '4': '#,##0.00'}
        self.formats = [own.get(xf.get('numFmtId'), built_in.get(xf.get('numFmtId')))
                        for xf in styles.find(MAIN + 'cellXfs')]

    def tree(self, name):
        return ET.fromstring(self.parts[name])

    def sheet(self, number):
        return self.tree('xl/worksheets/sheet%d.xml' % number)

    def cells(self, number):
        found = {}
        for cell in self.sheet(number).iter(MAIN + 'c'):
            value = cell.find(MAIN + 'v')
            if value is None:
                continue
            text = cell.get('t') == 's'
            found[cell.get('r')] = (self.strings[int(value.text)] if text
                                    else float(value.text))
        return found

    def format(self, number, place):
        for cell in self.sheet(number).iter(MAIN + 'c'):
            if cell.get('r') == place:
                return self.formats[int(cell.get('s', 0))]
        return None


class Xlsx(Files):
    @classmethod
    def setUpClass(cls):
        cls.book = Workbook(os.path.join(cls.folder, 'public.xlsx'))
        cls.inside = Workbook(os.path.join(cls.folder, 'internal.xlsx'))

    def test_a_sheet_per_table_between_overview_and_text(self):
        self.assertEqual(self.book.names[0], 'Overzicht')
        self.assertEqual(self.book.names[-1], 'Tekst')
        self.assertEqual(len(self.book.names), 8 + 2)
        self.assertEqual(len(set(self.book.names)), len(self.book.names))
        for name in self.book.names:
            self.assertLessEqual(len(name), 31)
            self.assertIsNone(re.search(r"[\[\]:*?/\\']", name), name)

    def test_every_table_is_linked_from_the_first_sheet(self):
        links = [link.get('location') for link in
                 self.book.sheet(1).iter(MAIN + 'hyperlink')]
        self.assertEqual(links, ["'%s'!A1" % name for name in self.book.names[1:-1]])

    def test_numbers_are_numbers(self):
        cells = self.book.cells(2)
        self.assertEqual(cells['A1'], 'Aandeel van elk antwoord, in totaal en per groep')
        self.assertEqual(cells['A2'], 'Antwoord')
        self.assertAlmostEqual(cells['B3'], .265306)
        self.assertEqual(self.book.format(2, 'B3'), '0%')
        self.assertEqual(cells['B6'], 147)
        self.assertEqual(self.book.format(2, 'B6'), '#,##0')
        self.assertEqual(cells['A9'], 'Basis: alle leerlingen (n=147)')
        decimals = self.book.cells(3)
        self.assertAlmostEqual(decimals['B6'], 7.1234567890123)
        self.assertEqual(self.book.format(3, 'B6'), '#,##0.0')

    def test_a_label_is_no_formula(self):
        self.assertEqual(self.book.cells(2)['A5'],
                         '=Nee | <script>alert(1)</script> & meer')
        for number in range(1, len(self.book.names) + 1):
            self.assertEqual(list(self.book.sheet(number).iter(MAIN + 'f')), [])

    def test_hidden_figures_are_words_and_nothing_else(self):
        for book in (self.book, self.inside):
            for name, part in book.parts.items():
                self.assertNotIn(SECRET.encode(), part.replace(b'.', b''), name)
        cells = self.book.cells(2)
        self.assertEqual([cells[place] for place in ('D4', 'E4', 'D5', 'E5')],
                         ['niet getoond'] * 4)

    def test_headings_stay(self):
        pane = next(self.book.sheet(2).iter(MAIN + 'pane'))
        self.assertEqual((pane.get('topLeftCell'), pane.get('state')), ('B3', 'frozen'))

    def test_a_chart_has_no_point_where_something_is_hidden(self):
        chart = self.book.tree('xl/charts/chart1.xml')
        points = [[(point.get('idx'), point.find(CHART + 'v').text)
                   for point in series.find(CHART + 'val').iter(CHART + 'pt')]
                  for series in chart.iter(CHART + 'ser')]
        self.assertEqual([[index for index, _ in series] for series in points],
                         [['0', '1', '2'], ['0'], ['0'], ['0', '1']])

    def test_every_drawing_is_a_chart_that_says_what_it_shows(self):
        charts = [name for name in self.book.parts if name.startswith('xl/charts/')]
        self.assertEqual(len(charts), 7)
        self.assertIn('descr="Staven. Alle leerlingen',
                      self.book.parts['xl/drawings/drawing1.xml'].decode())

    def test_internal_ones_are_marked_in_every_sheet(self):
        for number in range(1, len(self.inside.names) + 1):
            header = next(self.inside.sheet(number).iter(MAIN + 'oddHeader')).text
            self.assertIn('INTERN · OEFENGEGEVENS', header)
        self.assertEqual(self.inside.cells(1)['A1'], 'INTERN')
        self.assertEqual(list(self.book.sheet(2).iter(MAIN + 'oddHeader')), [])

    def test_it_has_no_date_of_the_clock(self):
        self.assertIn(DATE, self.book.parts['docProps/core.xml'].decode())


class Pdf(Files):
    def run_on(self, *command):
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def test_it_is_tagged(self):
        about = self.run_on('pdfinfo', self.path('public.pdf'))
        self.assertRegex(about, r'Tagged: +yes')
        self.assertRegex(about, r'Title: +Wat leerlingen zeggen')
        self.assertRegex(about, r'JavaScript: +no')
        tags = set(self.run_on('pdfinfo', '-struct', self.path('public.pdf')).split())
        self.assertLessEqual({'H1', 'H2', 'H3', 'P', 'L', 'LI', 'Table', 'TR', 'TH', 'TD'},
                             tags)

    def pages(self, name):
        return self.run_on('pdftotext', '-layout', self.path(name), '-').split('\f')[:-1]

    def test_hidden_figures_are_words(self):
        text = ' '.join(self.pages('public.pdf'))
        self.assertIn('niet getoond', text)
        self.assertNotIn(SECRET, re.sub(r'[\s.,]', '', text))

    def test_every_page_is_marked(self):
        for page in self.pages('internal.pdf'):
            self.assertIn('INTERN · OEFENGEGEVENS', page)
        for page in self.pages('public.pdf'):
            self.assertNotIn('INTERN', page)
            self.assertIn('Jeugdsteunpunt De Brug', page)

    def test_a_poster_lies_down(self):
        size = re.search(r'Page size: +([\d.]+) x ([\d.]+)',
                         self.run_on('pdfinfo', self.path('poster.pdf')))
        self.assertGreater(float(size.group(1)), float(size.group(2)))

    def test_tables_are_on_paper_without_a_click(self):
        text = ' '.join(self.pages('public.pdf'))
        self.assertIn('Aandeel van elk antwoord, in totaal en per groep', text)
        self.assertIn('Steunpunt', text)


class Docx(Files):
    def test_it_is_a_document_of_words(self):
        path = self.path('public.docx')
        if not os.path.exists(path):
            self.skipTest('pandoc is not installed')
        with zipfile.ZipFile(path) as archive:
            text = archive.read('word/document.xml').decode()
            notes = archive.read('word/footnotes.xml').decode()
            for name in archive.namelist():
                self.assertNotIn(SECRET.encode(), archive.read(name), name)
        self.assertIn('Heading1', text)
        self.assertIn('<w:tbl>', text)
        self.assertIn('niet getoond', text)
        self.assertIn('Van wie een antwoord gaf.', notes)


class Again(Files):
    def test_the_same_report_is_the_same_file(self):
        with tempfile.TemporaryDirectory() as other:
            make(other)
            self.assertEqual(sorted(os.listdir(other)), sorted(os.listdir(self.folder)))
            for name in os.listdir(other):
                with open(self.path(name), 'rb') as a, \
                        open(os.path.join(other, name), 'rb') as b:
                    self.assertEqual(a.read(), b.read(), name)


if __name__ == '__main__':
    MAKER = os.path.abspath(sys.argv.pop(1))
    with tempfile.TemporaryDirectory() as home:
        Files.folder = home
        make(home)
        outcome = unittest.main(verbosity=1, exit=False).result
    sys.exit(0 if outcome.wasSuccessful() else 1)
