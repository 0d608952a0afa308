#ifndef PORTOLAN_PREVIEW_STATE_H
#define PORTOLAN_PREVIEW_STATE_H

/*
 * One state of the previewed site: everything that pages are answered from,
 * and what is wrong with it. It is const once it is made, but for lists for
 * machines and the search, which are made when somebody asks for them. Who
 * answers holds a share of it, so a state lives until its last answer is given.
 */

#include <pthread.h>

#include "check/checked.h"
#include "preview/outfit.h"
#include "render/pages.h"
#include "report/report.h"

struct state_options {
	struct project_options project;
	const char *theme_folders[2]; /* the first wins */
	size_t theme_folder_count;
	const char *generator; /* "Portolan <version>" */
	const char *editor;    /* pattern of links (preview/editor.h) */
	/* Gives pictures the smaller versions that there are, and lists the site's copies. */
	void (*take_pictures)(const void *context, struct site *site);
	const void *context;
	/* YYYY-MM-DD, made in the arena. */
	struct str (*today)(struct arena *arena);
};

struct state_changes {
	struct project_changes project;
	bool theme;
};

struct state {
	_Atomic unsigned owners;
	struct arena *arena; /* the project's */
	struct project project;
	struct outfit *outfit;
	struct renderer renderer; /* when the outfit is ready */
	struct map *assets;       /* path below the site's root → text */
	struct map *files;        /* → site_copy */

	/* Made while pages are already being answered: state_report waits for it. */
	struct checked *checked;
	struct report report;
	bool is_checked;
	pthread_cond_t was_checked;

	pthread_mutex_t lock;              /* of what follows */
	struct state_lists *lists, *index; /* NULL: nobody asked yet */
};

/*
 * The pages after changes, sharing with the former what they don't concern;
 * without a former, from nothing. NULL when it can't be made: the settings are
 * wrong, or a folder can't be read. `trouble` says why then.
 */
struct state *state_make(const struct state_options *options, const struct state *former,
	const struct state_changes *changes, struct buf *trouble);

/*
 * Run the rules of `check` over a state that state_make gave, from the same former one. Once,
 * before anyone's state_report can return.
 */
void state_check(struct state *state, const struct state_options *options,
	const struct state *former, const struct state_changes *changes);

/* All that is wrong. */
const struct report *state_report(struct state *state);

struct state *state_share(struct state *state);
void state_release(struct state *state);

/* A list for machines or a file of the search, or NULL. The first who asks for one waits until all
 * of its kind are made. */
const struct str *state_list(struct state *state, struct str path, unsigned workers);

#endif
