#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "image/jpeg.h"
#include "image/png.h"
#include "image/variants.h"
#include "image/webp.h"
#include "pictures.h"

struct room {
	struct arena *arena;
	char folder[64];
	struct cache cache;
	struct buf bytes, buf;
	struct variants made;
};

static int begin(void **state)
{
	struct room *room = calloc(1, sizeof(*room));

	room->arena = arena_create(4096);
	strcpy(room->folder, "/tmp/portolan-variants-XXXXXX");
	assert_non_null(mkdtemp(room->folder));
	assert_int_equal(cache_open(room->arena, str_of(room->folder), true, &room->cache), 0);
	*state = room;
	return 0;
}

static int end(void **state)
{
	struct room *room = *state;
	size_t removed = 0;

	cache_close(&room->cache);
	cache_clean(room->arena, str_of(room->folder), &removed);
	buf_release(&room->bytes);
	buf_release(&room->buf);
	arena_destroy(room->arena);
	free(room);
	return 0;
}

/* Noise: no encoder makes it small, so every version is worth it. */
static struct raster noise(uint32_t width, uint32_t height)
{
	struct raster raster = raster_make(width, height);
	uint32_t seed = 1;

	for (size_t i = 0; i < (size_t)width * height * PIXEL_BYTES; i++) {
		seed = seed * 1664525 + 1013904223;
		raster.pixels[i] = i % 4 == 3 ? 255 : (uint8_t)(seed >> 24);
	}
	return raster;
}

static struct variant_wish wish_of(uint32_t width)
{
	struct variant_wish wish = {0};

	variant_wish_add(&wish, width);
	return wish;
}

static void make(struct room *room, const struct variant_wish *wish)
{
	assert_int_equal(variants_make(&room->cache, buf_str(&room->bytes),
						 hash_bytes(buf_str(&room->bytes)), wish, &room->made),
		0);
}

/* "png 736x368 webp 736x368 …" of what was made; each is in the cache, and is what it claims. */
static void made_are(struct room *room, const char *expected)
{
	struct buf text = BUF_EMPTY, bytes = BUF_EMPTY;

	for (size_t i = 0; i < room->made.count; i++) {
		const struct variant *item = &room->made.items[i];
		struct picture picture;

		buf_add_format(&text, "%s" STR_FMT " %ux%u", i > 0 ? " " : "",
			STR_ARG(picture_type_extension(item->type)), item->width, item->height);
		assert_true(cache_has_picture(&room->cache, item->hash, item->size, &bytes));
		picture = picture_verify(buf_str(&bytes));
		assert_null(picture.fault);
		assert_int_equal(picture.type, item->type);
		assert_int_equal(picture.width, item->width);
		assert_int_equal(picture.height, item->height);
		assert_in_range(item->size, 1, room->bytes.len * 95 / 100);
	}
	buf_add_char(&text, '\0');
	assert_string_equal(text.ptr, expected);
	buf_release(&text);
	buf_release(&bytes);
}

static void the_column_and_twice_that(void **state)
{
	struct room *room = *state;
	struct raster raster = noise(400, 100);
	struct variant_wish wish = wish_of(100);

	png_encode(&raster, &room->bytes);
	make(room, &wish);
	made_are(room, "png 100x25 png 200x50 webp 100x25 webp 200x50");
	wish = wish_of(300);
	make(room, &wish);
	made_are(room, "png 300x75 webp 300x75 webp 400x100");
	wish = wish_of(500);
	make(room, &wish);
	made_are(room, "webp 400x100");
	variant_wish_add(&wish, 50);
	variant_wish_add(&wish, 50);
	make(room, &wish);
	made_are(room, "png 50x13 png 100x25 webp 50x13 webp 100x25 webp 400x100");
	raster_release(&raster);
}

static void a_turned_photograph_is_made_upright(void **state)
{
	static const char exif[] = "\xff\xe1\0\x22"
							   "Exif\0\0"
							   "II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0\0\0\0\0\0\0";
	struct room *room = *state;
	struct raster raster = noise(100, 400);
	struct buf plain = BUF_EMPTY;
	struct variant_wish wish = wish_of(150);

	jpeg_encode(&raster, 95, &plain);
	buf_add(&room->bytes, str_first(buf_str(&plain), 2));
	buf_add(&room->bytes, str_make(exif, sizeof(exif) - 1));
	buf_add(&room->bytes, str_from(buf_str(&plain), 2));
	make(room, &wish);
	/* Noise as WebP has more bytes. */
	made_are(room, "jpg 150x38 jpg 300x75");
	raster_release(&raster);
	buf_release(&plain);
}

static void a_webp_has_its_own_type_alone(void **state)
{
	struct room *room = *state;
	struct raster raster = noise(400, 100);
	struct variant_wish wish = wish_of(300);

	assert_true(webp_encode(&raster, WEBP_EXACT, &room->bytes));
	make(room, &wish);
	made_are(room, "webp 300x75");
	raster_release(&raster);
}

static void few_colours_stay_exactly_these(void **state)
{
	struct room *room = *state;
	struct raster raster = noise(300, 200);
	struct variant_wish wish = wish_of(300);
	struct buf bytes = BUF_EMPTY;

	/* Black and white noise, as PNG of eight bits: a lossless WebP is smaller. */
	for (size_t i = 0; i < (size_t)300 * 200; i++)
		memset(raster.pixels + i * PIXEL_BYTES, raster.pixels[i * PIXEL_BYTES] < 128 ? 0 : 255, 3);
	png_encode(&raster, &room->bytes);
	while (room->bytes.len < 20000)
		buf_add_char(&room->bytes, '\0');
	make(room, &wish);
	made_are(room, "webp 300x200");
	assert_true(cache_has_picture(
		&room->cache, room->made.items[0].hash, room->made.items[0].size, &bytes));
	assert_memory_equal(bytes.ptr + 12, "VP8L", 4);
	raster_release(&raster);
	buf_release(&bytes);
}

static void what_was_made_is_loaded(void **state)
{
	struct room *room = *state;
	struct raster raster = noise(400, 100);
	struct variant_wish wish = wish_of(100), other = wish_of(101);
	struct variants loaded;
	struct hash hash;

	png_encode(&raster, &room->bytes);
	hash = hash_bytes(buf_str(&room->bytes));
	assert_false(variants_load(&room->cache, hash, &wish, true, &room->buf, &loaded));
	make(room, &wish);
	assert_true(variants_load(&room->cache, hash, &wish, true, &room->buf, &loaded));
	assert_int_equal(loaded.count, room->made.count);
	for (size_t i = 0; i < loaded.count; i++) {
		assert_int_equal(loaded.items[i].type, room->made.items[i].type);
		assert_int_equal(loaded.items[i].width, room->made.items[i].width);
		assert_int_equal(loaded.items[i].height, room->made.items[i].height);
		assert_int_equal(loaded.items[i].size, room->made.items[i].size);
		assert_true(hash_equal(loaded.items[i].hash, room->made.items[i].hash));
	}
	assert_false(variants_load(&room->cache, hash, &other, true, &room->buf, &loaded));
	unlink(str_cstr(
		room->arena, cache_picture_path(room->arena, &room->cache, room->made.items[1].hash)));
	assert_false(variants_load(&room->cache, hash, &wish, true, &room->buf, &loaded));
	assert_false(variants_load(&room->cache, hash, &wish, false, &room->buf, &loaded));
	raster_release(&raster);
}

static void that_nothing_is_worth_it_is_remembered(void **state)
{
	struct room *room = *state;
	struct variant_wish wish = wish_of(100);
	struct variants loaded;

	buf_add_lit(&room->bytes, "GIF89a no picture");
	make(room, &wish);
	made_are(room, "");
	assert_true(variants_load(
		&room->cache, hash_bytes(buf_str(&room->bytes)), &wish, true, &room->buf, &loaded));
	assert_int_equal(loaded.count, 0);
	assert_string_equal(loaded.fault, "");
}

/* A chunk's checksum (PNG, annex D) over its name and content, put behind it. */
static void mend_checksum(char *chunk, size_t length)
{
	uint32_t crc = 0xFFFFFFFF;

	for (size_t i = 4; i < length + 8; i++) {
		crc ^= (unsigned char)chunk[i];
		for (int bit = 0; bit < 8; bit++)
			crc = (crc & 1) != 0 ? 0xEDB88320 ^ crc >> 1 : crc >> 1;
	}
	crc = ~crc;
	for (int i = 0; i < 4; i++)
		chunk[length + 8 + (size_t)i] = (char)(crc >> (24 - 8 * i));
}

static void what_only_decoding_shows_is_a_fault_and_remembered(void **state)
{
	struct room *room = *state;
	struct raster raster = noise(300, 40);
	struct variant_wish wish = wish_of(100);
	struct variants loaded;

	png_encode(&raster, &room->bytes);
	/* Twice as high as there are rows. */
	room->bytes.ptr[23] = 80;
	assert_string_equal(picture_verify(buf_str(&room->bytes)).fault, "a checksum is wrong");
	mend_checksum(room->bytes.ptr + 8, 13);
	assert_null(picture_verify(buf_str(&room->bytes)).fault);
	make(room, &wish);
	assert_int_equal(room->made.count, 0);
	assert_string_equal(room->made.fault, "it ends before its picture");
	assert_true(variants_load(
		&room->cache, hash_bytes(buf_str(&room->bytes)), &wish, true, &room->buf, &loaded));
	assert_string_equal(loaded.fault, room->made.fault);
	raster_release(&raster);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(the_column_and_twice_that),
		CASE(a_turned_photograph_is_made_upright),
		CASE(a_webp_has_its_own_type_alone),
		CASE(few_colours_stay_exactly_these),
		CASE(what_was_made_is_loaded),
		CASE(that_nothing_is_worth_it_is_remembered),
		CASE(what_only_decoding_shows_is_a_fault_and_remembered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
