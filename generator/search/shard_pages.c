#include "search/shard_writer.h"
#include "search/words.h"

/* The titles of pages above those of one file, each once. */
struct parents {
	struct str titles[SHARD_PAGES];
	size_t count;
};

static void put_quoted(struct buf *out, struct str plain)
{
	buf_add_char(out, '"');
	buf_add(out, plain);
	buf_add_char(out, '"');
}

static int parent_of(struct parents *parents, struct str title)
{
	if (title.len == 0)
		return -1;
	for (size_t i = 0; i < parents->count; i++) {
		if (str_equal(parents->titles[i], title))
			return (int)i;
	}
	parents->titles[parents->count] = title;
	return (int)parents->count++;
}

/* URLs are ASCII: their bytes are UTF-16 units. */
static size_t shared_url(struct str a, struct str b)
{
	size_t at = 0;

	while (at < a.len && at < b.len && a.ptr[at] == b.ptr[at])
		at++;
	return at;
}

static void put_page(
	struct buf *out, const struct indexed_page *page, struct str before, int parent)
{
	struct str url = page->page->href;
	size_t shared = shared_url(before, url);

	buf_add_char(out, '[');
	put_quoted(out, page->title);
	buf_add_format(out, ",%zu,", shared);
	buf_add_json(out, str_from(url, shared));
	buf_add_format(out, ",%zu,%d]", page->plain.count, parent);
}

static void write_one(
	struct shard_writer *writer, size_t number, size_t begin, size_t first_section)
{
	struct parents parents = {.count = 0};
	size_t end = begin + SHARD_PAGES;

	if (end > writer->page_count)
		end = writer->page_count;
	shard_begin(writer, 'p', number);
	buf_add_format(writer->room, "{\"first\":%zu,\"pages\":[", first_section);
	for (size_t i = begin; i < end; i++) {
		const struct indexed_page *page = &writer->pages[i];
		struct str before = i == begin ? S("") : page[-1].page->href;

		buf_add(writer->room, i == begin ? S("\n") : S(",\n"));
		put_page(writer->room, page, before, parent_of(&parents, page->context));
	}
	buf_add_lit(writer->room, "],\n\"parents\":[");
	for (size_t i = 0; i < parents.count; i++) {
		if (i > 0)
			buf_add_char(writer->room, ',');
		put_quoted(writer->room, parents.titles[i]);
	}
	buf_add_lit(writer->room, "]}");
	shard_end(writer, 'p', number);
}

void shard_write_pages(struct shard_writer *writer)
{
	size_t section = 0;

	for (size_t i = 0; i < writer->page_count; i++) {
		if (i % SHARD_PAGES == 0)
			write_one(writer, i / SHARD_PAGES, i, section);
		section += writer->pages[i].plain.count;
	}
}

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
	put_quoted(out, section->heading);
	buf_add_char(out, ',');
	put_quoted(out, text);
	buf_add_char(out, ']');
}

/* The next section of the locale; a file ends before it when it would grow too long by it. */
static void write_section(struct shard_writer *writer, const struct plain_section *section,
	size_t section_number, size_t *file_number)
{
	struct str text = excerpt_source(section->text);
	size_t more = text.len + section->heading.len + section->anchor.len;
	bool full = section_number > 0 && writer->room->len + more > SHARD_TEXTS;

	if (full) {
		buf_add_char(writer->room, ']');
		shard_end(writer, 't', (*file_number)++);
	}
	if (section_number == 0 || full) {
		shard_begin(writer, 't', *file_number);
		buf_add_char(writer->room, '[');
		shard_add_number(&writer->texts, section_number);
	} else {
		buf_add_lit(writer->room, ",\n");
	}
	put_section(writer->room, section, text);
}

void shard_write_texts(struct shard_writer *writer)
{
	size_t section_number = 0, file_number = 0;

	for (size_t i = 0; i < writer->page_count; i++) {
		for (size_t j = 0; j < writer->pages[i].plain.count; j++)
			write_section(
				writer, &writer->pages[i].plain.sections[j], section_number++, &file_number);
	}
	if (section_number > 0) {
		buf_add_char(writer->room, ']');
		shard_end(writer, 't', file_number);
	}
}
