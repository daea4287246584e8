#!/usr/bin/env python3
"""The real program, killed at any moment while a class answers: each answer that a pupil
was told is kept is in the export with its value, once, and each goes on with his cookie.
And told to stop: the same, in time, with everything in one file.

    PEIL=build/dev/peil tests/faults/kill_test.py
PEIL_KILLS, PEIL_STOPS and PEIL_PUPILS say how often and with how many, PEIL_THINK how many
seconds a pupil thinks.
"""
import itertools
import os
import random
import sys
import time
import unittest

from visit import SEED, Lesson, Pupil, Visit

KILLS = int(os.environ.get("PEIL_KILLS", "15"))
STOPS = int(os.environ.get("PEIL_STOPS", "30"))
PUPILS = int(os.environ.get("PEIL_PUPILS", "30"))
THINK = float(os.environ.get("PEIL_THINK", "0.05"))


class Restarts(unittest.TestCase):
    def hold(self, times, end):
        """So many lessons of one visit, each with its end. Whoever is done makes place
        for the next; what had no reply at last is sent again."""
        chance = random.Random(SEED)
        with Visit(items=120) as visit:
            numbers = itertools.count()
            everybody = [Pupil(visit, next(numbers)) for _ in range(PUPILS)]
            pupils = list(everybody)
            ready = [visit.start()]
            for _ in range(times):
                with Lesson(pupils, THINK) as lesson:
                    time.sleep(chance.uniform(0.05, 0.25))
                    end(visit)
                    ready.append(visit.start())
                self.assertEqual(lesson.unexpected, [])
                for i, pupil in enumerate(pupils):
                    if pupil.finished:
                        pupils[i] = Pupil(visit, next(numbers))
                        everybody.append(pupils[i])
            for pupil in pupils:
                if pupil.pending:
                    pupil.send()
                pupil.hang_up()
            self.assertEqual([p.name for p in everybody if p.forgotten], [],
                             "forgotten: their cookie was unknown after a restart")
            self.assertEqual(visit.stop()[0], 0)
            self.assertEqual(visit.compare(everybody), [])
            acknowledged = sum(pupil.answers for pupil in everybody)
            self.assertGreater(acknowledged, times * PUPILS)
            print(f"{times} times, {PUPILS} devices, {acknowledged} answers acknowledged: "
                  f"0 lost, 0 wrong, 0 doubled, 0 forgotten; ready again in at most "
                  f"{max(ready) * 1000:.0f} ms", file=sys.stderr)

    def test_killed(self):
        self.hold(KILLS, lambda visit: visit.kill())

    def test_told_to_stop(self):
        def stop(visit):
            code, seconds = visit.stop()
            self.assertEqual(code, 0, "it did not end well")
            self.assertLessEqual(seconds, 5)
            self.assertFalse(os.path.exists(visit.store + "-wal"))
        self.hold(STOPS, stop)


if __name__ == "__main__":
    unittest.main()
