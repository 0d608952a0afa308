#include "search/shards.h"

#include "base/hash.h"
#include "search/shard_writer.h"

/* Common words in the first file; those beyond are found in theirs. */
#define COMMON_LISTED 120

const char shard_digits[] = "!#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMN"
							"OPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|";

char *shard_put_digits(char *to, uint64_t number)
{
	unsigned digits[SHARD_NUMBER_BYTES], count = 0;

	do {
		digits[count++] = (unsigned)(number % SHARD_BASE);
		number /= SHARD_BASE;
	} while (number > 0);
	while (count > 1)
		*to++ = shard_digits[SHARD_BASE + digits[--count]];
	*to++ = shard_digits[digits[0]];
	return to;
}

#define HEAD        "portolanSearch(\""
#define HEAD_BEHIND "\","
#define HEAD_LENGTH (sizeof(HEAD) - 1 + SHARD_NAME + sizeof(HEAD_BEHIND) - 1)

/* The name is put in when the content is known. */
void shard_begin(const struct shard_output *output)
{
	buf_clear(output->room);
	buf_add_lit(output->room, HEAD "0123456789" HEAD_BEHIND);
}

/* In base 36, the digits of which are apart in all file systems. */
static void write_name(struct hash hash, char name[SHARD_NAME])
{
	for (size_t i = 0; i < SHARD_NAME; i++) {
		name[i] = "0123456789abcdefghijklmnopqrstuvwxyz"[hash.high % 36];
		hash.high /= 36;
	}
}

static void hand_over(const struct shard_output *output, struct str name, struct hash hash)
{
	struct search_file file = {
		.path = str_format(output->arena, "search/" STR_FMT "/" STR_FMT ".js",
			STR_ARG(output->locale), STR_ARG(name)),
		.content = buf_str(output->room),
		.hash = hash,
	};

	output->take(output->context, output->worker, &file);
}

void shard_end(const struct shard_output *output, struct str what, char name[SHARD_NAME])
{
	struct hash hash = hash_bytes(str_from(buf_str(output->room), HEAD_LENGTH));
	struct hash other = hash_bytes(what);

	hash.high ^= other.high;
	hash.low ^= other.low;
	write_name(hash, name);
	memcpy(output->room->ptr + sizeof(HEAD) - 1, name, SHARD_NAME);
	buf_add_lit(output->room, ")\n");
	hand_over(output, str_make(name, SHARD_NAME), hash);
}

void shard_put_quoted(struct buf *out, struct str plain)
{
	buf_add_char(out, '"');
	buf_add(out, plain);
	buf_add_char(out, '"');
}

/* Words that are on most pages and in no title: the browser passes over them. */
static void write_common(const struct terms *terms, struct buf *out)
{
	size_t listed = 0;

	buf_add_lit(out, ",\n\"common\":[");
	for (size_t i = 0; i < terms->term_count && listed < COMMON_LISTED; i++) {
		const struct group *group = &terms->groups[terms->terms[i].group];

		if (!group->common || group->posting_count > 0)
			continue;
		if (listed++ > 0)
			buf_add_char(out, ',');
		buf_add_json(out, terms->terms[i].folded);
	}
	buf_add_char(out, ']');
}

static void write_first(const struct shard_writer *writer)
{
	struct buf *out = writer->output->room;

	buf_clear(out);
	buf_add_lit(out, HEAD "index\",{\"version\":2,\n\"fold\":");
	fold_write_json(&writer->terms->fold, out);
	write_common(writer->terms, out);
	buf_add_lit(out, ",\n\"words\":[");
	buf_add(out, buf_str(&writer->words));
	buf_add_lit(out, "],\n\"pages\":[");
	buf_add(out, buf_str(&writer->names));
	buf_add_lit(out, "]})\n");
	hand_over(writer->output, S("index"), hash_bytes(buf_str(out)));
}

void shards_write(const struct shard_output *output, const struct indexed_page *pages,
	size_t page_count, const struct text_files *texts, const struct terms *terms)
{
	struct shard_writer writer = {
		.output = output, .pages = pages, .page_count = page_count, .texts = texts, .terms = terms};

	shard_write_words(&writer);
	shard_write_pages(&writer);
	write_first(&writer);
	buf_release(&writer.words);
	buf_release(&writer.names);
}
