#include "check/checked.h"

#include "base/map.h"
#include "parse/disables.h"
#include "site/page_links.h"

/* A page and its translations. Const once it is made; it holds a share of its arena. */
struct group {
	struct arena *arena;
	const struct document **documents;
	size_t count;
	struct diagnostics found;
};

/* The same of the files that pages show and miss. */
struct files {
	struct arena *arena;
	struct diagnostics found;
};

struct checked {
	struct arena *arena;
	struct str today;
	const struct linking *linking; /* of the site, as long as its project is open */
	const struct group **groups;
	size_t group_count;
	struct map *by_path; /* of the group's first document */
	const struct files *files;
	struct diagnostics found; /* in the site */
	const struct diagnostics **lists;
	size_t list_count;
};

static bool is_same(const struct group *group, const struct page *first)
{
	if (group == NULL || group->count != first->translation_count)
		return false;
	for (size_t i = 0; i < group->count; i++) {
		if (group->documents[i] != first->translations[i]->document)
			return false;
	}
	return true;
}

static const struct group *check_group(const struct check_input *input, const struct page *first)
{
	struct arena *arena = arena_create(1024);
	struct group *group = arena_new(arena, struct group);

	group->arena = arena;
	group->count = first->translation_count;
	group->documents = arena_array(arena, const struct document *, group->count);
	group->found = diagnostics_make(arena);
	check_pages(input, first->translations, group->count, &group->found);
	diagnostics_set_levels(&group->found, input->project->config.levels);
	for (size_t i = 0; i < group->count; i++) {
		group->documents[i] = first->translations[i]->document;
		disables_apply(group->documents[i], &group->found);
	}
	return group;
}

static const struct group *take_group(
	const struct check_input *input, const struct checked *former, const struct page *first)
{
	const struct group *group =
		former == NULL ? NULL : map_get(former->by_path, first->document->path);

	if (group == NULL || !is_same(group, first))
		return check_group(input, first);
	arena_share(group->arena);
	return group;
}

static void add_group(struct checked *checked, const struct group *group)
{
	checked->groups[checked->group_count++] = group;
	/* The table hands it out const again. */
	map_add(checked->by_path, group->documents[0]->path, (void *)(uintptr_t)group);
	if (group->found.count > 0)
		checked->lists[checked->list_count++] = &group->found;
}

static const struct files *check_shown(const struct check_input *input)
{
	struct arena *arena = arena_create(1024);
	struct files *files = arena_new(arena, struct files);

	files->arena = arena;
	files->found = diagnostics_make(arena);
	check_files(input, &files->found);
	diagnostics_set_levels(&files->found, input->project->config.levels);
	return files;
}

static void take_files(
	struct checked *checked, const struct check_input *input, const struct checked *former)
{
	if (former != NULL && page_links_show_alike(checked->linking, former->linking)) {
		checked->files = former->files;
		arena_share(checked->files->arena);
	} else {
		checked->files = check_shown(input);
	}
	checked->lists[checked->list_count++] = &checked->files->found;
}

static void check_whole(struct checked *checked, const struct check_input *input)
{
	checked->found = diagnostics_make(checked->arena);
	check_site(input, &checked->found);
	diagnostics_set_levels(&checked->found, input->project->config.levels);
	checked->lists[checked->list_count++] = &checked->found;
}

struct checked *checked_make(const struct check_input *input, const struct checked *former)
{
	struct arena *arena = arena_create((size_t)64 * 1024);
	struct checked *checked = arena_new(arena, struct checked);
	const struct site *site = input->project->site;

	checked->arena = arena;
	checked->today = str_copy(arena, input->today);
	checked->linking = site->linking;
	checked->groups = arena_array(arena, const struct group *, site->page_count);
	checked->lists = arena_array(arena, const struct diagnostics *, site->page_count + 2);
	checked->by_path = map_create(arena, site->page_count / 4);
	/* Yesterday's findings are about yesterday. */
	if (former != NULL && !str_equal(former->today, checked->today))
		former = NULL;
	for (size_t i = 0; i < site->page_count; i++) {
		if (site->pages[i]->translations[0] == site->pages[i])
			add_group(checked, take_group(input, former, site->pages[i]));
	}
	take_files(checked, input, former);
	check_whole(checked, input);
	return checked;
}

void checked_release(struct checked *checked)
{
	for (size_t i = 0; i < checked->group_count; i++)
		arena_destroy(checked->groups[i]->arena);
	arena_destroy(checked->files->arena);
	arena_destroy(checked->arena);
}

const struct diagnostics *const *checked_lists(const struct checked *checked, size_t *count)
{
	*count = checked->list_count;
	return checked->lists;
}
