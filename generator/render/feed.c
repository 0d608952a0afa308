#include "render/feed.h"

#include <stdlib.h>

#include "base/hash.h"
#include "render/fragment.h"

/* Readers of a feed want news, not the whole site. */
#define MOST_ENTRIES 50

bool feed_has(const struct page *page)
{
	return page->document->kind == KIND_GUIDE && page->document->updated.len > 0 &&
		   listings_has(page);
}

struct str feed_url(struct arena *arena, const struct locale *locale)
{
	return views_locale_url(arena, locale, S("feed.xml"));
}

static int newest_first(const void *a, const void *b)
{
	const struct page *left = *(const struct page *const *)a;
	const struct page *right = *(const struct page *const *)b;
	int order = str_compare(right->document->updated, left->document->updated);

	return order != 0 ? order : str_compare(left->url, right->url);
}

/* A UUID by a hash of ours (RFC 9562, version 8). */
static void add_id(struct buf *out, struct str text)
{
	struct hash hash = hash_bytes(text);
	uint64_t high = (hash.high & ~UINT64_C(0xf000)) | UINT64_C(0x8000);
	uint64_t low = (hash.low & ~(UINT64_C(3) << 62)) | UINT64_C(1) << 63;

	buf_add_format(out, "<id>urn:uuid:%08x-%04x-%04x-%04x-%012llx</id>\n", (unsigned)(high >> 32),
		(unsigned)(high >> 16 & 0xffff), (unsigned)(high & 0xffff), (unsigned)(low >> 48),
		(unsigned long long)(low & UINT64_C(0xffffffffffff)));
}

static void add_element(struct buf *out, struct str name, struct str text)
{
	if (text.len == 0)
		return;
	buf_add_char(out, '<');
	buf_add(out, name);
	buf_add_char(out, '>');
	buf_add_html(out, text);
	buf_add_lit(out, "</");
	buf_add(out, name);
	buf_add_lit(out, ">\n");
}

/* Guides know the day alone; a feed wants the second (RFC 3339). */
static void add_updated(struct buf *out, struct str day)
{
	buf_add_lit(out, "<updated>");
	buf_add_html(out, day);
	buf_add_lit(out, "T00:00:00Z</updated>\n");
}

static void add_link(struct buf *out, const char *relation, const char *type, struct str url)
{
	buf_add_format(out, "<link rel=\"%s\" type=\"%s\" href=\"", relation, type);
	buf_add_html(out, url);
	buf_add_lit(out, "\"/>\n");
}

static void add_entry(
	const struct views *views, struct arena *scratch, const struct page *page, struct buf *out)
{
	buf_add_lit(out, "<entry>\n");
	add_id(out, page->document->path);
	add_element(out, S("title"), page->title);
	add_link(out, "alternate", "text/html", views_absolute(views, scratch, page->href));
	add_updated(out, page->document->updated);
	add_element(out, S("summary"), front_text(&page->document->front, FRONT_EXCERPT));
	buf_add_lit(out, "</entry>\n");
}

/* The newest guides of a locale; their number. */
static size_t newest(const struct site_locale *locale, const struct page **pages)
{
	size_t count = 0;

	for (size_t i = 0; i < locale->page_count; i++) {
		if (feed_has(locale->pages[i]))
			pages[count++] = locale->pages[i];
	}
	if (count > 0)
		qsort(pages, count, sizeof(struct page *), newest_first);
	return count < MOST_ENTRIES ? count : MOST_ENTRIES;
}

static void write_feed(const struct listing *listing, const struct views *views,
	struct arena *scratch, struct buf *out)
{
	const struct view_locale *locale = listing->locale;
	const struct page **pages = arena_array(scratch, const struct page *, locale->site->page_count);
	size_t count = newest(locale->site, pages);

	buf_add_lit(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
					 "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"");
	buf_add_html(out, locale->tag);
	buf_add_lit(out, "\">\n");
	add_id(out, feed_url(scratch, &locale->locale));
	add_element(out, S("title"), views->site->config->title);
	add_element(out, S("subtitle"), fragment_word(locale->strings, S("feed")));
	buf_add_lit(out, "<author>\n");
	add_element(out, S("name"), views->site->config->title);
	buf_add_lit(out, "</author>\n");
	add_link(out, "self", "application/atom+xml", views_absolute(views, scratch, locale->feed));
	add_link(out, "alternate", "text/html", views_absolute(views, scratch, locale->home));
	add_updated(out, pages[0]->document->updated);
	for (size_t i = 0; i < count; i++)
		add_entry(views, scratch, pages[i], out);
	buf_add_lit(out, "</feed>\n");
}

void feed_add(struct listings *listings, const struct views *views)
{
	for (size_t i = 0; i < views->locale_count; i++) {
		const struct view_locale *locale = &views->locales[i];

		if (locale->feed.len > 0)
			listings_add(
				listings, (struct listing){
							  .path = str_from(feed_url(listings->arena, &locale->locale), 1),
							  .write = write_feed,
							  .locale = locale,
						  });
	}
}
