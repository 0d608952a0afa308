/* Any bytes as a URL, a path of a URL, and a heading that gives an anchor. */

#include "base/arena.h"
#include "fuzz.h"
#include "parse/heading_ids.h"
#include "site/url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_create(4096);
	struct str text = fuzz_text(data, size), path, query, fragment, normal, slug;

	url_split(text, &path, &query, &fragment);
	url_encode(arena, url_decode(arena, text));
	normal = url_normal(arena, path);
	/* A normal URL stays as it is and never climbs. */
	if (!str_equal(normal, url_normal(arena, normal)) || str_has(normal, S("/../")))
		__builtin_trap();
	url_is_fit(normal);
	slug = heading_slug(arena, text);
	for (size_t i = 0; i < slug.len; i++) {
		char c = slug.ptr[i];

		if (!ascii_is_alnum(c) && c != '_' && c != '-')
			__builtin_trap();
	}
	arena_destroy(arena);
	return 0;
}
