#include "image/jpeg.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

#include <jerror.h>

#include "base/fatal.h"
#include "image/limits.h"

#define PROFILE_MARKER (JPEG_APP0 + 2)
/* Libjpeg's own memory: coefficients of a progressive picture. */
#define MOST_MEMORY ((long)128 * 1024 * 1024)

/* What a callback sees; `manager` comes first, so that libjpeg's pointer is ours. */
struct session {
	struct jpeg_error_mgr manager;
	struct jpeg_progress_mgr progress;
	const char *message;
	jmp_buf failed;
};

static const char *fault_of(int code)
{
	switch (code) {
	case JWRN_JPEG_EOF:
	case JERR_INPUT_EMPTY: return "it ends before its end";
	case JERR_OUT_OF_MEMORY:
	case JERR_NO_BACKING_STORE:
	case JERR_IMAGE_TOO_BIG:
	case JERR_WIDTH_OVERFLOW: return "it is larger than any picture should be";
	default: return "its data is broken";
	}
}

_Noreturn static void fail(struct session *session, const char *message)
{
	if (session->message == NULL)
		session->message = message;
	longjmp(session->failed, 1);
}

static void on_error(j_common_ptr info)
{
	fail((struct session *)info->err, fault_of(info->err->msg_code));
}

/* Negative levels are warnings: something is broken, and grey would be shown in its place. */
static void on_message(j_common_ptr info, int level)
{
	if (level < 0 && info->err->msg_code != JWRN_ADOBE_XFORM)
		fail((struct session *)info->err, fault_of(info->err->msg_code));
}

static void on_progress(j_common_ptr info)
{
	if (info->is_decompressor && ((j_decompress_ptr)info)->input_scan_number > LIMIT_SCANS)
		fail((struct session *)info->err, "it has more passes than any picture should");
}

static void session_begin(struct session *session)
{
	jpeg_std_error(&session->manager);
	session->manager.error_exit = on_error;
	session->manager.emit_message = on_message;
	session->progress.progress_monitor = on_progress;
}

static void open_reader(
	struct session *session, struct jpeg_decompress_struct *info, struct str bytes)
{
	info->progress = &session->progress;
	info->mem->max_memory_to_use = MOST_MEMORY;
	jpeg_mem_src(info, (const unsigned char *)bytes.ptr, bytes.len);
	jpeg_save_markers(info, PROFILE_MARKER, 0xFFFF);
	jpeg_read_header(info, TRUE);
	if ((uint64_t)info->image_width * info->image_height > LIMIT_PIXELS)
		fail(session, "it is larger than any picture should be");
}

/* How many times smaller it may come, to be twice as large as wanted at least. */
static unsigned reduction(uint32_t width, uint32_t wanted)
{
	uint32_t times = wanted == 0 ? 1 : width / wanted;

	return times >= 16 ? 8 : times >= 8 ? 4 : times >= 4 ? 2 : 1;
}

static bool has_ink(const struct jpeg_decompress_struct *info)
{
	return info->jpeg_color_space == JCS_CMYK || info->jpeg_color_space == JCS_YCCK;
}

static void read_pixels(
	struct jpeg_decompress_struct *info, unsigned smaller, const struct pixel_sink *sink)
{
	struct pixels pixels = {.ink = has_ink(info)};
	JSAMPARRAY row;
	JOCTET *profile = NULL;
	unsigned length = 0;

	info->scale_num = 1;
	info->scale_denom = smaller;
	info->out_color_space = pixels.ink ? JCS_CMYK : JCS_EXT_RGBA;
	/* Memory of libjpeg's pool, so that it goes whichever way this ends. */
	if (jpeg_read_icc_profile(info, &profile, &length)) {
		char *copy = info->mem->alloc_large((j_common_ptr)info, JPOOL_IMAGE, length);

		memcpy(copy, profile, length);
		free(profile);
		pixels.profile = str_make(copy, length);
	}
	jpeg_start_decompress(info);
	pixels.width = info->output_width;
	pixels.height = info->output_height;
	row = info->mem->alloc_sarray(
		(j_common_ptr)info, JPOOL_IMAGE, info->output_width * PIXEL_BYTES, 1);
	if (!sink->begin(sink->context, &pixels))
		return;
	while (info->output_scanline < info->output_height) {
		jpeg_read_scanlines(info, row, 1);
		/* Adobe's programs write ink the other way round, and say that it is theirs. */
		for (size_t i = 0; pixels.ink && info->saw_Adobe_marker && i < pixels.width * 4u; i++)
			row[0][i] = (JSAMPLE)(255 - row[0][i]);
		sink->row(sink->context, row[0]);
	}
	jpeg_finish_decompress(info);
}

static const char *decode(
	struct str bytes, uint32_t wanted, unsigned smaller, const struct pixel_sink *sink)
{
	struct jpeg_decompress_struct info = {0};
	struct session session = {0};

	session_begin(&session);
	info.err = &session.manager;
	if (setjmp(session.failed) == 0) {
		jpeg_create_decompress(&info);
		open_reader(&session, &info, bytes);
		read_pixels(&info, smaller > 0 ? smaller : reduction(info.image_width, wanted), sink);
	}
	jpeg_destroy_decompress(&info);
	return session.message;
}

static bool begin_nothing(void *context, const struct pixels *pixels)
{
	(void)context;
	(void)pixels;
	return true;
}

static void take_nothing(void *context, uint8_t *row)
{
	(void)context;
	(void)row;
}

const char *jpeg_verify(struct str bytes)
{
	return decode(bytes, 0, 8, &(struct pixel_sink){begin_nothing, take_nothing, NULL});
}

const char *jpeg_decode(struct str bytes, uint32_t wanted, const struct pixel_sink *sink)
{
	return decode(bytes, wanted, 0, sink);
}

static void write_picture(
	struct jpeg_compress_struct *info, const struct raster *raster, int quality)
{
	info->image_width = raster->width;
	info->image_height = raster->height;
	info->input_components = PIXEL_BYTES;
	info->in_color_space = JCS_EXT_RGBX;
	jpeg_set_defaults(info);
	jpeg_set_quality(info, quality, TRUE);
	info->optimize_coding = TRUE;
	jpeg_start_compress(info, TRUE);
	while (info->next_scanline < info->image_height) {
		JSAMPROW row = raster_row(raster, info->next_scanline);

		jpeg_write_scanlines(info, &row, 1);
	}
	jpeg_finish_compress(info);
}

void jpeg_encode(const struct raster *raster, int quality, struct buf *out)
{
	struct jpeg_compress_struct info = {0};
	struct session session = {0};
	unsigned char *bytes = NULL;
	unsigned long length = 0;

	session_begin(&session);
	info.err = &session.manager;
	/* What libjpeg can find wrong here is no memory, or a defect of ours. */
	if (setjmp(session.failed) != 0)
		abort();
	jpeg_create_compress(&info);
	jpeg_mem_dest(&info, &bytes, &length);
	write_picture(&info, raster, quality);
	buf_add(out, str_make((const char *)bytes, length));
	jpeg_destroy_compress(&info);
	free(bytes);
}

unsigned jpeg_version(void)
{
	return LIBJPEG_TURBO_VERSION_NUMBER;
}
