"""What keeps people out of a report, looked for by axe-core, and whether it fits the
window: report_axe_test.py REPORT_FILES PEIL AXE.min.js

The sample report holds every block and every drawing, public, internal and as a poster;
and the reports that ship are made of pupils that do not exist. On a phone and on a
laptop, with tables closed and open: no violation of WCAG 2.2 A and AA, nor of axe's own
good practice; no sideways scrolling; nothing too small to read.
"""
import os
import subprocess
import sys
import tempfile
import unittest

import axe_test
from runner_test import Browser

MAKER = PEIL = AXE = None  # from the command line
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PUPILS = 'leerlingen={made}/leerlingbevraging.csv'
REPORTS = {
    'leerlingbevraging': [PUPILS, 'professionals={made}/schoolscan.csv'],
    'school': [PUPILS],
    'codeboek': [PUPILS],
    'poster': [PUPILS, '{kept}/acties.csv'],
    'onderzoek': [PUPILS, 'gesprekken={made}/gespreksleidraad.csv',
                  'professionals={made}/schoolscan.csv'],
    'jaarverslag-ojs': ['{kept}/%s.csv' % name for name in
                        ('contacten', 'website', 'activiteiten', 'doelen')],
}
PHONE, NARROW, LAPTOP = (360, 740), (320, 640), (1280, 800)
OPEN = 'document.querySelectorAll("details").forEach(d => { d.open = true; });'
# Texts of drawings, and whether each lies within the page and is large enough.
SMALL = '''return [...document.querySelectorAll('.plot text')].filter(t =>
    parseFloat(getComputedStyle(t).fontSize) < 10.4).map(t => t.textContent);'''
OUTSIDE = '''const wide = document.documentElement.clientWidth;
    return [...document.querySelectorAll('.plot text, .plot rect, .plot circle')]
        .filter(t => { const box = t.getBoundingClientRect();
            return box.left < 0 || box.right > wide + 1; })
        .map(t => t.textContent || t.outerHTML);'''
# Figures and words of drawings that lie on each other.
OVERLAP = '''const boxes = [...document.querySelectorAll('.plot')].flatMap(plot => {
        const texts = [...plot.querySelectorAll('text')].map(t =>
            [t.textContent, t.getBoundingClientRect()]);
        return texts.flatMap(([a, p], i) => texts.slice(i + 1).filter(([b, q]) =>
            p.left + 2 < q.right && q.left + 2 < p.right && p.top + 4 < q.bottom &&
            q.top + 4 < p.bottom).map(([b]) => a + ' | ' + b));
    });
    return boxes;'''


class Pages:
    """What holds of every page: of the ones that a class makes."""
    names = ()

    @classmethod
    def make(cls):
        raise NotImplementedError

    @classmethod
    def setUpClass(cls):
        cls.home = tempfile.TemporaryDirectory()
        cls.make()
        with open(AXE, encoding='utf-8') as file:
            cls.axe = file.read()
        cls.browser = Browser()

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        cls.home.cleanup()

    def show(self, name, size):
        driver = self.browser.driver
        driver.execute_cdp_cmd('Emulation.setDeviceMetricsOverride',
                               {'width': size[0], 'height': size[1],
                                'deviceScaleFactor': 1, 'mobile': size[0] < 500})
        driver.get('file://%s/%s.html' % (self.home.name, name))
        return driver

    def each(self, sizes, act):
        for name in self.names:
            for size in sizes:
                with self.subTest(name=name, size=size):
                    act(self.show(name, size))

    def look(self, driver):
        driver.execute_script(self.axe)
        return driver.execute_async_script(axe_test.RUN)

    def test_nobody_is_kept_out(self):
        def act(driver):
            self.assertEqual(self.look(driver), [])
            driver.execute_script(OPEN)
            self.assertEqual(self.look(driver), [])
        self.each((PHONE, LAPTOP), act)

    def test_it_fits_the_narrowest_window(self):
        def act(driver):
            driver.execute_script(OPEN)
            self.assertLessEqual(
                *driver.execute_script('const page = document.documentElement;'
                                       'return [page.scrollWidth, page.clientWidth];'))
            self.assertEqual(driver.execute_script(OUTSIDE), [])
            self.assertEqual(driver.execute_script(SMALL), [])
        self.each((NARROW, PHONE, LAPTOP), act)

    def test_no_words_lie_on_each_other(self):
        self.each((PHONE, LAPTOP), lambda driver:
                  self.assertEqual(driver.execute_script(OVERLAP), []))

    def test_no_script_runs_and_nothing_is_asked_for(self):
        driver = self.show(self.names[0], LAPTOP)
        asked = driver.execute_script(
            'return performance.getEntriesByType("resource").map(r => r.name)')
        self.assertEqual([name for name in asked if 'favicon' not in name], [])
        self.assertEqual(driver.execute_script('return document.scripts.length'), 0)


class Sample(Pages, unittest.TestCase):
    names = ('public', 'internal', 'poster')

    @classmethod
    def make(cls):
        subprocess.run([MAKER, cls.home.name], check=True)

    def test_it_would_find_something(self):
        driver = self.show('public', PHONE)
        driver.execute_script('''
            document.querySelector("h1").outerHTML = "<button></button>";
            document.querySelector("svg[role=img]").removeAttribute("aria-labelledby");
            document.querySelector("svg[role=img] title").remove();''')
        found = ' '.join(self.look(driver))
        self.assertIn('button-name', found)
        self.assertIn('svg-img-alt', found)
        self.assertIn('page-has-heading-one', found)

    def test_a_footnote_leads_there_and_back(self):
        driver = self.show('public', PHONE)
        driver.execute_script('document.querySelector("sup a").click()')
        self.assertTrue(driver.current_url.endswith('#noot-1'))
        driver.execute_script('document.querySelector("#noot-1 a").click()')
        self.assertTrue(driver.current_url.endswith('#bij-noot-1'))


class Shipped(Pages, unittest.TestCase):
    names = ('leerlingbevraging', 'school-99AC01', 'jaarverslag-ojs', 'poster',
             'onderzoek', 'codeboek')

    @classmethod
    def make(cls):
        instruments = os.path.join(ROOT, 'questionnaires', 'instruments')
        study = os.path.join(instruments, 'study.xml')
        for name, pupils in (('leerlingbevraging', 153), ('gespreksleidraad', 24),
                             ('schoolscan', 20)):
            subprocess.run([PEIL, 'simulate', '-n', str(pupils), '--study', study, '-o',
                            os.path.join(cls.home.name, name + '.csv'),
                            os.path.join(instruments, name + '.xml')], check=True,
                           capture_output=True)
        for name, sources in REPORTS.items():
            data = [source.format(made=cls.home.name,
                                  kept=os.path.join(ROOT, 'tests', 'fixtures'))
                    for source in sources]
            subprocess.run([PEIL, 'report', os.path.join(ROOT, 'reports', name + '.xml'),
                            *data, '--study', study, '-o', cls.home.name], check=True)


class Missing(unittest.TestCase):
    def test_axe_is_there(self):
        self.fail(AXE + ' is missing: tests/prepare test fetches it')


if __name__ == '__main__':
    MAKER, PEIL, AXE = (os.path.abspath(sys.argv.pop(1)) for _ in range(3))
    names = ['Sample', 'Shipped'] if os.path.isfile(AXE) else ['Missing']
    result = unittest.main(verbosity=1, exit=False, defaultTest=names).result
    sys.exit(0 if result.wasSuccessful() else 1)
