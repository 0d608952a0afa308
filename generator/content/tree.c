#include "content/tree.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/path.h"

static const char *reason(int error)
{
	switch (error) {
	case ELOOP: return "a link leads back to a folder above it, or the folders are too deep";
	case EXDEV: return "a link leads out of the folder";
	case ENOENT: return "a link leads nowhere";
	default: return strerror(error);
	}
}

static void report_entries(const struct file_list *files, struct diagnostics *found)
{
	for (size_t i = 0; i < files->count; i++) {
		const struct file_entry *entry = &files->entries[i];

		if (entry->error != 0)
			diagnostics_add(found, RULE_FILE_UNREADABLE, entry->path, (struct place){1, 1, 1, 1},
				"this cannot be read: %s", reason(entry->error));
	}
}

static void index_files(struct arena *arena, struct tree *tree)
{
	tree->by_path = map_create(arena, tree->files.count);
	tree->by_small_path = map_create(arena, tree->files.count);
	for (size_t i = 0; i < tree->files.count; i++) {
		struct file_entry *entry = &tree->files.entries[i];

		if (entry->error != 0 || entry->is_directory)
			continue;
		map_add(tree->by_path, entry->path, entry);
		map_add(tree->by_small_path, str_lower(arena, entry->path), entry);
	}
}

static void find_directories(struct arena *arena, struct tree *tree)
{
	struct tree_directory *directories;
	size_t count = 1;

	for (size_t i = 0; i < tree->files.count; i++)
		count += tree->files.entries[i].is_directory;
	directories = arena_array(arena, struct tree_directory, count);
	tree->by_directory = map_create(arena, count);
	directories[0].path = S("");
	map_add(tree->by_directory, S(""), &directories[0]);
	count = 1;
	for (size_t i = 0; i < tree->files.count; i++) {
		const struct file_entry *entry = &tree->files.entries[i];
		struct tree_directory *directory;

		if (!entry->is_directory || entry->error != 0)
			continue;
		directory = &directories[count++];
		directory->path = entry->path;
		map_add(tree->by_directory, entry->path, directory);
	}
	for (size_t i = 1; i < count; i++)
		directories[i].parent = map_get(tree->by_directory, path_directory(directories[i].path));
	tree->directories = directories;
	tree->directory_count = count;
}

static int compare_documents(const void *left, const void *right)
{
	const struct tree_document *a = left, *b = right;
	int order = str_compare(a->directory->path, b->directory->path);

	return order != 0 ? order : str_compare(a->path, b->path);
}

/* Documents sorted by directory, so that each directory's are a stretch of them. */
static void find_documents(struct arena *arena, struct tree *tree)
{
	struct tree_document *documents = arena_array(arena, struct tree_document, tree->files.count);
	size_t count = 0;

	for (size_t i = 0; i < tree->files.count; i++) {
		const struct file_entry *entry = &tree->files.entries[i];
		struct tree_document *document = &documents[count];
		struct tree_directory *directory = map_get(tree->by_directory, path_directory(entry->path));

		if (entry->is_directory || entry->error != 0 || directory == NULL)
			continue;
		if (str_equal(path_name(entry->path), S("meta.yaml")))
			directory->meta = entry;
		if (!kind_of_file(path_name(entry->path), &document->kind, &document->locale))
			continue;
		document->path = entry->path;
		document->directory = directory;
		document->entry = entry;
		count++;
	}
	if (count > 0)
		qsort(documents, count, sizeof(*documents), compare_documents);
	for (size_t i = 0; i < count; i++) {
		struct tree_directory *directory =
			map_get(tree->by_directory, documents[i].directory->path);

		if (directory->document_count == 0)
			directory->documents = &documents[i];
		directory->document_count++;
		directory->kinds[documents[i].kind] = true;
	}
	tree->documents = documents;
	tree->document_count = count;
}

int tree_read(struct arena *arena, const char *root, const struct file_list *walked,
	const struct overlay *overlay, struct tree *tree, struct diagnostics *found)
{
	int error = 0;

	*tree = (struct tree){.root = root};
	if (walked != NULL)
		tree->files = *walked;
	else
		error = file_walk(arena, root, &tree->files);
	if (error != 0)
		return error;
	if (overlay != NULL)
		overlay_apply(arena, overlay, &tree->files);
	report_entries(&tree->files, found);
	index_files(arena, tree);
	find_directories(arena, tree);
	find_documents(arena, tree);
	return 0;
}

const struct tree_directory *tree_directory_of(const struct tree *tree, struct str path)
{
	return map_get(tree->by_directory, path);
}
