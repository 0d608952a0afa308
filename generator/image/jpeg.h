#ifndef PORTOLAN_IMAGE_JPEG_H
#define PORTOLAN_IMAGE_JPEG_H

/*
 * JPEG (ITU T.81) through libjpeg-turbo, which nobody else includes. Its
 * errors end here: functions return why a file can't be used, or NULL. What
 * libjpeg only warns of, for it shows something all the same, is an error too.
 */

#include "base/buf.h"
#include "image/raster.h"

/* Decompress everything at an eighth of the size. */
const char *jpeg_verify(struct str bytes);

/*
 * As stored: turning is the caller's. When the result is to be no larger than
 * `wanted` (0: unlimited) along the rows, the sink may be told of a picture 2, 4
 * or 8 times smaller, and still twice as large as wanted: libjpeg then leaves
 * out the coefficients that nobody would see.
 */
const char *jpeg_decode(struct str bytes, uint32_t wanted, const struct pixel_sink *sink);

/* Append a file of this quality (1 to 100) over what is opaque. */
void jpeg_encode(const struct raster *raster, int quality, struct buf *out);

/* libjpeg-turbo's version: the bytes of files may change with it. */
unsigned jpeg_version(void);

#endif
