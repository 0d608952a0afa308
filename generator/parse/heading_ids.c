#include "parse/heading_ids.h"

#include "base/map.h"
#include "base/transliterate.h"

/* Levels are 1 to 6, so at most six headings are open at once. */
#define DEEPEST 6

/* The dialect's rule on text that is ASCII: small letters, digits, `_`, and single hyphens. */
static struct str hyphenated(struct arena *arena, struct str ascii)
{
	char *slug = arena_bytes(arena, ascii.len + 1);
	size_t len = 0;
	bool gap = false;

	for (size_t i = 0; i < ascii.len; i++) {
		char c = ascii_lower(ascii.ptr[i]);

		if (ascii_is_space(c) || c == '-') {
			gap = true;
			continue;
		}
		if (!ascii_is_alnum(c) && c != '_')
			continue;
		if (gap && len > 0)
			slug[len++] = '-';
		gap = false;
		slug[len++] = c;
	}
	slug[len] = '\0';
	return str_make(slug, len);
}

static struct str slug_by(struct arena *arena, struct buf *ascii, struct str text)
{
	buf_clear(ascii);
	transliterate(text, ascii);
	return hyphenated(arena, buf_str(ascii));
}

struct str heading_slug(struct arena *arena, struct str text)
{
	struct buf ascii = BUF_EMPTY;
	struct str slug = slug_by(arena, &ascii, text);

	buf_release(&ascii);
	return slug;
}

/* Ids in use; the value is only a mark. */
struct ids {
	struct arena *arena;
	struct map *used;
	struct map *next_number; /* id → the next number to try, as size_t */
};

static char mark;

static bool is_used(const struct ids *ids, struct str id)
{
	return map_get(ids->used, id) != NULL;
}

/* False when it was in use already. */
static bool use(struct ids *ids, struct str id)
{
	size_t count = map_count(ids->used);

	map_add(ids->used, id, &mark);
	return map_count(ids->used) > count;
}

/* "x_12" → "x" and 12; without a number the whole and 0. */
static struct str without_number(struct str id, size_t *number)
{
	size_t digits = 0;
	uint64_t value = 0;

	while (digits < id.len && ascii_is_digit(id.ptr[id.len - digits - 1]))
		digits++;
	*number = 0;
	if (digits == 0 || digits == id.len || id.ptr[id.len - digits - 1] != '_' ||
		!str_to_number(str_from(id, id.len - digits), 1000000, &value))
		return id;
	*number = (size_t)value;
	return str_first(id, id.len - digits - 1);
}

/*
 * Use the id, or that with the next free number: `x` → `x_1`, `x_1` → `x_2`. Where its
 * numbers were found taken is remembered, so that many equal headings stay cheap.
 */
static struct str use_unique(struct ids *ids, struct str id)
{
	size_t number, *next;
	struct str stem, candidate;

	if (id.len > 0 && use(ids, id))
		return id;
	stem = without_number(id, &number);
	next = map_get(ids->next_number, id);
	if (next == NULL) {
		next = arena_new(ids->arena, size_t);
		*next = number + 1;
		map_add(ids->next_number, id, next);
	}
	do {
		candidate = str_format(ids->arena, STR_FMT "_%zu", STR_ARG(stem), (*next)++);
	} while (!use(ids, candidate));
	return candidate;
}

static struct ids ids_make(struct arena *arena, size_t expected)
{
	return (struct ids){arena, map_create(arena, expected), map_create(arena, 8)};
}

static bool is_ours(struct str id)
{
	return str_starts(id, S("p-"));
}

static void assign_own(struct arena *arena, struct heading *headings, size_t count,
	const struct str *slugs, const struct anchor *anchors, size_t anchor_count)
{
	struct ids ids = ids_make(arena, count + anchor_count + 1);

	use(&ids, S("content"));
	for (size_t i = 0; i < anchor_count; i++)
		use(&ids, anchors[i].id);
	for (size_t i = 0; i < count; i++) {
		if (headings[i].explicit_id)
			use(&ids, headings[i].id);
	}
	for (size_t i = 0; i < count; i++) {
		struct str slug;

		if (headings[i].explicit_id || headings[i].empty)
			continue;
		slug = slugs[i];
		if (is_ours(slug))
			slug = str_concat(arena, S("_"), slug);
		headings[i].id = use_unique(&ids, slug);
	}
}

struct open_heading {
	unsigned level;
	size_t index;
	struct str id;
};

/*
 * The former engine's ids: it made an id unique when the heading came, and
 * again each time that a shallower one closed it (on the way back up).
 */
static void assign_quirks(
	struct arena *arena, struct heading *headings, size_t count, const struct str *slugs)
{
	struct ids ids = ids_make(arena, count);
	struct open_heading stack[DEEPEST + 1];
	size_t depth = 0;

	for (size_t i = 0; i < count; i++) {
		struct str id = headings[i].explicit_id ? headings[i].id : slugs[i];

		id = use_unique(&ids, id);
		while (depth > 0 && stack[depth - 1].level > headings[i].level) {
			depth--;
			id = use_unique(&ids, id);
		}
		if (depth > 0 && stack[depth - 1].level == headings[i].level)
			depth--;
		if (depth < COUNT(stack))
			stack[depth++] = (struct open_heading){headings[i].level, i, id};
		if (!headings[i].explicit_id && !headings[i].empty && !str_equal(id, headings[i].id))
			headings[i].quirk_id = id;
	}
}

static bool has_quirks(const struct heading *headings, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (headings[i].quirk_id.len > 0)
			return true;
	}
	return false;
}

/* A quirk id reaches its heading only where nothing else is called so. */
static void drop_taken_quirks(struct arena *arena, struct heading *headings, size_t count,
	const struct anchor *anchors, size_t anchor_count)
{
	struct ids ids;

	if (!has_quirks(headings, count))
		return;
	ids = ids_make(arena, count + anchor_count);
	for (size_t i = 0; i < anchor_count; i++)
		use(&ids, anchors[i].id);
	for (size_t i = 0; i < count; i++)
		use(&ids, headings[i].id);
	for (size_t i = 0; i < count; i++) {
		if (headings[i].quirk_id.len == 0)
			continue;
		if (is_used(&ids, headings[i].quirk_id) || is_ours(headings[i].quirk_id))
			headings[i].quirk_id = S("");
		else
			use(&ids, headings[i].quirk_id);
	}
}

static struct str kept_quirk(struct arena *arena, const struct heading *heading)
{
	return heading->quirk_id.len == 0 ? S("") : str_copy(arena, heading->quirk_id);
}

void heading_ids_assign(struct arena *arena, struct arena *scratch, struct heading *headings,
	size_t count, const struct anchor *anchors, size_t anchor_count)
{
	struct buf ascii = BUF_EMPTY;
	struct str *slugs;

	if (count == 0)
		return;
	slugs = arena_array(scratch, struct str, count);
	for (size_t i = 0; i < count; i++)
		slugs[i] = slug_by(scratch, &ascii, headings[i].text);
	buf_release(&ascii);
	assign_own(scratch, headings, count, slugs, anchors, anchor_count);
	assign_quirks(scratch, headings, count, slugs);
	drop_taken_quirks(scratch, headings, count, anchors, anchor_count);
	for (size_t i = 0; i < count; i++) {
		headings[i].id = str_copy(arena, headings[i].id);
		headings[i].quirk_id = kept_quirk(arena, &headings[i]);
	}
}

/* GitHub's rule: small letters, spaces as hyphens one by one, other punctuation dropped. */
static struct str github_slug(struct arena *arena, struct str text)
{
	struct buf lower = BUF_EMPTY;
	char *slug;
	size_t len = 0;

	lower_case(text, &lower);
	slug = arena_bytes(arena, lower.len + 1);
	for (size_t i = 0; i < lower.len; i++) {
		char c = lower.ptr[i];

		if (ascii_is_space(c))
			slug[len++] = '-';
		else if (!ascii_is_punct(c) || c == '-' || c == '_')
			slug[len++] = c;
	}
	slug[len] = '\0';
	buf_release(&lower);
	return str_make(slug, len);
}

/* Runs of hyphens as one, none at the ends. */
static struct str single_hyphens(struct arena *arena, struct str slug)
{
	char *out = arena_bytes(arena, slug.len + 1);
	size_t len = 0;

	for (size_t i = 0; i < slug.len; i++) {
		if (slug.ptr[i] == '-' && (len == 0 || out[len - 1] == '-'))
			continue;
		out[len++] = slug.ptr[i];
	}
	while (len > 0 && out[len - 1] == '-')
		len--;
	out[len] = '\0';
	return str_make(out, len);
}

static struct str with_replaced(struct arena *arena, struct str slug, char from, char to)
{
	char *out = arena_bytes(arena, slug.len + 1);

	for (size_t i = 0; i < slug.len; i++)
		out[i] = slug.ptr[i] == from ? to : slug.ptr[i];
	out[slug.len] = '\0';
	return str_make(out, slug.len);
}

/* Punctuation as a hyphen, as some engines do: "l'adresse" → "l-adresse". */
static struct str punctuation_slug(struct arena *arena, struct str text)
{
	struct buf ascii = BUF_EMPTY;
	struct str slug;

	transliterate(text, &ascii);
	for (size_t i = 0; i < ascii.len; i++) {
		if (ascii_is_punct(ascii.ptr[i]) && ascii.ptr[i] != '_')
			ascii.ptr[i] = '-';
	}
	slug = hyphenated(arena, buf_str(&ascii));
	buf_release(&ascii);
	return slug;
}

static struct str ascii_of(struct arena *arena, struct str text)
{
	struct buf ascii = BUF_EMPTY;
	struct str copy;

	transliterate(text, &ascii);
	copy = str_copy(arena, buf_str(&ascii));
	buf_release(&ascii);
	return copy;
}

void heading_aliases(struct arena *scratch, const struct heading *heading,
	void (*form)(void *context, struct str alias), void *context)
{
	struct str github = github_slug(scratch, heading->text);
	struct str forms[] = {
		github,
		single_hyphens(scratch, github),
		github_slug(scratch, ascii_of(scratch, heading->text)),
		punctuation_slug(scratch, heading->text),
		with_replaced(scratch, heading->id, '-', '_'),
		with_replaced(scratch, heading->id, '_', '-'),
		heading->text,
	};

	for (size_t i = 0; i < COUNT(forms); i++) {
		bool repeated = forms[i].len == 0 || str_equal(forms[i], heading->id);

		for (size_t j = 0; j < i && !repeated; j++)
			repeated = str_equal(forms[i], forms[j]);
		if (!repeated)
			form(context, forms[i]);
	}
}
