#include "site/pictures.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/budget.h"
#include "base/fatal.h"
#include "base/file.h"
#include "base/parallel.h"
#include "base/path.h"
#include "image/limits.h"
#include "image/variants.h"
#include "site/file_memory.h"
#include "site/file_names.h"
#include "site/link.h"

/* What all workers together may hold of pictures. */
#define MEMORY ((uint64_t)160 * 1024 * 1024)
/* The widest that an author may ask for. */
#define WIDEST 4000

enum state {
	STATE_MISSING, /* not in the cache */
	STATE_THERE,
	STATE_FAILED, /* the cache could not be written */
};

/* One picture of which smaller versions are wanted, and the first page that shows it. */
struct wanted {
	struct site_file *file;
	const struct page *page;
	const struct reference *reference;
	struct variant_wish wish;
	struct str key;            /* the bytes' hash and the wish */
	const struct wanted *twin; /* an earlier one with the same bytes and wish, or NULL */
	struct variants variants;
	enum state state;
};

struct gallery {
	struct site *site;
	struct cache *cache;
	const struct pictures_work *work;
	struct wanted *items;
	size_t count;
	struct wanted **unknown; /* those that the cache is asked for */
	size_t *missing;         /* indices of items */
	size_t missing_count;
	struct buf *rooms; /* one a worker */
	struct budget *budget;
	pthread_mutex_t lock; /* of done and error */
	size_t done;
	_Atomic int error;
};

static uint32_t number_of(struct str text)
{
	uint64_t number;

	return str_to_number(text, WIDEST, &number) ? (uint32_t)number : 0;
}

uint32_t picture_asked_width(const struct reference *reference)
{
	struct str classes = reference->attributes.classes, one;

	for (const struct attribute *at = reference->attributes.others; at != NULL; at = at->next) {
		if (str_equal_nocase(at->name, S("width")) && number_of(at->value) > 0)
			return number_of(at->value);
	}
	while (str_next_part(&classes, ' ', &one)) {
		if (str_starts(one, S("w-")) && number_of(str_from(one, 2)) > 0)
			return number_of(str_from(one, 2));
	}
	return 0;
}

uint32_t picture_shown_width(const struct config *config, const struct reference *reference)
{
	uint32_t asked = picture_asked_width(reference), column = config->image_column;

	if (column == 0 || reference->kind != REFERENCE_IMAGE)
		return 0;
	if (asked > 0)
		return asked < column ? asked : column;
	return str_has_word(reference->attributes.classes, S("thumbnail")) ? column : 0;
}

void picture_report_active(struct diagnostics *found, const struct site_file *file,
	const struct document *document, const struct reference *reference)
{
	diagnostics_add(found, RULE_HTML_UNSAFE, document->path, reference->place,
		"the image \"" STR_FMT "\" holds a script or a handler, and is not published",
		STR_ARG(file->path))
		->help = S("save it as plain SVG, without scripts, on… attributes and foreign objects");
}

static int compare_widths(const void *left, const void *right)
{
	const uint32_t *a = left, *b = right;

	return *a < *b ? -1 : *a > *b;
}

/* Every page's wishes, by picture; a picture's order doesn't depend on that of wishes. */
static void collect_wishes(struct gallery *gallery)
{
	const struct site *site = gallery->site;
	struct wanted **known = arena_array(site->arena, struct wanted *, site->file_count);

	for (size_t i = 0; i < site->page_count; i++) {
		const struct page *page = site->pages[i];

		for (size_t j = 0; j < page->document->reference_count; j++) {
			struct site_file *file = (struct site_file *)(uintptr_t)page->targets[j].file;
			uint32_t width = page->targets[j].shown_width;
			struct wanted *wanted;

			if (file == NULL || width == 0 || file->url.len == 0)
				continue;
			wanted = known[file->number];
			if (wanted == NULL) {
				wanted = &gallery->items[gallery->count++];
				*wanted = (struct wanted){
					.file = file, .page = page, .reference = &page->document->references[j]};
				known[file->number] = wanted;
			}
			variant_wish_add(&wanted->wish, width);
		}
	}
	for (size_t i = 0; i < gallery->count; i++)
		qsort(gallery->items[i].wish.widths, gallery->items[i].wish.count, sizeof(uint32_t),
			compare_widths);
}

/* The same picture in two places is made once. */
static void find_twins(struct gallery *gallery)
{
	struct arena *arena = gallery->site->arena;
	struct map *known = map_create(arena, gallery->count);

	for (size_t i = 0; i < gallery->count; i++) {
		struct wanted *wanted = &gallery->items[i];
		struct str key = str_concat(arena,
			str_make((const char *)&wanted->file->hash, sizeof(wanted->file->hash)),
			str_make((const char *)wanted->wish.widths,
				wanted->wish.count * sizeof(*wanted->wish.widths)));

		wanted->key = key;
		wanted->twin = map_get(known, key);
		if (wanted->twin == NULL)
			map_add(known, key, wanted);
	}
}

static void load_one(void *context, size_t item, unsigned worker)
{
	struct gallery *gallery = context;
	struct wanted *wanted = gallery->unknown[item];

	if (variants_load(gallery->cache, wanted->file->hash, &wanted->wish, gallery->work->make,
			&gallery->rooms[worker], &wanted->variants))
		wanted->state = STATE_THERE;
}

/* What was loaded before is known still; the cache is asked for the rest. */
static void load_all(struct gallery *gallery)
{
	size_t count = 0;

	gallery->unknown = arena_array(gallery->site->arena, struct wanted *, gallery->count);
	for (size_t i = 0; i < gallery->count; i++) {
		struct wanted *wanted = &gallery->items[i];
		const struct variants *known = file_memory_variants(gallery->site->memory, wanted->key);

		if (known != NULL) {
			wanted->variants = *known;
			wanted->state = STATE_THERE;
		} else if (wanted->twin == NULL) {
			gallery->unknown[count++] = wanted;
		}
	}
	parallel_for(gallery->work->workers, count, load_one, gallery);
}

static void note_done(struct gallery *gallery, int error)
{
	const struct pictures_work *work = gallery->work;

	pthread_mutex_lock(&gallery->lock);
	if (error != 0)
		gallery->error = error;
	gallery->done++;
	if (work->tell != NULL)
		work->tell(work->context, gallery->done, gallery->missing_count);
	pthread_mutex_unlock(&gallery->lock);
}

/* The file as it is now: who changed it since it was hashed gets the new one's versions. */
static int make_variants(struct gallery *gallery, struct wanted *wanted, struct buf *room)
{
	struct buf path = BUF_EMPTY;
	int error;

	buf_add(&path, wanted->file->source);
	buf_add_char(&path, '\0');
	buf_clear(room);
	error = file_read(path.ptr, LIMIT_BYTES, room);
	buf_release(&path);
	if (error != 0 || !hash_equal(hash_bytes(buf_str(room)), wanted->file->hash))
		return 0;
	error = variants_make(
		gallery->cache, buf_str(room), wanted->file->hash, &wanted->wish, &wanted->variants);
	wanted->state = error == 0 ? STATE_THERE : STATE_FAILED;
	return error;
}

static void make_one(void *context, size_t item, unsigned worker)
{
	struct gallery *gallery = context;
	struct wanted *wanted = &gallery->items[gallery->missing[item]];
	uint64_t memory = variants_memory(&wanted->file->picture, &wanted->wish) + wanted->file->size;
	int error = 0;

	budget_take(gallery->budget, memory);
	if (gallery->error == 0)
		error = make_variants(gallery, wanted, &gallery->rooms[worker]);
	/* Kept, it would count for nobody. */
	if (memory > MEMORY / 8)
		buf_release(&gallery->rooms[worker]);
	budget_give(gallery->budget, memory);
	note_done(gallery, error);
}

static void make_missing(struct gallery *gallery)
{
	gallery->missing = arena_array(gallery->site->arena, size_t, gallery->count);
	for (size_t i = 0; i < gallery->count; i++) {
		if (gallery->items[i].state == STATE_MISSING && gallery->items[i].twin == NULL)
			gallery->missing[gallery->missing_count++] = i;
	}
	gallery->budget = budget_create(MEMORY);
	parallel_for_long(gallery->work->workers, gallery->missing_count, make_one, gallery);
	budget_destroy(gallery->budget);
}

static struct variant_list name_variants(
	struct gallery *gallery, struct arena *arena, const struct wanted *wanted)
{
	const struct wanted *made = wanted->twin == NULL ? wanted : wanted->twin;
	struct variant_list list = {
		arena_array(arena, struct site_variant, made->variants.count), made->variants.count};

	for (size_t i = 0; i < list.count; i++) {
		const struct variant *variant = &made->variants.items[i];
		struct str url = file_url(arena, path_name(wanted->file->path), variant->width,
			variant->hash, picture_type_extension(variant->type));

		list.items[i] = (struct site_variant){
			.type = variant->type,
			.width = variant->width,
			.height = variant->height,
			.source = cache_picture_path(arena, gallery->cache, variant->hash),
			.url = url,
			.href = str_concat(arena, gallery->site->base_path, url),
			.size = variant->size,
		};
	}
	return list;
}

static void give_variants(struct gallery *gallery, const struct wanted *wanted)
{
	struct site *site = gallery->site;
	struct str names = site->memory == NULL
						   ? S("")
						   : str_concat3(site->arena, wanted->key, site->base_path,
								 str_concat(site->arena, S(" "), wanted->file->source));
	const struct variant_list *known = file_memory_list(site->memory, names);
	struct variant_list list;

	if (known != NULL) {
		list = *known;
	} else if (site->memory != NULL) {
		list = name_variants(gallery, file_memory_arena(site->memory), wanted);
		file_memory_keep_list(site->memory, names, &list);
	} else {
		list = name_variants(gallery, site->arena, wanted);
	}
	wanted->file->variants = list.items;
	wanted->file->variant_count = list.count;
}

/* What picture_verify sees is for `check` to say. */
static void report_undecodable(
	struct gallery *gallery, const struct wanted *wanted, const char *fault)
{
	diagnostics_add(&gallery->site->found, RULE_IMAGE_UNDECODABLE, wanted->page->document->path,
		wanted->reference->place, "the image \"" STR_FMT "\" can't be decoded: %s",
		STR_ARG(wanted->file->path), fault)
		->help = S("save it anew from its source; it is published as it is");
}

static void finish(struct gallery *gallery)
{
	for (size_t i = 0; i < gallery->count; i++) {
		const struct wanted *wanted = &gallery->items[i];
		const struct wanted *made = wanted->twin == NULL ? wanted : wanted->twin;

		if (made->state != STATE_THERE)
			continue;
		file_memory_keep_variants(gallery->site->memory, made->key, &made->variants);
		if (made->variants.fault[0] != '\0')
			report_undecodable(gallery, wanted, made->variants.fault);
		give_variants(gallery, wanted);
	}
}

static struct wanted *allocate(size_t count)
{
	struct wanted *items = calloc(count + 1, sizeof(*items));

	if (items == NULL)
		fatal_memory();
	return items;
}

int site_take_pictures(struct site *site, struct cache *cache, const struct pictures_work *work)
{
	struct gallery gallery = {
		.site = site,
		.cache = cache,
		.work = work,
		.items = allocate(site->file_count),
		.rooms = arena_array(site->arena, struct buf, work->workers),
		.lock = PTHREAD_MUTEX_INITIALIZER,
	};

	collect_wishes(&gallery);
	find_twins(&gallery);
	load_all(&gallery);
	if (work->make)
		make_missing(&gallery);
	finish(&gallery);
	for (unsigned i = 0; i < work->workers; i++)
		buf_release(&gallery.rooms[i]);
	free(gallery.items);
	return gallery.error;
}

static int compare_copies(const void *left, const void *right)
{
	const struct site_copy *a = left, *b = right;
	int order = str_compare(a->url, b->url);

	return order != 0 ? order : str_compare(a->source, b->source);
}

void site_list_copies(struct site *site)
{
	struct site_copy *copies;
	size_t count = 0, kept = 0;

	for (size_t i = 0; i < site->file_count; i++)
		count += 1 + site->files[i]->variant_count;
	copies = arena_array(site->arena, struct site_copy, count);
	count = 0;
	for (size_t i = 0; i < site->file_count; i++) {
		const struct site_file *file = site->files[i];

		if (file->url.len > 0)
			copies[count++] = (struct site_copy){file->url, file->source, file->size};
		for (size_t j = 0; j < file->variant_count; j++) {
			const struct site_variant *variant = &file->variants[j];

			copies[count++] = (struct site_copy){variant->url, variant->source, variant->size};
		}
	}
	if (count > 0)
		qsort(copies, count, sizeof(*copies), compare_copies);
	for (size_t i = 0; i < count; i++) {
		if (kept == 0 || !str_equal(copies[kept - 1].url, copies[i].url))
			copies[kept++] = copies[i];
	}
	site->copies = copies;
	site->copy_count = kept;
}
