#include "image/palette.h"

#include <string.h>

void palette_begin(struct palette *palette)
{
	palette->count = 0;
	palette->full = false;
	memset(palette->slots, 0, sizeof(palette->slots));
}

/* Where a colour is, or would be. The multiplier is 2^32 over the golden ratio (Knuth, 6.4). */
static size_t find(const struct palette *palette, uint32_t colour)
{
	size_t slot = colour * 2654435769u >> 22;

	while (palette->slots[slot] != 0 && palette->colours[palette->slots[slot] - 1] != colour)
		slot = (slot + 1) % PALETTE_SLOTS;
	return slot;
}

static void add_colour(struct palette *palette, uint32_t colour)
{
	size_t slot = find(palette, colour);

	if (palette->slots[slot] != 0)
		return;
	if (palette->count == PALETTE_MOST) {
		palette->full = true;
		return;
	}
	palette->colours[palette->count++] = colour;
	palette->slots[slot] = (uint16_t)palette->count;
}

void palette_add(struct palette *palette, const uint8_t *row, uint32_t width)
{
	uint32_t last = 0;

	for (uint32_t x = 0; x < width && !palette->full; x++, row += PIXEL_BYTES) {
		uint32_t colour;

		memcpy(&colour, row, sizeof(colour));
		if (x == 0 || colour != last)
			add_colour(palette, colour);
		last = colour;
	}
}

uint8_t palette_index(const struct palette *palette, const uint8_t *pixel)
{
	uint32_t colour;

	memcpy(&colour, pixel, sizeof(colour));
	return (uint8_t)(palette->slots[find(palette, colour)] - 1);
}
