#include "image/picture.h"

#include <stdlib.h>
#include <zlib.h>

/* A picture has far fewer chunks; what has more is built to keep readers busy. */
#define MOST_CHUNKS 100000
/* The head of an SVG: what stands before its size. */
#define SVG_HEAD 4096

static uint32_t byte_at(struct str bytes, size_t at)
{
	return (unsigned char)bytes.ptr[at];
}

static uint32_t big32(struct str bytes, size_t at)
{
	return byte_at(bytes, at) << 24 | byte_at(bytes, at + 1) << 16 | byte_at(bytes, at + 2) << 8 |
		   byte_at(bytes, at + 3);
}

static uint32_t big16(struct str bytes, size_t at)
{
	return byte_at(bytes, at) << 8 | byte_at(bytes, at + 1);
}

static uint32_t little16(struct str bytes, size_t at)
{
	return byte_at(bytes, at + 1) << 8 | byte_at(bytes, at);
}

static uint32_t little24(struct str bytes, size_t at)
{
	return byte_at(bytes, at + 2) << 16 | little16(bytes, at);
}

static struct picture read_png(struct str bytes)
{
	struct picture picture = {.type = PICTURE_PNG, .fault = "it ends before its end chunk"};
	size_t at = 8;

	for (unsigned chunks = 0; bytes.len - at >= 12 && chunks < MOST_CHUNKS; chunks++) {
		uint32_t length = big32(bytes, at);
		struct str name = str_range(bytes.ptr + at + 4, bytes.ptr + at + 8);

		if (length > bytes.len - at - 12)
			return picture;
		if (crc32(0, (const Bytef *)name.ptr, length + 4) != big32(bytes, at + 8 + length)) {
			picture.fault = "a checksum is wrong";
			return picture;
		}
		if (chunks == 0) {
			if (!str_equal(name, S("IHDR")) || length != 13) {
				picture.fault = "it does not begin with its header";
				return picture;
			}
			picture.width = big32(bytes, at + 8);
			picture.height = big32(bytes, at + 12);
		}
		if (str_equal(name, S("IEND"))) {
			picture.fault = picture.width == 0 || picture.height == 0 ? "it has no size" : NULL;
			return picture;
		}
		at += (size_t)length + 12;
	}
	return picture;
}

/* Orientations 5 to 8 turn the picture by a quarter: `segment` is an APP1's content. */
static bool is_turned(struct str segment)
{
	struct str tiff;
	bool little;
	size_t first, count;

	if (!str_starts(segment, str_make("Exif\0\0", 6)) || segment.len < 16)
		return false;
	tiff = str_from(segment, 6);
	little = str_starts(tiff, S("II"));
	first = little ? little16(tiff, 4) | little16(tiff, 6) << 16 : big32(tiff, 4);
	if (first > tiff.len || tiff.len - first < 2)
		return false;
	count = little ? little16(tiff, first) : big16(tiff, first);
	for (size_t i = 0; i < count; i++) {
		size_t at = first + 2 + i * 12;
		uint32_t tag, value;

		if (at + 12 > tiff.len)
			return false;
		tag = little ? little16(tiff, at) : big16(tiff, at);
		value = little ? little16(tiff, at + 8) : big16(tiff, at + 8);
		if (tag == 0x0112)
			return value >= 5 && value <= 8;
	}
	return false;
}

static bool is_frame_marker(uint32_t marker)
{
	return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

static bool has_end_marker(struct str bytes)
{
	for (size_t i = bytes.len; i >= 2; i--) {
		if (byte_at(bytes, i - 2) == 0xFF && byte_at(bytes, i - 1) == 0xD9)
			return true;
	}
	return false;
}

static struct picture read_jpeg(struct str bytes)
{
	struct picture picture = {.type = PICTURE_JPEG, .fault = "it ends before its picture"};
	bool turned = false;
	size_t at = 2;

	while (at + 4 <= bytes.len) {
		uint32_t marker = byte_at(bytes, at + 1), length;

		if (byte_at(bytes, at) != 0xFF) {
			picture.fault = "its markers are broken";
			return picture;
		}
		if (marker == 0xFF) {
			at++;
			continue;
		}
		length = big16(bytes, at + 2);
		if (length < 2 || length > bytes.len - at - 2)
			return picture;
		if (is_frame_marker(marker) && length >= 7) {
			picture.height = big16(bytes, at + 5);
			picture.width = big16(bytes, at + 7);
		} else if (marker == 0xE1) {
			turned = turned || is_turned(str_make(bytes.ptr + at + 4, length - 2));
		} else if (marker == 0xDA) {
			picture.fault = picture.width == 0 || picture.height == 0 ? "it has no size"
							: has_end_marker(str_from(bytes, at))     ? NULL
																	  : "it ends before its end";
			break;
		}
		at += length + 2;
	}
	if (turned) {
		uint32_t width = picture.width;

		picture.width = picture.height;
		picture.height = width;
	}
	return picture;
}

static struct picture read_gif(struct str bytes)
{
	struct picture picture = {.type = PICTURE_GIF, .fault = "it ends before its picture"};

	if (bytes.len < 14)
		return picture;
	picture.width = little16(bytes, 6);
	picture.height = little16(bytes, 8);
	/* Some writers put zeros behind the trailer. */
	while (bytes.len > 0 && bytes.ptr[bytes.len - 1] == '\0')
		bytes.len--;
	picture.fault = byte_at(bytes, bytes.len - 1) == 0x3B ? NULL : "it ends before its end";
	return picture;
}

static struct picture read_webp(struct str bytes)
{
	struct picture picture = {.type = PICTURE_WEBP, .fault = "it ends before its end"};
	size_t size = little16(bytes, 4) | little16(bytes, 6) << 16;
	struct str kind = str_make(bytes.ptr + 12, 4);

	if (bytes.len < 30 || size + 8 > bytes.len)
		return picture;
	picture.fault = NULL;
	if (str_equal(kind, S("VP8 "))) {
		picture.width = little16(bytes, 26) & 0x3FFF;
		picture.height = little16(bytes, 28) & 0x3FFF;
	} else if (str_equal(kind, S("VP8L"))) {
		uint32_t packed = little16(bytes, 21) | little16(bytes, 23) << 16;

		picture.width = (packed & 0x3FFF) + 1;
		picture.height = (packed >> 14 & 0x3FFF) + 1;
	} else if (str_equal(kind, S("VP8X"))) {
		picture.width = little24(bytes, 24) + 1;
		picture.height = little24(bytes, 27) + 1;
	} else {
		picture.fault = "its first chunk is none of a picture";
	}
	return picture;
}

/* `name="120"` or `name="120px"`; other units say nothing of pixels. */
static uint32_t svg_length(struct str tag, struct str name)
{
	size_t at = str_find(tag, name, 0);
	uint32_t value = 0;

	if (at == STR_NONE || at + name.len + 1 >= tag.len)
		return 0;
	at += name.len + 1;
	while (at < tag.len && ascii_is_digit(tag.ptr[at]) && value < 100000)
		value = value * 10 + (uint32_t)(tag.ptr[at++] - '0');
	if (at < tag.len &&
		(strchr("\"'", tag.ptr[at]) != NULL || str_starts(str_from(tag, at), S("px"))))
		return value;
	return 0;
}

static struct picture read_svg(struct str bytes, size_t begin)
{
	struct picture picture = {.type = PICTURE_SVG};
	size_t end = str_find_char(bytes, '>', begin);
	struct str tag = str_range(bytes.ptr + begin, bytes.ptr + (end == STR_NONE ? bytes.len : end));

	picture.width = svg_length(tag, S(" width="));
	picture.height = svg_length(tag, S(" height="));
	if (!str_has(bytes, S("</svg>")) && !str_ends(tag, S("/")))
		picture.fault = "it ends before its end";
	return picture;
}

struct picture picture_of(struct str bytes)
{
	size_t svg;

	if (str_starts(bytes, S("\x89PNG\r\n\x1a\n")))
		return read_png(bytes);
	if (str_starts(bytes, S("\xFF\xD8\xFF")))
		return read_jpeg(bytes);
	if (str_starts(bytes, S("GIF87a")) || str_starts(bytes, S("GIF89a")))
		return read_gif(bytes);
	if (bytes.len >= 16 && str_starts(bytes, S("RIFF")) &&
		str_starts(str_from(bytes, 8), S("WEBP")))
		return read_webp(bytes);
	svg = str_find(str_first(bytes, SVG_HEAD), S("<svg"), 0);
	if (svg != STR_NONE)
		return read_svg(bytes, svg);
	return (struct picture){.fault = bytes.len == 0 ? "it is empty" : "it is no picture"};
}

struct str picture_type_name(enum picture_type type)
{
	static const struct str names[] = {
		S_INIT(""), S_INIT("PNG"), S_INIT("JPEG"), S_INIT("GIF"), S_INIT("WebP"), S_INIT("SVG")};

	return names[type];
}

enum picture_type picture_type_of_name(struct str name)
{
	static const struct {
		struct str extension;
		enum picture_type type;
	} rows[] = {
		{S_INIT(".png"), PICTURE_PNG},
		{S_INIT(".jpg"), PICTURE_JPEG},
		{S_INIT(".jpeg"), PICTURE_JPEG},
		{S_INIT(".gif"), PICTURE_GIF},
		{S_INIT(".webp"), PICTURE_WEBP},
		{S_INIT(".svg"), PICTURE_SVG},
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		if (name.len >= rows[i].extension.len &&
			str_equal_nocase(str_from(name, name.len - rows[i].extension.len), rows[i].extension))
			return rows[i].type;
	}
	return PICTURE_UNKNOWN;
}
