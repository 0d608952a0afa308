#ifndef PORTOLAN_CLI_UNCHANGED_H
#define PORTOLAN_CLI_UNCHANGED_H

/*
 * A build that would write what stands there already needn't be made: when
 * nobody has touched a file that the last one read or wrote, and it is asked
 * the same, it would find and write the same.
 *
 * Files count as untouched while size, inode and time of the last change (st_ctime, which nobody
 * can set) are the same. What the last build said is kept in the cache folder
 * (cli/build_record.h); without it, or when anything is in doubt, the build is made.
 */

#include "base/file.h"
#include "base/hash.h"
#include "cli/options.h"
#include "output/published.h"

/* How a build ended. */
struct build_tally {
	size_t pages, locales, images;
	size_t written, unchanged, removed;
	size_t errors, warnings;
};

struct unchanged {
	const struct options *options;
	struct arena *arena;
	struct hash inputs;   /* of all that the build will read, as it stands before it is read */
	struct hash settings; /* the same of all but the guides */
	/* Nothing of either was touched so lately that a further change could hide, and no link leads
	 * out of a folder. */
	bool settled, settings_settled;
	struct hash findings; /* of the text that was kept */
	/* As they were walked, or NULL where they weren't. */
	const struct file_list *content, *images;
};

/* Look at what a build reads, before it does. Everything is made in the arena. */
struct unchanged unchanged_look(const struct options *options, struct arena *arena);

/* True when the last build still stands: what it counted, and its findings as it printed them. */
bool unchanged_find(
	const struct unchanged *unchanged, struct build_tally *tally, struct str *findings);

/* Keep this build's findings, as it printed them. */
void unchanged_keep_findings(struct unchanged *unchanged, struct str findings);

/*
 * Keep what it came to and what it published, last of all. Where that fails, the next one is
 * simply made.
 */
void unchanged_keep(const struct unchanged *unchanged, const struct build_tally *tally,
	const struct published *outputs);

#endif
