#include "render/view.h"

#include "render/date.h"
#include "render/view_cards.h"
#include "render/view_machines.h"
#include "site/url.h"

static const struct str flag_names[KIND_COUNT] = {
	[KIND_HOME] = S_INIT("is_home"),
	[KIND_UNIVERSE] = S_INIT("is_universe"),
	[KIND_PRODUCT] = S_INIT("is_product"),
	[KIND_GUIDE] = S_INIT("is_guide"),
	[KIND_NOT_FOUND] = S_INIT("is_404"),
};

/* A pattern of the configuration with {path}, {url} and {locale} filled in. */
static struct str fill_pattern(
	struct view_maker *maker, struct str pattern, struct str path, struct str url)
{
	const struct config_pair names[] = {
		{S("{path}"), url_encode(maker->arena, path)},
		{S("{url}"), url},
		{S("{locale}"), maker->locale->locale.code},
	};
	struct str filled = S("");

	while (pattern.len > 0) {
		size_t brace = str_find_char(pattern, '{', 0), length;
		struct str value = S("{");

		if (brace == STR_NONE)
			return str_concat(maker->arena, filled, pattern);
		length = 1;
		for (size_t i = 0; i < COUNT(names); i++) {
			if (str_starts(str_from(pattern, brace), names[i].name)) {
				value = names[i].value;
				length = names[i].name.len;
			}
		}
		filled = str_concat3(maker->arena, filled, str_first(pattern, brace), value);
		pattern = str_from(pattern, brace + length);
	}
	return filled;
}

static bool banner_is_for(
	const struct config_banner *banner, const struct view_maker *maker, struct str path)
{
	return str_starts(path, banner->path) &&
		   (banner->locale.len == 0 || str_equal(banner->locale, maker->locale->locale.code));
}

/* `banners`: the notices of site.yaml above this page. */
static void add_banners(struct view_maker *maker, struct str path)
{
	const struct config *config = maker->views->site->config;
	struct value *items = arena_array(maker->arena, struct value, config->banner_count);
	size_t count = 0;

	for (size_t i = 0; i < config->banner_count; i++) {
		const struct config_banner *banner = &config->banners[i];
		struct object *object;

		if (!banner_is_for(banner, maker, path))
			continue;
		object = object_create(maker->arena, 3);
		object_set_text(object, S("kind"), banner->kind);
		object_set_text(object, S("label"),
			fragment_word(
				maker->locale->strings, str_concat(maker->arena, S("callout."), banner->kind)));
		object_set_text(object, S("text"), banner->text);
		items[count++] = value_object(object);
	}
	set_list(maker->view, S("banners"), S("has_banners"), items, count);
}

/* `t`, `generator`, `assets` and `site`, whose `feedback_url` is still to come. */
static struct object *add_shared(struct view_maker *maker)
{
	const struct views *views = maker->views;
	struct object *site = object_create(maker->arena, 10);

	object_set_text(site, S("title"), views->site->config->title);
	object_set_text(site, S("home"), maker->locale->home);
	object_set_text(site, S("root"), views->root);
	object_set_text(site, S("policy"), views->policy);
	object_set_text(site, S("ports"), maker->locale->ports);
	object_set_text(site, S("search"), maker->locale->search);
	object_set_text(site, S("search_index"), maker->locale->search_index);
	object_set_text(site, S("feed"), maker->locale->feed);
	object_set_bool(site, S("has_locales"), views->locale_list_count > 1);
	object_set_object(maker->view, S("t"), maker->locale->strings);
	object_set_text(maker->view, S("generator"), views->generator);
	object_set_object(maker->view, S("assets"), views->assets);
	object_set_object(maker->view, S("site"), site);
	return site;
}

static void add_frame(struct view_maker *maker, struct str path, struct str url)
{
	struct object *site = add_shared(maker);

	object_set_text(site, S("feedback_url"),
		fill_pattern(maker, maker->views->site->config->feedback_url, path, url));
	add_banners(maker, path);
}

/*
 * What one locale's pages of a kind have in common. `kind` is KIND_COUNT for the theme's own
 * pages: `name` says which.
 */
static void add_kind(struct view_maker *maker, struct object *page, enum kind kind, struct str name)
{
	const struct view_locale *locale = maker->locale;

	object_set_text(page, S("locale"), locale->locale.code);
	object_set_text(page, S("locale_name"), locale->name);
	object_set_text(page, S("lang"), locale->tag);
	object_set_text(page, S("dir"), locale_is_right_to_left(&locale->locale) ? S("rtl") : S("ltr"));
	object_set_text(page, S("kind"), kind == KIND_COUNT ? name : kind_name(kind));
	for (size_t i = 0; i < KIND_COUNT; i++)
		object_set_bool(page, flag_names[i], i == (size_t)kind);
	object_set_bool(page, S("is_locales"), kind == KIND_COUNT && str_equal(name, S("locales")));
}

static void add_texts(struct view_maker *maker, struct object *page)
{
	const struct front_matter *front = &maker->page->document->front;
	struct str excerpt = front_text(front, FRONT_EXCERPT);
	struct str description = front_text(front, FRONT_DESCRIPTION);
	struct str metatitle = front_text(front, FRONT_METATITLE);

	object_set_text(page, S("title"), maker->page->title);
	object_set_text(page, S("heading"), maker->page->title);
	object_set_text(page, S("metatitle"), metatitle.len > 0 ? metatitle : maker->page->title);
	object_set_text(page, S("description"), description.len > 0 ? description : excerpt);
	object_set_text(page, S("excerpt"), excerpt);
}

static struct value updated_value(struct view_maker *maker)
{
	struct str iso = maker->page->document->updated;
	struct object *updated;

	if (iso.len == 0)
		return (struct value){.kind = VALUE_NULL};
	updated = object_create(maker->arena, 3);
	object_set_text(updated, S("iso"), iso);
	object_set_bool(
		updated, S("in_body"), front_text(&maker->page->document->front, FRONT_UPDATED).len == 0);
	object_set_text(updated, S("text"), date_text(maker->arena, maker->locale->strings, iso));
	return value_object(updated);
}

/* `borrowed`: where a page comes from that its locale borrows: lang, name, url; else null. */
static struct value borrowed_value(struct view_maker *maker)
{
	const struct page *lender = maker->page->lender;
	const struct view_locale *locale;
	struct object *borrowed;

	if (lender == NULL)
		return (struct value){.kind = VALUE_NULL};
	locale = views_locale(maker->views, lender);
	borrowed = object_create(maker->arena, 3);
	object_set_text(borrowed, S("lang"), locale->tag);
	object_set_text(borrowed, S("name"), locale->name);
	object_set_text(borrowed, S("url"), lender->href);
	return value_object(borrowed);
}

static void add_states(struct view_maker *maker, struct object *page)
{
	const struct front_matter *front = &maker->page->document->front;
	bool hidden = page_is_hidden(maker->page);
	bool found = maker->page->document->kind != KIND_NOT_FOUND;
	struct str url = maker->page->href;
	struct str source = maker->page->lender == NULL ? url : maker->page->lender->href;

	object_set_text(
		page, S("canonical"), found ? views_absolute(maker->views, maker->arena, source) : S(""));
	object_set(page, S("borrowed"), borrowed_value(maker));
	object_set_bool(page, S("noindex"), hidden || !found);
	object_set_bool(page, S("hidden"), hidden);
	object_set_bool(page, S("deprecated"), front_flag(front, FRONT_DEPRECATED, false));
	object_set_bool(page, S("fullwidth"), front_flag(front, FRONT_FULLWIDTH, false));
	object_set(page, S("updated"), updated_value(maker));
	object_set_text(page, S("edit_url"),
		fill_pattern(
			maker, maker->views->site->config->edit_url, maker->page->document->path, url));
}

static void add_lists(struct view_maker *maker)
{
	const struct views *views = maker->views;
	bool lists_locales = maker->page == NULL || maker->page->document->kind == KIND_NOT_FOUND;

	view_add_toc(maker);
	view_add_breadcrumb(maker);
	view_add_translations(maker);
	view_add_cards(maker);
	view_add_highlights(maker);
	view_add_elsewhere(maker);
	view_add_sections(maker);
	view_add_neighbours(maker);
	set_list(maker->view, S("locales"), S("has_locales"), views->locale_list,
		lists_locales ? views->locale_list_count : 0);
}

const struct object *view_of_page(
	const struct views *views, struct arena *scratch, const struct page *page, struct value body)
{
	struct view_maker maker = {
		.views = views,
		.arena = scratch,
		.page = page,
		.locale = views_locale(views, page),
		.view = object_create(scratch, 48),
	};
	struct object *object = object_create(scratch, 40);

	/* Fields are found in their order: those first that templates ask for most. */
	object_set_object(maker.view, S("page"), object);
	add_texts(&maker, object);
	add_states(&maker, object);
	view_add_machines(&maker, object);
	object_set(object, S("body"), body);
	object_set_bool(object, S("has_body"), value_is_true(&body));
	object_set_text(object, S("url"), page->href);
	add_kind(&maker, object, page->document->kind, S(""));
	add_frame(&maker, page->document->path, page->href);
	add_lists(&maker);
	return maker.view;
}

const struct object *view_shared_by(const struct views *views, struct arena *arena,
	const struct view_locale *locale, enum kind kind)
{
	struct view_maker maker = {
		.views = views,
		.arena = arena,
		.locale = locale,
		.view = object_create(arena, 5),
	};
	struct object *page = object_create(arena, 16);

	add_shared(&maker);
	add_kind(&maker, page, kind, S(""));
	object_set_object(maker.view, S("page"), page);
	return maker.view;
}

/* A page of the theme's own: templates say what stands on it. */
static struct object *view_without_document(const struct views *views, struct arena *scratch,
	const struct view_locale *locale, enum kind kind, struct str name, struct str url)
{
	struct view_maker maker = {
		.views = views,
		.arena = scratch,
		.locale = locale,
		.view = object_create(scratch, 48),
	};
	struct object *page = object_create(scratch, 16);

	add_kind(&maker, page, kind, name);
	add_frame(&maker, S(""), url);
	object_set_text(page, S("url"), url);
	object_set_bool(page, S("noindex"), kind == KIND_NOT_FOUND);
	if (kind != KIND_NOT_FOUND)
		object_set_text(page, S("canonical"), views_absolute(views, scratch, url));
	object_set_object(maker.view, S("page"), page);
	add_lists(&maker);
	return maker.view;
}

const struct object *view_of_not_found(
	const struct views *views, struct arena *scratch, const struct view_locale *locale)
{
	return view_without_document(views, scratch, locale, KIND_NOT_FOUND, S(""), views->root);
}

const struct object *view_of_locales(
	const struct views *views, struct arena *scratch, const struct view_locale *locale)
{
	return view_without_document(views, scratch, locale, KIND_COUNT, S("locales"), views->root);
}

const struct object *view_of_redirect(
	const struct views *views, struct arena *scratch, const struct page *page)
{
	const struct view_locale *locale = views_locale(views, page);
	struct object *view =
		view_without_document(views, scratch, locale, KIND_COUNT, S("redirect"), page->href);

	object_set(view, S("target"), value_object(views_entry(views, scratch, page)));
	return view;
}

struct object *view_of_own_page(const struct views *views, struct arena *scratch,
	const struct view_locale *locale, struct str name, struct str url)
{
	return view_without_document(views, scratch, locale, KIND_COUNT, name, url);
}
