#ifndef PORTOLAN_SITE_PROJECT_H
#define PORTOLAN_SITE_PROJECT_H

/*
 * Everything that the program knows of a content: settings, trees, documents,
 * and the site that they make. Each command begins with one.
 */

#include "site/link.h"

struct project_options {
	const char *config;   /* site.yaml; NULL: <content>/site.yaml if it is there */
	const char *content;  /* folder */
	const char *images;   /* folder; NULL: none */
	const char *base_url; /* over the configuration's; NULL: that */
	const char *ports;    /* folder of words and services (parse/port_words.h); NULL: none */
	/* The folders as they were just walked; they outlive the project. NULL: they are walked. */
	const struct file_list *walked_content, *walked_images;
	const struct overlay *content_overlay; /* or NULL */
	const struct overlay *images_overlay;  /* or NULL */
	struct file_memory *memory; /* of files that were read before (file_memory.h), or NULL */
	unsigned workers;
	struct timings *timings; /* or NULL */
};

struct project {
	struct arena *arena;
	/* What the next project may share with this one. */
	struct arena *settings, *content_arena, *images_arena;
	struct diagnostics found_in_settings, found_in_content, found_in_images;

	struct config config;
	const struct port_words *words; /* or NULL */
	struct tree content;
	struct tree images;
	bool has_images;
	struct document **documents; /* by path; files that can't be read have none */
	size_t document_count;
	struct site *site;
	struct diagnostics found; /* in folders and settings */
};

/* What was written, made, renamed or removed below a root. */
struct project_paths {
	const struct str *items; /* relative to the root */
	size_t count;
	bool all; /* nobody knows: look at everything */
};

struct project_changes {
	bool settings; /* site.yaml or the words and services of ports: all is read anew */
	struct project_paths content;
	struct project_paths images;
};

enum project_result {
	PROJECT_READY,
	PROJECT_MISCONFIGURED, /* site.yaml can't be used: `found` says why */
	PROJECT_UNREADABLE,    /* a folder or file can't be read: `message` */
};

/* Read, parse and link. Call project_close whatever the result. */
enum project_result project_open(
	struct project *project, const struct project_options *options, struct str *message);

/*
 * The project as it is after changes, without reading again what they don't
 * concern: documents and folders are shared with the former project, which
 * stays as it is and may be closed at any time. The result is what
 * project_open would give.
 */
enum project_result project_follow(struct project *project, const struct project *former,
	const struct project_options *options, const struct project_changes *changes,
	struct str *message);

void project_close(struct project *project);

/* The lists of findings of all stages so far, with the site's levels, made in the project's arena.
 */
const struct diagnostics *const *project_findings(struct project *project, size_t *count);

#endif
