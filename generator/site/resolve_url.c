#include "site/resolve_url.h"

#include "parse/html_filter.h"
#include "site/aim.h"
#include "site/url.h"

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
	diagnostic = resolver_report_malformed(resolver,
		str_format(resolver->arena, "did you mean " STR_FMT "?", STR_ARG(source_quote(meant))));
	resolver_fix(resolver, diagnostic, meant, false);
	return true;
}

static void report_no_url(const struct resolver *resolver, struct str url)
{
	const struct page *near = lookup_near(&resolver->linker->names->lookup, resolver->scratch, url,
		resolver->page->document->locale.code);
	struct diagnostic *diagnostic = resolver_report_nowhere(resolver, "no page has the URL");

	if (near != NULL)
		diagnostic->help =
			str_format(resolver->arena, "did you mean " STR_FMT "?", STR_ARG(near->url));
}

void resolve_site_path(const struct resolver *resolver, struct str path, struct str query,
	struct str fragment, bool absolute)
{
	const struct linker *linker = resolver->linker;
	struct str base = linker->site->base_path;
	const struct page *page = lookup_url(&linker->names->lookup, resolver->scratch, base, path);
	struct str normal;

	if (page != NULL) {
		aim_at_page(resolver, page, query, fragment, true);
		return;
	}
	normal = url_normal(resolver->scratch, path);
	if (str_equal(normal, S("/"))) {
		aim_outside(resolver, str_concat(resolver->arena, base, S("/")), false);
	} else {
		report_no_url(resolver, normal);
		if (absolute)
			aim_outside(resolver, resolver->reference->destination, true);
	}
}

/* RFC 3986, section 3.1. */
static bool is_of_scheme(char c)
{
	return ascii_is_alnum(c) || c == '+' || c == '-' || c == '.';
}

size_t resolve_scheme_length(struct str url)
{
	size_t at = 0;

	if (url.len == 0 || !ascii_is_alpha(url.ptr[0]))
		return 0;
	while (at < url.len && is_of_scheme(url.ptr[at]))
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

static bool is_own_host(const struct linker *linker, struct str host)
{
	struct str own = url_host(linker->site->base_url);

	return config_has_name(&linker->config->own_hosts, host) ||
		   (own.len > 0 && str_equal_nocase(host, own));
}

static bool ends_host(char c)
{
	return c == '/' || c == '?' || c == '#' || c == '\0';
}

void resolve_http(
	const struct resolver *resolver, struct str url, struct str scheme, struct str rest)
{
	struct str host, path, query, fragment;
	size_t end = 0;

	if (!str_starts(rest, S("//"))) {
		if (!report_doubled_scheme(resolver, url))
			resolver_report_malformed(resolver, S("write // behind the colon"));
		return;
	}
	rest = str_from(rest, 2);
	while (end < rest.len && !ends_host(rest.ptr[end]))
		end++;
	host = str_first(rest, end);
	if (host.len == 0 || str_equal_nocase(host, S("http:")) ||
		str_equal_nocase(host, S("https:")) || str_find_char(host, ' ', 0) != STR_NONE) {
		if (!report_doubled_scheme(resolver, url))
			resolver_report_malformed(resolver, S("the host is absent or stands wrong"));
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

void resolve_scheme(const struct resolver *resolver, struct str url, size_t length)
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
		resolver_report_malformed(resolver, S("write []({legacy}number)"));
		return;
	}
	if (report_doubled_scheme(resolver, url))
		return;
	resolver_report_malformed(
		resolver, S("the scheme is none that guides may use (http, https, mailto, tel, ftp, …)"));
}
