#ifndef PORTOLAN_OUTPUT_MANIFEST_H
#define PORTOLAN_OUTPUT_MANIFEST_H

/*
 * What earlier runs wrote into an output folder: only that may be replaced or
 * removed. It lies in `.portolan/manifest`, one line a file with hash, size and
 * path, by path; so the same site has the same manifest. Behind them are lines
 * "made <key> <folder>/": the files of that folder were made from what the key
 * stands for.
 *
 * A file that says `.portolan/pending` lists the names that a run is about to
 * write. It is there while that run lasts, and after one that was killed: those
 * files may be ours, whatever is in them.
 */

#include "base/buf.h"
#include "base/hash.h"
#include "base/map.h"
#include "output/folder.h"

#define MANIFEST FOLDER_OWN "/manifest"
#define PENDING  FOLDER_OWN "/pending"

struct manifest_entry {
	struct str path; /* below the output folder */
	struct hash hash;
	uint64_t size;
	bool pending; /* only a name: nothing is known of what is in the file */
};

/* A folder of files that are made together. */
struct manifest_folder {
	struct str path; /* with a slash behind */
	struct hash key;
};

struct manifest {
	struct manifest_entry *entries; /* by path */
	size_t count;
	struct map *by_path; /* path → struct manifest_entry */
	struct manifest_folder *folders;
	size_t folder_count;
};

/*
 * Both files' texts, either maybe "". Lines that are damaged, or whose paths
 * leave the folder, are left out. Everything is made in the arena.
 */
struct manifest manifest_parse(struct arena *arena, struct str text, struct str pending);

/* Append the text of a manifest whose entries are in order. */
void manifest_write(const struct manifest *manifest, struct buf *out);

#endif
