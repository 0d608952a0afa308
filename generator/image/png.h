#ifndef PORTOLAN_IMAGE_PNG_H
#define PORTOLAN_IMAGE_PNG_H

/*
 * PNG (W3C, third edition) through libpng, which nobody else includes. Its
 * errors end here: functions return why a file can't be used, or NULL.
 */

#include "base/buf.h"
#include "image/raster.h"

/* Every chunk's checksum and order; nothing is decompressed. */
const char *png_verify(struct str bytes);

/* Eight bits a channel, every palette and depth resolved. */
const char *png_decode(struct str bytes, const struct pixel_sink *sink);

/* Append a file: a palette when the raster has at most 256 colours, no alpha when it needs none. */
void png_encode(const struct raster *raster, struct buf *out);

/* libpng's version: the bytes of files may change with it. */
unsigned png_version(void);

#endif
