#include "site/documents.h"

#include <errno.h>

#include "base/parallel.h"
#include "parse/cmark.h"
#include "parse/disables.h"
#include "parse/parse.h"
#include "site/repeated.h"

/* So much of a file is read to see that it is over the limit. */
#define MOST_BYTES ((size_t)64 * 1024 * 1024)

/* Parsing files: each worker has a parser and a room for bytes. */
struct parsing {
	struct project *project;
	struct document_files files;
	struct parser **parsers;
	struct buf *rooms;
	const size_t *items; /* which are to be parsed, by index of the tree */
	struct repeated *repeated;
	size_t *firsts;              /* by index of the tree: which has the same text, or itself */
	struct document **documents; /* by index of the tree; NULL when unread */
	int *errors;
};

static int read_document(
	const struct document_files *files, struct str name, size_t limit, struct buf *into)
{
	const struct overlay_file *file = overlay_find(files->overlay, name);
	struct buf path = BUF_EMPTY;
	int error;

	if (file != NULL) {
		if (file->absent)
			return ENOENT;
		if (file->bytes.len > limit)
			return EFBIG;
		buf_add(into, file->bytes);
		return 0;
	}
	buf_add(&path, str_of(files->tree->root));
	buf_add_lit(&path, "/");
	buf_add(&path, name);
	buf_add_char(&path, '\0');
	error = file_read(path.ptr, limit, into);
	buf_release(&path);
	return error;
}

static int read_included(const void *context, struct str path, size_t limit, struct buf *into)
{
	const struct document_files *files = context;

	return map_get(files->tree->by_path, path) == NULL ? ENOENT
													   : read_document(files, path, limit, into);
}

struct includer documents_includer(const struct document_files *files)
{
	return (struct includer){files, read_included};
}

static void parse_one(void *context, size_t item, unsigned worker)
{
	struct parsing *parsing = context;
	const struct project *project = parsing->project;
	size_t index = parsing->items[item];
	const struct tree_document *found = &project->content.documents[index];
	struct buf *room = &parsing->rooms[worker];
	struct document *document;

	buf_clear(room);
	parsing->firsts[index] = index;
	parsing->errors[index] = read_document(&parsing->files, found->path, MOST_BYTES, room);
	if (parsing->errors[index] != 0)
		return;
	if (parsing->repeated != NULL) {
		parsing->firsts[index] = repeated_first(parsing->repeated, found, buf_str(room), index);
		if (parsing->firsts[index] != index)
			return;
	}
	document = document_parse(
		parsing->parsers[worker], found->path, found->kind, found->locale, buf_str(room));
	diagnostics_set_levels(&document->found, project->config.levels);
	disables_apply(document, &document->found);
	parsing->documents[index] = document;
}

/* When all others are there, those of a text that another has. */
static void repeat_one(void *context, size_t item, unsigned worker)
{
	struct parsing *parsing = context;
	size_t index = parsing->items[item];
	const struct tree_document *found = &parsing->project->content.documents[index];
	const struct document *first;

	if (parsing->firsts[index] == index)
		return;
	first = parsing->documents[parsing->firsts[index]];
	if (first->include_count == 0)
		parsing->documents[index] = document_repeat(first, found->path, found->locale);
	else
		parse_one(parsing, item, worker);
}

static void report_unreadable(struct project *project, const struct tree_document *found, int error)
{
	diagnostics_add(&project->found, error == EFBIG ? RULE_LIMIT : RULE_FILE_UNREADABLE,
		found->path, (struct place){1, 1, 1, 1}, "the file cannot be read: %s", strerror(error))
		->help = S("mend the file or its permissions; until then the page is not published");
}

static void keep_documents(struct parsing *parsing)
{
	struct project *project = parsing->project;

	for (size_t i = 0; i < project->content.document_count; i++) {
		if (parsing->documents[i] == NULL)
			report_unreadable(project, &project->content.documents[i], parsing->errors[i]);
		else
			parsing->documents[project->document_count++] = parsing->documents[i];
	}
	project->documents = parsing->documents;
}

/* Which documents of a former project are as their files still are. */
struct keeping {
	const struct project *former;
	struct map *documents; /* path → the former's document; NULL when it is the same tree */
	size_t next;           /* of the former's documents, in the same tree */
	struct map *changed;   /* path → itself: written since */
	bool same_tree;
};

static void keeping_begin(
	struct keeping *keeping, struct project *project, const struct project_paths *changed)
{
	const struct project *former = keeping->former;

	keeping->changed = map_create(project->arena, changed->count);
	keeping->same_tree = project->content.files.entries == former->content.files.entries;
	for (size_t i = 0; i < changed->count; i++)
		map_add(keeping->changed, changed->items[i], (void *)(uintptr_t)&changed->items[i]);
	if (keeping->same_tree)
		return;
	keeping->documents = map_create(project->arena, former->document_count);
	for (size_t i = 0; i < former->document_count; i++)
		map_add(keeping->documents, former->documents[i]->path, former->documents[i]);
}

static bool is_same_file(const struct file_entry *a, const struct file_entry *b)
{
	return b != NULL && a->size == b->size && a->modified == b->modified && a->inode == b->inode &&
		   a->device == b->device;
}

/* `entry` and what the former has are NULL where there is no such file. */
static bool is_as_before(
	const struct keeping *keeping, struct str path, const struct file_entry *entry)
{
	const struct file_entry *former;

	if (map_get(keeping->changed, path) != NULL)
		return false;
	if (keeping->same_tree)
		return true;
	former = map_get(keeping->former->content.by_path, path);
	return entry == former || (entry != NULL && is_same_file(entry, former));
}

/* The former's document of a path. Both are in one order; what couldn't be read has no document. */
static struct document *former_document(struct keeping *keeping, struct str path)
{
	const struct project *former = keeping->former;

	if (keeping->documents != NULL)
		return map_get(keeping->documents, path);
	if (keeping->next == former->document_count ||
		!str_equal(former->documents[keeping->next]->path, path))
		return NULL;
	return former->documents[keeping->next++];
}

/* NULL when the file, or one that it includes, has to be read. */
static struct document *kept_document(
	struct keeping *keeping, const struct project *project, const struct tree_document *found)
{
	struct document *document;

	if (keeping->former == NULL)
		return NULL;
	document = former_document(keeping, found->path);
	if (document == NULL || !is_as_before(keeping, found->path, found->entry))
		return NULL;
	for (size_t i = 0; i < document->include_count; i++) {
		struct str path = document->includes[i];

		if (!is_as_before(keeping, path, map_get(project->content.by_path, path)))
			return NULL;
	}
	return document_share(document);
}

static void parse_items(struct parsing *parsing, size_t count, unsigned workers)
{
	struct project *project = parsing->project;
	const struct includer includer = documents_includer(&parsing->files);

	if (count == 0)
		return;
	parsing->parsers = arena_array(project->arena, struct parser *, workers);
	parsing->rooms = arena_array(project->arena, struct buf, workers);
	cmark_prepare();
	for (unsigned i = 0; i < workers; i++)
		parsing->parsers[i] = parser_create(&project->config, project->words, &includer);
	parsing->repeated = repeated_open(count);
	parallel_for(workers, count, parse_one, parsing);
	repeated_close(parsing->repeated);
	parsing->repeated = NULL;
	parallel_for(workers, count, repeat_one, parsing);
	for (unsigned i = 0; i < workers; i++) {
		parser_destroy(parsing->parsers[i]);
		buf_release(&parsing->rooms[i]);
	}
}

void documents_read(struct project *project, const struct project_options *options,
	const struct project *former, const struct project_paths *changed)
{
	struct keeping keeping = {.former = former};
	size_t count = project->content.document_count, wanted = 0;
	unsigned workers = options->workers == 0 ? 1 : options->workers;
	size_t *items = arena_array(project->arena, size_t, count);
	struct parsing parsing = {
		.project = project,
		.files = {&project->content, options->content_overlay},
		.items = items,
		.firsts = arena_array(project->arena, size_t, count),
		.documents = arena_array(project->arena, struct document *, count),
		.errors = arena_array(project->arena, int, count),
	};

	if (former != NULL)
		keeping_begin(&keeping, project, changed);
	for (size_t i = 0; i < count; i++) {
		parsing.documents[i] = kept_document(&keeping, project, &project->content.documents[i]);
		if (parsing.documents[i] == NULL)
			items[wanted++] = i;
	}
	parse_items(&parsing, wanted, workers < wanted ? workers : (unsigned)wanted);
	keep_documents(&parsing);
}
