#include "search/shards.h"

#include "base/hash.h"
#include "search/shard_writer.h"

/* Common words in the first file; those beyond are found in theirs. */
#define COMMON_LISTED 120

void shard_put_number(struct buf *out, uint64_t number)
{
	unsigned digits[12], count = 0;

	if (number < SHARD_BASE) {
		shard_put_digit(out, (unsigned)number);
		return;
	}
	for (; number > 0; number /= SHARD_BASE)
		digits[count++] = (unsigned)(number % SHARD_BASE);
	while (count > 1)
		shard_put_digit(out, SHARD_BASE + digits[--count]);
	shard_put_digit(out, digits[0]);
}

void shard_begin(struct shard_writer *writer, char kind, size_t number)
{
	buf_clear(writer->room);
	buf_add_format(writer->room, "portolanSearch(\"%c%zu\",", kind, number);
}

/* The path is completed when all contents are known. */
void shard_end(struct shard_writer *writer, char kind, size_t number)
{
	writer->files = arena_grown(
		writer->arena, writer->files, writer->count, &writer->size, sizeof(*writer->files));
	buf_add_lit(writer->room, ")\n");
	writer->files[writer->count++] =
		(struct search_file){str_format(writer->arena, "%c%zu.js", kind, number),
			str_copy(writer->arena, buf_str(writer->room))};
}

void shard_add_text(struct buf *list, struct str item)
{
	if (list->len > 0)
		buf_add_char(list, ',');
	buf_add_json(list, item);
}

void shard_add_number(struct buf *list, size_t number)
{
	if (list->len > 0)
		buf_add_char(list, ',');
	buf_add_number(list, number);
}

/* The hash of all files so far. */
static struct str hash_files(struct shard_writer *writer)
{
	struct hash *hashes = arena_array(writer->arena, struct hash, writer->count);

	for (size_t i = 0; i < writer->count; i++)
		hashes[i] = hash_bytes(writer->files[i].content);
	return hash_name(
		writer->arena, hash_bytes(str_make((const char *)hashes, writer->count * sizeof(*hashes))));
}

/* Words that are on most pages and in no title: the browser passes over them. */
static void write_common(struct shard_writer *writer)
{
	size_t listed = 0;

	buf_add_lit(writer->room, ",\n\"common\":[");
	for (size_t i = 0; i < writer->terms->term_count && listed < COMMON_LISTED; i++) {
		const struct group *group = &writer->terms->groups[writer->terms->terms[i].group];

		if (!group->common || group->posting_count > 0)
			continue;
		if (listed++ > 0)
			buf_add_char(writer->room, ',');
		buf_add_json(writer->room, writer->terms->terms[i].folded);
	}
	buf_add_char(writer->room, ']');
}

static void write_first(struct shard_writer *writer, struct str locale)
{
	struct str at = hash_files(writer);

	for (size_t i = 0; i < writer->count; i++)
		writer->files[i].path = str_format(writer->arena, "search/" STR_FMT "/" STR_FMT "/" STR_FMT,
			STR_ARG(locale), STR_ARG(at), STR_ARG(writer->files[i].path));
	buf_clear(writer->room);
	buf_add_format(writer->room,
		"portolanSearch(\"index\",{\"version\":1,\"at\":\"" STR_FMT "\",\"pages\":%zu,\n\"fold\":",
		STR_ARG(at), writer->page_count);
	fold_write_json(&writer->terms->fold, writer->room);
	write_common(writer);
	buf_add_lit(writer->room, ",\n\"words\":[");
	buf_add(writer->room, buf_str(&writer->words));
	buf_add_lit(writer->room, "],\n\"groups\":[");
	buf_add(writer->room, buf_str(&writer->groups));
	buf_add_lit(writer->room, "],\n\"texts\":[");
	buf_add(writer->room, buf_str(&writer->texts));
	buf_add_lit(writer->room, "]}");
	shard_end(writer, 'i', 0);
	writer->files[writer->count - 1].path =
		str_format(writer->arena, "search/" STR_FMT "/index.js", STR_ARG(locale));
}

struct search_files shards_make(struct arena *arena, struct buf *room, struct str locale,
	const struct indexed_page *pages, size_t page_count, const struct terms *terms)
{
	struct shard_writer writer = {
		.arena = arena, .room = room, .pages = pages, .page_count = page_count, .terms = terms};

	shard_write_words(&writer);
	shard_write_pages(&writer);
	shard_write_texts(&writer);
	write_first(&writer, locale);
	buf_release(&writer.words);
	buf_release(&writer.groups);
	buf_release(&writer.texts);
	return (struct search_files){writer.files, writer.count};
}
