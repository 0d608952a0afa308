#include <errno.h>

#include "base/distance.h"
#include "base/file.h"
#include "base/map.h"
#include "base/parallel.h"
#include "base/path.h"
#include "check/check.h"
#include "image/limits.h"
#include "image/picture.h"
#include "site/file_memory.h"
#include "site/pictures.h"
#include "site/url.h"

/* A name of fewer letters is part of too many others. */
#define SHORTEST 3
/* As much alike, one name is the other after a change. */
#define ALIKE 0.6
/* A screenshot is a tenth of it. */
#define LARGE_BYTES  ((size_t)2 * 1024 * 1024)
#define LARGE_PIXELS ((uint64_t)16 * 1000 * 1000)

/* A file that pages show, and the first place that shows it. */
struct shown {
	const struct site_file *file;
	const struct document *document;
	const struct reference *reference;
	struct picture picture;
	uint64_t size;
	bool read;
};

struct inspection {
	struct file_memory *memory;
	struct shown *items;
	size_t count;
	struct shown **unknown; /* those that have to be read */
	size_t unknown_count;
	struct buf *rooms; /* one a worker */
};

static bool recall(const struct inspection *inspection, struct shown *shown)
{
	const struct remembered_file *known =
		file_memory_find(inspection->memory, shown->file->source, shown->file->entry);

	if (known == NULL || !known->has_verified)
		return false;
	shown->read = true;
	shown->picture = known->verified;
	shown->size = known->size;
	return true;
}

static void inspect(void *context, size_t item, unsigned worker)
{
	struct inspection *inspection = context;
	struct shown *shown = inspection->unknown[item];
	struct buf *room = &inspection->rooms[worker];
	struct buf path = BUF_EMPTY;

	buf_add(&path, shown->file->source);
	buf_add_char(&path, '\0');
	buf_clear(room);
	shown->read = file_read(path.ptr, LIMIT_BYTES, room) == 0;
	if (shown->read)
		shown->picture = picture_verify(buf_str(room));
	shown->size = room->len;
	buf_release(&path);
}

static struct inspection collect(const struct site *site, struct arena *arena)
{
	struct inspection all = {
		.memory = site->memory,
		.items = arena_array(arena, struct shown, site->file_count),
	};
	struct map *known = map_create(arena, site->file_count);

	for (size_t i = 0; i < site->page_count; i++) {
		const struct page *page = site->pages[i];

		for (size_t j = 0; j < page->document->reference_count; j++) {
			const struct site_file *file = page->targets[j].file;
			struct shown *shown = &all.items[all.count];

			if (file == NULL || !reference_is_image(&page->document->references[j]) ||
				map_get(known, file->source) != NULL)
				continue;
			*shown = (struct shown){
				.file = file,
				.document = page->document,
				.reference = &page->document->references[j],
			};
			map_add(known, file->source, shown);
			all.count++;
		}
	}
	return all;
}

static void report_fault(const struct shown *shown, struct diagnostics *found)
{
	diagnostics_add(found, RULE_IMAGE_CORRUPT, shown->document->path, shown->reference->place,
		"the image \"" STR_FMT "\" is broken: %s", STR_ARG(shown->file->path), shown->picture.fault)
		->help = S("save it anew from its source");
}

static void report_type(const struct shown *shown, struct diagnostics *found)
{
	diagnostics_add(found, RULE_IMAGE_TYPE, shown->document->path, shown->reference->place,
		"the image \"" STR_FMT "\" is a " STR_FMT, STR_ARG(shown->file->path),
		STR_ARG(picture_type_name(shown->picture.type)))
		->help = S("give it the extension of what it is; it is published as what it is");
}

static void report_size(const struct shown *shown, struct diagnostics *found)
{
	diagnostics_add(found, RULE_IMAGE_LARGE, shown->document->path, shown->reference->place,
		"the image \"" STR_FMT "\" is large (%u × %u pixels, %.1f MB)", STR_ARG(shown->file->path),
		shown->picture.width, shown->picture.height, (double)shown->size / 1e6)
		->help = S("cut it to what the step is about, or save it smaller");
}

static void remember(const struct inspection *all)
{
	for (size_t i = 0; i < all->count; i++) {
		const struct shown *shown = &all->items[i];
		struct remembered_file *known =
			file_memory_find(all->memory, shown->file->source, shown->file->entry);

		if (known == NULL || !shown->read || known->has_verified)
			continue;
		known->verified = shown->picture;
		known->has_verified = true;
	}
}

/* image-corrupt, image-type, image-large: once a file, at the first guide that shows it. */
void check_image_files(const struct check_input *input, struct diagnostics *found)
{
	struct arena *scratch = arena_create((size_t)64 * 1024);
	struct inspection all = collect(input->project->site, scratch);
	unsigned workers = parallel_processors();

	all.rooms = arena_array(scratch, struct buf, workers);
	all.unknown = arena_array(scratch, struct shown *, all.count);
	for (size_t i = 0; i < all.count; i++) {
		if (!recall(&all, &all.items[i]))
			all.unknown[all.unknown_count++] = &all.items[i];
	}
	parallel_for(workers, all.unknown_count, inspect, &all);
	remember(&all);
	for (unsigned i = 0; i < workers; i++)
		buf_release(&all.rooms[i]);
	for (size_t i = 0; i < all.count; i++) {
		const struct shown *shown = &all.items[i];
		enum picture_type promised = picture_type_of_name(shown->file->path);

		if (!shown->read)
			continue;
		if (shown->picture.active && !shown->file->reported)
			picture_report_active(found, shown->file, shown->document, shown->reference);
		if (shown->picture.fault != NULL)
			report_fault(shown, found);
		else if (promised != PICTURE_UNKNOWN && promised != shown->picture.type)
			report_type(shown, found);
		if (shown->size > LARGE_BYTES ||
			(uint64_t)shown->picture.width * shown->picture.height > LARGE_PIXELS)
			report_size(shown, found);
	}
	arena_destroy(scratch);
}

static struct str stem_of(struct str name)
{
	struct str extension = path_extension(name);

	return extension.len == 0 ? name : str_first(name, name.len - extension.len - 1);
}

/* "step1.png", "windows-8-step1": what a tool writes, and nobody says. */
static bool is_file_name(struct str text, struct str destination)
{
	struct str stem = stem_of(path_name(destination));

	if (str_find_char(text, ' ', 0) != STR_NONE)
		return false;
	if (picture_type_of_name(text) != PICTURE_UNKNOWN)
		return true;
	return str_equal_nocase(text, stem) &&
		   (str_find_char(stem, '-', 0) != STR_NONE || str_find_char(stem, '_', 0) != STR_NONE);
}

void check_image_alt(const struct check_input *input, struct diagnostics *found)
{
	const struct site *site = input->project->site;

	for (size_t i = 0; i < site->page_count; i++) {
		const struct document *document = site->pages[i]->document;

		for (size_t j = 0; j < document->reference_count; j++) {
			const struct reference *reference = &document->references[j];
			struct str text = str_trim(reference->text);

			if (reference->kind != REFERENCE_IMAGE ||
				(text.len > 0 && !is_file_name(text, reference->destination)))
				continue;
			diagnostics_add(found, RULE_IMAGE_ALT, document->path, reference->place,
				text.len == 0 ? "the image \"" STR_FMT "\" has no alternative text"
							  : "the alternative text of \"" STR_FMT "\" is a file name",
				STR_ARG(reference->destination))
				->help = S("say in a few words what the picture shows: ![the words](…)");
		}
	}
}

/* The name of a picture that is shown and isn't there. */
struct missing {
	struct str name;
	const struct missing *next;
};

/* Pictures that aren't there, by the folder of the guides that show them. */
static struct map *collect_missing(const struct site *site, struct arena *arena)
{
	struct map *by_folder = map_create(arena, 64);

	for (size_t i = 0; i < site->page_count; i++) {
		const struct page *page = site->pages[i];
		struct str folder = page->document->directory;

		for (size_t j = 0; j < page->document->reference_count; j++) {
			const struct reference *reference = &page->document->references[j];
			struct missing *missing;

			if (page->targets[j].kind != TARGET_NONE || !reference_is_image(reference))
				continue;
			missing = arena_new(arena, struct missing);
			*missing = (struct missing){
				path_name(url_decode(arena, reference->destination)), map_get(by_folder, folder)};
			map_set(by_folder, folder, missing);
		}
	}
	return by_folder;
}

/* "7" and "7_new", "old-step1" and "step1", "img_10" and "img10"; not "1" and "11". */
static bool is_changed_name(struct str a, struct str b)
{
	struct str shorter = a.len < b.len ? a : b, longer = a.len < b.len ? b : a;

	if (shorter.len > 0 && str_starts(longer, shorter) && longer.len > shorter.len &&
		!ascii_is_digit(longer.ptr[shorter.len]))
		return true;
	return (shorter.len >= SHORTEST && str_has(longer, shorter)) ||
		   (have_same_digits(a, b) && similarity(a, b) >= ALIKE);
}

static bool is_missing_near(const struct map *missing, struct str folder, struct str name)
{
	for (const struct missing *at = map_get(missing, folder); at != NULL; at = at->next) {
		if (at->name.len > 0 && is_changed_name(stem_of(name), stem_of(at->name)))
			return true;
	}
	return false;
}

/*
 * Renamed, in the guide or in the folder, a file is one mistake: it was said
 * where it is shown. It lies in the guide's images folder, or below the images
 * root at the guide's path.
 */
static bool is_renamed(const struct map *missing, struct str path)
{
	struct str folder = path_directory(path), name = path_name(path);

	return is_missing_near(missing, folder, name) ||
		   is_missing_near(missing, path_directory(folder), name);
}

/* A page that has another's URL shows nothing until it is mended: its pictures wait. */
static bool is_beside(const struct map *folders, struct str path)
{
	struct str folder = path_directory(path);

	return map_get(folders, folder) != NULL || map_get(folders, path_directory(folder)) != NULL;
}

/* What is shown, and what should be. */
struct usage {
	const struct site *site;
	struct arena *scratch;
	struct map *used;             /* by path as reached from the working directory */
	const struct map *incomplete; /* as struct check_input has it */
	struct map *missing;          /* by the guides' folder → struct missing */
};

/* By number of the tree's entry: those that a page shows from this very root. */
static const bool *shown_entries(
	const struct tree *tree, const struct site *site, struct arena *arena)
{
	bool *shown = arena_array(arena, bool, tree->files.count);

	for (size_t i = 0; i < site->file_count; i++) {
		const struct file_entry *entry = site->files[i]->entry;

		if (entry >= tree->files.entries && entry < tree->files.entries + tree->files.count)
			shown[entry - tree->files.entries] = true;
	}
	return shown;
}

static void check_tree(
	const struct tree *tree, const struct usage *usage, bool rooted, struct diagnostics *found)
{
	const bool *shown = shown_entries(tree, usage->site, usage->scratch);

	for (size_t i = 0; i < tree->files.count; i++) {
		struct str path = tree->files.entries[i].path, reached;
		struct diagnostic *diagnostic;

		if (shown[i] || picture_type_of_name(path) == PICTURE_UNKNOWN)
			continue;
		reached = path_join(usage->scratch, str_of(tree->root), path);
		if (map_get(usage->used, reached) != NULL || is_renamed(usage->missing, path) ||
			is_beside(usage->incomplete, path))
			continue;
		diagnostic = diagnostics_add(found, RULE_IMAGE_UNUSED,
			rooted ? str_copy(found->arena, reached) : path, (struct place){1, 1, 1, 1},
			"no guide shows the image \"" STR_FMT "\"", STR_ARG(path));
		diagnostic->rooted = rooted;
		diagnostic->help = S("delete it, or show it");
	}
}

void check_image_unused(const struct check_input *input, struct diagnostics *found)
{
	const struct project *project = input->project;
	const struct site *site = project->site;
	struct arena *scratch = arena_create((size_t)64 * 1024);
	struct usage usage = {
		.site = site,
		.scratch = scratch,
		.used = map_create(scratch, site->file_count),
		.incomplete = input->incomplete,
		.missing = collect_missing(site, scratch),
	};

	for (size_t i = 0; i < site->file_count; i++)
		map_add(usage.used, site->files[i]->source, (void *)(uintptr_t)site->files[i]);
	check_tree(&project->content, &usage, false, found);
	if (project->has_images)
		check_tree(&project->images, &usage, true, found);
	arena_destroy(scratch);
}
