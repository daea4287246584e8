"""Children first, in a real browser: children_test.py PEIL

Reading aloud, looks, languages, practice, answers that are not kept yet, the cover, and
the pages of those who would rather not. By hand and by keyboard, with and without a
script.
"""
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.request
import wave

import runner_test
from runner_test import (EVERY_KIND, FORMS, HERE, LAPTOP, PHONE, QUESTIONNAIRE, ZOOMED,
                         Browser, Case, Program)
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

# A device's voices, and what was said with them: this Chromium has none of its own.
VOICES = '''
    window.said = [];
    window.SpeechSynthesisUtterance = function (text) { this.text = text; };
    Object.defineProperty(window, 'speechSynthesis', { value: {
        getVoices: () => %s,
        speak: words => {
            said.push([words.voice.name, words.text]);
            window.speaking = setTimeout(() => words.onend(), 60);
        },
        cancel: () => clearTimeout(window.speaking),
        addEventListener: () => {},
    } });'''
LOCAL = '''[{name: 'far', lang: 'nl-NL', localService: false},
            {name: 'Ellen', lang: 'nl-BE', localService: true},
            {name: 'Emma', lang: 'en-GB', localService: true}]'''
FAR = "[{name: 'far', lang: 'nl-NL', localService: false}]"


def sound(path, seconds=.15):
    """A little silence that a browser can play."""
    with wave.open(path, 'wb') as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(struct.pack('<h', 0) * int(8000 * seconds))


class Sounding(Program):
    """A questionnaire with recordings of its first questions beside it."""

    RECORDED = ('groep.all.question', 'groep.all.5', 'groep.all.8', 'hulp.a.question',
                'hulp.all.1', 'hulp.all.dk', 'meedoen.all.intro')

    def __init__(self, *options):
        self.beside = tempfile.mkdtemp(prefix='peil-audio-')
        shutil.copy(EVERY_KIND, os.path.join(self.beside, 'q.xml'))
        os.mkdir(os.path.join(self.beside, 'audio'))
        for name in self.RECORDED:
            sound(os.path.join(self.beside, 'audio', name + '.wav'))
        super().__init__(os.path.join(self.beside, 'q.xml'), *options)

    def stop(self):
        shutil.rmtree(self.beside)
        return super().stop()


def wait_for(what, seconds=10):
    WebDriverWait(None, seconds, poll_frequency=.02).until(lambda _: what())


class Children(Case):
    questionnaire = EVERY_KIND

    def begin(self, size=PHONE):
        self.browser.begin(self.program.address, size)

    def pretend(self, voices):
        """From here on this browser has these voices."""
        added = self.browser.driver.execute_cdp_cmd(
            'Page.addScriptToEvaluateOnNewDocument', {'source': VOICES % voices})
        self.addCleanup(self.browser.driver.execute_cdp_cmd,
                        'Page.removeScriptToEvaluateOnNewDocument', added)

    def ear(self):
        return self.browser.one('.ear')

    def heard(self):
        """Presses the ear and notes what is highlighted until it is silent."""
        b, seen = self.browser, []
        b.click(self.ear())
        wait_for(lambda: b.find('.aloud'))
        until = time.time() + 20
        while time.time() < until:
            now = b.measure('return [...document.querySelectorAll(".aloud")]'
                            '.map(e => e.textContent)')
            self.assertLessEqual(len(now), 1)
            if not now:
                return seen
            if not seen or seen[-1] != now[0]:
                seen.append(now[0])
        self.fail('it does not stop reading')


class OwnVoice(Children):
    def test_reads_all_in_order(self):
        self.pretend(LOCAL)
        b = self.browser
        self.begin()
        b.answer('5')
        self.check_page()
        texts = ['Hoi! Wij stellen je vragen.', 'Het is geen toets.', 'Wil je meedoen?',
                 'Ja, ik doe mee', 'Nee, liever niet']
        self.assertEqual(self.heard(), texts)
        self.assertEqual(b.measure('return said'), [['Ellen', text] for text in texts])
        self.assertEqual(self.ear().text, 'Lees voor')
        b.answer('1')
        self.assertEqual(self.heard(), ['Naar wie ga je?', 'Denk aan "school".',
                                        'Thuis & familie', 'Iemand anders',
                                        'Weet ik niet', 'Zeg ik liever niet'])

    def test_a_second_press_is_silence(self):
        self.pretend(LOCAL)
        b = self.browser
        self.begin()
        b.click(self.ear())
        wait_for(lambda: b.find('.aloud'))
        self.assertEqual(self.ear().text, 'Stop met lezen')
        wait_for(lambda: b.measure(  # at once: the voice does not wait for us
            'const word = document.querySelector(".aloud");'
            'return word && getComputedStyle(word).textDecorationLine == "underline"'))
        b.click(self.ear())
        self.assertEqual(b.find('.aloud'), [])
        self.assertEqual(self.ear().text, 'Lees voor')
        said = b.measure('return said.length')
        time.sleep(.3)
        self.assertEqual(b.measure('return said.length'), said)

    def test_by_keyboard(self):
        self.pretend(LOCAL)
        b = self.browser
        self.begin()
        for _ in range(5):
            b.key(Keys.TAB)
            if b.focused() == self.ear():
                break
        self.check_focus()
        b.key(Keys.SPACE)
        wait_for(lambda: b.find('.aloud'))
        b.key(Keys.SPACE)
        self.assertEqual(b.find('.aloud'), [])

    def test_larger_for_the_youngest(self):
        self.pretend(LOCAL)
        b = self.browser
        heights = {}
        for group in ('5', '8'):
            self.begin()
            b.answer(group)
            heights[group] = self.ear().size['height']
            self.check_page()
        self.assertGreater(heights['5'], heights['8'])

    def test_in_the_language_of_the_words(self):
        self.pretend(LOCAL)
        b = self.browser
        self.begin()
        b.press('in-en')
        self.assertEqual(self.ear().text, 'Read aloud')
        self.heard()  # the options have Dutch words only
        self.assertEqual(b.measure('return said'),
                         [['Emma', 'Which group are you in?'], ['Ellen', 'Groep 5'],
                          ['Ellen', 'Groep 8'], ['Ellen', 'Klas 1']])

    def test_no_voice_of_a_company(self):
        self.pretend(FAR)
        self.begin()
        self.assertFalse(self.ear().is_displayed())
        self.check_page()

    def test_the_ear_moves_nothing(self):
        b = self.browser
        self.begin()
        self.assertFalse(self.ear().is_displayed())
        before = b.one('h1').rect
        self.pretend(LOCAL)
        b.after(b.driver.refresh)
        self.assertTrue(self.ear().is_displayed())
        self.assertEqual(b.one('h1').rect, before)


class Recorded(Children):
    @classmethod
    def setUpClass(cls):
        cls.program, cls.browser = Sounding(), Browser()

    def test_plays_what_is_recorded(self):
        b = self.browser
        self.begin()
        self.check_page()
        self.assertTrue(self.ear().is_displayed())
        self.assertEqual(self.heard(), ['In welke groep zit je?', 'Groep 5', 'Groep 8'])
        b.answer('5')
        self.assertEqual(self.heard(), ['Hoi! Wij stellen je vragen.Het is geen toets.'])
        b.answer('1')
        self.assertEqual(self.heard(),
                         ['Naar wie ga je?', 'Thuis & familie', 'Weet ik niet'])

    def test_both_together(self):
        self.pretend(LOCAL)
        b = self.browser
        self.begin()
        self.assertEqual(self.heard(),
                         ['In welke groep zit je?', 'Groep 5', 'Groep 8', 'Klas 1'])
        self.assertEqual(b.measure('return said'), [['Ellen', 'Klas 1']])

    def test_nothing_plays_by_itself(self):
        b = self.browser
        self.begin()
        time.sleep(.5)
        self.assertEqual(b.find('.aloud'), [])
        self.assertEqual(b.find('audio[autoplay]'), [])


class RecordedWithoutJavaScript(Children):
    javascript = False

    @classmethod
    def setUpClass(cls):
        cls.program, cls.browser = Sounding(), Browser(javascript=False)

    def test_players(self):
        b = self.browser
        self.begin()
        self.check_page()
        self.assertFalse(self.ear().is_displayed())
        b.click(b.one('.listen summary'))
        players = b.find('.listen audio[controls][preload=none]')
        self.assertEqual(len(players), 3)
        self.assertEqual([caption.text for caption in b.find('figcaption')],
                         ['In welke groep zit je?', 'Groep 5', 'Groep 8'])
        for player in players:
            with urllib.request.urlopen(player.get_attribute('src')) as reply:
                self.assertEqual(reply.headers['Content-Type'], 'audio/wav')
                self.assertGreater(len(reply.read()), 1000)
        self.check_page()


class Looks(Children):
    def toggle(self, *letters):
        b = self.browser
        b.click(b.one('.look summary'))
        for letter in letters:
            b.click(b.one('.look [data-letter=%s]' % letter))
        b.click(b.one('.look summary'))

    def classes(self):
        return sorted(self.browser.one('html').get_attribute('class').split())

    def test_each_and_all(self):
        b = self.browser
        self.begin()
        plain = b.one('h1').size['height']
        b.choose('8')
        b.click(b.one('.look summary'))
        for letters, classes in (('l', ['large']), ('s', ['large', 'spaced']),
                                 ('c', ['contrast', 'large', 'spaced']),
                                 ('s', ['contrast', 'large'])):
            b.click(b.one('.look [data-letter=%s]' % letters))
            self.assertEqual(self.classes(), classes)
            self.check_page()
        self.assertTrue(b.one('#code-8').is_selected(), 'what was chosen is gone')
        self.assertGreater(b.one('h1').size['height'], plain)
        wait_for(lambda: (b.driver.get_cookie('look') or {}).get('value') == 'lc')
        self.assertTrue(b.driver.get_cookie('look')['httpOnly'])
        b.press('next')
        self.assertEqual(self.classes(), ['contrast', 'large'])
        pressed = [button.get_attribute('aria-pressed')
                   for button in b.find('.look [data-letter]')]
        self.assertEqual(pressed, ['true', 'false', 'true'])

    def test_what_was_filled_in_stays(self):
        """And Enter still means "next"."""
        b = self.browser
        self.begin()
        b.answer('5')
        b.answer('1')
        b.choose('10')
        b.one('[name=text_10]').send_keys('mijn oma <b>')
        item = b.item()
        self.toggle('l')
        self.assertEqual(self.classes(), ['large'])
        self.assertEqual(b.item(), item)
        self.assertTrue(b.one('#code-10').is_selected())
        self.assertEqual(b.one('[name=text_10]').get_attribute('value'), 'mijn oma <b>')
        b.after(lambda: b.one('[name=text_10]').send_keys(Keys.ENTER))
        self.assertNotEqual(b.item(), item)
        self.assertEqual(self.classes(), ['large'])
        b.press('back')
        self.assertEqual(b.one('[name=text_10]').get_attribute('value'), 'mijn oma <b>')

    def test_nothing_scrolls_sideways(self):
        b = self.browser
        for size in (PHONE, LAPTOP, ZOOMED):
            self.begin(size)
            self.toggle('l', 's', 'c')
            for code in ('5', '1', '10', '1', '1'):
                self.check_page()
                b.answer(code)
            self.check_page()  # ranking

    def test_by_keyboard(self):
        b = self.browser
        self.begin()
        b.key(Keys.TAB)
        self.assertEqual(b.focused().tag_name, 'summary')
        self.check_focus()
        b.key(Keys.ENTER, Keys.TAB)
        self.check_focus()
        b.key(Keys.SPACE)
        self.assertEqual(self.classes(), ['large'])

    def test_the_next_pupil_begins_plainly(self):
        program = Program(EVERY_KIND, '--mode', 'kiosk')
        b = self.browser
        try:
            b.begin(program.address, LAPTOP)
            self.toggle('c')
            wait_for(lambda: b.driver.get_cookie('look'))
            b.after(lambda: b.one('.stop').click())
            b.press('keep')
            b.press('next')
            self.assertIsNone(b.driver.get_cookie('look'))
            self.assertEqual(self.classes(), [])
        finally:
            program.stop()


class LooksWithoutJavaScript(Looks):
    javascript = False

    def toggle(self, *letters):
        b = self.browser
        for letter in letters:
            b.click(b.one('.look summary'))
            b.after(lambda: b.click(b.one('.look [data-letter=%s]' % letter)))

    def test_each_and_all(self):
        b = self.browser
        self.begin()
        for letter, classes in (('c', ['contrast']), ('l', ['contrast', 'large']),
                                ('c', ['large'])):
            self.toggle(letter)
            self.assertEqual(self.classes(), classes)
            self.check_page()
        b.after(lambda: b.one('.stop').click())
        self.toggle('s')
        self.assertIn('Wil je stoppen', b.heading())
        self.assertEqual(self.classes(), ['large', 'spaced'])

    def test_by_keyboard(self):
        b = self.browser
        self.begin()
        b.key(Keys.TAB, Keys.ENTER, Keys.TAB)
        b.after(lambda: b.key(Keys.ENTER))
        self.assertEqual(self.classes(), ['large'])


class Sending(Children):
    """What happens when an answer does not arrive."""

    def test_says_so_and_tries_again(self):
        b = self.browser
        self.begin()
        b.answer('5')
        number = b.number()
        b.choose('1')
        self.program.crash()
        b.click(b.one('main [value=next]'))
        wait_for(lambda: b.one('.unsaved').text)
        self.assertEqual(b.one('.unsaved').text,
                         'Even wachten, je antwoord is nog niet bewaard.')
        self.assertEqual(b.one('.unsaved').get_attribute('role'), 'status')
        self.assertEqual(b.item(), 'meedoen')
        self.assertTrue(b.one('#code-1').is_selected())
        self.assertEqual(b.one('main').get_attribute('aria-busy'), 'true')
        b.choose('2')  # too late
        b.one('#code-1').send_keys(Keys.ARROW_DOWN)
        b.click(b.one('main [value=next]'))
        self.assertTrue(b.one('#code-1').is_selected())
        self.assertFalse(b.measure(  # leaving is asked about
            'const leave = new Event("beforeunload", {cancelable: true});'
            'return dispatchEvent(leave);'))
        old = b.one('html')
        self.program.start()
        wait_for(lambda: runner_test.is_gone(old), 20)
        wait_for(lambda: b.find('h1'))
        self.assertEqual((b.item(), b.number()), ('hulp', number + 1))
        self.assertEqual(b.one('.unsaved').text, '')
        b.driver.get_log('browser')  # the refused connections themselves

    def test_asks_nothing_when_all_is_kept(self):
        b = self.browser
        self.begin()
        b.answer('5')
        self.assertTrue(b.measure('return dispatchEvent(new Event("beforeunload",'
                                  ' {cancelable: true}));'))

    def test_what_the_server_will_not_have(self):
        b = self.browser
        self.begin()
        b.driver.delete_all_cookies()
        b.choose('5')
        b.press('next')
        self.assertEqual(b.heading(), 'Dat lukte niet.')
        b.driver.get_log('browser')  # the 403 itself


class Cover(Children):
    def is_covered(self):
        return bool(self.browser.find('.cover'))

    def test_after_half_a_minute(self):
        b = self.browser
        self.begin()
        b.choose('5')
        b.one('#code-5').send_keys(Keys.SPACE)
        begun = time.time()
        time.sleep(27)
        self.assertFalse(self.is_covered())
        wait_for(self.is_covered, 8)
        self.assertGreater(time.time() - begun, 29)
        self.check_cover()
        b.key(Keys.ENTER)
        self.assertFalse(self.is_covered())
        self.assertTrue(b.one('h1').is_displayed())
        self.assertTrue(b.one('#code-5').is_selected())
        self.assertEqual(b.focused(), b.one('#code-5'))

    def check_cover(self):
        """Nothing under it can be read, or reached by keyboard."""
        b = self.browser
        button = b.one('.cover button')
        self.assertEqual(button.text, 'Tik om verder te gaan')
        self.assertEqual(b.focused(), button)
        for hidden in ('h1', 'header', 'label', '.bar'):
            self.assertFalse(b.one(hidden).is_displayed(), hidden)
        size = b.one('.cover').size
        self.assertEqual((size['width'], size['height']), b.size)
        for _ in range(4):
            b.key(Keys.TAB)
            on = b.focused()
            self.assertTrue(on == button or on.tag_name in ('body', 'html'))
        b.measure('arguments[0].focus()', button)

    def test_not_on_the_last_page(self):
        b = self.browser
        self.begin()
        b.after(lambda: b.one('.stop').click())
        self.assertTrue(b.one('#runner').get_attribute('data-cover'))
        b.press('keep')
        self.assertIsNone(b.one('#runner').get_attribute('data-cover'))


class Pages(Children):
    def test_a_language_of_ones_own(self):
        b = self.browser
        self.begin()
        languages = b.find('.languages button')
        self.assertEqual([(one.text, one.get_attribute('lang')) for one in languages],
                         [('Nederlands', 'nl'), ('English', 'en')])
        b.press('in-en')
        self.check_page()
        self.assertEqual(b.heading(), 'Which group are you in?')
        self.assertEqual(b.one('html').get_attribute('lang'), 'en')
        self.assertEqual(b.one('main [value=next]').text, 'Next')
        b.press('in-nl')
        self.assertEqual(b.heading(), 'In welke groep zit je?')
        b.press('in-en')
        self.program.crash()
        self.program.start()
        b.after(b.driver.refresh)
        self.assertEqual(b.heading(), 'Which group are you in?')
        b.answer('8')
        self.assertEqual(b.find('.languages'), [])
        self.assertEqual(b.one('h1').get_attribute('lang'), 'nl')  # no English for it

    def test_practice(self):
        b = self.browser
        self.begin()
        b.answer('11')
        b.answer('1')
        self.assertEqual(b.item(), 'oefenen')
        self.assertTrue(b.driver.title.startswith('Oefenvraag'))
        self.assertEqual(b.one('.trial > span').text, 'Oefenvraag')
        self.check_page()
        b.answer('2')
        self.assertIn('vraag 2', b.one('.top > span').text)
        b.answer('1')
        self.assertEqual(b.item(), 'gevoel')
        self.assertEqual(b.find('.options .picture'), [], 'faces in klas 1')

    def test_rather_not(self):
        """From a distance like any other page, and something to look at."""
        b = self.browser
        for size in (PHONE, LAPTOP):
            self.begin(size)
            b.answer('5')
            place = b.one('.next').rect
            b.answer('2')
            self.assertEqual(b.find(FORMS), [])
            self.check_page()
            drawings = []
            for _ in range(4):
                shown = [scene for scene in b.find('.scene') if scene.is_displayed()]
                self.assertEqual(len(shown), 1)
                drawings.append(shown[0].get_attribute('id'))
                image = shown[0].find_element(By.TAG_NAME, 'img')
                wait_for(lambda: b.measure('return arguments[0].naturalWidth', image))
                button = shown[0].find_element(By.CLASS_NAME, 'next')
                self.assertAlmostEqual(button.rect['height'], place['height'], delta=2)
                self.assertEqual(button.text, 'Verder')
                self.check_page()
                b.click(button)
            self.assertEqual(drawings, ['pond', 'night', 'balloon', 'pond'])

    def test_nothing_moves(self):
        b = self.browser
        self.begin()
        moving = b.measure('''
            return [...document.querySelectorAll('*')].filter(e => {
                const s = getComputedStyle(e);
                return s.transitionDuration != '0s' || s.animationName != 'none';
            }).length''')
        self.assertEqual(moving, 0)
        self.assertEqual(b.measure(
            'return getComputedStyle(document.documentElement).scrollBehavior'), 'auto')


class PagesWithoutJavaScript(Pages):
    javascript = False


class Weight(unittest.TestCase):
    def test_the_first_page(self):
        """All that a phone must fetch before the first question: under 30 KB."""
        program = Program(QUESTIONNAIRE)
        try:
            with urllib.request.urlopen(program.address) as reply:
                page = reply.read().decode()
                self.assertEqual(reply.headers['Cache-Control'], 'no-store')
            total = len(page.encode())
            parts = [part.split('"')[0] for part in page.replace('src="', 'href="')
                     .split('href="')[1:]]
            parts = [part for part in parts if '.' in part] + ['/wave.svg']
            self.assertEqual(len(parts), 4)
            for part in parts:
                with urllib.request.urlopen(program.address[:-1] + part) as reply:
                    total += len(reply.read())
                    self.assertIn('max-age=86400', reply.headers['Cache-Control'])
            self.assertRegex(' '.join(parts), r'/runner\.js\?[0-9a-f]{12}')
            self.assertRegex(' '.join(parts), r'/style\.css\?[0-9a-f]{12}')
            self.assertLess(total, 30 * 1024)
            print('first page: %d bytes' % total)
        finally:
            program.stop()

    def test_the_script(self):
        size = os.path.getsize(os.path.join(HERE, '../../collect/page/runner.js'))
        self.assertLess(size, 12 * 1024)


class Rendering(unittest.TestCase):
    """peil audio, and then all of an interview can be heard."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix='peil-audio-')
        self.addCleanup(shutil.rmtree, self.folder)
        self.questionnaire = os.path.join(self.folder, 'q.xml')
        shutil.copy(EVERY_KIND, self.questionnaire)

    def audio(self, *options, path=None):
        environment = dict(os.environ, LANGUAGE='en', ASAN_OPTIONS='detect_leaks=0')
        if path:
            environment['PATH'] = path
        return subprocess.run([runner_test.PEIL, 'audio', self.questionnaire, *options],
                              capture_output=True, text=True, env=environment,
                              check=False)

    def sounds(self):
        folder = os.path.join(self.folder, 'audio')
        return sorted(os.listdir(folder)) if os.path.isdir(folder) else []

    def test_says_what_is_missing(self):
        run = self.audio('--list')
        self.assertEqual(run.returncode, 1)
        self.assertIn('missing    hulp.a.question\n', run.stdout)
        self.assertIn('missing    hulp.all.dk\n', run.stdout)
        self.assertEqual(self.sounds(), [])

    def test_without_espeak(self):
        run = self.audio(path='/nowhere')
        self.assertEqual(run.returncode, 1)
        self.assertIn('espeak-ng is not installed', run.stdout)
        self.assertEqual(self.sounds(), [])

    def test_renders_what_is_missing_and_that_only(self):
        os.mkdir(os.path.join(self.folder, 'audio'))
        mine = os.path.join(self.folder, 'audio', 'hulp.a.question.wav')
        sound(mine)
        with open(mine, 'rb') as file:
            before = file.read()
        run = self.audio()
        self.assertEqual((run.returncode, run.stderr), (0, ''), run.stdout)
        self.assertIn('Recorded: 1.', run.stdout)
        with open(mine, 'rb') as file:
            self.assertEqual(file.read(), before)
        sounds = self.sounds()
        self.assertIn('meedoen.all.intro.wav', sounds)
        self.assertIn('index.csv', sounds)
        self.assertEqual([name for name in sounds if name.endswith('.tmp')], [])
        with wave.open(os.path.join(self.folder, 'audio', 'groep.all.5.wav')) as file:
            self.assertGreater(file.getnframes(), 5000)
        again = self.audio()
        self.assertEqual(again.returncode, 0)
        self.assertEqual(self.sounds(), sounds)

    def test_notices_that_words_have_changed(self):
        self.audio()
        with open(self.questionnaire, encoding='utf-8') as file:
            text = file.read()
        with open(self.questionnaire, 'w', encoding='utf-8') as file:
            file.write(text.replace('Wil je meedoen?', 'Doe je mee?'))
        run = self.audio()
        self.assertEqual(run.returncode, 1)
        self.assertIn('outdated   meedoen.all.question.wav\n', run.stdout)
        self.assertIn('Outdated: 1.', run.stdout)
        os.remove(os.path.join(self.folder, 'audio', 'meedoen.all.question.wav'))
        self.assertEqual(self.audio().returncode, 0)

    def test_in_another_language(self):
        run = self.audio('--language', 'en')
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertIn('groep.all.question.en.wav', self.sounds())
        self.assertNotIn('groep.all.question.wav', self.sounds())

    def test_a_language_without_a_voice(self):
        with open(self.questionnaire, encoding='utf-8') as file:
            text = file.read()
        with open(self.questionnaire, 'w', encoding='utf-8') as file:
            file.write(text.replace('xml:lang="en"', 'xml:lang="zz"'))
        run = self.audio('--language', 'zz')
        self.assertEqual(run.returncode, 3)
        self.assertIn('is there a voice for "zz"?', run.stderr)


if __name__ == '__main__':
    runner_test.PEIL = os.path.abspath(sys.argv.pop(1))
    result = unittest.main(verbosity=1, exit=False).result
    failed = len(result.failures) + len(result.errors)
    print('%d passed, %d failed' % (result.testsRun - failed, failed))
    sys.exit(1 if failed else 0)
