#ifndef PORTOLAN_CLI_OPTIONS_H
#define PORTOLAN_CLI_OPTIONS_H

/*
 * The command line. OPTION_ROWS and COMMAND_ROWS in options.c are the tables
 * that parsing and help come from: to add an option, add a row and a field.
 */

#include "base/buf.h"
#include "base/timings.h"

enum command {
	COMMAND_BUILD,
	COMMAND_CHECK,
	COMMAND_SERVE,
	COMMAND_PORTS,
	COMMAND_RENDER,
	COMMAND_NEW,
	COMMAND_CLEAN,
	COMMAND_HELP,
	COMMAND_VERSION,
	COMMAND_COUNT
};

enum color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

enum fixing { FIXING_OFF, FIXING_ON, FIXING_DRY_RUN };

struct options {
	enum command command;
	const char *directory; /* -C, or NULL */
	const char *config;    /* or NULL */
	const char *content;
	const char *images;
	const char *theme; /* or NULL: the default theme */
	const char *out;   /* or NULL: see options_out */
	const char *base_url;
	const char *locales;        /* between commas, or NULL */
	const char *format;         /* or NULL */
	const char *output;         /* -o: a file instead of stdout, or NULL */
	const char *summary;        /* or NULL */
	const char *since;          /* a git revision, or NULL */
	const char *diff;           /* a git revision, or NULL */
	const char *baseline;       /* or NULL */
	const char *write_baseline; /* or NULL */
	bool external;
	unsigned external_age; /* days */
	const char *cache;     /* or NULL */
	bool names_cache;      /* --cache was given, maybe without a folder */
	const char *host;      /* of the preview, or NULL */
	const char *port;      /* or NULL */
	const char *editor;    /* pattern of links that open an editor, or NULL */
	bool open;             /* the preview in the browser */
	int browser;           /* what browser_open takes; set by main */
	enum fixing fixing;
	unsigned jobs;
	enum color color;
	bool quiet;
	bool wants_timings;
	struct timings *timings; /* that are being taken, or NULL */
	bool strict;
	const char *const *paths; /* what is no option */
	size_t path_count;
};

/*
 * Read the arguments. False when they are wrong: `message` (in `arena`) says
 * what. Strings are views of `arguments`.
 */
bool options_read(
	struct arena *arena, int count, char **arguments, struct options *options, struct str *message);

/* The command of a name, or COMMAND_COUNT. */
enum command command_by_name(struct str name);

/* Append the overview, or one command's page. */
void options_help(struct buf *out);
void options_help_command(enum command command, struct buf *out);

/* Where the site is published: `--out`, else "public". */
const char *options_out(const struct options *options);

/* True when `--locale` allows it. */
bool options_has_locale(const struct options *options, struct str locale);

#endif
