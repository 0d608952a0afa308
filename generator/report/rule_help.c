#include "report/rule_help.h"

#include "report/rule_pages.h"

#define WIDTH 78

/* A paragraph, its lines no longer than a terminal's. */
static void write_paragraph(const char *label, const char *text, struct buf *out)
{
	struct str rest = str_of(text), word;
	size_t column = strlen(label);

	buf_add(out, str_of(label));
	while (str_next_part(&rest, ' ', &word)) {
		if (column > 0 && column + 1 + word.len > WIDTH) {
			buf_add_char(out, '\n');
			column = 0;
		} else if (column > 0) {
			buf_add_char(out, ' ');
			column++;
		}
		buf_add(out, word);
		column += word.len;
	}
	buf_add_char(out, '\n');
}

/* Each line behind four blanks. */
static void write_example(const char *label, const char *text, struct buf *out)
{
	struct str rest = str_of(text), line;

	buf_add_format(out, "\n%s:\n\n", label);
	while (str_next_line(&rest, &line)) {
		if (line.len > 0)
			buf_add_format(out, "    " STR_FMT, STR_ARG(line));
		buf_add_char(out, '\n');
	}
}

static void write_silence(enum rule_silence silence, struct str name, struct buf *out)
{
	switch (silence) {
	case SILENCE_BODY:
		buf_add_format(out,
			"\nTo be silent about one line, put this above it:\n\n"
			"    <!-- portolan-disable-next-line " STR_FMT " -->\n",
			STR_ARG(name));
		break;
	case SILENCE_FRONT:
		buf_add_format(out,
			"\nTo be silent about one line of the front matter, put this above it:\n\n"
			"    # portolan-disable-next-line " STR_FMT "\n",
			STR_ARG(name));
		break;
	case SILENCE_NONE:
		buf_add_lit(out, "\nNo comment silences it, since it stands on no line: list it with\n"
						 "--write-baseline FILE, and check with --baseline FILE.\n");
		break;
	}
	buf_add_format(out,
		"\nTo change its level everywhere, in site.yaml:\n\n"
		"    check: {" STR_FMT ": warning}     # error, warning, note, off\n",
		STR_ARG(name));
}

void rule_help_write(enum rule rule, struct buf *out)
{
	const struct rule_page *page = &rule_pages[rule];
	struct str name = rule_name(rule);

	buf_add_format(out, STR_FMT " (" STR_FMT "): " STR_FMT "\n\n", STR_ARG(name),
		STR_ARG(severity_name(rule_level(rule))), STR_ARG(rule_line(rule)));
	write_paragraph("", page->what, out);
	buf_add_char(out, '\n');
	write_paragraph("Why:", page->why, out);
	write_example("Wrong", page->wrong, out);
	write_example("Right", page->right, out);
	write_silence(page->silence, name, out);
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
