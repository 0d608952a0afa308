#ifndef PORTOLAN_SITE_LINKER_H
#define PORTOLAN_SITE_LINKER_H

/*
 * What the modules of this folder share while a site is being linked; nobody
 * outside includes it. Pages are resolved in parallel: everything here is
 * read-only by then but the page's own `resolution` and the worker's memory.
 */

#include "site/names.h"
#include "site/page_links.h"

/* A link to an anchor, to be answered together with the others that lead to the same page. */
struct anchor_request {
	const struct page *from;
	const struct reference *reference;
	struct target *target;
	struct str fragment; /* as written, without `#` */
	struct str head;     /* of the target's URL, what stands before `#`; "" in the page itself */
	struct anchor_request *next;
};

struct anchor_requests {
	struct anchor_request *first, *last;
};

/* What came of one page. */
struct resolution {
	struct diagnostics found_after; /* in the anchors that lead to it, as of page_anchors.h */
	struct anchor_requests asked;   /* by it */
	struct anchor_requests answers; /* wanted of it */
};

struct worker {
	struct arena *arena;   /* as long as the site */
	struct arena *links;   /* as long as any page's links of it */
	struct arena *scratch; /* for one page */
};

struct linker {
	struct arena *arena;
	struct site *site;
	const struct config *config;
	const struct tree *content; /* NULL: no files */
	const struct tree *images;
	const struct names *names;
	struct page *pages; /* by number, dropped and borrowed ones too */
	size_t page_count;
	struct site_file *content_files; /* one for each entry of the tree; used ones have a source */
	struct site_file *image_files;
	struct worker *workers;
	unsigned worker_count;
	struct resolution *resolutions;  /* by page */
	const struct page_links **links; /* by page: the site's `linking` */
	const struct linking *former;    /* whose links still hold, or NULL */
	bool same_titles;                /* all pages have the former's */
	size_t changed_count;            /* pages that have other documents than the former's */
	/* By page, as of `linking`; NULL: no site will follow. */
	struct kept_answers **kept_answers;
	const struct page_anchors **anchors;
};

/* A reference as it is being resolved: by names, whatever texts the pages have now. */
struct resolver {
	const struct linker *linker;
	const struct page *page; /* of the names */
	const struct reference *reference;
	struct link *link;         /* what it leads to */
	struct diagnostics *found; /* the page's */
	bool *says_titles;         /* set when a finding holds another page's title */
	unsigned *searches;        /* for suggestions, so far in the page */
	struct arena *arena;       /* the links' */
	struct arena *scratch;     /* the worker's */
};

/* A finding at the reference's destination; `%s "what"`. */
struct diagnostic *resolver_report(
	const struct resolver *resolver, enum rule rule, const char *message, struct str what);

/* That it leads nowhere, or can't be a URL. */
struct diagnostic *resolver_report_nowhere(const struct resolver *resolver, const char *message);
struct diagnostic *resolver_report_malformed(const struct resolver *resolver, struct str help);

/* A fix that replaces the destination; none when it isn't written as it is meant. */
void resolver_fix(
	const struct resolver *resolver, struct diagnostic *diagnostic, struct str text, bool safe);

#endif
