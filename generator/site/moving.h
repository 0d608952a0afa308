#ifndef PORTOLAN_SITE_MOVING_H
#define PORTOLAN_SITE_MOVING_H

/* Pages of one site, where another site has the same under the same numbers in another array. */

#include "site/site.h"

struct moving {
	const struct page *from, *to;
};

static inline const struct page *moved(const struct moving *moving, const struct page *page)
{
	return page == NULL ? NULL : moving->to + (page - moving->from);
}

static inline const struct page *const *moved_list(
	const struct moving *moving, struct arena *arena, const struct page *const *list, size_t count)
{
	const struct page **made = arena_uncleared(arena, count * sizeof(*made));

	for (size_t i = 0; i < count; i++)
		made[i] = moved(moving, list[i]);
	return made;
}

#endif
