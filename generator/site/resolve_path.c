#include "site/resolve_path.h"

#include "base/distance.h"
#include "base/path.h"
#include "site/aim.h"
#include "site/images.h"
#include "site/resolve_url.h"
#include "site/suggest.h"
#include "site/url.h"

/* Less alike, a name is no suggestion. */
#define ALIKE 0.6

struct str resolve_path_to(const struct resolver *resolver, const struct page *page)
{
	return path_relative(
		resolver->arena, resolver->page->document->directory, page->document->path);
}

/* What the folder holds that is most like a source path. */
static struct str near_source(const struct resolver *resolver, struct str path)
{
	const struct tree *tree = resolver->linker->content;
	const struct tree_directory *directory;
	struct str nearest = S("");
	double best = ALIKE;

	directory = tree == NULL ? NULL : tree_directory_of(tree, path_directory(path));
	for (size_t i = 0; directory != NULL && i < directory->document_count; i++) {
		double alike = similarity(path_name(directory->documents[i].path), path_name(path));

		if (alike > best) {
			best = alike;
			nearest = path_name(directory->documents[i].path);
		}
	}
	return nearest;
}

static void suggest_path(const struct resolver *resolver, struct diagnostic *diagnostic,
	struct str path, struct str fragment)
{
	diagnostic->help = str_format(resolver->arena, "did you mean \"" STR_FMT "\"?", STR_ARG(path));
	resolver_fix(resolver, diagnostic, str_concat(resolver->arena, path, fragment), false);
}

/* `page` may be NULL. */
static void suggest_page(const struct resolver *resolver, struct diagnostic *diagnostic,
	const struct page *page, struct str fragment)
{
	bool from_top = str_starts(resolver->reference->destination, S("/"));

	if (page == NULL)
		return;
	suggest_path(resolver, diagnostic,
		from_top ? str_concat(resolver->arena, S("/"), page->document->path)
				 : resolve_path_to(resolver, page),
		fragment);
}

static void report_source(const struct resolver *resolver, struct str path)
{
	struct diagnostic *diagnostic = resolver_report_nowhere(resolver, "no guide has the path");
	struct str destination = resolver->reference->destination, head, rest;
	struct str nearest = near_source(resolver, path), written;

	str_cut(destination, '#', &head, &rest);
	rest = str_from(destination, head.len);
	written = str_first(head, head.len - path_name(head).len);
	if (nearest.len > 0)
		suggest_path(resolver, diagnostic, str_concat(resolver->arena, written, nearest), rest);
	else
		suggest_page(resolver, diagnostic, suggest_source(resolver, path), rest);
}

void resolve_source(const struct resolver *resolver, struct str written, struct str fragment)
{
	const struct linker *linker = resolver->linker;
	struct str directory = resolver->page->document->directory, path = S("");
	const struct page *page = NULL, *owner;

	if (str_starts(written, S("/pages/")))
		written = str_from(written, S("/pages").len);
	if (str_starts(written, S("/"))) {
		directory = S("");
		written = str_from(written, 1);
	}
	if (path_resolve(resolver->scratch, directory, written, &path))
		page = map_get(linker->names->lookup.by_path, path);
	if (page == NULL &&
		path_resolve(resolver->scratch, directory, url_decode(resolver->scratch, written), &path))
		page = map_get(linker->names->lookup.by_path, path);
	owner = map_get(linker->names->lookup.dropped, path);
	if (page != NULL)
		aim_at_page(resolver, page, S(""), fragment, true);
	else if (owner != NULL)
		aim_at_page(resolver, owner, S(""), S(""), false);
	else
		report_source(resolver, path);
}

void resolve_folder(const struct resolver *resolver, struct str path, struct str fragment)
{
	const struct linker *linker = resolver->linker;
	const struct family *family = NULL;
	struct str directory;

	if (path_resolve(resolver->scratch, S(""), path, &directory))
		family = lookup_directory(&linker->names->lookup, directory);
	if (family == NULL || family->count == 0) {
		resolver_report_nowhere(resolver, "no guide has the path");
		return;
	}
	aim_at_page(resolver, family_translation(family, resolver->page->document->locale.code), S(""),
		fragment, false);
}

/* A page by its source or by its URL, as each of them sees the path. */
static void suggest_relative(
	const struct resolver *resolver, struct diagnostic *diagnostic, struct str path)
{
	const struct page *own = resolver->page, *near = NULL;
	struct str base = path_directory(own->url), resolved;
	struct str destination = resolver->reference->destination, bare;

	str_cut(destination, '#', &bare, &resolved);
	if (path_resolve(resolver->scratch, own->document->directory, path, &resolved))
		near = suggest_source(resolver, resolved);
	if (near != NULL) {
		suggest_page(resolver, diagnostic, near, str_from(destination, bare.len));
		return;
	}
	if (!path_resolve(resolver->scratch, str_from(base, base.len > 0), path, &resolved))
		return;
	near = lookup_near(&resolver->linker->names->lookup, resolver->scratch,
		str_concat3(resolver->scratch, S("/"), resolved, S("/")), own->document->locale.code);
	if (near != NULL)
		diagnostic->help =
			str_format(resolver->arena, "did you mean " STR_FMT "?", STR_ARG(near->url));
}

static void report_relative(const struct resolver *resolver, struct str path)
{
	struct diagnostic *diagnostic;

	if (str_starts_nocase(path, S("www."))) {
		resolver_report_malformed(resolver, S("write https:// before the host"));
		return;
	}
	diagnostic = resolver_report_nowhere(resolver, "no page or file has the path");
	if (str_find_char(path, '@', 0) != STR_NONE)
		diagnostic->help = S("write mailto: before an e-mail address");
	else
		suggest_relative(resolver, diagnostic, path);
}

void resolve_relative(
	const struct resolver *resolver, struct str path, struct str query, struct str fragment)
{
	const struct linker *linker = resolver->linker;
	const struct document *document = resolver->page->document;
	const struct site_file *file = images_find_file(resolver, path);
	struct str base = path_directory(resolver->page->url), resolved;
	const struct family *family = NULL;
	const struct page *page = NULL;

	if (file != NULL) {
		aim_at_file(resolver, file);
		return;
	}
	if (path_resolve(resolver->scratch, str_from(base, base.len > 0), path, &resolved)) {
		/* "../" of a 404 page: the list of locales. */
		if (resolved.len == 0) {
			resolve_site_path(resolver, S("/"), query, fragment, false);
			return;
		}
		page = lookup_url(&linker->names->lookup, resolver->scratch, S(""), resolved);
	}
	if (page == NULL && path_resolve(resolver->scratch, document->directory, path, &resolved))
		family = lookup_directory(&linker->names->lookup, resolved);
	if (family != NULL && family->count > 0 && resolved.len > 0)
		page = family_translation(family, document->locale.code);
	if (page != NULL)
		aim_at_page(resolver, page, query, fragment, true);
	else
		report_relative(resolver, path);
}
