"""Twelve regions, two years, in one command: batch_test.py PEIL

The report of each region and a page for each of its schools, made by as many processes
as there are processors. The same bytes come out the second time, and one by one; a
region whose files are broken does not keep the others; and somebody who has all these
files finds out nothing that was hidden.
"""
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

import attacker

PEIL = None  # from the command line
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
QUESTIONNAIRE = os.path.join(ROOT, 'questionnaires', 'instruments',
                             'leerlingbevraging.xml')
REGIONS = (*range(1, 12), 44)  # in 44 one question by age hangs together widely
YEARS = ('2025', '2026')
SMALL = '99ZZ00'  # a school where seven took part
STUDY = '''<study xmlns="urn:peil:study:1" wave="%s">
  <ojs code="VO30%02d" phone="0412-555 010" site="regio.example">Steunpunt %d</ojs>
%s  <items on="belangrijk" off="waarom_die"/>
</study>
'''
# What the page of a school asks under another heading.
QUESTIONS = {
    'Waarbij leerlingen wel eens hulp zouden willen':
        'Waarover zou jij wel eens hulp willen of willen praten? Kies alles wat past.',
    'Hoe zij over Steunpunt %d willen horen':
        'Hoe kunnen we dit het best aan leerlingen vertellen?',
}


def school_codes(region):
    """Three to five schools."""
    return ['99%02d%d0' % (region, i) for i in range(1, 4 + region % 3)]


def study(region, year, codes):
    schools = ''.join('  <school code="%s" name="School %s" level="%s" pupils="200"/>\n'
                      % (code, code, 'vo' if i == 0 else 'po')
                      for i, code in enumerate(codes))
    return STUDY % (year, region, region, schools)


def simulate(folder, region, year, name, codes, pupils):
    path = os.path.join(folder, 'simulated.xml')
    with open(path, 'w', encoding='utf-8') as file:
        file.write(study(region, year, codes))
    subprocess.run([PEIL, 'simulate', '-n', str(pupils), '--seed',
                    str(100 * region + int(year) % 100 + len(name)), '--study', path,
                    '-o', os.path.join(folder, 'leerlingen-%s.csv' % name),
                    QUESTIONNAIRE], check=True, capture_output=True)
    os.remove(path)


def make_studies(home):
    for region in REGIONS:
        folder, codes = os.path.join(home, 'regio%02d' % region), school_codes(region)
        os.makedirs(folder)
        for year in YEARS:
            simulate(folder, region, year, year, codes, 80 + 10 * (region % 5))
        if region % 4 == 0:
            simulate(folder, region, '2026', 'klein', [SMALL], 7)
            codes.append(SMALL)
        with open(os.path.join(folder, 'study.xml'), 'w', encoding='utf-8') as file:
            file.write(study(region, '2026', codes))


def make(report, studies, output, *options):
    return subprocess.run([PEIL, 'report', os.path.join(ROOT, 'reports', report),
                           '--batch', studies, '-o', output, '--format', 'html,json',
                           *options], capture_output=True, text=True, check=False)


def files_in(folder):
    found = {}
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            with open(path, 'rb') as file:
                found[os.path.relpath(path, folder)] = file.read()
    return found


class Batch(unittest.TestCase):
    home = studies = None

    @classmethod
    def setUpClass(cls):
        cls.home = tempfile.TemporaryDirectory()
        cls.studies = os.path.join(cls.home.name, 'studies')
        make_studies(cls.studies)
        cls.all = make('leerlingbevraging.xml', cls.studies, cls.path('all'), '--jobs', '3')
        cls.pages = make('school.xml', cls.studies, cls.path('pages'))

    @classmethod
    def tearDownClass(cls):
        cls.home.cleanup()

    @classmethod
    def path(cls, *parts):
        return os.path.join(cls.home.name, *parts)

    def test_every_region_has_its_report(self):
        self.assertEqual((self.all.returncode, self.pages.returncode), (0, 0),
                         self.all.stderr + self.pages.stderr)
        self.assertEqual(self.all.stderr.count(' van 12: regio')
                         + self.all.stderr.count(' of 12: regio'), 12, self.all.stderr)
        for region in REGIONS:
            self.assertEqual(sorted(os.listdir(self.path('all', 'regio%02d' % region))),
                             ['audit.csv', 'leerlingbevraging.html',
                              'leerlingbevraging.json'])

    def test_every_school_has_its_page_but_not_a_small_one(self):
        for region in REGIONS:
            folder = self.path('pages', 'regio%02d' % region)
            self.assertEqual(sorted(name for name in os.listdir(folder)
                                    if name.endswith('.html')),
                             ['school-%s.html' % code for code in school_codes(region)])
        self.assertEqual(self.pages.stderr.count(SMALL), 3, self.pages.stderr)
        page = attacker.words_of(self.path('pages', 'regio01', 'school-990110.html'))
        self.assertIn('Wat leerlingen van School 990110 zeggen', page)

    def test_one_by_one_the_same_bytes_come_out(self):
        make('school.xml', self.studies, self.path('again'), '--jobs', '1')
        self.assertEqual(files_in(self.path('again')), files_in(self.path('pages')))
        names = ['regio04', 'regio05']
        for name in names:
            shutil.copytree(os.path.join(self.studies, name), self.path('some', name))
        make('leerlingbevraging.xml', self.path('some'), self.path('few'), '--jobs', '1')
        self.assertEqual(sorted(os.listdir(self.path('few'))), names)
        for name in names:
            self.assertEqual(files_in(self.path('few', name)),
                             files_in(self.path('all', name)))

    def test_trends_appear(self):
        for region in REGIONS:
            tables = [table for table in self.tables('all', region, 'leerlingbevraging')
                      if table['title'].endswith('per meting')]
            self.assertEqual(len(tables), 1, region)
            self.assertEqual([column['title'] for column in tables[0]['columns']],
                             list(YEARS))

    def test_what_is_broken_does_not_keep_the_others(self):
        studies = self.path('broken')
        for region in (1, 2, 3):
            name = 'regio%02d' % region
            shutil.copytree(os.path.join(self.studies, name), os.path.join(studies, name))
        with open(os.path.join(studies, 'regio02', 'study.xml'), 'w') as file:
            file.write('<study')
        done = make('school.xml', studies, self.path('partly'))
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertRegex(done.stderr, 'regio02 (is mislukt|failed)')
        made = {name.split(os.sep)[0] for name in files_in(self.path('partly'))}
        self.assertEqual(made, {'regio01', 'regio03'})

    # --- The attacker ---

    def tables(self, folder, region, name):
        return attacker.json_tables(self.path(folder, 'regio%02d' % region,
                                              name + '.json'))

    def report(self, region):
        """All that the report of a region says."""
        pencil = attacker.Pencil()
        whole = self.tables('all', region, 'leerlingbevraging')
        trends = [table for table in whole if table['title'].endswith('per meting')]
        for table in whole:
            if table not in trends:
                attacker.copy_table(pencil, table)
        for table in trends:
            attacker.together(pencil, table, '2026')
        return pencil, whole

    def everything(self, region):
        """And what the pages of its schools say."""
        pencil, whole = self.report(region)
        pages = {code: self.tables('pages', region, 'school-' + code)
                 for code in school_codes(region)}
        questions = {(title % region if '%' in title else title): question
                     for title, question in QUESTIONS.items()}
        for tables in pages.values():
            for table in tables:
                table['title'] = questions[table['title']]
        attacker.schools(pencil, whole, pages)
        return pencil

    def test_html_and_json_agree(self):
        for folder in ('all', 'pages'):
            for name in files_in(self.path(folder)):
                if name.endswith('.json'):
                    stem = self.path(folder, name[:-len('.json')])
                    self.assertEqual(list(attacker.disagreements(stem, ['html'])), [])

    def test_adding_and_subtracting_finds_nothing(self):
        for region in REGIONS:
            with self.subTest(region=region):
                pencil, _ = self.report(region)
                self.assertGreater(len(pencil.hidden), 50)
                self.assertEqual(list(pencil.found(5)), [])
                self.assertEqual(list(self.everything(region).found(5, below=5)), [])

    def test_the_pencil_finds_what_is_hidden_badly(self):
        """Hidden of one school, and shown of the other and of both together."""
        pencil = attacker.Pencil()
        cells = {'a': {'hidden': True, 'text': ''}, 'b': {'value': 9, 'unit': 'count'},
                 '': {'value': 12, 'unit': 'count'}}
        for whose, cell in cells.items():
            attacker.copy_cell(pencil, cell, (whose, 'themas'), 30)
        pencil.add([('a', 'themas'), ('b', 'themas')], ('', 'themas'))
        self.assertEqual(list(pencil.found(5)), [(('a', 'themas'), 3, 3)])

    def test_the_audits_say_the_same(self):
        for name, text in files_in(self.path('all')).items():
            if name.endswith('audit.csv'):
                total = text.decode().split('\n')[1].split(',')
                self.assertEqual(total[-2], '0', name)


if __name__ == '__main__':
    PEIL = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=1)
