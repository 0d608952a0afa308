#include "site/suggest.h"

#include "base/path.h"

/* Broken links of one page that are looked into. */
#define MOST_SEARCHES 30
/* Longer differences are no slip of the hand. */
#define LONGEST_SLIP 8
/* Pages that are looked at on each side of where a path would be, and of one folder and file name:
 * a site of any size costs no more. */
#define MOST_NEIGHBOURS 1000
#define MOST_OF_A_TAIL  8
/* Of a legacy number. */
#define LONGEST_NUMBER 16
/* So much of a path stays the same. */
#define LEAST_COMMON 0.7

static bool may_search(const struct resolver *resolver)
{
	return (*resolver->searches)++ < MOST_SEARCHES;
}

/* How many bytes two texts share at their heads, at least `head`, and at their ends. */
static size_t common_ends(struct str a, struct str b, size_t head)
{
	size_t shorter = a.len < b.len ? a.len : b.len, tail = 0;

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

/* Pages whose paths have the same last folder and file name. */
struct tail {
	const struct page *pages[MOST_OF_A_TAIL];
	size_t count; /* of all, also of those that are not kept */
};

struct map *suggest_tails(struct arena *arena, const struct page *pages, size_t count)
{
	struct map *tails = map_create(arena, count);

	for (size_t i = 0; i < count; i++) {
		struct str last = last_two(pages[i].document->path);
		struct tail *tail = map_get(tails, last);

		if (tail == NULL)
			tail = map_add(tails, last, arena_new(arena, struct tail));
		if (tail->count < MOST_OF_A_TAIL)
			tail->pages[tail->count] = &pages[i];
		tail->count++;
	}
	return tails;
}

struct str *suggest_paths(struct arena *arena, const struct page *pages, size_t count)
{
	struct str *paths = arena_uncleared(arena, count * sizeof(*paths));

	for (size_t i = 0; i < count; i++)
		paths[i] = pages[i].document->path;
	return paths;
}

/* The page with the least slip so far; of equal ones the first path. */
struct nearest {
	const struct names *names;
	struct str path;
	const struct page *page; /* or NULL */
	size_t slip;             /* bytes in which the two differ, or the most that may be */
};

/* `head`: so many bytes are known to be the same. */
static void consider(struct nearest *nearest, size_t number, size_t head)
{
	struct str path = nearest->path, other = nearest->names->paths[number];
	const struct page *page = &nearest->names->pages[number];
	size_t longer = path.len > other.len ? path.len : other.len, same, slip;

	if (longer - (path.len < other.len ? path.len : other.len) > nearest->slip)
		return;
	same = common_ends(path, other, head);
	slip = longer - same;
	if (slip > nearest->slip || (double)same < LEAST_COMMON * (double)longer ||
		(slip == nearest->slip && nearest->page != NULL && nearest->page <= page))
		return;
	nearest->page = page;
	nearest->slip = slip;
}

/* Where a path is, or would be, among those of the pages, which are sorted; `behind` those of
 * which it is the head. */
static size_t place_among(const struct names *names, struct str path, bool behind)
{
	size_t low = 0, high = names->own_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		struct str other = names->paths[middle];
		int order = str_compare(behind ? str_first(other, path.len) : other, path);

		if (order < 0 || (behind && order == 0))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* A slip in the last folder's name or the file's: such pages stand below the folder above. */
static void consider_neighbours(struct nearest *nearest)
{
	struct str path = nearest->path, above = str_first(path, path.len - last_two(path).len);
	size_t place = place_among(nearest->names, path, false);
	size_t begin = place_among(nearest->names, above, false);
	size_t end = place_among(nearest->names, above, true);

	if (place - begin > MOST_NEIGHBOURS)
		begin = place - MOST_NEIGHBOURS;
	if (end - place > MOST_NEIGHBOURS)
		end = place + MOST_NEIGHBOURS;
	for (size_t i = begin; i < end; i++)
		consider(nearest, i, above.len);
}

const struct page *suggest_source(const struct resolver *resolver, struct str path)
{
	const struct names *names = resolver->linker->names;
	struct nearest nearest = {.names = names, .path = path, .slip = LONGEST_SLIP};
	const struct tail *tail;

	if (!may_search(resolver))
		return NULL;
	tail = map_get(names->tails, last_two(path));
	consider_neighbours(&nearest);
	for (size_t i = 0; tail != NULL && i < tail->count && i < MOST_OF_A_TAIL; i++)
		consider(&nearest, (size_t)(tail->pages[i] - names->pages), 0);
	if (nearest.page != NULL)
		return nearest.page;
	return tail != NULL && tail->count == 1 && last_two(path).len < path.len ? tail->pages[0]
																			 : NULL;
}

/* A number that may be meant, and who has it. */
struct guess {
	const struct resolver *resolver;
	const struct page *page;
	size_t count;
};

static void guess_number(struct guess *guess, struct str number)
{
	const struct resolver *resolver = guess->resolver;
	struct str locale = resolver->page->document->locale.code;
	const struct page *page =
		lookup_legacy(&resolver->linker->names->lookup, resolver->scratch, number, locale);

	if (page == NULL || page == guess->page ||
		!str_equal(
			legacy_number(front_text(&page->document->front, FRONT_LEGACY_GUIDE_NUMBER)), number))
		return;
	guess->page = page;
	guess->count++;
}

/* The numbers with one digit more, less, or another one. */
static void guess_around(struct guess *guess, struct str number)
{
	char digits[LONGEST_NUMBER + 1];

	for (size_t at = 0; at <= number.len; at++) {
		for (int digit = '0'; digit <= '9'; digit++) {
			memcpy(digits, number.ptr, at);
			digits[at] = (char)digit;
			memcpy(digits + at + 1, number.ptr + at, number.len - at);
			guess_number(guess, str_make(digits, number.len + 1));
			if (at == number.len || digit == number.ptr[at] || number.len < 3)
				continue;
			memcpy(digits + at + 1, number.ptr + at + 1, number.len - at - 1);
			guess_number(guess, str_make(digits, number.len));
		}
		if (at == number.len || number.len < 3)
			continue;
		memcpy(digits, number.ptr, at);
		memcpy(digits + at, number.ptr + at + 1, number.len - at - 1);
		guess_number(guess, str_make(digits, number.len - 1));
	}
}

const struct page *suggest_legacy(const struct resolver *resolver, struct str number)
{
	struct guess guess = {.resolver = resolver};

	number = legacy_number(number);
	if (!may_search(resolver) || number.len < 2 || number.len > LONGEST_NUMBER)
		return NULL;
	guess_around(&guess, number);
	return guess.count == 1 ? guess.page : NULL;
}
