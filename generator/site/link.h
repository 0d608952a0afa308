#ifndef PORTOLAN_SITE_LINK_H
#define PORTOLAN_SITE_LINK_H

/* From parsed documents to the linked site: the only way to make a struct site. */

#include "site/site.h"

struct link_input {
	const struct config *config;
	const struct tree *content; /* NULL: there are no files but the documents */
	const struct tree *images;  /* NULL: there is no images folder */
	const struct document *const *documents;
	size_t count;
	/*
	 * Of a site of the same configuration, or NULL: where no page and no file has another
	 * name, its names are shared, and the links of documents that are the same still are
	 * taken over. The result is the same, sooner.
	 */
	const struct linking *former;
	struct file_memory *memory; /* of files that were read before, or NULL */
	unsigned workers;
};

/*
 * Link everything. The documents, trees and the configuration outlive the
 * site. Documents that say `published: false` are no pages. Findings are in
 * the site's `found`, in the same order whatever `workers` is.
 */
struct site *site_link(struct arena *arena, const struct link_input *input);

/* After site_name_files, and after pictures have their variants: the site's copies. */
void site_list_copies(struct site *site);

/*
 * Read every file that pages refer to and give it its URL, by its content:
 * `/images/<name>.<hash>.<extension>`. Who publishes calls this once, after
 * site_link; who only checks doesn't. Files that can't be read are findings
 * and have no URL; targets that lead to them have none.
 */
void site_name_files(struct site *site, unsigned workers);

/* A site's own page for one of the names (site/names.h), or NULL for NULL. */
const struct page *site_page(const struct site *site, const struct page *named);

/* Free what the site holds besides its arena. */
void site_release(struct site *site);

#endif
