#!/usr/bin/env python3
"""The real program on a disk that fails: what it cannot keep it does not acknowledge, it
says so, and when the disk is well again it goes on.

    PEIL=build/dev/peil PEIL_FAULTY_DISK=.../libfaulty_disk.so tests/faults/faulty_disk_test.py
"""
import contextlib
import os
import random
import resource
import struct
import tempfile
import time
import unittest

from visit import SEED, Lesson, Pupil, Visit

LIBRARY = os.path.abspath(os.environ["PEIL_FAULTY_DISK"])
WELL, FULL, ERROR, SHORT, SLOW, LIES = range(6)
ONCE, FOREVER = 1, -1


class Disk:
    """The orders of faulty_disk.c."""

    def __init__(self):
        handle, self.path = tempfile.mkstemp(prefix="orders-")
        os.close(handle)
        self.order(WELL)

    def order(self, trouble, skip=0, times=0, milliseconds=0):
        with open(self.path, "r+b") as orders:
            orders.write(struct.pack("5i", trouble, skip, times, 0, milliseconds))

    def skipped(self):
        """Has the trouble begun?"""
        with open(self.path, "rb") as orders:
            return struct.unpack("5i", orders.read())[1] == 0


class FaultyDisk(unittest.TestCase):
    def setUp(self):
        self.disk = Disk()
        self.addCleanup(os.unlink, self.disk.path)
        self.chance = random.Random(SEED)

    @contextlib.contextmanager
    def visit(self):
        with Visit(items=60, environment={"LD_PRELOAD": LIBRARY,
                                          "PEIL_DISK": self.disk.path}) as visit:
            visit.everybody = []
            yield visit
            self.disk.order(WELL)
            if visit.process.poll() is not None:
                visit.start()
            self.assertEqual(visit.stop()[0], 0)
            self.assertEqual(visit.compare(visit.everybody), [])

    def pupil(self, visit):
        pupil = Pupil(visit, len(visit.everybody))
        visit.everybody.append(pupil)
        self.addCleanup(pupil.hang_up)
        return pupil

    def answer_until_refused(self, visit):
        """One after another; None when the trouble has passed unnoticed."""
        for _ in range(100):
            pupil = next((p for p in visit.everybody if not p.finished), None)
            pupil = pupil if pupil and self.chance.random() > 0.1 else self.pupil(visit)
            status = pupil.step()
            if status == 503:
                return pupil
            self.assertIn(status, (303, None))
            if self.disk.skipped() and self.chance.random() < 0.3:
                return None
        self.fail("a disk that fails was never noticed")

    def try_again(self, pupil, may_change=True):
        """The same answer again, or another: what is acknowledged now must be kept."""
        if pupil.pending and may_change and self.chance.random() < 0.5:
            pupil.fill_in(pupil.page)
        for _ in range(3):
            status = pupil.step()
            if status != 503:
                break
        self.assertEqual(status, 303)

    def test_one_call_fails(self):
        for trouble in FULL, ERROR, SHORT:
            with self.subTest(trouble=trouble), self.visit() as visit:
                visit.start()
                for call in range(60):
                    self.disk.order(trouble, call, ONCE)
                    refused = self.answer_until_refused(visit)
                    if refused:
                        self.try_again(refused)

    def test_all_calls_fail(self):
        for trouble in FULL, ERROR, SHORT:
            with self.subTest(trouble=trouble), self.visit() as visit:
                visit.start()
                for call in range(60):
                    self.disk.order(trouble, call, FOREVER)
                    refused = None
                    while not refused:
                        refused = self.answer_until_refused(visit)
                    self.assertEqual(self.pupil(visit).step(), 503)
                    if call % 10 == 9:
                        visit.kill()
                        for pupil in visit.everybody:
                            pupil.hang_up()
                        self.disk.order(WELL)
                        visit.start()
                    self.disk.order(WELL)
                    self.try_again(refused, may_change=call % 10 != 9)

    def test_it_says_so(self):
        with self.visit() as visit:
            visit.start()
            pupil = self.pupil(visit)
            self.assertEqual(pupil.step(), 303)
            self.disk.order(FULL, 0, FOREVER)
            self.assertEqual(pupil.step(), 503)
            self.assertIn("nog niet bewaard", pupil.page)
            self.assertIn(pupil.pending[1], pupil.page)
            self.assertTrue(visit.hears("ATTENTION: answers cannot be stored now."))
            self.disk.order(WELL)
            self.assertEqual(pupil.step(), 303)
            self.assertTrue(visit.hears("Answers are being stored again."))

    def test_starting_and_stopping(self):
        for call in range(30):
            for when in "start", "stop":
                with self.subTest(call=call, when=when), self.visit() as visit:
                    self.disk.order(ERROR, call, FOREVER if call % 2 else ONCE)
                    if when == "stop":
                        self.disk.order(WELL)
                    with contextlib.suppress(RuntimeError):  # it may refuse
                        visit.start()
                        self.pupil(visit).step()
                    if when == "stop":
                        self.disk.order(ERROR, call, FOREVER)
                        self.assertIn(visit.stop()[0], (0, 3))
                    elif visit.process.poll() is not None:
                        self.assertIn(visit.process.returncode, (1, 3))
                        self.assertIn("error:", visit.said())

    def test_files_may_not_grow(self):
        with self.visit() as visit:
            visit.start()
            self.assertEqual(self.pupil(visit).step(), 303)
            _, hard = resource.prlimit(visit.process.pid, resource.RLIMIT_FSIZE)
            for size in 1, 20000, 60000, 100000:
                resource.prlimit(visit.process.pid, resource.RLIMIT_FSIZE, (size, hard))
                while (refused := self.pupil(visit)).step() != 503:
                    pass
                resource.prlimit(visit.process.pid, resource.RLIMIT_FSIZE, (hard, hard))
                self.try_again(refused)

    def test_stopping_on_a_slow_disk(self):
        """A sync takes longer than the patience of stopping."""
        with self.visit() as visit:
            visit.start()
            for _ in range(5):
                self.pupil(visit)
            with Lesson(visit.everybody, think=0.02):
                time.sleep(0.3)
                self.disk.order(SLOW, 0, 1, 6500)
                time.sleep(0.2)
                code, _ = visit.stop()
                self.disk.order(WELL)
                self.assertEqual(code, 0, "it did not end well")
                visit.start()
            for pupil in visit.everybody:
                if pupil.pending:
                    pupil.send()


if __name__ == "__main__":
    unittest.main()
