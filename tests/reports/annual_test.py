"""The annual report of an OJS, made by the real command from its registers:
annual_test.py PEIL

The figures are those of the source document. Inside they are all there, in every
format; in the public version the small ones are protected, in every format, and the
audit tells how well.
"""
import csv
import glob
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

import attacker

PEIL = None  # from the command line
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FORMATS = ['html', 'xlsx', 'md', 'csv', 'json', 'text']
FORMATS += [name for name, maker in (('pdf', 'weasyprint'), ('docx', 'pandoc'))
            if shutil.which(maker)]
SUFFIX = {'text': 'txt'}
STUDY = '''<study xmlns="urn:peil:study:1" wave="2024">
  <ojs code="VO3006">Jeugdsteunpunt De Brug</ojs>
</study>
'''
# Sentence by sentence, as the issue asks; and whether everybody may know.
SENTENCES = [
    ('Er is 15 keer contact geweest', True),
    ('kwam 9 keer binnen via de telefoonlijn van het steunpunt', True),
    ('algemene nummer van het samenwerkingsverband kwam die 2 keer', False),
    ('Per e-mail kwam die 3 keer', False),
    ('webformulier is 1 keer gebruikt', False),
    ('Moeders zochten 12 keer het eerste contact', False),
    ('In 4 gevallen ging het om informatie; 11 keer werd advies of steun gevraagd',
     False),
    ('80 bezoekers en 100 bezoeken per maand', True),
    ('bezoeken daalde met 41 %', True),
    ('"basisonderwijs/ouders" is 316 keer geklikt', True),
    ('op "voortgezet onderwijs/ouders" 166 keer', True),
]
TABLES = [
    ('Hoe de eerste vraag binnenkwam', 'Telefoon OJS-lijn', 9, True),
    ('Hoe de eerste vraag binnenkwam', 'Telefoon algemeen SWV-nummer', 2, False),
    ('Hoe de eerste vraag binnenkwam', 'E-mail', 3, False),
    ('Hoe de eerste vraag binnenkwam', 'Webformulier', 1, False),
    ('Hoe de eerste vraag binnenkwam', attacker.BASE, 15, True),
    ('Wie contact zocht', 'Moeder', 12, False),
    ('Soort vraag', 'informatie', 4, False),
    ('Soort vraag', 'advies of steun', 11, False),
]


def make(folder, *options):
    study = os.path.join(folder, 'study.xml')
    with open(study, 'w', encoding='utf-8') as file:
        file.write(STUDY)
    registers = [os.path.join(ROOT, 'tests', 'fixtures', name + '.csv')
                 for name in ('contacten', 'website', 'activiteiten', 'doelen')]
    subprocess.run([PEIL, 'report', os.path.join(ROOT, 'reports', 'jaarverslag-ojs.xml'),
                    *registers, '--study', study, '-o', folder, '--format',
                    ','.join(FORMATS), *options], check=True)
    return os.path.join(folder, 'jaarverslag-ojs')


class Annual(unittest.TestCase):
    inside = public = None  # without the suffix

    def words(self, stem):
        for name in FORMATS:
            if name != 'csv':
                yield name, attacker.words_of('%s.%s' % (stem, SUFFIX.get(name, name)))

    def cell(self, stem, title, label):
        table = [t for t in attacker.json_tables(stem + '.json') if t['title'] == title]
        return [row['cells'][0] for row in table[0]['rows'] if row['label'] == label][0]

    def test_inside_every_figure_is_there(self):
        for name, text in self.words(self.inside):
            for sentence, _ in SENTENCES:
                with self.subTest(format=name, sentence=sentence):
                    self.assertTrue(sentence in text)
        for title, label, number, _ in TABLES:
            self.assertEqual(self.cell(self.inside, title, label)['value'], number)

    def test_in_public_the_small_ones_are_not(self):
        for name, text in self.words(self.public):
            for sentence, shown in SENTENCES:
                with self.subTest(format=name, sentence=sentence):
                    self.assertEqual(sentence in text, shown)
        for title, label, number, shown in TABLES:
            with self.subTest(title=title, label=label):
                self.assertEqual(self.cell(self.public, title, label).get('value'),
                                 number if shown else None)

    def test_nothing_below_the_least_is_shown(self):
        for table in attacker.json_tables(self.public + '.json'):
            for row in table['rows']:
                for cell in row['cells']:
                    if cell.get('unit') == 'count':
                        self.assertFalse(0 < cell['value'] < 5, (table['title'], row))

    def test_the_formats_agree(self):
        for stem in (self.inside, self.public):
            self.assertEqual(list(attacker.disagreements(stem, FORMATS)), [])

    def test_it_would_be_seen_if_they_did_not(self):
        with tempfile.TemporaryDirectory() as mixed:
            stem = os.path.join(mixed, 'mixed')
            shutil.copy(self.public + '.json', stem + '.json')
            for name in ('html', 'md', 'csv', 'xlsx'):
                shutil.copy('%s.%s' % (self.inside, name), mixed)
                os.rename('%s/jaarverslag-ojs.%s' % (mixed, name), stem + '.' + name)
            found = [list(attacker.disagreements(stem, [name]))
                     for name in ('html', 'md', 'csv', 'xlsx')]
            self.assertEqual([bool(list_) for list_ in found], [True] * 4)

    def test_adding_and_subtracting_finds_nothing(self):
        pencil = attacker.Pencil()
        for table in attacker.json_tables(self.public + '.json'):
            attacker.copy_table(pencil, table)
        self.assertGreater(len(pencil.hidden), 30)
        self.assertEqual(list(pencil.found(5)), [])

    def test_the_pencil_finds_what_is_hidden_badly(self):
        tables = attacker.json_tables(self.inside + '.json')
        pencil = attacker.Pencil()
        for row in tables[0]['rows'][3:4]:
            row['cells'] = [{'hidden': True, 'text': 'niet getoond'}]
        attacker.copy_table(pencil, tables[0])
        self.assertEqual(list(pencil.found(5)),
                         [(('', tables[0]['title'], 'Webformulier', 'Alle contacten'),
                           1, 1)])

    def test_the_audit_tells_of_it(self):
        with open(os.path.join(os.path.dirname(self.public), 'audit.csv'),
                  encoding='utf-8', newline='') as file:
            rows = {row['table'].split(',')[0]: row for row in csv.DictReader(file)}
        self.assertEqual((rows['all']['exposed'], rows['kanaal']['primary']), ('0', '3'))
        self.assertGreaterEqual(int(rows['vrager']['secondary']), 1)
        self.assertGreaterEqual(float(rows['all']['narrowest']), 5)
        self.assertFalse(os.path.exists(os.path.join(os.path.dirname(self.inside),
                                                     'audit.csv')))

    @unittest.skipUnless(shutil.which('soffice'), 'LibreOffice is not installed')
    def test_libreoffice_reads_the_same_back(self):
        """The workbook as somebody sees it who opens it: every sheet, as a CSV file."""
        for stem in (self.inside, self.public):
            with tempfile.TemporaryDirectory() as folder:
                self.open_in_libreoffice(stem + '.xlsx', folder)
                for number, table in enumerate(attacker.json_tables(stem + '.json'), 1):
                    (path,) = glob.glob('%s/*-%d *.csv' % (folder, number))
                    with open(path, encoding='utf-8', newline='') as file:
                        rows = list(csv.reader(file))
                    for row in table['rows']:
                        texts = [row['label'], *(cell['text'] for cell in row['cells'])]
                        self.assertIn(texts, [row[:len(texts)] for row in rows])

    @staticmethod
    def open_in_libreoffice(path, folder):
        every_sheet = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,' \
            'false,false,-1'
        subprocess.run(['soffice', '--headless', '--convert-to', every_sheet,
                        '-env:UserInstallation=file://%s/profile' % folder, '--outdir',
                        folder, path], check=True, capture_output=True)

    def test_every_page_inside_is_marked(self):
        for name, text in self.words(self.inside):
            if name != 'json':
                self.assertIn('INTERN', text, name)
        for name, text in self.words(self.public):
            self.assertNotIn('INTERN', text, name)


if __name__ == '__main__':
    PEIL = os.path.abspath(sys.argv.pop(1))
    with tempfile.TemporaryDirectory() as home:
        os.mkdir(os.path.join(home, 'inside'))
        os.mkdir(os.path.join(home, 'public'))
        Annual.inside = make(os.path.join(home, 'inside'), '--internal')
        Annual.public = make(os.path.join(home, 'public'))
        outcome = unittest.main(verbosity=1, exit=False).result
    sys.exit(0 if outcome.wasSuccessful() else 1)
