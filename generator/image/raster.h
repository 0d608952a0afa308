#ifndef PORTOLAN_IMAGE_RASTER_H
#define PORTOLAN_IMAGE_RASTER_H

/*
 * Pixels in memory, and how they pass from one module of this folder to the
 * next: decoders hand rows to a sink from the top to the bottom, so that a
 * tall picture never lies in memory as a whole; what was made of them is a
 * raster.
 *
 * A pixel is four bytes, red green blue alpha, sRGB (IEC 61966-2-1), colours
 * not multiplied by alpha.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

#define PIXEL_BYTES 4

struct raster {
	uint32_t width, height;
	uint8_t *pixels; /* rows without gaps; on the heap, the raster's owner releases it */
};

struct raster raster_make(uint32_t width, uint32_t height);
void raster_release(struct raster *raster);

static inline uint8_t *raster_row(const struct raster *raster, uint32_t y)
{
	return raster->pixels + (size_t)y * raster->width * PIXEL_BYTES;
}

/* Every pixel's alpha is 255. */
bool raster_is_opaque(const struct raster *raster);

/* Turned and mirrored as Exif's orientation wants it (1 to 8; anything else is 1). */
void raster_turn(struct raster *raster, unsigned orientation);

/* How a decoder's pixels are to be understood; memory is the decoder's. */
struct pixels {
	uint32_t width, height;
	bool ink;           /* cyan magenta yellow black instead of red green blue alpha; 0: none */
	struct str profile; /* ICC, or "" */
	double gamma;       /* of the file (PNG's gAMA, 0.45455 for sRGB); 0: not said */
	double chromaticities[8]; /* white, red, green, blue: x and y; all 0: not said */
};

struct pixel_sink {
	/* Before the first row; false ends the decoding. */
	bool (*begin)(void *context, const struct pixels *pixels);
	/* The next row, `width` pixels; the sink may change it. */
	void (*row)(void *context, uint8_t *row);
	void *context;
};

#endif
