#ifndef PORTOLAN_PARSE_HTML_FILTER_H
#define PORTOLAN_PARSE_HTML_FILTER_H

/*
 * Raw HTML, let through an allowlist.
 *
 * Guides hold a little HTML between their markdown. It is tokenised the way a
 * browser does it (HTML Living Standard, section 13.2.5, without scripts), and
 * what is written anew is only what the list allows: elements, attributes, URL
 * schemes, iframe hosts. An element opened in one piece may be closed in a
 * later one; whatever is still open when its container ends is closed there,
 * and an end tag that closes nothing is dropped, so the page stays well formed
 * whatever a guide says.
 *
 * Tags that HTML doesn't have (`<project_id>`) are shown as text.
 */

#include "report/diagnostic.h"

/* What the filter tells its owner while it reads. Offsets are bytes into the piece. */
struct html_sink {
	void *context;

	/* Write HTML that is ready; it is gone when this returns. */
	void (*write)(void *context, struct str html);

	/*
	 * The decoded value of an href (of `a`, `area`) or src (of `img`) that may
	 * stand there: the owner writes the attribute's value (between the quotes
	 * that the filter writes) or leaves a hole. `alt` is an img's, or empty.
	 */
	void (*url)(void *context, struct str element, struct str url, struct str alt, size_t begin,
		size_t end);

	/* An id, or a name on an `a`: an anchor of the page. The filter writes it too (as id). */
	void (*anchor)(void *context, struct str id, size_t begin, size_t end);

	/* What is not published (RULE_HTML_UNSAFE; RULE_LIMIT, too deep), or no HTML
	 * (RULE_HTML_UNKNOWN). */
	void (*finding)(void *context, enum rule rule, struct str what, size_t begin, size_t end);
};

struct html_filter;

/* `iframe_hosts` are exact host names. The filter lives in the arena. */
struct html_filter *html_filter_create(struct arena *arena, const struct html_sink *sink,
	const struct str *iframe_hosts, size_t iframe_host_count);

/*
 * Filter one piece: the text of a raw HTML block, or one inline tag. `block` is
 * true for a block's piece, where text is possible between tags; it is written
 * escaped. Content of elements that are never published (script, style, …) is
 * dropped up to their end tag, also when that comes in a later piece.
 */
void html_filter_feed(struct html_filter *filter, struct str piece, bool block);

/* True while the content of a dropped element is running: the owner writes nothing then. */
bool html_filter_dropping(const struct html_filter *filter);

/*
 * What is dropped ends with the lines of text in which it began, and goes on
 * behind a block of raw HTML only when its end tag comes in `rest`: a tag that is
 * never closed hides no page.
 */
void html_filter_end_lines(struct html_filter *filter);
void html_filter_end_block(struct html_filter *filter, struct str rest);

/* How many elements are open; later html_filter_close closes down to that number. */
size_t html_filter_depth(const struct html_filter *filter);
void html_filter_close(struct html_filter *filter, size_t depth);

/* True when text that looks like the start of a URL has a scheme that may be published:
 * http, https, mailto, tel, ftp, ftps, sftp, ssh or none; control characters and white space
 * inside the scheme are seen through, as browsers do. */
bool html_url_allowed(struct str url);

#endif
