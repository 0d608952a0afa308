#include "site/resolve.h"

#include "base/distance.h"
#include "base/path.h"
#include "parse/html_filter.h"
#include "site/aim.h"
#include "site/images.h"
#include "site/suggest.h"
#include "site/url.h"

/* Less alike, a name is no suggestion. */
#define ALIKE 0.6

static struct diagnostic *report_nowhere(const struct resolver *resolver, const char *message)
{
	return resolver_report(resolver, RULE_LINK_MISSING, message, resolver->reference->destination);
}

static struct diagnostic *report_malformed(const struct resolver *resolver, struct str help)
{
	struct diagnostic *diagnostic = resolver_report(resolver, RULE_LINK_MALFORMED,
		"the destination is no URL:", resolver->reference->destination);

	diagnostic->help = help;
	return diagnostic;
}

/* `hhttps://x`, `http:https://x`, `http://https://x`: the last of them counts. False for others. */
static bool report_doubled_scheme(const struct resolver *resolver, struct str url)
{
	size_t at = STR_NONE;
	struct diagnostic *diagnostic;
	struct str meant;

	for (size_t found = str_find(url, S("http"), 1); found != STR_NONE;
		 found = str_find(url, S("http"), found + 1)) {
		struct str rest = str_from(url, found);

		if (str_starts(rest, S("http://")) || str_starts(rest, S("https://")))
			at = found;
	}
	if (at == STR_NONE)
		return false;
	meant = str_from(url, at);
	diagnostic = report_malformed(resolver,
		str_format(resolver->arena, "did you mean " STR_FMT "?", STR_ARG(source_quote(meant))));
	resolver_fix(resolver, diagnostic, meant, false);
	return true;
}

static void report_no_url(const struct resolver *resolver, struct str url)
{
	const struct page *near = lookup_near(&resolver->linker->names->lookup, resolver->scratch, url,
		resolver->page->document->locale.code);
	struct diagnostic *diagnostic = report_nowhere(resolver, "no page has the URL");

	if (near != NULL)
		diagnostic->help =
			str_format(resolver->arena, "did you mean " STR_FMT "?", STR_ARG(near->url));
}

/* A path of this site's URLs. A reader may follow an absolute one all the same. */
static void resolve_site_path(const struct resolver *resolver, struct str path, struct str query,
	struct str fragment, bool absolute)
{
	const struct linker *linker = resolver->linker;
	struct str base = linker->site->base_path;
	const struct page *page = lookup_url(&linker->names->lookup, resolver->scratch, base, path);
	struct str normal = url_normal(resolver->scratch, path);

	if (page != NULL) {
		aim_at_page(resolver, page, query, fragment, true);
	} else if (str_equal(normal, S("/"))) {
		aim_outside(resolver, str_concat(resolver->arena, base, S("/")), false);
	} else {
		report_no_url(resolver, normal);
		if (absolute)
			aim_outside(resolver, resolver->reference->destination, true);
	}
}

/* A link to the guide's file, as seen from this one. */
static struct str path_to(const struct resolver *resolver, const struct page *page)
{
	return path_relative(
		resolver->arena, resolver->page->document->directory, page->document->path);
}

static void report_legacy(const struct resolver *resolver, struct str number)
{
	struct diagnostic *diagnostic =
		resolver_report(resolver, RULE_LEGACY_MISSING, "no guide has the legacy number", number);
	const struct linker *linker = resolver->linker;
	const struct page *near = suggest_legacy(resolver, number);

	diagnostic->help = S("a guide says its number in legacy_guide_number; link to its .md file");
	if (near == NULL)
		return;
	*resolver->says_titles = true;
	diagnostic->help = str_format(resolver->arena,
		"did you mean \"" STR_FMT "\" (" STR_FMT ", number " STR_FMT ")?",
		STR_ARG(linker->pages[near - linker->names->pages].title), STR_ARG(near->document->path),
		STR_ARG(front_text(&near->document->front, FRONT_LEGACY_GUIDE_NUMBER)));
	resolver_fix(resolver, diagnostic, path_to(resolver, near), false);
}

/* The translation is shown all the same, where there is one. */
static void report_other_locale(
	const struct resolver *resolver, struct str number, const struct page *page)
{
	struct diagnostic *diagnostic = resolver_report(resolver, RULE_LEGACY_OTHER_LOCALE,
		"only another locale's guide has the legacy number", number);

	if (str_equal(page->document->locale.code, resolver->page->document->locale.code))
		diagnostic->help = str_format(resolver->arena,
			"its translation is " STR_FMT ": add legacy_guide_number: " STR_FMT " there",
			STR_ARG(page->document->path), STR_ARG(legacy_number(number)));
	else
		diagnostic->help =
			str_format(resolver->arena, "it is " STR_FMT, STR_ARG(page->document->path));
}

static void resolve_legacy(const struct resolver *resolver, struct str rest)
{
	const struct locale *locale = &resolver->page->document->locale;
	const struct lookup *lookup = &resolver->linker->names->lookup;
	const struct page *page;
	struct str number, fragment;

	str_cut(rest, '#', &number, &fragment);
	number = path_without_slash(str_trim(number));
	page = lookup_legacy(lookup, resolver->scratch, number, locale->code);
	if (page == NULL) {
		page = lookup_legacy_elsewhere(lookup, number, locale);
		if (page == NULL) {
			report_legacy(resolver, number);
			return;
		}
		report_other_locale(resolver, number, page);
	}
	aim_at_page(resolver, page, S(""), fragment, false);
}

static void resolve_commercial(const struct resolver *resolver, struct str path)
{
	const struct config *config = resolver->linker->config;
	struct str site = config_lookup(&config->commercial, resolver->page->document->locale.code);

	if (site.len == 0)
		site = config_lookup(&config->commercial, config->default_locale);
	aim_outside(resolver, str_concat(resolver->arena, site, path), true);
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
				 : path_to(resolver, page),
		fragment);
}

static void report_source(const struct resolver *resolver, struct str path)
{
	struct diagnostic *diagnostic = report_nowhere(resolver, "no guide has the path");
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

/* `x.md`, `../x/guide.fr-fr.md#y`: by source path. */
static void resolve_source(const struct resolver *resolver, struct str written, struct str fragment)
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

/* `/pages/<path>`: a source folder, in this locale or the one that stands in for it. */
static void resolve_folder(const struct resolver *resolver, struct str path, struct str fragment)
{
	const struct linker *linker = resolver->linker;
	const struct family *family = NULL;
	struct str directory;

	if (path_resolve(resolver->scratch, S(""), path, &directory))
		family = lookup_directory(&linker->names->lookup, directory);
	if (family == NULL || family->count == 0) {
		report_nowhere(resolver, "no guide has the path");
		return;
	}
	aim_at_page(resolver, family_translation(family, resolver->page->document->locale.code), S(""),
		fragment, false);
}

static void resolve_product(const struct resolver *resolver, struct str slug, struct str fragment)
{
	const struct lookup *lookup = &resolver->linker->names->lookup;
	const struct config *config = resolver->linker->config;
	const struct page *page;

	slug = path_without_slash(slug);
	page = lookup_product(lookup, resolver->scratch, slug, resolver->page->document->locale.code);
	if (page == NULL)
		page = lookup_product(lookup, resolver->scratch, slug, config->default_locale);
	if (page == NULL)
		page = lookup_product(lookup, resolver->scratch, slug, S("fr-fr"));
	if (page != NULL)
		aim_at_page(resolver, page, S(""), fragment, false);
	else
		report_nowhere(resolver, "no product has the slug");
}

static void resolve_key(const struct resolver *resolver, struct str key)
{
	struct str locale = resolver->page->document->locale.code, url;
	bool known;

	url = lookup_key(&resolver->linker->names->lookup, key, locale, &known);
	if (url.len > 0 && html_url_allowed(url)) {
		aim_outside(resolver, url, resolve_scheme_length(url) > 0);
		return;
	}
	resolver_report(resolver, RULE_LINK_KEY_MISSING,
		known ? "the key has no link for this locale:" : "no file below links/ has the key", key)
		->help = str_format(resolver->arena,
		"add a line - [" STR_FMT "](https://…) to links/" STR_FMT, STR_ARG(locale), STR_ARG(key));
}

size_t resolve_scheme_length(struct str url)
{
	size_t at = 0;

	if (url.len == 0 || !ascii_is_alpha(url.ptr[0]))
		return 0;
	while (at < url.len && (ascii_is_alnum(url.ptr[at]) || strchr("+-.", url.ptr[at]) != NULL))
		at++;
	return at < url.len && url.ptr[at] == ':' ? at : 0;
}

static void check_insecure(const struct resolver *resolver, struct str scheme, struct str host)
{
	struct str destination = resolver->reference->destination;
	struct diagnostic *diagnostic;

	if (!str_equal_nocase(scheme, S("http")) ||
		!config_has_name(&resolver->linker->config->https_hosts, host))
		return;
	diagnostic =
		resolver_report(resolver, RULE_LINK_INSECURE, "the host has https: too:", destination);
	diagnostic->help = S("write https:");
	if (str_starts_nocase(destination, S("http:")))
		resolver_fix(resolver, diagnostic,
			str_concat(resolver->arena, S("https"), str_from(destination, 4)), false);
}

/* "https://docs.example.org/guides" → "docs.example.org". */
static struct str host_of(struct str url)
{
	size_t at = str_find(url, S("://"), 0);
	struct str host, rest;

	if (at == STR_NONE)
		return S("");
	str_cut(str_from(url, at + 3), '/', &host, &rest);
	return host;
}

static bool is_own_host(const struct linker *linker, struct str host)
{
	struct str own = host_of(linker->site->base_url);

	return config_has_name(&linker->config->own_hosts, host) ||
		   (own.len > 0 && str_equal_nocase(host, own));
}

/* `rest` follows the scheme's colon. */
static void resolve_http(
	const struct resolver *resolver, struct str url, struct str scheme, struct str rest)
{
	struct str host, path, query, fragment;
	size_t end = 0;

	if (!str_starts(rest, S("//"))) {
		if (!report_doubled_scheme(resolver, url))
			report_malformed(resolver, S("write // behind the colon"));
		return;
	}
	rest = str_from(rest, 2);
	while (end < rest.len && strchr("/?#", rest.ptr[end]) == NULL)
		end++;
	host = str_first(rest, end);
	if (host.len == 0 || str_equal_nocase(host, S("http:")) ||
		str_equal_nocase(host, S("https:")) || str_find_char(host, ' ', 0) != STR_NONE) {
		if (!report_doubled_scheme(resolver, url))
			report_malformed(resolver, S("the host is absent or stands wrong"));
		return;
	}
	if (!is_own_host(resolver->linker, host)) {
		check_insecure(resolver, scheme, host);
		aim_outside(resolver, url, true);
		return;
	}
	url_split(str_from(rest, end), &path, &query, &fragment);
	resolve_site_path(resolver, path, query, fragment, true);
}

static void resolve_scheme(const struct resolver *resolver, struct str url, size_t length)
{
	static const struct str unsafe[] = {
		S_INIT("javascript"), S_INIT("data"), S_INIT("vbscript"), S_INIT("blob"), S_INIT("file")};
	struct str scheme = str_first(url, length);

	if (str_equal_nocase(scheme, S("http")) || str_equal_nocase(scheme, S("https"))) {
		resolve_http(resolver, url, scheme, str_from(url, length + 1));
		return;
	}
	if (html_url_allowed(url)) {
		aim_outside(resolver, url, false);
		return;
	}
	for (size_t i = 0; i < COUNT(unsafe); i++) {
		if (str_equal_nocase(scheme, unsafe[i])) {
			resolver_report(resolver, RULE_HTML_UNSAFE, "the destination is not published:", url);
			return;
		}
	}
	if (str_equal_nocase(scheme, S("legacy"))) {
		report_malformed(resolver, S("write []({legacy}number)"));
		return;
	}
	if (report_doubled_scheme(resolver, url))
		return;
	report_malformed(
		resolver, S("the scheme is none that guides may use (http, https, mailto, tel, ftp, …)"));
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
		report_malformed(resolver, S("write https:// before the host"));
		return;
	}
	diagnostic = report_nowhere(resolver, "no page or file has the path");
	if (str_find_char(path, '@', 0) != STR_NONE)
		diagnostic->help = S("write mailto: before an e-mail address");
	else
		suggest_relative(resolver, diagnostic, path);
}

/* A file beside, a URL as seen from the page's own, or a folder as seen from the source's. */
static void resolve_relative(
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

static void resolve_path(const struct resolver *resolver, struct str url)
{
	struct str path, query, fragment;

	url_split(url, &path, &query, &fragment);
	if (path.len == 0 || str_equal(path, S("./")) || str_equal(path, S(".")))
		aim_at_page(resolver, resolver->page, query, fragment, false);
	else if (str_ends(path, S(".md")))
		resolve_source(resolver, path, fragment);
	else if (str_starts(path, S("/pages/")))
		resolve_folder(resolver, str_from(path, S("/pages/").len), fragment);
	else if (str_starts(path, S("/products/")))
		resolve_product(resolver, str_from(path, S("/products/").len), fragment);
	else if (str_starts(path, S("/links/")))
		resolve_key(resolver, str_from(path, S("/links/").len));
	else if (str_starts(path, S("/")))
		resolve_site_path(resolver, path, query, fragment, false);
	else
		resolve_relative(resolver, path, query, fragment);
}

/* `{filename}x` and its older spellings mean the file beside. */
static struct str without_file_mark(struct str url)
{
	static const struct str marks[] = {
		S_INIT("{filename}"), S_INIT("{attach}"), S_INIT("|filename|"), S_INIT("|attach|")};

	for (size_t i = 0; i < COUNT(marks); i++) {
		if (str_starts(url, marks[i]))
			return str_from(url, marks[i].len);
	}
	return url;
}

static void resolve_link(const struct resolver *resolver)
{
	struct str url = str_trim(resolver->reference->destination);
	size_t scheme;

	if (url.len == 0) {
		resolver_report(
			resolver, RULE_LINK_EMPTY, "the link has no destination:", resolver->reference->text)
			->help = S("write where it leads between the parentheses");
		return;
	}
	if (str_starts(url, S("{legacy}"))) {
		resolve_legacy(resolver, str_from(url, S("{legacy}").len));
		return;
	}
	if (str_starts(url, S("{ovh_www}"))) {
		resolve_commercial(resolver, str_from(url, S("{ovh_www}").len));
		return;
	}
	url = without_file_mark(url);
	if (str_starts(url, S("//"))) {
		resolve_http(resolver, url, S(""), url);
		return;
	}
	scheme = resolve_scheme_length(url);
	if (scheme > 0)
		resolve_scheme(resolver, url, scheme);
	else
		resolve_path(resolver, url);
}

static void resolve_image(const struct resolver *resolver)
{
	struct str url = without_file_mark(str_trim(resolver->reference->destination));

	if (url.len == 0)
		resolver_report(
			resolver, RULE_LINK_EMPTY, "the image has no source:", resolver->reference->text)
			->help = S("write the image's path between the parentheses");
	else if (resolve_scheme_length(url) == 0 && !str_starts(url, S("//")))
		images_resolve(resolver, url);
	else if (html_url_allowed(url))
		aim_outside(resolver, url, true);
	else
		resolver_report(resolver, RULE_HTML_UNSAFE, "the source is not published:", url);
}

void resolve_reference(const struct resolver *resolver)
{
	enum reference_kind kind = resolver->reference->kind;

	if (kind == REFERENCE_IMAGE || kind == REFERENCE_HTML_IMAGE)
		resolve_image(resolver);
	else
		resolve_link(resolver);
}
