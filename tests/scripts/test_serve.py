"""The preview: the same bytes as a build, changes as they are saved, and nothing for strangers."""

import http.client
import os
import random
import re
import shutil
import signal
import socket
import struct
import subprocess
import time
import unittest
import urllib.parse
import zlib

from previews import ADDED, PreviewCase
from sites import PORTOLAN, SHARED, page



def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


# One grey pixel.
PNG = (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
       + chunk(b"IDAT", zlib.compress(b"\0\x80")) + chunk(b"IEND", b""))


class Serve(PreviewCase):
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
        for number, one in enumerate(slow):
            one.sendall((b"GET /fr/ HT", b"GET /fr/ HTTP/1.1\r\nHost: loc", b"\r\n", b"\x16\x03\x01\x00")[number % 4])
        begun = time.monotonic()
        self.assertEqual(self.ask("/fr/")[0], 200)
        self.assertLess(time.monotonic() - begun, 5)
        for one in slow:
            one.close()

    def raw(self, request):
        """All that comes back for some bytes until the server closes, or for two seconds."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=2) as client:
            answer = b""
            # A server may refuse before it has read all, and close on what is still coming.
            try:
                client.sendall(request)
                client.shutdown(socket.SHUT_WR)
                while more := client.recv(65536):
                    answer += more
            except OSError:
                pass
        return answer

    def test_requests_one_behind_the_other(self):
        one = b"GET /fr/mail/premier/ HTTP/1.1\r\nHost: localhost\r\n\r\n"
        answer = self.raw(one * 9 + one.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
        self.assertEqual(answer.count(b"HTTP/1.1 200 OK"), 10)
        self.assertEqual(answer.count(b"</html>"), 10)

    def test_requests_that_are_none(self):
        for request in (b"\x00\xff\xfe", b"GET\r\n\r\n", b"GET /fr/ HTTP/9.9\r\n\r\n", b"GET  /fr/ HTTP/1.1\r\nHost: x\r\n\r\n",
                        b"GET /fr/ HTTP/1.1\r\n\r\n", b"GET http://localhost/fr/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
                        b"GET /" + b"a" * 100000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
                        b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: y\r\n" * 20000 + b"\r\n",
                        b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\nxxx",
                        b"GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nffffff\r\n",
                        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc"):
            status = re.match(rb"HTTP/1\.[01] (\d+)", self.raw(request))
            self.assertTrue(status is None or 400 <= int(status.group(1)) < 600, request[:60])
        self.assertEqual(self.ask("/fr/")[0], 200)

    def test_a_thousand_files_at_once_are_one_change(self):
        git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-C", self.root]
        for command in (["init", "-q"], ["add", "content"], ["commit", "-qm", "few"], ["checkout", "-qb", "many"]):
            subprocess.run(git + command, check=True)
        for number in range(1000):
            self.guide("web/mail/many/%d/guide.fr-fr.md" % number, "Guide %d" % number, slug="many-%d" % number)
        subprocess.run(git + ["add", "content"], check=True)
        subprocess.run(git + ["commit", "-qm", "many"], check=True)
        self.wait(lambda: self.ask("/fr/mail/many-999/")[0] == 200)
        time.sleep(1)
        before = len(self.changes())
        subprocess.run(git + ["checkout", "-q", "-"], check=True)
        self.wait(lambda: self.ask("/fr/mail/many-999/")[0] == 404)
        subprocess.run(git + ["checkout", "-q", "many"], check=True)
        self.wait(lambda: self.ask("/fr/mail/many-999/")[0] == 200)
        self.wait(lambda: len(self.changes()) >= before + 2)
        time.sleep(0.5)
        self.assertEqual(len(self.changes()), before + 2, self.said())

    def test_a_renamed_heading_is_missed_where_it_was_linked_to(self):
        url = "/fr/mail/premier/"
        self.assertEqual(self.rules_of(url), [])
        self.save("web/mail/b/guide.fr-fr.md", page("Second", "## Autre chose\n", slug="second", section="Suite", order=2))
        self.wait(lambda: self.rules_of(url) == ["anchor-missing"])
        finding = self.info(url)["findings"][0]
        self.assertEqual((finding["path"], finding["line"]), ("content/web/mail/a/guide.fr-fr.md", 11))
        self.assertIn("[deux](../b/guide.fr-fr.md#but)", finding["frame"])
        self.assertTrue(finding["editor"].endswith("/content/web/mail/a/guide.fr-fr.md:11:%d" % finding["column"]))
        self.wait(lambda: "findings +1 -0" in self.changes()[-1])
        self.save("web/mail/b/guide.fr-fr.md", page("Second", "## But\n", slug="second", section="Suite", order=2))
        self.wait(lambda: self.rules_of(url) == [])
        self.wait(lambda: "findings +0 -1" in self.changes()[-1])

    def test_the_overview(self):
        self.guide("web/mail/b/guide.fr-fr.md", "Second", "## But\n\n| Protocole | Port |\n|---|---|\n| IMAP | 993 |\n\n[x](#rien)\n", slug="second")
        self.wait(lambda: "#rien" in self.text("/_portolan/") or "rien" in self.text("/_portolan/"))
        text = self.text("/_portolan/")
        self.assertIn("<code>anchor-missing</code>", text)
        self.assertIn('<a href="/fr/mail/second/">content/web/mail/b/guide.fr-fr.md</a>', text)
        self.assertRegex(text, r'locale/fr-ca">fr-ca</a></th><td>5</td><td>0</td>')
        self.assertIn("<td>993</td>", self.text("/_portolan/ports"))
        os.remove(os.path.join(self.content, "web/mail/a/guide.fr-ca.md"))
        self.wait(lambda: "content/web/mail/a/guide.fr-ca.md" in self.text("/_portolan/locale/fr-ca"))
        self.assertEqual(self.info("/fr/mail/premier/")["missing"], ["fr-ca"])
        self.assertEqual(self.ask("/_portolan/locale/xx-xx")[0], 404)
        self.assertEqual(self.ask("/_portolan/nothing")[0], 404)

    def test_settings_and_pictures_are_watched(self):
        url = "/fr/mail/second/"
        self.save("web/mail/b/guide.fr-fr.md", page("Second", "## But\n\n![Un bouton](images/x.png)\n", slug="second"))
        self.wait(lambda: self.rules_of(url) == ["image-missing"])
        self.write("content/web/mail/b/images/x.png", PNG)
        self.wait(lambda: self.rules_of(url) == [])
        source = re.search(r'src="(/images/x\.[0-9a-f]+\.png)"', self.text(url)).group(1)
        self.assertEqual(self.ask(source)[1], PNG)
        self.assertEqual(self.ask(source)[2]["Content-Type"], "image/png")
        self.write("content/site.yaml", "title: Neues Haus\n")
        self.wait(lambda: "Neues Haus" in self.text("/fr/"))

    def test_what_was_saved_while_settings_were_broken_is_taken_with_the_next(self):
        url = "/fr/mail/premier/"
        self.write("content/site.yaml", "title: [\n")
        self.wait(lambda: "site.yaml" in self.info(url)["trouble"])
        self.save("web/mail/a/guide.fr-fr.md", page("Premier", "Pendant ce temps\n", slug="premier"))
        self.wait(lambda: self.said().count("not taken") == 2)
        self.assertIn("site.yaml", self.info(url)["trouble"])
        self.write("content/site.yaml", "title: Maison\n")
        self.wait(lambda: "Pendant ce temps" in self.text(url))
        self.assertEqual(self.info(url)["trouble"], "")

    def test_where_a_page_was_before_leads_to_it(self):
        self.save("web/mail/a/guide.fr-fr.md", page("Premier", "## Étape 1\n", slug="premier", aliases="/fr/vieux"))
        self.wait(lambda: self.ask("/fr/vieux/")[0] == 301)
        self.assertEqual(self.ask("/fr/vieux/")[2]["Location"], "/fr/mail/premier/")

    def test_a_404_is_of_its_locale(self):
        self.assertIn('lang="fr-CA"', self.text("/ca/fr/nulle/part/"))
        self.assertIn('lang="fr-FR"', self.text("/fr/nulle/part/"))
        self.assertEqual(self.ask("/nowhere")[0], 404)

    def test_it_ends_on_a_termination_signal(self):
        stream = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        stream.request("GET", "/_portolan/events")
        stream.getresponse().readline()
        begun = time.monotonic()
        self.stop(signal.SIGTERM)
        self.assertLess(time.monotonic() - begun, 5)
        stream.close()

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


class ServeTheme(PreviewCase):
    arguments = ("--theme", "theme")

    def make_site(self):
        super().make_site()
        self.write("theme/assets/site.css/99-own.css", "p { color: red }\n")

    def test_a_theme_is_taken_as_it_is_saved(self):
        style = re.search(r'/assets/site\.[0-9a-f]+\.css', self.text("/fr/")).group(0)
        self.assertIn("color: red", self.text(style))
        stream = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        stream.request("GET", "/_portolan/events")
        events = stream.getresponse()
        self.write("theme/assets/site.css/99-own.css", "p { color: blue }\n")
        self.wait(lambda: style not in self.text("/fr/"))
        self.write("theme/templates/footer.mustache", "<footer>Mine</footer>\n")
        self.wait(lambda: "<footer>Mine</footer>" in self.text("/fr/"))
        self.write("theme/templates/footer.mustache", "<footer>{{#open}}</footer>\n")
        self.wait(lambda: "theme-syntax" in self.text("/fr/"))
        self.write("theme/templates/footer.mustache", "<footer>Yours</footer>\n")
        self.wait(lambda: "<footer>Yours</footer>" in self.text("/fr/"))
        names = [line for line in (events.readline() for _ in range(20)) if line.startswith(b"event:")]
        self.assertEqual(names, [b"event: style\n", b"event: reload\n", b"event: reload\n", b"event: reload\n"])
        stream.close()


# A user namespace of its own, in which nobody may have an instance of inotify.
WITHOUT_INOTIFY = ("unshare", "-Ur", "sh", "-c", 'echo 0 > /proc/sys/user/max_inotify_instances && exec "$@"', "sh")


@unittest.skipUnless(subprocess.run([*WITHOUT_INOTIFY, "true"], stderr=subprocess.DEVNULL, check=False).returncode == 0,
                     "no user namespace can be made here")
class ServeWithoutInotify(PreviewCase):
    program = PORTOLAN
    under = WITHOUT_INOTIFY

    def test_it_looks_every_second_and_says_how_to_raise_the_limit(self):
        self.assertIn("looking for changes every second", self.said())
        self.assertIn("sysctl fs.inotify.max_user_watches=", self.said())
        self.save("web/mail/a/guide.fr-fr.md", page("Premier", "Texte neuf\n", slug="premier"))
        self.wait(lambda: "Texte neuf" in self.text("/fr/mail/premier/"))
        self.guide("web/mail/neuf/guide.fr-fr.md", "Dossier", "Nouveau\n", slug="dossier")
        self.wait(lambda: "Nouveau" in self.text("/fr/mail/dossier/"))
        os.remove(os.path.join(self.content, "web/mail/a/guide.fr-fr.md"))
        self.wait(lambda: self.ask("/fr/mail/premier/")[0] == 404)


class ServeLoad(PreviewCase):
    program = PORTOLAN

    def resident(self):
        with open("/proc/%d/status" % self.process.pid, encoding="utf-8") as file:
            return int(re.search(r"VmRSS:\s+(\d+)", file.read()).group(1))

    def save_number(self, number):
        self.save("web/mail/a/guide.fr-fr.md", page("Premier", "## Étape 1\n\nEnregistrement %d.\n" % number, slug="premier"))

    def answers(self):
        """Requests of fifty clients at once while a guide is being saved."""
        wrk = subprocess.Popen(["wrk", "-t2", "-c50", "-d4s", self.address + "/fr/mail/premier/"], stdout=subprocess.PIPE, text=True)
        while wrk.poll() is None:
            self.number += 1
            self.save_number(self.number)
            time.sleep(0.02)
        said = wrk.communicate()[0]
        self.assertNotIn("Non-2xx", said)
        self.assertNotIn("Socket errors", said)
        return int(re.search(r"(\d+) requests in", said).group(1))

    @unittest.skipUnless(shutil.which("wrk"), "wrk is not installed")
    def test_fifty_clients_while_a_guide_is_being_saved(self):
        self.number = count = 0
        while count < 10000:
            count += self.answers()
            self.assertLess(self.number, 5000, "it is too slow to tell anything")
        self.settled()
        before = self.resident()
        self.answers()
        self.settled()
        self.assertLess(self.resident(), before * 1.2 + 8192)

    def settled(self):
        return self.wait(lambda: "Enregistrement %d." % self.number in self.text("/fr/mail/premier/"))


class ServeEdits(PreviewCase):
    """States that follow each other for long are what a new start would make of the content."""
    ROUNDS = 60 if os.environ.get("PORTOLAN_LONG") else 10
    EDITS = 8  # of a round
    TITLES = ("Premier", "Second", "Étape", "Neuf")
    SLUGS = ("premier", "second", "autre", "a/b", "d*d", "")
    FRONT = ("order: 3", "section: Suite", "hidden: true", "published: false", "legacy_guide_number: 1234",
             "aliases: [avant]", "updated: 2031-01-01", "excerpt: Court", "fullwidth: oui", "clef: inconnue", "broken: [")
    TEXTS = ("## But", "## Étape 1", "### Trop bas", "## But {#propre}", "[b](../b/guide.fr-fr.md#but)", "[lui](#etape-1)",
             "[lui](#Etape_1)", "[rien](../x/guide.fr-fr.md)", "[n]({legacy}1235)", "[n]({legacy}1234)", "[m](/fr/mail/second/#but)",
             "![](images/a.png)", "![gris](images/a.png)", "![autre](images/b.png)", "| Port |\n|---|\n| 993 |", "Port IMAP : 994",
             "<!-- portolan-disable-next-line anchor-missing image-alt -->\n[b](../b/guide.fr-fr.md#rien)", "<script>alert(1)</script>")

    def make_site(self):
        self.write("content/site.yaml", "fallback:\n  fr-ca: fr-fr\n")
        self.small_site()
        self.write("content/web/mail/a/images/a.png", PNG)

    def any_guide(self, chance):
        front = ["title: " + chance.choice(self.TITLES), "slug: " + chance.choice(self.SLUGS)]
        front += chance.sample(self.FRONT, chance.choice((0, 0, 1, 2)))
        body = [chance.choice(self.TEXTS) for _ in range(chance.randrange(8))]
        return "---\n%s\n---\n\n%s\n" % ("\n".join(front), "\n\n".join(body))

    def edit(self, chance):
        """One change; what it was."""
        folder = chance.choice(("a", "a", "b", "b", "c", "d"))
        guide = "web/mail/%s/guide.%s.md" % (folder, chance.choice(("fr-fr", "fr-fr", "fr-ca", "de-de")))
        picture = "web/mail/%s/images/%s.png" % (chance.choice("ab"), chance.choice("ab"))
        kind = chance.randrange(12)
        if kind == 0 and os.path.exists(self.path(guide)):
            os.remove(self.path(guide))
            return "removed " + guide
        if kind == 1 and os.path.exists(self.path(picture)):
            os.remove(self.path(picture))
            return "removed " + picture
        if kind == 2:
            self.write("content/" + picture, PNG + b"x" * chance.randrange(3))
            return "wrote " + picture
        if kind == 3:
            guide = "web/mail/product.fr-fr.md"
        if os.path.isdir(os.path.dirname(self.path(guide))) and kind % 2:
            self.save(guide, self.any_guide(chance))
        else:
            self.write("content/" + guide, self.any_guide(chance))
        return "wrote " + guide

    def path(self, path):
        return os.path.join(self.content, path)

    def published_urls(self):
        for where, _, names in os.walk(self.out):
            for name in names:
                path = os.path.relpath(os.path.join(where, name), self.out)
                if not path.startswith(".portolan"):
                    yield "/" + (path[:-len("index.html")] if name == "index.html" else path), os.path.join(where, name)

    def assert_like_a_new_start(self, history):
        shutil.rmtree(self.out, ignore_errors=True)
        self.assertIn(self.run_program("build").returncode, (0, 1))
        found = {}
        for finding in self.findings():
            if finding["severity"] != "note":
                found.setdefault(finding["path"], []).append(
                    [finding[key] for key in ("line", "column", "rule", "message")] + [finding.get("help", "")])
        for url, file in self.published_urls():
            with open(file, "rb") as bytes_of_build:
                self.assertEqual(self.ask(urllib.parse.quote(url))[1].replace(ADDED.encode(), b""), bytes_of_build.read(),
                                 (url, history))
            info = self.info(urllib.parse.quote(url))
            if url.endswith("/") and info["source"]:
                self.assertEqual([[f[key] for key in ("line", "column", "rule", "message", "help")] for f in info["findings"]],
                                 found.get(info["source"], []), (url, history))
        counts = re.search(r"(\d+) errors?, (\d+) warnings?", self.text("/_portolan/"))
        self.assertEqual(sum(map(int, counts.groups())), sum(map(len, found.values())), history)

    def test_pages_and_findings_after_any_edits(self):
        chance = random.Random(8)
        history = []
        for _ in range(self.ROUNDS):
            for _ in range(self.EDITS):
                known = len(self.changes())
                history.append(self.edit(chance))
                self.wait(lambda: len(self.changes()) > known)
            self.assert_like_a_new_start(history[-3 * self.EDITS:])


@unittest.skipUnless(os.path.isdir(SHARED + "/corpus"), "../shared is absent")
class ServeCorpus(PreviewCase):
    program = PORTOLAN
    # Smaller pictures take a minute to make; test_pictures.py has them.
    arguments = ("--content", SHARED + "/corpus/pages", "--images", SHARED + "/corpus/pages", "--config", "site.yaml")

    def make_site(self):
        self.write("site.yaml", "images:\n  column: 0\n")

    def test_every_url_of_the_corpus_is_what_build_writes(self):
        self.build(*self.arguments, status=1)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        count = 0
        for where, _, names in os.walk(self.out):
            for name in names:
                path = os.path.relpath(os.path.join(where, name), self.out)
                if path.startswith(".portolan"):
                    continue
                url = "/" + (path[:-len("index.html")] if name == "index.html" else path)
                connection.request("GET", urllib.parse.quote(url))
                body = connection.getresponse().read().replace(ADDED.encode(), b"", 1)
                with open(os.path.join(where, name), "rb") as file:
                    self.assertTrue(body == file.read(), url)
                count += 1
        self.assertGreater(count, 2000)
        connection.close()


if __name__ == "__main__":
    unittest.main()
