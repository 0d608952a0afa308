#include "site/names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/path.h"
#include "content/config.h"

/* So many that workers share them. */
#define FOLDERS 40
#define LOCALES 5
#define MOST    512

static const char *const locales[LOCALES] = {"fr-fr", "de-de", "en-gb", "es-es", "pl-pl"};

struct guides {
	struct arena *arena;
	struct document *documents[MOST];
	size_t count;
};

static void add(struct guides *guides, struct str path, struct str front)
{
	struct arena *arena = arena_create(1024);
	struct document *document = arena_new(arena, struct document);
	struct diagnostics found = diagnostics_make(arena);
	struct str text = str_format(arena, "---\ntitle: T\n" STR_FMT "---\n", STR_ARG(front));
	struct source source = source_make(arena, path, text, &found);

	document->arena = arena;
	document->path = str_copy(arena, path);
	document->directory = path_directory(document->path);
	assert_true(kind_of_file(path_name(document->path), &document->kind, &document->locale));
	document->front = front_matter_read(arena, arena, &source, 8, &found, &document->body_begin);
	guides->documents[guides->count++] = document;
}

/* Folders below products; some guides have one slug, a bad one, or a number, or are no pages. */
static void add_folder(struct guides *guides, size_t folder)
{
	static const char *const fronts[] = {"", "slug: same\n", "slug: a?b\n",
		"legacy_guide_number: 7\nslug: x/y\n", "id: 8\n", "published: false\n", "hidden: true\n"};
	struct arena *arena = guides->arena;

	for (size_t i = 0; i < LOCALES; i++) {
		size_t number = folder * LOCALES + i;

		if (number % 11 == 0)
			continue;
		/* "p/a" stands behind "p-1" as a folder, before it as a path. */
		add(guides,
			str_format(
				arena, "p%s/f%zu/guide.%s.md", folder % 3 == 0 ? "-1" : "", folder, locales[i]),
			str_of(fronts[number % COUNT(fronts)]));
	}
}

static int set_up(void **state)
{
	struct arena *arena = arena_create(65536);
	struct guides *guides = arena_new(arena, struct guides);

	guides->arena = arena;
	for (size_t i = 0; i < FOLDERS; i++)
		add_folder(guides, i);
	/* Not in order, and without the product of the last locale. */
	for (size_t i = 0; i < LOCALES; i++) {
		add(guides, str_format(arena, "home.%s.md", locales[i]), S(""));
		if (i + 1 < LOCALES)
			add(guides, str_format(arena, "p/product.%s.md", locales[i]), S("full_slug: Full_P\n"));
		add(guides, str_format(arena, "404.%s.md", locales[i]), S(""));
	}
	*state = guides;
	return 0;
}

static int tear_down(void **state)
{
	struct guides *guides = *state;

	for (size_t i = 0; i < guides->count; i++)
		arena_destroy(guides->documents[i]->arena);
	arena_destroy(guides->arena);
	return 0;
}

static struct names *make(
	const struct guides *guides, const struct config *config, size_t count, unsigned workers)
{
	return names_make(&(struct link_input){
		.config = config,
		.documents = (const struct document *const *)guides->documents,
		.count = count,
		.workers = workers,
	});
}

static void say(struct buf *text, const char *what, const struct page *page)
{
	buf_add_format(text, " %s=" STR_FMT, what, STR_ARG(page == NULL ? S("-") : page->url));
}

static void say_page(struct buf *text, const struct names *names, size_t number)
{
	const struct page *page = &names->pages[number];

	buf_add_format(text, STR_FMT " slug " STR_FMT " href " STR_FMT " dropped %d listed %d",
		STR_ARG(page->document->path), STR_ARG(page->slug), STR_ARG(page->href),
		names->dropped[number], page->listed);
	if (number < names->own_count)
		buf_add_format(text, " number %zu path " STR_FMT, names->numbers[number],
			STR_ARG(names->paths[number]));
	say(text, "url", page);
	say(text, "lender", page->lender);
	say(text, "parent", page->parent);
	for (size_t i = 0; i < page->ancestor_count; i++)
		say(text, "above", page->ancestors[i]);
	for (size_t i = 0; i < page->translation_count; i++)
		say(text, "translation", page->translations[i]);
	say(text, "at", map_get(names->by_url, page->url));
	say(text, "of", map_get(names->by_path, page->document->path));
	say(text, "instead", map_get(names->lookup.dropped, page->document->path));
	buf_add_char(text, '\n');
}

static void say_lookups(struct arena *arena, struct buf *text, const struct names *names)
{
	const struct lookup *lookup = &names->lookup;

	for (size_t i = 0; i < names->locale_count; i++) {
		const struct site_locale *locale = &names->locales[i];
		struct str code = locale->locale.code;

		buf_add_format(text, STR_FMT, STR_ARG(code));
		for (size_t j = 0; j < locale->page_count; j++)
			say(text, "page", locale->pages[j]);
		say(text, "home", locale->home);
		say(text, "404", locale->not_found);
		say(text, "7", lookup_legacy(lookup, arena, S("g7"), code));
		say(text, "8", lookup_legacy(lookup, arena, S("8"), code));
		say(text, "any 7", lookup_legacy_elsewhere(lookup, S("7"), &locale->locale));
		say(text, "product", lookup_product(lookup, arena, S("full-p"), code));
		say(text, "near", lookup_near(lookup, arena, S("/fr/p/samee/"), code));
		say(text, "last", lookup_near(lookup, arena, S("/elsewhere/same/"), code));
		say(text, "folder", lookup_directory(lookup, S("p/f4"))->pages[0]);
		buf_add_char(text, '\n');
	}
}

static struct str described(struct arena *arena, const struct names *names)
{
	struct buf text = BUF_EMPTY;
	struct str copy;

	for (size_t i = 0; i < names->page_count; i++)
		say_page(&text, names, i);
	for (size_t i = 0; i < names->published_count + names->borrowed_count; i++)
		say(&text, "published", names->published[i]);
	say_lookups(arena, &text, names);
	for (const struct diagnostic *at = names->found.first; at != NULL; at = at->next)
		buf_add_format(&text, STR_FMT " " STR_FMT " " STR_FMT " " STR_FMT "\n",
			STR_ARG(rule_name(at->rule)), STR_ARG(at->path), STR_ARG(at->message),
			STR_ARG(at->help));
	copy = str_copy(arena, buf_str(&text));
	buf_release(&text);
	return copy;
}

static void names_are_the_same_whatever_workers_there_are(void **state)
{
	struct guides *guides = *state;
	static const struct config_pair pairs[] = {{S_INIT("fr-ca"), S_INIT("fr-fr")}};
	const struct config config = {
		.base_url = S("https://example.org/docs"), .fallback = {pairs, COUNT(pairs)}};
	struct names *names = make(guides, &config, guides->count, 1);
	struct str alone = described(guides->arena, names);

	/* There is something of everything. */
	assert_true(names->borrowed_count > 0);
	assert_true(names->published_count < names->own_count);
	assert_true(names->own_count < guides->count);
	assert_true(str_has(alone, S("slug-form")));
	assert_true(str_has(alone, S("slug-duplicate")));
	assert_true(str_has(alone, S("parent-missing")));
	names_release(names);
	for (unsigned workers = 2; workers <= 5; workers++) {
		names = make(guides, &config, guides->count, workers);
		assert_string_equal(described(guides->arena, names).ptr, alone.ptr);
		names_release(names);
	}
}

static void pages_stand_in_order_of_their_paths_and_urls(void **state)
{
	struct guides *guides = *state;
	const struct config config = {.base_url = S("")};
	struct names *names = make(guides, &config, guides->count, 4);

	for (size_t i = 1; i < names->own_count; i++)
		assert_true(str_compare(names->paths[i - 1], names->paths[i]) < 0);
	for (size_t i = 0; i < names->own_count; i++)
		assert_ptr_equal(names->pages[i].document, guides->documents[names->numbers[i]]);
	assert_int_equal(names->locale_count, LOCALES);
	for (size_t i = 0; i < LOCALES; i++) {
		const struct site_locale *locale = &names->locales[i];

		for (size_t j = 1; j < locale->page_count; j++)
			assert_true(str_compare(locale->pages[j - 1]->url, locale->pages[j]->url) < 0);
	}
	for (size_t i = 1; i < names->hierarchy.count; i++)
		assert_true(str_compare(names->hierarchy.families[i - 1].directory,
						names->hierarchy.families[i].directory) <= 0);
	names_release(names);
}

static void a_site_of_no_guides_has_names(void **state)
{
	const struct config config = {.base_url = S("")};
	struct names *names = make(*state, &config, 0, 4);

	assert_int_equal(names->page_count, 0);
	assert_int_equal(names->locale_count, 0);
	names_release(names);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			names_are_the_same_whatever_workers_there_are, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			pages_stand_in_order_of_their_paths_and_urls, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_site_of_no_guides_has_names, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
