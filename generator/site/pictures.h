#ifndef PORTOLAN_SITE_PICTURES_H
#define PORTOLAN_SITE_PICTURES_H

/*
 * Smaller versions of the pictures that pages show. They are known before
 * anything is rendered, since pages name those that there are and no others.
 */

#include "image/cache.h"
#include "site/site.h"

struct pictures_work {
	unsigned workers;
	/* Make what the cache doesn't hold; else take what it holds. */
	bool make;
	/* How many of those that are to be made are done; from one thread at a time. NULL: nobody asks.
	 */
	void (*tell)(void *context, size_t done, size_t count);
	void *context;
};

/*
 * How wide a page shows a picture at most, in CSS pixels: what the author asks for by
 * `width=` or `.w-400`, the text column for `.thumbnail`. 0: it is shown as it is.
 */
uint32_t picture_shown_width(const struct config *config, const struct reference *reference);

/* By `width=400`, else by `.w-400`; 0: the author asks for none. */
uint32_t picture_asked_width(const struct reference *reference);

/*
 * Give the site's pictures their variants, after site_name_files. Pictures that can't be
 * decoded are shown as they are, and findings unless `check` finds them broken. Returns errno of
 * the cache, one that a picture met; that picture is shown as it is, too.
 */
int site_take_pictures(struct site *site, struct cache *cache, const struct pictures_work *work);

/* A picture that would run something: a finding where a page shows it. */
void picture_report_active(struct diagnostics *found, const struct site_file *file,
	const struct document *document, const struct reference *reference);

#endif
