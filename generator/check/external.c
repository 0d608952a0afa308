#include "check/external.h"

#include "base/arena.h"
#include "content/source.h"
#include "site/aim.h"

/* So many hosts that all are unknown: it is the network that is gone. */
#define NETWORK_GONE 5

/* A URL and what came of it. */
struct asked {
	struct str url;
	const struct fetch_answer *answer;
};

struct asking {
	const struct external_input *input;
	struct arena *arena;
	struct asked *items;
	size_t count;
	struct map *by_url; /* → struct asked */
};

/* What is asked for: no fragment, and a scheme. "" when it is no business of HTTP. */
static struct str url_of(struct arena *arena, struct str href)
{
	struct str url, fragment;

	str_cut(href, '#', &url, &fragment);
	if (str_starts(url, S("//")))
		return str_concat(arena, S("https:"), url);
	if (str_starts_nocase(url, S("http://")) || str_starts_nocase(url, S("https://")))
		return url;
	return S("");
}

/* Without port. */
static struct str host_of(struct str url)
{
	size_t begin = str_find(url, S("//"), 0) + 2, end = begin;

	while (end < url.len && strchr("/?#:", url.ptr[end]) == NULL)
		end++;
	return str_range(url.ptr + begin, url.ptr + end);
}

/* The URL that a reference has to be asked for, or "". */
static struct str wanted_url(const struct asking *asking, const struct page *page, size_t reference)
{
	const struct config *config = &asking->input->project->config;
	const struct target *target = &page->targets[reference];
	struct str url;

	if (target->kind != TARGET_EXTERNAL)
		return S("");
	url = url_of(asking->arena, target->url);
	if (url.len == 0 || config_has_name(&config->own_hosts, host_of(url)) ||
		config_has_name(&config->unasked_hosts, host_of(url)) ||
		!asking->input->wants(
			asking->input->context, page->document, &page->document->references[reference].place))
		return S("");
	return url;
}

static void collect(struct asking *asking)
{
	const struct site *site = asking->input->project->site;
	size_t most = 0;

	for (size_t i = 0; i < site->page_count; i++)
		most += site->pages[i]->document->reference_count;
	asking->items = arena_array(asking->arena, struct asked, most);
	asking->by_url = map_create(asking->arena, 256);
	for (size_t i = 0; i < site->page_count; i++) {
		for (size_t j = 0; j < site->pages[i]->document->reference_count; j++) {
			struct asked *fresh = &asking->items[asking->count];
			struct str url = wanted_url(asking, site->pages[i], j);

			fresh->url = url;
			if (url.len > 0 && map_add(asking->by_url, url, fresh) == fresh)
				asking->count++;
		}
	}
}

/* No host answered, and each of several is said not to exist. */
static bool is_offline(
	struct arena *arena, const struct str *urls, const struct fetch_answer *answers, size_t count)
{
	struct map *hosts = map_create(arena, 16);

	for (size_t i = 0; i < count; i++) {
		if (answers[i].outcome != FETCH_DEAD || answers[i].status != 0)
			return false;
		map_set(hosts, host_of(urls[i]), hosts);
	}
	return map_count(hosts) >= NETWORK_GONE;
}

static bool ask(struct asking *asking, struct external_result *result, struct str *message)
{
	struct str *urls = arena_array(asking->arena, struct str, asking->count);
	struct fetch_answer *answers = arena_array(asking->arena, struct fetch_answer, asking->count);
	size_t count = 0;

	for (size_t i = 0; i < asking->count; i++) {
		asking->items[i].answer = external_cache_get(asking->input->cache, asking->items[i].url);
		if (asking->items[i].answer != NULL)
			continue;
		asking->items[i].answer = &answers[count];
		urls[count++] = asking->items[i].url;
	}
	*result = (struct external_result){.urls = asking->count, .cached = asking->count - count};
	if (count == 0)
		return true;
	if (!fetch_all(asking->arena, urls, count, asking->input->limits, asking->input->progress,
			asking->input->context, answers, message))
		return false;
	if (is_offline(asking->arena, urls, answers, count)) {
		*message = S("no other host can be reached: there seems to be no network");
		return false;
	}
	for (size_t i = 0; i < count; i++) {
		external_cache_put(asking->input->cache, urls[i], &answers[i]);
		result->left += answers[i].outcome == FETCH_LEFT;
	}
	return true;
}

/* "http://h/x" and "https://h/x", ports aside. */
static bool is_same_but_secure(struct str url, struct str moved)
{
	size_t end, moved_end;

	if (!str_starts_nocase(url, S("http:")) || !str_starts_nocase(moved, S("https:")) ||
		!str_equal_nocase(host_of(url), host_of(moved)))
		return false;
	end = str_find_char(url, '/', S("http://").len);
	moved_end = str_find_char(moved, '/', S("https://").len);
	return str_equal(end == STR_NONE ? S("/") : str_from(url, end),
		moved_end == STR_NONE ? S("/") : str_from(moved, moved_end));
}

/* A slash at the end is no other place. */
static bool is_same_but_slash(struct str url, struct str moved)
{
	while (str_ends(url, S("/")))
		url.len--;
	while (str_ends(moved, S("/")))
		moved.len--;
	return str_equal(url, moved);
}

static struct diagnostic *report(const struct page *page, const struct reference *reference,
	enum rule rule, const char *message, struct diagnostics *found)
{
	return diagnostics_add(found, rule, page->document->path, reference->place,
		"%s \"" STR_FMT "\"", message, STR_ARG(source_quote(reference->destination)));
}

static void report_gone(const struct page *page, const struct reference *reference,
	const struct fetch_answer *answer, struct diagnostics *found)
{
	bool sure = answer->outcome == FETCH_DEAD;
	struct diagnostic *diagnostic = diagnostics_add(found, RULE_LINK_DEAD, page->document->path,
		reference->place, "%s \"" STR_FMT "\" (" STR_FMT ")",
		sure ? "another host no longer has the page:" : "another host does not show the page:",
		STR_ARG(source_quote(reference->destination)), STR_ARG(answer->reason));

	if (!sure)
		diagnostic->severity = SEVERITY_WARNING;
	diagnostic->help = sure ? S("link to the page that took its place, or remove the link")
							: S("open it in a browser: it may be down for the moment");
}

static void report_insecure(
	const struct page *page, const struct reference *reference, struct diagnostics *found)
{
	struct diagnostic *diagnostic =
		report(page, reference, RULE_LINK_INSECURE, "the host has https: too:", found);

	diagnostic->help = S("write https:");
	if (str_starts_nocase(reference->destination, S("http:")))
		reference_fix(found->arena, reference, diagnostic,
			str_concat(found->arena, S("https"), str_from(reference->destination, 4)), false);
}

static void report_moved(const struct page *page, const struct reference *reference,
	struct str moved, struct diagnostics *found)
{
	struct diagnostic *diagnostic =
		report(page, reference, RULE_LINK_MOVED, "the page has moved for good:", found);
	size_t fragment = str_find_char(reference->destination, '#', 0);

	if (fragment != STR_NONE && str_find_char(moved, '#', 0) == STR_NONE)
		moved = str_concat(found->arena, moved, str_from(reference->destination, fragment));
	diagnostic->help = str_format(found->arena, "it is now " STR_FMT, STR_ARG(moved));
	reference_fix(found->arena, reference, diagnostic, str_copy(found->arena, moved), false);
}

static void judge(const struct config *config, const struct page *page,
	const struct reference *reference, const struct asked *asked, struct diagnostics *found)
{
	const struct fetch_answer *answer = asked->answer;
	struct str url = asked->url;
	/* What the settings know of a host was said while the link was resolved. */
	bool known = config_has_name(&config->https_hosts, host_of(url));

	if (answer->outcome == FETCH_DEAD || answer->outcome == FETCH_UNSURE)
		report_gone(page, reference, answer, found);
	if (answer->outcome != FETCH_ALIVE)
		return;
	if (answer->secure || is_same_but_secure(url, answer->moved)) {
		if (!known)
			report_insecure(page, reference, found);
	} else if (answer->moved.len > 0 && !is_same_but_slash(url, answer->moved)) {
		report_moved(page, reference, answer->moved, found);
	}
}

static void report_all(const struct asking *asking, struct diagnostics *found)
{
	const struct site *site = asking->input->project->site;

	for (size_t i = 0; i < site->page_count; i++) {
		const struct page *page = site->pages[i];

		for (size_t j = 0; j < page->document->reference_count; j++) {
			struct str url = wanted_url(asking, page, j);

			if (url.len > 0)
				judge(&asking->input->project->config, page, &page->document->references[j],
					map_get(asking->by_url, url), found);
		}
	}
}

bool external_check(const struct external_input *input, struct diagnostics *found,
	struct external_result *result, struct str *message)
{
	struct asking asking = {.input = input, .arena = found->arena};

	collect(&asking);
	if (!ask(&asking, result, message))
		return false;
	report_all(&asking, found);
	return true;
}
