#ifndef PORTOLAN_SEARCH_SHARD_WRITER_H
#define PORTOLAN_SEARCH_SHARD_WRITER_H

/* What the writers of the index's files share: see search/shards.h for the files. */

#include "search/shards.h"

struct shard_writer {
	const struct shard_output *output;
	const struct indexed_page *pages;
	size_t page_count;
	const struct text_files *texts;
	const struct terms *terms;
	struct buf words, names; /* what the first file says of others: items of a list */
};

/* Numbers in base 45; one digit holds 0 … SHARD_DIGIT_MOST. */
#define SHARD_BASE       45u
#define SHARD_DIGIT_MOST (SHARD_BASE - 1)

/* Printable ASCII without `"` and `\\`. */
static inline void shard_put_digit(struct buf *out, unsigned digit)
{
	buf_add_char(out, (char)('!' + digit + (digit >= 1) + (digit >= 58)));
}

/* All digits of a number; shard_put_number is faster for those of one. */
void shard_put_digits(struct buf *out, uint64_t number);

static inline void shard_put_number(struct buf *out, uint64_t number)
{
	if (number < SHARD_BASE)
		shard_put_digit(out, (unsigned)number);
	else
		shard_put_digits(out, number);
}

/* A file: what is written to the room in between is its content. Where others may hold the same,
 * `what` tells them apart. Its name is written to `name`. */
void shard_begin(const struct shard_output *output);
void shard_end(const struct shard_output *output, struct str what, char name[SHARD_NAME]);

void shard_put_quoted(struct buf *out, struct str plain);

void shard_write_words(struct shard_writer *writer);
void shard_write_pages(struct shard_writer *writer);

#endif
