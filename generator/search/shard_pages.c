#include "search/shard_writer.h"

/* The titles of pages above those of one file, each once. */
struct parents {
	struct str titles[SHARD_PAGES];
	size_t count;
};

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

static void put_page(
	struct buf *out, const struct indexed_page *page, struct str before, int parent)
{
	struct str url = page->page->href;
	/* URLs are ASCII: their bytes are UTF-16 units. */
	size_t shared = str_common_head(before, url);

	buf_add_char(out, '[');
	shard_put_quoted(out, page->title);
	buf_add_char(out, ',');
	buf_add_number(out, shared);
	buf_add_char(out, ',');
	buf_add_json(out, str_from(url, shared));
	buf_add_char(out, ',');
	buf_add_number(out, page->section_count);
	buf_add_char(out, ',');
	if (parent < 0)
		buf_add_lit(out, "-1");
	else
		buf_add_number(out, (uint64_t)parent);
	buf_add_char(out, ']');
}

/* The files of the texts of these pages. */
static void put_texts(const struct shard_writer *writer, size_t begin, size_t end)
{
	struct buf *out = writer->output->room;
	size_t section = 0, listed = 0;

	buf_add_lit(out, "\"texts\":[");
	for (size_t i = begin; i < end; i++) {
		const struct text_files *files = &writer->texts[i / TEXT_PAGES];

		for (size_t j = 0; i % TEXT_PAGES == 0 && j < files->count; j++) {
			buf_add_format(
				out, "%s[%zu,", listed++ > 0 ? "," : "", section + files->items[j].first_section);
			shard_put_quoted(out, str_make(files->items[j].name, SHARD_NAME));
			buf_add_char(out, ']');
		}
		section += writer->pages[i].section_count;
	}
	buf_add_char(out, ']');
}

static void write_one(struct shard_writer *writer, size_t begin, size_t end)
{
	struct parents parents = {.count = 0};
	struct buf *out = writer->output->room;
	char name[SHARD_NAME];

	shard_begin(writer->output);
	buf_add_lit(out, "{\"pages\":[");
	for (size_t i = begin; i < end; i++) {
		const struct indexed_page *page = &writer->pages[i];
		struct str before = i == begin ? S("") : page[-1].page->href;

		buf_add(out, i == begin ? S("\n") : S(",\n"));
		put_page(out, page, before, parent_of(&parents, page->context));
	}
	buf_add_lit(out, "],\n\"parents\":[");
	for (size_t i = 0; i < parents.count; i++) {
		if (i > 0)
			buf_add_char(out, ',');
		shard_put_quoted(out, parents.titles[i]);
	}
	buf_add_lit(out, "],\n");
	put_texts(writer, begin, end);
	buf_add_char(out, '}');
	shard_end(writer->output, S(""), name);
	if (writer->names.len > 0)
		buf_add_char(&writer->names, ',');
	shard_put_quoted(&writer->names, str_make(name, SHARD_NAME));
}

void shard_write_pages(struct shard_writer *writer)
{
	for (size_t i = 0; i < writer->page_count; i += SHARD_PAGES) {
		size_t left = writer->page_count - i;

		write_one(writer, i, i + (left < SHARD_PAGES ? left : SHARD_PAGES));
	}
}
