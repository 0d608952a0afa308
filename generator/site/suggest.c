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

/* The page with the least slip so far; of equal ones the first path. */
struct nearest {
	const struct page *page;
	size_t slip;
};

static void consider(struct nearest *nearest, struct str path, const struct page *page)
{
	size_t slip = slip_between(path, page->document->path);

	if (slip == STR_NONE || slip > nearest->slip ||
		(slip == nearest->slip && nearest->page != NULL && nearest->page <= page))
		return;
	*nearest = (struct nearest){page, slip};
}

/* Where a path is, or would be, among the pages, which are sorted by path. */
static size_t place_among(const struct linker *linker, struct str path)
{
	size_t low = 0, high = linker->names->own_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (str_compare(linker->names->pages[middle].document->path, path) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* A slip in the last folder's name or the file's: such pages stand below the folder above. */
static void consider_neighbours(
	const struct linker *linker, struct str path, struct nearest *nearest)
{
	struct str above = str_first(path, path.len - last_two(path).len);
	size_t place = place_among(linker, path);

	for (size_t i = place; i > 0 && place - i < MOST_NEIGHBOURS; i--) {
		if (!str_starts(linker->names->pages[i - 1].document->path, above))
			break;
		consider(nearest, path, &linker->names->pages[i - 1]);
	}
	for (size_t i = place; i < linker->names->own_count && i - place < MOST_NEIGHBOURS; i++) {
		if (!str_starts(linker->names->pages[i].document->path, above))
			break;
		consider(nearest, path, &linker->names->pages[i]);
	}
}

const struct page *suggest_source(const struct resolver *resolver, struct str path)
{
	const struct linker *linker = resolver->linker;
	struct nearest nearest = {NULL, STR_NONE};
	const struct tail *tail;

	if (!may_search(resolver))
		return NULL;
	tail = map_get(linker->names->tails, last_two(path));
	consider_neighbours(linker, path, &nearest);
	for (size_t i = 0; tail != NULL && i < tail->count && i < MOST_OF_A_TAIL; i++)
		consider(&nearest, path, tail->pages[i]);
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
