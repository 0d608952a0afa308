#ifndef PORTOLAN_RENDER_PICTURE_HTML_H
#define PORTOLAN_RENDER_PICTURE_HTML_H

/*
 * An <img> with its size, so that text doesn't jump when the picture comes,
 * and where there are smaller versions a <picture> around it: browsers choose
 * by `sizes`, which says how wide the page shows it (HTML, "Images").
 */

#include "render/reference_html.h"

struct picture_html {
	const struct reference *reference;
	const struct lead *lead;
	const struct site_file *file; /* NULL: not known */
	const struct config *config;
	bool first; /* of the page: it is wanted at once */
};

void picture_html_write(struct buf *out, const struct picture_html *picture);

#endif
