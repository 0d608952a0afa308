#ifndef PORTOLAN_SEARCH_SHARDS_H
#define PORTOLAN_SEARCH_SHARDS_H

/*
 * The index of a locale as files that a browser reads piece by piece.
 *
 *   search/<locale>/index.js       what there is, under a name that stays
 *   search/<locale>/<hash>/w0.js…  words by the alphabet, and on which pages they are
 *                          p0.js…  titles and URLs of SHARD_PAGES pages
 *                          t0.js…  headings and texts of sections
 *
 * The folder's name is a hash of everything in it, so these files never change
 * and readers never mix two states of a site. Each file is
 *
 *   portolanSearch("<name>",<JSON>)
 *
 * which fetch() can read over HTTP, where it is data, and a script element on
 * file:, where browsers refuse fetch().
 *
 * index   {"version":1,"at":"<hash>","pages":N,"fold":{"é":"e",…},
 *          "common":["the",…] folded words that are on most pages and in no title,
 *          "words":[…] the head of the folded first word of each w,
 *          "groups":[…] the first group that begins in each w,
 *          "texts":[…] the first section of each t}
 * w       [the group that begins next, "words", "lists"]
 *         words: between spaces, each `shared back [often] rest`: so many UTF-16 units as the
 *          word before, then `rest`. back 0: it begins the next group, of which it says how
 *          often: 0 common, else 1 + log2 of its pages; back n: it is of the nth group before
 *          the next. A group is the words of one stem
 *         lists: of the groups that begin here, a space behind each: for each page
 *          `3 × pages ahead + min(sections, 2)`, impact (search/rank.h), the number of sections
 *          where that is 2 or more, and each section as `2 × sections ahead + in heading`; no
 *          section: it stands all over the page
 * p       {"first":N the first section,"parents":[…],
 *          "pages":[[title, UTF-16 units of the URL as the one before, the rest, sections,
 *          parent],…]} parent: index, or -1
 * t       [[anchor, heading, text],…]
 *
 * Numbers in w are in base 45 in printable ASCII without `"` and `\`: the first 45 characters
 * end a number, the others are digits with more behind.
 */

#include "base/buf.h"
#include "search/terms.h"

#define SHARD_PAGES 64

/* Bytes at which a file is full: a query loads a file for each of its words, and one or two of
 * the others. */
#define SHARD_WORDS 4608
#define SHARD_TEXTS 16384

/* Bytes of a section that excerpts are taken from. */
#define TEXT_LONGEST 10240

struct search_file {
	struct str path; /* below the output folder */
	struct str content;
};

struct search_files {
	struct search_file *items;
	size_t count;
};

/* All files of a locale, in `arena`; `room` is a worker's. */
struct search_files shards_make(struct arena *arena, struct buf *room, struct str locale,
	const struct indexed_page *pages, size_t page_count, const struct terms *terms);

#endif
