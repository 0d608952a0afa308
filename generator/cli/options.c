#define _GNU_SOURCE /* getopt_long */
#include "cli/options.h"

#include <getopt.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/distance.h"
#include "base/parallel.h"

#define MOST_JOBS 64
#define MOST_DAYS 365

enum option_type {
	OPTION_TEXT,  /* const char * */
	OPTION_FLAG,  /* bool */
	OPTION_JOBS,  /* unsigned */
	OPTION_DAYS,  /* unsigned */
	OPTION_COLOR, /* enum color */
	OPTION_FIX,   /* enum fixing: its value may be absent */
	OPTION_CACHE, /* const char *, or absent for clean */
};

#define ON(command) (1u << COMMAND_##command)
#define READERS     (ON(BUILD) | ON(SERVE) | ON(PORTS) | ON(CHECK) | ON(RENDER) | ON(NEW))
#define EVERY       ((1u << COMMAND_COUNT) - 1)

struct option_row {
	const char *name;
	char letter; /* or 0 */
	enum option_type type;
	size_t field;
	unsigned commands;
	const char *value; /* its name in the help */
	const char *line;
};

static const struct option_row rows[] = {
	{NULL, 'C', OPTION_TEXT, offsetof(struct options, directory), EVERY, "DIR",
		"go to DIR before anything else"},
	{"content", 0, OPTION_TEXT, offsetof(struct options, content), READERS, "DIR",
		"the guides (content)"},
	{"images", 0, OPTION_TEXT, offsetof(struct options, images), ON(BUILD) | ON(SERVE) | ON(CHECK),
		"DIR", "their pictures (images)"},
	{"config", 0, OPTION_TEXT, offsetof(struct options, config), READERS, "FILE",
		"the site's settings (<content>/site.yaml)"},
	{"theme", 0, OPTION_TEXT, offsetof(struct options, theme), ON(BUILD) | ON(SERVE), "DIR",
		"templates, strings and assets (themes/default)"},
	{"out", 0, OPTION_TEXT, offsetof(struct options, out), ON(BUILD) | ON(RENDER) | ON(CLEAN),
		"DIR", "where the result goes (public)"},
	{"base-url", 0, OPTION_TEXT, offsetof(struct options, base_url), ON(BUILD) | ON(CHECK), "URL",
		"the address that the site will have"},
	{"locale", 0, OPTION_TEXT, offsetof(struct options, locales), READERS, "LIST",
		"only these: fr-ca,en-gb"},
	{"format", 0, OPTION_TEXT, offsetof(struct options, format), ON(CHECK) | ON(PORTS), "NAME",
		"check: text, json, sarif, github, gitlab, rdjson; ports: table, json, csv"},
	{NULL, 'o', OPTION_TEXT, offsetof(struct options, output), ON(CHECK), "FILE",
		"write there instead of the standard output"},
	{"fix", 0, OPTION_FIX, offsetof(struct options, fixing), ON(CHECK), NULL,
		"mend what is certain; --fix=dry-run prints a diff instead"},
	{"since", 0, OPTION_TEXT, offsetof(struct options, since), ON(CHECK), "REV",
		"only what changed since a git revision, and what that broke"},
	{"diff", 0, OPTION_TEXT, offsetof(struct options, diff), ON(PORTS), "REV",
		"only what came, went and changed since a git revision"},
	{"baseline", 0, OPTION_TEXT, offsetof(struct options, baseline), ON(CHECK), "FILE",
		"leave out the findings that FILE lists"},
	{"write-baseline", 0, OPTION_TEXT, offsetof(struct options, write_baseline), ON(CHECK), "FILE",
		"list the present findings in FILE"},
	{"external", 0, OPTION_FLAG, offsetof(struct options, external), ON(CHECK), NULL,
		"ask other hosts whether the pages that guides link to are there"},
	{"external-age", 0, OPTION_DAYS, offsetof(struct options, external_age), ON(CHECK), "DAYS",
		"so long their answers are believed; 0 asks anew (7)"},
	{"cache", 0, OPTION_CACHE, offsetof(struct options, cache),
		ON(BUILD) | ON(CHECK) | ON(SERVE) | ON(CLEAN), "DIR",
		"smaller pictures, answers of hosts ($XDG_CACHE_HOME/portolan or ~/.cache/portolan)"},
	{"host", 0, OPTION_TEXT, offsetof(struct options, host), ON(SERVE), "ADDRESS",
		"where the preview listens (127.0.0.1)"},
	{"port", 0, OPTION_TEXT, offsetof(struct options, port), ON(SERVE), "N",
		"the first port to try (8000)"},
	{"open", 0, OPTION_FLAG, offsetof(struct options, open), ON(SERVE), NULL,
		"open the preview in the browser ($BROWSER, else xdg-open)"},
	{"editor", 0, OPTION_TEXT, offsetof(struct options, editor), ON(SERVE), "EDITOR",
		"what findings open: code, idea, subl …, or a pattern (of $VISUAL, $EDITOR, else code)"},
	{"summary", 0, OPTION_TEXT, offsetof(struct options, summary), ON(BUILD), "FILE",
		"write the counts there, as JSON"},
	{"strict", 0, OPTION_FLAG, offsetof(struct options, strict), ON(BUILD) | ON(CHECK), NULL,
		"warnings count as errors; publish nothing when anything is wrong"},
	{"jobs", 'j', OPTION_JOBS, offsetof(struct options, jobs), READERS, "N",
		"threads (as many as there are processors)"},
	{"timings", 0, OPTION_FLAG, offsetof(struct options, wants_timings), ON(BUILD) | ON(CHECK),
		NULL, "say on the standard error what each stage took"},
	{"quiet", 'q', OPTION_FLAG, offsetof(struct options, quiet), EVERY, NULL, "errors only"},
	{"color", 0, OPTION_COLOR, offsetof(struct options, color), EVERY, "WHEN",
		"auto, always, never (auto; never with NO_COLOR)"},
};

struct command_row {
	struct str name;
	const char *arguments;
	const char *line;
	const char *text;
};

static const struct command_row commands[COMMAND_COUNT] = {
	[COMMAND_BUILD] = {S_INIT("build"), "", "publish the site",
		"Reads everything, reports what is wrong on the standard error, and publishes the site\n"
		"into --out. Files that did not change are left alone, files that no page makes any\n"
		"more are removed. A folder that holds somebody else's files is refused.\n"},
	[COMMAND_CHECK] = {S_INIT("check"), " [PATH…]", "report what is wrong, publish nothing",
		"Reads everything and reports what is wrong. Paths narrow what is reported, never what\n"
		"is read. `portolan help RULE` explains a rule. No other host is asked but with "
		"--external,\n"
		"and then each politely: 10 requests a second at most, 500 in a run.\n"},
	[COMMAND_SERVE] = {S_INIT("serve"), "", "preview the site, reloading as files change",
		"Serves the site on this machine, as `build` would publish it, and takes changes as they\n"
		"are saved: open pages follow, and show their findings; /_portolan/ lists all of them,\n"
		"the ports, and what is untranslated. Nothing is written.\n"
		"--editor takes an editor's name or a pattern: vscode://file{path}:{line}:{column}.\n"},
	[COMMAND_PORTS] = {S_INIT("ports"), " [PATH…]", "print every port that the guides state",
		"Prints the ledger: each port that a guide states, with what it is about.\n"},
	[COMMAND_RENDER] = {S_INIT("render"), " [FILE…]", "print the HTML of a guide's body",
		"Prints the body of guides as HTML, destinations as they are written, no page around\n"
		"it. With --out, writes DIR/<path>.html for each file, of the whole content when none is\n"
		"named.\n"},
	[COMMAND_NEW] = {S_INIT("new"), " PATH | theme NAME", "start a guide or a theme",
		"Starts a guide in the folder PATH below the content: a file for each --locale. With\n"
		"`theme NAME`, starts a theme in themes/NAME: colours and brand to change, the rest\n"
		"stays the default theme's. What is there already is never written over.\n"},
	[COMMAND_CLEAN] = {S_INIT("clean"), "", "remove what was published",
		"Removes what earlier builds wrote into --out, and nothing else. With --cache, whose\n"
		"folder may be left out, also what the cache holds for all sites of this user.\n"},
	[COMMAND_HELP] = {S_INIT("help"), " [COMMAND|RULE]", "explain a command or a rule",
		"Explains a command, or a rule of `portolan check`.\n"},
	[COMMAND_VERSION] = {S_INIT("version"), "", "print the version", "Prints the version.\n"},
};

enum command command_by_name(struct str name)
{
	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		if (str_equal(commands[i].name, name))
			return (enum command)i;
	}
	return COMMAND_COUNT;
}

static bool set_option(struct options *options, const struct option_row *row, const char *value)
{
	void *field = (char *)options + row->field;
	uint64_t number;

	switch (row->type) {
	case OPTION_TEXT: *(const char **)field = value; return value[0] != '\0';
	case OPTION_FLAG: *(bool *)field = true; return true;
	case OPTION_JOBS:
		if (!str_to_number(str_of(value), MOST_JOBS, &number) || number == 0)
			return false;
		*(unsigned *)field = (unsigned)number;
		return true;
	case OPTION_DAYS:
		if (!str_to_number(str_of(value), MOST_DAYS, &number))
			return false;
		*(unsigned *)field = (unsigned)number;
		return true;
	case OPTION_CACHE:
		options->names_cache = true;
		*(const char **)field = value[0] == '\0' ? NULL : value;
		return true;
	case OPTION_FIX:
		*(enum fixing *)field = value[0] == '\0' ? FIXING_ON : FIXING_DRY_RUN;
		return value[0] == '\0' || str_equal(str_of(value), S("dry-run"));
	case OPTION_COLOR: break;
	}
	if (str_equal(str_of(value), S("auto")))
		*(enum color *)field = COLOR_AUTO;
	else if (str_equal(str_of(value), S("always")))
		*(enum color *)field = COLOR_ALWAYS;
	else if (str_equal(str_of(value), S("never")))
		*(enum color *)field = COLOR_NEVER;
	else
		return false;
	return true;
}

/* The tables in the form that getopt_long wants. */
struct tables {
	char letters[2 * COUNT(rows) + 8];
	struct option names[COUNT(rows) + 3];
};

static void make_tables(struct tables *tables)
{
	size_t letter = 0, name = 0;

	tables->letters[letter++] = ':';
	for (size_t i = 0; i < COUNT(rows); i++) {
		int argument = rows[i].type == OPTION_FLAG ? no_argument
					   : rows[i].type == OPTION_FIX || rows[i].type == OPTION_CACHE
						   ? optional_argument
						   : required_argument;

		if (rows[i].letter != 0) {
			tables->letters[letter++] = rows[i].letter;
			if (argument == required_argument)
				tables->letters[letter++] = ':';
		}
		if (rows[i].name != NULL)
			tables->names[name++] = (struct option){rows[i].name, argument, NULL, (int)(256 + i)};
	}
	tables->letters[letter++] = 'h';
	tables->letters[letter] = '\0';
	tables->names[name++] = (struct option){"help", no_argument, NULL, 'h'};
	tables->names[name++] = (struct option){"version", no_argument, NULL, 'V'};
	tables->names[name] = (struct option){NULL, 0, NULL, 0};
}

static const struct option_row *row_of(int found)
{
	if (found >= 256)
		return &rows[found - 256];
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (rows[i].letter == (char)found)
			return &rows[i];
	}
	return NULL;
}

static struct str unknown_option(struct arena *arena, const char *written)
{
	struct str names[COUNT(rows)], bare = str_of(written), rest;
	size_t count = 0, nearest;

	while (str_starts(bare, S("-")))
		bare = str_from(bare, 1);
	str_cut(bare, '=', &bare, &rest);
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (rows[i].name != NULL)
			names[count++] = str_of(rows[i].name);
	}
	nearest = nearest_name(bare, names, count, 0.6);
	if (nearest == STR_NONE)
		return str_format(arena, "there is no option %s", written);
	return str_format(arena, "there is no option %s (did you mean --" STR_FMT "?)", written,
		STR_ARG(names[nearest]));
}

/* Options may stand before the command: it is the first word that is none. */
static bool read_command(struct arena *arena, struct options *options, struct str *message)
{
	struct str names[COMMAND_COUNT], first;
	size_t nearest;

	/* --help and --version are commands already. */
	if (options->command != COMMAND_COUNT)
		return true;
	if (options->path_count == 0) {
		*message = S("a command is missing");
		return false;
	}
	first = str_of(options->paths[0]);
	options->command = command_by_name(first);
	options->paths++;
	options->path_count--;
	if (options->command != COMMAND_COUNT)
		return true;
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		names[i] = commands[i].name;
	nearest = nearest_name(first, names, COMMAND_COUNT, 0.5);
	*message = nearest == STR_NONE
				   ? str_format(arena, "there is no command \"" STR_FMT "\"", STR_ARG(first))
				   : str_format(arena,
						 "there is no command \"" STR_FMT "\" (did you mean \"" STR_FMT "\"?)",
						 STR_ARG(first), STR_ARG(names[nearest]));
	return false;
}

static struct str option_name(struct arena *arena, const struct option_row *row)
{
	return row->name != NULL ? str_format(arena, "--%s", row->name)
							 : str_format(arena, "-%c", row->letter);
}

/* `given` has a bit for each row that was named. */
static bool check_command(
	struct arena *arena, const struct options *options, uint64_t given, struct str *message)
{
	bool takes_paths = commands[options->command].arguments[0] != '\0';

	for (size_t i = 0; i < COUNT(rows); i++) {
		if ((given >> i & 1) == 0 || (rows[i].commands >> options->command & 1) != 0)
			continue;
		*message = str_format(arena, "\"" STR_FMT "\" has no option " STR_FMT,
			STR_ARG(commands[options->command].name), STR_ARG(option_name(arena, &rows[i])));
		return false;
	}
	if (options->names_cache && options->cache == NULL && options->command != COMMAND_CLEAN) {
		*message = S("--cache needs a value");
		return false;
	}
	if (!takes_paths && options->path_count > 0) {
		*message = str_format(arena, "\"" STR_FMT "\" takes no \"%s\"",
			STR_ARG(commands[options->command].name), options->paths[0]);
		return false;
	}
	return true;
}

static bool take_option(struct arena *arena, int found, const char *written,
	struct options *options, uint64_t *given, struct str *message)
{
	const struct option_row *row;

	if (found == 'h' || found == 'V') {
		options->command = found == 'h' ? COMMAND_HELP : COMMAND_VERSION;
		return true;
	}
	if (found == '?') {
		*message = unknown_option(arena, written);
		return false;
	}
	if (found == ':') {
		*message = str_format(arena, "%s needs a value", written);
		return false;
	}
	row = row_of(found);
	*given |= (uint64_t)1 << (row - rows);
	if (set_option(options, row, optarg != NULL ? optarg : ""))
		return true;
	*message = str_format(
		arena, "\"%s\" is no value for " STR_FMT, optarg, STR_ARG(option_name(arena, row)));
	return false;
}

/* `--cache` may end there; what follows is its folder unless it is an option. */
static void take_separate_value(int found, int count, char **arguments)
{
	if (found >= 256 && rows[found - 256].type == OPTION_CACHE && optarg == NULL &&
		optind < count && arguments[optind][0] != '-')
		optarg = arguments[optind++];
}

bool options_read(
	struct arena *arena, int count, char **arguments, struct options *options, struct str *message)
{
	struct tables tables;
	uint64_t given = 0;
	int found;

	*options = (struct options){
		.command = COMMAND_COUNT,
		.content = "content",
		.images = "images",
		.external_age = 7,
		.jobs = parallel_processors(),
	};
	make_tables(&tables);
	opterr = 0;
	optind = 0;
	for (;;) {
		int before = optind == 0 ? 1 : optind;

		found = getopt_long(count, arguments, tables.letters, tables.names, NULL);
		if (found == -1)
			break;
		take_separate_value(found, count, arguments);
		if (!take_option(arena, found, arguments[optind > 1 ? optind - 1 : before], options, &given,
				message))
			return false;
	}
	options->paths = (const char *const *)&arguments[optind];
	options->path_count = (size_t)(count - optind);
	if (!read_command(arena, options, message))
		return false;
	return options->command == COMMAND_HELP || check_command(arena, options, given, message);
}

static void write_option(const struct option_row *row, struct buf *out)
{
	size_t begin = out->len;

	buf_add_lit(out, "  ");
	if (row->letter != 0)
		buf_add_format(out, "-%c%s", row->letter, row->name != NULL ? ", " : "");
	if (row->name != NULL)
		buf_add_format(out, "--%s", row->name);
	if (row->value != NULL)
		buf_add_format(out, " %s", row->value);
	do
		buf_add_char(out, ' ');
	while (out->len - begin < 22);
	buf_add_format(out, "%s\n", row->line);
}

void options_help(struct buf *out)
{
	buf_add_lit(out, "Portolan publishes localized guides, and proves that every port and every "
					 "anchor in them is right.\n\nusage: portolan <command> [options] [paths]\n\n");
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		buf_add_format(out, "  %-10.*s%s\n", STR_ARG(commands[i].name), commands[i].line);
	buf_add_lit(out, "\n`portolan help COMMAND` lists a command's options.\n"
					 "Exit status: 0 clean, 1 findings of level error, 2 usage, settings or "
					 "files that can't be read or written.\n");
}

void options_help_command(enum command command, struct buf *out)
{
	buf_add_format(out, "usage: portolan " STR_FMT " [options]%s\n\n%s\n",
		STR_ARG(commands[command].name), commands[command].arguments, commands[command].text);
	for (size_t i = 0; i < COUNT(rows); i++) {
		if ((rows[i].commands >> command & 1) != 0)
			write_option(&rows[i], out);
	}
}

const char *options_out(const struct options *options)
{
	return options->out != NULL ? options->out : "public";
}

bool options_has_locale(const struct options *options, struct str locale)
{
	struct str list, code;

	if (options->locales == NULL)
		return true;
	list = str_of(options->locales);
	while (str_next_part(&list, ',', &code)) {
		if (str_equal_nocase(str_trim(code), locale))
			return true;
	}
	return false;
}
