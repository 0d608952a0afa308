#include "report/rule_pages.h"

const struct rule_page rule_pages[RULE_COUNT] = {
	[RULE_ANCHOR_MISSING] =
		{
			.what = "A link ends in #something, and no heading, {#id}, id=\"…\" or <a name=\"…\"> "
					"of the page that it leads to is called so. Ids are made of headings: in "
					"ASCII, small letters, hyphens for spaces.",
			.why = "The reader lands at the top of the page, not at the step that was promised. "
				   "--fix writes the anchor where it is certain: an anchor of the former site "
				   "that means one heading, or a slip of the keyboard.",
			.wrong = "## Ajouter un compte\n\n[see there](#ajouter-un-compt)",
			.right = "## Ajouter un compte\n\n[see there](#ajouter-un-compte)",
		},
	[RULE_ANCHOR_ALIAS] =
		{
			.what = "A link writes an anchor as another generator would: with accents, capitals, "
					"or hyphens in other places.",
			.why = "It works, because the page gets a further anchor for it. It stops working "
				   "without a word as soon as the heading changes.",
			.wrong = "## Paramètres avancés\n\n[see there](#Paramètres-avancés)",
			.right = "## Paramètres avancés\n\n[see there](#parametres-avances)",
		},
	[RULE_LINK_MISSING] =
		{
			.what = "A link leads to a guide's file, a folder, an address of this site or a file "
					"beside the guide, and there is none.",
			.why = "The reader gets a page that says 404. Links by the file of a guide are best: "
				   "they follow when its slug changes.",
			.wrong = "[Outlook](../outlok/guide.fr-fr.md)",
			.right = "[Outlook](../outlook/guide.fr-fr.md)",
		},
	[RULE_LINK_LOCALE] =
		{
			.what = "A link leads to a page of another locale although this one has that page. "
					"Links by {legacy}, /pages/ and /products/ choose the locale themselves.",
			.why = "The reader is sent to another language without need.",
			.wrong = "in guide.fr-ca.md: [Outlook](/gb/en/emails/outlook/)",
			.right = "in guide.fr-ca.md: [Outlook](../outlook/guide.fr-ca.md)",
		},
	[RULE_LEGACY_MISSING] =
		{
			.what = "A {legacy} link names a number that no guide has as legacy_guide_number or "
					"id, with or without a g before it.",
			.why = "The link is published as plain text.",
			.wrong = "[FTP]({legacy}12345)",
			.right = "[FTP](../ftp/guide.fr-fr.md)",
		},
	[RULE_LEGACY_OTHER_LOCALE] =
		{
			.what = "A {legacy} link names a number that guides of other locales have, and none "
					"of this one.",
			.why = "The link leads to the translation if there is one, to another language if "
				   "not; the number in this locale's guide would make it certain.",
			.wrong = "in guide.de-de.md: [FTP]({legacy}1374), where only guide.fr-fr.md has "
					 "legacy_guide_number: 1374",
			.right = "the same, with legacy_guide_number: 1374 in guide.de-de.md of that folder",
		},
	[RULE_LINK_EMPTY] =
		{
			.what = "A link or an image has nothing between its parentheses.",
			.why = "It looks like one that works, and does nothing.",
			.wrong = "[the control panel]()",
			.right = "[the control panel](https://www.ovh.com/manager/)",
		},
	[RULE_LINK_MALFORMED] =
		{
			.what = "A destination is no URL: an unknown or doubled scheme, no host, blanks.",
			.why = "No browser understands it as it was meant.",
			.wrong = "[site](hhttp://example.com)\n[file](my file.zip)",
			.right = "[site](http://example.com)\n[file](my%20file.zip)",
		},
	[RULE_LINK_EXTERNAL_CLASS] =
		{
			.what = "{.external} stands behind a link that leads to a page or file of this site.",
			.why = "It tells readers, also those who hear the page, that they leave the site. "
				   "They don't.",
			.wrong = "[next step](#next-step){.external}",
			.right = "[next step](#next-step)",
		},
	[RULE_LINK_INSECURE] =
		{
			.what = "A link says http: to a host that is known to have https: (https_hosts in "
					"site.yaml), or that turned out to have it with --external.",
			.why = "What the reader sends and gets can be read and changed on the way.",
			.wrong = "[forum](http://community.ovh.com)",
			.right = "[forum](https://community.ovh.com)",
		},
	[RULE_LINK_KEY_MISSING] =
		{
			.what = "A link /links/<key> has no address for this locale in the file links/<key> "
					"of the content, or there is no such file.",
			.why = "The link leads nowhere.",
			.wrong = "[prices](/links/prices), and links/prices without a line for fr-ca",
			.right = "links/prices with the line - [fr-ca](https://www.ovh.com/ca/fr/prices/)",
		},
	[RULE_LINK_DEAD] =
		{
			.what = "Another host says that the page is gone (404, 410), does not exist itself, "
					"does not answer, or redirects in a circle, each time that it was asked. "
					"Where nobody can tell (time out, 5xx, a certificate that cannot be trusted), "
					"it is a warning. With --external only.",
			.why = "The reader gets an error of a site that isn't ours.",
			.wrong = "[the standard](https://example.com/gone)",
			.right = "[the standard](https://example.com/here)",
		},
	[RULE_LINK_MOVED] =
		{
			.what = "Another host answers that the page has moved for good (301, 308) to another "
					"address. A slash at the end and https: are no move. With --external only.",
			.why = "The host may stop saying so one day, and then the link is dead.",
			.wrong = "[the standard](https://example.com/old)",
			.right = "[the standard](https://example.com/new)",
		},
	[RULE_IMAGE_MISSING] =
		{
			.what = "An image's file is not there: neither in the guide's images folder, nor "
					"below the images root at the guide's path or at its top. The name is tried "
					"as written, then with %20 and the like decoded.",
			.why = "The reader sees a hole where a screenshot should explain the step.",
			.wrong = "![the button](images/stepp1.png)",
			.right = "![the button](images/step1.png)",
		},
	[RULE_IMAGE_CASE] =
		{
			.what = "An image's file has the name, but with other capitals.",
			.why = "It works on disks that don't tell them apart, and breaks on the server.",
			.wrong = "![the button](images/Step1.PNG)",
			.right = "![the button](images/step1.png)",
		},
	[RULE_IMAGE_CORRUPT] =
		{
			.what = "An image's file has a wrong signature, a wrong checksum, or ends early. "
					"Reported where it is shown first.",
			.why = "Browsers show half a picture or none.",
			.wrong = "![the button](images/step1.png), cut off while it was copied",
			.right = "![the button](images/step1.png), saved again",
		},
	[RULE_IMAGE_UNDECODABLE] =
		{
			.what = "An image's file has right signatures and checksums, but its data does not "
					"make a picture. Found when smaller versions are made of it.",
			.why = "It is published as it is, whole on every screen, and browsers may show half "
				   "of it.",
			.wrong = "![the button](images/step1.png), whose writer stopped half way",
			.right = "![the button](images/step1.png), saved again",
		},
	[RULE_IMAGE_TYPE] =
		{
			.what = "An image's file holds another type than its name says. Reported where it is "
					"shown first. It is published as what it is.",
			.why = "Programs that trust the name refuse the file.",
			.wrong = "![the button](images/step1.jpg), which is a PNG",
			.right = "![the button](images/step1.png)",
		},
	[RULE_IMAGE_ALT] =
		{
			.what = "An image has no alternative text, or the name of a file in its place.",
			.why = "Who cannot see the picture is told nothing.",
			.wrong = "![](images/step1.png)\n![step1.png](images/step1.png)",
			.right = "![the window with the names of the servers](images/step1.png)",
		},
	[RULE_IMAGE_UNUSED] =
		{
			.what = "No published guide shows an image file of the content or of the images root.",
			.why = "Nobody sees it, everybody clones it.",
			.wrong = "images/old.png, which no guide shows",
			.right = "the file deleted, or shown",
			.silence = SILENCE_NONE,
		},
	[RULE_IMAGE_LARGE] =
		{
			.what = "An image has over 2 MiB or over 16 million pixels. Reported where it is "
					"shown first.",
			.why = "Readers wait for pixels that their screens cannot show.",
			.wrong = "a screenshot of 8,000 × 6,000 pixels",
			.right = "the part of it that the step is about",
		},
	[RULE_PORT_RANGE] =
		{
			.what = "A cell of a Port column holds one word that begins with a digit and is no "
					"number from 1 to 65535. Lists, ranges and words are none of it.",
			.why = "No program takes anything else for a port.",
			.wrong = "| Service | Port |\n|---|---|\n| IMAP | 99939 |",
			.right = "| Service | Port |\n|---|---|\n| IMAP | 993 |",
		},
	[RULE_PORT_ROLE] =
		{
			.what = "A port is given to a service, by its row, column, heading or label, that the "
					"service cannot have: IMAP 993 and 143; POP 995 and 110; sending mail 465, "
					"587 and 25 (RFC 8314, RFC 6409, IANA). roles in site.yaml says what a "
					"product has instead.",
			.why = "The program that is set up so cannot connect.",
			.wrong = "## IMAP\n\n| Server | Port |\n|---|---|\n| incoming | 995 |",
			.right = "## IMAP\n\n| Server | Port |\n|---|---|\n| incoming | 993 |",
		},
	[RULE_PORT_HOST] =
		{
			.what = "A host that hosts in site.yaml knows is given a port that is not among its "
					"own.",
			.why = "Nothing answers there.",
			.wrong = "Server: `ssl0.ovh.net`, port: 994",
			.right = "Server: `ssl0.ovh.net`, port: 993",
		},
	[RULE_PORT_SECURITY] =
		{
			.what = "STARTTLS stands with 993, 995 or 465, which speak TLS from the first byte; "
					"or SSL/TLS with 143 or 110, where STARTTLS begins (RFC 8314). 587 and 25 are "
					"right with either.",
			.why = "The program that is set up so waits for an answer that never comes.",
			.wrong = "Port: 993, security: STARTTLS",
			.right = "Port: 993, security: SSL/TLS",
		},
	[RULE_PORT_CONTRADICTION] =
		{
			.what = "Two statements of one guide can't both be right: the text of a section says "
					"one port, its table another; a number stands twice in one list; or no "
					"service has the number, and it is that of another place with its digits "
					"exchanged or one lost.",
			.why = "At most one of them works, and the reader cannot know which.",
			.wrong = "| Protocol | Port |\n|---|---|\n| IMAP | 993 |\n\nThe IMAP port is 143 for "
					 "everybody.",
			.right = "| Protocol | Port |\n|---|---|\n| IMAP | 993 |\n\nThe IMAP port is 993 for "
					 "everybody.",
		},
	[RULE_PORT_TRANSLATION] =
		{
			.what = "Where the translations of a guide state a port, this one states another. An "
					"error where a clear majority agrees on a number, or where no service has "
					"this one and it looks like a slip for the other; a warning where they merely "
					"disagree.",
			.why = "Ports do not depend on the language: somebody's readers cannot connect.",
			.wrong = "guide.lt-lt.md: | IMAP | 995 |, where twelve translations have 993",
			.right = "guide.lt-lt.md: | IMAP | 993 |",
		},
	[RULE_TABLE_DELIMITER] =
		{
			.what = "Lines with cells between pipes are no table: the row of hyphens below the "
					"head is absent, or has another number of cells.",
			.why = "The reader sees a paragraph full of pipes.",
			.wrong = "| Server | Port |\n| imap.example.com | 993 |",
			.right = "| Server | Port |\n|---|---|\n| imap.example.com | 993 |",
		},
	[RULE_TABLE_RAGGED] =
		{
			.what = "A row has more or fewer cells than the head of its table. A | that belongs "
					"to the text is written \\|.",
			.why = "Cells that are too many are lost, those that are absent are empty.",
			.wrong = "| Command | Does |\n|---|---|\n| a | b | counts |",
			.right = "| Command | Does |\n|---|---|\n| a \\| b | counts |",
		},
	[RULE_FRONT_SYNTAX] =
		{
			.what = "What stands between the two lines --- is no YAML, or the second one is "
					"absent. Every line \"key: value\" that can be read still counts, so that the "
					"page keeps its address, and nothing else is said about them.",
			.why = "Title, excerpt and address may not be what the author meant.",
			.wrong = "title: Ports: a list",
			.right = "title: 'Ports: a list'",
			.silence = SILENCE_FRONT,
		},
	[RULE_FRONT_MISSING] =
		{
			.what = "A guide does not begin with ---.",
			.why = "The page has no title, and its address is made of its folder.",
			.wrong = "## Objective",
			.right = "---\ntitle: Ports\nslug: ports\n---\n\n## Objective",
			.silence = SILENCE_NONE,
		},
	[RULE_TITLE_MISSING] =
		{
			.what = "The front matter has no title, or an empty one.",
			.why = "Lists, tabs and search results show the title: the page has none to show.",
			.wrong = "---\nslug: ports\n---",
			.right = "---\ntitle: Ports\nslug: ports\n---",
			.silence = SILENCE_NONE,
		},
	[RULE_FRONT_KEY] =
		{
			.what = "Nothing reads a key of the front matter, or of site.yaml.",
			.why = "It is misspelt, and what it should say is not said; or it is of no use.",
			.wrong = "excertp: The ports of all servers",
			.right = "excerpt: The ports of all servers",
			.silence = SILENCE_FRONT,
		},
	[RULE_FRONT_DUPLICATE] =
		{
			.what = "A key stands twice in the front matter. The first one counts.",
			.why = "Somebody thinks that the second one does.",
			.wrong = "title: Ports\ntitle: Harbours",
			.right = "title: Ports",
			.silence = SILENCE_FRONT,
		},
	[RULE_FRONT_VALUE] =
		{
			.what = "A value is not what its key needs: a day that the calendar has, true or "
					"false, a text, a list.",
			.why = "It is taken as if it were not there.",
			.wrong = "updated: 2023-02-30\nhidden: perhaps",
			.right = "updated: 2023-02-28\nhidden: true",
			.silence = SILENCE_FRONT,
		},
	[RULE_SLUG_DUPLICATE] =
		{
			.what = "Two pages have one address. The one whose file comes first keeps it; this "
					"one is not published, and links to it lead to the other.",
			.why = "Half of what was written is not there for readers.",
			.wrong = "ftp/guide.fr-fr.md and sftp/guide.fr-fr.md of one product, both with slug: "
					 "ftp",
			.right = "slug: ftp and slug: sftp",
			.silence = SILENCE_FRONT,
		},
	[RULE_SLUG_FORM] =
		{
			.what = "A slug holds characters that URLs encode, or that cannot be part of an "
					"address.",
			.why = "Browsers, chats and mails show %C3%A9 in place of the letter, and cut the "
				   "address there.",
			.wrong = "slug: paramètres",
			.right = "slug: parametres\naliases: [paramètres]",
			.silence = SILENCE_FRONT,
		},
	[RULE_DATE_MISMATCH] =
		{
			.what = "The key updated and the body's line about the last update name different "
					"days.",
			.why = "Readers believe one of them, search engines the other.",
			.wrong = "updated: 2024-01-02, and below: **Last updated 3rd March 2024**",
			.right = "updated: 2024-03-03, and no line below",
		},
	[RULE_DATE_FUTURE] =
		{
			.what = "The last update lies in the future.",
			.why = "Nobody can have updated the guide then, and readers know it.",
			.wrong = "updated: 2204-01-02",
			.right = "updated: 2024-01-02",
			.silence = SILENCE_FRONT,
		},
	[RULE_CALLOUT_UNKNOWN] =
		{
			.what = "A callout has another name than alert, warning, hint, note, primary, "
					"success, secondary, info, api, faq, tabs, carousel or product-section.",
			.why = "It is shown without label and colour: a warning does not look like one.",
			.wrong = "> [!warnning]\n>\n> Save your data first.",
			.right = "> [!warning]\n>\n> Save your data first.",
		},
	[RULE_BLOCK_MALFORMED] =
		{
			.what = "Tabs, questions, lines of an API, or details do not have their form: no "
					"title, no end, nothing in them.",
			.why = "They are shown as they are written, marks and all.",
			.wrong = "/// details | More\n\ntext that nothing ends",
			.right = "/// details | More\n\ntext\n\n///",
		},
	[RULE_HTML_UNSAFE] =
		{
			.what = "Raw HTML, or a destination, is not published: scripts, styles, forms, event "
					"handlers, frames of hosts that iframe_hosts in site.yaml does not name, "
					"javascript: and data:. Guides may use what text, tables, lists and pictures "
					"need.",
			.why = "It could do to readers what its author, or who changed the guide, wants.",
			.wrong = "<a href=\"javascript:x()\">go</a>",
			.right = "[go](https://example.com/)",
		},
	[RULE_HTML_UNKNOWN] =
		{
			.what = "HTML has no such tag. It is shown as text, which is probably what was meant.",
			.why = "Every other program that reads the guide leaves it out.",
			.wrong = "ssh root@<your-server>",
			.right = "`ssh root@<your-server>`",
		},
	[RULE_HEADING_EMPTY] =
		{
			.what = "A heading has no text. It is not published.",
			.why = "It is no place to go to, and no title.",
			.wrong = "## ",
			.right = "## Objective",
		},
	[RULE_HEADING_ORDER] =
		{
			.what = "A heading is more than one level below the one above it.",
			.why = "Who hears the page goes from heading to heading: a skipped level sounds like "
				   "a lost section.",
			.wrong = "## Settings\n\n#### Ports",
			.right = "## Settings\n\n### Ports",
		},
	[RULE_HEADING_DUPLICATE] =
		{
			.what = "Two headings of a page have one text; the second one's anchor ends in _1. "
					"Headings with an id of their own don't count.",
			.why = "One more heading of that text above, and links lead to the wrong one.",
			.wrong = "## Windows\n\n### Install\n\n## macOS\n\n### Install",
			.right = "## Windows\n\n### Install\n\n## macOS\n\n### Install {#install-macos}",
		},
	[RULE_ENCODING] =
		{
			.what = "A file is not UTF-8, or holds a NUL.",
			.why = "The letters there are lost: readers see U+FFFD in their place.",
			.wrong = "a file saved as ISO 8859-1",
			.right = "the same saved as UTF-8",
		},
	[RULE_LIMIT] =
		{
			.what = "A file is beyond what a guide can be: its size, nesting, a table's columns "
					"and cells, its links, the depth of its front matter, the length of its "
					"address. limits in site.yaml changes them.",
			.why = "Readers' browsers, and this program, would be kept busy by it.",
			.wrong = "a table of 2,000 columns",
			.right = "several tables, or a file to download",
		},
	[RULE_PARENT_MISSING] =
		{
			.what = "No page above lists this one: the product or universe above lacks its "
					"locale, or there is none.",
			.why = "Who does not know the address never finds the page.",
			.wrong = "emails/outlook/guide.fr-ca.md, without emails/product.fr-ca.md",
			.right = "emails/product.fr-ca.md added",
			.silence = SILENCE_NONE,
		},
	[RULE_TRANSLATION_STRUCTURE] =
		{
			.what = "A translation has another number of headings, images, tables or code blocks "
					"than most translations of the guide.",
			.why = "A step that the others have may be absent, or one that they dropped may still "
				   "be there.",
			.wrong = "guide.it-it.md with four headings, where nine of ten have five",
			.right = "the same steps in all of them",
			.silence = SILENCE_NONE,
		},
	[RULE_TRANSLATION_STALE] =
		{
			.what = "The last update of a translation is before that of the guide it was "
					"translated from: fr-fr, else the default locale.",
			.why = "Its readers follow what no longer holds.",
			.wrong = "guide.it-it.md: updated: 2023-01-01, where guide.fr-fr.md says 2024-01-01",
			.right = "the translation brought up to date, and its date too",
		},
	[RULE_FILE_UNREADABLE] =
		{
			.what = "A file or folder is there and cannot be read, or is a link that leads out of "
					"the content.",
			.why = "Nothing of it is published.",
			.wrong = "content/emails/outlook → /home/me/outlook",
			.right = "the folder itself",
			.silence = SILENCE_NONE,
		},
	[RULE_STRING_MISSING] =
		{
			.what = "The theme's strings of a language lack a key that English has.",
			.why = "Readers of the language see a word in English.",
			.wrong = "i18n/fi.yaml without search.label",
			.right = "search:\n  label: Haku",
			.silence = SILENCE_NONE,
		},
	[RULE_THEME_SYNTAX] =
		{
			.what = "A template or a file of strings of the theme cannot be read.",
			.why = "No page can be made with it.",
			.wrong = "{{#toc}} without {{/toc}}",
			.right = "{{#toc}}…{{/toc}}",
			.silence = SILENCE_NONE,
		},
	[RULE_DISABLE_UNUSED] =
		{
			.what = "A comment silences a rule that finds nothing on the next line, or one that "
					"does not exist.",
			.why = "The next mistake there would go unseen.",
			.wrong = "<!-- portolan-disable-next-line link-missing -->\n[a link that "
					 "works](../outlook/guide.fr-fr.md)",
			.right = "[a link that works](../outlook/guide.fr-fr.md)",
			.silence = SILENCE_NONE,
		},
	[RULE_BASELINE_UNUSED] =
		{
			.what = "The file of --baseline lists a finding that is no longer there. Write it "
					"anew with --write-baseline.",
			.why = "If the mistake is made again, it goes unseen.",
			.wrong = "an entry whose line was mended",
			.right = "the entry removed",
			.silence = SILENCE_NONE,
		},
};
