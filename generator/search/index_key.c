#include "search/index_key.h"

#include "base/version.h"

/* With its length before it, so that no two lists of texts look the same. */
static void add(struct buf *out, struct str text)
{
	buf_add_number(out, text.len);
	buf_add_char(out, ' ');
	buf_add(out, text);
}

static void add_hash(struct buf *out, struct hash hash)
{
	buf_add_number(out, hash.high);
	buf_add_char(out, ' ');
	buf_add_number(out, hash.low);
	buf_add_char(out, ' ');
}

/* Home holds everything: it says nothing about a page. */
struct str page_context(const struct page *page)
{
	if (page->parent == NULL || page->parent->document->kind == KIND_HOME)
		return S("");
	return page->parent->title;
}

struct hash index_page_key(const struct page *page, struct buf *room)
{
	const struct front_matter *front = &page->document->front;

	buf_clear(room);
	add_hash(room, hash_bytes(page->document->body.html));
	add(room, page->title);
	add(room, page_context(page));
	add(room, front_text(front, FRONT_EXCERPT));
	add(room, page->href);
	buf_add_number(room, front_flag(front, FRONT_DEPRECATED, false));
	return hash_bytes(buf_str(room));
}

struct hash index_key(const struct site_locale *locale, const struct hash *pages, size_t count)
{
	struct buf text = BUF_EMPTY;
	struct hash key;

	buf_add_number(&text, INDEX_FORM);
	add(&text, S(PORTOLAN_VERSION));
	add(&text, locale->locale.code);
	add(&text, locale->locale.language);
	for (size_t i = 0; i < count; i++)
		add_hash(&text, pages[i]);
	key = hash_bytes(buf_str(&text));
	buf_release(&text);
	return key;
}
