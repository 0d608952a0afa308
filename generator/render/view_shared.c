#include "render/view_shared.h"

#include "base/parallel.h"
#include "render/feed.h"
#include "render/view_ports.h"

#include "content/policy.h"
#include "parse/heading_ids.h"
#include "search/search.h"
#include "site/url.h"

/* Of the memory of each worker that makes what pages show. */
#define WORKER_BLOCK ((size_t)256 * 1024)

void set_list(struct object *object, struct str name, struct str has_name,
	const struct value *items, size_t count)
{
	object_set(object, name, value_list(items, count));
	object_set_bool(object, has_name, count > 0);
}

struct str views_locale_url(struct arena *arena, const struct locale *locale, struct str name)
{
	return str_format(
		arena, "/" STR_FMT "/" STR_FMT, STR_ARG(locale_prefix(arena, locale)), STR_ARG(name));
}

struct str views_url(const struct views *views, struct arena *arena, struct str url)
{
	return str_concat(arena, views->site->base_path, url_encode(arena, url));
}

struct str views_absolute(const struct views *views, struct arena *arena, struct str root_relative)
{
	return str_concat(arena, views->origin, root_relative);
}

/* Of one that was made beforehand. */
static const struct view_page *made_of(const struct views *views, const struct page *page)
{
	return &views->pages[page - views->site->first_page];
}

/* Of any page, while those of others are made. */
static const struct view_locale *locale_of(const struct views *views, const struct page *page)
{
	return map_get(views->locales_by_code, page->document->locale.code);
}

const struct view_locale *views_locale(const struct views *views, const struct page *page)
{
	return views->pages == NULL ? locale_of(views, page) : made_of(views, page)->locale;
}

size_t views_default(const struct views *views, const struct str *codes, size_t count)
{
	const struct str wanted[] = {views->site->config->default_locale, S("fr-fr")};

	for (size_t i = 0; i < COUNT(wanted); i++) {
		for (size_t j = 0; j < count; j++) {
			if (str_equal(codes[j], wanted[i]))
				return j;
		}
	}
	return count > 0 ? 0 : STR_NONE;
}

const struct view_locale *views_default_locale(const struct views *views, struct arena *scratch)
{
	struct str *codes = arena_array(scratch, struct str, views->locale_count);

	for (size_t i = 0; i < views->locale_count; i++)
		codes[i] = views->locales[i].locale.code;
	return &views->locales[views_default(views, codes, views->locale_count)];
}

static const struct object *make_entry(
	const struct views *views, struct arena *arena, const struct page *page)
{
	const struct front_matter *front = &page->document->front;
	struct str lang = page->lender == NULL ? S("") : locale_of(views, page->lender)->tag;
	/* Every field is there: what one lacked would be looked for in the objects around it. */
	const struct field fields[] = {
		{S("url"), value_text(page->href)},
		{S("lang"), value_text(lang)},
		{S("title"), value_text(page->title)},
		{S("current"), value_bool(false)},
		{S("excerpt"), value_text(front_text(front, FRONT_EXCERPT))},
		{S("deprecated"), value_bool(front_flag(front, FRONT_DEPRECATED, false))},
		{S("updated"), {.kind = VALUE_NULL}},
	};

	return object_of(arena, fields, COUNT(fields));
}

const struct object *views_entry(
	const struct views *views, struct arena *scratch, const struct page *page)
{
	return views->pages == NULL ? make_entry(views, scratch, page) : made_of(views, page)->entry;
}

const struct object *object_with(
	struct arena *arena, const struct object *object, struct str name, struct value value)
{
	struct object *copy = object_create(arena, object->count);

	for (size_t i = 0; i < object->count; i++) {
		const struct field *field = &object->fields[i];

		object_set(copy, field->name, str_equal(field->name, name) ? value : field->value);
	}
	return copy;
}

/* "p-" and the title as a heading's id would be: stands while sections come and go. */
static struct str section_id(struct arena *arena, struct map *taken, struct str title)
{
	struct str wanted = str_concat(arena, S("p-"), heading_slug(arena, title));
	struct str id = wanted;

	for (unsigned i = 1; map_get(taken, id) != NULL; i++)
		id = str_format(arena, STR_FMT "_%u", STR_ARG(wanted), i);
	map_set(taken, id, taken);
	return id;
}

static const struct object *make_section(const struct views *views, struct arena *arena,
	const struct section *section, struct str title, struct str id)
{
	const struct section_renderer *renderer = &views->render_section;
	struct object *object = object_create(arena, 5);
	struct value *guides = arena_array(arena, struct value, section->guide_count);

	for (size_t i = 0; i < section->guide_count; i++)
		guides[i] = value_object(views_entry(views, arena, section->guides[i]));
	object_set_text(object, S("title"), title);
	object_set_text(object, S("id"), id);
	object_set_bool(object, S("current"), false);
	set_list(object, S("guides"), S("has_guides"), guides, section->guide_count);
	object_set_text(object, S("closed"),
		renderer->render == NULL ? S("") : renderer->render(renderer->context, arena, object));
	return object;
}

static struct view_sections *make_sections(
	const struct views *views, struct arena *arena, const struct page *page)
{
	const struct view_locale *locale = views_locale(views, page);
	struct view_sections *sections = arena_new(arena, struct view_sections);
	struct value *values = arena_array(arena, struct value, page->section_count);
	struct map *taken = map_create(arena, page->section_count);

	map_set(taken, S("p-main"), taken);
	for (size_t i = 0; i < page->section_count; i++) {
		const struct section *section = &page->sections[i];
		struct str title = section->title.len > 0 ? section->title : locale->default_section;

		values[i] = value_object(
			make_section(views, arena, section, title, section_id(arena, taken, title)));
	}
	*sections = (struct view_sections){values, page->section_count};
	return sections;
}

const struct view_sections *views_sections(
	const struct views *views, struct arena *scratch, const struct page *page)
{
	if (page->section_count == 0)
		return NULL;
	return views->pages == NULL ? make_sections(views, scratch, page)
								: made_of(views, page)->sections;
}

/* The pages' part of the views while it is made. */
struct page_maker {
	const struct views *views;
	struct view_page *pages;
	struct arena **arenas; /* one a worker */
};

static void add_entry(void *context, size_t item, unsigned worker)
{
	const struct page_maker *maker = context;
	const struct page *page = &maker->views->site->first_page[item];

	maker->pages[item].locale = locale_of(maker->views, page);
	maker->pages[item].entry = make_entry(maker->views, maker->arenas[worker], page);
}

static void add_sections(void *context, size_t item, unsigned worker)
{
	const struct page_maker *maker = context;
	const struct page *page = maker->views->site->pages[item];

	if (page->section_count > 0)
		maker->pages[page - maker->views->site->first_page].sections =
			make_sections(maker->views, maker->arenas[worker], page);
}

/* Sections show the entries of other pages. */
static void add_pages(struct views *views, struct arena *arena, unsigned workers)
{
	const struct site *site = views->site;
	struct page_maker maker = {
		.views = views,
		.pages = arena_array(arena, struct view_page, site->pages_made),
		.arenas = arena_create_within(arena, workers, WORKER_BLOCK),
	};

	views->pages = maker.pages;
	parallel_for(workers, site->pages_made, add_entry, &maker);
	parallel_for(workers, site->page_count + site->borrowed_count, add_sections, &maker);
}

/* The page where a reader enters a locale: its home, else its first page. */
static const struct page *entrance(const struct site_locale *locale)
{
	if (locale->home != NULL)
		return locale->home;
	for (size_t i = 0; i < locale->page_count; i++) {
		if (locale->pages[i]->listed)
			return locale->pages[i];
	}
	return NULL;
}

static void add_locale_list(struct views *views, struct arena *arena)
{
	struct value *list = arena_array(arena, struct value, views->locale_count);

	for (size_t i = 0; i < views->locale_count; i++) {
		const struct view_locale *locale = &views->locales[i];
		const struct page *page = locale->site == NULL ? NULL : entrance(locale->site);
		struct object *object;

		if (page == NULL)
			continue;
		object = object_create(arena, 4);
		object_set_text(object, S("locale"), locale->locale.code);
		object_set_text(object, S("lang"), locale->tag);
		object_set_text(object, S("name"), locale->name);
		object_set_text(object, S("url"), page->href);
		list[views->locale_list_count++] = value_object(object);
	}
	views->locale_list = list;
}

/* A search page, where there is something to search and no page of the content in its place. */
static void add_search(const struct views *views, struct arena *arena, struct view_locale *locale)
{
	struct str url = views_locale_url(arena, &locale->locale, S("search/"));

	if (locale->site == NULL || map_get(views->site->by_url, url) != NULL)
		return;
	for (size_t i = 0; i < locale->site->page_count && locale->search.len == 0; i++) {
		if (search_has(locale->site->pages[i]))
			locale->search = views_url(views, arena, url);
	}
	locale->search_index = views_url(views, arena, search_url(arena, locale->locale.code));
}

/* "fr-CA" as OpenGraph writes it: "fr_CA". */
static struct str graph_tag(struct arena *arena, struct str tag)
{
	char *text = arena_bytes(arena, tag.len);

	for (size_t i = 0; i < tag.len; i++)
		text[i] = tag.ptr[i] == '-' ? '_' : tag.ptr[i];
	return str_make(text, tag.len);
}

static struct view_locale make_locale(const struct views *views, struct arena *arena,
	const struct site_locale *site, struct locale locale, const struct object *strings)
{
	struct view_locale made = {
		.site = site,
		.locale = locale,
		.strings = strings,
		.words = fragment_words_of(strings),
		.tag = locale_tag(arena, &locale),
		.graph_tag = graph_tag(arena, locale_tag(arena, &locale)),
		.name = fragment_word(strings, str_concat(arena, S("locales."), locale.code)),
		.home = views->root,
		.default_section = fragment_word(strings, S("section.default")),
	};

	if (site != NULL && site->home != NULL)
		made.home = site->home->href;
	if (made.name.len == 0)
		made.name = locale.code;
	for (size_t i = 0; site != NULL && i < site->page_count && made.ports.len == 0; i++) {
		if (view_lists_ports_of(site->pages[i]))
			made.ports = views_url(views, arena, views_locale_url(arena, &locale, S("ports.html")));
	}
	for (size_t i = 0; site != NULL && i < site->page_count && made.feed.len == 0; i++) {
		if (feed_has(site->pages[i]))
			made.feed = views_url(views, arena, feed_url(arena, &locale));
	}
	add_search(views, arena, &made);
	return made;
}

static void add_locales(struct views *views, struct arena *arena, const struct view_input *input)
{
	const struct site *site = input->site;
	struct view_locale *locales = arena_array(arena, struct view_locale, site->locale_count + 1);
	struct locale fallback;

	for (size_t i = 0; i < site->locale_count; i++)
		locales[i] = make_locale(
			views, arena, &site->locales[i], site->locales[i].locale, input->strings[i]);
	views->locale_count = site->locale_count;
	if (site->locale_count == 0 && (locale_parse(site->config->default_locale, &fallback) ||
									   locale_parse(S("en-gb"), &fallback)))
		locales[views->locale_count++] =
			make_locale(views, arena, NULL, fallback, input->strings[0]);
	views->locales = locales;
	views->locales_by_code = map_create(arena, views->locale_count);
	for (size_t i = 0; i < views->locale_count; i++)
		map_set(views->locales_by_code, locales[i].locale.code, &locales[i]);
}

struct views *views_create(struct arena *arena, const struct view_input *input)
{
	struct views *views = arena_new(arena, struct views);
	const struct site *site = input->site;

	views->site = site;
	views->generator = input->generator;
	views->assets = input->assets;
	views->render_section = input->render_section;
	if (site->config->policy_in_pages)
		views->policy = policy_for_page(arena, site->config);
	views->root = str_concat(arena, site->base_path, S("/"));
	views->origin = site->base_url;
	if (str_ends(site->base_url, site->base_path))
		views->origin = str_first(site->base_url, site->base_url.len - site->base_path.len);
	add_locales(views, arena, input);
	if (!input->on_demand)
		add_pages(views, arena, input->workers);
	add_locale_list(views, arena);
	return views;
}
