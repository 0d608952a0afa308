#ifndef PORTOLAN_OUTPUT_PUBLICATION_H
#define PORTOLAN_OUTPUT_PUBLICATION_H

/*
 * A publication from within: publish.c opens it, takes names and stages content;
 * publish_keep.c keeps what stands there already; publish_commit.c puts everything
 * in its place and removes what no longer belongs there.
 */

#include <limits.h>
#include <pthread.h>

#include "output/folder.h"
#include "output/manifest.h"
#include "output/publish.h"

enum file_state {
	FILE_ABSENT,    /* no content was given */
	FILE_UNCHANGED, /* stands there already */
	FILE_STAGED,    /* waits to be put in its place */
	FILE_PLACED,    /* has been, with a new folder that it is in */
};

struct publication_file {
	struct str path; /* NUL-terminated */
	enum file_state state;
	bool is_first; /* of its folder, likely */
	struct hash hash;
	uint64_t size;
	int64_t changed; /* when the file was that stands or waits there, as folder_stat says */
};

struct publication {
	struct arena *arena;
	struct folder folder;
	struct manifest manifest;
	struct buf manifest_text;
	int64_t manifest_changed;       /* when it was written: what is newer may be somebody else's */
	struct publication_file *files; /* grows by realloc: names come as files are made */
	size_t count, size;
	pthread_mutex_t lock;            /* while files are named by several threads */
	struct str foreign;              /* of names that are somebody else's, the first; or "" */
	struct manifest_folder *folders; /* made anew, or kept */
	size_t folder_count, folder_size;
	bool was_empty; /* nothing but dot files stood in the folder */
	bool had_pending, wrote_pending;
	bool moving;       /* readers may see some of it */
	_Atomic int error; /* the first that a file met */
	_Atomic size_t error_file;
};

/* "cannot <what> <folder>/<path>: <errno's text>" */
void publication_describe(struct arena *arena, struct publish_error *error, const char *what,
	const char *folder, struct str path, int number);

/* Where files lie until all of them are there, each below its folders. */
#define STAGED ".portolan/new"

/* Where a manifest or its like lies until it is whole. */
#define OWN_NEW ".portolan/own.new"

/* Where a path below the folder lies till then. ENAMETOOLONG. */
int publication_staged_name(char name[PATH_MAX], struct str path);

/* What earlier runs wrote, as it stands now. */
void publication_read_manifest(struct publication *publication);

/* Room for so many files more. */
void publication_grow(struct publication *publication, size_t count);

/* Whether a file stands there as the manifest knows it, untouched since. */
bool publication_is_untouched(const struct publication *publication,
	const struct manifest_entry *known, const struct folder_stat *status);

/* That a file stands there which portolan did not write. */
void publication_refuse(
	struct publication *publication, struct str path, struct publish_error *error);

/* Of a file's errors, the first counts. Safe from several threads. */
void publication_note_error(struct publication *publication, size_t index, int number);

/* Close the folder, and forget the files. */
void publication_end(struct publication *publication);

#endif
