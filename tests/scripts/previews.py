"""A running preview of a small site, for tests."""

import http.client
import json
import os
import signal
import socket
import subprocess
import time

from sites import SiteCase

ADDED = ('<link rel="stylesheet" href="/_portolan/preview.css"><script type="module" '
         'src="/_portolan/preview.js"></script>\n')


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class PreviewCase(SiteCase):
    arguments = ()
    under = ()  # what starts the program

    def setUp(self):
        super().setUp()
        self.make_site()
        self.start()

    def make_site(self):
        self.small_site()

    def start(self):
        self.log = open(os.path.join(self.root, "log"), "w+", encoding="utf-8")
        self.process = subprocess.Popen([*self.under, self.program, "serve", "--port", str(free_port()), *self.arguments],
                                        cwd=self.root, stderr=self.log, stdout=self.log)
        self.addCleanup(self.stop)
        self.port = self.wait(self.listening)
        self.address = "http://127.0.0.1:%d" % self.port

    def stop(self, how=signal.SIGINT):
        if self.process.poll() is None:
            self.process.send_signal(how)
            self.assertEqual(self.process.wait(30), 0, self.said())
        self.assertNotIn("Sanitizer", self.said())
        self.assertNotIn("runtime error", self.said())
        self.log.close()

    def said(self):
        with open(self.log.name, encoding="utf-8") as log:
            return log.read()

    def changes(self):
        """The lines of changes."""
        return [line for line in self.said().splitlines() if " ms, findings " in line]

    def listening(self):
        first = self.said().partition("http://127.0.0.1:")[2]
        return int(first.split("/")[0]) if "/" in first else None

    def wait(self, condition, seconds=30):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = condition()
            if found:
                return found
            time.sleep(0.02)
        self.fail("waited for nothing: " + self.said())

    def ask(self, path, method="GET", **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request(method, path, headers={k.replace("_", "-"): v for k, v in headers.items()})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, body, answer.headers

    def text(self, path):
        return self.ask(path)[1].decode()

    def info(self, url):
        return json.loads(self.text("/_portolan/page?page=" + url))

    def rules_of(self, url):
        return [finding["rule"] for finding in self.info(url)["findings"]]

    def save(self, path, text):
        """As many editors do: another file, renamed over it."""
        folder, name = os.path.split(path)
        new = self.write("content/%s/.%s.new" % (folder, name), text)
        os.rename(new, os.path.join(self.content, path))
