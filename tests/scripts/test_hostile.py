#!/usr/bin/env python3
"""Hostile files of up to a megabyte: none keeps the program busy for a second, or takes 200 MB.

Each sixth of the texts is tried; with PORTOLAN_LONG=1 all are.
"""

import os
import subprocess
import unittest

from sites import PORTOLAN, SiteCase

MEGABYTE = 1 << 20
SECONDS, KILOBYTES = 1.0, 200 << 10
# Characters that count as markup: texts are tried whole, and as much of them as the limit allows.
MARKUP = set("\n*_[]!<>&\\`\"'")

# Repeated until the file is full.
UNITS = [
    "[", "]", "[a](", "![", "![a](b){.thumbnail} ", "[a](http://a b c) ", "[a](http://a(b ", "[a] (b) ", "[a](#b) ",
    "[a](#b_partie_2_c) ", "[a] ", "[a]: b\n", "[a]: <b> 'c'\n\n[a]\n", "[]({legacy}1) ", "<http://a.b>", "<a@b.c>",
    "`", "`a", "``` a\n", "```\n", "> ```\n", '```bash hl_lines="1 2"\n', "`a`{.action} ", "`a`{.a ", '`a`{a="b" ',
    "*", "*a ", "_a ", "**a ", "*a **b ", "***a ** b ", "** a ** b ", "**", "a**b", "** a", "_a__b_ ",
    "<", "<a", "<?", "<!--", "<![CDATA[", "<!A ", "<!-- a -->\n", "<a b='", '<a title="', '<a name="x">', '<b id="x">',
    "<p>", "<span>", "<div>\n", "<div>\n\n", "</div>\n", "</div>\na\n", "<table>\n<tr>\n<td>\n", "<pre>", "<script>",
    "<style>", "<svg>\n\n", "<video>\n\n<svg>\n\n", "<foo>\n", "<foo> ", "&", "&#", "&amp;", "&nbsp;", "\\", "\\\n",
    ">", "> ", "> > > > > a\n", "> a\nb\n", "- ", "-\n", "- \n", "- a\n\n", "1. ", "1) a\n2. a\n", "#", "# ", "#a\n",
    "## a\n", "*     a\n", "1. a\n  - b\n", "# a\n## a\n### a\n#### a\n##### a\n###### a\n", "# \u044b\n", "# [a](b)\n", "a\n===\n", "a\n-\nx\n",
    "> [!warning]\n", "> [!warning]\n\n", "> [!tabs]\n> a\n>> b\n", "> [!faq]\n> a\n>> b\n>>> c\n", "> @api {GET} /a\n",
    "/// details | x\n", "<details>\n", "<details><summary>a</summary>\nx\n</details>\n", "{!> a !}\n", "{", "{.a",
    "|", "| ", "a|b\n", "|-|\n", "a | b\n- | -\n\n", "a  \n", "\t", "    a\n", "\ta\n", "\u00a0", "\u00a0\n\n", "\u200b\n",
    "\u044b", "\r", "\r\n", "\0", "\udcff", "'", '"', " ", "\n", "---\n", ": ", "=", "~", "$", "@", "(",
    "http://a.b ", "port 993 ", "993 ", "Port: 993\n", "IMAP 993 SMTP 465 POP 995\n", "a.b:993 ",
    "**Last updated 26th August 2021**\n", "<!-- portolan-disable-next-line anchor-missing -->\n",
]


def once(head, unit, tail=""):
    return head + unit * ((MEGABYTE - 200 - len(head) - len(tail)) // len(unit)) + tail


def shapes():
    """Name and text of what is more than one thing again and again."""
    row = "|" + "a|" * 99 + "\n"
    rule = "|" + "-|" * 99 + "\n"
    yield "2000 columns", "|" + "a|" * 2000 + "\n|" + "-|" * 2000 + "\n"
    yield "ragged rows", once("|a|b|\n|-|-|\n", "|x\n")
    yield "short rows of a wide table", once(row + rule, "|x\n")
    yield "many wide tables", once("", row + rule + "x\n\n")
    yield "as many cells as are allowed", row + rule + row * 198
    yield "links in cells", ("|" + "[a](b)|" * 90 + "\n|" + "-|" * 90 + "\n") + ("|" + "[a](b)|" * 90 + "\n") * 100
    yield "escaped pipes", once("|a|b|\n|-|-|\n", "|" + "\\|" * 100 + "\n")
    yield "definitions", "".join("[a%d]: b\n" % i for i in range(30000)) + "".join("[a%d] " % i for i in range(9000))
    yield "links to nowhere", "[a](#bbbbbbbbbbbbbbbbbbbbbbbbbbb) " * 9999
    yield "links to headings nearly so called", ("".join("# aaaaaaaaaaaaaaaaaaaaaaaaaaaa%d\n" % i for i in range(4999)) +
                                                 "".join("[a](#aaaaaaaaaaaaaaaaabaaaaaaaaaaa%d)\n" % i for i in range(9000)))
    yield "equal headings", "# a\n" * 4999
    yield "headings of all levels", "# a\n## a\n### a\n#### a\n##### a\n###### a\n" * 800
    yield "backticks, longer each time", "".join("`" * i + "a" for i in range(1, 1400))
    yield "brackets in brackets", "[" * 40000 + "]" * 40000
    yield "links in links", "[" * 9000 + "a" + "](b)" * 9000
    yield "stars around", "*" * 40000 + "a" + "*" * 40000
    yield "quotes as deep as is allowed", (">" * 60 + " a\n") * 1500
    yield "lists as deep as is allowed", ("- " * 60 + "a\n") * 6000
    yield "lists, deeper each line", "".join(" " * (2 * (i % 60)) + "- a\n" for i in range(15000))
    yield "callouts, deeper each line", "".join("> " * (i % 60) + "[!warning]\n" for i in range(15000))
    yield "tabs, deeper each line", "".join(">" * (i % 60 + 1) + " [!tabs]\n" for i in range(3000))
    yield "faq, deeper each line", "".join(">" * (i % 60 + 1) + " [!faq]\n" + ">" * (i % 60 + 1) + " q\n" for i in range(1500))
    yield "one block of many tabs", "> [!tabs]\n" + "> a\n>> b\n" * 9000
    yield "one faq of many fields", "> [!faq]\n" + "> a\n>> b\n>>> c\n" * 6000
    yield "details in details", "/// details | a\n" * 20000 + "///\n" * 20000
    yield "details of many kinds", "".join("///" + "/" * (i % 200) + " details | a\n" for i in range(8000))
    yield "elements in elements", "<div>" * 20000 + "</div>" * 20000
    yield "many repairs", "#a\n" * 4000 + "</div>\na\n" * 5000 + "<foo>\n" * 5000
    yield "attributes", "<a " + "".join("b%d=c " % i for i in range(90000)) + ">x</a>"
    yield "one line", once("", "a")
    yield "one heading", once("# ", "a")
    yield "one number", once("port ", "9")
    yield "one destination", once("[a](", "a", ")")
    yield "one front matter value", once("---\ntitle: ", "a", "\n---\nx")
    yield "keys", "---\ntitle: x\n" + "".join("k%d: v\n" % i for i in range(70000)) + "---\nx"
    yield "lists in front matter", "---\ntitle: " + "[" * 100000 + "]" * 100000 + "\n---\n"
    for language in ("bash", "html", "php", "yaml", "json", "console"):
        yield "code of " + language, once("```%s\n" % language, 'echo "$x" <?php <a b="c" # d: e\n', "```\n")
        yield "quotes of " + language, once("```%s\n" % language, '"', "\n```\n")
        yield "tags of " + language, once("```%s\n" % language, "<a ", "\n```\n")
        yield "heredocs of " + language, once("```%s\n" % language, "<<EOF\n", "\n```\n")
    yield "marked lines", ('```bash hl_lines="' + " ".join("%d-%d" % (i, i + 1000) for i in range(60000)) + '"\n' +
                           "a\n" * 60000 + "\n```\n")


def allowed(text):
    """As much of a text as the limit on markup lets through."""
    count = 0
    for at, char in enumerate(text):
        count += char in MARKUP
        if count > 98000:
            return text[:at]
    return text


def texts():
    for unit in UNITS:
        whole = once("", unit)
        yield repr(unit), whole
        if len(allowed(whole)) < len(whole):
            yield repr(unit) + ", as much as is allowed", allowed(whole)
    yield from shapes()


class Hostile(SiteCase):
    program = PORTOLAN

    def test_no_text_takes_long_or_much(self):
        step = 1 if os.environ.get("PORTOLAN_LONG") else 6
        slow, number = [], 0
        for number, (name, text) in enumerate(texts()):
            if number % step != 0 and "columns" not in name and "cells" not in name:
                continue
            data = text.encode("utf-8", "surrogateescape")
            if not text.startswith("---\ntitle"):
                data = b"---\ntitle: x\n---\n\n" + data
            self.write("content/guide.en-gb.md", data[:MEGABYTE])
            for command in (("check",), ("build",)):
                # A limit set by Python would count Python's own memory.
                with open(os.devnull, "wb") as nowhere:
                    run = subprocess.Popen(["timeout", "20", self.program, *command, "-j1"], cwd=self.root,
                                           stdout=nowhere, stderr=nowhere)
                    _, status, used = os.wait4(run.pid, 0)
                    run.returncode = os.waitstatus_to_exitcode(status)
                seconds = used.ru_utime + used.ru_stime
                if run.returncode not in (0, 1) or seconds > SECONDS or used.ru_maxrss > KILOBYTES:
                    slow.append("%s: %s: %.2f s, %d MB, status %d" % (
                        command[0], name, seconds, used.ru_maxrss >> 10, run.returncode))
        self.assertGreater(number, 200)
        self.assertEqual(slow, [])


if __name__ == "__main__":
    unittest.main()
