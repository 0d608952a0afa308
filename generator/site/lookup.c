#include "site/lookup.h"

#include "base/distance.h"
#include "base/file.h"
#include "base/path.h"
#include "base/yaml.h"
#include "site/names.h"
#include "site/url.h"

/* Less alike, a URL is no suggestion. */
#define ALIKE 0.75
/* URLs looked at, and compared letter by letter, for one suggestion at most. */
#define MOST_NEIGHBOURS  2000
#define MOST_COMPARISONS 100
/* Key files and meta.yaml are a few lines. */
#define LARGEST_FILE ((size_t)64 * 1024)
#define YAML_DEPTH   8

static struct str key_of(struct arena *arena, struct str name, struct str locale)
{
	return str_concat3(arena, name, S(" "), locale);
}

static void add(struct map *map, struct str key, const void *value)
{
	/* Tables hold what they are given; whoever looks up gets it const again. */
	map_add(map, key, (void *)(uintptr_t)value);
}

struct str legacy_number(struct str written)
{
	written = str_trim(written);
	if (written.len > 1 && ascii_lower(written.ptr[0]) == 'g' && ascii_is_digit(written.ptr[1]))
		return str_from(written, 1);
	return written;
}

/* "a/b_c" → "a-b-c". */
static struct str flat(struct arena *arena, struct str path)
{
	char *out = arena_bytes(arena, path.len + 1);

	for (size_t i = 0; i < path.len; i++)
		out[i] = path.ptr[i] == '/' || path.ptr[i] == '_' ? '-' : ascii_lower(path.ptr[i]);
	out[path.len] = '\0';
	return str_make(out, path.len);
}

/* Products and universes; for universes the same form is used. */
static void add_product(struct arena *arena, struct lookup *lookup, const struct page *page)
{
	const struct document *document = page->document;
	const struct str names[] = {
		flat(arena, front_text(&document->front, FRONT_FULL_SLUG)),
		flat(arena, page->slug),
		flat(arena, document->directory),
	};

	for (size_t i = 0; i < COUNT(names); i++) {
		if (names[i].len > 0)
			add(lookup->by_product, key_of(arena, names[i], document->locale.code), page);
	}
}

/* "/fr/emails/x/" → "/fr/emails" and "x". */
static void split_url(struct str url, struct str *head, struct str *last)
{
	struct str bare =
		str_first(url, url.len > 0 && url.ptr[url.len - 1] == '/' ? url.len - 1 : url.len);

	*head = path_directory(bare);
	*last = path_name(bare);
}

static void count_letters(struct str text, unsigned char *letters)
{
	memset(letters, 0, LETTER_KINDS);
	for (size_t i = 0; i < text.len && i < UINT8_MAX; i++)
		letters[(unsigned char)text.ptr[i] % LETTER_KINDS]++;
}

/* Half the difference in letters: an edit changes two counts at most. */
static size_t least_distance(const unsigned char *a, const unsigned char *b)
{
	size_t difference = 0;

	for (size_t i = 0; i < LETTER_KINDS; i++)
		difference += a[i] > b[i] ? (size_t)(a[i] - b[i]) : (size_t)(b[i] - a[i]);
	return difference / 2;
}

static void add_page(struct arena *arena, struct lookup *lookup, const struct page *page)
{
	struct neighbour *neighbour = arena_new(arena, struct neighbour);
	enum kind kind = page->document->kind;
	struct str head, last;

	split_url(page->url, &head, &last);
	neighbour->page = page;
	neighbour->last = last;
	count_letters(last, neighbour->letters);
	neighbour->next = map_get(lookup->by_head, head);
	map_set(lookup->by_head, head, neighbour);
	add(lookup->by_last_part, key_of(arena, last, page->document->locale.code), page);
	if (kind == KIND_PRODUCT || kind == KIND_UNIVERSE)
		add_product(arena, lookup, page);
}

/* `full_slug` of a product's meta.yaml. */
static void read_meta(struct arena *arena, struct lookup *lookup,
	const struct tree_directory *directory, const char *root, struct buf *room)
{
	struct str path = path_join(arena, str_of(root), directory->meta->path), slug;
	const struct family *family = lookup_directory(lookup, directory->path);
	struct yaml_error error;
	struct yaml_node node;

	buf_clear(room);
	if (family == NULL || file_read(str_cstr(arena, path), LARGEST_FILE, room) != 0 ||
		!yaml_parse(arena, buf_str(room), YAML_DEPTH, &node, &error))
		return;
	slug = flat(arena, yaml_text(yaml_get(&node, S("full_slug")), S("")));
	for (size_t i = 0; i < family->count && slug.len > 0; i++)
		map_set(lookup->by_product, key_of(arena, slug, family->pages[i]->document->locale.code),
			family->pages[i]);
}

/* A line `- [fr-fr](https://…)`. */
static bool parse_key_line(struct str line, struct str *locale, struct str *url)
{
	struct str rest, tail;

	line = str_trim(line);
	if (!str_cut(line, '[', &rest, &line) || !str_cut(line, ']', locale, &rest))
		return false;
	rest = str_trim(rest);
	if (!str_starts(rest, S("(")) || !str_cut(str_from(rest, 1), ')', url, &tail))
		return false;
	*locale = str_trim(*locale);
	*url = str_trim(*url);
	return locale->len > 0 && url->len > 0;
}

static void read_key(struct arena *arena, struct lookup *lookup, const struct file_entry *entry,
	const char *root, struct buf *room)
{
	struct str path = path_join(arena, str_of(root), entry->path), rest, line;
	struct str key = str_from(entry->path, S("links/").len);
	struct link_key *first = NULL;

	buf_clear(room);
	if (file_read(str_cstr(arena, path), LARGEST_FILE, room) != 0)
		return;
	rest = str_copy(arena, buf_str(room));
	while (str_next_line(&rest, &line)) {
		struct link_key *made = arena_new(arena, struct link_key);

		if (!parse_key_line(line, &made->locale, &made->url))
			continue;
		made->next = first;
		first = made;
	}
	if (str_ends(key, S(".md")))
		key = str_first(key, key.len - S(".md").len);
	if (first != NULL)
		map_add(lookup->keys, key, first);
}

static void read_tree(struct arena *arena, struct lookup *lookup, const struct tree *tree)
{
	struct buf room = BUF_EMPTY;

	for (size_t i = 0; i < tree->directory_count; i++) {
		if (tree->directories[i].meta != NULL)
			read_meta(arena, lookup, &tree->directories[i], tree->root, &room);
	}
	for (size_t i = 0; i < tree->files.count; i++) {
		const struct file_entry *entry = &tree->files.entries[i];

		if (str_starts(entry->path, S("links/")) && !entry->is_directory && entry->error == 0)
			read_key(arena, lookup, entry, tree->root, &room);
	}
	buf_release(&room);
}

void lookup_begin(struct names *names)
{
	names->lookup = (struct lookup){
		.hierarchy = &names->hierarchy,
		.by_url = names->by_url,
		.by_path = names->by_path,
		.dropped = map_create(names->arena, 8),
		.dropped_legacy = map_create(names->arena, 8),
	};
}

void lookup_make_pages(struct arena *arena, struct names *names, const struct tree *tree)
{
	struct lookup *lookup = &names->lookup;
	const struct hierarchy *hierarchy = lookup->hierarchy;

	lookup->by_directory = map_create(arena, hierarchy->count);
	lookup->by_product = map_create(arena, 64);
	lookup->by_last_part = map_create(arena, names->published_count);
	lookup->by_head = map_create(arena, 256);
	lookup->keys = map_create(arena, 8);
	for (size_t i = 0; i < hierarchy->count; i++)
		add(lookup->by_directory, hierarchy->families[i].directory, &hierarchy->families[i]);
	for (size_t i = 0; i < names->published_count; i++)
		add_page(arena, lookup, names->published[i]);
	if (tree != NULL)
		read_tree(arena, lookup, tree);
}

static void add_legacy(struct arena *arena, struct lookup *lookup, const struct family *family,
	const struct page *page, enum front_key key)
{
	struct str number = legacy_number(front_text(&page->document->front, key));

	if (number.len == 0)
		return;
	add(lookup->by_legacy, key_of(arena, number, page->document->locale.code), page);
	add(lookup->any_legacy, number, family);
}

/* Numbers win over ids where both say the same. */
void lookup_make_legacies(struct arena *arena, struct names *names)
{
	static const enum front_key keys[] = {FRONT_LEGACY_GUIDE_NUMBER, FRONT_ID};
	struct lookup *lookup = &names->lookup;

	lookup->by_legacy = map_create(arena, names->published_count);
	lookup->any_legacy = map_create(arena, lookup->hierarchy->count);
	for (size_t k = 0; k < COUNT(keys); k++) {
		for (size_t i = 0; i < lookup->hierarchy->count; i++) {
			const struct family *family = &lookup->hierarchy->families[i];

			for (size_t j = 0; j < family->count; j++)
				add_legacy(arena, lookup, family, family->pages[j], keys[k]);
		}
	}
}

void lookup_add_dropped(
	struct arena *arena, struct lookup *lookup, const struct page *page, const struct page *owner)
{
	static const enum front_key keys[] = {FRONT_LEGACY_GUIDE_NUMBER, FRONT_ID};
	const struct document *document = page->document;

	add(lookup->dropped, document->path, owner);
	for (size_t i = 0; i < COUNT(keys); i++) {
		struct str number = legacy_number(front_text(&document->front, keys[i]));

		if (number.len == 0)
			continue;
		add(lookup->by_legacy, key_of(arena, number, document->locale.code), owner);
		add(lookup->dropped_legacy, number, owner);
	}
}

const struct page *lookup_legacy(
	const struct lookup *lookup, struct arena *scratch, struct str number, struct str locale)
{
	return map_get(lookup->by_legacy, key_of(scratch, legacy_number(number), locale));
}

const struct page *lookup_legacy_elsewhere(
	const struct lookup *lookup, struct str number, const struct locale *locale)
{
	const struct family *family = map_get(lookup->any_legacy, legacy_number(number));
	const struct page *page;

	if (family == NULL || family->count == 0)
		return map_get(lookup->dropped_legacy, legacy_number(number));
	page = family_page(family, locale->code);
	for (size_t i = 0; i < family->count && page == NULL; i++) {
		if (str_equal(family->pages[i]->document->locale.language, locale->language))
			page = family->pages[i];
	}
	return page != NULL ? page : family_translation(family, locale->code);
}

static const struct page *page_of_url(const struct lookup *lookup, struct str url)
{
	static const struct str tails[] = {S_INIT("index.html/"), S_INIT("index.htm/")};
	const struct page *page = map_get(lookup->by_url, url);

	for (size_t i = 0; i < COUNT(tails) && page == NULL; i++) {
		if (str_ends(url, tails[i]))
			page = map_get(lookup->by_url, str_first(url, url.len - tails[i].len));
	}
	if (page == NULL && str_ends(url, S("/404.html/")))
		page = map_get(lookup->by_url, str_first(url, url.len - 1));
	return page;
}

const struct page *lookup_url(
	const struct lookup *lookup, struct arena *scratch, struct str base_path, struct str path)
{
	struct str url = url_normal(scratch, path);
	const struct page *page;

	if (base_path.len > 0 && str_starts(url, base_path) && url.ptr[base_path.len] == '/') {
		page = lookup_url(lookup, scratch, S(""), str_from(url, base_path.len));
		if (page != NULL)
			return page;
	}
	page = page_of_url(lookup, url);
	return page != NULL ? page : page_of_url(lookup, url_decode(scratch, url));
}

const struct family *lookup_directory(const struct lookup *lookup, struct str directory)
{
	const struct family *end = lookup->hierarchy->families + lookup->hierarchy->count;
	const struct family *family = map_get(lookup->by_directory, directory), *best = NULL;

	for (; family != NULL && family < end && str_equal(family->directory, directory); family++) {
		if (family->kind != KIND_NOT_FOUND && family->count > 0)
			best = family;
	}
	return best;
}

const struct page *lookup_product(
	const struct lookup *lookup, struct arena *scratch, struct str slug, struct str locale)
{
	return map_get(lookup->by_product, key_of(scratch, flat(scratch, slug), locale));
}

struct str lookup_key(const struct lookup *lookup, struct str key, struct str locale, bool *known)
{
	const struct link_key *at = map_get(lookup->keys, key);

	*known = at != NULL;
	for (; at != NULL; at = at->next) {
		if (str_equal_nocase(at->locale, locale))
			return at->url;
	}
	return S("");
}

/* The like page among those with the same head. */
static const struct page *nearest_neighbour(const struct neighbour *first, struct str last)
{
	unsigned char letters[LETTER_KINDS];
	const struct page *best = NULL;
	double best_alike = ALIKE;
	size_t looked_at = 0, compared = 0;

	count_letters(last, letters);
	for (const struct neighbour *at = first;
		 at != NULL && looked_at < MOST_NEIGHBOURS && compared < MOST_COMPARISONS;
		 at = at->next, looked_at++) {
		size_t longer = at->last.len > last.len ? at->last.len : last.len;
		double alike;

		/* Other numbers are another version or step. */
		if ((double)least_distance(letters, at->letters) > (double)longer * (1 - ALIKE) ||
			!have_same_digits(at->last, last))
			continue;
		compared++;
		alike = similarity(at->last, last);
		if (alike > best_alike) {
			best_alike = alike;
			best = at->page;
		}
	}
	return best;
}

const struct page *lookup_near(
	const struct lookup *lookup, struct arena *scratch, struct str url, struct str locale)
{
	const struct page *same;
	struct str head, last;

	split_url(url, &head, &last);
	if (last.len == 0)
		return NULL;
	same = map_get(lookup->by_last_part, key_of(scratch, last, locale));
	return same != NULL ? same : nearest_neighbour(map_get(lookup->by_head, head), last);
}
