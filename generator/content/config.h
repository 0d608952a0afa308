#ifndef PORTOLAN_CONTENT_CONFIG_H
#define PORTOLAN_CONTENT_CONFIG_H

/*
 * The site's own settings: `site.yaml`, and what holds without one. Paths,
 * host names and patterns are as written; everything lives in the arena that
 * it was loaded with.
 */

#include "base/arena.h"
#include "content/locale.h"
#include "report/diagnostic.h"

/* A name and what belongs to it. */
struct config_pair {
	struct str name;
	struct str value;
};

struct config_pairs {
	const struct config_pair *items;
	size_t count;
};

struct config_names {
	const struct str *items;
	size_t count;
};

/* What a host, or a product's role, offers: "imap" on 993 and 143. */
struct config_service {
	struct str owner;    /* a host name in small letters, `*` for any text; a role: "emails" */
	struct str protocol; /* small letters; "" stands for every protocol */
	const uint16_t *ports;
	size_t port_count;
};

struct config_services {
	const struct config_service *items;
	size_t count;
};

/* A notice above pages: of one locale, or below one path, or of all. */
struct config_banner {
	struct str locale; /* "" for all */
	struct str path;   /* the head of a page's source path, "" for all */
	struct str kind;   /* a callout's name */
	struct str text;   /* plain text */
};

/* What one file may hold. The largest real guides have about a fiftieth of it. */
struct config_limits {
	size_t file_bytes;
	size_t nesting; /* of quotes and lists */
	size_t table_columns;
	size_t table_cells; /* with those that make up for short rows */
	size_t links;
	size_t headings;
	size_t markup; /* line ends and characters that may be markup, code aside */
	size_t front_matter_depth;
};

struct config {
	struct str title;
	struct str base_url; /* without trailing slash, or "" */
	struct str default_locale;
	struct config_names own_hosts;     /* hosts whose URLs are this site's */
	struct config_names https_hosts;   /* hosts known to have https: */
	struct config_names unasked_hosts; /* hosts that check --external leaves alone */
	struct config_names iframe_hosts;  /* hosts that iframes may show */
	struct config_pairs commercial;    /* locale → URL without trailing slash, for {ovh_www} */
	struct config_pairs policy;        /* directive → further sources, see content/policy.h */
	bool policy_in_pages;              /* the policy stands in every page, too */
	struct config_pairs fallback;      /* locale → locale whose pages it may show */
	struct config_services hosts;      /* host → protocol → ports */
	struct config_services roles;      /* product → protocol → ports */
	struct str edit_url;               /* pattern with {path}, or "" */
	struct str feedback_url;           /* pattern with {path}, {url} and {locale}, or "" */
	const struct config_banner *banners;
	size_t banner_count;
	struct config_limits limits;
	uint32_t
		image_column; /* how wide text is in the theme, in CSS pixels; 0: no smaller pictures */
	enum severity levels[RULE_COUNT];
};

/* The settings that hold without a site.yaml. */
void config_default(struct arena *arena, struct config *config);

/*
 * Read a site.yaml's text over the defaults. False when it is no YAML or a
 * value is of the wrong type: the findings (their paths are `path`, rooted)
 * say where. Unknown keys are findings and no failure.
 */
bool config_read(struct arena *arena, struct str path, struct str text, struct config *config,
	struct diagnostics *found);

/* The value of a name, or "". */
struct str config_lookup(const struct config_pairs *pairs, struct str name);

bool config_has_name(const struct config_names *names, struct str name);

#endif
