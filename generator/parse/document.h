#ifndef PORTOLAN_PARSE_DOCUMENT_H
#define PORTOLAN_PARSE_DOCUMENT_H

/*
 * One markdown file as the rest of the program knows it: what it says about
 * itself, its outline, everything that it refers to, and its body. The tree
 * that the parser builds on the way is gone by then.
 *
 * A document and everything in it lives in the document's own arena and never
 * changes once it is parsed.
 */

#include "base/arena.h"
#include "base/hash.h"
#include "content/front_matter.h"
#include "content/kind.h"
#include "content/locale.h"
#include "content/source.h"

/* key="value" pairs; `class` and `id` have fields of their own. */
struct attribute {
	struct str name;
	struct str value;
	struct attribute *next;
};

struct attributes {
	struct str classes; /* separated by single spaces, in order of writing */
	struct str id;
	struct attribute *others;
};

struct heading {
	unsigned level;  /* 1–6 */
	struct str text; /* without markup */
	struct str html; /* inline HTML without links, images and ids: for tables of contents */
	struct str id;
	struct str quirk_id; /* what the former engine called it, when that differs; else empty */
	bool explicit_id;
	bool empty;         /* a spacer: nothing is rendered, nothing is listed */
	struct place place; /* of the whole line */
};

/* An id that raw HTML or an attribute list gives. */
struct anchor {
	struct str id;
	struct place place;
};

enum reference_kind {
	REFERENCE_LINK,       /* [text](destination) and <destination> */
	REFERENCE_IMAGE,      /* ![alt](destination) */
	REFERENCE_HTML_LINK,  /* an href in raw HTML */
	REFERENCE_HTML_IMAGE, /* a src in raw HTML */
};

struct reference {
	enum reference_kind kind;
	bool empty;             /* a link that shows nothing */
	bool autolink;          /* <destination> */
	struct str destination; /* as meant: escapes and entities decoded, nothing resolved */
	struct str title;
	struct str text; /* a link's plain text, an image's alternative text */
	struct attributes attributes;
	struct place place;      /* the destination as it is written */
	struct source_span span; /* the same */
	struct place whole;      /* the link or image, attribute list included */
};

static inline bool reference_is_image(const struct reference *reference)
{
	return reference->kind == REFERENCE_IMAGE || reference->kind == REFERENCE_HTML_IMAGE;
}

/* Where in a body something stands that only the whole site can say. */
enum hole_kind {
	HOLE_LINK_OPEN,  /* the <a …> of reference `index` */
	HOLE_LINK_CLOSE, /* its end */
	HOLE_IMAGE,      /* the whole <img …> of reference `index` with what stands around it */
	HOLE_URL, /* the value of an href or src of raw HTML: reference `index`, for an attribute in ""
			   */
	HOLE_TARGETS, /* inside heading `index`: its further anchors */
	HOLE_STRING,  /* interface string `index`, an enum body_string */
};

/* Interface strings that bodies hold; parse/body.c writes them, the theme's strings say what they
 * are. */
enum body_string {
	BODY_CALLOUT_ALERT,
	BODY_CALLOUT_WARNING,
	BODY_CALLOUT_HINT,
	BODY_CALLOUT_NOTE,
	BODY_CALLOUT_PRIMARY,
	BODY_CALLOUT_SUCCESS,
	BODY_CALLOUT_SECONDARY,
	BODY_CALLOUT_INFO,
	BODY_CODE_COPY,
	BODY_CODE_COPIED,
	BODY_TABLE_REGION,
	BODY_REFUSED,
	BODY_STRING_COUNT
};

struct hole {
	uint32_t offset; /* bytes into the body's HTML */
	uint16_t kind;   /* enum hole_kind */
	uint32_t index;
};

struct fragment {
	struct str html;
	const struct hole *holes; /* by offset */
	size_t hole_count;
};

enum port_direction { PORT_ANY_WAY, PORT_INCOMING, PORT_OUTGOING };
enum port_security { PORT_ANY_SECURITY, PORT_TLS, PORT_STARTTLS, PORT_CLEAR };

/* Where a port stands. */
enum port_source {
	PORT_IN_TABLE,
	PORT_IN_LABEL, /* a label row, or a line of its own such as `Port: 993` */
	PORT_IN_PROSE,
	PORT_AT_HOST, /* host:port */
	PORT_IN_URL,
	PORT_IN_CODE,
	PORT_SOURCE_COUNT
};

/* What a guide says of one port. What it doesn't say is unknown, never guessed. */
struct port_fact {
	struct place place;   /* of the number */
	struct str protocol;  /* a service's name, or "" */
	struct str host;      /* small letters, or "" */
	struct str section;   /* the one mail service that the nearest heading names, or "" */
	struct str near_host; /* the only host that the list or table names above it, or "" */
	uint32_t port;        /* above 65535 it is none: kept for the rules alone */
	uint8_t source;       /* enum port_source */
	uint8_t direction;    /* enum port_direction */
	uint8_t security;     /* enum port_security */
	bool near;            /* the one protocol of its clause stands beside it */
	bool labelled;        /* its direction stands in its own row, clause or label */
	bool derived;         /* its protocol is that of a heading, or of its direction */
	uint16_t row;         /* of its table, from 1; 0 outside of one */
	uint16_t table;       /* number of its table, from 1 */
	uint16_t list;        /* number of its list, "ports 110 and 587", from 1; 0: it stands alone */
	size_t heading;       /* index of the heading above, or STR_NONE */
};

/* Whether the number can be a port: the others are no part of the ledger. */
static inline bool port_fact_is_port(const struct port_fact *fact)
{
	return fact->port <= UINT16_MAX;
}

/* `<!-- portolan-disable-next-line rule -->`: the author wants no finding of it on `line`. */
struct disable {
	enum rule rule;
	uint32_t line;
	struct place place; /* of the rule's name in the comment */
};

struct document {
	struct arena *arena;
	struct arena
		*shared;     /* of another document of the same text, which this one is like; or NULL */
	struct str path; /* relative to the content root */
	struct str directory; /* the path's directory */
	enum kind kind;
	struct locale locale;
	struct front_matter front;
	bool mended;               /* its source is: see content/source.h */
	struct hash content;       /* of the file's bytes, and of those that it includes */
	struct hash front_content; /* of those before `body_begin` */
	size_t body_begin;         /* offset into the source's text where the front matter has ended */
	struct str updated;        /* ISO date of the key or of the body's line, or empty */
	struct place updated_place;

	const struct disable *disables; /* by line */
	size_t disable_count;

	const struct heading *headings;
	size_t heading_count;
	const struct anchor *anchors;
	size_t anchor_count;
	const struct reference *references;
	size_t reference_count;
	struct fragment body;

	const struct str *includes; /* files that it holds, relative to the content root */
	size_t include_count;

	const struct port_fact *facts; /* by place */
	size_t fact_count;

	unsigned tables, code_blocks; /* how many: translations are compared by them */

	struct diagnostics found;
};

#endif
