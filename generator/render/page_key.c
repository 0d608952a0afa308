#include "render/page_key.h"

/* A text may hold any byte: its length stands before it. */
static void add_text(struct buf *room, struct str text)
{
	buf_add(room, str_make((const char *)&text.len, sizeof(text.len)));
	buf_add(room, text);
}

static void add_number(struct buf *room, uint64_t number)
{
	buf_add(room, str_make((const char *)&number, sizeof(number)));
}

static void add_hash(struct buf *room, struct hash hash)
{
	add_number(room, hash.high);
	add_number(room, hash.low);
}

static struct hash end(struct buf *room)
{
	struct hash hash = hash_bytes(buf_str(room));

	buf_release(room);
	return hash;
}

/* Which page follows from its place among all, its URL and its front matter. */
static void add_page(struct buf *room, const struct page *page)
{
	add_text(room, page->document->path);
	add_text(room, page->href);
	add_hash(room, page->document->front_content);
	add_text(room, page->document->updated);
}

static struct hash shown_of(const struct views *views, struct hash settings)
{
	const struct site *site = views->site;
	struct buf room = BUF_EMPTY;

	add_hash(&room, settings);
	add_number(&room, site->page_count);
	for (size_t i = 0; i < site->page_count + site->borrowed_count; i++)
		add_page(&room, site->pages[i]);
	for (size_t i = 0; i < views->locale_count; i++) {
		add_text(&room, views->locales[i].ports);
		add_text(&room, views->locales[i].search);
		add_text(&room, views->locales[i].feed);
	}
	return end(&room);
}

static struct hash linked_of(const struct site *site)
{
	struct buf room = BUF_EMPTY;

	for (size_t i = 0; i < site->page_count + site->borrowed_count; i++)
		add_number(&room, site->pages[i]->backlink_count);
	return end(&room);
}

struct page_keys page_keys_make(const struct views *views, struct hash settings)
{
	return (struct page_keys){shown_of(views, settings), linked_of(views->site)};
}

static void add_file(struct buf *room, const struct site_file *file)
{
	add_text(room, file->url);
	add_number(room, file->variant_count);
	for (size_t i = 0; i < file->variant_count; i++)
		add_text(room, file->variants[i].url);
}

static void add_target(struct buf *room, const struct target *target)
{
	add_number(room, (uint64_t)target->kind | (uint64_t)target->external << 8 |
						 (uint64_t)target->shown_width << 32);
	add_text(room, target->url);
	if (target->page != NULL)
		add_text(room, target->page->href);
	if (target->file != NULL)
		add_file(room, target->file);
}

static void add_references(struct buf *room, const struct page *page)
{
	for (size_t i = 0; i < page->document->reference_count; i++)
		add_target(room, &page->targets[i]);
	for (size_t i = 0; i < page->extra_target_count; i++) {
		add_number(room, page->extra_targets[i].heading);
		add_text(room, page->extra_targets[i].id);
	}
	for (size_t i = 0; i < page->backlink_count; i++)
		add_text(room, page->backlinks[i]->href);
}

static struct hash made_of(const struct page_keys *keys, const struct page *page, struct buf *bytes)
{
	buf_clear(bytes);
	add_hash(bytes, keys->shown);
	if (page->document->kind != KIND_GUIDE)
		add_hash(bytes, keys->linked);
	add_page(bytes, page);
	add_hash(bytes, page->document->content);
	add_references(bytes, page);
	return hash_bytes(buf_str(bytes));
}

bool page_key(const struct page_keys *keys, const struct render_item *item,
	struct page_key_room *room, struct hash *key)
{
	if (item->page == NULL)
		return false;
	if (room->page != item->page) {
		room->page = item->page;
		room->made_of = made_of(keys, item->page, &room->bytes);
	}
	buf_clear(&room->bytes);
	add_number(&room->bytes, (uint64_t)item->kind);
	add_text(&room->bytes, item->path);
	add_hash(&room->bytes, room->made_of);
	*key = hash_bytes(buf_str(&room->bytes));
	return true;
}

void page_key_release(struct page_key_room *room)
{
	buf_release(&room->bytes);
}
