#include "site/url.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static int set_up(void **state)
{
	*state = arena_create(4096);
	return 0;
}

static int tear_down(void **state)
{
	arena_destroy(*state);
	return 0;
}

/* A document of a directory and kind, with this slug unless that is NULL. */
static struct document *document_of(struct arena *arena, const char *directory, enum kind kind,
	const char *locale, const char *slug)
{
	struct document *document = arena_new(arena, struct document);

	document->directory = str_of(directory);
	document->kind = kind;
	assert_true(locale_parse(str_of(locale), &document->locale));
	if (slug != NULL) {
		struct front_value *value = arena_new(arena, struct front_value);

		*value = (struct front_value){.key = FRONT_SLUG, .text = str_of(slug)};
		document->front = (struct front_matter){
			.values = value, .count = 1, .present = (uint64_t)1 << FRONT_SLUG};
	}
	return document;
}

static void assert_slug(
	struct arena *arena, const char *directory, const char *slug, const char *wanted, bool mends)
{
	const struct document *document = document_of(arena, directory, KIND_GUIDE, "fr-fr", slug);
	bool mended;

	assert_string_equal(str_cstr(arena, url_slug(arena, document, &mended)), wanted);
	assert_int_equal(mended, mends);
}

static void a_slug_is_the_front_matters_or_the_directorys(void **state)
{
	assert_slug(*state, "web/a", NULL, "web/a", false);
	assert_slug(*state, "web/a", "b", "b", false);
	assert_slug(*state, "web/a", "/b/c/", "b/c", false);
	assert_slug(*state, "web/a", "\xC3\xA9t\xC3\xA9", "\xC3\xA9t\xC3\xA9", false);
	assert_slug(*state, "", NULL, "guide", false);
}

static void a_slug_never_climbs_nor_ends_a_path(void **state)
{
	assert_slug(*state, "web/a", "../../etc", "etc", true);
	assert_slug(*state, "web/a", "./b/../c", "b/c", true);
	assert_slug(*state, "web/a", "..", "a", true);
	assert_slug(*state, "web/a", "b?c#d", "b-c-d", true);
	assert_slug(*state, "web/a", "b\\<c>\"|*:%", "b--c------", true);
	assert_slug(*state, "web/a", "index.html", "index-html", true);
	assert_slug(*state, "web/a", "b/Sitemap-fr.xml", "b/Sitemap-fr-xml", true);
}

static void a_slug_has_room_in_a_file_system(void **state)
{
	char slug[301], wanted[201];

	/* Two bytes each: never cut in between. */
	for (size_t i = 0; i < 300; i += 2)
		memcpy(slug + i, "\xC3\xA9", 2);
	slug[300] = '\0';
	memcpy(wanted, slug, 200);
	wanted[200] = '\0';
	assert_slug(*state, "a", slug, wanted, true);
	memmove(slug + 1, slug, 299);
	slug[0] = 'x';
	slug[299] = '\0';
	memcpy(wanted, slug, 199);
	wanted[199] = '\0';
	assert_slug(*state, "a", slug, wanted, true);
}

static void a_url_is_of_zone_language_and_the_slugs_above(void **state)
{
	const struct document *universe = document_of(*state, "web", KIND_UNIVERSE, "fr-fr", "u");
	const struct document *product = document_of(*state, "web/p", KIND_PRODUCT, "fr-fr", "p");
	const struct document *guide = document_of(*state, "web/p/g", KIND_GUIDE, "fr-fr", "g");
	const struct page pages[] = {{.document = guide, .slug = S("g")},
		{.document = product, .slug = S("p")}, {.document = universe, .slug = S("u")}};
	const struct page *above[] = {&pages[0], &pages[1], &pages[2]};
	static const struct {
		enum kind kind;
		const char *locale, *wanted;
	} rows[] = {
		{KIND_GUIDE, "fr-fr", "/fr/p/g/x/"},
		{KIND_GUIDE, "fr-ca", "/ca/fr/p/g/x/"},
		{KIND_GUIDE, "en-asia", "/asia/en/p/g/x/"},
		{KIND_PRODUCT, "fr-fr", "/fr/p/g/x/"},
		{KIND_UNIVERSE, "fr-fr", "/fr/x/"},
		{KIND_HOME, "fr-fr", "/fr/"},
		{KIND_NOT_FOUND, "en-gb", "/gb/en/404.html"},
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct document *document =
			document_of(*state, "web/p/g/x", rows[i].kind, rows[i].locale, NULL);

		assert_string_equal(
			str_cstr(*state, url_of_document(*state, document, S("x"), above, COUNT(above))),
			rows[i].wanted);
	}
}

static void encoded_bytes_are_decoded_where_that_is_safe(void **state)
{
	static const char *const rows[][2] = {
		{"a%20b", "a b"},
		{"%C3%a9", "\xC3\xA9"},
		{"a%2Fb", "a%2Fb"},
		{"a%00b", "a%00b"},
		{"100%", "100%"},
		{"%4", "%4"},
		{"%zz%41", "%zzA"},
		/* No UTF-8: left as it is. */
		{"%ff%41", "%ff%41"},
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		assert_string_equal(str_cstr(*state, url_decode(*state, str_of(rows[i][0]))), rows[i][1]);
}

static void what_a_url_cannot_hold_is_encoded(void **state)
{
	static const char *const rows[][2] = {
		{"/fr/a-b_c.d~e/", "/fr/a-b_c.d~e/"},
		{"/\xC3\xA9/", "/%C3%A9/"},
		{"/a b/\"", "/a%20b/%22"},
		{"/a%20b", "/a%20b"},
		{"/<x>", "/%3Cx%3E"},
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		assert_string_equal(str_cstr(*state, url_encode(*state, str_of(rows[i][0]))), rows[i][1]);
}

static void assert_split(struct str url, struct str path, struct str query, struct str fragment)
{
	struct str parts[3];

	url_split(url, &parts[0], &parts[1], &parts[2]);
	assert_true(str_equal(parts[0], path));
	assert_true(str_equal(parts[1], query));
	assert_true(str_equal(parts[2], fragment));
}

static void a_url_is_split_at_the_first_of_each(void **state)
{
	(void)state;
	assert_split(S("a?b#c"), S("a"), S("b"), S("c"));
	assert_split(S("a#b?c#d"), S("a"), S(""), S("b?c#d"));
	assert_split(S("a?b?c"), S("a"), S("b?c"), S(""));
	assert_split(S("#"), S(""), S(""), S(""));
}

static void a_path_in_normal_form_is_the_shortest(void **state)
{
	static const char *const rows[][2] = {{"/a//b/./c/../d", "/a/b/d/"}, {"a", "/a/"}, {"", "/"},
		{"///", "/"}, {"/a/../..", "/"}, {"/../a", "/"}, {"/a/b/", "/a/b/"}};

	for (size_t i = 0; i < COUNT(rows); i++)
		assert_string_equal(str_cstr(*state, url_normal(*state, str_of(rows[i][0]))), rows[i][1]);
}

static void a_page_stands_where_nothing_else_does(void **state)
{
	char part[203], url[LONGEST_URL + 2];

	(void)state;
	assert_true(url_is_fit(S("/fr/a/b.html/")));
	assert_false(url_is_fit(S("/fr/404.html")));
	assert_false(url_is_fit(S("/fr/FEED.xml/")));
	assert_false(url_is_fit(S("/sitemap-fr-fr.xml")));
	assert_true(url_is_fit(S("/fr/sitemap-x/")));
	assert_false(url_is_fit(S("/fr/a?b/")));
	assert_false(url_is_fit(S("/fr/a\nb/")));
	assert_false(url_is_fit(S("/fr/a%2fb/")));
	memset(part, 'a', sizeof(part));
	part[0] = '/';
	assert_true(url_is_fit(str_make(part, 201)));
	assert_false(url_is_fit(str_make(part, 202)));
	for (size_t i = 0; i < sizeof(url); i++)
		url[i] = i % 100 == 0 ? '/' : 'a';
	assert_true(url_is_fit(str_make(url, LONGEST_URL)));
	assert_false(url_is_fit(str_make(url, LONGEST_URL + 1)));
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_slug_is_the_front_matters_or_the_directorys),
		CASE(a_slug_never_climbs_nor_ends_a_path),
		CASE(a_slug_has_room_in_a_file_system),
		CASE(a_url_is_of_zone_language_and_the_slugs_above),
		CASE(encoded_bytes_are_decoded_where_that_is_safe),
		CASE(what_a_url_cannot_hold_is_encoded),
		CASE(a_url_is_split_at_the_first_of_each),
		CASE(a_path_in_normal_form_is_the_shortest),
		CASE(a_page_stands_where_nothing_else_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
