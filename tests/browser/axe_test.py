"""What keeps people out, looked for by axe-core: axe_test.py PEIL AXE.min.js

Every kind of page in every variant, on a phone and on a laptop, plain and with every
adjustment: not one violation of WCAG 2.2 A and AA, nor of axe's own good practice. A
machine finds about half of what there is to find; runner_test.py looks at the keyboard,
the focus and what enlarging does.
"""
import os
import sys
import unittest

import runner_test
from joining_test import Class
from runner_test import EVERY_KIND, QUESTIONNAIRE, Browser, Program

AXE = None  # from the command line
PHONE, LAPTOP = (360, 740), (1280, 800)
RUN = '''
    const done = arguments[arguments.length - 1];
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',
                  'best-practice'];
    axe.run(document, {runOnly: tags, resultTypes: ['violations']}).then(
        found => done(found.violations.map(v => v.id + ': ' + v.help + ' | ' +
            v.nodes.map(n => n.html.slice(0, 120)).join(' | '))),
        trouble => done([String(trouble)]));'''
# The ear is there wherever a device has a Dutch voice.
VOICE = '''
    Object.defineProperty(window, 'speechSynthesis', { value: {
        getVoices: () => [{name: 'Ellen', lang: 'nl-NL', localService: true},
                          {name: 'Emma', lang: 'en-GB', localService: true}],
        speak: () => {}, cancel: () => {}, addEventListener: () => {} } });'''


class Axe(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with open(AXE, encoding='utf-8') as file:
            cls.axe = file.read()
        cls.browser = Browser()
        cls.browser.driver.execute_cdp_cmd('Page.addScriptToEvaluateOnNewDocument',
                                           {'source': VOICE})
        cls.looked = 0

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        print('%d pages looked at' % cls.looked)

    def look(self, where):
        b = self.browser
        b.driver.execute_script(self.axe)
        found = b.driver.execute_async_script(RUN)
        type(self).looked += 1
        self.assertEqual(found, [], '%s at %s' % (where or b.heading(), b.size))

    def sights(self):
        """A size, and what is chosen under "Aa"."""
        return [(PHONE, ''), (PHONE, 'lsc'), (LAPTOP, ''), (LAPTOP, 'lsc')]

    def begin(self, address, size, letters):
        b = self.browser
        b.begin(address, size)
        if letters:
            b.driver.add_cookie({'name': 'look', 'value': letters, 'path': '/'})
            b.after(b.driver.refresh)
            self.assertTrue(b.one('html').get_attribute('class'))

    def choose_something(self):
        """An answer to whatever is asked."""
        b = self.browser
        cards = b.find('.options:not(.aside) .option > label')
        places = b.find('.place')
        if cards or places:
            b.click((cards or places)[0])
        for field in b.find('[name=value]'):
            field.send_keys('9' if field.tag_name == 'input' else 'een tip')
        for name, text in (('day', '3'), ('month', 'mei'), ('year', '2026')):
            for field in b.find('[name=value_%s]' % name):
                field.send_keys(text)

    def walk(self, code):
        b = self.browser
        for _ in range(60):
            self.look(b.item())
            if not b.item():
                break
            if b.item() == 'groep':
                b.answer(code)
                continue
            self.choose_something()
            self.look(b.item() + ', filled in')
            b.press('next')
        b.press('finish')
        self.look('done')


class Missing(unittest.TestCase):
    def test_axe_is_there(self):
        self.fail(AXE + ' is missing: tests/prepare test fetches it')


class Instrument(Axe):
    def test_every_variant(self):
        program = Program(QUESTIONNAIRE)
        try:
            for number, (size, letters) in enumerate(self.sights()):
                code = ('5', '8', '11')[number % 3]
                with self.subTest(code=code, size=size, letters=letters):
                    self.begin(program.address, size, letters)
                    self.walk(code)
        finally:
            program.stop()


class EveryKind(Axe):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.program = Program(EVERY_KIND)

    @classmethod
    def tearDownClass(cls):
        cls.program.stop()
        super().tearDownClass()

    def each(self, act):
        for size, letters in self.sights():
            with self.subTest(size=size, letters=letters):
                self.begin(self.program.address, size, letters)
                act(self.browser)

    def test_every_kind_in_every_variant(self):
        for code in ('5', '8', '11'):
            self.each(lambda b, code=code: self.walk(code))

    def test_mistakes_and_aids(self):
        def act(b):
            b.press('next')
            self.look('a mistake')
            b.click(b.one('.look summary'))
            self.look('how it looks')
            b.click(b.one('.look summary'))
            b.press('in-en')
            self.look('in English')
            b.answer('5')
            b.click(b.one('.ear'))
            self.look('reading aloud')
        self.each(act)

    def test_leaving(self):
        def act(b):
            b.after(lambda: b.one('.stop').click())
            self.look('stop?')
            b.press('keep')
            self.look('stopped')
        self.each(act)

        def refuse(b):
            b.answer('5')
            b.answer('2')
            self.look('refused')
            b.click(b.one('.scene.first .next'))
            self.look('refused, the next drawing')
        self.each(refuse)

        def wipe(b):
            b.driver.get(self.program.address + 'wipe')
            self.look('wipe?')
            b.press('wipe')
            self.look('wiped')
        self.each(wipe)

    def test_it_would_find_something(self):
        b = self.browser
        self.begin(self.program.address, PHONE, '')
        b.measure('document.querySelector("h1").outerHTML = "<button></button>";')
        with self.assertRaises(AssertionError) as found:
            self.look('a page with faults')
        self.assertIn('button-name', str(found.exception))
        self.assertIn('page-has-heading-one', str(found.exception))

    def test_no_such_page(self):
        def act(b):
            b.driver.get(self.program.address + 'admin')
            self.look('no such page')
        self.each(act)

    def test_the_cover_and_what_is_not_kept(self):
        def act(b):
            b.measure('''
                const cover = document.createElement('div');
                cover.className = 'cover';
                cover.setAttribute('role', 'dialog');
                cover.setAttribute('aria-modal', 'true');
                cover.setAttribute('aria-label', 'Tik om verder te gaan');
                cover.innerHTML = '<button>Tik om verder te gaan</button>';
                document.body.appendChild(cover);
                document.documentElement.classList.add('covered');''')
            self.look('the cover')
            b.after(b.driver.refresh)
            b.measure('document.querySelector(".unsaved").textContent = "Even wachten";'
                      'document.querySelector("main").ariaBusy = "true";')
            self.look('not kept yet')
        self.each(act)


class Shared(Axe):
    def test_kiosk(self):
        program = Program(EVERY_KIND, '--mode', 'kiosk', '--practice')
        try:
            for size, letters in self.sights():
                self.begin(program.address, size, letters)
                self.look('kiosk')
                self.browser.answer('5')
                self.browser.driver.get(program.address + 'still')
                self.look('still there?')
                self.browser.driver.get(program.address)
                self.browser.answer('2')
                self.look('the next pupil')
        finally:
            program.stop()

    def test_cards(self):
        program = Class(EVERY_KIND, '--mode', 'cards')
        b = self.browser
        try:
            for size, letters in self.sights():
                self.begin(program.address, size, letters)
                self.look('a code, please')
                b.one('#code').send_keys('AAAAAA')
                b.press('join')
                self.look('that is no code')
                b.driver.get(program.address + 'k/' + program.codes[0])
                self.look('is this yours?')
        finally:
            program.stop()


if __name__ == '__main__':
    runner_test.PEIL = os.path.abspath(sys.argv.pop(1))
    AXE = os.path.abspath(sys.argv.pop(1))
    there = os.path.isfile(AXE)
    names = ['Instrument', 'EveryKind', 'Shared'] if there else ['Missing']
    result = unittest.main(verbosity=1, exit=False, defaultTest=names).result
    failed = len(result.failures) + len(result.errors)
    print('%d passed, %d failed' % (result.testsRun - failed, failed))
    sys.exit(1 if failed else 0)
