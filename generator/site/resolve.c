#include "site/resolve.h"

#include "base/path.h"
#include "parse/html_filter.h"
#include "site/aim.h"
#include "site/images.h"
#include "site/resolve_path.h"
#include "site/resolve_url.h"
#include "site/suggest.h"
#include "site/url.h"

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
	resolver_fix(resolver, diagnostic, resolve_path_to(resolver, near), false);
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
		resolver_report_nowhere(resolver, "no product has the slug");
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

	/* Hardly any URL begins so. */
	if (url.len == 0 || (url.ptr[0] != '{' && url.ptr[0] != '|'))
		return url;
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
