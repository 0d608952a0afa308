/* A project that follows changes is what a project opened anew would be. */
#define _XOPEN_SOURCE 700 /* nftw */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "parse/parse.h"
#include "report/report.h"
#include "site/file_memory.h"
#include "site/project.h"

struct room {
	char root[64];
	struct project_options options;
	struct project now;
};

static const char *path_in(struct room *room, const char *path)
{
	static char whole[256];

	snprintf(whole, sizeof(whole), "%s/%s", room->root, path);
	return whole;
}

static void write_file(struct room *room, const char *path, const char *text)
{
	char whole[256];
	FILE *file;

	snprintf(whole, sizeof(whole), "%s/%s", room->root, path);
	for (char *at = strchr(whole + strlen(room->root) + 1, '/'); at != NULL;
		 at = strchr(at + 1, '/')) {
		*at = '\0';
		mkdir(whole, 0777);
		*at = '/';
	}
	file = fopen(whole, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static void write_guide(struct room *room, const char *path, const char *head, const char *body)
{
	char text[1024];

	snprintf(text, sizeof(text), "---\n%s\n---\n\n%s\n", head, body);
	write_file(room, path, text);
}

static int set_up(void **state)
{
	struct room *room = calloc(1, sizeof(*room));
	struct str message;

	assert_non_null(room);
	strcpy(room->root, "/tmp/portolan-project-XXXXXX");
	assert_non_null(mkdtemp(room->root));
	write_guide(room, "home.fr-fr.md", "title: Accueil", "");
	write_guide(room, "web/product.fr-fr.md", "title: Web\nslug: web", "");
	write_guide(room, "web/a/guide.fr-fr.md", "title: A\nslug: a\nlegacy_guide_number: 11",
		"## Un\n\n[b](../b/guide.fr-fr.md#but) [e](../b/guide.fr-fr.md#Buts) "
		"[f](#eins) [perdu](../x/guide.fr-fr.md) "
		"![image](images/x.png)");
	write_guide(room, "web/a/guide.de-de.md", "title: A\nslug: a", "## Eins\n");
	write_guide(room, "web/b/guide.fr-fr.md", "title: B\nslug: b",
		"## But\n\n[a](https://docs.ovh.com/fr/web/a/#un) [c]({legacy}11) [d](/fr/web/aa/)");
	room->options = (struct project_options){
		.content = room->root, .memory = file_memory_create(), .workers = 2};
	assert_int_equal(project_open(&room->now, &room->options, &message), PROJECT_READY);
	*state = room;
	return 0;
}

static int remove_one(const char *path, const struct stat *status, int flag, struct FTW *walk)
{
	(void)status;
	(void)flag;
	(void)walk;
	return remove(path);
}

static int tear_down(void **state)
{
	struct room *room = *state;

	project_close(&room->now);
	file_memory_destroy(room->options.memory);
	nftw(room->root, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	free(room);
	return 0;
}

static void write_list(
	struct buf *out, const char *what, const struct page *const *pages, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buf_add_format(out, "  %s %.*s\n", what, STR_ARG(pages[i]->url));
}

/* Where a page stands among the others. */
static void write_place(const struct page *page, struct buf *out)
{
	write_list(out, "lender", &page->lender, page->lender != NULL);
	write_list(out, "above", page->ancestors, page->ancestor_count);
	write_list(out, "parent", &page->parent, page->parent != NULL);
	write_list(out, page->listed ? "listed child" : "child", page->children, page->child_count);
	write_list(out, "translation", page->translations, page->translation_count);
	write_list(out, "from", page->backlinks, page->backlink_count);
	write_list(out, "previous", &page->previous, page->previous != NULL);
	write_list(out, "next", &page->next, page->next != NULL);
	for (size_t i = 0; i < page->section_count; i++) {
		buf_add_format(out, "  section %.*s\n", STR_ARG(page->sections[i].title));
		write_list(out, "guide", page->sections[i].guides, page->sections[i].guide_count);
	}
}

/* Everything that pages and findings say. */
static void write_project(struct project *project, struct buf *out)
{
	size_t count;
	const struct diagnostics *const *lists = project_findings(project, &count);
	struct report report = report_make(project->arena, lists, count, 1);

	for (size_t i = 0; i < project->site->locale_count; i++) {
		const struct site_locale *locale = &project->site->locales[i];

		buf_add_format(out, "%.*s\n", STR_ARG(locale->locale.code));
		write_list(out, "home", &locale->home, locale->home != NULL);
		write_list(out, "page", locale->pages, locale->page_count);
	}
	for (size_t i = 0; i < project->site->page_count + project->site->borrowed_count; i++) {
		const struct page *page = project->site->pages[i];

		buf_add_format(out, "%.*s %.*s %.*s\n", STR_ARG(page->url), STR_ARG(page->title),
			STR_ARG(page->document->locale.code));
		write_place(page, out);
		for (size_t j = 0; j < page->document->reference_count; j++)
			buf_add_format(
				out, "  %d %.*s\n", (int)page->targets[j].kind, STR_ARG(page->targets[j].url));
		for (size_t j = 0; j < page->extra_target_count; j++)
			buf_add_format(out, "  %.*s\n", STR_ARG(page->extra_targets[j].id));
	}
	for (size_t i = 0; i < report.count; i++)
		buf_add_format(out, "%.*s:%u:%u %.*s %.*s (%.*s)\n", STR_ARG(report.items[i]->path),
			report.items[i]->place.line, report.items[i]->place.column,
			STR_ARG(rule_name(report.items[i]->rule)), STR_ARG(report.items[i]->message),
			STR_ARG(report.items[i]->help));
}

/* Follow the changes of some paths, and compare with what there is. */
static void follow(struct room *room, const char *const *paths, size_t count)
{
	struct buf followed = BUF_EMPTY, opened = BUF_EMPTY;
	struct project next, anew;
	struct str items[8], message;
	struct project_changes changes = {.content = {items, count, false}};

	for (size_t i = 0; i < count; i++)
		items[i] = str_of(paths[i]);
	assert_int_equal(
		project_follow(&next, &room->now, &room->options, &changes, &message), PROJECT_READY);
	project_close(&room->now);
	room->now = next;
	assert_int_equal(project_open(&anew, &room->options, &message), PROJECT_READY);
	write_project(&room->now, &followed);
	write_project(&anew, &opened);
	buf_add_char(&followed, '\0');
	buf_add_char(&opened, '\0');
	assert_string_equal(followed.ptr, opened.ptr);
	project_close(&anew);
	buf_release(&followed);
	buf_release(&opened);
}

static const struct document *document_at(const struct room *room, const char *path)
{
	for (size_t i = 0; i < room->now.document_count; i++) {
		if (str_equal(room->now.documents[i]->path, str_of(path)))
			return room->now.documents[i];
	}
	return NULL;
}

static void a_saved_guide_is_parsed_and_no_other(void **state)
{
	struct room *room = *state;
	const struct document *a = document_at(room, "web/a/guide.fr-fr.md");
	const struct document *b = document_at(room, "web/b/guide.fr-fr.md");
	const char *const paths[] = {"web/a/guide.fr-fr.md", "web/a/guide.fr-fr.md.tmp"};

	write_guide(room, paths[0], "title: Neu\nslug: a\nlegacy_guide_number: 11",
		"## Deux\n\n[b](../b/guide.fr-fr.md#bute)");
	follow(room, paths, 2);
	assert_ptr_equal(document_at(room, "web/b/guide.fr-fr.md"), b);
	assert_ptr_not_equal(document_at(room, paths[0]), a);
}

static size_t count_findings(struct room *room, enum rule rule, const char *path)
{
	size_t count, found = 0;
	const struct diagnostics *const *lists = project_findings(&room->now, &count);

	for (size_t i = 0; i < count; i++) {
		for (const struct diagnostic *at = lists[i]->first; at != NULL; at = at->next)
			found += at->rule == rule && str_equal(at->path, str_of(path));
	}
	return found;
}

static void a_heading_that_goes_is_missed_by_pages_that_were_not_saved(void **state)
{
	struct room *room = *state;
	const char *const path = "web/b/guide.fr-fr.md", *const from = "web/a/guide.fr-fr.md";

	assert_int_equal(count_findings(room, RULE_ANCHOR_MISSING, from), 2);
	write_guide(room, path, "title: B\nslug: b", "## Autre chose\n");
	follow(room, &path, 1);
	assert_int_equal(count_findings(room, RULE_ANCHOR_MISSING, from), 3);
	write_guide(room, path, "title: B\nslug: b", "## But\n");
	follow(room, &path, 1);
	assert_int_equal(count_findings(room, RULE_ANCHOR_MISSING, from), 2);
}

static void links_are_resolved_anew_where_names_change(void **state)
{
	struct room *room = *state;
	const char *const paths[] = {
		"web/a/guide.fr-fr.md", "web/x", "web/a/images", "web/b/guide.fr-fr.md", "web/c"};

	write_guide(room, paths[0], "title: A\nslug: aa", "## Un\n");
	follow(room, paths, 1);
	write_guide(room, "web/x/guide.fr-fr.md", "title: X\nslug: x", "");
	follow(room, &paths[1], 1);
	write_file(room, "web/a/images/x.png", "picture");
	follow(room, &paths[2], 1);
	assert_int_equal(remove(path_in(room, "web/b/guide.fr-fr.md")), 0);
	follow(room, &paths[3], 1);
	assert_int_equal(
		rename(path_in(room, "web/x"), strcat(strcpy((char[256]){0}, room->root), "/web/c")), 0);
	follow(room, &paths[1], 4);
	write_guide(room, paths[0], "title: A\nslug: web/c", "");
	follow(room, paths, 1);
}

static const struct page *page_at(const struct room *room, const char *path)
{
	const struct site *site = room->now.site;

	return site_page(site, map_get(site->by_path, str_of(path)));
}

static void assert_neighbours(const struct room *room, const char *first, const char *second)
{
	const struct page *page = page_at(room, first);

	assert_non_null(page);
	assert_null(page->previous);
	assert_non_null(page->next);
	assert_string_equal(page->next->url.ptr, second);
}

static void pages_move_in_their_lists_by_title_order_and_section(void **state)
{
	struct room *room = *state;
	const char *const paths[] = {
		"web/a/guide.fr-fr.md", "web/b/guide.fr-fr.md", "web/product.fr-fr.md"};

	assert_neighbours(room, paths[0], "/fr/web/b/");
	write_guide(room, paths[0], "title: A\nslug: a\nlegacy_guide_number: 11", "Text.\n");
	follow(room, paths, 1);
	assert_neighbours(room, paths[0], "/fr/web/b/");
	write_guide(room, paths[0], "title: C\nslug: a\nlegacy_guide_number: 11", "Text.\n");
	follow(room, paths, 1);
	assert_neighbours(room, paths[1], "/fr/web/a/");
	write_guide(room, paths[0], "title: C\nslug: a\nlegacy_guide_number: 11\norder: 1", "Text.\n");
	follow(room, paths, 1);
	assert_neighbours(room, paths[0], "/fr/web/b/");
	write_guide(room, paths[1], "title: B\nslug: b\nsection: Fin", "## But\n");
	follow(room, &paths[1], 1);
	write_guide(room, paths[2], "title: Web\nslug: web\nsections: [Fin]", "");
	follow(room, &paths[2], 1);
	assert_neighbours(room, paths[1], "/fr/web/a/");
	write_guide(room, paths[1], "title: B\nslug: b\nsection: Fin", "## Autre\n");
	follow(room, &paths[1], 1);
	assert_neighbours(room, paths[1], "/fr/web/a/");
}

static void who_links_to_a_page_follows_its_links(void **state)
{
	struct room *room = *state;
	const char *const path = "web/a/guide.fr-fr.md", *const to = "web/b/guide.fr-fr.md";
	const char *const head = "title: A\nslug: a\nlegacy_guide_number: 11";
	const struct page *page = page_at(room, to);

	assert_int_equal(page->backlink_count, 1);
	write_guide(room, path, head, "[b](../b/guide.fr-fr.md) and [b](../b/guide.fr-fr.md)\n");
	follow(room, &path, 1);
	write_guide(room, path, head, "## New\n\n[b](../b/guide.fr-fr.md) [b](../b/guide.fr-fr.md)\n");
	follow(room, &path, 1);
	page = page_at(room, to);
	assert_int_equal(page->backlink_count, 1);
	write_guide(room, path, head, "No link.\n");
	follow(room, &path, 1);
	page = page_at(room, to);
	assert_int_equal(page->backlink_count, 0);
}

static void what_nobody_named_is_found_when_all_may_have_changed(void **state)
{
	struct room *room = *state;
	struct project_changes changes = {.content = {.all = true}};
	struct project next;
	struct str message;

	write_guide(room, "web/b/guide.fr-fr.md", "title: Longer\nslug: b", "");
	assert_int_equal(
		project_follow(&next, &room->now, &room->options, &changes, &message), PROJECT_READY);
	project_close(&room->now);
	room->now = next;
	assert_true(str_equal(
		front_text(&document_at(room, "web/b/guide.fr-fr.md")->front, FRONT_TITLE), S("Longer")));
}

static void the_former_project_may_outlive_the_next(void **state)
{
	struct room *room = *state;
	struct project_changes changes = {.content = {.all = true}};
	struct buf before = BUF_EMPTY, after = BUF_EMPTY;
	struct project next;
	struct str message;

	write_project(&room->now, &before);
	write_guide(room, "web/b/guide.fr-fr.md", "title: Longer\nslug: b", "");
	assert_int_equal(
		project_follow(&next, &room->now, &room->options, &changes, &message), PROJECT_READY);
	project_close(&next);
	write_project(&room->now, &after);
	assert_int_equal(before.len, after.len);
	assert_memory_equal(before.ptr, after.ptr, before.len);
	buf_release(&before);
	buf_release(&after);
}

/* A small generator of numbers: the same ones each time (Numerical Recipes' constants). */
static uint32_t random_below(uint32_t *seed, uint32_t limit)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) % limit;
}

#define PICK(seed, list) (list)[random_below(seed, (uint32_t)COUNT(list))]

/* A guide that says anything, or what it said before with one line more. */
static void write_any_guide(struct room *room, uint32_t *seed, const char *path)
{
	static const char *const titles[] = {"title: A", "title: B", "title: Étape", ""};
	static const char *const slugs[] = {
		"slug: a", "slug: b", "slug: a", "slug: \"c*d\"", "slug: a/b", ""};
	static const char *const others[] = {"legacy_guide_number: 11", "legacy_guide_number: g12",
		"legacy_guide_number: 21", "order: 2", "section: Fin", "hidden: true", "published: false",
		"aliases: [x]", "title: [", "updated: 2020-01-01", ""};
	static const char *const headings[] = {"## Un", "## But", "## Étape 2", "### Un", ""};
	static const char *const texts[] = {"[b](../b/guide.fr-fr.md#but)", "[c]({legacy}11)",
		"[c]({legacy}31)", "[a](/fr/web/a/#un)", "[a](https://docs.ovh.com/fr/web/aa/)",
		"[lost](../x/guide.fr-fr.md)", "[own](#etape-2)", "[own](#Etape_2)",
		"![image](images/x.png)", "![image](images/y.png)", "[up](/pages/web)",
		"<!-- portolan-disable-next-line anchor-missing -->\n[b](../b/guide.fr-fr.md#gone)", ""};
	char head[256], body[1024] = "";

	snprintf(head, sizeof(head), "%s\n%s%s\n%s", PICK(seed, titles),
		random_below(seed, 4) == 0 ? "\n" : "", PICK(seed, slugs), PICK(seed, others));
	for (uint32_t i = random_below(seed, 6); i > 0; i--) {
		strcat(strcat(body, PICK(seed, headings)), "\n\n");
		strcat(strcat(body, PICK(seed, texts)), "\n\n");
	}
	write_guide(room, path, head, body);
}

static void any_edits_give_what_a_new_start_gives(void **state)
{
	static const char *const paths[] = {"web/a/guide.fr-fr.md", "web/a/guide.de-de.md",
		"web/b/guide.fr-fr.md", "web/b/guide.de-de.md", "web/c/guide.fr-fr.md",
		"web/c/guide.fr-ca.md", "web/product.fr-fr.md", "web/product.de-de.md", "home.fr-fr.md",
		"web/a/images/x.png", "web/b/images/y.png"};
	struct room *room = *state;
	const char *path = "site.yaml";
	uint32_t seed = 20;
	struct str message;

	write_file(room, path, "fallback:\n  fr-ca: fr-fr\n");
	project_close(&room->now);
	assert_int_equal(project_open(&room->now, &room->options, &message), PROJECT_READY);
	for (unsigned i = 0; i < 300; i++) {
		path = PICK(&seed, paths);
		if (random_below(&seed, 8) == 0)
			(void)remove(path_in(room, path));
		else if (str_ends(str_of(path), S(".png")))
			write_file(room, path, "picture");
		else
			write_any_guide(room, &seed, path);
		follow(room, &path, 1);
	}
}

/* The first of its findings, or NULL. */
static const struct diagnostic *finding_in(const struct document *document, enum rule rule)
{
	for (const struct diagnostic *at = document->found.first; at != NULL; at = at->next) {
		if (at->rule == rule)
			return at;
	}
	return NULL;
}

#define TWICE "## Same\n\n## Same {#same}\n\n## Again {#same}\n\n[a](#same) [b](#gone)"

static void a_text_that_two_guides_have_is_parsed_once(void **state)
{
	struct room *room = *state;
	const char *const all[] = {"web/e/guide.en-gb.md", "web/e/guide.en-ie.md",
		"web/e/guide.fr-fr.md", "web/f/guide.en-gb.md"};
	const struct document *first, *second;

	for (size_t i = 0; i < COUNT(all); i++)
		write_guide(room, all[i], "title: E\nslug: e\nwrong: key", TWICE);
	follow(room, all, COUNT(all));
	first = document_at(room, all[0]);
	second = document_at(room, all[1]);
	assert_ptr_equal(first->body.html.ptr, second->body.html.ptr);
	assert_true(str_equal(second->locale.code, S("en-ie")));
	assert_true(first->found.count > 0);
	assert_int_equal(first->found.count, second->found.count);
	assert_true(str_equal(finding_in(second, RULE_FRONT_KEY)->path, S("web/e/guide.en-ie.md")));
	/* Another language is read with other words, another folder includes other files. */
	assert_ptr_not_equal(first->body.html.ptr, document_at(room, all[2])->body.html.ptr);
	assert_ptr_not_equal(first->body.html.ptr, document_at(room, all[3])->body.html.ptr);
}

static void a_text_outlives_either_of_its_guides(void **state)
{
	struct room *room = *state;
	const char *const both[] = {"web/e/guide.en-gb.md", "web/e/guide.en-ie.md"};

	for (size_t kept = 0; kept < COUNT(both); kept++) {
		for (size_t i = 0; i < COUNT(both); i++)
			write_guide(room, both[i], "title: E\nslug: e", TWICE);
		follow(room, both, COUNT(both));
		write_guide(room, both[1 - kept], "title: E\nslug: e", "## Other");
		follow(room, &both[1 - kept], 1);
		follow(room, (const char *const[]){"web/a/guide.fr-fr.md"}, 1);
		assert_true(str_has(document_at(room, both[kept])->body.html, S("Same")));
	}
}

static void a_guide_that_includes_is_parsed_for_itself(void **state)
{
	struct room *room = *state;
	const char *const both[] = {"web/e/guide.en-gb.md", "web/e/guide.en-ie.md"};
	const struct document *first, *second;

	for (size_t i = 0; i < COUNT(both); i++)
		write_guide(room, both[i], "title: E\nslug: e", "Once.\n\n{!> guide.en-ie.md !}\n");
	follow(room, both, COUNT(both));
	first = document_at(room, both[0]);
	second = document_at(room, both[1]);
	assert_true(first->include_count > 0 && second->include_count > 0);
	/* The second would include itself: its text stands there once, the first's twice. */
	assert_true(first->body.html.len > second->body.html.len);
}

static void a_suggestion_has_the_title_that_its_guide_has_now(void **state)
{
	struct room *room = *state;
	const char *const paths[] = {"web/a/guide.fr-fr.md", "web/b/guide.fr-fr.md"};

	write_guide(room, paths[0], "title: A\nslug: a\nlegacy_guide_number: 1234", "");
	write_guide(room, paths[1], "title: B\nslug: b", "[a]({legacy}1235)");
	follow(room, paths, 2);
	write_guide(room, paths[0], "title: Neu\nslug: a\nlegacy_guide_number: 1234", "");
	follow(room, paths, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_saved_guide_is_parsed_and_no_other, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			a_heading_that_goes_is_missed_by_pages_that_were_not_saved, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			links_are_resolved_anew_where_names_change, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			what_nobody_named_is_found_when_all_may_have_changed, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			pages_move_in_their_lists_by_title_order_and_section, set_up, tear_down),
		cmocka_unit_test_setup_teardown(who_links_to_a_page_follows_its_links, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_former_project_may_outlive_the_next, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			a_text_that_two_guides_have_is_parsed_once, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_text_outlives_either_of_its_guides, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			a_guide_that_includes_is_parsed_for_itself, set_up, tear_down),
		cmocka_unit_test_setup_teardown(any_edits_give_what_a_new_start_gives, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			a_suggestion_has_the_title_that_its_guide_has_now, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
