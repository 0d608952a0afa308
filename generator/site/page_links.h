#ifndef PORTOLAN_SITE_PAGE_LINKS_H
#define PORTOLAN_SITE_PAGE_LINKS_H

/*
 * Where one page's references lead, said without pointers into any one site:
 * pages and files by their number. As long as all pages keep their names, that
 * is true in the next site, too: it takes them over from this one, and only
 * pages whose documents changed are resolved anew.
 */

#include "site/site.h"

struct link {
	uint8_t kind; /* enum target_kind */
	bool external;
	bool from_images;     /* TARGET_FILE: of the images root */
	uint32_t shown_width; /* TARGET_FILE: as of `struct target` */
	uint32_t index;      /* TARGET_PAGE: among `struct linking`'s pages; TARGET_FILE: in its tree */
	struct str url;      /* TARGET_EXTERNAL: ready for an href; TARGET_PAGE: "?query" or "" */
	struct str fragment; /* TARGET_PAGE: as written, without `#` */
};

/* Const once it is made. It holds an owner's share of its arena, and lives as long as that. */
struct page_links {
	struct arena *arena;
	const struct document *document; /* as page_links_document says */
	struct link *links;              /* one for each of the document's references */
	struct diagnostics found;        /* in them; levels are set, what the author disabled is off */
	bool says_titles;                /* a finding holds another page's title */
};

/* What one site's linking leaves to the next. */
struct linking {
	struct names *names;      /* a share of them */
	const struct page *pages; /* all by number, those that aren't published too */
	size_t page_count;
	const struct page_links *const *links;     /* by page; NULL for those that aren't published */
	struct kept_answers *const *answers;       /* by page; NULL where no anchor was asked for */
	const struct page_anchors *const *anchors; /* by page; NULL where no anchor was asked for */
};

/* The document that a page is of: a borrowed page's is a copy, so its lender's. */
const struct document *page_links_document(const struct page *page);

/*
 * True when every page shows the same files as in the former site, and misses the same
 * pictures. Else, or where that takes longer to say, false.
 */
bool page_links_show_alike(const struct linking *now, const struct linking *former);

struct linker;

/* Make the targets of a page from its links, and ask for their anchors. */
void page_links_bind(const struct linker *linker, struct page *page, const struct page_links *links,
	struct arena *arena);

#endif
