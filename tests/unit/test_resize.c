#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "image/resize.h"
#include "pictures.h"

static struct raster resized(const struct raster *source, uint32_t width, uint32_t height)
{
	struct resize *resize = resize_begin(source->width, source->height, width, height);

	for (uint32_t y = 0; y < source->height; y++)
		resize_row(resize, raster_row(source, y));
	return resize_end(resize);
}

static void one_colour_stays_that_colour(void **state)
{
	static const uint32_t sizes[][2] = {{1, 1}, {3, 7}, {50, 50}, {99, 2}, {100, 100}};
	struct raster source = fill(100, 100, 12, 130, 251, 255);

	(void)state;
	for (size_t i = 0; i < COUNT(sizes); i++) {
		struct raster small = resized(&source, sizes[i][0], sizes[i][1]);

		for (size_t at = 0; at < (size_t)small.width * small.height; at++)
			assert_memory_equal(small.pixels + at * PIXEL_BYTES, source.pixels, PIXEL_BYTES);
		raster_release(&small);
	}
	raster_release(&source);
}

static void the_same_size_is_the_same_picture(void **state)
{
	struct raster source = draw(33, 21), same = resized(&source, 33, 21);

	(void)state;
	assert_memory_equal(source.pixels, same.pixels, (size_t)33 * 21 * PIXEL_BYTES);
	raster_release(&source);
	raster_release(&same);
}

static void what_is_invisible_lends_no_colour(void **state)
{
	struct raster source = fill(64, 64, 255, 0, 0, 0), small;

	(void)state;
	for (uint32_t y = 0; y < 64; y++) {
		for (uint32_t x = 32; x < 64; x++)
			memcpy(raster_row(&source, y) + x * PIXEL_BYTES, "\0\0\xff\xff", PIXEL_BYTES);
	}
	small = resized(&source, 10, 10);
	for (uint32_t x = 0; x < 10; x++) {
		const uint8_t *at = raster_row(&small, 5) + x * PIXEL_BYTES;

		assert_int_equal(at[0], 0);
		if (at[3] > 0)
			assert_in_range(at[2], 250, 255);
	}
	assert_int_equal(raster_row(&small, 5)[3], 0);
	assert_int_equal(raster_row(&small, 5)[9 * PIXEL_BYTES + 3], 255);
	raster_release(&source);
	raster_release(&small);
}

static void a_picture_stays_in_its_place(void **state)
{
	struct raster source = fill(90, 90, 0, 0, 0, 255), small;
	unsigned sum = 0;

	(void)state;
	/* A white square of a third, in the middle: so it is in the result. */
	for (uint32_t y = 30; y < 60; y++)
		memset(raster_row(&source, y) + 30 * PIXEL_BYTES, 255, 30 * PIXEL_BYTES);
	small = resized(&source, 30, 30);
	for (uint32_t i = 0; i < 30; i++) {
		uint8_t left = raster_row(&small, i)[7 * PIXEL_BYTES];

		assert_int_equal(raster_row(&small, i)[(29 - 7) * PIXEL_BYTES], left);
		assert_int_equal(raster_row(&small, 7)[i * PIXEL_BYTES], left);
		sum += raster_row(&small, 15)[i * PIXEL_BYTES];
	}
	assert_int_equal(raster_row(&small, 15)[15 * PIXEL_BYTES], 255);
	assert_in_range(sum, 10 * 255 - 60, 10 * 255 + 60);
	raster_release(&source);
	raster_release(&small);
}

static void extreme_shapes_have_a_result(void **state)
{
	static const uint32_t sizes[][4] = {
		{100000, 1, 736, 1}, {1, 5000, 1, 10}, {1, 1, 1, 1}, {2, 3, 1, 1}, {7, 1, 6, 1}};

	(void)state;
	for (size_t i = 0; i < COUNT(sizes); i++) {
		struct raster source = fill(sizes[i][0], sizes[i][1], 9, 8, 7, 255);
		struct raster small = resized(&source, sizes[i][2], sizes[i][3]);

		assert_int_equal(small.width, sizes[i][2]);
		assert_memory_equal(small.pixels, "\x09\x08\x07\xff", 4);
		raster_release(&source);
		raster_release(&small);
	}
}

static void rows_that_never_come_are_transparent(void **state)
{
	struct raster source = draw(40, 40), small;
	struct resize *resize = resize_begin(40, 40, 10, 10);

	(void)state;
	for (uint32_t y = 0; y < 30; y++)
		resize_row(resize, raster_row(&source, y));
	small = resize_end(resize);
	assert_int_equal(raster_row(&small, 0)[3], 255);
	assert_int_equal(raster_row(&small, 9)[3], 0);
	raster_release(&source);
	raster_release(&small);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_colour_stays_that_colour),
		cmocka_unit_test(the_same_size_is_the_same_picture),
		cmocka_unit_test(what_is_invisible_lends_no_colour),
		cmocka_unit_test(a_picture_stays_in_its_place),
		cmocka_unit_test(extreme_shapes_have_a_result),
		cmocka_unit_test(rows_that_never_come_are_transparent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
