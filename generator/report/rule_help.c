#include "report/rule_help.h"

struct help {
	const char *why;
	const char *wrong;
	const char *right;
};

static const struct help pages[RULE_COUNT] = {
	[RULE_ANCHOR_MISSING] =
		{"A reader who follows the link lands at the top of the page, not at the step that was "
		 "promised. Anchors are made of headings: in ASCII, small letters, hyphens for spaces.",
			"[see step 3](#ajouter-un-compt)", "[see step 3](#ajouter-un-compte)"},
	[RULE_ANCHOR_ALIAS] = {"The link works because the page gets a further anchor for it. Another "
						   "generator, or a changed heading, would break it without a word.",
		"[settings](#Paramètres_avancés)", "[settings](#parametres-avances)"},
	[RULE_LINK_MISSING] = {"The reader gets a page that says 404. Links to guides are best written "
						   "by their files: those are found again when a slug changes.",
		"[Outlook](../outlok/guide.fr-fr.md)", "[Outlook](../outlook/guide.fr-fr.md)"},
	[RULE_LINK_LOCALE] =
		{"A reader of this language is sent to another one although the guide exists in both.",
			"in guide.fr-ca.md: [Outlook](/gb/en/emails/outlook/)",
			"in guide.fr-ca.md: [Outlook](../outlook/guide.fr-ca.md)"},
	[RULE_LEGACY_MISSING] =
		{"Numbers of a former site mean the guide that has `legacy_guide_number` in its front "
		 "matter. Without one the link is published as text.",
			"[FTP]({legacy}12345)", "[FTP](../ftp/guide.fr-fr.md)"},
	[RULE_LEGACY_OTHER_LOCALE] =
		{"Only a translation has the number: readers of this locale are sent to another language.",
			"[FTP]({legacy}1374) where only guide.fr-fr.md has the number 1374",
			"the same, with guide.fr-ca.md written too"},
	[RULE_LINK_EMPTY] = {"A link or image that leads nowhere looks like one that works.",
		"[the manager]()", "[the manager](https://www.ovh.com/manager/)"},
	[RULE_LINK_MALFORMED] = {"No browser understands the destination as it was meant.",
		"[site](hhttp://example.com) or [file](my file.zip)",
		"[site](http://example.com) or [file](my%20file.zip)"},
	[RULE_LINK_EXTERNAL_CLASS] =
		{"`.external` tells readers that they leave the site. Here they don't.",
			"[next step](#next-step){.external}", "[next step](#next-step)"},
	[RULE_LINK_INSECURE] = {"The host offers https: too. Readers' passwords may follow the link.",
		"[forum](http://community.ovh.com)", "[forum](https://community.ovh.com)"},
	[RULE_LINK_KEY_MISSING] =
		{"Files below links/ give the address for each locale. This locale has no line there.",
			"[prices](/links/prices) without a line - [fr-ca](…) in links/prices",
			"the line added"},
	[RULE_LINK_DEAD] = {"The other site answered that there is nothing, several times. Found with "
						"--external only.",
		"[standard](https://example.com/gone)", "[standard](https://example.com/here)"},
	[RULE_LINK_MOVED] = {"The other site sends readers on for good. It may stop doing so. Found "
						 "with --external only.",
		"[standard](https://example.com/old)", "[standard](https://example.com/new)"},
	[RULE_IMAGE_MISSING] =
		{"The reader sees a hole where a screenshot should explain the step. Images lie in the "
		 "guide's images folder, or below --images at the guide's path.",
			"![step](images/stepp1.png)", "![step](images/step1.png)"},
	[RULE_IMAGE_CASE] = {"It works on a disk that takes Step1.png and step1.png for the same file, "
						 "and nowhere else.",
		"![step](images/Step1.png)", "![step](images/step1.png)"},
	[RULE_IMAGE_CORRUPT] = {"Browsers show half a picture or none.",
		"a PNG that was cut off while it was copied", "the picture saved again"},
	[RULE_IMAGE_UNDECODABLE] =
		{"Its checksums are right, but its data does not make a picture: it is "
		 "published as it is, whole on every screen.",
			"a PNG whose writer stopped half way", "the picture saved again"},
	[RULE_IMAGE_TYPE] =
		{"The name promises another type than the file holds: some programs refuse it.",
			"a PNG called step1.jpg", "the same file called step1.png"},
	[RULE_IMAGE_ALT] = {"Who cannot see the picture is told nothing, or a file name.",
		"![](images/step1.png)", "![the window with the server names](images/step1.png)"},
	[RULE_IMAGE_UNUSED] = {"Nobody sees it, everybody clones it.",
		"images/old.png that no guide shows", "the file removed"},
	[RULE_IMAGE_LARGE] = {"Readers wait for pixels that their screens cannot show.",
		"a screenshot of 8,000 × 6,000", "the part of it that matters"},
	[RULE_PORT_RANGE] = {"Ports are numbers from 1 to 65535: no program takes anything else.",
		"| IMAP | 99939 |", "| IMAP | 993 |"},
	[RULE_PORT_ROLE] = {"The service that row, column or heading name never listens there. IMAP: "
						"993, 143. POP: 995, 110. SMTP: 465, 587, 25 (RFC 8314, IANA).",
		"## IMAP … | incoming | 995 |", "## IMAP … | incoming | 993 |"},
	[RULE_PORT_HOST] = {"site.yaml says which ports the host offers. This is none of them.",
		"ssl0.ovh.net:994", "ssl0.ovh.net:993"},
	[RULE_PORT_SECURITY] = {"993, 995 and 465 speak TLS from the first byte; STARTTLS begins in "
							"clear on 143, 110 or 587 (RFC 8314).",
		"STARTTLS on port 993", "SSL/TLS on port 993"},
	[RULE_PORT_CONTRADICTION] = {"Two statements of one section name different ports for one "
								 "thing. At most one of them works.",
		"a table with 993, and below it \"the IMAP port is 995\"", "the same port in both"},
	[RULE_PORT_TRANSLATION] =
		{"The translations of the guide agree on another number. Ports do not depend on language.",
			"guide.lt-lt.md says 995 where all others say 993", "993 everywhere"},
	[RULE_TABLE_DELIMITER] =
		{"Without the |---| row there is no table: readers see a paragraph full of pipes.",
			"| Server | Port |\n| imap | 993 |", "| Server | Port |\n|---|---|\n| imap | 993 |"},
	[RULE_TABLE_RAGGED] = {"Cells that are too many are lost, those that are absent are empty.",
		"| a | b |\n|---|---|\n| 1 | 2 | 3 |", "| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |"},
	[RULE_FRONT_SYNTAX] = {"What stands between the --- lines is no YAML, so title, slug and all "
						   "the rest may be lost.",
		"title: Ports: a list", "title: 'Ports: a list'"},
	[RULE_FRONT_MISSING] = {"Without front matter a page has no title.", "## Objective",
		"---\ntitle: Ports\n---\n\n## Objective"},
	[RULE_TITLE_MISSING] = {"The title is what lists, tabs and search results show.",
		"---\nslug: ports\n---", "---\ntitle: Ports\nslug: ports\n---"},
	[RULE_FRONT_KEY] = {"Nothing reads the key: it is misspelt, or of no use.",
		"excertp: All ports", "excerpt: All ports"},
	[RULE_FRONT_DUPLICATE] = {"Only one of the two can count.", "title: Ports\ntitle: Harbours",
		"title: Ports"},
	[RULE_FRONT_VALUE] = {"The value is not what the key needs.", "updated: 31/02/2024",
		"updated: 2024-02-29"},
	[RULE_SLUG_DUPLICATE] = {"Two pages cannot have one address: the later one is not published.",
		"two guides of one product with slug: ftp", "slug: ftp and slug: ftp-filezilla"},
	[RULE_SLUG_FORM] = {"Browsers and chats show such addresses as %C3%A9.", "slug: paramètres",
		"slug: parametres"},
	[RULE_DATE_MISMATCH] =
		{"Two places say two dates. Readers believe one, search engines the other.",
			"updated: 2024-01-02 and **Last updated 3rd March 2024**", "one of the two"},
	[RULE_DATE_FUTURE] = {"Nobody can have updated the guide then.", "updated: 2204-01-02",
		"updated: 2024-01-02"},
	[RULE_CALLOUT_UNKNOWN] = {"The callout has no label and no colour. There are alert, warning, "
							  "hint, note, primary, success, secondary, info.",
		"> [!warnning]", "> [!warning]"},
	[RULE_BLOCK_MALFORMED] = {"Tabs, questions, API lines and details have a form; without it they "
							  "are shown as they are written.",
		"/// details | More (and no closing ///)", "/// details | More\ntext\n///"},
	[RULE_HTML_UNSAFE] =
		{"Scripts, event handlers, forms and addresses such as javascript: are never published.",
			"<a href=\"javascript:x()\">go</a>", "[go](https://example.com)"},
	[RULE_HTML_UNKNOWN] =
		{"HTML has no such tag. It is shown as text, which is probably what was meant: say so.",
			"ssh root@<your-server>", "ssh root@`<your-server>`"},
	[RULE_HEADING_EMPTY] = {"A heading without text is no place to go to. It is not published.",
		"## ", "## Objective"},
	[RULE_HEADING_ORDER] = {"Screen readers' users go from heading to heading: a skipped level "
							"sounds like a lost section.",
		"## Settings\n#### Ports", "## Settings\n### Ports"},
	[RULE_HEADING_DUPLICATE] = {"Two anchors differ by _1 alone: a third heading of that text will "
								"move links to the wrong one.",
		"## Install … ## Install", "## Install … ## Install {#install-macos}"},
	[RULE_ENCODING] = {"The bytes are no UTF-8: some letters are lost.",
		"a file saved as ISO 8859-1", "the file saved as UTF-8"},
	[RULE_LIMIT] = {"The file is beyond what a guide can be, by far; it would keep readers and the "
					"program busy. limits: in site.yaml changes them.",
		"a table of 2,000 columns", "several tables"},
	[RULE_PARENT_MISSING] =
		{"No list leads to the page: who does not know its address never finds it.",
			"guide.fr-ca.md below a product without product.fr-ca.md", "product.fr-ca.md added"},
	[RULE_TRANSLATION_STRUCTURE] =
		{"A step or table that most translations have may be absent here.",
			"four headings where the others have five", "the same steps in all"},
	[RULE_TRANSLATION_STALE] = {"The source was changed after this translation.",
		"updated: 2023-01-01 where fr-fr says 2024-01-01", "the translation brought up to date"},
	[RULE_FILE_UNREADABLE] =
		{"The file or folder is there and cannot be read, so nothing of it is published.",
			"a link that leads out of the content", "a file"},
	[RULE_STRING_MISSING] =
		{"A string of the interface lacks this language, and is shown in English.",
			"no search.label in i18n/fi.yaml", "search: {label: Haku}"},
	[RULE_THEME_SYNTAX] = {"The theme cannot be used as it is.", "{{#toc}} without {{/toc}}",
		"{{#toc}}…{{/toc}}"},
	[RULE_DISABLE_UNUSED] =
		{"The comment silences nothing any more: the next true finding there would go unseen.",
			"<!-- portolan-disable-next-line link-missing --> above a good link",
			"the comment removed"},
	[RULE_BASELINE_UNUSED] =
		{"The baseline lists a finding that is gone. Write it anew: --write-baseline.",
			"an entry whose line was mended", "the baseline written again"},
};

/* Each line behind four blanks. */
static void write_example(const char *label, const char *text, struct buf *out)
{
	struct str rest = str_of(text), line;

	buf_add_format(out, "\n%s:\n\n", label);
	while (str_next_line(&rest, &line))
		buf_add_format(out, "    %.*s\n", STR_ARG(line));
}

void rule_help_write(enum rule rule, struct buf *out)
{
	const struct help *page = &pages[rule];
	struct str name = rule_name(rule);

	buf_add_format(out, STR_FMT " (" STR_FMT "): " STR_FMT "\n\n%s\n", STR_ARG(name),
		STR_ARG(severity_name(rule_level(rule))), STR_ARG(rule_line(rule)), page->why);
	write_example("Wrong", page->wrong, out);
	write_example("Right", page->right, out);
	buf_add_format(out,
		"\nTo be silent about one line, put this above it:\n\n"
		"    <!-- portolan-disable-next-line " STR_FMT " -->\n\n"
		"To change its level everywhere, in site.yaml:\n\n"
		"    check: {" STR_FMT ": warning}     # error, warning, note, off\n",
		STR_ARG(name), STR_ARG(name));
}

void rule_help_list(struct buf *out)
{
	for (int level = SEVERITY_ERROR; level >= SEVERITY_NOTE; level--) {
		for (size_t i = 0; i < RULE_COUNT; i++) {
			if ((int)rule_level((enum rule)i) == level)
				buf_add_format(out, "  %-8.*s %-22.*s " STR_FMT "\n",
					STR_ARG(severity_name((enum severity)level)), STR_ARG(rule_name((enum rule)i)),
					STR_ARG(rule_line((enum rule)i)));
		}
	}
}
