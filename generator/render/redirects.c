#include "render/redirects.h"

#include "site/url.h"

static struct str alias_url(struct arena *arena, const struct page *page, struct str alias)
{
	struct str above = page->url;

	if (str_starts(alias, S("/")))
		return url_normal(arena, alias);
	above.len -= above.len > 0;
	while (above.len > 0 && above.ptr[above.len - 1] != '/')
		above.len--;
	return url_normal(arena, str_concat(arena, above, alias));
}

static size_t count_aliases(const struct site *site)
{
	size_t count = 0;

	for (size_t i = 0; i < site->page_count; i++) {
		struct str aliases = front_text(&site->pages[i]->document->front, FRONT_ALIASES), alias;

		while (front_next_item(&aliases, &alias))
			count++;
	}
	return count;
}

struct redirects redirects_of(struct arena *arena, const struct site *site)
{
	size_t most = count_aliases(site);
	struct redirects redirects = {.items = arena_array(arena, struct redirect, most)};
	struct map *taken = map_create(arena, most);

	for (size_t i = 0; most > 0 && i < site->page_count; i++) {
		const struct page *page = site->pages[i];
		struct str aliases = front_text(&page->document->front, FRONT_ALIASES), alias;

		while (front_next_item(&aliases, &alias)) {
			struct str url = alias_url(arena, page, alias);

			if (url.len < 2 || !url_is_fit(url) || map_get(site->by_url, url) != NULL ||
				map_get(taken, url) != NULL)
				continue;
			map_set(taken, url, taken);
			redirects.items[redirects.count++] = (struct redirect){url, page};
		}
	}
	return redirects;
}
