#ifndef PORTOLAN_IMAGE_DECODE_H
#define PORTOLAN_IMAGE_DECODE_H

/* Any picture's pixels in sRGB, row by row. */

#include "image/picture.h"
#include "image/raster.h"

/* Whether decode_picture knows the type: stills of PNG, JPEG and WebP. */
bool decode_knows(const struct picture *picture);

/*
 * Rows as they are stored: turning is the caller's. A picture may come
 * smaller than it is, and still twice as wide as `wanted` (see jpeg_decode; 0:
 * as it is). NULL, or why it can't be used, maybe after some rows.
 */
const char *decode_picture(struct str bytes, const struct picture *picture, uint32_t wanted,
	const struct pixel_sink *sink);

#endif
