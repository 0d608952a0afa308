#include "render/view.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/path.h"
#include "site/url.h"

/*
 * A site of three locales: fr-fr has a home, a universe, a product with two
 * sections of guides; en-gb a home and one of the guides; fr-ca that guide
 * alone, below the product of fr-fr.
 */
enum { HOME, WEB, MAIL, FIRST, SECOND, THIRD, LAST, GB_HOME, GB_FIRST, CA_FIRST, LOST, PAGES };

struct sample {
	struct arena *arena;
	struct config config;
	struct site site;
	struct document documents[PAGES];
	struct page pages[PAGES];
	const struct page *list[PAGES];
	struct site_locale locales[3];
	const struct object *strings[3];
	struct section sections[2];
	const struct page *setup[4], *misc[1];
	const struct page *home_children[1], *web_children[1];
	const struct page *ancestors[3];
	const struct page *first_everywhere[3];
	struct views *views;
};

static const char *const paths[PAGES] = {
	"home.fr-fr.md",
	"web/universe.fr-fr.md",
	"web/mail/product.fr-fr.md",
	"web/mail/first/guide.fr-fr.md",
	"web/mail/second/guide.fr-fr.md",
	"web/mail/third/guide.fr-fr.md",
	"web/mail/last/guide.fr-fr.md",
	"home.en-gb.md",
	"web/mail/first/guide.en-gb.md",
	"web/mail/first/guide.fr-ca.md",
	"404.fr-fr.md",
};

static const char *const urls[PAGES] = {"/fr/", "/fr/web/", "/fr/mail/", "/fr/mail/premier/",
	"/fr/mail/second/", "/fr/mail/troisième/", "/fr/mail/last/", "/gb/en/", "/gb/en/mail/first/",
	"/ca/fr/mail/premier/", "/fr/404.html"};

static const char *const titles[PAGES] = {"Guides", "Web", "Courriel", "Premier <guide>", "Second",
	"Troisième", "Dernier", "Home", "First", "Premier", "Perdu"};

static void give(struct sample *sample, size_t page, enum front_key key, struct str text)
{
	struct front_matter *front = &sample->documents[page].front;
	struct front_value *values = arena_array(sample->arena, struct front_value, front->count + 1);

	if (front->count > 0)
		memcpy(values, front->values, front->count * sizeof(*values));
	values[front->count] = (struct front_value){.key = key, .text = text, .flag = true};
	front->values = values;
	front->count++;
	front->present |= (uint64_t)1 << key;
}

static const struct object *strings_for(struct arena *arena, const char *code, const char *name)
{
	struct object *strings = object_create(arena, 4), *locales = object_create(arena, 1),
				  *section = object_create(arena, 1), *date = object_create(arena, 1);

	object_set_text(locales, str_of(code), str_of(name));
	object_set_object(strings, S("locales"), locales);
	object_set_text(section, S("default"), S("Divers"));
	object_set_object(strings, S("section"), section);
	object_set_text(date, S("pattern"), S("{day}.{month2}.{year}"));
	object_set_object(strings, S("date"), date);
	return strings;
}

static void make_pages(struct sample *sample)
{
	for (size_t i = 0; i < PAGES; i++) {
		struct document *document = &sample->documents[i];
		struct page *page = &sample->pages[i];

		document->path = str_of(paths[i]);
		document->directory = path_directory(document->path);
		assert_true(kind_of_file(path_name(document->path), &document->kind, &document->locale));
		page->document = document;
		page->url = str_of(urls[i]);
		page->title = str_of(titles[i]);
		page->listed = true;
		sample->list[i] = page;
	}
}

static void make_lists(struct sample *sample)
{
	struct page *pages = sample->pages;

	sample->setup[0] = &pages[FIRST];
	sample->setup[1] = &pages[SECOND];
	sample->setup[2] = &pages[THIRD];
	sample->setup[3] = &pages[LAST];
	sample->misc[0] = &pages[FIRST];
	sample->sections[0] = (struct section){S("Mise en œuvre"), sample->setup, 4};
	pages[MAIL].sections = sample->sections;
	pages[MAIL].section_count = 1;
	sample->home_children[0] = &pages[WEB];
	sample->web_children[0] = &pages[MAIL];
	pages[HOME].children = sample->home_children;
	pages[HOME].child_count = 1;
	pages[WEB].children = sample->web_children;
	pages[WEB].child_count = 1;
	pages[FIRST].next = &pages[SECOND];
	pages[SECOND].previous = &pages[FIRST];
	pages[SECOND].next = &pages[THIRD];
	pages[THIRD].previous = &pages[SECOND];
	pages[THIRD].next = &pages[LAST];
	pages[LAST].previous = &pages[THIRD];
}

static void make_families(struct sample *sample)
{
	static const size_t above[PAGES] = {
		[WEB] = 1, [MAIL] = 2, [FIRST] = 3, [SECOND] = 3, [THIRD] = 3, [LAST] = 3, [CA_FIRST] = 3};
	struct page *pages = sample->pages;

	for (size_t i = 0; i < 3; i++)
		sample->ancestors[i] = &pages[HOME + i];
	for (size_t i = 0; i < PAGES; i++) {
		pages[i].ancestors = sample->ancestors;
		pages[i].ancestor_count = above[i];
		pages[i].parent = above[i] == 0 ? NULL : sample->ancestors[above[i] - 1];
		pages[i].translations = &sample->list[i];
		pages[i].translation_count = 1;
	}
	sample->first_everywhere[0] = &pages[GB_FIRST];
	sample->first_everywhere[1] = &pages[CA_FIRST];
	sample->first_everywhere[2] = &pages[FIRST];
	for (size_t i = 0; i < 3; i++) {
		struct page *page = &pages[sample->first_everywhere[i] - pages];

		page->translations = sample->first_everywhere;
		page->translation_count = 3;
	}
}

static void make_site(struct sample *sample)
{
	struct site *site = &sample->site;

	site->config = &sample->config;
	site->pages = sample->list;
	site->page_count = PAGES;
	site->first_page = sample->pages;
	site->pages_made = PAGES;
	site->locales = sample->locales;
	site->locale_count = 3;
	site->by_url = map_create(sample->arena, PAGES);
	for (size_t i = 0; i < PAGES; i++)
		map_set(site->by_url, sample->pages[i].url, &sample->pages[i]);
	sample->locales[0] = (struct site_locale){
		.home = &sample->pages[GB_HOME], .pages = &sample->list[GB_HOME], .page_count = 2};
	sample->locales[1] = (struct site_locale){.pages = &sample->list[CA_FIRST], .page_count = 1};
	sample->locales[2] = (struct site_locale){.home = &sample->pages[HOME],
		.not_found = &sample->pages[LOST],
		.pages = sample->list,
		.page_count = GB_HOME};
	assert_true(locale_parse(S("en-gb"), &sample->locales[0].locale));
	assert_true(locale_parse(S("fr-ca"), &sample->locales[1].locale));
	assert_true(locale_parse(S("fr-fr"), &sample->locales[2].locale));
}

static struct sample *sample_create(void)
{
	struct arena *arena = arena_create(64 * 1024);
	struct sample *sample = arena_new(arena, struct sample);

	sample->arena = arena;
	config_default(arena, &sample->config);
	sample->config.title = S("Portolan");
	make_pages(sample);
	make_lists(sample);
	make_families(sample);
	make_site(sample);
	sample->strings[0] = strings_for(arena, "en-gb", "English (United Kingdom)");
	sample->strings[1] = strings_for(arena, "fr-fr", "Français (France)");
	sample->strings[2] = sample->strings[1];
	return sample;
}

static struct str section_title(
	const void *context, struct arena *arena, const struct object *section)
{
	(void)context;
	return str_copy(arena, text_of_value(object_get(section, S("title"))));
}

static const struct object *view_by(
	struct sample *sample, unsigned workers, size_t page, struct str body)
{
	struct view_input input = {
		.site = &sample->site,
		.strings = sample->strings,
		.assets = object_create(sample->arena, 1),
		.generator = S("Portolan 1"),
		.render_section = {section_title, NULL},
		.workers = workers,
	};

	for (size_t i = 0; i < PAGES; i++)
		sample->pages[i].href = url_encode(
			sample->arena, str_concat(sample->arena, sample->site.base_path, sample->pages[i].url));
	sample->views = views_create(sample->arena, &input);
	return view_of_page(sample->views, sample->arena, &sample->pages[page], value_text(body));
}

static const struct object *view_of(struct sample *sample, size_t page, struct str body)
{
	return view_by(sample, 1, page, body);
}

/* The value under a path such as "toc.0.children.1.text". */
static const struct value *at(const struct object *view, const char *path)
{
	struct value whole = value_object(view);
	const struct value *value = &whole;
	struct str rest = str_of(path), name;
	uint64_t index;

	while (str_next_part(&rest, '.', &name)) {
		assert_non_null(value);
		if (value->kind == VALUE_LIST) {
			assert_true(str_to_number(name, 1000, &index));
			assert_true(index < value->count);
			value = &value->items[index];
		} else {
			assert_int_equal(value->kind, VALUE_OBJECT);
			value = object_get(value->object, name);
		}
	}
	return value;
}

static void says(const struct object *view, const char *path, const char *expected)
{
	const struct value *value = at(view, path);

	assert_non_null(value);
	assert_int_equal(value->kind, VALUE_TEXT);
	assert_int_equal(value->text.len, strlen(expected));
	assert_memory_equal(value->text.ptr, expected, value->text.len);
}

static bool holds(const struct object *view, const char *path)
{
	const struct value *value = at(view, path);

	assert_non_null(value);
	assert_int_equal(value->kind, VALUE_BOOL);
	return value->boolean;
}

static size_t length(const struct object *view, const char *path)
{
	const struct value *value = at(view, path);

	assert_non_null(value);
	assert_int_equal(value->kind, VALUE_LIST);
	return value->count;
}

static void tells_what_a_page_is(void **state)
{
	struct sample *sample = sample_create();
	const struct object *view;

	(void)state;
	give(sample, CA_FIRST, FRONT_EXCERPT, S("Un extrait"));
	view = view_of(sample, CA_FIRST, S("<p>Texte</p>\n"));
	says(view, "page.locale", "fr-ca");
	says(view, "page.lang", "fr-CA");
	says(view, "page.dir", "ltr");
	says(view, "page.kind", "guide");
	assert_true(holds(view, "page.is_guide"));
	assert_false(holds(view, "page.is_home"));
	assert_false(holds(view, "page.is_404"));
	assert_false(holds(view, "page.is_locales"));
	says(view, "page.title", "Premier");
	says(view, "page.heading", "Premier");
	says(view, "page.metatitle", "Premier");
	says(view, "page.excerpt", "Un extrait");
	says(view, "page.description", "Un extrait");
	says(view, "page.body", "<p>Texte</p>\n");
	assert_true(holds(view, "page.has_body"));
	assert_false(holds(view, "page.noindex"));
	assert_int_equal(at(view, "page.updated")->kind, VALUE_NULL);
	says(view, "generator", "Portolan 1");
	says(view, "site.title", "Portolan");
	says(view, "t.section.default", "Divers");
	arena_destroy(sample->arena);
}

static void prefers_what_is_written_for_search_engines(void **state)
{
	struct sample *sample = sample_create();
	const struct object *view;

	(void)state;
	give(sample, FIRST, FRONT_EXCERPT, S("Extrait"));
	give(sample, FIRST, FRONT_DESCRIPTION, S("Description"));
	give(sample, FIRST, FRONT_METATITLE, S("Métatitre"));
	give(sample, FIRST, FRONT_HIDDEN, S("true"));
	give(sample, FIRST, FRONT_DEPRECATED, S("true"));
	give(sample, FIRST, FRONT_FULLWIDTH, S("true"));
	view = view_of(sample, FIRST, S(""));
	says(view, "page.description", "Description");
	says(view, "page.metatitle", "Métatitre");
	says(view, "page.title", "Premier <guide>");
	assert_true(holds(view, "page.noindex"));
	assert_true(holds(view, "page.hidden"));
	assert_true(holds(view, "page.deprecated"));
	assert_true(holds(view, "page.fullwidth"));
	assert_false(holds(view, "page.has_body"));
	arena_destroy(sample->arena);
}

static void gives_addresses_below_the_base_path(void **state)
{
	struct sample *sample = sample_create();
	const struct object *view;

	(void)state;
	sample->site.base_url = S("https://docs.example.org/guides");
	sample->site.base_path = S("/guides");
	sample->config.edit_url = S("https://git.example.org/{path}?l={locale}&x={y}{");
	sample->config.feedback_url = S("https://f.example.org/?page={url}");
	view = view_of(sample, THIRD, S(""));
	says(view, "page.url", "/guides/fr/mail/troisi%C3%A8me/");
	says(view, "page.canonical", "https://docs.example.org/guides/fr/mail/troisi%C3%A8me/");
	says(view, "page.edit_url",
		"https://git.example.org/web/mail/third/guide.fr-fr.md?l=fr-fr&x={y}{");
	says(view, "site.feedback_url", "https://f.example.org/?page=/guides/fr/mail/troisi%C3%A8me/");
	says(view, "site.home", "/guides/fr/");
	says(view, "site.root", "/guides/");
	says(view, "alternates.0.url", "https://docs.example.org/guides/fr/mail/troisi%C3%A8me/");
	arena_destroy(sample->arena);
}

static void gives_addresses_without_a_host_while_none_is_known(void **state)
{
	struct sample *sample = sample_create();
	const struct object *view = view_of(sample, CA_FIRST, S(""));

	(void)state;
	says(view, "page.canonical", "/ca/fr/mail/premier/");
	says(view, "page.edit_url", "");
	says(view, "site.root", "/");
	says(view, "site.home", "/");
	arena_destroy(sample->arena);
}

static void names_the_translations_and_a_default_one(void **state)
{
	struct sample *sample = sample_create();
	const struct object *view = view_of(sample, FIRST, S(""));

	(void)state;
	assert_int_equal(length(view, "alternates"), 4);
	says(view, "alternates.0.hreflang", "en-GB");
	says(view, "alternates.1.url", "/ca/fr/mail/premier/");
	says(view, "alternates.3.hreflang", "x-default");
	says(view, "alternates.3.url", "/gb/en/mail/first/");
	assert_int_equal(length(view, "translations"), 3);
	assert_true(holds(view, "has_translations"));
	says(view, "translations.0.name", "English (United Kingdom)");
	says(view, "translations.1.name", "fr-ca");
	says(view, "translations.2.lang", "fr-FR");
	assert_true(holds(view, "translations.2.current"));
	assert_false(holds(view, "translations.0.current"));
	view = view_of(sample, SECOND, S(""));
	assert_false(holds(view, "has_translations"));
	says(view, "alternates.1.url", "/fr/mail/second/");
	arena_destroy(sample->arena);
}

static void leads_to_french_by_default_where_english_is_missing(void **state)
{
	struct sample *sample = sample_create();
	const struct object *view;

	(void)state;
	give(sample, GB_FIRST, FRONT_HIDDEN, S("true"));
	view = view_of(sample, CA_FIRST, S(""));
	assert_int_equal(length(view, "alternates"), 3);
	says(view, "alternates.2.hreflang", "x-default");
	says(view, "alternates.2.url", "/fr/mail/premier/");
	assert_int_equal(length(view, "translations"), 2);
	view = view_of(sample, GB_FIRST, S(""));
	assert_int_equal(length(view, "alternates"), 0);
	assert_int_equal(length(view, "translations"), 3);
	arena_destroy(sample->arena);
}

static void leads_down_from_home_to_the_parent(void **state)
{
	struct sample *sample = sample_create();
	const struct object *view = view_of(sample, FIRST, S(""));

	(void)state;
	assert_int_equal(length(view, "breadcrumb"), 3);
	says(view, "breadcrumb.0.title", "Guides");
	says(view, "breadcrumb.1.url", "/fr/web/");
	says(view, "breadcrumb.2.title", "Courriel");
	view = view_of(sample, HOME, S(""));
	assert_int_equal(length(view, "breadcrumb"), 0);
	assert_false(holds(view, "has_breadcrumb"));
	arena_destroy(sample->arena);
}

static void says_that_a_parent_is_of_another_locale(void **state)
{
	struct sample *sample = sample_create();
	const struct object *view = view_of(sample, CA_FIRST, S(""));

	(void)state;
	assert_int_equal(length(view, "breadcrumb"), 2);
	says(view, "breadcrumb.1.title", "Courriel");
	says(view, "breadcrumb.1.url", "/fr/mail/");
	says(view, "breadcrumb.1.lang", "fr-FR");
	assert_int_equal(at(view, "product")->kind, VALUE_NULL);
	assert_false(holds(view, "has_sections"));
	arena_destroy(sample->arena);
}

static void lists_the_headings_of_a_page(void **state)
{
	static const struct heading headings[] = {
		{.level = 3, .html = S_INIT("Avant"), .id = S_INIT("avant")},
		{.level = 2, .html = S_INIT("Un <em>titre</em>"), .id = S_INIT("un")},
		{.level = 3, .html = S_INIT("Détail"), .id = S_INIT("detail")},
		{.level = 4, .html = S_INIT("Trop bas"), .id = S_INIT("bas")},
		{.level = 3, .html = S_INIT("Autre"), .id = S_INIT("autre")},
		{.level = 3, .html = S_INIT(" "), .id = S_INIT("image")},
		{.level = 2, .html = S_INIT(""), .id = S_INIT(""), .empty = true},
		{.level = 2, .html = S_INIT("Fin"), .id = S_INIT("fin")},
	};
	struct sample *sample = sample_create();
	const struct object *view;

	(void)state;
	sample->documents[FIRST].headings = headings;
	sample->documents[FIRST].heading_count = COUNT(headings);
	sample->documents[SECOND].headings = &headings[1];
	sample->documents[SECOND].heading_count = 1;
	view = view_of(sample, FIRST, S(""));
	assert_int_equal(length(view, "toc"), 3);
	says(view, "toc.0.id", "avant");
	assert_int_equal(length(view, "toc.0.children"), 0);
	assert_false(holds(view, "toc.0.has_children"));
	says(view, "toc.1.text", "Un <em>titre</em>");
	assert_int_equal(length(view, "toc.1.children"), 2);
	says(view, "toc.1.children.1.id", "autre");
	assert_int_equal(length(view, "toc.1.children.1.children"), 0);
	says(view, "toc.2.id", "fin");
	assert_true(holds(view, "has_toc"));
	assert_false(holds(view_of(sample, SECOND, S("")), "has_toc"));
	arena_destroy(sample->arena);
}

static void shows_a_product_its_guides_by_section(void **state)
{
	struct sample *sample = sample_create();
	const struct object *view;

	(void)state;
	give(sample, SECOND, FRONT_EXCERPT, S("Le deuxième"));
	give(sample, SECOND, FRONT_DEPRECATED, S("true"));
	sample->sections[1] = (struct section){S(""), sample->misc, 1};
	sample->pages[MAIL].section_count = 2;
	view = view_of(sample, MAIL, S(""));
	assert_int_equal(length(view, "sections"), 2);
	says(view, "sections.0.title", "Mise en œuvre");
	says(view, "sections.0.id", "p-mise-en-oeuvre");
	says(view, "sections.0.guides.1.title", "Second");
	says(view, "sections.0.guides.1.url", "/fr/mail/second/");
	says(view, "sections.0.guides.1.excerpt", "Le deuxième");
	assert_true(holds(view, "sections.0.guides.1.deprecated"));
	assert_false(holds(view, "sections.0.guides.0.deprecated"));
	assert_false(holds(view, "sections.0.guides.0.current"));
	says(view, "sections.1.title", "Divers");
	says(view, "sections.1.id", "p-divers");
	assert_int_equal(at(view, "product")->kind, VALUE_NULL);
	arena_destroy(sample->arena);
}

static void gives_every_section_an_id_of_its_own(void **state)
{
	struct sample *sample = sample_create();
	const struct object *view;

	(void)state;
	sample->sections[0].title = S("Main");
	sample->sections[1] = (struct section){S("main!"), sample->misc, 1};
	sample->pages[MAIL].section_count = 2;
	view = view_of(sample, MAIL, S(""));
	says(view, "sections.0.id", "p-main_1");
	says(view, "sections.1.id", "p-main_2");
	arena_destroy(sample->arena);
}

static void marks_a_guide_in_the_list_of_its_product(void **state)
{
	struct sample *sample = sample_create();
	const struct object *view;

	(void)state;
	sample->sections[1] = (struct section){S(""), sample->misc, 1};
	sample->pages[MAIL].section_count = 2;
	view = view_of(sample, SECOND, S(""));
	says(view, "product.title", "Courriel");
	says(view, "product.url", "/fr/mail/");
	assert_int_equal(length(view, "sections"), 2);
	assert_true(holds(view, "sections.0.current"));
	assert_false(holds(view, "sections.1.current"));
	assert_true(holds(view, "sections.0.guides.1.current"));
	assert_false(holds(view, "sections.0.guides.0.current"));
	/* What other pages share is as it was. */
	view = view_of_page(sample->views, sample->arena, &sample->pages[MAIL], value_text(S("")));
	assert_false(holds(view, "sections.0.current"));
	assert_false(holds(view, "sections.0.guides.1.current"));
	arena_destroy(sample->arena);
}

static void opens_the_section_of_the_guide_above_a_guide(void **state)
{
	struct sample *sample = sample_create();
	const struct page *chain[4];
	struct section below;
	const struct object *view;

	(void)state;
	memcpy(chain, sample->ancestors, sizeof(sample->ancestors));
	chain[3] = &sample->pages[SECOND];
	below = (struct section){S(""), &sample->setup[3], 1};
	sample->sections[0].guide_count = 3;
	sample->pages[LAST].ancestors = chain;
	sample->pages[LAST].ancestor_count = 4;
	sample->pages[LAST].parent = chain[3];
	sample->pages[SECOND].sections = &below;
	sample->pages[SECOND].section_count = 1;
	view = view_of(sample, LAST, S(""));
	says(view, "breadcrumb.3.title", "Second");
	assert_true(holds(view, "sections.0.current"));
	assert_false(holds(view, "sections.0.guides.1.current"));
	view = view_of_page(sample->views, sample->arena, &sample->pages[SECOND], value_text(S("")));
	assert_true(holds(view, "has_child_sections"));
	says(view, "child_sections.0.guides.0.title", "Dernier");
	arena_destroy(sample->arena);
}

static void offers_what_to_read_next(void **state)
{
	struct sample *sample = sample_create();
	const struct object *view = view_of(sample, SECOND, S(""));

	(void)state;
	says(view, "previous.title", "Premier <guide>");
	says(view, "next.url", "/fr/mail/troisi%C3%A8me/");
	assert_true(holds(view, "has_pager"));
	assert_int_equal(length(view, "related"), 1);
	says(view, "related.0.title", "Dernier");
	view = view_of(sample, LAST, S(""));
	assert_int_equal(at(view, "next")->kind, VALUE_NULL);
	assert_true(holds(view, "has_pager"));
	says(view, "related.0.title", "Premier <guide>");
	assert_int_equal(length(view, "related"), 2);
	view = view_of(sample, MAIL, S(""));
	assert_false(holds(view, "has_pager"));
	assert_false(holds(view, "has_related"));
	arena_destroy(sample->arena);
}

static void shows_homes_and_universes_what_stands_below(void **state)
{
	struct sample *sample = sample_create();
	const struct object *view;

	(void)state;
	give(sample, WEB, FRONT_EXCERPT, S("Tout du web"));
	view = view_of(sample, HOME, S(""));
	assert_int_equal(length(view, "cards"), 1);
	says(view, "cards.0.title", "Web");
	says(view, "cards.0.url", "/fr/web/");
	says(view, "cards.0.excerpt", "Tout du web");
	says(view, "cards.0.items.0.title", "Courriel");
	assert_true(holds(view, "cards.0.has_items"));
	view = view_of(sample, WEB, S(""));
	says(view, "cards.0.title", "Courriel");
	assert_false(holds(view, "cards.0.has_items"));
	assert_false(holds(view_of(sample, MAIL, S("")), "has_cards"));
	arena_destroy(sample->arena);
}

static void keeps_lost_pages_out_of_search_and_shows_ways_on(void **state)
{
	struct sample *sample = sample_create();
	const struct object *view = view_of(sample, LOST, S("<p>Perdu</p>"));

	(void)state;
	says(view, "page.kind", "404");
	assert_true(holds(view, "page.is_404"));
	assert_true(holds(view, "page.noindex"));
	says(view, "page.canonical", "");
	assert_int_equal(length(view, "alternates"), 0);
	assert_int_equal(length(view, "translations"), 0);
	assert_int_equal(length(view, "locales"), 3);
	assert_int_equal(length(view_of(sample, FIRST, S("")), "locales"), 0);
	view = view_of_not_found(
		sample->views, sample->arena, views_locale(sample->views, &sample->pages[CA_FIRST]));
	says(view, "page.lang", "fr-CA");
	assert_true(holds(view, "page.is_404"));
	assert_true(holds(view, "page.noindex"));
	assert_null(at(view, "page.title"));
	assert_int_equal(length(view, "locales"), 3);
	arena_destroy(sample->arena);
}

static void lists_where_a_reader_may_enter(void **state)
{
	struct sample *sample = sample_create();
	const struct object *view;

	(void)state;
	(void)view_of(sample, HOME, S(""));
	view = view_of_locales(
		sample->views, sample->arena, views_locale(sample->views, &sample->pages[GB_HOME]));
	assert_true(holds(view, "page.is_locales"));
	assert_false(holds(view, "page.is_404"));
	assert_false(holds(view, "page.noindex"));
	says(view, "page.kind", "locales");
	says(view, "page.lang", "en-GB");
	says(view, "page.canonical", "/");
	says(view, "site.home", "/gb/en/");
	says(view, "locales.0.url", "/gb/en/");
	says(view, "locales.0.name", "English (United Kingdom)");
	says(view, "locales.1.url", "/ca/fr/mail/premier/");
	says(view, "locales.2.lang", "fr-FR");
	arena_destroy(sample->arena);
}

static void writes_dates_as_the_locale_does(void **state)
{
	struct sample *sample = sample_create();
	const struct object *view;

	(void)state;
	sample->documents[FIRST].updated = S("2021-03-07");
	view = view_of(sample, FIRST, S(""));
	says(view, "page.updated.iso", "2021-03-07");
	says(view, "page.updated.text", "7.03.2021");
	arena_destroy(sample->arena);
}

static void knows_a_locale_to_speak_for_an_empty_site(void **state)
{
	struct sample *sample = sample_create();
	const struct object *view;
	struct view_input input = {
		.site = &sample->site,
		.strings = sample->strings,
		.assets = object_create(sample->arena, 1),
		.workers = 1,
	};

	(void)state;
	sample->site.page_count = 0;
	sample->site.pages_made = 0;
	sample->site.locale_count = 0;
	sample->views = views_create(sample->arena, &input);
	assert_int_equal(sample->views->locale_count, 1);
	view = view_of_locales(sample->views, sample->arena, &sample->views->locales[0]);
	says(view, "page.lang", "en-GB");
	assert_false(holds(view, "has_locales"));
	arena_destroy(sample->arena);
}

/* Each field of `shared` is in the view, and says the same. */
static void assert_same(const struct object *shared, const struct object *view)
{
	for (size_t i = 0; i < shared->count; i++) {
		const struct value *own = &shared->fields[i].value;
		const struct value *other = object_get(view, shared->fields[i].name);

		assert_non_null(other);
		assert_int_equal(own->kind, other->kind);
		if (own->kind == VALUE_OBJECT)
			assert_same(own->object, other->object);
		else if (own->kind == VALUE_TEXT)
			assert_true(str_equal(own->text, other->text));
		else
			assert_int_equal(value_is_true(own), value_is_true(other));
	}
}

/* Nothing below the view has a field that would hide one of the shared. */
static void assert_unhidden(const struct object *shared, const struct value *value, bool outermost)
{
	for (size_t i = 0; value->kind == VALUE_LIST && i < value->count; i++)
		assert_unhidden(shared, &value->items[i], false);
	for (size_t i = 0; value->kind == VALUE_OBJECT && i < value->object->count; i++) {
		const struct field *field = &value->object->fields[i];

		assert_true(outermost || object_get(shared, field->name) == NULL);
		assert_unhidden(shared, &field->value, false);
	}
}

static void pages_of_a_kind_share_what_is_said_of_all_of_them(void **state)
{
	struct sample *sample = sample_create();

	(void)state;
	for (size_t i = 0; i < PAGES; i++) {
		struct value view = value_object(view_of(sample, i, S("b")));
		const struct document *document = sample->pages[i].document;
		const struct object *shared = view_shared_by(sample->views, sample->arena,
			views_locale(sample->views, &sample->pages[i]), document->kind);

		assert_same(shared, view.object);
		assert_unhidden(shared, &view, true);
	}
	arena_destroy(sample->arena);
}

/* All that a template could print of a value. */
static void write_out(const struct value *value, struct buf *out)
{
	buf_add_format(out, "%d %d ", (int)value->kind, value_is_true(value));
	buf_add(out, text_of_value(value));
	for (size_t i = 0; value->kind == VALUE_LIST && i < value->count; i++)
		write_out(&value->items[i], out);
	for (size_t i = 0; value->kind == VALUE_OBJECT && i < value->object->count; i++) {
		buf_add(out, value->object->fields[i].name);
		write_out(&value->object->fields[i].value, out);
	}
	buf_add_char(out, '\n');
}

static void views_are_the_same_whoever_makes_their_parts(void **state)
{
	struct sample *sample = sample_create();

	(void)state;
	sample->pages[CA_FIRST].lender = &sample->pages[FIRST];
	for (size_t i = 0; i < PAGES; i++) {
		struct value alone = value_object(view_by(sample, 1, i, S("b")));
		struct value shared = value_object(view_by(sample, 4, i, S("b")));
		struct buf one = BUF_EMPTY, other = BUF_EMPTY;

		write_out(&alone, &one);
		write_out(&shared, &other);
		assert_true(str_equal(buf_str(&one), buf_str(&other)));
		buf_release(&one);
		buf_release(&other);
	}
	arena_destroy(sample->arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_what_a_page_is),
		cmocka_unit_test(prefers_what_is_written_for_search_engines),
		cmocka_unit_test(gives_addresses_below_the_base_path),
		cmocka_unit_test(gives_addresses_without_a_host_while_none_is_known),
		cmocka_unit_test(names_the_translations_and_a_default_one),
		cmocka_unit_test(leads_to_french_by_default_where_english_is_missing),
		cmocka_unit_test(leads_down_from_home_to_the_parent),
		cmocka_unit_test(says_that_a_parent_is_of_another_locale),
		cmocka_unit_test(lists_the_headings_of_a_page),
		cmocka_unit_test(shows_a_product_its_guides_by_section),
		cmocka_unit_test(gives_every_section_an_id_of_its_own),
		cmocka_unit_test(marks_a_guide_in_the_list_of_its_product),
		cmocka_unit_test(opens_the_section_of_the_guide_above_a_guide),
		cmocka_unit_test(offers_what_to_read_next),
		cmocka_unit_test(shows_homes_and_universes_what_stands_below),
		cmocka_unit_test(keeps_lost_pages_out_of_search_and_shows_ways_on),
		cmocka_unit_test(lists_where_a_reader_may_enter),
		cmocka_unit_test(writes_dates_as_the_locale_does),
		cmocka_unit_test(pages_of_a_kind_share_what_is_said_of_all_of_them),
		cmocka_unit_test(views_are_the_same_whoever_makes_their_parts),
		cmocka_unit_test(knows_a_locale_to_speak_for_an_empty_site),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
