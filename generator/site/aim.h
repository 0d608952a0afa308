#ifndef PORTOLAN_SITE_AIM_H
#define PORTOLAN_SITE_AIM_H

/* Pointing a reference at what it was found to mean. */

#include "site/linker.h"

/*
 * At a page of this site. Whether it has the anchor is for anchor_links.h to
 * say. A page of another locale is reported where `in_locale` is true and this
 * locale has it.
 */
void aim_at_page(const struct resolver *resolver, const struct page *page, struct str query,
	struct str fragment, bool in_locale);

/* At a file that a link, or an image, names. */
void aim_at_picture(const struct resolver *resolver, const struct site_file *file);
void aim_at_file(const struct resolver *resolver, const struct site_file *file);

/*
 * Set the fix of a finding at a reference: another destination. A destination
 * with escapes, or over two lines, has none: what is written there is longer
 * than what is meant.
 */
void reference_fix(struct arena *arena, const struct reference *reference,
	struct diagnostic *diagnostic, struct str text, bool safe);

/* At a URL that is none of this site's. */
void aim_outside(const struct resolver *resolver, struct str url, bool external);

#endif
