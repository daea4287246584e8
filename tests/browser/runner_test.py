"""A real browser takes real interviews: runner_test.py PATH_OF_PEIL

Every page of every variant, by clicking and by keyboard alone, with and without
JavaScript, on a small phone and on a laptop; and all that a child does by accident.
"""
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

HERE = os.path.dirname(os.path.abspath(__file__))
QUESTIONNAIRE = os.path.join(
    HERE, '../../questionnaires/instruments/leerlingbevraging.xml')
EVERY_KIND = os.path.join(HERE, '../fixtures/runner.xml')
PEIL = None  # from the command line

PHONE, LAPTOP, ZOOMED = (320, 640), (1280, 800), (320, 256)
FLAGS = ('--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run '
         '--disable-background-networking --disable-component-update --disable-sync '
         '--disable-dev-shm-usage --window-size=1300,900').split()


def is_gone(element):
    try:
        element.is_enabled()
        return False
    except WebDriverException:  # stale, in one of its many words
        return True


class Program:
    """A peil collect with a store of its own."""

    def __init__(self, questionnaire, *options):
        self.folder = tempfile.mkdtemp(prefix='peil-browser-')
        self.questionnaire, self.options = questionnaire, options
        self.listen = '127.0.0.1:0'
        self.start()

    def start(self):
        environment = dict(os.environ, ASAN_OPTIONS='detect_leaks=0', LANGUAGE='nl')
        self.process = subprocess.Popen(
            [PEIL, 'collect', self.questionnaire, '--store',
             os.path.join(self.folder, 'visit.peil'), '--listen', self.listen,
             *self.options],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env=environment)
        ready = self.process.stdout.readline()
        found = re.search(r'http://(127\.0\.0\.1:\d+)/', ready)
        if not found:
            raise RuntimeError('peil collect did not start: ' + ready)
        self.listen, self.address = found[1], found[0]

    def crash(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate()

    def stop(self):
        self.process.terminate()
        said, _ = self.process.communicate(timeout=20)
        shutil.rmtree(self.folder)
        return self.process.returncode, said


class Browser:
    """A Chromium with what a pupil does in it."""

    def __init__(self, javascript=True):
        options = webdriver.ChromeOptions()
        options.binary_location = '/usr/bin/chromium'
        self.profile = tempfile.mkdtemp(prefix='peil-profile-')
        for flag in FLAGS + ['--user-data-dir=' + self.profile]:
            options.add_argument(flag)
        options.set_capability('goog:loggingPrefs', {'browser': 'ALL'})
        if not javascript:
            options.add_experimental_option(
                'prefs', {'profile.managed_default_content_settings.javascript': 2})
        self.driver = webdriver.Chrome(service=Service('/usr/bin/chromedriver'),
                                       options=options)

    def close(self):
        self.driver.quit()
        shutil.rmtree(self.profile, ignore_errors=True)

    def begin(self, address, size):
        self.size = size
        self.driver.execute_cdp_cmd('Emulation.setDeviceMetricsOverride', {
            'width': size[0], 'height': size[1], 'deviceScaleFactor': 1,
            'mobile': False})
        self.driver.delete_all_cookies()
        self.driver.get(address)
        self.driver.delete_all_cookies()
        self.driver.get(address)

    def find(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def item(self):
        fields = self.find('[name=item]')
        return fields[0].get_attribute('value') if fields else ''

    def number(self):
        return int(self.one('[name=n]').get_attribute('value'))

    def heading(self):
        return self.one('h1').text

    def after(self, act):
        """Does something that leads to another page, and waits for that."""
        old = self.one('html')
        act()
        wait = WebDriverWait(self.driver, 10, poll_frequency=.01)
        wait.until(lambda driver: is_gone(old))
        wait.until(lambda driver: driver.find_elements(By.TAG_NAME, 'h1'))

    def click(self, element):
        self.driver.execute_script(
            'arguments[0].scrollIntoView({block: "center"})', element)
        element.click()

    def press(self, what):
        self.after(lambda: self.click(self.one(f'main [name=do][value={what}]')))

    def choose(self, code):
        self.click(self.one(f'label[for=code-{code}]'))

    def answer(self, code):
        self.choose(code)
        self.press('next')

    def key(self, *keys):
        ActionChains(self.driver).send_keys(*keys).perform()

    def focused(self):
        return self.driver.switch_to.active_element

    def measure(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)


FORMS = 'form:not([action="/look"])'
# What stands behind a focused control is its card.
SHOWN = '''
    const control = document.activeElement;
    const shown = control.matches('.option > input') ? control.nextElementSibling
                                                     : control;
    const box = shown.getBoundingClientRect(), style = getComputedStyle(shown);
    const bar = document.querySelector('.bar');
    const inBar = bar && bar.contains(control);
    const covered = bar && !inBar && getComputedStyle(bar).position == 'sticky' &&
        box.bottom > bar.getBoundingClientRect().top + 24 &&
        box.height < innerHeight / 2;
    return {outline: style.outlineStyle == 'none' ? 0 : parseFloat(style.outlineWidth),
            covered: Boolean(covered), top: box.top, bottom: box.bottom};'''
TARGETS = '''
    return [...document.querySelectorAll('a, button, summary, .option > label, select, textarea,'
                                         + ' input[type=text]')]
        .filter(e => e.getClientRects().length)
        .filter(e => e.getBoundingClientRect().height < 44 ||
                     e.getBoundingClientRect().width < 44)
        .map(e => e.outerHTML);'''
OVERFLOW = '''
    const root = document.documentElement;
    return root.scrollWidth - root.clientWidth;'''


class Case(unittest.TestCase):
    options, questionnaire, javascript = (), QUESTIONNAIRE, True

    @classmethod
    def setUpClass(cls):
        cls.program = Program(cls.questionnaire, *cls.options)
        cls.browser = Browser(cls.javascript)

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        code, said = cls.program.stop()
        if code != 0:
            raise RuntimeError('peil collect ended with %d: %s' % (code, said))

    def begin(self, size=PHONE):
        self.browser.begin(self.program.address, size)

    def check_page(self):
        """What holds for every page."""
        b = self.browser
        self.assertEqual(b.measure(OVERFLOW), 0, 'scrolls sideways: ' + b.heading())
        self.assertEqual(len(b.find('h1')), 1)
        self.assertTrue(b.driver.title)
        self.assertEqual(b.measure(TARGETS), [], 'too small to hit: ' + b.heading())
        scripts = b.find('script')
        self.assertEqual(len(scripts), 1)
        self.assertIn('/runner.js?', scripts[0].get_attribute('src'))
        for entry in b.driver.get_log('browser'):
            self.assertNotIn('Content Security Policy', entry['message'])
            self.assertNotEqual(entry['level'], 'SEVERE', entry['message'])

    def check_names(self):
        for control in self.browser.find('input:not([type=hidden]), select, textarea'):
            if control.is_displayed():
                self.assertTrue(control.accessible_name)

    def check_focus(self):
        seen = self.browser.measure(SHOWN)
        self.assertGreaterEqual(seen['outline'], 3, self.browser.heading())
        self.assertFalse(seen['covered'], 'focus is under the bar')
        self.assertGreater(seen['bottom'], 0)
        self.assertLess(seen['top'], self.browser.size[1])


class Walks:
    """Whole interviews. `pupils` says who goes which way."""

    pupils = ()

    def test_whole_interviews(self):
        for group, way, size in self.pupils:
            with self.subTest(group=group, way=way.__name__, size=size):
                self.begin(size)
                self.walk(group, way)

    def walk(self, group, way):
        b = self.browser
        for _ in range(60):
            self.check_page()
            if not b.item():
                break
            way(self, group if b.item() == 'groep' else None)
        self.assertIn('Klaar', b.driver.title)
        self.check_page()
        b.press('finish')
        self.assertEqual(b.heading(), 'Dank je wel!')
        self.check_page()

    def by_clicking(self, code):
        b = self.browser
        self.check_names()
        cards = b.find('.options:not(.aside) .option > label')
        if code:
            b.choose(code)
        elif b.item() == 'hulp_eerst':
            b.choose('10')
            b.one('[name=text_10]').send_keys('mijn oma <b>')
        elif cards:
            b.click(cards[0])
            self.assertTrue(b.find('.option > input:checked'))
        for field in b.find('textarea'):
            field.send_keys('een tip & meer')
        b.press('next')

    def by_keyboard(self, code):
        b = self.browser
        chosen = False
        for _ in range(40):
            b.key(Keys.TAB)
            self.check_focus()
            on = b.focused()
            kind = on.get_attribute('type')
            if on.get_attribute('value') == 'next':
                break
            if kind == 'radio' and not chosen:
                b.key(Keys.SPACE)
                while code and b.focused().get_attribute('value') != code:
                    b.key(Keys.ARROW_DOWN)
                    self.check_focus()
                chosen = True
            elif kind == 'checkbox' and not chosen:
                b.key(Keys.SPACE)
                self.assertTrue(on.is_selected())
                chosen = True
            elif on.tag_name == 'textarea':
                b.key('een tip')
        self.assertEqual(b.focused().get_attribute('value'), 'next')
        b.after(lambda: b.key(Keys.ENTER))


class WithJavaScript(Walks, Case):
    pupils = (('5', Walks.by_clicking, LAPTOP), ('8', Walks.by_keyboard, LAPTOP),
              ('11', Walks.by_keyboard, PHONE))


class WithoutJavaScript(Walks, Case):
    javascript = False

    def test_scripts_do_not_run(self):  # else this class tests nothing new
        self.browser.driver.get(
            'data:text/html,<title>off</title><script>document.title = "on"</script>')
        self.assertEqual(self.browser.driver.title, 'off')

    pupils = (('5', Walks.by_keyboard, PHONE), ('8', Walks.by_clicking, PHONE),
              ('11', Walks.by_clicking, LAPTOP))


class Accidents(Case):
    """All that must do no harm."""

    def to_assent(self, size=PHONE):
        self.begin(size)
        self.browser.answer('5')
        self.assertEqual(self.browser.item(), 'meedoen')

    def to_first_question(self):
        self.to_assent()
        self.browser.answer('1')
        self.browser.answer('2')  # two to practise with
        self.browser.answer('3')
        self.assertEqual(self.browser.item(), 'hulp_eerst')

    def test_nothing_chosen(self):
        b = self.browser
        self.begin()
        b.press('next')
        self.assertTrue(b.driver.title.startswith('Fout: '))
        self.assertEqual(b.one('[role=alert]').text,
                         'Kies een antwoord, of sla de vraag over.')
        self.assertEqual(b.focused().get_attribute('name'), 'code')
        self.check_focus()
        self.check_page()
        b.answer('5')
        self.assertEqual(b.item(), 'meedoen')

    def test_reload(self):
        b = self.browser
        self.to_first_question()
        number = b.number()
        for _ in range(3):
            b.after(b.driver.refresh)
        self.assertEqual((b.item(), b.number()), ('hulp_eerst', number))

    def test_back_button_of_the_browser(self):
        b = self.browser
        self.to_first_question()
        number = b.number()
        b.driver.back()
        b.driver.back()
        b.driver.get(self.program.address)
        self.assertEqual((b.item(), b.number()), ('hulp_eerst', number))
        b.driver.back()
        if b.find('[name=item]'):  # an old page may be shown: its answer is stale
            b.press('next')
        b.driver.get(self.program.address)
        self.assertEqual(b.number(), number)

    def test_back_button_of_the_page(self):
        b = self.browser
        self.to_first_question()
        b.press('back')
        self.assertEqual(b.item(), 'oefen_dieren')
        self.assertTrue(b.one('#code-3').is_selected())
        b.press('next')
        self.assertEqual(b.item(), 'hulp_eerst')

    def test_double_click(self):
        b = self.browser
        self.to_assent(LAPTOP)
        number = b.number()
        b.choose('1')
        b.after(lambda: ActionChains(b.driver).double_click(
            b.one('main [value=next]')).perform())
        b.driver.get(self.program.address)
        self.assertEqual((b.item(), b.number()), ('oefen_kleur', number + 1))

    def test_two_tabs(self):
        b = self.browser
        self.to_first_question()
        first = b.driver.current_window_handle
        b.driver.switch_to.new_window('tab')
        b.driver.get(self.program.address)
        self.assertEqual(b.item(), 'hulp_eerst')
        b.answer('1')
        item, number = b.item(), b.number()
        b.driver.close()
        b.driver.switch_to.window(first)
        self.assertEqual(b.item(), 'hulp_eerst')
        b.answer('2')  # too late: the first answer stands
        self.assertEqual((b.item(), b.number()), (item, number))
        b.press('back')
        self.assertTrue(b.one('#code-1').is_selected())

    def test_skip(self):
        b = self.browser
        self.to_first_question()
        b.press('skip')
        self.assertNotEqual(b.item(), 'hulp_eerst')
        b.press('back')
        self.assertEqual(b.find('.option > input:checked'), [])

    def test_refusal(self):
        b = self.browser
        self.to_assent()
        self.assertEqual(b.find('[value=skip]'), [])
        cards = [card.size for card in b.find('.two .option > label')]
        self.assertEqual(len(cards), 2)
        self.assertEqual(cards[0], cards[1])
        b.answer('2')
        self.assertEqual(b.find(FORMS), [])
        self.check_page()
        b.after(b.driver.refresh)
        self.assertEqual(b.find(FORMS), [])

    def test_stop_and_wipe(self):
        b = self.browser
        self.to_first_question()
        b.after(lambda: b.one('.stop').click())
        self.check_page()
        sizes = [button.size for button in b.find('.pair button')]
        self.assertEqual(sizes[0]['width'], sizes[1]['width'])
        b.after(lambda: b.one('a.next').click())  # rather not
        self.assertEqual(b.item(), 'hulp_eerst')
        b.after(lambda: b.one('.stop').click())
        b.press('wipe')
        self.assertEqual(b.heading(), 'Je antwoorden zijn gewist.')
        self.check_page()
        b.driver.back()
        b.driver.get(self.program.address)
        self.assertEqual(b.heading(), 'Je antwoorden zijn gewist.')

    def test_stop_and_keep(self):
        b = self.browser
        self.to_first_question()
        b.after(lambda: b.one('.stop').click())
        b.press('keep')
        self.assertEqual(b.find(FORMS), [])
        self.check_page()

    def test_restart_of_the_server(self):
        b = self.browser
        self.to_first_question()
        number = b.number()
        self.program.crash()
        self.program.start()
        b.answer('1')  # on the page of before
        self.assertEqual(b.number(), number + 1)
        self.program.crash()
        self.program.start()
        b.after(b.driver.refresh)
        self.assertEqual(b.number(), number + 1)

    def test_zoomed_in_to_400_percent(self):
        b = self.browser
        self.begin(ZOOMED)
        self.check_page()
        self.assertEqual(b.one('.bar').value_of_css_property('position'), 'static')
        b.answer('5')
        self.assertEqual(b.item(), 'meedoen')

    def test_no_such_page(self):
        b = self.browser
        self.to_first_question()
        b.driver.get(self.program.address + 'admin')
        b.driver.get_log('browser')  # the 404 itself
        self.check_page()
        b.after(lambda: b.one('a.next').click())
        self.assertEqual(b.item(), 'hulp_eerst')


class EveryKind(Case):
    """The questions that the pupils' questionnaire does not have."""

    questionnaire = EVERY_KIND

    def rank(self):
        """Tapped in order; a second tap takes it away."""
        b = self.browser
        luisteren, tijd, geheim = b.find('.place')
        for button in (tijd, geheim, luisteren, tijd, luisteren):
            b.click(button)
            self.check_page()
        self.assertEqual([button.text.split('\n') for button in b.find('.place')],
                         [['Luisteren', 'plaats 2'], ['Tijd'], ['Geheim', 'plaats 1']])
        self.assertEqual([button.get_attribute('aria-pressed')
                          for button in b.find('.place')], ['true', 'false', 'true'])
        self.assertEqual([button.is_enabled() for button in b.find('.place')],
                         [True, False, True])  # two places, both given
        b.press('next')
        b.press('back')
        self.assertEqual(b.find('.place')[2].text, 'Geheim\nplaats 1')
        b.press('next')

    def test_every_kind(self):
        b = self.browser
        self.begin(PHONE)
        for code in ('8', '1', '2', '3', '97'):
            self.check_page()
            self.check_names()
            b.answer(code)
        self.assertEqual(b.item(), 'volgorde')
        self.check_page()
        self.rank()
        self.assertEqual(b.item(), 'leeftijd')
        self.check_page()
        self.check_names()
        b.one('[name=value]').send_keys('99', Keys.ENTER)  # Enter is "Verder"
        WebDriverWait(b.driver, 5).until(lambda _: b.find('[role=alert]'))
        self.assertEqual(b.one('[name=value]').get_attribute('value'), '99')
        b.one('[name=value]').clear()
        b.after(lambda: b.one('[name=value]').send_keys('9', Keys.ENTER))
        self.assertEqual(b.item(), 'dag')
        self.check_page()
        self.check_names()
        b.one('[name=value_day]').send_keys('3')
        b.one('[name=value_month]').send_keys('februari')
        b.one('[name=value_year]').send_keys('2026')
        b.press('next')
        self.assertEqual(b.item(), 'uitleg')
        self.check_page()
        b.press('back')
        self.assertEqual(b.one('[name=value_year]').get_attribute('value'), '2026')


class EveryKindWithoutJavaScript(EveryKind):
    javascript = False

    def rank(self):
        b = self.browser
        self.assertEqual(b.find('.place'), [])
        b.one('#rank-3').send_keys('1')
        b.one('#rank-1').send_keys('1')
        b.press('next')
        self.assertIn('Geef elke plaats', b.one('[role=alert]').text)
        b.one('#rank-1').send_keys('2')
        b.press('next')


class Kiosk(Case):
    options = ('--mode', 'kiosk', '--set', 'groep=7')

    def test_turns(self):
        b = self.browser
        self.begin(LAPTOP)
        first = b.driver.get_cookie('peil')['value']
        self.assertTrue(b.driver.get_cookie('peil')['httpOnly'])
        b.after(lambda: b.one('.stop').click())
        b.press('keep')
        self.check_page()
        b.press('next')
        self.assertNotEqual(b.driver.get_cookie('peil')['value'], first)
        self.assertEqual(b.number(), 1)
        self.assertEqual(b.find('[role=alert]'), [])
        b.driver.back()
        b.driver.get(self.program.address)
        self.assertEqual(b.number(), 1)


if __name__ == '__main__':
    PEIL = os.path.abspath(sys.argv.pop(1))
    result = unittest.main(verbosity=1, exit=False).result
    failed = len(result.failures) + len(result.errors)
    print('%d passed, %d failed' % (result.testsRun - failed, failed))
    sys.exit(1 if failed else 0)
