#include "base/version.h"
#include "cli/command.h"
#include "report/rule_help.h"

static enum status print(struct buf *out)
{
	bool good = console_write(stdout, buf_str(out));

	buf_release(out);
	return good ? STATUS_CLEAN : STATUS_FAILED;
}

enum status command_version(const struct options *options)
{
	struct buf out = BUF_EMPTY;

	(void)options;
	buf_add_lit(&out, "portolan " PORTOLAN_VERSION "\n");
	return print(&out);
}

static void help_command(enum command command, struct buf *out)
{
	options_help_command(command, out);
	if (command == COMMAND_CHECK) {
		buf_add_lit(out, "\nThe rules (`portolan help RULE` explains one):\n\n");
		rule_help_list(out);
	}
}

enum status command_help(const struct options *options)
{
	struct buf out = BUF_EMPTY;
	struct str topic;
	enum command command;
	enum rule rule;

	if (options->path_count == 0) {
		options_help(&out);
		return print(&out);
	}
	topic = str_of(options->paths[0]);
	command = command_by_name(topic);
	rule = rule_by_name(topic);
	if (command != COMMAND_COUNT)
		help_command(command, &out);
	else if (rule != RULE_COUNT)
		rule_help_write(rule, &out);
	else {
		console_error(S("there is no such command or rule"), S("`portolan help` lists them"));
		return STATUS_FAILED;
	}
	return print(&out);
}
