#ifndef PORTOLAN_IMAGE_PICTURE_H
#define PORTOLAN_IMAGE_PICTURE_H

/*
 * What a picture file is, by its signature whatever its name says: type, size
 * as shown, and whether it is whole. Nothing is decompressed: a picture that
 * claims to be huge costs no memory.
 *
 * Sources: PNG (W3C, third edition) for chunks and their CRCs; JPEG (ITU T.81)
 * for markers, Exif 2.32 for the orientation; GIF89a; WebP (RFC 9649).
 */

#include "base/str.h"

enum picture_type {
	PICTURE_UNKNOWN,
	PICTURE_PNG,
	PICTURE_JPEG,
	PICTURE_GIF,
	PICTURE_WEBP,
	PICTURE_SVG,
};

struct picture {
	enum picture_type type;
	uint32_t width, height; /* as shown, in pixels; 0: not said */
	const char *fault;      /* why it is broken, or NULL */
};

struct picture picture_of(struct str bytes);

/* "PNG"; "" for none. */
struct str picture_type_name(enum picture_type type);

/* The type that a file's extension promises, or PICTURE_UNKNOWN. */
enum picture_type picture_type_of_name(struct str name);

#endif
