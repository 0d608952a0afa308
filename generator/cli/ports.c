#include <errno.h>

#include "cli/command.h"
#include "cli/scope.h"
#include "content/revision.h"
#include "render/ledger_diff.h"

/* A format's name and how it shows a ledger and a difference. */
struct format {
	struct str name;
	ledger_fn *write;
	ledger_diff_fn *write_diff;
};

static const struct format *format_of(const char *name)
{
	static const struct format formats[] = {
		{S_INIT("table"), ledger_write_table, ledger_diff_write_table},
		{S_INIT("json"), ledger_write_json, ledger_diff_write_json},
		{S_INIT("csv"), ledger_write_csv, ledger_diff_write_csv},
	};

	for (size_t i = 0; i < COUNT(formats); i++) {
		if (str_equal(name == NULL ? S("table") : str_of(name), formats[i].name))
			return &formats[i];
	}
	return NULL;
}

/* The facts of the documents that paths and locales leave. */
static struct ledger ledger_of(const struct scope *scope, struct project *project)
{
	const struct document **wanted =
		arena_array(project->arena, const struct document *, project->document_count);
	size_t count = 0;

	for (size_t i = 0; i < project->document_count; i++) {
		const struct document *document = project->documents[i];

		if (scope_has(scope, document->path, document->locale.code))
			wanted[count++] = document;
	}
	return ledger_make(project->arena, wanted, count);
}

static enum status write_diff(const struct scope *scope, struct project *project,
	const struct format *format, struct buf *out)
{
	const struct options *options = scope->options;
	struct ledger now = ledger_of(scope, project), before;
	struct revision revision;
	struct ledger_diff diff;
	struct project former;
	struct str message;
	enum status status;

	if (!revision_read(
			project->arena, options->content, options->diff, true, &revision, &message)) {
		console_error(message, S(""));
		return STATUS_FAILED;
	}
	status = console_open_with(options, &revision.before, NULL, &former);
	if (status != STATUS_CLEAN)
		return status;
	before = ledger_of(scope, &former);
	diff = ledger_diff_make(project->arena, &before, &now);
	format->write_diff(&diff, options->content, out);
	project_close(&former);
	return STATUS_CLEAN;
}

enum status command_ports(const struct options *options)
{
	const struct format *format = format_of(options->format);
	struct buf out = BUF_EMPTY;
	struct project project;
	struct scope scope;
	struct ledger ledger;
	enum status status;

	if (format == NULL) {
		console_error(S("there is no such format"), S("the formats are table, json and csv"));
		return STATUS_FAILED;
	}
	status = console_open(options, &project);
	if (status != STATUS_CLEAN)
		return status;
	status = scope_open(options, project.arena, &scope);
	if (status == STATUS_CLEAN && options->diff != NULL) {
		status = write_diff(&scope, &project, format, &out);
	} else if (status == STATUS_CLEAN) {
		ledger = ledger_of(&scope, &project);
		format->write(&ledger, options->content, &out);
	}
	if (status == STATUS_CLEAN && !console_write(stdout, buf_str(&out))) {
		console_error(str_format(project.arena, "cannot write: %s", strerror(errno)), S(""));
		status = STATUS_FAILED;
	}
	buf_release(&out);
	project_close(&project);
	return status;
}
