#include <errno.h>

#include "cli/command.h"
#include "cli/scope.h"
#include "content/revision.h"
#include "render/ledger.h"

static ledger_fn *writer_of(const char *name)
{
	if (name == NULL || str_equal(str_of(name), S("table")))
		return ledger_write_table;
	if (str_equal(str_of(name), S("json")))
		return ledger_write_json;
	return str_equal(str_of(name), S("csv")) ? ledger_write_csv : NULL;
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

/* All that two facts share when they are the same: everything but their place. */
static struct str line_of(struct arena *arena, const struct ledger_entry *entry)
{
	const struct port_fact *fact = entry->fact;
	struct str direction = ledger_direction_name((enum port_direction)fact->direction);
	struct str security = ledger_security_name((enum port_security)fact->security);
	struct str headings[6];
	size_t count = ledger_headings(entry, headings);

	return str_format(arena, "%u %.*s %.*s %.*s %.*s (%.*s)", fact->port,
		STR_ARG(fact->protocol.len > 0 ? fact->protocol : S("-")),
		STR_ARG(direction.len > 0 ? direction : S("-")),
		STR_ARG(security.len > 0 ? security : S("-")),
		STR_ARG(fact->host.len > 0 ? fact->host : S("-")),
		STR_ARG(count > 0 ? headings[count - 1] : S("")));
}

struct tally {
	struct str path, line;
	size_t left;
};

static struct str key_of(struct arena *arena, const struct ledger_entry *entry)
{
	return str_concat3(arena, entry->document->path, S("\t"), line_of(arena, entry));
}

static struct map *count_facts(struct arena *arena, const struct ledger *ledger)
{
	struct map *counts = map_create(arena, ledger->count);

	for (size_t i = 0; i < ledger->count; i++) {
		struct tally *fresh = arena_new(arena, struct tally);
		struct tally *tally = map_add(counts, key_of(arena, &ledger->entries[i]), fresh);

		tally->left++;
	}
	return counts;
}

/* Entries of one ledger that the other lacks, with a sign, each path once above its own. */
static void write_changes(
	struct arena *arena, const struct ledger *from, struct map *other, char sign, struct buf *out)
{
	const struct document *last = NULL;

	for (size_t i = 0; i < from->count; i++) {
		const struct ledger_entry *entry = &from->entries[i];
		struct tally *tally = map_get(other, key_of(arena, entry));

		if (tally != NULL && tally->left > 0) {
			tally->left--;
			continue;
		}
		if (last != entry->document) {
			buf_add(out, entry->document->path);
			buf_add_char(out, '\n');
			last = entry->document;
		}
		buf_add_format(out, "%c %5u: ", sign, entry->fact->place.line);
		buf_add(out, line_of(arena, entry));
		buf_add_char(out, '\n');
	}
}

/* The facts that went, then those that came. */
static enum status write_diff(const struct scope *scope, struct project *project, struct buf *out)
{
	const struct options *options = scope->options;
	struct arena *arena = project->arena;
	struct ledger now = ledger_of(scope, project), before;
	struct revision revision;
	struct project former;
	struct str message;
	enum status status;

	if (!revision_read(arena, options->content, options->diff, true, &revision, &message)) {
		console_error(message, S(""));
		return STATUS_FAILED;
	}
	status = console_open_with(options, &revision.before, NULL, &former);
	if (status != STATUS_CLEAN)
		return status;
	before = ledger_of(scope, &former);
	write_changes(arena, &before, count_facts(arena, &now), '-', out);
	write_changes(arena, &now, count_facts(arena, &before), '+', out);
	project_close(&former);
	return STATUS_CLEAN;
}

enum status command_ports(const struct options *options)
{
	ledger_fn *write = writer_of(options->format);
	struct buf out = BUF_EMPTY;
	struct project project;
	struct scope scope;
	struct ledger ledger;
	enum status status;

	if (write == NULL) {
		console_error(S("there is no such format"), S("the formats are table, json and csv"));
		return STATUS_FAILED;
	}
	status = console_open(options, &project);
	if (status != STATUS_CLEAN)
		return status;
	status = scope_open(options, project.arena, &scope);
	if (status == STATUS_CLEAN && options->diff != NULL) {
		status = write_diff(&scope, &project, &out);
	} else if (status == STATUS_CLEAN) {
		ledger = ledger_of(&scope, &project);
		write(&ledger, options->content, &out);
	}
	if (status == STATUS_CLEAN && !console_write(stdout, buf_str(&out))) {
		console_error(str_format(project.arena, "cannot write: %s", strerror(errno)), S(""));
		status = STATUS_FAILED;
	}
	buf_release(&out);
	project_close(&project);
	return status;
}
