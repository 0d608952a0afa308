#include "image/webp.h"

#include <stdlib.h>
#include <webp/decode.h>
#include <webp/demux.h>
#include <webp/encode.h>

#include "image/limits.h"

static struct str chunk(const WebPDemuxer *demuxer, struct str bytes, const char *name)
{
	WebPChunkIterator found;
	struct str payload = S("");

	if (WebPDemuxGetChunk(demuxer, name, 1, &found)) {
		size_t at = (size_t)((const char *)found.chunk.bytes - bytes.ptr);

		payload = str_make(bytes.ptr + at, found.chunk.size);
		WebPDemuxReleaseChunkIterator(&found);
	}
	return payload;
}

struct webp_head webp_look(struct str bytes)
{
	WebPData data = {(const uint8_t *)bytes.ptr, bytes.len};
	WebPDemuxState state;
	WebPDemuxer *demuxer = WebPDemuxPartial(&data, &state);
	struct webp_head head = {.fault = "its chunks are broken"};

	if (demuxer == NULL || state < WEBP_DEMUX_PARSED_HEADER) {
		WebPDemuxDelete(demuxer);
		return head;
	}
	head.width = WebPDemuxGetI(demuxer, WEBP_FF_CANVAS_WIDTH);
	head.height = WebPDemuxGetI(demuxer, WEBP_FF_CANVAS_HEIGHT);
	head.animated = (WebPDemuxGetI(demuxer, WEBP_FF_FORMAT_FLAGS) & ANIMATION_FLAG) != 0;
	head.fault = state == WEBP_DEMUX_DONE ? NULL : "it ends before its end";
	if (head.animated && WebPDemuxGetI(demuxer, WEBP_FF_FRAME_COUNT) > LIMIT_PARTS)
		head.fault = "it has more frames than any picture should";
	head.exif = chunk(demuxer, bytes, "EXIF");
	WebPDemuxDelete(demuxer);
	return head;
}

static struct str profile_of(struct str bytes)
{
	WebPData data = {(const uint8_t *)bytes.ptr, bytes.len};
	WebPDemuxer *demuxer = WebPDemux(&data);
	struct str profile = demuxer == NULL ? S("") : chunk(demuxer, bytes, "ICCP");

	WebPDemuxDelete(demuxer);
	return profile;
}

const char *webp_decode(struct str bytes, const struct pixel_sink *sink)
{
	const struct webp_head head = webp_look(bytes);
	struct pixels pixels = {.width = head.width, .height = head.height};
	struct raster raster;
	size_t size = (size_t)head.width * head.height * PIXEL_BYTES;
	bool whole;

	if (head.fault != NULL)
		return head.fault;
	if ((uint64_t)head.width * head.height > LIMIT_HELD)
		return "it is larger than any picture should be";
	raster = raster_make(head.width, head.height);
	whole = WebPDecodeRGBAInto((const uint8_t *)bytes.ptr, bytes.len, raster.pixels, size,
				(int)head.width * PIXEL_BYTES) != NULL;
	pixels.profile = profile_of(bytes);
	if (whole && sink->begin(sink->context, &pixels)) {
		for (uint32_t y = 0; y < raster.height; y++)
			sink->row(sink->context, raster_row(&raster, y));
	}
	raster_release(&raster);
	return whole ? NULL : "its data is broken";
}

static bool begin_nothing(void *context, const struct pixels *pixels)
{
	(void)context;
	(void)pixels;
	return false;
}

const char *webp_verify(struct str bytes)
{
	struct webp_head head = webp_look(bytes);

	if (head.fault != NULL || head.animated)
		return head.fault;
	return webp_decode(bytes, &(struct pixel_sink){begin_nothing, NULL, NULL});
}

static int on_write(const uint8_t *bytes, size_t count, const WebPPicture *picture)
{
	buf_add(picture->custom_ptr, str_make((const char *)bytes, count));
	return 1;
}

/* The settings of vips's webpsave: lossless; Q=90,smart_subsample; Q=82; effort 4 for all. */
static bool configure(WebPConfig *config, enum webp_kind kind)
{
	if (!WebPConfigInit(config))
		return false;
	config->method = 4;
	config->lossless = kind == WEBP_EXACT;
	config->quality = kind == WEBP_EXACT ? 75 : kind == WEBP_SHARP ? 90 : 82;
	config->use_sharp_yuv = kind == WEBP_SHARP;
	return WebPValidateConfig(config) != 0;
}

bool webp_encode(const struct raster *raster, enum webp_kind kind, struct buf *out)
{
	WebPConfig config;
	WebPPicture picture;
	size_t before = out->len;
	bool good;

	if (!configure(&config, kind) || !WebPPictureInit(&picture) ||
		raster->width > WEBP_MAX_DIMENSION || raster->height > WEBP_MAX_DIMENSION)
		return false;
	picture.use_argb = kind != WEBP_PHOTO;
	picture.width = (int)raster->width;
	picture.height = (int)raster->height;
	picture.writer = on_write;
	picture.custom_ptr = out;
	good = WebPPictureImportRGBA(&picture, raster->pixels, (int)raster->width * PIXEL_BYTES) != 0 &&
		   WebPEncode(&config, &picture) != 0;
	WebPPictureFree(&picture);
	if (!good)
		out->len = before;
	return good;
}

unsigned webp_version(void)
{
	return (unsigned)WebPGetEncoderVersion();
}
