#ifndef PORTOLAN_IMAGE_PALETTE_H
#define PORTOLAN_IMAGE_PALETTE_H

/* The different pixels of a picture, as long as they are few. */

#include "image/raster.h"

#define PALETTE_MOST  256
#define PALETTE_SLOTS 1024 /* a power of two, well over the colours */

struct palette {
	uint32_t colours[PALETTE_MOST]; /* four bytes as they lie in memory, by first use */
	size_t count;
	bool full;                     /* there are more */
	uint16_t slots[PALETTE_SLOTS]; /* index and one, by hash; 0: free */
};

void palette_begin(struct palette *palette);

/* Once it is full, further rows cost nothing. */
void palette_add(struct palette *palette, const uint8_t *row, uint32_t width);

/* Of a pixel that was added; the palette isn't full. */
uint8_t palette_index(const struct palette *palette, const uint8_t *pixel);

#endif
