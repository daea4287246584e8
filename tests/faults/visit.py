"""A visit of `peil collect`, and the pupils who take part in it.

Every pupil remembers which answers were acknowledged (303); `Visit.compare` looks for
each of them in the export. Only the loopback is ever spoken to. The program comes from
the environment: PEIL=build/dev/peil.
"""
import csv
import html
import http.client
import os
import random
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time

PEIL = os.environ.get("PEIL", "build/dev/peil")
SEED = int(os.environ.get("PEIL_SEED", "20260101"))
# With sanitizers all is several times slower: bounds on time are relaxed by this.
SLOWNESS = 5 if b"__asan_init" in open(PEIL, "rb").read() else 1

QUESTIONNAIRE = """<?xml version="1.0" encoding="UTF-8"?>
<questionnaire xmlns="urn:peil:questionnaire:1" id="proef" version="1" xml:lang="nl"
    respondents="leerlingen">
  <title>Proef</title>
  <section id="vragen" title="Vragen">
%s
  </section>
</questionnaire>
"""


def item(number):
    """Three in four are texts that say whose they are; the others a choice."""
    if number % 4 < 3:
        return f'<text id="v{number}"><text>Vraag {number}?</text></text>'
    options = "".join(f'<option code="{c}">Keuze {c}</option>' for c in range(1, 6))
    return f'<single id="v{number}"><text>Vraag {number}?</text>{options}</single>'


class Visit:
    """A questionnaire, a store, and a server that may die and be started again."""

    def __init__(self, items=40, environment=None):
        self.folder = tempfile.mkdtemp(prefix="peil-visit-")
        self.questionnaire = os.path.join(self.folder, "proef.xml")
        self.store = os.path.join(self.folder, "store", "visit.peil")
        self.log = os.path.join(self.folder, "log")
        self.environment = environment or {}
        self.process = None
        self.port = 0
        os.mkdir(os.path.dirname(self.store))
        with open(self.questionnaire, "w", encoding="utf-8") as out:
            out.write(QUESTIONNAIRE % "\n".join(item(n) for n in range(items)))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()
        shutil.rmtree(self.folder)

    def run(self, *arguments, **settings):
        # It cannot be traced, and looking for leaks is done by tracing.
        environment = {**os.environ, "LANGUAGE": "en",
                       "ASAN_OPTIONS": "detect_leaks=0:verify_asan_link_order=0"}
        return subprocess.Popen([PEIL, *arguments], env={**environment, **self.environment},
                                **settings)

    def start(self, *options):
        """Returns the seconds until it was ready."""
        began = time.monotonic()
        said = self.said()
        with open(self.log, "a") as log:
            self.process = self.run("collect", self.questionnaire, "--store", self.store,
                                    "--listen", f"127.0.0.1:{self.port}", *options,
                                    stdout=log, stderr=log)
        while not (ready := re.search(r"ready at http://127.0.0.1:(\d+)/",
                                      self.said()[len(said):])):
            if self.process.poll() is not None or time.monotonic() > began + 30:
                raise RuntimeError("it does not start: " + self.said()[len(said):])
            time.sleep(0.002)
        self.port = int(ready[1])
        return time.monotonic() - began

    def said(self):
        if not os.path.exists(self.log):
            return ""
        with open(self.log, encoding="utf-8") as log:
            return log.read()

    def hears(self, text, seconds=10):
        """Does it say that, in time?"""
        end = time.monotonic() + seconds
        while text not in self.said() and time.monotonic() < end:
            time.sleep(0.01)
        return text in self.said()

    def kill(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
        if self.process:
            self.process.wait()

    def stop(self):
        """Returns the exit code and the seconds it took."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=60), time.monotonic() - began

    def memory(self):
        """Resident, in MB."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
            return int(re.search(r"VmRSS:\s+(\d+)", status.read())[1]) / 1024

    def export(self):
        """The answers of each response: {item: value}."""
        folder = os.path.join(self.folder, "export")
        with open(self.log, "a") as log:
            code = self.run("export", self.store, "-o", folder, stdout=log,
                            stderr=log).wait()
        if code != 0:
            raise RuntimeError("it does not export: " + self.said()[-500:])
        with open(os.path.join(folder, "responses.csv"), encoding="utf-8", newline="") as f:
            return list(csv.DictReader(f))

    def compare(self, pupils):
        """What is wrong with the export, as sentences."""
        wrong = []
        rows = {}
        for row in self.export():
            names = {value.split()[0] for value in row.values() if value.startswith("pupil")}
            if len(names) > 1:
                wrong.append(f"mixed up: {sorted(names)}")
            for name in names:
                if name in rows:
                    wrong.append(f"doubled: {name}")
                rows[name] = row
        for pupil in pupils:
            wrong += pupil.compare(rows.get(pupil.name, {}))
        return wrong


class Pupil:
    """One browser with one cookie, from one address of the loopback."""

    def __init__(self, visit, number, chance=None):
        self.visit = visit
        self.name = f"pupil{number}"
        self.source = f"127.0.0.{2 + number % 250}"
        self.chance = chance or random.Random(SEED * 1000 + number)
        self.connection = None
        self.cookie = ""
        self.page = ""
        self.acknowledged = {}  # item: value
        self.pending = None     # item, value, form: sent, and perhaps kept
        self.answers = 0
        self.forgotten = 0      # times that the server did not know the cookie
        self.finished = False

    def ask(self, method, path, form=None, headers=()):
        if not self.connection:
            self.connection = http.client.HTTPConnection(
                "127.0.0.1", self.visit.port, timeout=20, source_address=(self.source, 0))
        fields = dict(headers)
        if self.cookie:
            fields["Cookie"] = self.cookie
        if form is not None:
            fields["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self.connection.request(method, path, form, fields)
            reply = self.connection.getresponse()
            self.page = page = reply.read().decode()
        except (OSError, http.client.HTTPException):
            self.hang_up()
            raise
        cookie = reply.getheader("Set-Cookie", "").split(";")[0]
        if cookie:
            self.forgotten += self.cookie != ""
            self.cookie = cookie
        return reply.status, page

    def hang_up(self):
        if self.connection:
            self.connection.close()
        self.connection = None

    def fill_in(self, page):
        """A form that is perhaps on its way when the server dies."""
        hidden = {name: html.unescape(value) for name, value in re.findall(
            r'<input type="hidden" name="(\w+)" value="([^"]*)">', page)}
        if not hidden.get("item"):
            self.finished = True
            return
        answers = re.findall(r'type="radio"[^>]* value="(\d+)"', page)
        if answers:
            value = self.chance.choice(answers)
            field = f"code={value}"
        else:
            value = f"{self.name} {hidden['item']} {self.chance.randrange(10**9)}"
            field = "value=" + value.replace(" ", "+")
        head = "".join(f"{name}={hidden[name]}&" for name in ("item", "n", "t"))
        if 'value="back"' in page and self.chance.random() < 0.1:
            self.pending = None, None, head + "do=back"
        else:
            self.pending = hidden["item"], value, head + field + "&do=next"

    def step(self):
        """Looks at the question and answers it, or sends again what had no reply. The
        status of the answer; None when there is no question."""
        if not self.pending:
            status, page = self.ask("GET", "/")
            if status != 200:
                return status
            self.fill_in(page)
        return self.send() if self.pending else None

    def send(self):
        item_id, value, form = self.pending
        status, _ = self.ask("POST", "/answer", form)
        if status == 303:
            if item_id:
                self.acknowledged[item_id] = value
                self.answers += 1
            self.pending = None
        return status

    def compare(self, row):
        return [f"lost: {self.name} was told that {item_id} is \"{value}\" is kept; "
                f"\"{row.get(item_id)}\" is there"
                for item_id, value in self.acknowledged.items()
                if row.get(item_id) != value]


class Lesson:
    """Pupils who answer, each in a thread, until the lesson ends; a server that is away
    is waited for."""

    def __init__(self, pupils, think=0.0):
        self.pupils = pupils
        self.think = think
        self.over = threading.Event()
        self.unexpected = []
        self.slowest = 0.0
        self.threads = [threading.Thread(target=self.live, args=(p,)) for p in pupils]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        for thread in self.threads:
            thread.join()

    def live(self, pupil):
        time.sleep(pupil.chance.uniform(0, self.think))
        while not self.over.is_set() and not pupil.finished:
            began = time.monotonic()
            try:
                status = pupil.step()
            except (OSError, http.client.HTTPException):
                time.sleep(0.02)
                continue
            self.slowest = max(self.slowest, time.monotonic() - began)
            if status == 503:  # stopping: the answer is not acknowledged, it comes again
                time.sleep(0.02)
                continue
            if status == 403:  # a page that was ours, and a cookie it does not know
                pupil.forgotten = True
                break
            if status not in (303, None):
                self.unexpected.append(status)
            if self.think:
                time.sleep(pupil.chance.expovariate(1 / self.think))
        pupil.hang_up()

    def answers(self):
        return sum(pupil.answers for pupil in self.pupils)
