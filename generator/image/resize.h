#ifndef PORTOLAN_IMAGE_RESIZE_H
#define PORTOLAN_IMAGE_RESIZE_H

/*
 * A smaller picture from rows as they come: Lanczos with three lobes, stretched
 * to the source's scale (Duchon, "Lanczos Filtering in One and Two Dimensions",
 * 1979), along rows and then along columns. Colours are multiplied by alpha
 * meanwhile, so that what is invisible lends no colour to its neighbours; at
 * the edges the outermost pixel is repeated. All of that is as libvips does it,
 * which the tests compare with.
 *
 * It holds the result and as many rows as one result row needs (six times the
 * scale), not the source.
 */

#include "image/raster.h"

struct resize;

/* No size is 0, and the result is nowhere larger than the source. */
struct resize *resize_begin(uint32_t width, uint32_t height, uint32_t to_width, uint32_t to_height);

/* The next row of the source, `width` pixels. Rows after the last are ignored. */
void resize_row(struct resize *resize, const uint8_t *row);

/* The result, which is the caller's; `resize` is gone. Rows that never came are transparent. */
struct raster resize_end(struct resize *resize);

#endif
