/* Pictures of all kinds, whole and broken, made here through the libraries. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jpeglib.h>
#include <png.h>

#include "image/decode.h"
#include "image/jpeg.h"
#include "image/png.h"
#include "image/webp.h"
#include "pictures.h"

struct result {
	struct raster raster;
	uint32_t rows;
	bool refuse;
};

static bool begin(void *context, const struct pixels *pixels)
{
	struct result *result = context;

	result->raster = raster_make(pixels->width, pixels->height);
	return !result->refuse;
}

static void take_row(void *context, uint8_t *row)
{
	struct result *result = context;

	assert_in_range(result->rows, 0, result->raster.height - 1);
	memcpy(raster_row(&result->raster, result->rows++), row,
		(size_t)result->raster.width * PIXEL_BYTES);
}

/* Verify and decode; both must agree, but for faults that only decompressing shows. */
static const char *decoded(struct str bytes, uint32_t wanted, struct result *result)
{
	struct picture picture = picture_verify(bytes);
	struct pixel_sink sink = {begin, take_row, result};
	const char *fault;

	*result = (struct result){0};
	if (picture.fault != NULL)
		return picture.fault;
	fault = decode_picture(bytes, &picture, wanted, &sink);
	if (fault == NULL)
		assert_int_equal(result->rows, result->raster.height);
	return fault;
}

static unsigned difference(const struct raster *a, const struct raster *b)
{
	unsigned most = 0;

	assert_int_equal(a->width, b->width);
	assert_int_equal(a->height, b->height);
	for (size_t i = 0; i < (size_t)a->width * a->height * PIXEL_BYTES; i++) {
		unsigned apart = (unsigned)abs(a->pixels[i] - b->pixels[i]);

		most = apart > most ? apart : most;
	}
	return most;
}

/* Decodes to the picture, each channel at most `apart` away. */
static void shows(struct str bytes, const struct raster *expected, unsigned apart)
{
	struct result result;

	assert_null(decoded(bytes, 0, &result));
	assert_in_range(difference(&result.raster, expected), 0, apart);
	raster_release(&result.raster);
}

static void add_bytes(png_structp png, png_bytep bytes, size_t count)
{
	buf_add(png_get_io_ptr(png), str_make((const char *)bytes, count));
}

/* A PNG by libpng itself: depth and colour as given, rows as they are. */
static void write_png(struct buf *out, uint32_t width, uint32_t height, int depth, int type,
	int interlace, double gamma, const uint8_t *rows, size_t length)
{
	png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
	png_infop info = png_create_info_struct(png);
	png_color colours[2] = {{200, 10, 20}, {0, 0, 255}};
	png_bytepp list = calloc(height, sizeof(*list));

	png_set_write_fn(png, out, add_bytes, NULL);
	png_set_IHDR(png, info, width, height, depth, type, interlace, 0, 0);
	if (type == PNG_COLOR_TYPE_PALETTE)
		png_set_PLTE(png, info, colours, 2);
	if (gamma > 0)
		png_set_gAMA(png, info, gamma);
	for (uint32_t y = 0; y < height; y++)
		list[y] = (png_bytep)(uintptr_t)(rows + y * length);
	png_set_rows(png, info, list);
	png_write_png(png, info, PNG_TRANSFORM_IDENTITY, NULL);
	png_destroy_write_struct(&png, &info);
	free(list);
}

static void our_own_png_comes_back(void **state)
{
	struct raster many = draw(70, 50), one = fill(5, 4, 1, 2, 3, 255),
				  clear = fill(9, 9, 4, 5, 6, 7);
	struct raster *all[] = {&many, &one, &clear};

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		struct buf bytes = BUF_EMPTY;

		png_encode(all[i], &bytes);
		shows(buf_str(&bytes), all[i], 0);
		raster_release(all[i]);
		buf_release(&bytes);
	}
}

static void few_colours_make_a_palette(void **state)
{
	struct raster raster = fill(64, 64, 1, 2, 3, 255);
	struct buf bytes = BUF_EMPTY;

	(void)state;
	png_encode(&raster, &bytes);
	assert_int_equal(bytes.ptr[25], PNG_COLOR_TYPE_PALETTE);
	assert_int_equal(bytes.ptr[24], 1);
	raster_release(&raster);
	buf_release(&bytes);
}

static void png_of_every_depth_and_colour_shows_the_same(void **state)
{
	static const struct {
		int depth, type, interlace;
		size_t length;
		uint8_t pixel[8];
	} rows[] = {
		{16, PNG_COLOR_TYPE_RGB, 0, 6, {200, 200, 10, 10, 20, 20}},
		{16, PNG_COLOR_TYPE_RGB_ALPHA, 1, 8, {200, 200, 10, 10, 20, 20, 255, 255}},
		{8, PNG_COLOR_TYPE_RGB, 0, 3, {200, 10, 20}},
		{8, PNG_COLOR_TYPE_RGB, 1, 3, {200, 10, 20}},
		{8, PNG_COLOR_TYPE_RGB_ALPHA, 0, 4, {200, 10, 20, 255}},
		{8, PNG_COLOR_TYPE_PALETTE, 1, 1, {0}},
	};
	struct raster expected = fill(21, 17, 200, 10, 20, 255);

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buf bytes = BUF_EMPTY;
		uint8_t *pixels = calloc(21 * 17, rows[i].length);

		for (size_t at = 0; at < (size_t)21 * 17; at++)
			memcpy(pixels + at * rows[i].length, rows[i].pixel, rows[i].length);
		write_png(&bytes, 21, 17, rows[i].depth, rows[i].type, rows[i].interlace, 0, pixels,
			21 * rows[i].length);
		shows(buf_str(&bytes), &expected, 0);
		free(pixels);
		buf_release(&bytes);
	}
	raster_release(&expected);
}

static void grey_png_of_one_bit_is_black_and_white(void **state)
{
	static const uint8_t rows[] = {0xF0, 0x0F};
	struct buf bytes = BUF_EMPTY;
	struct result result;

	(void)state;
	write_png(&bytes, 8, 2, 1, PNG_COLOR_TYPE_GRAY, 0, 0, rows, 1);
	assert_null(decoded(buf_str(&bytes), 0, &result));
	assert_memory_equal(result.raster.pixels, "\xff\xff\xff\xff", 4);
	assert_memory_equal(result.raster.pixels + 4 * PIXEL_BYTES, "\0\0\0\xff", 4);
	raster_release(&result.raster);
	buf_release(&bytes);
}

static void gamma_of_a_png_is_respected(void **state)
{
	static const uint8_t grey[] = {128, 128, 128};
	struct buf linear = BUF_EMPTY, usual = BUF_EMPTY;
	struct result result;

	(void)state;
	/* Half the light is 188 of 255 in sRGB (IEC 61966-2-1). */
	write_png(&linear, 1, 1, 8, PNG_COLOR_TYPE_RGB, 0, 1.0, grey, 3);
	assert_null(decoded(buf_str(&linear), 0, &result));
	assert_in_range(result.raster.pixels[0], 186, 190);
	raster_release(&result.raster);
	write_png(&usual, 1, 1, 8, PNG_COLOR_TYPE_RGB, 0, 0.45455, grey, 3);
	assert_null(decoded(buf_str(&usual), 0, &result));
	assert_int_equal(result.raster.pixels[0], 128);
	raster_release(&result.raster);
	buf_release(&linear);
	buf_release(&usual);
}

static void our_own_jpeg_comes_back_nearly(void **state)
{
	struct raster raster = fill(64, 48, 200, 100, 50, 255);
	struct buf bytes = BUF_EMPTY;

	(void)state;
	jpeg_encode(&raster, 90, &bytes);
	shows(buf_str(&bytes), &raster, 4);
	raster_release(&raster);
	buf_release(&bytes);
}

/* A JPEG by libjpeg itself, of one colour in any space; progressive when asked for. */
static void write_jpeg(
	struct buf *out, J_COLOR_SPACE space, int channels, const uint8_t *pixel, bool progressive)
{
	struct jpeg_compress_struct info;
	struct jpeg_error_mgr errors;
	unsigned char *bytes = NULL;
	unsigned long length = 0;
	uint8_t row[64 * 4];
	JSAMPROW rows[] = {row};

	for (int x = 0; x < 64; x++)
		memcpy(row + x * channels, pixel, (size_t)channels);
	info.err = jpeg_std_error(&errors);
	jpeg_create_compress(&info);
	jpeg_mem_dest(&info, &bytes, &length);
	info.image_width = 64;
	info.image_height = 40;
	info.input_components = channels;
	info.in_color_space = space;
	jpeg_set_defaults(&info);
	jpeg_set_quality(&info, 100, TRUE);
	if (progressive)
		jpeg_simple_progression(&info);
	jpeg_start_compress(&info, TRUE);
	while (info.next_scanline < info.image_height)
		jpeg_write_scanlines(&info, rows, 1);
	jpeg_finish_compress(&info);
	jpeg_destroy_compress(&info);
	buf_add(out, str_make((const char *)bytes, length));
	free(bytes);
}

static void jpeg_of_every_colour_space_is_shown(void **state)
{
	static const struct {
		J_COLOR_SPACE space;
		int channels;
		uint8_t pixel[4];
		uint8_t expected[3];
		bool progressive;
	} rows[] = {
		{JCS_GRAYSCALE, 1, {77}, {77, 77, 77}, false},
		{JCS_GRAYSCALE, 1, {77}, {77, 77, 77}, true},
		{JCS_RGB, 3, {10, 120, 230}, {10, 120, 230}, true},
		/* Ink as Adobe writes it, all the other way round: much cyan, no black. */
		{JCS_CMYK, 4, {55, 255, 255, 255}, {55, 255, 255}, false},
		{JCS_CMYK, 4, {255, 255, 255, 128}, {128, 128, 128}, true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buf bytes = BUF_EMPTY;
		struct raster expected =
			fill(64, 40, rows[i].expected[0], rows[i].expected[1], rows[i].expected[2], 255);

		write_jpeg(&bytes, rows[i].space, rows[i].channels, rows[i].pixel, rows[i].progressive);
		shows(buf_str(&bytes), &expected, 3);
		raster_release(&expected);
		buf_release(&bytes);
	}
}

static void a_large_jpeg_comes_smaller_but_twice_as_wide_as_wanted(void **state)
{
	static const struct {
		uint32_t wanted, width;
	} rows[] = {{0, 800}, {500, 800}, {201, 800}, {200, 400}, {100, 200}, {50, 100}, {10, 100}};
	struct raster raster = draw(800, 40);
	struct buf bytes = BUF_EMPTY;

	(void)state;
	jpeg_encode(&raster, 90, &bytes);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct result result;

		assert_null(decoded(buf_str(&bytes), rows[i].wanted, &result));
		assert_int_equal(result.raster.width, rows[i].width);
		raster_release(&result.raster);
	}
	raster_release(&raster);
	buf_release(&bytes);
}

static void our_own_webp_comes_back(void **state)
{
	struct raster many = draw(70, 50), clear = fill(9, 9, 40, 50, 60, 70);
	struct raster grey = fill(33, 32, 120, 120, 120, 255);
	struct buf bytes = BUF_EMPTY;

	(void)state;
	assert_true(webp_encode(&many, WEBP_EXACT, &bytes));
	shows(buf_str(&bytes), &many, 0);
	buf_clear(&bytes);
	assert_true(webp_encode(&clear, WEBP_EXACT, &bytes));
	shows(buf_str(&bytes), &clear, 0);
	for (enum webp_kind kind = WEBP_SHARP; kind <= WEBP_PHOTO; kind++) {
		buf_clear(&bytes);
		assert_true(webp_encode(&grey, kind, &bytes));
		shows(buf_str(&bytes), &grey, 2);
	}
	raster_release(&many);
	raster_release(&clear);
	raster_release(&grey);
	buf_release(&bytes);
}

static void what_webp_cannot_hold_is_not_encoded(void **state)
{
	struct raster tall = fill(1, 16384, 1, 2, 3, 255);
	struct buf bytes = BUF_EMPTY;

	(void)state;
	buf_add_lit(&bytes, "before");
	assert_false(webp_encode(&tall, WEBP_SHARP, &bytes));
	assert_int_equal(bytes.len, 6);
	raster_release(&tall);
	buf_release(&bytes);
}

static void add_little(struct buf *out, uint64_t number, int count)
{
	for (int i = 0; i < count; i++)
		buf_add_char(out, (char)(number >> 8 * i & 255));
}

static void add_chunk(struct buf *out, const char *name, struct str content)
{
	buf_add(out, str_make(name, 4));
	add_little(out, content.len, 4);
	buf_add(out, content);
	if (content.len % 2 == 1)
		buf_add_char(out, '\0');
}

/* RFC 9649: two frames, each a whole picture of its own. */
static void write_animation(struct buf *out, uint32_t width, uint32_t height)
{
	struct raster raster = fill(width, height, 9, 8, 7, 255);
	struct buf still = BUF_EMPTY, frame = BUF_EMPTY, body = BUF_EMPTY, head = BUF_EMPTY;

	assert_true(webp_encode(&raster, WEBP_EXACT, &still));
	add_little(&head, 2, 4); /* animated */
	add_little(&head, width - 1, 3);
	add_little(&head, height - 1, 3);
	add_chunk(&body, "VP8X", buf_str(&head));
	add_chunk(&body, "ANIM", str_make("\0\0\0\0\0\0", 6));
	add_little(&frame, 0, 6);
	add_little(&frame, width - 1, 3);
	add_little(&frame, height - 1, 3);
	add_little(&frame, 100, 4);
	buf_add(&frame, str_from(buf_str(&still), 12));
	add_chunk(&body, "ANMF", buf_str(&frame));
	add_chunk(&body, "ANMF", buf_str(&frame));
	buf_add_lit(out, "RIFF");
	add_little(out, body.len + 4, 4);
	buf_add_lit(out, "WEBP");
	buf_add(out, buf_str(&body));
	raster_release(&raster);
	buf_release(&still);
	buf_release(&frame);
	buf_release(&body);
	buf_release(&head);
}

static void animations_are_known_and_left_alone(void **state)
{
	static const char gif[] = "GIF89a\4\0\3\0\0\0\0"
							  ",\0\0\0\0\1\0\1\0\0\2\2D\1\0"
							  ",\0\0\0\0\1\0\1\0\0\2\2D\1\0;";
	struct buf bytes = BUF_EMPTY;
	struct picture picture;

	(void)state;
	write_animation(&bytes, 30, 20);
	picture = picture_verify(buf_str(&bytes));
	assert_null(picture.fault);
	assert_true(picture.animated);
	assert_false(decode_knows(&picture));
	assert_int_equal(picture.width, 30);
	picture = picture_verify(str_make(gif, sizeof(gif) - 1));
	assert_null(picture.fault);
	assert_true(picture.animated);
	assert_int_equal(picture.height, 3);
	buf_release(&bytes);
}

static void a_sink_that_refuses_ends_the_decoding(void **state)
{
	struct raster raster = draw(40, 40);
	struct buf files[3] = {BUF_EMPTY, BUF_EMPTY, BUF_EMPTY};

	(void)state;
	png_encode(&raster, &files[0]);
	jpeg_encode(&raster, 90, &files[1]);
	assert_true(webp_encode(&raster, WEBP_SHARP, &files[2]));
	for (int i = 0; i < 3; i++) {
		struct result result = {.refuse = true};
		struct pixel_sink sink = {begin, take_row, &result};
		struct picture picture = picture_look(buf_str(&files[i]));

		assert_null(decode_picture(buf_str(&files[i]), &picture, 0, &sink));
		assert_int_equal(result.rows, 0);
		raster_release(&result.raster);
		buf_release(&files[i]);
	}
	raster_release(&raster);
}

/* Copied so that the sanitizer sees every byte that is read beyond the end. */
static const char *fault_of(const char *bytes, size_t length)
{
	char *copy = malloc(length + 1);
	struct result result;
	const char *fault;

	memcpy(copy, bytes, length);
	copy = realloc(copy, length > 0 ? length : 1);
	fault = decoded(str_make(copy, length), 0, &result);
	raster_release(&result.raster);
	free(copy);
	return fault;
}

static void what_is_cut_off_is_found(void **state)
{
	struct raster raster = draw(120, 90);
	struct buf files[3] = {BUF_EMPTY, BUF_EMPTY, BUF_EMPTY};

	(void)state;
	png_encode(&raster, &files[0]);
	jpeg_encode(&raster, 90, &files[1]);
	assert_true(webp_encode(&raster, WEBP_SHARP, &files[2]));
	for (int i = 0; i < 3; i++) {
		for (size_t length = 0; length < files[i].len - 2; length += 1 + files[i].len / 100)
			assert_non_null(fault_of(files[i].ptr, length));
		assert_non_null(fault_of(files[i].ptr, files[i].len - 2));
		assert_null(fault_of(files[i].ptr, files[i].len));
		buf_release(&files[i]);
	}
	raster_release(&raster);
}

static void no_flipped_bit_brings_it_down(void **state)
{
	struct raster raster = draw(60, 40);
	struct buf files[4] = {BUF_EMPTY, BUF_EMPTY, BUF_EMPTY, BUF_EMPTY};

	(void)state;
	png_encode(&raster, &files[0]);
	jpeg_encode(&raster, 90, &files[1]);
	assert_true(webp_encode(&raster, WEBP_SHARP, &files[2]));
	assert_true(webp_encode(&raster, WEBP_EXACT, &files[3]));
	for (int i = 0; i < 4; i++) {
		for (size_t at = 0; at < files[i].len; at += 1 + files[i].len / 400) {
			const char *fault;

			files[i].ptr[at] ^= (char)(1 << at % 8);
			fault = fault_of(files[i].ptr, files[i].len);
			/* A PNG's checksums see each of them. */
			if (i == 0)
				assert_non_null(fault);
			files[i].ptr[at] ^= (char)(1 << at % 8);
		}
		buf_release(&files[i]);
	}
	raster_release(&raster);
}

static void what_claims_to_be_huge_takes_no_memory(void **state)
{
	static const char png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\1\0\0\0\1\0\0\x08\2\0\0\0....";
	struct raster raster = fill(8, 8, 1, 2, 3, 255);
	struct buf bytes = BUF_EMPTY;
	struct picture picture = picture_look(str_make(png, sizeof(png) - 1));
	struct result result = {0};

	(void)state;
	assert_true(picture.huge);
	assert_false(decode_knows(&picture));
	jpeg_encode(&raster, 90, &bytes);
	for (size_t at = 0; at + 9 < bytes.len; at++) {
		if (memcmp(bytes.ptr + at, "\xff\xc0", 2) == 0)
			memcpy(bytes.ptr + at + 5, "\xff\xff\xff\xff", 4);
	}
	picture = picture_verify(buf_str(&bytes));
	assert_true(picture.huge);
	assert_string_equal(
		jpeg_decode(buf_str(&bytes), 0, &(struct pixel_sink){begin, take_row, &result}),
		"it is larger than any picture should be");
	assert_null(result.raster.pixels);
	raster_release(&raster);
	buf_release(&bytes);
}

static void scripts_in_svg_are_seen(void **state)
{
	static const struct {
		const char *text;
		bool active;
		uint32_t width, height;
	} rows[] = {
		{"<svg xmlns='http://www.w3.org/2000/svg' width='24' height='12'></svg>", false, 24, 12},
		{"<?xml version='1.0'?><!-- x --><svg width=\"24.6px\" height = \"12\"/>", false, 25, 12},
		{"<svg viewBox='0 0 300,150'></svg>", false, 300, 150},
		{"<svg width='100%' height='5em'></svg>", false, 0, 0},
		{"<svg stroke-width='3' width='7' height='8'></svg>", false, 7, 8},
		{"<svg><text>on, one; only the onion</text></svg>", false, 0, 0},
		{"<svg><script>alert(1)</script></svg>", true, 0, 0},
		{"<svg><x:SCRIPT/></svg>", true, 0, 0},
		{"<svg onload=\"alert(1)\"></svg>", true, 0, 0},
		{"<svg width='1' height='1'/onload = 'x'></svg>", true, 1, 1},
		{"<svg><a href='JavaScript:x'/></svg>", true, 0, 0},
		{"<svg><a href='&#x6A;avascript:x'/></svg>", true, 0, 0},
		{"<svg><foreignObject/></svg>", true, 0, 0},
		{"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg></svg>", true, 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct picture picture = picture_verify(str_of(rows[i].text));

		assert_int_equal(picture.type, PICTURE_SVG);
		assert_null(picture.fault);
		assert_int_equal(picture.active, rows[i].active);
		assert_int_equal(picture.width, rows[i].width);
		assert_int_equal(picture.height, rows[i].height);
	}
}

static void names_promise_types(void **state)
{
	(void)state;
	assert_int_equal(picture_type_of_name(S("a.b/c.JPeG")), PICTURE_JPEG);
	assert_int_equal(picture_type_of_name(S("x.jpg")), PICTURE_JPEG);
	assert_int_equal(picture_type_of_name(S("x.webp")), PICTURE_WEBP);
	assert_int_equal(picture_type_of_name(S("x.pdf")), PICTURE_UNKNOWN);
	assert_int_equal(picture_type_of_name(S("png")), PICTURE_UNKNOWN);
	assert_int_equal(picture_type_of_name(S("a.png/x")), PICTURE_UNKNOWN);
	assert_int_equal(picture_type_of_name(S("")), PICTURE_UNKNOWN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(our_own_png_comes_back),
		cmocka_unit_test(few_colours_make_a_palette),
		cmocka_unit_test(png_of_every_depth_and_colour_shows_the_same),
		cmocka_unit_test(grey_png_of_one_bit_is_black_and_white),
		cmocka_unit_test(gamma_of_a_png_is_respected),
		cmocka_unit_test(our_own_jpeg_comes_back_nearly),
		cmocka_unit_test(jpeg_of_every_colour_space_is_shown),
		cmocka_unit_test(a_large_jpeg_comes_smaller_but_twice_as_wide_as_wanted),
		cmocka_unit_test(our_own_webp_comes_back),
		cmocka_unit_test(what_webp_cannot_hold_is_not_encoded),
		cmocka_unit_test(animations_are_known_and_left_alone),
		cmocka_unit_test(a_sink_that_refuses_ends_the_decoding),
		cmocka_unit_test(what_is_cut_off_is_found),
		cmocka_unit_test(no_flipped_bit_brings_it_down),
		cmocka_unit_test(what_claims_to_be_huge_takes_no_memory),
		cmocka_unit_test(scripts_in_svg_are_seen),
		cmocka_unit_test(names_promise_types),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
