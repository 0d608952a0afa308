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
#define SHARD_BASE         45u
#define SHARD_DIGIT_MOST   (SHARD_BASE - 1)
#define SHARD_NUMBER_BYTES 12 /* of the longest number */

/* Printable ASCII without `"` and `\\`: those that end a number, then those with more behind. */
extern const char shard_digits[2 * SHARD_BASE + 1];

/* Numbers of three digits and more; shard_put_number is faster for others. */
char *shard_put_digits(char *to, uint64_t number);

/* Put a number where there is room for it. Returns what is behind it. */
static inline char *shard_put_number(char *to, uint64_t number)
{
	unsigned small = (unsigned)number;

	if (number >= SHARD_BASE * SHARD_BASE)
		return shard_put_digits(to, number);
	if (small >= SHARD_BASE) {
		*to++ = shard_digits[SHARD_BASE + small / SHARD_BASE];
		small %= SHARD_BASE;
	}
	*to++ = shard_digits[small];
	return to;
}

/* A file: what is written to the room in between is its content. Where others may hold the same,
 * `what` tells them apart. Its name is written to `name`. */
void shard_begin(const struct shard_output *output);
void shard_end(const struct shard_output *output, struct str what, char name[SHARD_NAME]);

void shard_put_quoted(struct buf *out, struct str plain);

void shard_write_words(struct shard_writer *writer);
void shard_write_pages(struct shard_writer *writer);

#endif
