#!/usr/bin/env python3
"""The end of a visit: counts, a second copy that was read back, and what can go wrong with
the place where it goes.

    PEIL=build/dev/peil PEIL_FAULTY_DISK=.../libfaulty_disk.so tests/faults/close_test.py
"""
import os
import re
import subprocess
import unittest

from faulty_disk_test import ERROR, FULL, LIBRARY, LIES, ONCE, Disk
from visit import Pupil, Visit

DONE, BAD_INPUT, SYSTEM_FAILED = 0, 1, 3


def bytes_of(path):
    with open(path, "rb") as file:
        return file.read()


class Closing(unittest.TestCase):
    def setUp(self):
        self.disk = Disk()
        self.addCleanup(os.unlink, self.disk.path)
        self.visit = Visit(items=4, environment={"LD_PRELOAD": LIBRARY,
                                                 "PEIL_DISK": self.disk.path})
        self.addCleanup(self.visit.__exit__)
        self.stick = os.path.join(self.visit.folder, "stick")
        self.copy = os.path.join(self.stick, "visit.peil")
        os.mkdir(self.stick)

    def run_peil(self, *arguments):
        """The exit code and what was said."""
        process = self.visit.run(*arguments, stdout=subprocess.PIPE,
                                 stderr=subprocess.STDOUT, text=True)
        said, _ = process.communicate(timeout=60)
        return process.returncode, said

    def close(self, *options):
        return self.run_peil("close", self.visit.store, *options)

    def close_to(self, folder):
        return self.close("--copy-to", folder)

    def hold(self, *options, steps=3):
        """A lesson of two pupils."""
        self.visit.start(*options)
        pupils = [Pupil(self.visit, i) for i in range(2)]
        for pupil in pupils:
            for _ in range(steps):
                pupil.step()
            pupil.hang_up()
        self.visit.stop()
        return pupils

    def is_open(self):
        """Can the lesson go on?"""
        self.visit.start()
        return self.visit.stop()[0] == 0

    def assert_no_copy(self):
        self.assertEqual(os.listdir(self.stick), [])

    def test_a_copy(self):
        pupils = self.hold()
        code, said = self.close_to(self.stick)
        self.assertEqual(code, DONE, said)
        self.assertRegex(said, r" 2  joined\n +0  completed\n")
        self.assertIn(self.copy, said)
        self.assertEqual(os.listdir(self.stick), ["visit.peil"])
        self.assertEqual(os.stat(self.copy).st_mode & 0o777, 0o600)
        self.assertEqual(bytes_of(self.copy), bytes_of(self.visit.store))
        # Reading a closed visit changes nothing, so the two stay the same.
        self.assertEqual(self.visit.compare(pupils), [])
        self.assertEqual(bytes_of(self.copy), bytes_of(self.visit.store))
        os.rename(self.copy, self.visit.store)
        self.assertEqual(self.visit.compare(pupils), [])

    def test_again(self):
        self.hold()
        self.assertEqual(self.close()[0], DONE)
        self.assertEqual(self.close()[0], BAD_INPUT)
        before = bytes_of(self.visit.store)
        for _ in range(2):  # the second time it is there already
            code, said = self.close_to(self.stick)
            self.assertEqual(code, DONE, said)
        self.assertEqual(bytes_of(self.copy), before)

    def test_nothing_is_closed_when_there_is_no_place(self):
        self.hold()
        nowhere = os.path.join(self.visit.folder, "nowhere")
        code, said = self.close_to(nowhere)
        self.assertEqual(code, SYSTEM_FAILED)
        self.assertIn(nowhere, said)
        self.assertTrue(self.is_open())
        code, said = self.close_to(os.path.dirname(self.visit.store))  # its own folder
        self.assertEqual(code, BAD_INPUT)
        self.assertIn("there is a file of this name already", said)
        self.assertTrue(self.is_open())

    def test_another_file_of_that_name_stays(self):
        self.hold()
        self.assertEqual(self.close()[0], DONE)
        with open(self.copy, "wb") as other:
            other.write(b"another visit")
        code, said = self.close_to(self.stick)
        self.assertEqual(code, SYSTEM_FAILED)
        self.assertIn("not the same", said)
        self.assertEqual(bytes_of(self.copy), b"another visit")

    def test_a_stick_that_fails(self):
        self.hold()
        self.assertEqual(self.close()[0], DONE)
        for trouble in FULL, ERROR:
            self.disk.order(trouble, times=ONCE)
            code, said = self.close_to(self.stick)
            self.assertEqual(code, SYSTEM_FAILED)
            self.assertIn("there is no second copy", said)
            self.assert_no_copy()
        self.assertEqual(self.close_to(self.stick)[0], DONE)

    def test_a_stick_that_lies(self):
        self.hold()
        self.assertEqual(self.close()[0], DONE)
        self.disk.order(LIES, times=ONCE)
        code, said = self.close_to(self.stick)
        self.assertEqual(code, SYSTEM_FAILED, "it did not notice: " + said)
        self.assertIn("not the same", said)
        self.assertIn("there is no second copy", said)
        self.assert_no_copy()

    def test_never_while_it_runs(self):
        self.visit.start()
        for arguments in (["close", self.visit.store, "--copy-to", self.stick],
                          ["export", self.visit.store, "-o", self.stick],
                          ["cards", "3", "--store", self.visit.store, "-o", "/dev/null"]):
            code, said = self.run_peil(*arguments)
            self.assertEqual(code, SYSTEM_FAILED, said)
            self.assertIn("is in use by another peil", said)
        self.assert_no_copy()
        self.assertEqual(self.visit.stop()[0], 0)

    def test_what_is_no_store(self):
        """Input, not system; and a mistyped name leaves nothing behind."""
        missing = os.path.join(self.stick, "mistyped.peil")
        self.assertEqual(self.run_peil("close", missing)[0], BAD_INPUT)
        self.assertEqual(self.run_peil("export", missing, "-o", self.stick)[0], BAD_INPUT)
        self.assert_no_copy()
        self.assertEqual(self.run_peil("close", self.visit.questionnaire)[0], BAD_INPUT)
        self.run_peil("cards", "3", "--store", self.visit.store, "-o", os.devnull)
        code, said = self.run_peil("close", self.visit.store)
        self.assertEqual(code, BAD_INPUT)
        self.assertIn("nothing was collected in it yet", said)

    def test_counts(self):
        self.assertEqual(self.run_peil("cards", "5", "--store", self.visit.store,
                                       "-o", os.path.join(self.visit.folder, "cards.html"))
                         [0], DONE)
        self.hold(steps=0)
        self.visit.start()
        stops, wipes, ends = [Pupil(self.visit, i) for i in range(3)]
        for pupil in stops, wipes, ends:
            pupil.step()
        for pupil, verbs in (stops, ["keep"]), (wipes, ["wipe"]):
            for verb in verbs:
                pupil.ask("GET", "/stop")
                form = "&".join(f"{name}={value}" for name, value in re.findall(
                    r'type="hidden" name="(\w+)" value="([^"]*)"', pupil.page))
                self.assertEqual(pupil.ask("POST", "/answer", f"{form}&do={verb}")[0], 303)
        while ends.step() is not None:
            pass
        form = "&".join(f"{name}={value}" for name, value in re.findall(
            r'type="hidden" name="(\w+)" value="([^"]*)"', ends.page))
        self.assertEqual(ends.ask("POST", "/answer", form + "&do=finish")[0], 303)
        for pupil in stops, wipes, ends:
            pupil.hang_up()
        self.visit.stop()
        code, said = self.close()
        self.assertEqual(code, DONE, said)
        counts = {name: int(count) for count, name in
                  re.findall(r"^ +(\d+)  (.*)$", said, re.MULTILINE)}
        self.assertEqual(counts, {"cards handed out, at most": 5, "joined": 3,
                                  "completed": 1, "stopped, answers kept": 1,
                                  "not finished": 0, "did not want to take part": 0,
                                  "wiped their answers": 1})


if __name__ == "__main__":
    unittest.main()
