#include "render/pages.h"

#include "base/parallel.h"
#include "render/flatten.h"
#include "render/markdown_twin.h"
#include "render/redirects.h"
#include "render/view_ports.h"
#include "render/view_search.h"
#include "site/link.h"

/* Of the memory of each worker that makes templates. */
#define WORKER_BLOCK ((size_t)64 * 1024)

/* The template of each kind of page. */
static const struct str template_names[KIND_COUNT] = {
	[KIND_HOME] = S_INIT("home"),
	[KIND_UNIVERSE] = S_INIT("universe"),
	[KIND_PRODUCT] = S_INIT("product"),
	[KIND_GUIDE] = S_INIT("guide"),
	[KIND_NOT_FOUND] = S_INIT("404"),
};

struct str render_path(struct arena *arena, struct str url)
{
	struct str path = str_starts(url, S("/")) ? str_from(url, 1) : url;

	if (path.len == 0 || str_ends(path, S("/")))
		return str_concat(arena, path, S("index.html"));
	return path;
}

/* The 404 page of a locale: its document's, else the theme's. */
static struct render_item not_found_item(const struct view_locale *locale, struct str path)
{
	const struct page *page = locale->site == NULL ? NULL : locale->site->not_found;

	return (struct render_item){
		.kind = page != NULL ? RENDER_PAGE : RENDER_NOT_FOUND,
		.path = path,
		.page = page,
		.locale = locale,
	};
}

/* What stands at the root, in the words of the default locale. */
static size_t add_root(const struct views *views, struct arena *arena, struct render_item *items)
{
	const struct view_locale *locale = views_default_locale(views, arena);

	items[0] = not_found_item(locale, S("404.html"));
	items[1] = (struct render_item){
		.kind = RENDER_LOCALES,
		.path = S("index.html"),
		.locale = locale,
	};
	return 2;
}

static size_t add_not_found(
	const struct views *views, struct arena *arena, struct render_item *items)
{
	size_t count = 0;

	for (size_t i = 0; i < views->locale_count; i++) {
		const struct view_locale *locale = &views->locales[i];
		struct str url = views_locale_url(arena, &locale->locale, S("404.html"));

		if (locale->site != NULL && locale->site->not_found == NULL)
			items[count++] = not_found_item(locale, render_path(arena, url));
	}
	return count;
}

static size_t add_search(const struct views *views, struct arena *arena, struct render_item *items)
{
	size_t count = 0;

	for (size_t i = 0; i < views->locale_count; i++) {
		const struct view_locale *locale = &views->locales[i];

		if (locale->search.len > 0)
			items[count++] = (struct render_item){
				.kind = RENDER_SEARCH,
				.path = render_path(arena, views_locale_url(arena, &locale->locale, S("search/"))),
				.locale = locale,
			};
	}
	return count;
}

static size_t add_ports(const struct views *views, struct arena *arena, struct render_item *items)
{
	size_t count = 0;

	for (size_t i = 0; i < views->locale_count; i++) {
		const struct view_locale *locale = &views->locales[i];

		if (locale->ports.len > 0)
			items[count++] = (struct render_item){
				.kind = RENDER_PORTS,
				.path =
					render_path(arena, views_locale_url(arena, &locale->locale, S("ports.html"))),
				.locale = locale,
			};
	}
	return count;
}

static struct render_item page_item(
	const struct views *views, struct arena *arena, const struct page *page)
{
	return (struct render_item){
		.kind = RENDER_PAGE,
		.path = render_path(arena, page->url),
		.page = page,
		.locale = views_locale(views, page),
	};
}

static bool has_markdown(const struct page *page)
{
	return page->document->kind != KIND_NOT_FOUND && page->lender == NULL;
}

/* A page's markdown lies in the folder of its URL. */
static struct render_item markdown_item(
	const struct views *views, struct arena *arena, const struct page *page)
{
	return (struct render_item){
		.kind = RENDER_MARKDOWN,
		.path = str_concat(arena, str_from(page->url, 1), S("index.md")),
		.page = page,
		.locale = views_locale(views, page),
	};
}

static size_t add_redirects(const struct views *views, struct arena *arena,
	const struct redirects *redirects, struct render_item *items)
{
	for (size_t i = 0; i < redirects->count; i++) {
		const struct page *page = redirects->items[i].page;

		items[i] = (struct render_item){
			.kind = RENDER_REDIRECT,
			.path = render_path(arena, redirects->items[i].url),
			.page = page,
			.locale = views_locale(views, page),
		};
	}
	return redirects->count;
}

static struct str render_section(
	const void *context, struct arena *arena, const struct object *section)
{
	const struct templates *templates = context;
	struct buf html = BUF_EMPTY;
	struct str result;

	mustache_render(templates, S("sidebar-section"), value_object(section), &html);
	result = str_copy(arena, buf_str(&html));
	buf_release(&html);
	return result;
}

static const struct views *make_views(
	struct arena *arena, const struct templates *templates, const struct view_input *input)
{
	struct view_input complete = *input;

	complete.render_section = (struct section_renderer){render_section, templates};
	return views_create(arena, &complete);
}

/* The template of guides for each locale while they are made. */
struct guide_maker {
	const struct templates *templates;
	const struct views *views;
	const struct template *named;
	const struct template **guides;
	struct arena **arenas; /* one a worker */
};

static void make_guide(void *context, size_t item, unsigned worker)
{
	const struct guide_maker *maker = context;
	struct arena *arena = maker->arenas[worker];
	const struct view_locale *locale = &maker->views->locales[item];

	maker->guides[item] = template_flatten(arena, maker->templates, maker->named,
		view_shared_by(maker->views, arena, locale, KIND_GUIDE));
}

/* Most pages are guides: for them, all is written already that is the same in their locale. */
static const struct template *const *make_guides(struct arena *arena,
	const struct templates *templates, const struct views *views, unsigned workers)
{
	const struct template *named = map_get(templates->by_name, template_names[KIND_GUIDE]);
	struct guide_maker maker = {.templates = templates, .views = views};

	if (named == NULL)
		return NULL;
	maker.named = template_flatten(arena, templates, named, NULL);
	maker.guides = arena_array(arena, const struct template *, views->locale_count);
	maker.arenas = arena_create_within(arena, workers, WORKER_BLOCK);
	parallel_for_long(workers, views->locale_count, make_guide, &maker);
	return maker.guides;
}

struct renderer renderer_create(
	struct arena *arena, const struct templates *templates, const struct view_input *input)
{
	const struct views *views = make_views(arena, templates, input);
	struct redirects redirects = redirects_of(arena, input->site);
	struct render_item *items =
		arena_array(arena, struct render_item, 3 * views->locale_count + redirects.count + 2);
	struct renderer renderer = {
		.templates = templates,
		.views = views,
		.guides = input->on_demand ? NULL : make_guides(arena, templates, views, input->workers),
		.others = items,
	};

	renderer.other_count = add_root(views, arena, items);
	renderer.other_count += add_not_found(views, arena, &items[renderer.other_count]);
	renderer.other_count += add_ports(views, arena, &items[renderer.other_count]);
	renderer.other_count += add_search(views, arena, &items[renderer.other_count]);
	renderer.other_count += add_redirects(views, arena, &redirects, &items[renderer.other_count]);
	renderer.others_by_path = map_create(arena, renderer.other_count);
	for (size_t i = 0; i < renderer.other_count; i++)
		map_add(renderer.others_by_path, items[i].path, &items[i]);
	return renderer;
}

struct render_list renderer_list(struct arena *arena, const struct renderer *renderer)
{
	const struct site *site = renderer->views->site;
	size_t pages = site->page_count + site->borrowed_count;
	struct render_item *items =
		arena_array(arena, struct render_item, 2 * pages + renderer->other_count);
	size_t count = 0;

	for (size_t i = 0; i < renderer->other_count; i++)
		items[count++] = renderer->others[i];
	for (size_t i = 0; i < pages; i++) {
		items[count++] = page_item(renderer->views, arena, site->pages[i]);
		if (has_markdown(site->pages[i]))
			items[count++] = markdown_item(renderer->views, arena, site->pages[i]);
	}
	return (struct render_list){items, count};
}

/* The page at the URL of a path that ends with the name of its file. */
static const struct page *page_at(
	const struct site *site, struct arena *scratch, struct str path, struct str name)
{
	struct str url = str_concat(scratch, S("/"), str_first(path, path.len - name.len));

	return site_page(site, map_get(site->by_url, url));
}

const struct render_item *renderer_find(
	const struct renderer *renderer, struct arena *scratch, struct str path)
{
	const struct views *views = renderer->views;
	struct render_item *item = arena_new(scratch, struct render_item);
	const struct page *page = page_at(views->site, scratch, path, S(""));

	if (page == NULL && str_ends(path, S("index.html")))
		page = page_at(views->site, scratch, path, S("index.html"));
	if (page != NULL) {
		*item = page_item(views, scratch, page);
		if (str_equal(item->path, path))
			return item;
	}
	if (str_ends(path, S("/index.md")))
		page = page_at(views->site, scratch, path, S("index.md"));
	if (page != NULL && has_markdown(page)) {
		*item = markdown_item(views, scratch, page);
		if (str_equal(item->path, path))
			return item;
	}
	return map_get(renderer->others_by_path, path);
}

struct body {
	const struct views *views;
	const struct page *page;
};

static void write_body(const void *context, struct buf *out)
{
	const struct body *body = context;
	/* What is borrowed stays in its own language, the words within it too. */
	const struct page *speaker = body->page->lender != NULL ? body->page->lender : body->page;

	fragment_render(
		&views_locale(body->views, speaker)->words, body->views->site->config, body->page, out);
}

/* Made where it stands in the page: it is most of it, and needn't be copied then. */
static struct value body_of(
	const struct views *views, struct arena *scratch, const struct page *page)
{
	struct body *body = arena_new(scratch, struct body);
	struct value_writer *writer = arena_new(scratch, struct value_writer);

	if (str_trim(page->document->body.html).len == 0)
		return value_text(S(""));
	*body = (struct body){views, page};
	*writer = (struct value_writer){write_body, body};
	return value_writer(writer);
}

static bool render_page(const struct renderer *renderer, const struct render_item *item,
	struct arena *scratch, struct buf *out)
{
	const struct views *views = renderer->views;
	struct value body = body_of(views, scratch, item->page);
	struct value view = value_object(view_of_page(views, scratch, item->page, body));
	enum kind kind = item->page->document->kind;

	if (kind == KIND_GUIDE && renderer->guides != NULL)
		return mustache_render_template(
			renderer->templates, renderer->guides[item->locale - views->locales], view, out);
	return mustache_render(renderer->templates, template_names[kind], view, out);
}

bool renderer_render(const struct renderer *renderer, const struct render_item *item,
	struct arena *scratch, struct buf *out)
{
	const struct views *views = renderer->views;
	const struct object *view;

	switch (item->kind) {
	case RENDER_LOCALES:
		view = view_of_locales(views, scratch, item->locale);
		return mustache_render(renderer->templates, S("locales"), value_object(view), out);
	case RENDER_PORTS:
		view = view_of_ports(views, scratch, item->locale);
		return mustache_render(renderer->templates, S("ports"), value_object(view), out);
	case RENDER_SEARCH:
		view = view_of_search(views, scratch, item->locale);
		return mustache_render(renderer->templates, S("results"), value_object(view), out);
	case RENDER_NOT_FOUND:
		view = view_of_not_found(views, scratch, item->locale);
		return mustache_render(renderer->templates, S("404"), value_object(view), out);
	case RENDER_REDIRECT:
		view = view_of_redirect(views, scratch, item->page);
		return mustache_render(renderer->templates, S("redirect"), value_object(view), out);
	case RENDER_MARKDOWN: markdown_twin_write(views, scratch, item->page, out); return true;
	case RENDER_PAGE: return render_page(renderer, item, scratch, out);
	}
	return false;
}
