#ifndef PORTOLAN_SITE_SITE_H
#define PORTOLAN_SITE_SITE_H

/*
 * The site: all documents, linked. It is built once from the parsed documents
 * (site_link) and const from then on, so that pages can be checked and
 * rendered in parallel. Everything of it lives in the site's arena; documents
 * keep their own, as do the links that are kept for the next site.
 */

#include "base/hash.h"
#include "base/map.h"
#include "content/config.h"
#include "content/tree.h"
#include "image/picture.h"
#include "parse/document.h"

struct page;

enum target_kind {
	TARGET_NONE,     /* nowhere: reported; a link is shown as text, or kept as written */
	TARGET_PAGE,     /* a page of this site, maybe with an anchor */
	TARGET_FILE,     /* a file beside the guides */
	TARGET_EXTERNAL, /* another host, mailto:, tel: … */
};

/* Where a reference leads. One for each reference of a document, at the same index. */
struct target {
	enum target_kind kind;
	const struct page *page;       /* TARGET_PAGE */
	const struct heading *heading; /* when the anchor is a heading's */
	const struct site_file *file;  /* TARGET_FILE, and images */
	struct str url; /* ready for an href: root-relative with base path, or absolute; encoded */
	bool external;  /* opens as external */
	uint32_t shown_width; /* of an image: picture_shown_width */
};

/* A smaller version of a picture. */
struct site_variant {
	enum picture_type type;
	uint32_t width, height;
	struct str source; /* path as reached from the working directory: it lies in the cache */
	struct str url;    /* as a file's */
	struct str href;   /* the same with base path */
	uint64_t size;
};

/*
 * A picture or other file that pages refer to; published once. `url` is empty
 * until site_name_files has read the file, and stays so when it can't be read or must
 * not be published.
 */
struct site_file {
	struct str source; /* path as reached from the working directory */
	struct str path;   /* relative to the content or images root: for messages */
	struct str url;    /* where it is published, root-relative without base path; holds its hash */
	uint64_t size;
	struct hash hash;                    /* of its bytes; with the url, as all that follows */
	struct picture picture;              /* by its head; no type: it is something else */
	const struct site_variant *variants; /* by type, then from narrow to wide */
	size_t variant_count;
	const struct file_entry *entry; /* of its tree */
	size_t number;                  /* its place among the site's files */
	bool reported;                  /* that it is not published: once is enough */
	bool from_images;               /* `path` is relative to the images root */
};

/* What is to be published under a URL: files and variants, each URL once. */
struct site_copy {
	struct str url;
	struct str source;
	uint64_t size;
};

/* A section of a product's guides, in the order of reading. */
struct section {
	struct str title; /* "" is the default section, whose name is an interface string */
	const struct page *const *guides;
	size_t guide_count;
};

/* A further anchor of a heading that some link uses or the former engine gave. */
struct extra_target {
	size_t heading;
	struct str id;
};

struct page {
	const struct document *document;
	struct str url;   /* "/ca/fr/emails/x/", unencoded UTF-8, without base path */
	struct str href;  /* the same for an href: with base path, encoded */
	struct str title; /* never empty: the front matter's, else the slug */
	struct str slug;
	const struct page
		*lender; /* of a page that its locale borrows (site/borrow.h): the page that it is */
	const struct page *parent; /* whose slug stands before this one's and whose title in the
								  breadcrumb; may be of another locale; NULL at the top */
	const struct page *const *ancestors; /* from the top to the parent */
	size_t ancestor_count;
	bool listed; /* reached from a list: parent has this locale, not hidden */
	const struct page *const *children; /* in this locale, in order; listed ones alone */
	size_t child_count;
	const struct section *sections; /* product: its guides; guide with children: those */
	size_t section_count;
	const struct page *const *translations; /* all pages of this directory and kind, by locale,
											   itself included; borrowed ones are none */
	size_t translation_count;
	const struct page *previous, *next; /* within the product's sections */
	const struct target *targets;       /* one for each of the document's references */
	const struct extra_target *extra_targets;
	size_t extra_target_count;
	const struct page *const *backlinks; /* pages that link here, by URL */
	size_t backlink_count;
};

/* Published for who has its address: lists, search and other pages don't name it. */
static inline bool page_is_hidden(const struct page *page)
{
	return front_flag(&page->document->front, FRONT_HIDDEN, false);
}

/* All pages of one locale. */
struct site_locale {
	struct locale locale;
	const struct page *home;         /* or NULL */
	const struct page *not_found;    /* or NULL */
	const struct page *const *pages; /* by URL; borrowed ones among them */
	size_t page_count;
};

struct site {
	struct arena *arena;
	const struct config *config;
	const struct tree *tree;
	struct str base_url;  /* "https://docs.example.org/guides" without trailing slash, or empty */
	struct str base_path; /* "/guides" or "" */
	const struct page *const *pages; /* that are published, by source path; behind them, past
										page_count, those that locales borrow */
	size_t page_count, borrowed_count;
	const struct page *first_page; /* of the array that all of them stand in, in whatever order, */
	size_t pages_made;             /* and of its length: with pages that are not published */
	const struct site_locale *locales; /* by code */
	size_t locale_count;
	const struct site_file *const
		*files; /* that pages refer to, content's before images', by path */
	size_t file_count;
	const struct site_copy *copies; /* after site_list_copies, by URL */
	size_t copy_count;
	struct map *by_url;       /* url → page of the names: site_page gives this site's */
	struct map *by_path;      /* source path → page that is not borrowed, of the names */
	struct diagnostics found; /* in the site as a whole: URLs, parents */
	/* What linking found in pages' links and anchors; levels are set. */
	const struct diagnostics *const *found_in;
	size_t found_in_count;

	struct file_memory *memory;         /* what was read of files before (file_memory.h), or NULL */
	const struct linking *linking;      /* what the next site may take over (page_links.h) */
	struct arena *const *worker_arenas; /* further memory of the site: site_release frees it */
	unsigned worker_count;
};

#endif
