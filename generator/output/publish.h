#ifndef PORTOLAN_OUTPUT_PUBLISH_H
#define PORTOLAN_OUTPUT_PUBLISH_H

/*
 * Publishing a site into its output folder, where nothing else writes.
 *
 * All files are first written under temporary names; nothing that readers see
 * changes before every byte is on the disk, and all names are known there. Then they are renamed
 * into place, and what an earlier run wrote and this one did not is removed. Files of equal bytes
 * are left alone. A run that is killed leaves whole files, old or new; the next run mends the rest.
 *
 * A folder that holds files of somebody else is refused.
 */

#include "output/published.h"

struct publication;

/* Why a folder can't be published into: a sentence with the path, for a person. */
struct publish_error {
	struct str message;
	struct str help; /* or "" */
};

struct publish_counts {
	size_t written, unchanged, removed;
	struct hash state;      /* the next run's publish_state */
	struct published found; /* what published_find finds now */
};

/*
 * Open `folder` to publish into it. NULL with `error` set when it can't be
 * done. The arena outlives the publication.
 */
struct publication *publish_begin(
	struct arena *arena, const char *folder, struct publish_error *error);

/*
 * Files of these names (below the folder, without `.` and `..`) are to be
 * published, numbered from `*first` in the order given: best those of a folder one after the other,
 * and with their content in this order. Names are copied, and
 * may be given when some files have their content already, but by no other
 * thread meanwhile. False with `error` set when one is somebody else's: then
 * the publication can only be abandoned.
 */
bool publish_names(struct publication *publication, const struct str *paths, size_t count,
	size_t *first, struct publish_error *error);

/*
 * The content of file `index`. Safe from several threads for different files.
 * After an error, which publish_commit reports, it does nothing.
 */
void publish_bytes(struct publication *publication, size_t index, struct str bytes);

/*
 * True when file `index` stands there as the last run knew it, and then it stays. Safe from several
 * threads for different files.
 */
bool publish_keep(struct publication *publication, size_t index);

/*
 * What the last run wrote, for who keeps something about it: equal only while the folder's files
 * are of one run.
 */
struct hash publish_state(const struct publication *publication);

/*
 * A file with its content, named as it comes: safe from several threads, but not while others use
 * the functions above. `hash` stands for the content. A name that is somebody else's is an error,
 * which publish_commit reports.
 */
void publish_file(
	struct publication *publication, struct str path, struct str bytes, struct hash hash);

/*
 * All files of a folder ("search/fr-ca/") are made from what `key` stands for. True when those that
 * an earlier run made of the same stand there untouched: they are published as they are. Else
 * they are to be given. Safe from several threads, like publish_file.
 */
bool publish_keep_folder(struct publication *publication, struct str folder, struct hash key);

/*
 * The content of file `index` is that of a file elsewhere. Its name holds the
 * hash of its content: one that was published before is not read again.
 */
void publish_copy(struct publication *publication, size_t index, const char *source, uint64_t size);

/*
 * Put everything in its place; files without content are as if they had not
 * been named. False with `error` set when something went wrong: what stood in
 * the folder then stands there still.
 */
bool publish_commit(struct publication *publication, unsigned workers,
	struct publish_counts *counts, struct publish_error *error);

/* End without publishing: temporary files go. */
void publish_abandon(struct publication *publication);

/* Remove what earlier runs published, and nothing else. A folder that isn't there is clean. */
bool publish_clean(struct arena *arena, const char *folder, struct publish_counts *counts,
	struct publish_error *error);

#endif
