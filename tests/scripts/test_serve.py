"""The preview: the same bytes as a build, changes as they are saved, and nothing for strangers."""

import http.client
import json
import os
import signal
import socket
import subprocess
import time
import unittest

from sites import SiteCase

ADDED = ('<link rel="stylesheet" href="/_portolan/preview.css"><script type="module" '
         'src="/_portolan/preview.js"></script>\n')


class Serve(SiteCase):
    def setUp(self):
        super().setUp()
        self.small_site()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            wanted = probe.getsockname()[1]
        self.log = open(os.path.join(self.root, "log"), "w+", encoding="utf-8")
        self.process = subprocess.Popen([self.program, "serve", "--port", str(wanted)], cwd=self.root,
                                        stderr=self.log, stdout=self.log)
        self.addCleanup(self.stop)
        self.port = self.wait(self.listening)

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.assertEqual(self.process.wait(30), 0, self.said())
        self.assertNotIn("Sanitizer", self.said())
        self.log.close()

    def said(self):
        with open(self.log.name, encoding="utf-8") as log:
            return log.read()

    def listening(self):
        first = self.said().partition("http://127.0.0.1:")[2]
        return int(first.split("/")[0]) if "/" in first else None

    def wait(self, condition, seconds=20):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = condition()
            if found:
                return found
            time.sleep(0.02)
        self.fail("waited for nothing: " + self.said())

    def ask(self, path, method="GET", **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(method, path, headers={k.replace("_", "-"): v for k, v in headers.items()})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, body, answer.headers

    def text(self, path):
        return self.ask(path)[1].decode()

    def info(self, url):
        return json.loads(self.text("/_portolan/page?page=" + url))

    def test_the_bytes_of_a_build(self):
        self.build()
        for where, _, names in os.walk(self.out):
            for name in names:
                path = os.path.relpath(os.path.join(where, name), self.out)
                if path.startswith(".portolan"):
                    continue
                url = "/" + (path[:-len("index.html")] if name == "index.html" else path)
                body = self.ask(url)[1].replace(ADDED.encode(), b"")
                with open(os.path.join(where, name), "rb") as file:
                    self.assertEqual(body, file.read(), url)

    def test_changes_show(self):
        guide = "web/mail/a/guide.fr-fr.md"
        url = "/fr/mail/premier/"
        self.assertIn("Étape 1", self.text(url))
        temporary = self.write("content/web/mail/a/.saving", "---\ntitle: Neuf\nslug: premier\n---\n\nTexte neuf\n")
        os.rename(temporary, os.path.join(self.content, guide))
        self.wait(lambda: "Texte neuf" in self.text(url))
        self.write("content/" + guide, "---\ntitle: \"Neuf\nslug: premier\n---\n\nTexte\n")
        self.wait(lambda: any(f["rule"] == "front-syntax" for f in self.info(url)["findings"]))
        self.write("content/" + guide, "---\ntitle: Neuf\nslug: premier\n---\n\nTexte\n")
        self.wait(lambda: self.info(url)["findings"] == [])
        self.write("content/web/mail/neuf/guide.fr-fr.md", "---\ntitle: Dossier\nslug: dossier\n---\n\nNouveau\n")
        self.wait(lambda: "Nouveau" in self.text("/fr/mail/dossier/"))
        os.remove(os.path.join(self.content, guide))
        self.wait(lambda: self.ask(url)[0] == 404)
        self.assertIn("ms", self.said())

    def test_a_broken_site_yaml_keeps_the_old_site(self):
        self.write("content/site.yaml", "title: [")
        self.wait(lambda: "site.yaml" in self.said())
        self.assertEqual(self.ask("/fr/")[0], 200)

    def test_events(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", "/_portolan/events")
        stream = connection.getresponse()
        self.assertEqual(stream.headers["Content-Type"], "text/event-stream")
        self.assertIn(b"retry", stream.readline())
        self.write("content/web/mail/b/guide.fr-fr.md", "---\ntitle: B\nslug: second\n---\n")
        lines = [stream.readline() for _ in range(5)]
        self.assertIn(b"event: content\n", lines)
        connection.close()

    def test_http(self):
        status, body, headers = self.ask("/fr/mail/premier/")
        self.assertEqual(headers["Content-Type"], "text/html; charset=utf-8")
        self.assertIn("default-src 'none'", headers["Content-Security-Policy"])
        self.assertEqual(self.ask("/fr/mail/premier/", If_None_Match=headers["ETag"])[0], 304)
        self.assertEqual(self.ask("/fr/mail/premier/", Range="bytes=2-5")[:2], (206, body[2:6]))
        self.assertEqual(self.ask("/fr/mail/premier/", Range="bytes=-4")[:2], (206, body[-4:]))
        self.assertEqual(self.ask("/fr/mail/premier/", method="HEAD")[:2], (200, b""))
        status, _, headers = self.ask("/fr/mail/premier")
        self.assertEqual((status, headers["Location"]), (301, "/fr/mail/premier/"))

    def test_strangers(self):
        self.assertEqual(self.ask("/fr/", Host="evil.example")[0], 403)
        self.assertEqual(self.ask("/fr/", Host="localhost:%d" % self.port)[0], 200)
        for method in ("POST", "PUT", "DELETE", "OPTIONS"):
            self.assertEqual(self.ask("/fr/", method=method)[0], 405, method)
        for path in ("/../../etc/passwd", "/%2e%2e/etc/passwd", "/fr/..%5c..%5cx", "/fr/%00", "//etc/passwd",
                     "/fr/%252e%252e/site.yaml", "/site.yaml", "/web/mail/a/guide.fr-fr.md"):
            self.assertIn(self.ask(path)[0], (400, 404), path)

    def test_slow_clients_hold_nobody_up(self):
        slow = [socket.create_connection(("127.0.0.1", self.port)) for _ in range(40)]
        for one in slow:
            one.sendall(b"GET /fr/ HT")
        begun = time.monotonic()
        self.assertEqual(self.ask("/fr/")[0], 200)
        self.assertLess(time.monotonic() - begun, 5)
        for one in slow:
            one.close()

    def test_the_next_free_port(self):
        other = subprocess.Popen([self.program, "serve", "--port", str(self.port)], cwd=self.root,
                                 stderr=subprocess.PIPE, text=True)
        line = other.stderr.readline()
        while "http://" not in line:
            line = other.stderr.readline()
        self.assertNotIn(":%d/" % self.port, line)
        other.send_signal(signal.SIGTERM)
        self.assertEqual(other.wait(30), 0)
        other.stderr.close()


if __name__ == "__main__":
    unittest.main()
