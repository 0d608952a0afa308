#ifndef PORTOLAN_RENDER_REFERENCE_HTML_H
#define PORTOLAN_RENDER_REFERENCE_HTML_H

/*
 * A link's or image's tag, piece by piece: where it leads and which of the
 * author's attributes are published. render/fragment.c puts the pieces
 * together. Attributes are written with the space before them.
 */

#include "base/buf.h"
#include "site/site.h"

/* Where a reference leads, for one use of it. */
struct lead {
	struct str url;
	bool encoded;  /* ready for an href but for HTML's escapes */
	bool external; /* opens as external, whatever its classes say */
	bool dead;     /* leads nowhere */
};

/*
 * By the page's targets. What has none is dead and keeps its destination as
 * written; an anchor of the page itself is never dead. Neither is a URL that
 * html_url_allowed refuses ever alive.
 */
struct lead lead_on_page(const struct page *page, size_t reference);

/* As the author wrote it; another host than the configuration's own ones is external. */
struct lead lead_as_written(const struct reference *reference, const struct config *config);

/* The URL for an attribute between "". */
void write_lead(struct buf *out, const struct lead *lead);

void write_attribute(struct buf *out, struct str name, struct str value);

/* The author's id, unless it is one of ours. */
void write_reference_id(struct buf *out, const struct reference *reference);

/* All that follows the href of an <a>. */
void write_link_attributes(struct buf *out, const struct reference *reference, bool external);

/* An attribute of the author's list, or NULL. */
const struct attribute *attribute_named(const struct reference *reference, struct str name);

/* What the author says of an <img>; its size is picture_html's. */
void write_image_attributes(struct buf *out, const struct reference *reference);

#endif
