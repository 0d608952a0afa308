#ifndef PORTOLAN_PARSE_HTML_ELEMENTS_H
#define PORTOLAN_PARSE_HTML_ELEMENTS_H

/* Which elements and attributes of raw HTML are published: the tables. */

#include "base/str.h"

enum html_policy {
	HTML_UNKNOWN, /* no element of HTML: its tag is shown as text */
	HTML_KEEP,    /* published */
	HTML_UNWRAP,  /* the tag goes, what it holds stays; nothing to report */
	HTML_REFUSE,  /* the tag goes, what it holds stays; reported */
	HTML_DROP,    /* goes with all that it holds; nothing to report */
	HTML_FORBID,  /* goes with all that it holds; reported */
};

struct html_element {
	struct str name;
	enum html_policy policy;
	bool is_void;       /* has no end tag */
	struct str instead; /* written in its place, with `class_name`; or "" */
	struct str class_name;
};

/* The element of a name in any case; NULL when HTML never had it. */
const struct html_element *html_element_of(struct str name);

enum html_attribute_kind {
	HTML_ATTRIBUTE_NONE, /* dropped */
	HTML_ATTRIBUTE_TEXT,
	HTML_ATTRIBUTE_NUMBER, /* a non-negative integer, else dropped */
	HTML_ATTRIBUTE_FLAG,   /* written without value */
	HTML_ATTRIBUTE_CLASS,
	HTML_ATTRIBUTE_ID,
	HTML_ATTRIBUTE_URL,       /* href of a and area, src of img: the owner's */
	HTML_ATTRIBUTE_PLAIN_URL, /* checked and written here: cite, iframe's src */
	HTML_ATTRIBUTE_ALIGN,     /* becomes a class */
	HTML_ATTRIBUTE_STYLE,     /* its alignment becomes a class */
	HTML_ATTRIBUTE_TARGET,    /* _blank alone */
	HTML_ATTRIBUTE_HANDLER,   /* script: reported */
};

/* What becomes of an attribute of an element; both names in small letters. */
enum html_attribute_kind html_attribute_of(struct str element, struct str attribute);

#endif
