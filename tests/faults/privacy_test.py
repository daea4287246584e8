#!/usr/bin/env python3
"""Nothing of who, where and when is kept: every byte that the program leaves behind, in
files and on the terminal, while it runs, after a kill and at the end.

    PEIL=build/dev/peil tests/faults/privacy_test.py
"""
import datetime
import os
import socket
import struct
import time
import unittest

from visit import Pupil, Visit

ADDRESS = "127.0.0.77"
HEADERS = {"User-Agent": "Marker-Agent/7.7", "Accept-Language": "x-marker-language",
           "X-Forwarded-For": "marker-forwarded", "Referer": "http://marker-referer/",
           "From": "marker@example.invalid"}


def find_all(folder, needles):
    """(file, needle) for each that is there."""
    found = []
    for path, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(path, name), "rb") as f:
                content = f.read()
            found += [(name, what) for what, needle in needles.items() if needle in content]
    return found


class Privacy(unittest.TestCase):
    def needles(self, pupils):
        needles = {name: value.encode() for name, value in HEADERS.items()}
        needles["address"] = ADDRESS.encode()
        needles["address in binary"] = socket.inet_aton(ADDRESS)
        for pupil in pupils:
            token = pupil.cookie.split("=")[1]
            needles[f"token of {pupil.name}"] = token.encode()
            needles[f"token of {pupil.name} in binary"] = bytes.fromhex(token)
        today = datetime.date.today()
        for format_ in "%Y-%m-%d", "%d-%m-%Y", "%d %b %Y", "%Y%m%d":
            needles["date " + format_] = today.strftime(format_).encode()
        for second in range(int(self.began), int(time.time()) + 1):
            needles[f"time {second}"] = str(second).encode()
            needles[f"time {second} in binary"] = struct.pack(">I", second)
            needles[f"time {second} in binary, other way round"] = struct.pack("<Q", second)
        return needles

    def scan(self, pupils):
        self.assertEqual(find_all(self.visit.folder, self.needles(pupils)), [])

    def test_nothing_is_kept(self):
        self.began = time.time()
        with Visit(items=12) as visit:
            self.visit = visit
            visit.start()
            pupils = [Marked(visit, i) for i in range(3)]
            for pupil in pupils:
                for _ in range(5):
                    self.assertEqual(pupil.step(), 303)
                self.be_refused(pupil)
            # The scan does see what is there.
            store = {name for name, _ in find_all(os.path.dirname(visit.store),
                                                  {"answer": pupils[0].name.encode()})}
            self.assertEqual(store, {"visit.peil-wal"})
            self.scan(pupils)
            visit.kill()
            self.scan(pupils)
            for pupil in pupils:
                pupil.hang_up()
            visit.start()
            for pupil in pupils:
                self.assertEqual(pupil.step(), 303)
                pupil.hang_up()
            self.assertEqual(visit.stop()[0], 0)
            self.assertEqual(visit.compare(pupils), [])
            self.scan(pupils)

    def be_refused(self, pupil):
        """What is refused is not written down either."""
        for method, path in ("GET", "/marker-path"), ("POST", "/answer"), ("PUT", "/"):
            self.assertIn(pupil.ask(method, path)[0], (403, 404, 405, 415))
        with socket.create_connection(("127.0.0.1", self.visit.port), 5, (ADDRESS, 0)) as c:
            c.sendall(b"Marker-Agent/7.7 nonsense\r\n\r\n")
            c.shutdown(socket.SHUT_WR)
            c.recv(1000)


class Marked(Pupil):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.source = ADDRESS

    def ask(self, method, path, form=None):
        return super().ask(method, path, form, HEADERS)


if __name__ == "__main__":
    unittest.main()
