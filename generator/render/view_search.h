#ifndef PORTOLAN_RENDER_VIEW_SEARCH_H
#define PORTOLAN_RENDER_VIEW_SEARCH_H

/*
 * The search page: without JavaScript it is the list of all guides of a
 * locale, by product, and where a form's address leads. Hidden guides stay out.
 */

#include "render/view.h"

/* `groups` of the view: title, has_title, guides (entries as lists show them), by URL. */
const struct object *view_of_search(
	const struct views *views, struct arena *scratch, const struct view_locale *locale);

#endif
