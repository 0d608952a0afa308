#include "site/suggest.h"

#include "base/path.h"

/* Broken links of one page that are looked into. */
#define MOST_SEARCHES 30
/* Longer differences are no slip of the hand. */
#define LONGEST_SLIP 8
/* So much of a path stays the same. */
#define LEAST_COMMON 0.7

static bool may_search(const struct resolver *resolver)
{
	return (*resolver->searches)++ < MOST_SEARCHES;
}

/* How many bytes two texts share at their heads and at their ends. */
static size_t common_ends(struct str a, struct str b)
{
	size_t shorter = a.len < b.len ? a.len : b.len, head = 0, tail = 0;

	while (head < shorter && a.ptr[head] == b.ptr[head])
		head++;
	while (tail < shorter - head && a.ptr[a.len - 1 - tail] == b.ptr[b.len - 1 - tail])
		tail++;
	return head + tail;
}

/* "a/b/c/guide.fr-fr.md" → "c/guide.fr-fr.md". */
static struct str last_two(struct str path)
{
	struct str directory = path_directory(path);

	return str_from(path, directory.len - path_name(directory).len);
}

/* Bytes in which the two differ, or STR_NONE when it is no slip. */
static size_t slip_between(struct str path, struct str other)
{
	size_t longer = path.len > other.len ? path.len : other.len, differ;

	if (longer - (path.len < other.len ? path.len : other.len) > LONGEST_SLIP)
		return STR_NONE;
	differ = longer - common_ends(path, other);
	if (differ > LONGEST_SLIP || (double)(longer - differ) < LEAST_COMMON * (double)longer)
		return STR_NONE;
	return differ;
}

const struct page *suggest_source(const struct resolver *resolver, struct str path)
{
	const struct linker *linker = resolver->linker;
	const struct page *nearest = NULL, *elsewhere = NULL;
	size_t least = STR_NONE, places = 0;
	struct str tail = last_two(path);

	if (!may_search(resolver))
		return NULL;
	for (size_t i = 0; i < linker->own_count; i++) {
		const struct page *page = &linker->pages[i];
		size_t slip = slip_between(path, page->document->path);

		if (slip < least) {
			least = slip;
			nearest = page;
		}
		if (tail.len < path.len && str_equal(tail, last_two(page->document->path))) {
			elsewhere = page;
			places++;
		}
	}
	if (nearest != NULL)
		return nearest;
	return places == 1 ? elsewhere : NULL;
}

/* One digit more, less, or another one. */
static bool differs_by_one(struct str a, struct str b)
{
	size_t longer = a.len > b.len ? a.len : b.len;

	return longer >= 3 && longer - (a.len < b.len ? a.len : b.len) <= 1 &&
		   common_ends(a, b) + 1 == longer;
}

const struct page *suggest_legacy(const struct resolver *resolver, struct str number)
{
	const struct linker *linker = resolver->linker;
	struct str locale = resolver->page->document->locale.code;
	const struct page *nearest = NULL;
	size_t near = 0;

	if (!may_search(resolver))
		return NULL;
	number = legacy_number(number);
	for (size_t i = 0; i < linker->own_count; i++) {
		const struct page *page = &linker->pages[i];
		struct str own;

		if (!str_equal(page->document->locale.code, locale))
			continue;
		own = legacy_number(front_text(&page->document->front, FRONT_LEGACY_GUIDE_NUMBER));
		if (differs_by_one(number, own)) {
			nearest = page;
			near++;
		}
	}
	return near == 1 ? nearest : NULL;
}
