#include "image/exif.h"

#include "image/integers.h"

#define ORIENTATION 0x0112
#define ENTRY       12

unsigned exif_orientation(struct str tiff)
{
	bool little = str_starts(tiff, str_make("II*\0", 4));
	size_t first, count;

	if (tiff.len < 10 || (!little && !str_starts(tiff, str_make("MM\0*", 4))))
		return 1;
	first = little ? little32(tiff, 4) : big32(tiff, 4);
	if (first > tiff.len - 2)
		return 1;
	count = little ? little16(tiff, first) : big16(tiff, first);
	for (size_t i = 0; i < count; i++) {
		size_t at = first + 2 + i * ENTRY;
		uint32_t tag, value;

		if (at + ENTRY > tiff.len)
			return 1;
		tag = little ? little16(tiff, at) : big16(tiff, at);
		value = little ? little16(tiff, at + 8) : big16(tiff, at + 8);
		if (tag == ORIENTATION)
			return value >= 1 && value <= 8 ? value : 1;
	}
	return 1;
}
