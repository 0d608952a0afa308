#ifndef PORTOLAN_IMAGE_GIF_H
#define PORTOLAN_IMAGE_GIF_H

/* GIF87a and GIF89a by their blocks; the pictures in them stay compressed. */

#include "base/str.h"

struct gif_head {
	uint32_t width, height; /* of the screen that frames are drawn on */
	uint32_t frames;
	const char *fault;
};

/* `bytes` begins with the signature. */
struct gif_head gif_look(struct str bytes);

#endif
