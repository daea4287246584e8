#!/usr/bin/env python3
"""A lesson of 300 devices that goes on and on: memory grows with the answers only, files
do not pile up, and at the end all is there. PEIL_MINUTES says how long.
"""
import itertools
import os
import pathlib
import resource
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "faults"))
from visit import Lesson, Pupil, Visit  # noqa: E402

DEVICES, THINK, ROUND = 300, 1.0, 30
MINUTES = float(os.environ.get("PEIL_MINUTES", "20"))
MOST_GROWTH = 2000  # bytes an answer


def files_of(visit):
    return len(os.listdir(f"/proc/{visit.process.pid}/fd"))


def main():
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    numbers = itertools.count()
    with Visit(items=60) as visit:
        visit.start()
        files = files_of(visit)
        everybody, samples, wrong = [], [], []
        end = time.monotonic() + 60 * MINUTES
        while time.monotonic() < end:
            pupils = [Pupil(visit, next(numbers)) for _ in range(DEVICES)]
            everybody += pupils
            with Lesson(pupils, THINK) as lesson:
                time.sleep(ROUND)
            wrong += lesson.unexpected
            samples.append((sum(p.answers for p in everybody), visit.memory()))
        time.sleep(1)
        left = files_of(visit) - files
        (first, before), (last, after) = samples[0], samples[-1]
        growth = (after - before) * 2**20 / max(last - first, 1)
        wrong += [visit.stop()[0]] if visit.process.poll() is None else ["it has died"]
        wrong = [w for w in wrong if w] + visit.compare(everybody)
        print(f"a lesson of {MINUTES:.0f} minutes, {len(everybody)} pupils, {last} answers: "
              f"{len(wrong)} wrong; memory {after:.0f} MB, {growth:.0f} bytes an answer; "
              f"{left} files more than at first")
        if wrong or left > 0 or growth > MOST_GROWTH:
            sys.exit(str(wrong[:10]))


if __name__ == "__main__":
    main()
