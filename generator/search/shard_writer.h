#ifndef PORTOLAN_SEARCH_SHARD_WRITER_H
#define PORTOLAN_SEARCH_SHARD_WRITER_H

/* What the writers of the index's files share: see search/shards.h for the files. */

#include "search/shards.h"

struct shard_writer {
	struct arena *arena;
	struct buf *room; /* the file that is being written */
	struct search_file *files;
	size_t count, size;
	const struct indexed_page *pages;
	size_t page_count;
	const struct terms *terms;
	struct buf words, groups, texts; /* what the first file says of the others: items of a list */
};

/* Numbers in base 45; one digit holds 0 … SHARD_DIGIT_MOST. */
#define SHARD_BASE       45u
#define SHARD_DIGIT_MOST (SHARD_BASE - 1)

/* Printable ASCII without `"` and `\\`. */
static inline void shard_put_digit(struct buf *out, unsigned digit)
{
	buf_add_char(out, (char)('!' + digit + (digit >= 1) + (digit >= 58)));
}

void shard_put_number(struct buf *out, uint64_t number);

/* A file of a kind (`w`, `p`, `t`): what is written to the room in between is its content. */
void shard_begin(struct shard_writer *writer, char kind, size_t number);
void shard_end(struct shard_writer *writer, char kind, size_t number);

/* An item of a JSON list, with a comma before it. */
void shard_add_text(struct buf *list, struct str text);
void shard_add_number(struct buf *list, size_t number);

void shard_write_words(struct shard_writer *writer);
void shard_write_pages(struct shard_writer *writer);
void shard_write_texts(struct shard_writer *writer);

#endif
