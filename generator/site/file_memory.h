#ifndef PORTOLAN_SITE_FILE_MEMORY_H
#define PORTOLAN_SITE_FILE_MEMORY_H

/*
 * What was read of files, for those who make one site after another: a file
 * whose size, time and inode are the same isn't read again. For one thread at
 * a time; others may look while nobody writes.
 */

#include "image/variants.h"
#include "site/site.h"

struct file_memory;

struct file_memory *file_memory_create(void);
void file_memory_destroy(struct file_memory *memory);

struct remembered_file {
	uint64_t size, inode, device;
	int64_t modified;
	struct hash hash;        /* of its bytes */
	struct str url;          /* where it is published, without base path; "" when it isn't */
	struct picture looked;   /* picture_look */
	struct picture verified; /* picture_verify, when has_verified */
	bool has_verified;
};

/* NULL when the file wasn't read, or is another now. `memory` may be NULL. */
struct remembered_file *file_memory_find(
	const struct file_memory *memory, struct str source, const struct file_entry *entry);

/* Room for what is known of a file from now on; nothing but its stat is filled in. */
struct remembered_file *file_memory_add(
	struct file_memory *memory, struct str source, const struct file_entry *entry);

/* The smaller versions of a picture for a wish, by both's bytes; NULL when none are known. */
const struct variants *file_memory_variants(const struct file_memory *memory, struct str key);
void file_memory_keep_variants(
	struct file_memory *memory, struct str key, const struct variants *variants);

/* The same as pages name them, by whatever their names are made of. */
struct variant_list {
	struct site_variant *items;
	size_t count;
};

const struct variant_list *file_memory_list(const struct file_memory *memory, struct str key);

/* Where everything that is kept is made; never NULL of a memory. */
struct arena *file_memory_arena(struct file_memory *memory);
void file_memory_keep_list(
	struct file_memory *memory, struct str key, const struct variant_list *list);

#endif
