#include "image/raster.h"

#include <stdlib.h>
#include <string.h>

#include "base/fatal.h"

struct raster raster_make(uint32_t width, uint32_t height)
{
	struct raster raster = {width, height, calloc((size_t)width * height, PIXEL_BYTES)};

	if (raster.pixels == NULL)
		fatal_memory();
	return raster;
}

void raster_release(struct raster *raster)
{
	free(raster->pixels);
	*raster = (struct raster){0};
}

bool raster_is_opaque(const struct raster *raster)
{
	size_t count = (size_t)raster->width * raster->height;

	for (size_t i = 0; i < count; i++) {
		if (raster->pixels[i * PIXEL_BYTES + 3] != 255)
			return false;
	}
	return true;
}

/*
 * Exif 2.32, tag 0x0112: which side of what is stored is the shown picture's
 * top and left. (x, y) is a place of the shown picture, the result one of the
 * stored.
 */
static size_t stored_at(const struct raster *stored, unsigned orientation, uint32_t x, uint32_t y)
{
	uint32_t right = stored->width - 1, bottom = stored->height - 1, column = x, row = y;

	switch (orientation) {
	case 2: column = right - x; break;
	case 3:
		column = right - x;
		row = bottom - y;
		break;
	case 4: row = bottom - y; break;
	case 5:
		column = y;
		row = x;
		break;
	case 6:
		column = y;
		row = bottom - x;
		break;
	case 7:
		column = right - y;
		row = bottom - x;
		break;
	case 8:
		column = right - y;
		row = x;
		break;
	default: break;
	}
	return (size_t)row * stored->width + column;
}

void raster_turn(struct raster *raster, unsigned orientation)
{
	bool quarter = orientation >= 5 && orientation <= 8;
	struct raster shown;

	if (orientation < 2 || orientation > 8)
		return;
	shown = quarter ? raster_make(raster->height, raster->width)
					: raster_make(raster->width, raster->height);
	for (uint32_t y = 0; y < shown.height; y++) {
		uint8_t *row = raster_row(&shown, y);

		for (uint32_t x = 0; x < shown.width; x++)
			memcpy(row + (size_t)x * PIXEL_BYTES,
				raster->pixels + stored_at(raster, orientation, x, y) * PIXEL_BYTES, PIXEL_BYTES);
	}
	raster_release(raster);
	*raster = shown;
}
