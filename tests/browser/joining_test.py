"""Coming in, and the peer-researcher's desk, in a real browser: joining_test.py PEIL

Cards typed and scanned, a device that is taken over, hands that go up, the door, the
beamer; the desk with and without JavaScript. QR codes are read back by zbarimg, a second
program that knows nothing of ours, where it is installed (zbar-tools).
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

import runner_test
from runner_test import LAPTOP, PHONE, QUESTIONNAIRE, TARGETS, Browser, Program
from selenium.webdriver.common.keys import Keys

BEAMER = (1920, 1080)


class Class(Program):
    """A peil collect with cards, and the link to its desk."""

    def start(self):
        store = os.path.join(self.folder, 'visit.peil')
        self.sheet = os.path.join(self.folder, 'cards.html')
        if not os.path.exists(store):
            subprocess.run(
                [runner_test.PEIL, 'cards', '8', '--store', store, '-o', self.sheet,
                 '--address', 'http://192.168.137.101:8080'],
                check=True, capture_output=True,
                env=dict(os.environ, ASAN_OPTIONS='detect_leaks=0', LANGUAGE='nl'))
        super().start()
        with open(self.sheet, encoding='utf-8') as sheet:
            found = re.findall(r'class="code">(\w{3}) (\w{3})<', sheet.read())
        self.codes = [first + last for first, last in found]
        self.desk = self.link()

    def link(self):
        while True:
            line = self.process.stdout.readline()
            found = re.search(r'http://127\.0\.0\.1:\d+/in/[0-9a-f]{32}', line)
            if found:
                return found[0]
            if not line:
                raise RuntimeError('no link to the desk')


def decoded(picture):
    """What zbarimg reads in a picture, sorted."""
    said = subprocess.run(['zbarimg', '--quiet', '--raw', picture],
                          capture_output=True, text=True, check=False)
    return sorted(said.stdout.split())


def resize(browser, size):
    browser.driver.execute_cdp_cmd('Emulation.setDeviceMetricsOverride', {
        'width': size[0], 'height': size[1], 'deviceScaleFactor': 1, 'mobile': False})


class Joining(unittest.TestCase):
    javascript = True

    @classmethod
    def setUpClass(cls):
        cls.class_ = Class(QUESTIONNAIRE, '--mode', 'cards', '--hotspot', 'Peil;klas',
                           '--hotspot-password', 'otter')
        cls.pupil, cls.desk = Browser(), Browser(cls.javascript)
        cls.desk.driver.get(cls.class_.desk)
        cls.home = cls.desk.driver.current_url

    @classmethod
    def tearDownClass(cls):
        cls.pupil.close()
        cls.desk.close()
        status, said = cls.class_.stop()
        assert status == 0, said

    def type_code(self, code):
        self.pupil.begin(self.class_.address, PHONE)
        self.pupil.one('#code').send_keys(code)
        self.pupil.after(lambda: self.pupil.one('#code').send_keys(Keys.ENTER))

    def until(self, what):
        for _ in range(80):
            if what():
                return
            time.sleep(.1)
        self.fail('it did not come')

    def tile(self, number):
        tiles = self.desk.find('.tile')
        return tiles[number].get_attribute('class') if len(tiles) > number else ''

    def test_1_a_code_by_keyboard(self):
        self.pupil.begin(self.class_.address, PHONE)
        self.assertEqual(self.pupil.measure(TARGETS), [])
        self.assertLessEqual(
            self.pupil.measure('return document.documentElement.scrollWidth'), PHONE[0])
        self.type_code('s0s')
        self.assertIn('Fout', self.pupil.driver.title)
        self.assertIn('kan niet kloppen', self.pupil.one('[role=alert]').text)
        code = self.class_.codes[0]
        self.type_code(f' {code[:3].lower()} {code[3:]} ')
        self.assertEqual(self.pupil.item(), 'groep')
        self.assertEqual(self.pupil.measure(TARGETS), [])

    def test_2_another_device(self):
        self.type_code(self.class_.codes[1])
        self.pupil.answer('7')
        at, old = self.pupil.item(), self.pupil.driver.get_cookie('peil')
        self.type_code(self.class_.codes[1])
        self.assertEqual(self.pupil.item(), at)
        self.pupil.driver.delete_all_cookies()
        self.pupil.driver.add_cookie(
            {'name': 'peil', 'value': old['value'], 'path': '/'})
        self.pupil.driver.get(self.class_.address)
        self.assertIn('niet meer', self.pupil.one('main').text)
        self.assertEqual(self.pupil.item(), '')

    @unittest.skipUnless(shutil.which('zbarimg'), 'zbar-tools is not installed')
    def test_3_the_codes_can_be_scanned(self):
        with tempfile.TemporaryDirectory() as folder:
            picture = os.path.join(folder, 'picture.png')
            resize(self.desk, (900, 1200))
            self.desk.driver.get('file://' + self.class_.sheet)
            self.desk.driver.save_screenshot(picture)
            self.assertEqual(decoded(picture), sorted(
                'http://192.168.137.101:8080/k/' + code for code in self.class_.codes))
            resize(self.desk, BEAMER)
            self.desk.driver.get(self.home + 'projector')
            self.desk.driver.save_screenshot(picture)
            self.assertEqual(decoded(picture), [
                'WIFI:T:WPA;S:Peil\\;klas;P:otter;;', self.class_.address])
        self.pupil.begin(self.class_.address + 'k/' + self.class_.codes[2], PHONE)
        self.assertEqual(self.pupil.measure(TARGETS), [])
        self.pupil.after(lambda: self.pupil.one('.next').click())
        self.assertEqual(self.pupil.item(), 'groep')

    def test_4_a_hand_lights_a_tile(self):
        resize(self.desk, LAPTOP)
        self.desk.driver.get(self.home)
        number = len(self.desk.find('.tile'))
        if self.javascript:
            self.desk.driver.execute_script('window.stayed = true')
        self.type_code(self.class_.codes[3])
        self.pupil.choose('8')
        self.pupil.press('hand-up')
        self.until(lambda: self.tile(number) == 'tile joined hand')
        self.assertEqual(self.pupil.find(':checked')[0].get_attribute('value'), '8')
        self.assertIn('Er komt iemand', self.pupil.one('.raised').text)
        self.pupil.press('hand-down')
        self.until(lambda: self.tile(number) == 'tile joined')
        if self.javascript:
            self.assertTrue(self.desk.measure('return window.stayed'))

    def test_5_the_door(self):
        self.desk.driver.get(self.home)
        self.desk.after(lambda: self.desk.one('.door button').click())
        self.assertIn('niemand meer bij', self.desk.one('.door').text)
        self.pupil.begin(self.class_.address, PHONE)
        self.assertEqual(self.pupil.heading(), 'De vragenlijst is nu dicht.')
        self.desk.after(lambda: self.desk.one('.door button').click())
        self.pupil.driver.get(self.class_.address)
        self.assertEqual(self.pupil.heading(), 'Typ je code')

    def test_6_the_beamer_fits(self):
        resize(self.desk, BEAMER)
        self.desk.driver.get(self.home + 'projector')
        self.assertLessEqual(self.desk.one('body').size['height'], BEAMER[1])
        for code in self.desk.find('.qr'):
            self.assertGreater(code.size['height'], .44 * BEAMER[1])
        address = self.desk.one('.address')
        self.assertGreater(address.size['height'], BEAMER[1] / 10)
        self.assertLessEqual(address.location['x'] + address.size['width'], BEAMER[0])


class WithoutScript(Joining):
    javascript = False


class Kiosk(unittest.TestCase):
    def test_a_pause(self):
        program, pupil = Program(QUESTIONNAIRE, '--mode', 'kiosk'), Browser()
        try:
            pupil.begin(program.address, LAPTOP)
            pupil.answer('7')
            at = pupil.item()
            pupil.driver.get(program.address + 'still')
            self.assertEqual(pupil.heading(), 'Ben je er nog?')
            self.assertEqual(pupil.measure(TARGETS), [])
            pupil.after(lambda: pupil.one('.next').click())
            self.assertEqual(pupil.item(), at)
        finally:
            pupil.close()
            program.stop()


if __name__ == '__main__':
    runner_test.PEIL = os.path.abspath(sys.argv.pop(1))
    result = unittest.main(verbosity=1, exit=False).result
    failed = len(result.failures) + len(result.errors)
    print('%d passed, %d failed' % (result.testsRun - failed, failed))
    sys.exit(1 if failed else 0)
