#include "image/variants.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "image/colour.h"
#include "image/decode.h"
#include "image/jpeg.h"
#include "image/limits.h"
#include "image/palette.h"
#include "image/png.h"
#include "image/resize.h"
#include "image/webp.h"

/* Grows whenever the same picture is to become other bytes. */
#define GENERATION   1
#define JPEG_QUALITY 82
/* Of a hundred bytes, those that a version may keep. */
#define WORTH 95
/* What libwebp holds for a pixel while it looks for the best lossless form, measured. */
#define ENCODER_BYTES 40
#define TARGETS       (2 * VARIANT_WISHES)

/* One width on its way. Sizes are as the picture is stored, not as it is shown. */
struct target {
	uint32_t width, height;
	struct raster raster;
	struct resize *resize; /* NULL: as it is */
	uint32_t rows;
};

struct workshop {
	struct picture picture;
	size_t source_size;
	struct target targets[TARGETS]; /* from wide to narrow */
	size_t target_count;
	struct palette palette;
	uint32_t row_pixels;
	struct cache *cache;
	struct variants *variants;
	int error;
};

void variant_wish_add(struct variant_wish *wish, uint32_t width)
{
	for (size_t i = 0; i < wish->count; i++) {
		if (wish->widths[i] == width)
			return;
	}
	if (width > 0 && wish->count < VARIANT_WISHES)
		wish->widths[wish->count++] = width;
}

/* The key: everything that decides about the bytes. */
static struct hash key_of(struct hash source, const struct variant_wish *wish)
{
	struct buf text = BUF_EMPTY;
	struct hash key;

	buf_add_format(&text, "%d " HASH_FMT " %x %x %x %x", GENERATION, HASH_ARG(source),
		png_version(), jpeg_version(), webp_version(), colour_version());
	for (size_t i = 0; i < wish->count; i++)
		buf_add_format(&text, " %u", wish->widths[i]);
	key = hash_bytes(buf_str(&text));
	buf_release(&text);
	return key;
}

static void write_record(const struct variants *variants, struct buf *out)
{
	buf_add_format(out, "fault %s\n", variants->fault);
	for (size_t i = 0; i < variants->count; i++) {
		const struct variant *item = &variants->items[i];

		buf_add_format(out, "%d %u %u %" PRIu64 " %016" PRIx64 " %016" PRIx64 "\n", (int)item->type,
			item->width, item->height, item->size, item->hash.high, item->hash.low);
	}
}

/* The next number of a record's line; false at its end. */
static bool next_number(char **line, int base, uint64_t *number)
{
	char *begin = *line;

	*number = strtoull(begin, line, base);
	return *line > begin;
}

static bool read_variant(char *line, struct variant *item)
{
	uint64_t type, width, height;

	if (!next_number(&line, 10, &type) || !next_number(&line, 10, &width) ||
		!next_number(&line, 10, &height) || !next_number(&line, 10, &item->size) ||
		!next_number(&line, 16, &item->hash.high) || !next_number(&line, 16, &item->hash.low) ||
		type <= PICTURE_UNKNOWN || type > PICTURE_SVG)
		return false;
	item->type = (enum picture_type)type;
	item->width = (uint32_t)width;
	item->height = (uint32_t)height;
	return true;
}

/* The record is whole, so what it says was written by write_record. */
static bool read_record(char *text, struct variants *variants)
{
	char *rest = NULL, *line = strtok_r(text, "\n", &rest);

	*variants = (struct variants){0};
	if (line == NULL || strncmp(line, "fault ", 6) != 0)
		return false;
	snprintf(variants->fault, sizeof(variants->fault), "%s", line + 6);
	while ((line = strtok_r(NULL, "\n", &rest)) != NULL) {
		if (variants->count == VARIANTS_MOST ||
			!read_variant(line, &variants->items[variants->count]))
			return false;
		variants->count++;
	}
	return true;
}

bool variants_load(const struct cache *cache, struct hash source, const struct variant_wish *wish,
	bool verify, struct buf *room, struct variants *variants)
{
	buf_clear(room);
	if (!cache_read_record(cache, key_of(source, wish), room))
		return false;
	buf_add_char(room, '\0');
	if (!read_record(room->ptr, variants))
		return false;
	for (size_t i = 0; i < variants->count; i++) {
		const struct variant *item = &variants->items[i];

		if (!cache_has_picture(cache, item->hash, item->size, verify ? room : NULL))
			return false;
	}
	return true;
}

static void add_target(struct workshop *shop, uint32_t shown_width)
{
	const struct picture *picture = &shop->picture;
	uint64_t height =
		((uint64_t)picture->height * shown_width + picture->width / 2) / picture->width;
	struct target target = {.width = shown_width, .height = height == 0 ? 1 : (uint32_t)height};
	size_t at = shop->target_count;

	if ((uint64_t)target.width * target.height > LIMIT_VARIANT)
		return;
	if (picture->orientation >= 5) {
		target.width = target.height;
		target.height = shown_width;
	}
	for (size_t i = 0; i < shop->target_count; i++) {
		if (shop->targets[i].width == target.width && shop->targets[i].height == target.height)
			return;
	}
	while (at > 0 && shop->targets[at - 1].width < target.width) {
		shop->targets[at] = shop->targets[at - 1];
		at--;
	}
	shop->targets[at] = target;
	shop->target_count++;
}

static void choose_targets(struct workshop *shop, const struct variant_wish *wish)
{
	uint32_t own = shop->picture.width;

	for (size_t i = 0; i < wish->count; i++) {
		uint64_t twice = (uint64_t)wish->widths[i] * 2;

		if (wish->widths[i] < own)
			add_target(shop, wish->widths[i]);
		add_target(shop, twice < own ? (uint32_t)twice : own);
	}
}

static bool begin(void *context, const struct pixels *pixels)
{
	struct workshop *shop = context;

	shop->row_pixels = pixels->width;
	for (size_t i = 0; i < shop->target_count; i++) {
		struct target *target = &shop->targets[i];

		if (target->width == pixels->width && target->height == pixels->height)
			target->raster = raster_make(target->width, target->height);
		else
			target->resize =
				resize_begin(pixels->width, pixels->height, target->width, target->height);
	}
	return true;
}

static void take_row(void *context, uint8_t *row)
{
	struct workshop *shop = context;

	palette_add(&shop->palette, row, shop->row_pixels);
	for (size_t i = 0; i < shop->target_count; i++) {
		struct target *target = &shop->targets[i];

		if (target->resize != NULL)
			resize_row(target->resize, row);
		else
			memcpy(raster_row(&target->raster, target->rows++), row,
				(size_t)shop->row_pixels * PIXEL_BYTES);
	}
}

static void finish_targets(struct workshop *shop)
{
	for (size_t i = 0; i < shop->target_count; i++) {
		struct target *target = &shop->targets[i];

		if (target->resize != NULL)
			target->raster = resize_end(target->resize);
		target->resize = NULL;
	}
}

static enum webp_kind webp_kind_of(const struct workshop *shop)
{
	if (shop->picture.type == PICTURE_JPEG)
		return WEBP_PHOTO;
	return shop->palette.full ? WEBP_SHARP : WEBP_EXACT;
}

static bool encode(const struct workshop *shop, const struct raster *raster, enum picture_type type,
	struct buf *out)
{
	switch (type) {
	case PICTURE_PNG: png_encode(raster, out); return true;
	case PICTURE_JPEG: jpeg_encode(raster, JPEG_QUALITY, out); return true;
	default: return webp_encode(raster, webp_kind_of(shop), out);
	}
}

/* The most bytes that a version may have: a little less than what it stands for. */
static uint64_t worth(uint64_t replaced)
{
	return replaced * WORTH / 100;
}

static bool keep(
	struct workshop *shop, const struct raster *raster, enum picture_type type, struct str bytes)
{
	struct variant variant = {type, raster->width, raster->height, bytes.len, hash_bytes(bytes)};
	int error = cache_write_picture(shop->cache, variant.hash, bytes);

	if (error != 0) {
		shop->error = error;
		return false;
	}
	shop->variants->items[shop->variants->count++] = variant;
	return true;
}

/*
 * All widths of one type, from wide to narrow, each smaller than the one before. A WebP
 * must also be smaller than the picture's own type at its width: `others`, by target, 0
 * for none.
 */
static void make_type(struct workshop *shop, enum picture_type type, uint64_t *others)
{
	uint64_t replaced = shop->source_size;
	struct buf bytes = BUF_EMPTY;

	for (size_t i = 0; i < shop->target_count && shop->error == 0; i++) {
		const struct raster *raster = &shop->targets[i].raster;
		uint64_t most = worth(replaced);

		/* In its own type and at its own width there is the picture. */
		if (type == shop->picture.type && raster->width == shop->picture.width)
			continue;
		buf_clear(&bytes);
		if (others[i] > 0 && others[i] < most)
			most = worth(others[i]);
		if (!encode(shop, raster, type, &bytes) || bytes.len > most)
			continue;
		if (keep(shop, raster, type, buf_str(&bytes)))
			replaced = others[i] = bytes.len;
	}
	buf_release(&bytes);
}

static int compare_variants(const void *left, const void *right)
{
	const struct variant *a = left, *b = right;

	if (a->type != b->type)
		return a->type < b->type ? -1 : 1;
	return a->width < b->width ? -1 : a->width > b->width;
}

static void make_all(struct workshop *shop)
{
	uint64_t sizes[TARGETS] = {0};

	for (size_t i = 0; i < shop->target_count; i++)
		raster_turn(&shop->targets[i].raster, shop->picture.orientation);
	if (shop->picture.type != PICTURE_WEBP)
		make_type(shop, shop->picture.type, sizes);
	make_type(shop, PICTURE_WEBP, sizes);
	qsort(shop->variants->items, shop->variants->count, sizeof(*shop->variants->items),
		compare_variants);
}

/* How wide a row must still be for the widest target. */
static uint32_t row_wanted(const struct workshop *shop)
{
	return shop->target_count == 0 ? 1 : shop->targets[0].width;
}

static void work(struct workshop *shop, struct str bytes)
{
	struct pixel_sink sink = {begin, take_row, shop};
	const char *fault;

	if (shop->target_count == 0)
		return;
	palette_begin(&shop->palette);
	fault = decode_picture(bytes, &shop->picture, row_wanted(shop), &sink);
	finish_targets(shop);
	if (fault == NULL)
		make_all(shop);
	else if (picture_verify(bytes).fault == NULL)
		snprintf(shop->variants->fault, sizeof(shop->variants->fault), "%s", fault);
	for (size_t i = 0; i < shop->target_count; i++)
		raster_release(&shop->targets[i].raster);
}

int variants_make(struct cache *cache, struct str bytes, struct hash source,
	const struct variant_wish *wish, struct variants *variants)
{
	struct workshop *shop = calloc(1, sizeof(*shop));
	struct buf record = BUF_EMPTY;
	int error;

	if (shop == NULL)
		return ENOMEM;
	*variants = (struct variants){0};
	shop->picture = picture_look(bytes);
	shop->source_size = bytes.len;
	shop->cache = cache;
	shop->variants = variants;
	if (shop->picture.fault == NULL && decode_knows(&shop->picture)) {
		choose_targets(shop, wish);
		work(shop, bytes);
	}
	error = shop->error;
	free(shop);
	if (error != 0)
		return error;
	write_record(variants, &record);
	error = cache_write_record(cache, key_of(source, wish), buf_str(&record));
	buf_release(&record);
	return error;
}

uint64_t variants_memory(const struct picture *picture, const struct variant_wish *wish)
{
	uint64_t pixels = (uint64_t)picture->width * picture->height, held = pixels, largest = 0;

	if (held > LIMIT_HELD)
		held = LIMIT_HELD;
	for (size_t i = 0; i < wish->count; i++) {
		uint64_t width = (uint64_t)wish->widths[i] * 2, made;

		if (picture->width == 0)
			break;
		width = width < picture->width ? width : picture->width;
		made = width * (width * picture->height / picture->width);
		made = made < LIMIT_VARIANT ? made : LIMIT_VARIANT;
		held += made * 2;
		largest = made > largest ? made : largest;
	}
	return held * PIXEL_BYTES + largest * ENCODER_BYTES;
}
