"""Port facts, the ledger, and the rules that hold ports against each other."""

import csv
import io
import json
import os
import re
import unittest

from sites import SHARED, SiteCase, page

SEED_FACTS = """
88 imap incoming - ssl0.ovh.net 993
92 smtp outgoing - ssl0.ovh.net 465
142 pop incoming - ssl0.ovh.net 995
142 pop incoming - ssl0.ovh.net 110
142 smtp outgoing - ssl0.ovh.net 465
142 smtp outgoing - ssl0.ovh.net 587
144 pop incoming none - 110
144 smtp outgoing none - 587
144 pop incoming tls - 995
144 smtp outgoing tls - 465
150 pop incoming tls - 995
150 pop incoming none - 110
151 smtp outgoing tls - 465
151 smtp outgoing none - 587
159 imap incoming - ssl0.ovh.net 993
159 imap incoming - ssl0.ovh.net 143
159 smtp outgoing - ssl0.ovh.net 465
159 smtp outgoing - ssl0.ovh.net 587
161 imap incoming none - 143
161 smtp outgoing none - 587
161 imap incoming tls - 993
161 smtp outgoing tls - 465
167 imap incoming tls - 993
167 imap incoming none - 143
168 smtp outgoing tls - 465
168 smtp outgoing none - 587
""".split("\n")[1:-1]

MATRIX = "| Ports | SSL on | SSL off |\n|---|---|---|\n| Incoming | %d | %d |\n| Outgoing | %d | %d |\n"


def shown(fact):
    return "%d %s %s %s %s %d" % (fact["line"], fact["protocol"] or "-", fact["direction"] or "-",
                                  fact["security"] or "-", fact["host"] or "-", fact["port"])


class Ports(SiteCase):
    def facts(self, body, locale="en-gb"):
        self.guide("a/b/guide.%s.md" % locale, "Mail", body, slug="x")
        run = self.run_program("ports", "--format", "json", status=0)
        return [shown(f).split(" ", 1)[1] for f in json.loads(run.stdout)["facts"]]

    def port_rules(self, *bodies):
        for locale, body in zip(("en-gb", "en-ie", "en-us", "en-au"), bodies):
            self.guide("a/b/guide.%s.md" % locale, "Mail", body, slug="x")
        return [(f["rule"], f["severity"], f["line"]) for f in self.findings()
                if f["rule"].startswith(("port-", "table-"))]

    def test_forms(self):
        cases = {
            "IMAP server ssl0.ovh.net, port 993": ["imap incoming - ssl0.ovh.net 993"],
            "## POP\n\n" + MATRIX % (995, 110, 465, 587): [
                "pop incoming tls - 995", "pop incoming none - 110",
                "smtp outgoing tls - 465", "smtp outgoing none - 587"],
            "## POP\n\n" + (MATRIX % (995, 110, 465, 587)).replace("|---|---|---|\n", ""): [
                "pop incoming tls - 995", "pop incoming none - 110",
                "smtp outgoing tls - 465", "smtp outgoing none - 587"],
            "| Type | Server | Security | Port |\n|---|---|---|---|\n| IMAP | ssl0.ovh.net | SSL/TLS | 993 |": [
                "imap incoming tls ssl0.ovh.net 993"],
            "Port 993 for IMAP, port 465 for SMTP": ["imap incoming - - 993", "smtp outgoing - - 465"],
            "- **POP set-up**\n\n| Server | Port |\n|---|---|\n| Incoming | 995 |": ["pop incoming - - 995"],
            "Use port «\u00a021\u00a0», so that you connect by FTP; use port “22” to go through SFTP.": [
                "ftp - - - 21", "sftp - - - 22"],
            "Port 21, IMAP port 993.": ["- - - - 21", "imap incoming - - 993"],
            "Par l’HTTPS, le port est 443.": ["https - - - 443"],
            "To use SFTP, if it is there, take port 22.": ["sftp - - - 22"],
            "Open ssl0.ovh.net:993 now": ["- - - ssl0.ovh.net 993"],
            "```\nssh -p 2222 me@host\ndocker run -p 8080:80 x\niptables --dport 25\n```": [
                "ssh - - - 2222", "- - - - 8080", "- - - - 80", "- - - - 25"],
            "```\nEXPOSE 80 443\nport: 3306\nPort 22\n```": ["- - - - 80", "- - - - 443", "- - - - 3306", "- - - - 22"],
        }
        for body, facts in cases.items():
            with self.subTest(body):
                self.assertEqual(self.facts(body), facts)

    def test_what_is_no_port(self):
        body = ("A switch with 24 ports of copper. At 10:00 the port closes. `ports[0]` is the first; in 2024 the "
                "USB ports cost 15.99. The server_port 99 variable.\n")
        self.assertEqual(self.facts(body), [])
        self.assertEqual(self.port_rules(body), [])

    def test_right_tables_give_nothing(self):
        right = "## POP\n\n" + MATRIX % (995, 110, 465, 587) + "\n## IMAP\n\n" + MATRIX % (993, 143, 465, 587)
        moved = "## IMAP\n\n" + MATRIX % (993, 143, 465, 587) + "\n## POP\n\n" + MATRIX % (995, 110, 465, 587)
        self.assertEqual(self.port_rules(right, moved, right), [])
        self.assertEqual(self.port_rules("SMTP port 465", "SMTP port 587"), [])

    def test_each_rule(self):
        head = "| Type | Server | Security | Port |\n|---|---|---|---|\n"
        cases = {
            "port-range": head + "| IMAP | ssl0.ovh.net | | 99939 |",
            "port-role": head + "| IMAP | imap.example.org | SSL/TLS | 995 |",
            "port-host": head + "| SMTP | ex.mail.ovh.net | | 465 |",
            "port-security": head + "| SMTP | smtp.example.org | STARTTLS | 465 |",
            "table-delimiter": "| Type | Server | Security | Port |\n| IMAP | a | SSL/TLS | 993 |",
        }
        for rule, body in cases.items():
            with self.subTest(rule):
                self.assertEqual([found[:2] for found in self.port_rules(body)], [(rule, "error")])

    def test_swapped_cells_are_one_finding(self):
        found = self.port_rules("## POP\n\n" + MATRIX % (110, 995, 465, 587))
        self.assertEqual([f[0] for f in found], ["port-role"])

    def test_contradiction(self):
        found = self.port_rules("## SMTP\n\nThe SMTP port is 587.\n\n| Server | Protocol | Port |\n|---|---|---|\n| a.example.org | SMTP | 465 |\n")
        self.assertEqual([f[:2] for f in found], [("port-contradiction", "error")])

    def test_slips(self):
        self.assertEqual(self.port_rules("Over HTTPS the port is 433."), [("port-role", "error", 6)])
        self.assertEqual(self.port_rules("Over HTTPS the port is 8443."), [])

    def test_a_number_twice_in_a_list(self):
        found = self.port_rules("Set the ports 993 and 993 in the form.")
        self.assertEqual([f[0] for f in found], ["port-contradiction"])
        self.assertEqual(self.port_rules("Set the ports 993 and 143 in the form."), [])

    def test_a_wrong_label_does_not_spread(self):
        found = self.port_rules("Mail over POP, IMAP and SMTP:\n\nIncoming port: 995 or 110\n\nOutgoing port: 995 or 587\n\n"
                                "Ports 995 and 465 are with SSL.\n")
        self.assertEqual(found, [("port-role", "error", 10)])

    def test_translations(self):
        say = "Open port %d of the console, then port 9000."
        found = self.port_rules(say % 7000, say % 7000, say % 7001, say % 7000)
        self.assertEqual(found, [("port-translation", "error", 6)])

    def test_disagreement_is_a_warning(self):
        say = "Open port %d of the console, then port 9000."
        self.assertEqual(self.port_rules(say % 7000, say % 7001), [("port-translation", "warning", 6)])

    def test_site_yaml_narrows(self):
        self.write("content/site.yaml", "hosts:\n  mail.example.org:\n    imap: [993]\n")
        found = self.port_rules("IMAP server mail.example.org, port 143")
        self.assertEqual([f[0] for f in found], ["port-host"])

    def test_csv_and_page(self):
        self.guide("home.en-gb.md", "Home")
        self.guide("a/universe.en-gb.md", "A", slug="a")
        self.guide("a/b/product.en-gb.md", "B", slug="b")
        self.guide("a/b/c/guide.en-gb.md", "Mail, \"new\"", "## IMAP\n\nPort: 993\n", slug="c")
        rows = list(csv.DictReader(io.StringIO(self.run_program("ports", "--format", "csv").stdout)))
        self.assertEqual([(r["port"], r["heading"], r["source"]) for r in rows], [("993", "IMAP", "label")])
        self.build()
        listed = self.published("gb/en/ports.html") if self.has("gb/en/ports.html") else self.published("en-gb/ports.html")
        self.assertIn("993", listed)
        self.assertIn("Mail, &quot;new&quot;", listed)
        self.assertEqual(len(json.loads(self.published("ports.json"))["facts"]), 1)

    @unittest.skipUnless(os.path.isdir(SHARED + "/seed"), "needs ../shared")
    def test_seed(self):
        with open(SHARED + "/seed/guide.fr-ca.md", encoding="utf-8") as file:
            self.write("content/web/emails/w/guide.fr-ca.md", file.read())
        run = self.run_program("ports", "--format", "json", status=0)
        found = sorted(shown(f) for f in json.loads(run.stdout)["facts"])
        self.assertEqual(found, sorted(SEED_FACTS))
        self.assertEqual([f for f in self.findings() if f["rule"].startswith("port-")], [])


if __name__ == "__main__":
    unittest.main()
