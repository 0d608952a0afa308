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
	const struct overlay *content_overlay; /* or NULL */
	const struct overlay *images_overlay;  /* or NULL */
	unsigned workers;
};

struct project {
	struct arena *arena;
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

enum project_result {
	PROJECT_READY,
	PROJECT_MISCONFIGURED, /* site.yaml can't be used: `found` says why */
	PROJECT_UNREADABLE,    /* a folder or file can't be read: `message` */
};

/* Read, parse and link. Call project_close whatever the result. */
enum project_result project_open(
	struct project *project, const struct project_options *options, struct str *message);
void project_close(struct project *project);

/* The lists of findings of all stages so far, with the site's levels, made in the project's arena.
 */
const struct diagnostics *const *project_findings(struct project *project, size_t *count);

#endif
