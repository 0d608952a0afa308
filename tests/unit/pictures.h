#ifndef PORTOLAN_TEST_PICTURES_H
#define PORTOLAN_TEST_PICTURES_H

/* Pictures for tests, drawn here and encoded by our own modules or by the libraries. */

#include "image/raster.h"

/* Gradients, thin lines and a disc: something of everything that a filter could spoil. */
static inline struct raster draw(uint32_t width, uint32_t height)
{
	struct raster raster = raster_make(width, height);

	for (uint32_t y = 0; y < height; y++) {
		uint8_t *at = raster_row(&raster, y);

		for (uint32_t x = 0; x < width; x++, at += PIXEL_BYTES) {
			bool line = x % 16 == 0 || y % 16 == 0;
			bool disc =
				(x - width / 2.0) * (x - width / 2.0) + (y - height / 2.0) * (y - height / 2.0) <
				width * (double)height / 16;

			at[0] = (uint8_t)(line ? 20 : x * 255 / width);
			at[1] = (uint8_t)(disc ? 230 : y * 255 / height);
			at[2] = (uint8_t)((x + y) * 255 / (width + height));
			at[3] = 255;
		}
	}
	return raster;
}

/* One colour all over. */
static inline struct raster fill(
	uint32_t width, uint32_t height, uint8_t red, uint8_t green, uint8_t blue, uint8_t alpha)
{
	struct raster raster = raster_make(width, height);

	for (size_t i = 0; i < (size_t)width * height; i++) {
		uint8_t *at = raster.pixels + i * PIXEL_BYTES;

		at[0] = red;
		at[1] = green;
		at[2] = blue;
		at[3] = alpha;
	}
	return raster;
}

#endif
