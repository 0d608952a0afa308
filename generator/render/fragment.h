#ifndef PORTOLAN_RENDER_FRAGMENT_H
#define PORTOLAN_RENDER_FRAGMENT_H

/*
 * The body of a document as finished HTML: what parse/body.h left open is
 * filled in, either with what the site knows or with what the author wrote.
 *
 * Markup of ours goes around the author's and has only classes that begin
 * with `p-`; text of ours stands in `p-extra` and brings its own space.
 */

#include "base/buf.h"
#include "render/value.h"
#include "site/site.h"

/* The words of one language that stand in bodies. */
struct fragment_words {
	struct str body[BODY_STRING_COUNT];
	struct str external_hint; /* "(external site)", behind a link for who can't see its mark */
	struct str enlarge;       /* names the link of a picture without alternative text */
};

/* The string under a dotted key such as "toc.title", or "". */
struct str fragment_word(const struct object *strings, struct str key);

/* Found in the object that templates know as `t`; what it lacks is "". */
struct fragment_words fragment_words_of(const struct object *strings);

/*
 * Append a page's body. Links go where the page's targets say. A link that
 * leads nowhere becomes text, except to an anchor of the page itself; a link
 * without text shows the title of the page that it leads to.
 */
void fragment_render(const struct fragment_words *words, const struct config *config,
	const struct page *page, struct buf *out);

/*
 * Append a document's body as `portolan render` prints it: destinations,
 * sources and texts as they are written. The configuration says which hosts
 * are not external. What a browser would run (`javascript:`) is text here too.
 */
void fragment_render_as_written(const struct fragment_words *words, const struct config *config,
	const struct document *document, struct buf *out);

#endif
