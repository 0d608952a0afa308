#include "image/png.h"

#include <png.h>
#include <setjmp.h>
#include <stdlib.h>

#include "image/limits.h"
#include "image/palette.h"

/* A compressed chunk (a colour profile) may become this long. */
#define LARGEST_CHUNK ((size_t)4 * 1024 * 1024)
#define MOST_CHUNKS   1000
/* zlib's own default; more takes twice the time for a hundredth of the bytes. */
#define LEVEL 6

/* What a libpng callback sees. `message` is static text. */
struct session {
	struct str bytes;
	size_t at;
	struct buf *out;
	const char *message;
	jmp_buf failed;
};

/* libpng's messages have no end of life: those that say something to a person are kept by word. */
static const char *fault_of(const char *message)
{
	static const struct {
		const char *word, *fault;
	} rows[] = {
		{"Read Error", "it ends before its end"},
		{"CRC", "a checksum is wrong"},
		{"Not enough image data", "it ends before its picture"},
		{"IHDR", "its header is broken"},
		{"PLTE", "its palette is broken"},
		{"limit", "it is larger than any picture should be"},
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		if (strstr(message, rows[i].word) != NULL)
			return rows[i].fault;
	}
	return "its data is broken";
}

_Noreturn static void on_error(png_structp png, png_const_charp message)
{
	struct session *session = png_get_error_ptr(png);

	if (session->message == NULL)
		session->message = fault_of(message);
	longjmp(session->failed, 1);
}

/* Odd ancillary chunks are common, and show nothing. */
static void on_warning(png_structp png, png_const_charp message)
{
	(void)png;
	(void)message;
}

static void on_read(png_structp png, png_bytep into, size_t count)
{
	struct session *session = png_get_io_ptr(png);

	if (count > session->bytes.len - session->at)
		png_error(png, "Read Error");
	memcpy(into, session->bytes.ptr + session->at, count);
	session->at += count;
}

static void on_write(png_structp png, png_bytep bytes, size_t count)
{
	struct session *session = png_get_io_ptr(png);

	buf_add(session->out, str_make((const char *)bytes, count));
}

static void on_flush(png_structp png)
{
	(void)png;
}

static png_structp open_reader(struct session *session)
{
	png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, session, on_error, on_warning);

	if (png == NULL)
		return NULL;
	png_set_read_fn(png, session, on_read);
	png_set_user_limits(png, LIMIT_SIDE, LIMIT_SIDE);
	png_set_chunk_cache_max(png, MOST_CHUNKS);
	png_set_chunk_malloc_max(png, LARGEST_CHUNK);
	png_set_crc_action(png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
	return png;
}

static int take_chunk(png_structp png, png_unknown_chunkp chunk)
{
	(void)png;
	(void)chunk;
	return 1;
}

const char *png_verify(struct str bytes)
{
	struct session session = {.bytes = bytes};
	png_structp png = open_reader(&session);
	png_infop info = png == NULL ? NULL : png_create_info_struct(png);

	if (info == NULL) {
		png_destroy_read_struct(&png, NULL, NULL);
		return "there is no memory for it";
	}
	if (setjmp(session.failed) == 0) {
		/* A chunk of the reader's own is held against its checksum, and not looked into. */
		png_set_chunk_malloc_max(png, LIMIT_BYTES);
		png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
		png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, (png_const_bytep) "IDAT", 1);
		png_set_read_user_chunk_fn(png, NULL, take_chunk);
		png_set_benign_errors(png, 1);
		png_read_info(png, info);
		png_read_end(png, NULL);
	}
	png_destroy_read_struct(&png, &info, NULL);
	return session.message;
}

static void read_colours(png_structp png, png_infop info, struct pixels *pixels)
{
	double *at = pixels->chromaticities;
	png_charp name;
	png_bytep profile;
	png_uint_32 length;
	int method, intent;

	if (png_get_sRGB(png, info, &intent) != 0)
		return;
	if (png_get_iCCP(png, info, &name, &method, &profile, &length) != 0)
		pixels->profile = str_make((const char *)profile, length);
	png_get_gAMA(png, info, &pixels->gamma);
	png_get_cHRM(png, info, &at[0], &at[1], &at[2], &at[3], &at[4], &at[5], &at[6], &at[7]);
}

/* Four bytes a pixel, whatever they were. */
static int ask_for_rgba(png_structp png)
{
	png_set_expand(png);
	png_set_scale_16(png);
	png_set_gray_to_rgb(png);
	png_set_add_alpha(png, 255, PNG_FILLER_AFTER);
	return png_set_interlace_handling(png);
}

static void read_rows(
	png_structp png, const struct pixels *pixels, uint8_t *row, const struct pixel_sink *sink)
{
	for (uint32_t y = 0; y < pixels->height; y++) {
		png_read_row(png, row, NULL);
		sink->row(sink->context, row);
	}
}

/* Each pass completes the rows of the one before. */
static void read_passes(png_structp png, const struct pixels *pixels, int passes, uint8_t *rows,
	const struct pixel_sink *sink)
{
	size_t length = (size_t)pixels->width * PIXEL_BYTES;

	for (int pass = 0; pass < passes; pass++) {
		for (uint32_t y = 0; y < pixels->height; y++)
			png_read_row(png, rows + y * length, NULL);
	}
	for (uint32_t y = 0; y < pixels->height; y++)
		sink->row(sink->context, rows + y * length);
}

/* `rows` is the caller's, who frees it whichever way this ends. */
static void read_picture(
	png_structp png, png_infop info, uint8_t **rows, const struct pixel_sink *sink)
{
	struct pixels pixels = {0};
	size_t lines;
	int passes;

	png_read_info(png, info);
	passes = ask_for_rgba(png);
	pixels.width = png_get_image_width(png, info);
	pixels.height = png_get_image_height(png, info);
	if ((uint64_t)pixels.width * pixels.height > (passes > 1 ? LIMIT_HELD : LIMIT_PIXELS))
		png_error(png, "limit");
	read_colours(png, info, &pixels);
	png_read_update_info(png, info);
	lines = passes > 1 ? pixels.height : 1;
	*rows = calloc(lines, (size_t)pixels.width * PIXEL_BYTES);
	if (*rows == NULL)
		png_error(png, "limit");
	if (!sink->begin(sink->context, &pixels))
		return;
	if (passes > 1)
		read_passes(png, &pixels, passes, *rows, sink);
	else
		read_rows(png, &pixels, *rows, sink);
	png_read_end(png, NULL);
}

const char *png_decode(struct str bytes, const struct pixel_sink *sink)
{
	struct session session = {.bytes = bytes};
	png_structp png = open_reader(&session);
	png_infop info = png == NULL ? NULL : png_create_info_struct(png);
	uint8_t **rows = calloc(1, sizeof(*rows)); /* not a local: it is set after setjmp */

	if (info == NULL || rows == NULL) {
		png_destroy_read_struct(&png, NULL, NULL);
		free(rows);
		return "there is no memory for it";
	}
	if (setjmp(session.failed) == 0)
		read_picture(png, info, rows, sink);
	png_destroy_read_struct(&png, &info, NULL);
	free(*rows);
	free(rows);
	return session.message;
}

/* How pixels are written. */
struct form {
	int type;
	size_t channels;
	struct palette palette; /* used when there is one channel */
};

static void choose_form(const struct raster *raster, struct form *form)
{
	palette_begin(&form->palette);
	for (uint32_t y = 0; y < raster->height; y++)
		palette_add(&form->palette, raster_row(raster, y), raster->width);
	if (!form->palette.full) {
		form->type = PNG_COLOR_TYPE_PALETTE;
		form->channels = 1;
	} else if (raster_is_opaque(raster)) {
		form->type = PNG_COLOR_TYPE_RGB;
		form->channels = 3;
	} else {
		form->type = PNG_COLOR_TYPE_RGB_ALPHA;
		form->channels = 4;
	}
}

static int depth_of(const struct form *form)
{
	size_t colours = form->palette.count;

	if (form->channels > 1)
		return 8;
	return colours <= 2 ? 1 : colours <= 4 ? 2 : colours <= 16 ? 4 : 8;
}

static void write_palette(png_structp png, png_infop info, const struct palette *palette)
{
	png_color colours[PALETTE_MOST];
	png_byte alphas[PALETTE_MOST];
	bool opaque = true;

	for (size_t i = 0; i < palette->count; i++) {
		uint8_t bytes[PIXEL_BYTES];

		memcpy(bytes, &palette->colours[i], sizeof(bytes));
		colours[i] = (png_color){bytes[0], bytes[1], bytes[2]};
		alphas[i] = bytes[3];
		opaque = opaque && bytes[3] == 255;
	}
	png_set_PLTE(png, info, colours, (int)palette->count);
	if (!opaque)
		png_set_tRNS(png, info, alphas, (int)palette->count, NULL);
}

static void pack_row(const struct form *form, const uint8_t *row, uint32_t width, uint8_t *out)
{
	for (uint32_t x = 0; x < width; x++, row += PIXEL_BYTES, out += form->channels) {
		if (form->channels == 1)
			*out = palette_index(&form->palette, row);
		else
			memcpy(out, row, form->channels);
	}
}

static void write_picture(png_structp png, png_infop info, const struct raster *raster,
	const struct form *form, uint8_t *row)
{
	png_set_compression_level(png, LEVEL);
	png_set_filter(
		png, PNG_FILTER_TYPE_BASE, form->channels == 1 ? PNG_FILTER_NONE : PNG_ALL_FILTERS);
	png_set_IHDR(png, info, raster->width, raster->height, depth_of(form), form->type,
		PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
	if (form->channels == 1)
		write_palette(png, info, &form->palette);
	png_write_info(png, info);
	png_set_packing(png);
	for (uint32_t y = 0; y < raster->height; y++) {
		pack_row(form, raster_row(raster, y), raster->width, row);
		png_write_row(png, row);
	}
	png_write_end(png, NULL);
}

void png_encode(const struct raster *raster, struct buf *out)
{
	struct session session = {.out = out};
	png_structp png =
		png_create_write_struct(PNG_LIBPNG_VER_STRING, &session, on_error, on_warning);
	png_infop info = png == NULL ? NULL : png_create_info_struct(png);
	struct form form;
	uint8_t *row = malloc((size_t)raster->width * PIXEL_BYTES);

	choose_form(raster, &form);
	if (info == NULL || row == NULL)
		abort();
	png_set_write_fn(png, &session, on_write, on_flush);
	/* What libpng can find wrong here is no memory, or a defect of ours. */
	if (setjmp(session.failed) != 0)
		abort();
	write_picture(png, info, raster, &form, row);
	png_destroy_write_struct(&png, &info);
	free(row);
}

unsigned png_version(void)
{
	return png_access_version_number();
}
