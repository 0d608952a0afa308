#include "render/picture_html.h"

#include "site/pictures.h"

/* Wider windows have room beside the text: twice the theme's --gap at its largest. */
#define MARGINS 64
#define WIDEST  100000

/* The variants of one type that a screen may choose from. */
struct candidates {
	const struct picture_html *picture;
	enum picture_type type;
	uint32_t shown; /* how wide it is shown at most; dense screens want twice that */
};

static uint64_t number_of(const struct attribute *attribute)
{
	uint64_t number = 0;

	return attribute != NULL && str_to_number(attribute->value, WIDEST, &number) ? number : 0;
}

static uint64_t in_proportion(uint64_t length, uint32_t own, uint32_t own_other)
{
	uint64_t other = own == 0 ? 0 : (length * own_other + own / 2) / own;

	return other == 0 && own_other > 0 ? 1 : other;
}

/*
 * The author's numbers as they are written, one by the other; else the width of a
 * class such as .w-400, unless the picture is narrower; else the picture's own.
 */
static void shown_size(const struct picture_html *picture, uint64_t *width, uint64_t *height)
{
	const struct site_file *file = picture->file;
	uint32_t own_width = file == NULL ? 0 : file->picture.width;
	uint32_t own_height = file == NULL ? 0 : file->picture.height;
	uint32_t asked = picture_asked_width(picture->reference);

	*width = number_of(attribute_named(picture->reference, S("width")));
	*height = number_of(attribute_named(picture->reference, S("height")));
	if (*width == 0 && *height == 0) {
		*width = asked > 0 && asked < own_width ? asked : own_width;
		*height = in_proportion(*width, own_width, own_height);
	} else if (*width == 0) {
		*width = in_proportion(*height, own_height, own_width);
	} else if (*height == 0) {
		*height = in_proportion(*width, own_width, own_height);
	}
}

static void write_pixels(struct buf *out, struct str name, uint64_t pixels)
{
	if (pixels == 0)
		return;
	buf_add_char(out, ' ');
	buf_add(out, name);
	buf_add_lit(out, "=\"");
	buf_add_number(out, pixels);
	buf_add_char(out, '"');
}

static bool is_candidate(const struct candidates *candidates, const struct site_variant *variant)
{
	return variant->type == candidates->type && variant->width <= candidates->shown * 2;
}

static size_t count_candidates(const struct candidates *candidates, uint32_t *widest)
{
	const struct site_file *file = candidates->picture->file;
	size_t count = 0;

	*widest = 0;
	for (size_t i = 0; i < file->variant_count; i++) {
		if (!is_candidate(candidates, &file->variants[i]))
			continue;
		*widest = file->variants[i].width;
		count++;
	}
	return count;
}

static void write_width(struct buf *out, uint32_t width)
{
	buf_add_char(out, ' ');
	buf_add_number(out, width);
	buf_add_char(out, 'w');
}

/*
 * ` srcset="a 736w, b 1472w" sizes="…"`. Where no variant is as wide as a dense
 * screen wants, the file itself stands at the end.
 */
static void write_candidates(
	struct buf *out, const struct candidates *candidates, size_t count, uint32_t widest)
{
	const struct site_file *file = candidates->picture->file;
	bool with_file = widest < candidates->shown * 2 && widest < file->picture.width;
	bool several = count > 1 || with_file;

	buf_add_lit(out, " srcset=\"");
	for (size_t i = 0; i < file->variant_count; i++) {
		if (!is_candidate(candidates, &file->variants[i]))
			continue;
		buf_add(out, file->variants[i].href);
		if (several)
			write_width(out, file->variants[i].width);
		if (--count > 0 || with_file)
			buf_add_lit(out, ", ");
	}
	if (with_file) {
		write_lead(out, candidates->picture->lead);
		write_width(out, file->picture.width);
	}
	buf_add_char(out, '"');
	if (!several)
		return;
	buf_add_lit(out, " sizes=\"(max-width: ");
	buf_add_number(out, candidates->shown + MARGINS);
	buf_add_lit(out, "px) calc(100vw - 2rem), ");
	buf_add_number(out, candidates->shown);
	buf_add_lit(out, "px\"");
}

static void write_img(struct buf *out, const struct picture_html *picture, uint32_t shown)
{
	struct candidates own = {picture, PICTURE_UNKNOWN, shown};
	uint64_t width, height;
	uint32_t widest;
	size_t count;

	buf_add_lit(out, "<img src=\"");
	write_lead(out, picture->lead);
	buf_add_char(out, '"');
	if (shown > 0 && picture->file->picture.type != PICTURE_WEBP) {
		own.type = picture->file->picture.type;
		count = count_candidates(&own, &widest);
		if (count > 0)
			write_candidates(out, &own, count, widest);
	}
	write_attribute(out, S("alt"), picture->reference->text);
	write_image_attributes(out, picture->reference);
	shown_size(picture, &width, &height);
	write_pixels(out, S("width"), width);
	write_pixels(out, S("height"), height);
	if (!picture->first)
		buf_add_lit(out, " loading=\"lazy\" decoding=\"async\"");
	buf_add_char(out, '>');
}

void picture_html_write(struct buf *out, const struct picture_html *picture)
{
	const struct site_file *file = picture->file;
	uint32_t shown = 0, widest;
	struct candidates webp = {picture, PICTURE_WEBP, 0};
	size_t count = 0;

	if (file != NULL && file->variant_count > 0) {
		shown = picture_shown_width(picture->config, picture->reference);
		shown = shown < file->picture.width ? shown : file->picture.width;
	}
	webp.shown = shown;
	if (shown > 0)
		count = count_candidates(&webp, &widest);
	if (count > 0) {
		buf_add_lit(out, "<picture><source type=\"image/webp\"");
		write_candidates(out, &webp, count, widest);
		buf_add_char(out, '>');
	}
	write_img(out, picture, shown);
	if (count > 0)
		buf_add_lit(out, "</picture>");
}
