#include "search/shard_writer.h"
#include "search/words.h"

/* As much of a section as excerpts are taken from: whole letters, words if it has any, no half of
 * an escape. */
static struct str excerpt_source(struct str text)
{
	size_t len = TEXT_LONGEST, slashes = 0;

	if (text.len <= len)
		return text;
	while (len > TEXT_LONGEST - WORD_LONGEST && text.ptr[len] != ' ')
		len--;
	while (len > 0 && ((unsigned char)text.ptr[len] & 0xC0) == 0x80)
		len--;
	while (slashes < len && text.ptr[len - 1 - slashes] == '\\')
		slashes++;
	return str_first(text, len - slashes % 2);
}

static void put_section(struct buf *out, const struct plain_section *section, struct str text)
{
	buf_add_char(out, '[');
	buf_add_json(out, section->anchor);
	buf_add_char(out, ',');
	shard_put_quoted(out, section->heading);
	buf_add_char(out, ',');
	shard_put_quoted(out, text);
	buf_add_char(out, ']');
}

/* The files of some pages' texts, one after the other. */
struct text_writer {
	const struct shard_output *output;
	struct arena *arena;
	struct text_files files;
	size_t size;
	struct str url; /* of the first page: what tells the files from others that hold the same */
};

static void end(struct text_writer *writer)
{
	struct text_file *file = &writer->files.items[writer->files.count - 1];
	struct str what = str_format(
		writer->output->arena, "%zu " STR_FMT, file->first_section, STR_ARG(writer->url));

	buf_add_char(writer->output->room, ']');
	shard_end(writer->output, what, file->name);
}

static void begin(struct text_writer *writer, size_t section)
{
	struct text_files *files = &writer->files;

	files->items = arena_grown(
		writer->arena, files->items, files->count, &writer->size, sizeof(*files->items));
	files->items[files->count++].first_section = section;
	shard_begin(writer->output);
	buf_add_char(writer->output->room, '[');
}

/* A file ends before the section by which it would grow too long. */
static void write_section(
	struct text_writer *writer, const struct plain_section *section, size_t number)
{
	struct str text = excerpt_source(section->text);
	size_t more = text.len + section->heading.len + section->anchor.len;
	bool full = number > 0 && writer->output->room->len + more > SHARD_TEXTS;

	if (full)
		end(writer);
	if (number == 0 || full)
		begin(writer, number);
	else
		buf_add_lit(writer->output->room, ",\n");
	put_section(writer->output->room, section, text);
}

struct text_files shards_write_texts(const struct shard_output *output, struct arena *arena,
	const struct indexed_page *pages, const struct plain *texts, size_t page_count)
{
	struct text_writer writer = {.output = output, .arena = arena, .url = pages[0].page->href};
	size_t number = 0;

	for (size_t i = 0; i < page_count; i++) {
		for (size_t j = 0; j < texts[i].count; j++)
			write_section(&writer, &texts[i].sections[j], number++);
	}
	if (number > 0)
		end(&writer);
	return writer.files;
}
