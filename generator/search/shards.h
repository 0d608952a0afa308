#ifndef PORTOLAN_SEARCH_SHARDS_H
#define PORTOLAN_SEARCH_SHARDS_H

/*
 * The index of a locale as files that a browser reads piece by piece.
 *
 *   search/<locale>/index.js    what there is, under a name that stays
 *   search/<locale>/<name>.js   w: words by the alphabet, and on which pages they are
 *                               p: titles and URLs of SHARD_PAGES pages
 *                               t: headings and texts of the sections of up to TEXT_PAGES pages
 *
 * A name is a hash of what the file holds, so these files never change, and who has read an
 * index.js reads the files of one state of the site or none. Little in a file depends on what
 * stands in others, so that an edit of a page leaves most of them as they are.
 *
 * Each file is
 *
 *   portolanSearch("<name>",<JSON>)
 *
 * which fetch() can read over HTTP, where it is data, and a script element on
 * file:, where browsers refuse fetch(). The name of index.js is "index".
 *
 * index   {"version":2,"fold":{"é":"e",…},
 *          "common":["the",…] folded words that are on most pages and in no title,
 *          "words":[[the head of the folded first word, the first group that begins there,
 *          name],…] of each w,
 *          "pages":[name,…] of each p}
 * w       ["words", "lists"]
 *         words: between spaces, each `shared back [often] rest`: so many UTF-16 units as the
 *          word before, then `rest`. back 0: it begins the next group, of which it says how
 *          often: 0 common, else 1 + log2 of its pages; back n: it is of the nth group before
 *          the next. A group is the words of one stem
 *         lists: of the groups that begin here, a space behind each: for each page
 *          `3 × pages ahead + min(sections, 2)`, impact (search/rank.h), the number of sections
 *          where that is 2 or more, and each section as `2 × sections ahead + in heading`; no
 *          section: it stands all over the page
 * p       {"pages":[[title, UTF-16 units of the URL as the one before, the rest, sections,
 *          parent],…], parent: index, or -1
 *          "parents":[…],
 *          "texts":[[the first section, counted from the first of this p, name],…] of each t}
 * t       [[anchor, heading, text],…]
 *
 * Numbers in w are in base 45 in printable ASCII without `"` and `\`: the first 45 characters
 * end a number, the others are digits with more behind.
 */

#include "base/buf.h"
#include "base/hash.h"
#include "search/terms.h"

/* Letters of a file's name: so many that no two files of a locale share one. */
#define SHARD_NAME 10

#define SHARD_PAGES 64
#define TEXT_PAGES  16 /* a part of SHARD_PAGES */

/* Bytes at which a file is full: a query loads a file for each of its words, and one or two of
 * the others. Files of words may end between the two, see shard_words.c. */
#define SHARD_WORDS_LEAST 3072
#define SHARD_WORDS_MOST  7168
#define SHARD_TEXTS       16384

/* Bytes of a section that excerpts are taken from. */
#define TEXT_LONGEST 10240

struct search_file {
	struct str path; /* below the output folder */
	struct str content;
	struct hash hash; /* the same for the same path and content */
};

/* Takes a file, which is gone when it returns. */
typedef void search_take(void *context, unsigned worker, const struct search_file *file);

/* Where the files of a locale go. */
struct shard_output {
	struct str locale;
	search_take *take;
	void *context;
	unsigned worker;
	struct buf *room;    /* the worker's */
	struct arena *arena; /* for what is needed until the locale's last file */
};

/* A file of texts that was written. */
struct text_file {
	size_t first_section; /* among those of its TEXT_PAGES pages */
	char name[SHARD_NAME];
};

struct text_files {
	struct text_file *items;
	size_t count;
};

/* The texts of up to TEXT_PAGES pages; the list is made in `arena`. */
struct text_files shards_write_texts(const struct shard_output *output, struct arena *arena,
	const struct indexed_page *pages, const struct plain *texts, size_t page_count);

/* All other files of a locale; `texts` are the texts of each TEXT_PAGES pages. */
void shards_write(const struct shard_output *output, const struct indexed_page *pages,
	size_t page_count, const struct text_files *texts, const struct terms *terms);

#endif
