#include "content/config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct read {
	struct arena *arena;
	struct config config;
	struct diagnostics found;
	bool good;
};

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

static struct read read_text(struct arena *arena, const char *text)
{
	struct read read = {.arena = arena, .found = diagnostics_make(arena)};

	config_default(arena, &read.config);
	read.good = config_read(arena, S("x/site.yaml"), str_of(text), &read.config, &read.found);
	return read;
}

/* Refused, by one finding at this place. */
static void assert_refused(
	struct arena *arena, const char *text, uint32_t line, uint32_t column, const char *message)
{
	struct read read = read_text(arena, text);

	assert_false(read.good);
	assert_int_equal(read.found.count, 1);
	assert_string_equal(str_cstr(arena, read.found.first->message), message);
	assert_int_equal(read.found.first->place.line, line);
	assert_int_equal(read.found.first->place.column, column);
	assert_true(read.found.first->rooted);
	assert_true(str_equal(read.found.first->path, S("x/site.yaml")));
}

static void without_settings_the_defaults_hold(void **state)
{
	struct read read = read_text(*state, "");

	assert_true(read.good);
	assert_int_equal(read.found.count, 0);
	assert_true(read.config.title.len > 0);
	assert_true(read.config.limits.file_bytes > 0);
	for (int i = 0; i < RULE_COUNT; i++)
		assert_int_equal(read.config.levels[i], rule_level((enum rule)i));
}

static void texts_urls_and_names_are_read(void **state)
{
	struct read read = read_text(*state,
		"title: ' Our guides '\nbase_url: https://docs.example.org/guides//\n"
		"default_locale: fr-fr\nown_hosts: [Docs.Example.ORG]\n"
		"commercial: {fr-fr: https://www.example.org/fr/}\nimages: {column: 640}\n"
		"policy_in_pages: on\n");

	assert_true(read.good);
	assert_int_equal(read.found.count, 0);
	assert_true(str_equal(read.config.title, S("Our guides")));
	assert_true(str_equal(read.config.base_url, S("https://docs.example.org/guides")));
	assert_true(str_equal(read.config.default_locale, S("fr-fr")));
	assert_true(config_has_name(&read.config.own_hosts, S("docs.example.org")));
	assert_false(config_has_name(&read.config.own_hosts, S("example.org")));
	assert_true(str_equal(
		config_lookup(&read.config.commercial, S("fr-fr")), S("https://www.example.org/fr")));
	assert_true(str_equal(config_lookup(&read.config.commercial, S("de-de")), S("")));
	assert_int_equal(read.config.image_column, 640);
	assert_true(read.config.policy_in_pages);
}

static void services_are_read_with_and_without_protocols(void **state)
{
	struct read read = read_text(
		*state, "hosts:\n  SSL.example.org:\n    IMAP: [993, 143]\n    pop: 995\n  x.org: 443\n");
	const struct config_services *hosts = &read.config.hosts;

	assert_true(read.good);
	assert_int_equal(hosts->count, 3);
	assert_true(str_equal(hosts->items[0].owner, S("ssl.example.org")));
	assert_true(str_equal(hosts->items[0].protocol, S("imap")));
	assert_int_equal(hosts->items[0].port_count, 2);
	assert_int_equal(hosts->items[0].ports[1], 143);
	assert_int_equal(hosts->items[1].ports[0], 995);
	assert_true(str_equal(hosts->items[2].protocol, S("")));
	assert_int_equal(hosts->items[2].ports[0], 443);
}

static void rules_get_the_level_of_the_site(void **state)
{
	struct read read = read_text(*state, "check:\n  image-alt: off\n  link-insecure: error\n");

	assert_true(read.good);
	assert_int_equal(read.config.levels[RULE_IMAGE_ALT], SEVERITY_OFF);
	assert_int_equal(read.config.levels[RULE_LINK_INSECURE], SEVERITY_ERROR);
	assert_int_equal(read.config.levels[RULE_LINK_MISSING], SEVERITY_ERROR);
}

static void limits_and_banners_are_read(void **state)
{
	struct read read = read_text(*state,
		"limits: {links: 7, headings: 8}\n"
		"banners:\n- {text: Soon, locale: fr-fr, path: web/, kind: warning}\n- {text: All}\n");

	assert_true(read.good);
	assert_int_equal(read.config.limits.links, 7);
	assert_int_equal(read.config.limits.headings, 8);
	assert_true(read.config.limits.file_bytes > 8);
	assert_int_equal(read.config.banner_count, 2);
	assert_true(str_equal(read.config.banners[0].path, S("web/")));
	assert_true(str_equal(read.config.banners[0].kind, S("warning")));
	assert_true(str_equal(read.config.banners[1].kind, S("info")));
	assert_true(str_equal(read.config.banners[1].locale, S("")));
}

static void a_value_of_the_wrong_form_is_refused_where_it_stands(void **state)
{
	assert_refused(*state, "title: [a]", 1, 8, "this setting is a text: \"\"");
	assert_refused(*state, "base_url: docs.example.org", 1, 11,
		"base_url begins with https:// or http://: \"docs.example.org\"");
	assert_refused(
		*state, "default_locale: english", 1, 17, "a locale is written like en-gb: \"english\"");
	assert_refused(*state, "own_hosts: x.org", 1, 12, "this setting is a list of names: \"x.org\"");
	assert_refused(*state, "fallback: x", 1, 11, "this setting is a mapping: \"x\"");
	assert_refused(
		*state, "hosts:\n  x.org: [0]", 2, 11, "a port is a number from 1 to 65535: \"0\"");
	assert_refused(*state, "roles:\n  x: {imap: 65536}", 2, 13,
		"a port is a number from 1 to 65535: \"65536\"");
	assert_refused(*state, "check: {image-alt: loud}", 1, 20,
		"a level is error, warning, note or off: \"loud\"");
	assert_refused(*state, "limits: {links: 0}", 1, 17, "a limit is a number over 0: \"0\"");
	assert_refused(
		*state, "limits: 7", 1, 9, "this setting is a mapping from a limit to its number: \"7\"");
	assert_refused(*state, "banners: [{kind: info}]", 1, 11, "a banner has a text: \"\"");
	assert_refused(*state, "images: {column: 9999}", 1, 18,
		"the column is a number of CSS pixels, at most 4000: \"9999\"");
	assert_refused(
		*state, "policy_in_pages: maybe", 1, 18, "this setting is true or false: \"maybe\"");
	assert_refused(*state, "policy: {x-src: a.org}", 1, 17,
		"the policy has no directive of this name: \"a.org\"");
	assert_refused(*state, "policy: {img-src: \"a.org; script-src *\"}", 1, 19,
		"sources are hosts and keywords between blanks: \"a.org; script-src *\"");
	assert_refused(*state, "- a", 1, 1, "the settings are lines of \"name: value\": \"\"");
	assert_refused(*state, "a: \"b", 1, 4, "the settings are no YAML: \"this quote has no end\"");
}

/* Told, and no reason to stop. */
static void what_nothing_reads_is_told(void **state)
{
	struct read read =
		read_text(*state, "titel: x\ncheck: {image-altt: off}\nlimits: {link: 3}\nzzzzzzzz: 1\n"
						  "banners:\n- {text: All, locales: fr-fr}\n");
	const struct diagnostic *at = read.found.first;

	assert_true(read.good);
	assert_int_equal(read.found.count, 5);
	assert_string_equal(str_cstr(*state, at->help), "did you mean \"title\"?");
	at = at->next;
	assert_string_equal(str_cstr(*state, at->help), "did you mean \"image-alt\"?");
	at = at->next;
	assert_string_equal(str_cstr(*state, at->message), "no limit has this name: \"link\"");
	assert_int_equal(at->place.line, 3);
	at = at->next;
	assert_int_equal(at->help.len, 0);
	at = at->next;
	assert_string_equal(
		str_cstr(*state, at->message), "nothing reads the banner's key: \"locales\"");
	assert_string_equal(str_cstr(*state, at->help), "did you mean \"locale\"?");
	assert_int_equal(at->place.line, 6);
	assert_int_equal(at->place.column, 15);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(without_settings_the_defaults_hold),
		CASE(texts_urls_and_names_are_read),
		CASE(services_are_read_with_and_without_protocols),
		CASE(rules_get_the_level_of_the_site),
		CASE(limits_and_banners_are_read),
		CASE(a_value_of_the_wrong_form_is_refused_where_it_stands),
		CASE(what_nothing_reads_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
