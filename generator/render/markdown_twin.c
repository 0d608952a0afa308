#include "render/markdown_twin.h"

#include <stdlib.h>

#include "base/file.h"

/* A destination in the text, and what stands there afterwards. */
struct change {
	size_t begin, end;
	struct str url;
};

static int by_place(const void *a, const void *b)
{
	const struct change *left = a, *right = b;

	return left->begin < right->begin ? -1 : left->begin > right->begin;
}

static struct str url_of(
	const struct views *views, struct arena *arena, const struct target *target)
{
	if (target->file != NULL && target->file->url.len > 0)
		return views_absolute(views, arena, views_url(views, arena, target->file->url));
	if (target->kind == TARGET_PAGE)
		return views_absolute(views, arena, target->url);
	return S("");
}

/* Destinations that lead to pages and files of the site; the others say themselves where they lead.
 */
static size_t find_changes(const struct views *views, struct arena *scratch,
	const struct page *page, struct str text, struct change *changes)
{
	const struct document *document = page->document;
	size_t count = 0;

	for (size_t i = 0; i < document->reference_count; i++) {
		struct source_span span = document->references[i].span;
		struct str url;

		/* An anchor within the page stays one. The file may be shorter by now. */
		if (span.begin >= span.end || span.end > text.len || text.ptr[span.begin] == '#')
			continue;
		url = url_of(views, scratch, &page->targets[i]);
		if (url.len > 0)
			changes[count++] = (struct change){span.begin, span.end, url};
	}
	if (count > 0)
		qsort(changes, count, sizeof(*changes), by_place);
	return count;
}

static void write_body(const struct views *views, struct arena *scratch, const struct page *page,
	struct str text, size_t at, struct buf *out)
{
	struct change *changes = arena_array(scratch, struct change, page->document->reference_count);
	size_t count = find_changes(views, scratch, page, text, changes);

	buf_reserve(out, text.len);
	for (size_t i = 0; i < count; i++) {
		/* Two links may share a definition. */
		if (changes[i].begin < at)
			continue;
		buf_add(out, str_make(text.ptr + at, changes[i].begin - at));
		buf_add(out, changes[i].url);
		at = changes[i].end;
	}
	buf_add(out, str_from(text, at));
}

/* What was parsed, made again of the file's bytes. */
static struct str text_of(struct arena *scratch, const struct document *document, struct str bytes)
{
	struct diagnostics unheard = diagnostics_make(scratch);

	return document->mended ? source_make(scratch, document->path, bytes, &unheard).text
							: source_without_mark(bytes);
}

void markdown_twin_write(
	const struct views *views, struct arena *scratch, const struct page *page, struct buf *out)
{
	struct buf bytes = BUF_EMPTY;
	struct str path =
		str_concat3(scratch, str_of(views->site->tree->root), S("/"), page->document->path);

	buf_add_lit(out, "# ");
	buf_add(out, page->title);
	buf_add_lit(out, "\n\n");
	if (file_read(str_cstr(scratch, path), views->site->config->limits.file_bytes, &bytes) == 0) {
		struct str text = text_of(scratch, page->document, buf_str(&bytes));
		size_t body = page->document->body_begin;

		while (body < text.len && ascii_is_space(text.ptr[body]))
			body++;
		if (body < text.len)
			write_body(views, scratch, page, text, body, out);
	}
	buf_release(&bytes);
}
