#!/usr/bin/env python3
"""The real program among slow, impatient and hostile clients: a class goes on as ever.

    PEIL=build/dev/peil tests/faults/rude_clients_test.py
All clients have addresses of the loopback; bounds on time are for a program without
sanitizers, and several times wider with them.
"""
import random
import resource
import select
import signal
import socket
import statistics
import sys
import threading
import time
import unittest

from visit import SEED, SLOWNESS, Lesson, Pupil, Visit

MEMORY = 64 * (1 if SLOWNESS == 1 else 4)  # MB
DEADLINE = 25  # seconds in which a connection has to get on: collect/web/guard.h
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"


def connect(visit, source="127.0.0.1"):
    return socket.create_connection(("127.0.0.1", visit.port), 20, (source, 0))


HUNG_UP, WAITS = 0, None


def receive(connection, seconds):
    """The status of the reply; or hung up without one; or quiet for so long."""
    connection.settimeout(seconds)
    received = b""
    try:
        while len(received) < 1 << 20 and (more := connection.recv(65536)):
            received += more
    except TimeoutError:
        return WAITS
    except OSError:
        pass
    return int(received[9:12]) if received.startswith(b"HTTP/1.1 ") else HUNG_UP


class SlowClients:
    """A third only connects, a third sends a header now and then, a third a body."""

    def __init__(self, visit, count):
        host = f"Host: 127.0.0.1:{visit.port}\r\n".encode()
        beginnings = [b"", b"GET / HTTP/1.1\r\n" + host,
                      b"POST /answer HTTP/1.1\r\n" + host + FORM + b"Content-Length: 9000\r\n\r\n"]
        drops = [b"", b"X: y\r\n", b"a"]
        self.clients = []
        for i in range(count):
            connection = connect(visit)
            connection.sendall(beginnings[i % 3])
            self.clients.append((connection, drops[i % 3]))
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.drip)

    def drip(self):
        while not self.over.wait(2):
            for connection, drop in self.clients:
                try:
                    connection.send(drop)
                except OSError:
                    pass  # hung up already

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()
        for connection, _ in self.clients:
            connection.close()

    def hung_up(self):
        """How many of them were."""
        readable, _, _ = select.select([c for c, _ in self.clients], [], [], 0)
        return len(readable)


class TimedPupil(Pupil):
    """Remembers how long each request took."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.times = []

    def ask(self, *arguments):
        began = time.monotonic()
        reply = super().ask(*arguments)
        self.times.append(time.monotonic() - began)
        return reply


class RudeClients(unittest.TestCase):
    def setUp(self):
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        self.visit = self.enterContext(Visit(items=120))
        self.visit.start()

    def tearDown(self):
        """Whatever happened, it stands, has not grown, and stops in time."""
        self.assertIsNone(self.visit.process.poll())
        memory = self.visit.memory()
        self.assertLess(memory, MEMORY)
        code, seconds = self.visit.stop()
        self.assertEqual(code, 0)
        self.assertLessEqual(seconds, 5.5)

    def test_slow_clients(self):
        began = time.monotonic()
        with SlowClients(self.visit, 500) as slow:
            pupils = [TimedPupil(self.visit, i) for i in range(35)]
            with Lesson(pupils, think=0.2) as lesson:
                time.sleep(6)
            self.assertEqual(lesson.unexpected, [])
            times = sorted(t for pupil in pupils for t in pupil.times)
            self.assertGreater(len(times), 1000)
            p99 = times[len(times) * 99 // 100]
            print(f"{len(times)} requests of 35 pupils beside 500 slow clients: median "
                  f"{statistics.median(times) * 1000:.1f}, p99 {p99 * 1000:.1f}, slowest "
                  f"{times[-1] * 1000:.1f} ms", file=sys.stderr)
            self.assertLess(p99, 0.1 * SLOWNESS)
            self.assertLess(times[-1], 0.5 * SLOWNESS)
            while slow.hung_up() < 500 and time.monotonic() < began + DEADLINE + 5:
                time.sleep(0.1)
            self.assertEqual(slow.hung_up(), 500, "slow clients are still there")
            self.assertGreater(time.monotonic() - began, 10)

    def test_stopping_beside_slow_clients(self):
        with SlowClients(self.visit, 60):
            time.sleep(0.1)
            code, seconds = self.visit.stop()
            self.assertEqual(code, 0)
            self.assertLessEqual(seconds, 5.5)
        self.visit.start()

    def test_many_ready_at_once(self):
        """They answer while it is stopped: as many are ready when it goes on. At 128 the
        library's epoll mode would hang."""
        pupils = [Pupil(self.visit, i) for i in range(256)]
        for pupil in pupils:
            self.addCleanup(pupil.hang_up)
            pupil.fill_in(pupil.ask("GET", "/")[1])
        for count in 100, 127, 128, 129, 256:
            self.visit.process.send_signal(signal.SIGSTOP)
            for pupil in pupils[:count]:
                pupil.connection.request("POST", "/answer", pupil.pending[2], {
                    "Cookie": pupil.cookie,
                    "Content-Type": "application/x-www-form-urlencoded"})
            began = time.monotonic()
            self.visit.process.send_signal(signal.SIGCONT)
            for pupil in pupils[:count]:
                reply = pupil.connection.getresponse()
                reply.read()
                self.assertEqual(reply.status, 303)
            self.assertLess(time.monotonic() - began, 1.0 * SLOWNESS)
            for pupil in pupils[:count]:
                pupil.fill_in(pupil.ask("GET", "/")[1])

    def test_malformed(self):
        """Exactly these statuses."""
        host = f"127.0.0.1:{self.visit.port}".encode()
        for name, request, expected in CASES:
            with self.subTest(name), connect(self.visit, "127.0.0.9") as connection:
                try:
                    connection.sendall(request.replace(b"@", host))
                except OSError:
                    pass  # refused before all was said
                self.assertEqual(receive(connection, 0.5 if expected is WAITS else 10),
                                 expected)

    def test_endless_bodies(self):
        for head in b"Content-Length: 16000\r\n", b"Transfer-Encoding: chunked\r\n":
            with connect(self.visit) as connection:
                connection.sendall(f"POST /answer HTTP/1.1\r\nHost: 127.0.0.1:{self.visit.port}"
                                   "\r\n".encode() + FORM + head + b"\r\n")
                with self.assertRaises(OSError):
                    for _ in range(10000):  # 40 MB
                        connection.sendall(b"1000\r\n" + b"a" * 4096 + b"\r\n")

    def test_garbage(self):
        chance = random.Random(SEED)
        words = [b"GET ", b"POST ", b"/answer", b"/", b" HTTP/1.1\r\n", b"\r\n", b"Host: ",
                 b"Cookie: peil=", b"0" * 64, b"\0", b"\xff", b"%", b"&", b"=", b"Content-Length: ",
                 b"-1", b"99999999999999999999", b"Transfer-Encoding: chunked\r\n", b"\n", b";", b":"]
        for _ in range(1000):
            with connect(self.visit) as connection:
                connection.sendall(b"".join(chance.choices(words, k=chance.randrange(1, 30))))
                connection.shutdown(socket.SHUT_WR)
        with connect(self.visit) as connection:
            connection.sendall(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{self.visit.port}\r\n"
                               "Connection: close\r\n\r\n".encode())
            self.assertEqual(receive(connection, 10), 200)


GET = b"GET / HTTP/1.1\r\nHost: @\r\nConnection: close\r\n"
POST = b"POST /answer HTTP/1.1\r\nHost: @\r\nConnection: close\r\n" + FORM

# What is not in tests/collect/web_test.c: mostly the library's own doing, which a new
# version of it might change. It reads up to a NUL and no further: what it then has read
# is judged like all else.
CASES = [
    ("a good one", GET + b"\r\n", 200),
    ("HTTP/1.0", b"GET / HTTP/1.0\r\nHost: @\r\n\r\n", 200),
    ("HTTP/0.9", b"GET /\r\n\r\n", 400),
    ("HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
    ("HTTP/1.2", b"GET / HTTP/1.2\r\nHost: @\r\nConnection: close\r\n\r\n", 200),
    ("TLS", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(64)), HUNG_UP),
    ("NUL in the address", b"GET /\0stop HTTP/1.1\r\nHost: @\r\nConnection: close\r\n\r\n", 200),
    ("NUL in a header", GET + b"X: a\0b\r\n\r\n", 200),
    ("NUL in the host", b"GET / HTTP/1.1\r\nHost: @\0.evil\r\nConnection: close\r\n\r\n", 200),
    ("an address of 40 KB", b"GET /" + b"a" * 40000 + b" HTTP/1.1\r\nHost: @\r\n\r\n", 414),
    ("a header of 40 KB", GET + b"X: " + b"a" * 40000 + b"\r\n\r\n", 431),
    ("a cookie of 40 KB", GET + b"Cookie: peil=" + b"0" * 40000 + b"\r\n\r\n", 431),
    ("5,000 headers", GET + b"X: y\r\n" * 5000 + b"\r\n", 431),
    ("a header without a colon", GET + b"nonsense\r\n\r\n", 400),
    ("a header without a name", GET + b": y\r\n\r\n", 200),
    ("a blank before the colon", b"GET / HTTP/1.1\r\nHost : @\r\nConnection: close\r\n\r\n", 400),
    ("a folded host", b"GET / HTTP/1.1\r\nHost:\r\n @\r\nConnection: close\r\n\r\n", 400),
    ("lines that end with LF", b"GET / HTTP/1.1\nHost: @\nConnection: close\n\n", 200),
    ("no version", b"GET / \r\nHost: @\r\n\r\n", 400),
    ("two blanks", b"GET  /  HTTP/1.1\r\nHost: @\r\nConnection: close\r\n\r\n", HUNG_UP),
    ("lower case", b"get / HTTP/1.1\r\nHost: @\r\nConnection: close\r\n\r\n", 405),
    ("a method of its own", b"HACK / HTTP/1.1\r\nHost: @\r\nConnection: close\r\n\r\n", 405),
    ("CONNECT", b"CONNECT @ HTTP/1.1\r\nHost: @\r\nConnection: close\r\n\r\n", 400),
    ("TRACE", b"TRACE / HTTP/1.1\r\nHost: @\r\nConnection: close\r\n\r\n", 405),
    ("an empty host", b"GET / HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n", 421),
    ("somebody's name in the host", b"GET / HTTP/1.1\r\nHost: a@@\r\nConnection: close\r\n\r\n", 421),
    ("an absolute address of ours", b"GET http://@/ HTTP/1.1\r\nHost: @\r\nConnection: close\r\n\r\n", 400),
    ("a fragment", b"GET /#stop HTTP/1.1\r\nHost: @\r\nConnection: close\r\n\r\n", 404),
    ("a backslash", b"GET \\stop HTTP/1.1\r\nHost: @\r\nConnection: close\r\n\r\n", 400),
    ("a doubly encoded way up", b"GET /%252e%252e/ HTTP/1.1\r\nHost: @\r\nConnection: close\r\n\r\n", 404),
    ("overlong UTF-8", b"GET /\xc0\xae\xc0\xae/ HTTP/1.1\r\nHost: @\r\nConnection: close\r\n\r\n", 404),
    ("a negative length", POST + b"Content-Length: -1\r\n\r\n", 400),
    ("a length with a sign", POST + b"Content-Length: +3\r\n\r\na=1", 400),
    ("a length in words", POST + b"Content-Length: three\r\n\r\na=1", 400),
    ("a length beyond 64 bits", POST + b"Content-Length: 99999999999999999999\r\n\r\n", 413),
    ("a length in hexadecimal", POST + b"Content-Length: 0x3\r\n\r\na=1", 400),
    ("two lengths in one", POST + b"Content-Length: 3, 3\r\n\r\na=1", 400),
    ("a length and chunks", POST + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 403),
    ("chunks twice", POST + b"Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n", WAITS),
    ("compressed", POST + b"Transfer-Encoding: gzip\r\n\r\n0\r\n\r\n", WAITS),
    ("a chunk of no size", POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n", 400),
    ("a chunk of a huge size", POST + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n", WAITS),
    ("shorter than its length", POST + b"Content-Length: 100\r\n\r\na=1", WAITS),
    ("no body at all", POST + b"\r\n", 403),
    ("expecting the impossible", POST + b"Expect: 200-maybe\r\nContent-Length: 3\r\n\r\na=1", 403),
]

if __name__ == "__main__":
    unittest.main()
