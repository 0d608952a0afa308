#ifndef PORTOLAN_CONTENT_TREE_H
#define PORTOLAN_CONTENT_TREE_H

/*
 * The content as it lies on the disk: which files are documents, in which
 * directories, and what else is there to link to. Nothing is read yet.
 */

#include "base/file.h"
#include "base/map.h"
#include "content/kind.h"
#include "content/overlay.h"
#include "report/diagnostic.h"

/* A file that becomes a page. */
struct tree_document {
	struct str path; /* relative to the content root */
	enum kind kind;
	struct locale locale;
	const struct tree_directory *directory;
	const struct file_entry *entry;
};

/* A directory below the root, the root itself included. */
struct tree_directory {
	struct str path; /* "" is the root */
	const struct tree_directory *parent;
	const struct tree_document *documents; /* by kind name and locale */
	size_t document_count;
	bool kinds[KIND_COUNT];        /* which kinds its documents are of */
	const struct file_entry *meta; /* meta.yaml, or NULL */
};

struct tree {
	const char *root; /* as reached from the working directory */
	struct file_list files;
	const struct tree_document *documents; /* by path */
	size_t document_count;
	const struct tree_directory *directories; /* by path; the first is the root */
	size_t directory_count;
	struct map *by_path;       /* path → struct file_entry, everything that can be read */
	struct map *by_directory;  /* path → struct tree_directory */
	struct map *by_small_path; /* path in ASCII small letters → struct file_entry */
};

/*
 * Walk a root, unless it was: `walked` is what file_walk has just said of it and outlives the
 * tree, or NULL. An overlay, which may be NULL, changes that. Entries that cannot be looked at are
 * `file-unreadable`. Returns errno when the root itself can't be read.
 */
int tree_read(struct arena *arena, const char *root, const struct file_list *walked,
	const struct overlay *overlay, struct tree *tree, struct diagnostics *found);

const struct tree_directory *tree_directory_of(const struct tree *tree, struct str path);

#endif
