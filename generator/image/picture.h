#ifndef PORTOLAN_IMAGE_PICTURE_H
#define PORTOLAN_IMAGE_PICTURE_H

/*
 * What a picture file is, by its signature whatever its name says: type, size
 * as shown, and whether it is whole.
 *
 * Sources: PNG (W3C, third edition); JPEG (ITU T.81) with Exif 2.32 for the
 * orientation; GIF89a; WebP (RFC 9649); SVG 2 (W3C).
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
	unsigned orientation;   /* Exif's, 1 to 8: how what is stored is turned to be shown */
	bool animated;
	bool active;       /* an SVG that would run something */
	bool huge;         /* more pixels than anybody decodes */
	const char *fault; /* why it is broken, or NULL */
};

/* By the file's head: nothing is decompressed, no memory is taken. Some faults are seen. */
struct picture picture_look(struct str bytes);

/*
 * The same, and all that can be found wrong in reasonable time: every chunk of
 * a PNG by its checksum, all of a JPEG's and a WebP's data by decompressing it.
 */
struct picture picture_verify(struct str bytes);

/* "PNG"; "" for none. */
struct str picture_type_name(enum picture_type type);

/* "png", "jpg", "webp" …: of files that we name; "" for none. */
struct str picture_type_extension(enum picture_type type);

/* The type that a file's extension promises, or PICTURE_UNKNOWN. */
enum picture_type picture_type_of_name(struct str name);

#endif
