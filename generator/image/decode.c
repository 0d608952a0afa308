#include "image/decode.h"

#include "image/colour.h"
#include "image/jpeg.h"
#include "image/png.h"
#include "image/webp.h"

/* Between a decoder and the caller: rows are given the right colours. */
struct filter {
	const struct pixel_sink *sink;
	struct colour *colour; /* or NULL */
};

static bool begin(void *context, const struct pixels *pixels)
{
	struct filter *filter = context;

	filter->colour = colour_begin(pixels);
	return filter->sink->begin(filter->sink->context, pixels);
}

static void take_row(void *context, uint8_t *row)
{
	struct filter *filter = context;

	if (filter->colour != NULL)
		colour_row(filter->colour, row);
	filter->sink->row(filter->sink->context, row);
}

bool decode_knows(const struct picture *picture)
{
	return !picture->animated && !picture->huge &&
		   (picture->type == PICTURE_PNG || picture->type == PICTURE_JPEG ||
			   picture->type == PICTURE_WEBP);
}

const char *decode_picture(
	struct str bytes, const struct picture *picture, uint32_t wanted, const struct pixel_sink *sink)
{
	struct filter filter = {.sink = sink};
	struct pixel_sink between = {begin, take_row, &filter};
	const char *fault = NULL;

	switch (picture->type) {
	case PICTURE_PNG: fault = png_decode(bytes, &between); break;
	case PICTURE_JPEG: fault = jpeg_decode(bytes, wanted, &between); break;
	case PICTURE_WEBP: fault = webp_decode(bytes, &between); break;
	default: break;
	}
	colour_end(filter.colour);
	return fault;
}
