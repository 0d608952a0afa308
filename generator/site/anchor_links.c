#include "site/anchor_links.h"

#include "base/parallel.h"
#include "content/source.h"
#include "parse/disables.h"
#include "site/aim.h"
#include "site/anchors.h"
#include "site/kept_answers.h"
#include "site/page_anchors.h"
#include "site/url.h"

/* The requests to one page, as they are answered. */
struct answerer {
	struct linker *linker;
	struct page *page;
	struct resolution *resolution;
	struct anchor_index *index; /* NULL until it is needed */
	struct kept_answers *kept;  /* NULL: nobody wants them again */
	bool own;                   /* no former site shares them */
	struct diagnostics unheard; /* what links of borrowed pages would be told */
	struct arena *arena;        /* the worker's, or that of what is kept */
	struct arena *scratch;      /* the worker's */
	struct extra_target *extra;
	size_t extra_count, extra_size;
};

/* Once, whichever heading asked for it first. */
static void add_extra(struct answerer *answerer, size_t heading, struct str id)
{
	for (size_t i = 0; i < answerer->extra_count; i++) {
		if (str_equal(answerer->extra[i].id, id))
			return;
	}
	answerer->extra = arena_grown(answerer->arena, answerer->extra, answerer->extra_count,
		&answerer->extra_size, sizeof(*answerer->extra));
	answerer->extra[answerer->extra_count++] = (struct extra_target){heading, id};
}

static void relate(
	struct answerer *answerer, struct diagnostic *diagnostic, const struct anchor_answer *answer)
{
	if (answer->heading == NULL)
		return;
	diagnostic_relate(answerer->arena, diagnostic, answerer->page->document->path,
		answer->heading->place,
		str_format(answerer->arena, "the heading \"" STR_FMT "\"",
			STR_ARG(source_quote(answer->heading->text))));
}

/* The destination as written, with another anchor behind its `#`. */
static void fix(struct answerer *answerer, const struct anchor_request *request,
	struct diagnostic *diagnostic, struct str id, bool safe)
{
	struct str path, rest;

	str_cut(request->reference->destination, '#', &path, &rest);
	reference_fix(answerer->arena, request->reference, diagnostic,
		str_concat3(answerer->arena, path, S("#"), id), safe);
}

static struct diagnostic *report(struct answerer *answerer, const struct anchor_request *request,
	enum rule rule, const char *message, struct str anchor)
{
	struct diagnostic *diagnostic = diagnostics_add(
		request->from->lender != NULL ? &answerer->unheard : &answerer->resolution->found_after,
		rule, request->from->document->path, request->reference->place, "%s \"" STR_FMT "\"",
		message, STR_ARG(source_quote(anchor)));

	diagnostic_set_level(diagnostic, answerer->linker->config->levels);
	disables_apply_to(request->from->document, diagnostic);
	return diagnostic;
}

static void suggest(struct answerer *answerer, const struct anchor_request *request,
	struct diagnostic *diagnostic, const struct anchor_answer *answer)
{
	bool surely = answer->match == ANCHOR_GRAMMAR || answer->match == ANCHOR_TYPO;
	struct str id = str_copy(answerer->arena, answer->id);

	fix(answerer, request, diagnostic, id, surely);
	relate(answerer, diagnostic, answer);
	if (answer->heading == NULL)
		diagnostic->help = str_format(answerer->arena, "did you mean #" STR_FMT "?", STR_ARG(id));
	else
		diagnostic->help = str_format(answerer->arena,
			"did you mean #" STR_FMT " (line %u, \"" STR_FMT "\")?%s", STR_ARG(id),
			answer->heading->place.line, STR_ARG(source_quote(answer->heading->text)),
			surely && diagnostic->fix != NULL ? " `portolan check --fix` writes it" : "");
}

static void report_missing(struct answerer *answerer, const struct anchor_request *request,
	struct str anchor, const struct anchor_answer *answer)
{
	struct diagnostic *diagnostic = report(answerer, request, RULE_ANCHOR_MISSING,
		request->from == answerer->page ? "no heading has the anchor"
										: "no heading of the page has the anchor",
		anchor);

	switch (answer->match) {
	case ANCHOR_NONE:
		diagnostic->help = str_format(answerer->arena,
			"the page is " STR_FMT "; its headings and ids are its anchors",
			STR_ARG(answerer->page->document->path));
		break;
	case ANCHOR_LOST:
		diagnostic->help = str_format(answerer->arena,
			STR_FMT " has <a name=\"" STR_FMT "\"></a>, which this translation lost",
			STR_ARG(answer->sibling->document->path), STR_ARG(anchor));
		break;
	default: suggest(answerer, request, diagnostic, answer); break;
	}
}

/* It works, since it becomes an extra target; the id would be better. */
static void report_alias(struct answerer *answerer, const struct anchor_request *request,
	struct str anchor, const struct anchor_answer *answer)
{
	struct diagnostic *diagnostic = report(
		answerer, request, RULE_ANCHOR_ALIAS, "the anchor is another form of the id:", anchor);
	struct str id = str_copy(answerer->arena, answer->id);

	diagnostic->help = str_format(answerer->arena, "write #" STR_FMT, STR_ARG(id));
	fix(answerer, request, diagnostic, id, false);
	relate(answerer, diagnostic, answer);
}

/* `#top`, `#` and the article itself are on every page (HTML Living Standard, 7.4.6.3). */
static bool is_everywhere(struct str anchor)
{
	return anchor.len == 0 || str_equal_nocase(anchor, S("top")) || str_equal(anchor, S("content"));
}

static struct anchor_answer find(struct answerer *answerer, struct str anchor)
{
	struct anchor_answer found;

	if (answerer->kept != NULL && kept_answers_find(answerer->kept, answerer->page, anchor, &found))
		return found;
	if (answerer->index == NULL)
		answerer->index = anchor_index_make(answerer->scratch, answerer->page);
	found = anchor_index_find(answerer->index, anchor);
	if (answerer->kept != NULL)
		kept_answers_add(&answerer->kept, &answerer->own, answerer->page, anchor, &found);
	return found;
}

static void answer(struct answerer *answerer, const struct anchor_request *request)
{
	const struct document *document = answerer->page->document;
	struct str anchor = url_decode(answerer->arena, request->fragment);
	struct target *target = request->target;
	struct anchor_answer found;

	target->url =
		str_concat3(answerer->arena, request->head, S("#"), url_encode(answerer->arena, anchor));
	if (is_everywhere(anchor))
		return;
	found = find(answerer, anchor);
	switch (found.match) {
	case ANCHOR_EXACT: target->heading = found.heading; break;
	case ANCHOR_ALIAS:
		target->heading = found.heading;
		add_extra(answerer, (size_t)(found.heading - document->headings), anchor);
		report_alias(answerer, request, anchor, &found);
		break;
	default: report_missing(answerer, request, anchor, &found); break;
	}
}

static struct kept_answers *former_answers(const struct linker *linker, const struct page *page)
{
	return linker->former == NULL || linker->former->answers == NULL
			   ? NULL
			   : linker->former->answers[page - linker->pages];
}

/* The former engine's ids work for links from elsewhere, too. */
static void add_quirks(struct answerer *answerer)
{
	const struct document *document = answerer->page->document;

	for (size_t i = 0; i < document->heading_count; i++) {
		if (document->headings[i].quirk_id.len > 0)
			add_extra(answerer, i, document->headings[i].quirk_id);
	}
}

static void answer_all(struct answerer *answerer)
{
	answerer->resolution->found_after = diagnostics_make(answerer->arena);
	answerer->unheard = diagnostics_make(answerer->arena);
	arena_reset(answerer->scratch);
	add_quirks(answerer);
	for (struct anchor_request *at = answerer->resolution->answers.first; at != NULL; at = at->next)
		answer(answerer, at);
	answerer->page->extra_targets = answerer->extra;
	answerer->page->extra_target_count = answerer->extra_count;
}

/* The same question to a page that is the same was answered for the former site. */
static bool give_former(struct answerer *answerer, size_t number)
{
	const struct linking *former = answerer->linker->former;
	const struct anchor_requests *requests = &answerer->resolution->answers;
	const struct page_anchors *anchors =
		former == NULL || former->anchors == NULL ? NULL : former->anchors[number];

	if (anchors == NULL || answerer->own || !page_anchors_hold(anchors, answerer->linker, requests))
		return false;
	arena_share(anchors->arena);
	page_anchors_give(anchors, requests, answerer->page);
	answerer->resolution->found_after = anchors->found;
	answerer->linker->anchors[number] = anchors;
	return true;
}

/* What the next site may take over is kept apart. */
static void answer_for_next(struct answerer *answerer)
{
	struct linker *linker = answerer->linker;
	size_t number = (size_t)(answerer->page - linker->pages);

	answerer->kept =
		kept_answers_take(former_answers(linker, answerer->page), answerer->page, &answerer->own);
	if (!give_former(answerer, number)) {
		answerer->arena = arena_create(1024);
		answer_all(answerer);
		linker->anchors[number] = page_anchors_keep(answerer->arena, linker,
			&answerer->resolution->answers, answerer->page, answerer->resolution->found_after);
	}
	linker->kept_answers[number] = answerer->kept;
}

static void answer_page(void *context, size_t item, unsigned worker)
{
	struct linker *linker = context;
	struct page *page = (struct page *)(uintptr_t)linker->site->pages[item];
	struct answerer answerer = {
		.linker = linker,
		.page = page,
		.resolution = &linker->resolutions[page - linker->pages],
		.arena = linker->workers[worker].arena,
		.scratch = linker->workers[worker].scratch,
	};

	if (linker->kept_answers != NULL && answerer.resolution->answers.first != NULL)
		answer_for_next(&answerer);
	else
		answer_all(&answerer);
}

/* From the pages that ask to those that answer, in the order of asking. */
static void deliver(struct linker *linker)
{
	for (size_t i = 0; i < linker->page_count; i++) {
		struct anchor_request *at = linker->resolutions[i].asked.first, *next;

		for (; at != NULL; at = next) {
			struct anchor_requests *answers =
				&linker->resolutions[at->target->page - linker->pages].answers;

			next = at->next;
			at->next = NULL;
			if (answers->last == NULL)
				answers->first = at;
			else
				answers->last->next = at;
			answers->last = at;
		}
	}
}

void anchor_links_answer(struct linker *linker)
{
	deliver(linker);
	parallel_for(linker->worker_count, linker->site->page_count + linker->site->borrowed_count,
		answer_page, linker);
}
