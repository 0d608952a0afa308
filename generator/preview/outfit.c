#include "preview/outfit.h"

#include "base/arena.h"
#include "render/strings.h"

#define OUTFIT_BLOCK ((size_t)512 * 1024)

/* A site without pages speaks its default locale. */
static void load_strings(struct outfit *outfit, const struct site *site)
{
	struct locale *locales = arena_array(outfit->arena, struct locale, site->locale_count + 1);
	size_t count = site->locale_count;

	outfit->locales = arena_array(outfit->arena, struct str, count);
	outfit->locale_count = count;
	for (size_t i = 0; i < count; i++) {
		outfit->locales[i] = str_copy(outfit->arena, site->locales[i].locale.code);
		locale_parse(outfit->locales[i], &locales[i]);
	}
	if (count == 0 &&
		(locale_parse(str_copy(outfit->arena, site->config->default_locale), &locales[0]) ||
			locale_parse(S("en-gb"), &locales[0])))
		count = 1;
	outfit->strings = strings_load(outfit->arena, &outfit->files, locales, count, &outfit->found);
}

struct outfit *outfit_make(
	const char *const *folders, size_t count, const struct site *site, struct buf *failed)
{
	struct arena *arena = arena_create(OUTFIT_BLOCK);
	struct outfit *outfit = arena_new(arena, struct outfit);
	struct str path;

	outfit->arena = arena;
	outfit->found = diagnostics_make(arena);
	outfit->base_path = str_copy(arena, site->base_path);
	if (!theme_files_read(arena, folders, count, &outfit->files, &path)) {
		buf_add(failed, path);
		arena_destroy(arena);
		return NULL;
	}
	load_strings(outfit, site);
	outfit->ready =
		theme_make(arena, &outfit->files, outfit->base_path, &outfit->theme, &outfit->found);
	diagnostics_set_levels(&outfit->found, site->config->levels);
	return outfit;
}

bool outfit_fits(const struct outfit *outfit, const struct site *site)
{
	if (outfit->locale_count != site->locale_count ||
		!str_equal(outfit->base_path, site->base_path))
		return false;
	for (size_t i = 0; i < site->locale_count; i++) {
		if (!str_equal(outfit->locales[i], site->locales[i].locale.code))
			return false;
	}
	return true;
}

struct outfit *outfit_share(struct outfit *outfit)
{
	arena_share(outfit->arena);
	return outfit;
}

void outfit_release(struct outfit *outfit)
{
	if (outfit != NULL)
		arena_destroy(outfit->arena);
}

struct str outfit_file(const struct outfit *outfit, struct str path)
{
	for (size_t i = 0; i < outfit->files.count; i++) {
		if (str_equal(outfit->files.items[i].path, path))
			return outfit->files.items[i].content;
	}
	return S("");
}

static bool is_style(struct str path)
{
	return str_starts(path, S("assets/")) && str_ends(path, S(".css"));
}

/* Of one path there may be two layers: both say the same, and in the same order. */
static int compare_files(const struct theme_file *a, const struct theme_file *b)
{
	int order = str_compare(a->path, b->path);

	return order != 0 ? order : (a->layer > b->layer) - (a->layer < b->layer);
}

enum outfit_difference outfit_compare(const struct outfit *before, const struct outfit *after)
{
	const struct theme_files *a = &before->files, *b = &after->files;
	enum outfit_difference worst = OUTFIT_SAME;
	size_t i = 0, j = 0;

	if (before == after)
		return OUTFIT_SAME;
	while (i < a->count || j < b->count) {
		int order = i == a->count   ? 1
					: j == b->count ? -1
									: compare_files(&a->items[i], &b->items[j]);
		struct str path = order <= 0 ? a->items[i].path : b->items[j].path;
		bool same = order == 0 && str_equal(a->items[i].content, b->items[j].content);

		if (!same && !is_style(path))
			return OUTFIT_OTHER;
		worst = same ? worst : OUTFIT_STYLE;
		i += order <= 0;
		j += order >= 0;
	}
	return worst;
}
