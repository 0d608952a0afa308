#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "image/palette.h"
#include "pictures.h"

/* Two by three pixels, told apart by their red: 1 2 / 3 4 / 5 6. */
static struct raster six(void)
{
	struct raster raster = fill(2, 3, 0, 0, 0, 255);

	for (uint8_t i = 0; i < 6; i++)
		raster.pixels[i * PIXEL_BYTES] = (uint8_t)(i + 1);
	return raster;
}

static void orientations_turn_as_exif_says(void **state)
{
	static const struct {
		unsigned orientation;
		uint32_t width, height;
		const char *reds;
	} rows[] = {
		{1, 2, 3, "123456"},
		{2, 2, 3, "214365"},
		{3, 2, 3, "654321"},
		{4, 2, 3, "563412"},
		{5, 3, 2, "135246"},
		{6, 3, 2, "531642"},
		{7, 3, 2, "642531"},
		{8, 3, 2, "246135"},
		{9, 2, 3, "123456"},
		{0, 2, 3, "123456"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct raster raster = six();

		raster_turn(&raster, rows[i].orientation);
		assert_int_equal(raster.width, rows[i].width);
		assert_int_equal(raster.height, rows[i].height);
		for (size_t at = 0; at < 6; at++)
			assert_int_equal(raster.pixels[at * PIXEL_BYTES], rows[i].reds[at] - '0');
		raster_release(&raster);
	}
}

static void one_transparent_pixel_is_not_opaque(void **state)
{
	struct raster raster = fill(9, 9, 1, 2, 3, 255);

	(void)state;
	assert_true(raster_is_opaque(&raster));
	raster.pixels[80 * PIXEL_BYTES + 3] = 254;
	assert_false(raster_is_opaque(&raster));
	raster_release(&raster);
}

static void a_palette_counts_up_to_256_colours(void **state)
{
	struct raster raster = fill(257, 1, 0, 0, 0, 255);
	struct palette palette;

	(void)state;
	for (unsigned i = 0; i < 257; i++) {
		raster.pixels[i * PIXEL_BYTES] = (uint8_t)i;
		raster.pixels[i * PIXEL_BYTES + 1] = (uint8_t)(i >> 8);
	}
	palette_begin(&palette);
	palette_add(&palette, raster.pixels, 256);
	palette_add(&palette, raster.pixels, 256);
	assert_false(palette.full);
	assert_int_equal(palette.count, 256);
	for (unsigned i = 0; i < 256; i++)
		assert_int_equal(palette_index(&palette, raster.pixels + i * PIXEL_BYTES), i);
	palette_add(&palette, raster.pixels, 257);
	assert_true(palette.full);
	raster_release(&raster);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(orientations_turn_as_exif_says),
		cmocka_unit_test(one_transparent_pixel_is_not_opaque),
		cmocka_unit_test(a_palette_counts_up_to_256_colours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
