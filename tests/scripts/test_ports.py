"""Port facts, the ledger, and the rules that hold ports against each other."""

import csv
import io
import json
import os
import shutil
import subprocess
import unittest

from sites import SHARED, SiteCase

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

# Sentences that are right, one of a kind in each language.
RIGHT = {
    "en-gb": ["The SFTP server listens on port 22, FTP on port 21.", "IMAP uses port 993 with SSL/TLS, or port 143 with STARTTLS.",
              "For POP choose port 995 (SSL) or 110.", "Set port 993 for incoming mail and port 465 for outgoing mail.",
              "The switch has 24 ports, and since 10:00 one port of them costs 15.99 in 2024."],
    "fr-fr": ["Le serveur SFTP écoute sur le port 22, FTP sur le port 21.", "IMAP utilise le port 993 avec SSL/TLS, ou le port 143 avec STARTTLS.",
              "En POP, choisissez le port 995 (SSL) ou 110.", "Réglez le port 993 pour le courrier entrant et le port 465 pour le courrier sortant.",
              "Le commutateur a 24 ports ; un port de rechange coûte 15,99 € en 2024."],
    "de-de": ["Der SFTP-Server hört auf Port 22, FTP auf Port 21.", "IMAP nutzt den Port 993 mit SSL/TLS oder den Port 143 mit STARTTLS.",
              "Für POP wählen Sie Port 995 (SSL) oder 110.", "Geben Sie Port 993 für eingehende und Port 465 für ausgehende E-Mails ein.",
              "Der Switch hat 24 Ports; seit 2024 kostet ein Port 15,99 €."],
    "es-es": ["El servidor SFTP escucha en el puerto 22, FTP en el puerto 21.", "IMAP usa el puerto 993 con SSL/TLS o el puerto 143 con STARTTLS.",
              "Para POP elija el puerto 995 (SSL) o 110.", "Indique el puerto 993 para el correo entrante y el puerto 465 para el correo saliente.",
              "El conmutador tiene 24 puertos; desde 2024 cada uno cuesta 15,99 €."],
    "pl-pl": ["Serwer SFTP nasłuchuje na porcie 22, FTP na porcie 21.", "IMAP używa portu 993 z SSL/TLS lub portu 143 ze STARTTLS.",
              "Dla POP wybierz port 995 (SSL) lub 110.", "Ustaw port 993 dla poczty przychodzącej i port 465 dla poczty wychodzącej.",
              "Przełącznik ma 24 porty."],
    "fi-fi": ["SFTP-palvelin kuuntelee porttia 22, FTP porttia 21.", "IMAP käyttää porttia 993 ja SSL/TLS-suojausta tai porttia 143 ja STARTTLS-suojausta.",
              "Valitse POP-portiksi 995 (SSL) tai 110.", "Aseta portti 993 saapuvalle ja portti 465 lähtevälle postille.",
              "Kytkimessä on 24 porttia."],
    "lt-lt": ["SFTP serveris klausosi 22 prievado, FTP – 21 prievado.", "IMAP naudoja prievadą 993 su SSL/TLS arba prievadą 143 su STARTTLS.",
              "POP: pasirinkite prievadą 995 (SSL) arba 110.", "Nustatykite prievadą 993 įeinančiam ir prievadą 465 išeinančiam paštui.",
              "Komutatorius turi 24 prievadus."],
    "pt-pt": ["O servidor SFTP escuta na porta 22, FTP na porta 21.", "O IMAP usa a porta 993 com SSL/TLS ou a porta 143 com STARTTLS.",
              "Para POP escolha a porta 995 (SSL) ou 110.", "Indique a porta 993 para o correio de entrada e a porta 465 para o correio de saída.",
              "O comutador tem 24 portas."],
    "cs-cz": ["Server SFTP naslouchá na portu 22, FTP na portu 21.", "IMAP používá port 993 s SSL/TLS nebo port 143 se STARTTLS.",
              "Pro POP zvolte port 995 (SSL) nebo 110.", "Nastavte port 993 pro příchozí a port 465 pro odchozí poštu.",
              "Přepínač má 24 portů."],
}
SENTENCE_FACTS = ["sftp - - - 22", "ftp - - - 21", "imap incoming tls - 993", "imap incoming starttls - 143",
                  "pop incoming tls - 995", "pop incoming - - 110", "- incoming - - 993", "smtp outgoing - - 465"]

# (server for incoming mail, for outgoing mail, port, security, protocol) as newer guides label them.
LABELS = {
    "en-gb": ("Incoming server", "Outgoing server", "Port", "Security", "Protocol"),
    "fr-fr": ("Serveur entrant", "Serveur sortant", "Port", "Sécurité", "Protocole"),
    "de-de": ("Posteingangsserver", "Postausgangsserver", "Port", "Sicherheit", "Protokoll"),
    "es-es": ("Servidor entrante", "Servidor saliente", "Puerto", "Seguridad", "Protocolo"),
    "it-it": ("Server in entrata", "Server in uscita", "Porta", "Sicurezza", "Protocollo"),
    "nl-nl": ("Inkomende server", "Uitgaande server", "Poort", "Beveiliging", "Protocol"),
    "lt-lt": ("Įeinantis serveris", "Iįeinantis serveris", "Prievadas", "Sauga", "Protokolas"),
}
TABS = """> [!tabs]
> **1**
>>
>> - **{4}** : IMAP
>> - **{0}** : imap.example.org
>> - **{2}** : 993
>> - **{3}** : SSL/TLS
>>
> **2**
>>
>> - **{4}** : SMTP
>> - **{1}** : smtp.example.org
>> - **{2}** : 587
>> - **{3}** : STARTTLS
"""
CELLS = """| | |
|---|---|
|{0}: <br>- {4} **IMAP** <br>\\- **ssl0.ovh.net** <br>\\- {2} **993** <br>\\- SSL **SSL/TLS**|a|
|a|{1}: <br>- {4} **SMTP** <br>\\- **ssl0.ovh.net** <br>\\- {2} **465** <br>\\- SSL **SSL/TLS**|
"""
ROWS = """- **IMAP**

|Information|Description|
|---|---|
|**EUROPE** ({0})|imap.example.net **/** ssl0.ovh.net|
|**AMERICA** ({0})|imap.example.ca|
|{2}|993|
|{3}|SSL/TLS|

- **SMTP**

|Information|Description|
|---|---|
|**EUROPE** ({1})|smtp.example.net|
|{2}|465|
"""


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

    def test_sentences_in_each_language(self):
        for locale, sentences in RIGHT.items():
            with self.subTest(locale):
                body = "\n\n".join(sentences)
                shutil.rmtree(self.content)
                self.assertEqual(self.facts(body, locale), SENTENCE_FACTS)
                self.assertEqual([f for f in self.findings() if f["rule"].startswith("port-")], [])

    def test_newer_forms_in_each_language(self):
        forms = {
            TABS: ["imap incoming - - 993", "smtp outgoing - - 587"],
            CELLS: ["imap incoming tls ssl0.ovh.net 993", "smtp outgoing tls ssl0.ovh.net 465"],
            ROWS: ["imap incoming - - 993", "smtp outgoing - - 465"],
        }
        for locale, labels in LABELS.items():
            for form, facts in forms.items():
                with self.subTest(locale + form[:20]):
                    shutil.rmtree(self.content)
                    self.assertEqual(self.facts(form.format(*labels), locale), facts)
                    self.assertEqual([f for f in self.findings() if f["rule"].startswith("port-")], [])

    def test_mistakes_in_newer_forms(self):
        for right, wrong in (("993", "995"), ("993", "939"), ("587", "578"), ("465", "993"), ("465", "456")):
            for form in (TABS, CELLS, ROWS):
                if right not in form:
                    continue
                with self.subTest(right + wrong + form[:20]):
                    body = form.format(*LABELS["de-de"]).replace(right, wrong)
                    self.guide("a/b/guide.de-de.md", "Mail", body, slug="x")
                    found = [f for f in self.findings() if f["rule"].startswith("port-")]
                    self.assertEqual([(f["rule"], f["message"].split(" ")[0]) for f in found], [("port-role", wrong)])

    def test_transports_name_ports(self):
        self.assertEqual(self.facts("Open 443/tcp, then UDP 6100; not 3 TCP connections."),
                         ["- - - - 443", "- - - - 6100"])

    def test_a_host_is_that_of_the_paragraph(self):
        self.assertEqual(self.facts("Incoming server: ssl0.ovh.net\nIncoming port: 993 or 143\n\nOutgoing port: 465"),
                         ["- incoming - ssl0.ovh.net 993", "- incoming - ssl0.ovh.net 143", "- outgoing - - 465"])

    def test_a_head_that_goes_on_over_lines(self):
        body = "## POP\n\n| Ports | SSL\non | SSL\noff |\n|Incoming|995|110|\n|Outgoing|465|587|\n"
        self.assertEqual(self.facts(body), ["pop incoming tls - 995", "pop incoming none - 110",
                                            "smtp outgoing tls - 465", "smtp outgoing none - 587"])

    def test_a_firewall_is_not_mail(self):
        body = ("SMTP may be off.\n\n| Direction | Ports |\n|---|---|\n| Incoming | 22, 80 |\n| Outgoing | 22, 443 |\n")
        self.assertEqual(self.facts(body), ["- incoming - - 22", "- incoming - - 80", "- outgoing - - 22", "- outgoing - - 443"])
        self.assertEqual(self.port_rules(body), [])

    def test_what_is_no_port(self):
        body = ("A switch with 24 ports of copper. At 10:00 the port closes. `ports[0]` is the first; in 2024 the "
                "USB ports cost 15.99. The server_port 99 variable.\n")
        self.assertEqual(self.facts(body), [])
        self.assertEqual(self.port_rules(body), [])

    def test_right_tables_give_nothing(self):
        right = "## POP\n\n" + MATRIX % (995, 110, 465, 587) + "\n## IMAP\n\n" + MATRIX % (993, 143, 465, 587)
        moved = "## IMAP\n\n" + MATRIX % (993, 143, 465, 587) + "\n## POP\n\n" + MATRIX % (995, 110, 465, 587)
        self.assertEqual(self.port_rules(right, moved, right), [])
        longer = right + "\nThe port of SMTP was 465 for years, and port 587 came later.\n"
        self.assertEqual(self.port_rules(right, longer, right), [])
        self.assertEqual(self.port_rules("SMTP port 465", "SMTP port 587"), [])
        self.assertEqual(self.port_rules("IMAP: port 143 or 993 (SSL)."), [])
        self.assertEqual(self.port_rules("SMTP: port 587 with STARTTLS, or port 465 with SSL."), [])

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

    def test_cells_of_another_row_are_one_finding(self):
        found = self.port_rules("## IMAP\n\n" + MATRIX % (465, 143, 993, 587))
        self.assertEqual(found, [("port-role", "error", 10)])

    def test_a_certain_fix(self):
        self.guide("a/b/guide.en-gb.md", "Mail", "## IMAP\n\n" + MATRIX % (995, 143, 465, 587), slug="x")
        fix, = [f["fix"] for f in self.findings() if f["rule"] == "port-role"]
        self.assertEqual((fix["text"], fix["safe"], fix["line"], fix["column"]), ("993", True, 10, 14))

    def test_a_number_that_cannot_be_a_port_is_no_fact(self):
        self.assertEqual(self.port_rules("Over HTTPS the port is 99443."), [("port-role", "error", 6)])
        self.assertEqual(self.facts("Over HTTPS the port is 99443."), [])

    def test_the_only_other_translation_knows_better_than_a_slip(self):
        say = "The panel is on port %d.\n\nThe database is on port 3306."
        found = self.port_rules(say % 443, say % 434)
        self.assertEqual(found, [("port-translation", "error", 6)])

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

    def test_roles_of_a_product_narrow(self):
        self.write("content/site.yaml", "roles:\n  a/b:\n    smtp: [587]\n")
        self.assertEqual([f[0] for f in self.port_rules("SMTP port 465")], ["port-role"])
        self.assertEqual(self.port_rules("SMTP port 587"), [])

    def git(self, *arguments):
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *arguments],
                       cwd=self.root, check=True, capture_output=True)

    def committed(self, *bodies):
        for locale, body in zip(("en-gb", "fr-fr", "de-de"), bodies):
            self.guide("a/b/guide.%s.md" % locale, "Mail", body, slug="x")
        self.git("init", "-q")
        self.git("add", "-A")
        self.git("commit", "-qm", "first")

    def test_diff(self):
        self.committed("## IMAP\n\nPort: 993\n", "## IMAP\n\nPort: 993\n\nSSH: port 22\n")
        for form in ("table", "json", "csv"):
            self.assertEqual(self.run_program("ports", "--diff", "HEAD", "--format", form, status=0).stdout, "")
        self.guide("a/b/guide.en-gb.md", "Mail", "New words.\n\n## IMAP\n\nPort: 993\n", slug="x")
        self.assertEqual(self.run_program("ports", "--diff", "HEAD", status=0).stdout, "")
        self.guide("a/b/guide.en-gb.md", "Mail", "## IMAP\n\nPort: 143\n", slug="x")
        self.guide("a/b/guide.fr-fr.md", "Mail", "## IMAP\n\nPort: 993\n\n[FTP](x) : port 21\n", slug="x")
        self.assertEqual(self.run_program("ports", "--diff", "HEAD", status=0).stdout,
                         "content/a/b/guide.en-gb.md\n~     8: 993 -> 143 imap incoming - - (IMAP)\n"
                         "content/a/b/guide.fr-fr.md\n-    10: 22 ssh - - - (IMAP)\n+    10: 21 ftp - - - (IMAP)\n")
        changes = json.loads(self.run_program("ports", "--diff", "HEAD", "--format", "json").stdout)["changes"]
        self.assertEqual([(c["change"], c.get("before", {}).get("port"), c.get("after", {}).get("port")) for c in changes],
                         [("changed", 993, 143), ("went", 22, None), ("came", None, 21)])
        rows = list(csv.DictReader(io.StringIO(self.run_program("ports", "--diff", "HEAD", "--format", "csv").stdout)))
        self.assertEqual([(r["change"], r["locale"], r["port"]) for r in rows],
                         [("was", "en-gb", "993"), ("is", "en-gb", "143"), ("went", "fr-fr", "22"), ("came", "fr-fr", "21")])

    def test_diff_goes_by_lines(self):
        self.committed("## SSH\n\nSSH: port 22\n\n## IMAP\n\nPort: 993\n")
        self.guide("a/b/guide.en-gb.md", "Mail", "FTP: port 21\n\n## HTTPS\n\nHTTPS: port 443\n\nHTTP: port 80\n", slug="x")
        changes = json.loads(self.run_program("ports", "--diff", "HEAD", "--format", "json").stdout)["changes"]
        lines = [(c.get("after") or c["before"])["line"] for c in changes]
        self.assertEqual(lines, sorted(lines))
        self.assertEqual({c["change"] for c in changes}, {"went", "came"})

    def test_since_names_what_now_disagrees(self):
        say = "Open port %d of the console.\n\nThen port 9000.\n"
        self.write("content/site.yaml", "hosts:\n  mail.example.org:\n    imap: [993]\n")
        self.committed(say % 7000 + "\nIMAP server mail.example.org, port 993\n", say % 7000, say % 7000)
        self.guide("a/b/guide.fr-fr.md", "Mail", say % 7001, slug="x")
        found = [f for f in self.findings("--since", "HEAD") if f["rule"].startswith("port-")]
        self.assertEqual([(f["rule"], f["path"], f["line"], len(f["related"])) for f in found],
                         [("port-translation", "content/a/b/guide.fr-fr.md", 6, 2)])
        self.write("content/site.yaml", "hosts:\n  mail.example.org:\n    imap: [143]\n")
        self.guide("a/b/guide.fr-fr.md", "Mail", say % 7000, slug="x")
        found = [f for f in self.findings("--since", "HEAD") if f["rule"].startswith("port-")]
        self.assertEqual([(f["rule"], f["path"], f["line"]) for f in found], [("port-host", "content/a/b/guide.en-gb.md", 10)])

    def test_csv_and_page(self):
        self.guide("home.en-gb.md", "Home")
        self.guide("a/universe.en-gb.md", "A", slug="a")
        self.guide("a/b/product.en-gb.md", "B", slug="b")
        self.guide("a/b/c/guide.en-gb.md", "Mail, \"new\"", "## IMAP\n\nPort: 993\n", slug="c")
        rows = list(csv.DictReader(io.StringIO(self.run_program("ports", "--format", "csv").stdout)))
        self.assertEqual([(r["port"], r["heading"], r["source"]) for r in rows], [("993", "IMAP", "label")])
        self.build()
        listed = self.published("gb/en/ports.html")
        self.assertIn("993", listed)
        self.assertIn('href="/gb/en/ports.html"', self.published("gb/en/index.html"))
        self.assertIn("Mail, &quot;new&quot;", listed)
        self.assertEqual(len(json.loads(self.published("ports.json"))["facts"]), 1)
        self.build("--base-url", "https://docs.example.org/guides")
        self.assertIn('href="/guides/gb/en/ports.html"', self.published("gb/en/index.html"))
        self.assertIn('<link rel="canonical" href="https://docs.example.org/guides/gb/en/ports.html">',
                      self.published("gb/en/ports.html"))

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
