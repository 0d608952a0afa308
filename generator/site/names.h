#ifndef PORTOLAN_SITE_NAMES_H
#define PORTOLAN_SITE_NAMES_H

/*
 * What pages are called and who stands above whom: all by which links find them.
 *
 * An edit of a text changes none of it, so sites that follow each other share their names. These
 * hold pages of their own, of documents as they were when the names were made: of such a page,
 * only what it is called is to be used. Each site has its pages under the same numbers.
 */

#include "site/hierarchy.h"
#include "site/link.h"
#include "site/lookup.h"

struct names {
	_Atomic unsigned owners;
	struct arena *arena;
	struct arena **worker_arenas; /* further memory of the names */
	unsigned worker_count;
	const struct document **documents; /* all that were given, as shares */
	size_t document_count;
	const struct file_entry *content, *images; /* of the trees; NULL without */

	struct page *pages; /* by path, then borrowed ones; dropped ones too; without lists */
	size_t page_count;
	size_t own_count; /* those from here on are borrowed */
	size_t *numbers;  /* of own pages: which of the documents they are of */
	bool *dropped;
	struct hierarchy hierarchy;
	struct lookup lookup;
	struct map *tails;             /* of own pages: see suggest.h */
	struct str *paths;             /* of own pages */
	const struct page **published; /* as a site has them */
	size_t published_count;        /* own ones */
	size_t borrowed_count;         /* behind them */
	struct map *by_url, *by_path;  /* as a site has them */
	struct site_locale *locales;   /* as a site has them */
	size_t locale_count;
	struct diagnostics found; /* in URLs and parents */
};

/* Ends with names_release. */
struct names *names_make(const struct link_input *input);

/*
 * True when names that were made with the same configuration are what names_make would give: the
 * documents are called the same, the files are the same.
 */
bool names_stand(const struct names *names, const struct link_input *input);

struct names *names_share(struct names *names);
void names_release(struct names *names);

#endif
