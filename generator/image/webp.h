#ifndef PORTOLAN_IMAGE_WEBP_H
#define PORTOLAN_IMAGE_WEBP_H

/* WebP (RFC 9649) through libwebp and libwebpdemux, which nobody else includes. */

#include "base/buf.h"
#include "image/raster.h"

struct webp_head {
	uint32_t width, height;
	bool animated;
	struct str exif; /* in the file's bytes, or "" */
	const char *fault;
};

/* The chunks; nothing is decompressed. */
struct webp_head webp_look(struct str bytes);

/* Decompress everything; NULL, or why it can't be used. Animations are not decoded. */
const char *webp_verify(struct str bytes);
const char *webp_decode(struct str bytes, const struct pixel_sink *sink);

/* How a file is encoded. */
enum webp_kind {
	WEBP_EXACT, /* lossless: few colours */
	WEBP_SHARP, /* screenshots: high quality, and colours at text's edges kept apart */
	WEBP_PHOTO, /* what a camera saw, and JPEG has smoothed already */
};

/* Append a file. False when the encoder will not: too large for the format. */
bool webp_encode(const struct raster *raster, enum webp_kind kind, struct buf *out);

/* libwebp's version: the bytes of files may change with it. */
unsigned webp_version(void);

#endif
