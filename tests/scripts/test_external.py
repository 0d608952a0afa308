"""check --external against servers on this machine: nobody else is ever asked."""

import http.server
import json
import os
import shutil
import socket
import ssl
import subprocess
import threading
import time
import unittest

from sites import SiteCase


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers by the path's first word; counts what it was asked."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, headers=(), body=b""):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def respond(self):
        server = self.server
        with server.lock:
            server.seen.append((self.command, self.path, time.monotonic()))
            server.now += 1
            server.most = max(server.most, server.now)
            times = sum(1 for _, path, _ in server.seen if path == self.path)
        try:
            word = self.path.strip("/").split("/")[0].split("?")[0]
            getattr(self, "do_" + word, self.do_gone)(times)
        except (BrokenPipeError, ConnectionResetError):
            pass
        finally:
            with server.lock:
                server.now -= 1

    do_HEAD = do_GET = respond

    def do_ok(self, _):
        self.answer(200, body=b"here")

    def do_gone(self, _):
        self.answer(404)

    def do_over(self, _):
        self.answer(410)

    def do_nohead(self, _):
        self.answer(405 if self.command == "HEAD" else 200)

    def do_liar(self, _):
        self.answer(404 if self.command == "HEAD" else 200)

    def do_hangup(self, _):
        if self.command == "HEAD":
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
        else:
            self.answer(200)

    def do_flaky(self, times):
        self.answer(503 if times <= 2 else 200)

    def do_broken(self, _):
        self.answer(500)

    def do_slow(self, _):
        time.sleep(1.5)
        self.answer(200)

    def do_secret(self, _):
        self.answer(403)

    def do_busy(self, times):
        self.answer(429 if times == 1 else 200, [("Retry-After", "2")] if times == 1 else [])

    def do_closed_for_today(self, _):
        self.answer(429, [("Retry-After", "86400")])

    def do_moved(self, _):
        self.answer(301, [("Location", "/ok/new")])

    def do_moved_twice(self, _):
        self.answer(308, [("Location", "/moved")])

    def do_moved_to_gone(self, _):
        self.answer(301, [("Location", "/gone")])

    def do_elsewhere_today(self, _):
        self.answer(302, [("Location", "/ok/today")])

    def do_slash(self, _):
        if self.path == "/slash":
            self.answer(301, [("Location", "/slash/")])
        else:
            self.answer(200)

    def do_loop(self, _):
        self.answer(302, [("Location", "/loop")])

    def do_cookie(self, _):
        if "seen=1" in self.headers.get("Cookie", ""):
            self.answer(200)
        else:
            self.answer(302, [("Location", self.path), ("Set-Cookie", "seen=1")])

    def do_secure(self, _):
        self.answer(301, [("Location", "https://127.0.0.1:%d%s" % (self.server.secure_port, self.path))])

    def do_huge(self, _):
        self.send_response(405 if self.command == "HEAD" else 200)
        self.send_header("Content-Length", str(1 << 40 if self.command == "GET" else 0))
        self.end_headers()
        if self.command == "GET":
            for _ in range(1 << 12):
                self.wfile.write(b"x" * (1 << 20))


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.lock = threading.Lock()
        self.seen, self.now, self.most = [], 0, 0
        self.port = self.server_address[1]
        self.url = "http://127.0.0.1:%d" % self.port
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def paths(self):
        return [path for _, path, _ in self.seen]


class ExternalCase(SiteCase):
    def setUp(self):
        super().setUp()
        self.server = Server()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.cache = os.path.join(self.root, "cache")

    def links(self, *urls):
        body = "".join("[here](%s)\n\n" % (url if "://" in url else self.server.url + url) for url in urls)
        self.guide("web/mail/a/guide.fr-fr.md", "Un", body)
        for path in ("home.fr-fr.md", "web/universe.fr-fr.md", "web/mail/product.fr-fr.md"):
            self.guide(path, "Page", slug=path.replace("/", "-").split(".")[0])

    def ask(self, *arguments, **more):
        """(rule, severity, message, help, fix) of each link that is wrong."""
        environment = dict(os.environ, no_proxy="*", **more)
        run = self.run_program("check", "--format", "json", "--external", "--cache", self.cache, *arguments,
                               env=environment)
        self.assertIn(run.returncode, (0, 1), run.stderr)
        self.told = run.stderr
        return [(f["rule"], f["severity"], f["message"].replace(self.server.url, ""), f.get("help", ""),
                 f.get("fix", {}).get("text", "").replace(self.server.url, ""))
                for f in json.loads(run.stdout)["diagnostics"] if f["rule"].startswith("link-")]

    def test_what_is_gone_is_an_error_and_what_cannot_be_known_a_warning(self):
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            closed = "http://127.0.0.1:%d/" % unused.getsockname()[1]
        self.links("/gone", "/over#x", "/broken", "/moved_to_gone", "/loop", closed, "http://nowhere.invalid/x")
        self.assertEqual([(rule, severity, message) for rule, severity, message, _, _ in self.ask()], [
            ("link-dead", "error", 'another host no longer has the page: "/gone" (404)'),
            ("link-dead", "error", 'another host no longer has the page: "/over#x" (410)'),
            ("link-dead", "warning", 'another host does not show the page: "/broken" (500)'),
            ("link-dead", "error", 'another host no longer has the page: "/moved_to_gone" (404)'),
            ("link-dead", "error", 'another host no longer has the page: "/loop" (it redirects in a circle)'),
            ("link-dead", "error", 'another host no longer has the page: "%s" (nobody listens there)' % closed),
            ("link-dead", "error", 'another host no longer has the page: "http://nowhere.invalid/x" '
                                   '(there is no such host)'),
        ])

    def test_what_is_there_is_silent_however_the_host_stumbles(self):
        self.links("/ok", "/nohead", "/liar", "/hangup", "/flaky", "/slow", "/secret", "/busy",
                   "/elsewhere_today", "/slash", "/cookie", "/huge")
        self.assertEqual(self.ask(), [])
        self.assertEqual([method for method, path, _ in self.server.seen if path == "/nohead"], ["HEAD", "GET"])

    def test_what_has_moved_for_good_is_a_warning_with_the_new_place(self):
        self.links("/moved#part", "/moved_twice")
        self.assertEqual(self.ask(), [
            ("link-moved", "warning", 'the page has moved for good: "/moved#part"',
             "it is now %s/ok/new#part" % self.server.url, "/ok/new#part"),
            ("link-moved", "warning", 'the page has moved for good: "/moved_twice"',
             "it is now %s/ok/new" % self.server.url, "/ok/new"),
        ])

    def test_a_host_that_says_when_to_come_back_is_left_alone_until_then(self):
        self.links("/busy", "/ok")
        self.assertEqual(self.ask(), [])
        first, second = [at for _, path, at in self.server.seen if path == "/busy"][:2]
        self.assertGreaterEqual(second - first, 1.9)

    def test_a_host_that_closes_for_a_day_is_not_waited_for(self):
        self.links("/closed_for_today", "/ok/1", "/ok/2")
        begun = time.monotonic()
        self.assertEqual(self.ask(), [])
        self.assertLess(time.monotonic() - begun, 30)

    def test_a_host_is_asked_by_two_at_once_and_a_tenth_of_a_second_apart(self):
        self.links(*("/ok/%d" % i for i in range(12)))
        self.ask()
        starts = sorted(at for _, _, at in self.server.seen)
        self.assertEqual(len(starts), 12)
        self.assertLessEqual(self.server.most, 2)
        self.assertGreaterEqual(starts[-1] - starts[0], 1.0)

    def test_one_url_is_asked_once_whatever_its_fragments(self):
        self.links("/ok", "/ok#a", "/ok#b", "/gone#c", "/gone")
        self.assertEqual(len(self.ask()), 2)
        self.assertEqual(self.server.paths(), ["/ok", "/gone", "/gone"])

    def test_answers_are_kept_for_their_age(self):
        self.links("/ok", "/gone", "/moved", "/broken")
        first = self.ask()
        self.server.seen.clear()
        self.assertEqual(self.ask(), first)
        self.assertEqual(set(self.server.paths()), {"/broken"})
        self.server.seen.clear()
        self.assertEqual(self.ask("--external-age", "0"), first)
        self.assertLessEqual({"/ok", "/gone", "/moved"}, set(self.server.paths()))

    def test_old_answers_and_nonsense_in_the_cache_are_not_believed(self):
        self.links("/gone")
        os.mkdir(self.cache)
        url = self.server.url + "/gone"
        for text in ("portolan external 1\n%d\t1\t200\t0\t%s\t\t\n" % (time.time() - 8 * 86400, url),
                     "portolan external 1\n%d\t1\t200\t0\t%s\t\t\n" % (time.time() + 9999, url),
                     "portolan external 1\nx\t1\n\t\t\t\t\t\t\t\n%d\t1\t200\t0\t%s\n" % (time.time(), url), "\0\xff\n"):
            with open(os.path.join(self.cache, "external.txt"), "w", encoding="latin-1") as file:
                file.write(text)
            self.assertEqual([found[0] for found in self.ask()], ["link-dead"], text)

    def test_nobody_is_asked_without_the_option(self):
        self.links("/gone", "/moved")
        self.assertEqual([f for f in self.rules() if f[0].startswith("link-")], [])
        self.build(status=0)
        self.assertEqual(self.server.seen, [])

    def test_only_what_is_reported_is_asked_for(self):
        self.links("/gone/a")
        self.guide("web/mail/b/guide.fr-fr.md", "Deux", "[x](%s/gone/b)" % self.server.url)
        self.guide("web/mail/b/guide.fr-ca.md", "Deux", "[x](%s/gone/c)" % self.server.url)
        self.assertEqual(len(self.ask("content/web/mail/b", "--locale", "fr-ca")), 1)
        self.assertEqual(set(self.server.paths()), {"/gone/c"})

    def test_only_changed_lines_are_asked_for_with_since(self):
        self.links("/gone/old")
        git = ["git", "-C", self.root, "-c", "user.name=x", "-c", "user.email=x@example.org"]
        subprocess.run(git + ["init", "-q"], check=True)
        subprocess.run(git + ["add", "content"], check=True)
        subprocess.run(git + ["commit", "-q", "-m", "x"], check=True)
        self.links("/gone/old", "/gone/new")
        self.assertEqual([message for _, _, message, _, _ in self.ask("--since", "HEAD")],
                         ['another host no longer has the page: "/gone/new" (404)'])
        self.assertEqual(set(self.server.paths()), {"/gone/new"})

    def test_hosts_of_this_site_and_those_that_the_settings_name_are_not_asked(self):
        self.links("/gone")
        self.write("content/site.yaml", "unasked_hosts: [127.0.0.1]\n")
        self.assertEqual(self.ask(), [])
        self.assertEqual(self.server.seen, [])

    def test_a_disable_of_what_was_not_asked_is_not_called_unused(self):
        body = "<!-- portolan-disable-next-line link-dead -->\n[x](%s/gone)\n" % self.server.url
        self.links()
        self.guide("web/mail/a/guide.fr-fr.md", "Un", body)
        self.assertEqual([f for f in self.rules() if f[0] == "disable-unused"], [])
        self.assertEqual(self.ask(), [])

    @unittest.skipUnless(shutil.which("openssl"), "no openssl to make a certificate")
    def test_http_that_leads_to_the_same_place_by_https_is_a_note(self):
        key, certificate = os.path.join(self.root, "key.pem"), os.path.join(self.root, "cert.pem")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=x",
                        "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
                       check=True, capture_output=True)
        secure = Server()
        self.addCleanup(secure.server_close)
        self.addCleanup(secure.shutdown)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        secure.socket = context.wrap_socket(secure.socket, server_side=True)
        self.server.secure_port = secure.port
        secure.RequestHandlerClass = type("Tls", (Handler,), {"do_secure": Handler.do_ok})
        self.links("/secure/x")
        found = self.ask(CURL_CA_BUNDLE=certificate)
        self.assertEqual(found, [("link-insecure", "note", 'the host has https: too: "/secure/x"', "write https:",
                                  "https" + self.server.url[4:] + "/secure/x")])
        # A certificate that nobody vouches for is no proof that the page is gone.
        shutil.rmtree(self.cache)
        self.assertEqual([(rule, severity) for rule, severity, _, _, _ in self.ask()], [("link-dead", "warning")])

    def test_without_a_network_there_is_no_verdict(self):
        self.links(*("http://nowhere-%d.invalid/" % i for i in range(6)))
        run = self.run_program("check", "--external", "--cache", self.cache, status=2)
        self.assertIn("no network", run.stderr)

    def test_a_cache_that_cannot_be_written_does_not_hide_what_was_found(self):
        self.links("/gone")
        self.write("cache", "a file stands in the way")
        self.assertEqual(len(self.ask()), 1)
        self.assertIn("cannot write", self.told)


if __name__ == "__main__":
    unittest.main()
