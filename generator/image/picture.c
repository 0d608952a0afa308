#include "image/picture.h"

#include "image/exif.h"
#include "image/gif.h"
#include "image/integers.h"
#include "image/jpeg.h"
#include "image/limits.h"
#include "image/png.h"
#include "image/svg.h"
#include "image/webp.h"

#define PNG_SIGNATURE S("\x89PNG\r\n\x1a\n")

/* Its header and, where it stands before the picture's data, its eXIf chunk. */
static struct picture look_at_png(struct str bytes)
{
	struct picture picture = {.type = PICTURE_PNG, .fault = "its header is broken"};
	size_t at = 8;

	if (bytes.len < 33 || big32(bytes, 8) != 13 || !str_starts(str_from(bytes, 12), S("IHDR")))
		return picture;
	picture.width = big32(bytes, 16);
	picture.height = big32(bytes, 20);
	picture.fault = picture.width == 0 || picture.height == 0 ? "it has no size" : NULL;
	for (unsigned chunks = 0; bytes.len - at >= 12 && chunks < LIMIT_PARTS; chunks++) {
		size_t length = big32(bytes, at);
		struct str name = str_make(bytes.ptr + at + 4, 4);

		if (length > bytes.len - at - 12 || str_equal(name, S("IDAT")))
			break;
		if (str_equal(name, S("eXIf")))
			picture.orientation = exif_orientation(str_make(bytes.ptr + at + 8, length));
		at += length + 12;
	}
	return picture;
}

static bool is_frame_marker(uint32_t marker)
{
	return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/* One segment of the head; `content` is without marker and length. */
static void read_segment(uint32_t marker, struct str content, struct picture *picture)
{
	struct str exif = str_make("Exif\0\0", 6);

	if (is_frame_marker(marker) && content.len >= 5) {
		picture->height = big16(content, 1);
		picture->width = big16(content, 3);
	} else if (marker == 0xE1 && str_starts(content, exif) && picture->orientation == 0) {
		picture->orientation = exif_orientation(str_from(content, exif.len));
	}
}

static struct picture look_at_jpeg(struct str bytes)
{
	struct picture picture = {.type = PICTURE_JPEG, .fault = "it ends before its picture"};
	size_t at = 2;

	while (at + 4 <= bytes.len) {
		uint32_t marker = byte_at(bytes, at + 1);
		size_t length;

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
		if (marker == 0xDA) {
			picture.fault = picture.width == 0 || picture.height == 0 ? "it has no size" : NULL;
			return picture;
		}
		read_segment(marker, str_make(bytes.ptr + at + 4, length - 2), &picture);
		at += length + 2;
	}
	return picture;
}

static struct picture look_at_gif(struct str bytes)
{
	struct gif_head head = gif_look(bytes);

	return (struct picture){
		.type = PICTURE_GIF,
		.width = head.width,
		.height = head.height,
		.animated = head.frames > 1,
		.fault = head.fault,
	};
}

static struct picture look_at_webp(struct str bytes)
{
	struct webp_head head = webp_look(bytes);
	struct str exif = str_make("Exif\0\0", 6);

	/* Some writers keep JPEG's words before it. */
	if (str_starts(head.exif, exif))
		head.exif = str_from(head.exif, exif.len);
	return (struct picture){
		.type = PICTURE_WEBP,
		.width = head.width,
		.height = head.height,
		.orientation = exif_orientation(head.exif),
		.animated = head.animated,
		.fault = head.fault,
	};
}

static struct picture look_at_svg(struct str bytes, size_t root)
{
	struct svg_head head = svg_look(bytes, root);

	return (struct picture){
		.type = PICTURE_SVG,
		.width = head.width,
		.height = head.height,
		.active = head.active,
		.fault = head.fault,
	};
}

static struct picture look(struct str bytes)
{
	size_t root;

	if (str_starts(bytes, PNG_SIGNATURE))
		return look_at_png(bytes);
	if (str_starts(bytes, S("\xFF\xD8\xFF")))
		return look_at_jpeg(bytes);
	if (str_starts(bytes, S("GIF87a")) || str_starts(bytes, S("GIF89a")))
		return look_at_gif(bytes);
	if (bytes.len >= 12 && str_starts(bytes, S("RIFF")) &&
		str_starts(str_from(bytes, 8), S("WEBP")))
		return look_at_webp(bytes);
	root = svg_find(bytes);
	if (root != STR_NONE)
		return look_at_svg(bytes, root);
	return (struct picture){.fault = bytes.len == 0 ? "it is empty" : "it is no picture"};
}

struct picture picture_look(struct str bytes)
{
	struct picture picture = look(bytes);

	if (picture.orientation == 0)
		picture.orientation = 1;
	if (picture.orientation >= 5) {
		uint32_t width = picture.width;

		picture.width = picture.height;
		picture.height = width;
	}
	picture.huge =
		picture.type != PICTURE_SVG && (uint64_t)picture.width * picture.height > LIMIT_PIXELS;
	return picture;
}

struct picture picture_verify(struct str bytes)
{
	struct picture picture = picture_look(bytes);

	if (picture.fault != NULL)
		return picture;
	if (picture.huge && picture.type != PICTURE_PNG)
		return picture;
	switch (picture.type) {
	case PICTURE_PNG: picture.fault = png_verify(bytes); break;
	case PICTURE_JPEG: picture.fault = jpeg_verify(bytes); break;
	case PICTURE_WEBP: picture.fault = webp_verify(bytes); break;
	default: break;
	}
	return picture;
}

static const struct {
	struct str name, extension;
} types[] = {
	[PICTURE_UNKNOWN] = {S_INIT(""), S_INIT("")},
	[PICTURE_PNG] = {S_INIT("PNG"), S_INIT("png")},
	[PICTURE_JPEG] = {S_INIT("JPEG"), S_INIT("jpg")},
	[PICTURE_GIF] = {S_INIT("GIF"), S_INIT("gif")},
	[PICTURE_WEBP] = {S_INIT("WebP"), S_INIT("webp")},
	[PICTURE_SVG] = {S_INIT("SVG"), S_INIT("svg")},
};

struct str picture_type_name(enum picture_type type)
{
	return types[type].name;
}

struct str picture_type_extension(enum picture_type type)
{
	return types[type].extension;
}

enum picture_type picture_type_of_name(struct str name)
{
	size_t dot = name.len;

	while (dot > 0 && name.ptr[dot - 1] != '.' && name.ptr[dot - 1] != '/')
		dot--;
	if (dot == 0 || name.ptr[dot - 1] != '.')
		return PICTURE_UNKNOWN;
	name = str_from(name, dot);
	if (str_equal_nocase(name, S("jpeg")))
		return PICTURE_JPEG;
	for (size_t i = PICTURE_PNG; i < COUNT(types); i++) {
		if (str_equal_nocase(name, types[i].extension))
			return (enum picture_type)i;
	}
	return PICTURE_UNKNOWN;
}
