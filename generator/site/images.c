#include "site/images.h"

#include "base/distance.h"
#include "base/path.h"
#include "site/aim.h"
#include "site/url.h"

/* Less alike, a name is no suggestion. */
#define ALIKE 0.6
/* Screenshots are numbered: a name with other numbers is another picture. */
#define SAME_DIGITS 0.25
#define OTHER_TYPE  0.95
/* A letter: slips are made at the ends of names more often than at their heads. */
#define SAME_HEAD 0.001
/* Names compared for one suggestion at most. */
#define MOST_NAMES 200

/* Where a file may lie. */
struct candidate {
	const struct tree *tree;
	struct site_file *files; /* of that tree */
	struct str path;
};

struct candidates {
	struct candidate items[12];
	size_t count;
};

static void add_candidate(struct candidates *candidates, const struct tree *tree,
	struct site_file *files, struct str path)
{
	if (tree != NULL && path.len > 0 && candidates->count < COUNT(candidates->items))
		candidates->items[candidates->count++] = (struct candidate){tree, files, path};
}

/* "a/images/x.png" → "a/x.png"; a path without such a part stays. */
static struct str without_images(struct arena *arena, struct str path)
{
	struct str part = S("images/");
	size_t at = str_starts(path, part) ? 0 : str_find(path, S("/images/"), 0);

	if (at == STR_NONE)
		return path;
	if (at > 0)
		at++;
	return str_concat(arena, str_first(path, at), str_from(path, at + part.len));
}

/* False when the path climbs out of the content. */
static bool add_candidates(
	const struct resolver *resolver, struct str written, struct candidates *candidates)
{
	const struct linker *linker = resolver->linker;
	struct str directory = resolver->page->document->directory, path, top;

	if (str_starts(written, S("/"))) {
		directory = S("");
		while (str_starts(written, S("/")))
			written = str_from(written, 1);
	}
	if (!path_resolve(resolver->scratch, directory, written, &path))
		return false;
	add_candidate(candidates, linker->content, linker->content_files, path);
	if (linker->images == NULL)
		return true;
	add_candidate(
		candidates, linker->images, linker->image_files, without_images(resolver->scratch, path));
	add_candidate(candidates, linker->images, linker->image_files, path);
	if (path_resolve(resolver->scratch, S(""), without_images(resolver->scratch, written), &top))
		add_candidate(candidates, linker->images, linker->image_files, top);
	return true;
}

/* What a page may refer to: no folder, no text of ours. */
static bool is_published(const struct file_entry *entry)
{
	struct str extension = path_extension(entry->path);

	return !entry->is_directory && entry->error == 0 && !str_equal_nocase(extension, S("md")) &&
		   !str_equal_nocase(extension, S("yaml")) && !str_equal_nocase(extension, S("yml"));
}

static struct site_file *file_of(const struct candidate *candidate, const struct file_entry *entry)
{
	return &candidate->files[entry - candidate->tree->files.entries];
}

static struct site_file *find_exact(const struct candidates *candidates)
{
	for (size_t i = 0; i < candidates->count; i++) {
		const struct candidate *candidate = &candidates->items[i];
		const struct file_entry *entry = map_get(candidate->tree->by_path, candidate->path);

		if (entry != NULL && is_published(entry))
			return file_of(candidate, entry);
	}
	return NULL;
}

static struct site_file *find_other_case(const struct resolver *resolver,
	const struct candidates *candidates, const struct file_entry **found)
{
	for (size_t i = 0; i < candidates->count; i++) {
		const struct candidate *candidate = &candidates->items[i];
		const struct file_entry *entry =
			map_get(candidate->tree->by_small_path, str_lower(resolver->scratch, candidate->path));

		if (entry != NULL && is_published(entry)) {
			*found = entry;
			return file_of(candidate, entry);
		}
	}
	return NULL;
}

/* The first entry of a tree at or after a path. */
static size_t lower_bound(const struct file_list *files, struct str path)
{
	size_t low = 0, high = files->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (str_compare(files->entries[middle].path, path) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* As a whole, or without what says the type: `step1.jpg` is `step1.png`, saved otherwise. */
static double name_likeness(struct str a, struct str b)
{
	struct str a_type = path_extension(a), b_type = path_extension(b);
	double whole = similarity(a, b), stems;

	if (a_type.len == 0 || b_type.len == 0)
		return whole;
	stems = similarity(str_first(a, a.len - a_type.len - 1), str_first(b, b.len - b_type.len - 1));
	return stems * OTHER_TYPE > whole ? stems * OTHER_TYPE : whole;
}

/* The name in a candidate's folder that is most like its own. */
static void find_near(const struct resolver *resolver, const struct candidate *candidate,
	double *alike, struct str *nearest)
{
	const struct file_list *files = &candidate->tree->files;
	struct str directory = path_directory(candidate->path), wanted = path_name(candidate->path);
	struct str head = S("");
	size_t at;

	if (tree_directory_of(candidate->tree, directory) == NULL)
		return;
	if (directory.len > 0)
		head = str_concat(resolver->scratch, directory, S("/"));
	at = lower_bound(files, head);
	for (size_t n = 0; n < MOST_NAMES && at < files->count; n++, at++) {
		const struct file_entry *entry = &files->entries[at];
		struct str name;
		double likeness;

		if (!str_starts(entry->path, head))
			return;
		name = str_from(entry->path, head.len);
		if (name.len * 2 < wanted.len || wanted.len * 2 < name.len ||
			str_find_char(name, '/', 0) != STR_NONE || !is_published(entry))
			continue;
		likeness = name_likeness(name, wanted);
		if (likeness < ALIKE)
			continue;
		likeness += have_same_digits(name, wanted) ? SAME_DIGITS : 0;
		likeness += (double)str_common_head(name, wanted) * SAME_HEAD;
		if (likeness > *alike) {
			*alike = likeness;
			*nearest = name;
		}
	}
}

/* The file of this name in the guide's own images folder, when the folder is what is wrong. */
static struct str in_own_folder(const struct resolver *resolver)
{
	struct str destination = resolver->reference->destination, name = path_name(destination);
	const struct tree *content = resolver->linker->content;
	struct str path;

	/* Most images are looked for there, and nowhere else. */
	if (str_equal(str_first(destination, destination.len - name.len), S("images/")))
		return S("");
	path = path_join(resolver->scratch, S("images"), name);
	if (content == NULL || name.len == 0 ||
		map_get(content->by_path,
			path_join(resolver->scratch, resolver->page->document->directory, path)) == NULL)
		return S("");
	return str_copy(resolver->arena, path);
}

/* The destination with another file name. */
static struct str with_name(const struct resolver *resolver, struct str name)
{
	struct str destination = resolver->reference->destination;
	struct str encoded = url_encode(resolver->arena, name);

	return path_join(resolver->arena, path_directory(destination), encoded);
}

static void report_missing(const struct resolver *resolver, const struct candidates *candidates)
{
	struct diagnostic *diagnostic = resolver_report(resolver, RULE_IMAGE_MISSING,
		"no image file has the name", resolver->reference->destination);
	struct str nearest = S(""), suggestion;
	double alike = 0;

	for (size_t i = 0; i < candidates->count; i++)
		find_near(resolver, &candidates->items[i], &alike, &nearest);
	suggestion = nearest.len > 0 ? with_name(resolver, nearest) : in_own_folder(resolver);
	if (suggestion.len > 0) {
		diagnostic->help = str_format(resolver->arena, "did you mean \"" STR_FMT "\"?",
			STR_ARG(nearest.len > 0 ? nearest : suggestion));
		resolver_fix(resolver, diagnostic, suggestion, false);
		return;
	}
	diagnostic->help = S("an image lies in the guide's images folder, or below the images root at "
						 "the guide's path or at its top");
}

/*
 * The destination as the file's path has it: from the end on, as much as both have, in
 * the path's capitals. "" when they differ in more.
 */
static struct str in_right_case(const struct resolver *resolver, const struct file_entry *entry)
{
	struct str written = resolver->reference->destination, tail = written, right;

	while (str_starts(tail, S("/")) || str_starts(tail, S("./")) || str_starts(tail, S("../")))
		tail = str_from(tail, str_find_char(tail, '/', 0) + 1);
	if (tail.len > entry->path.len)
		return S("");
	right = str_from(entry->path, entry->path.len - tail.len);
	if (!str_equal_nocase(right, tail))
		return S("");
	return str_concat(resolver->arena, str_first(written, written.len - tail.len), right);
}

/* Certain where nothing but capitals changes; else the name alone, if that is what differs. */
static void report_case(const struct resolver *resolver, const struct file_entry *entry)
{
	struct str name = path_name(entry->path), right = in_right_case(resolver, entry);
	struct diagnostic *diagnostic = resolver_report(resolver, RULE_IMAGE_CASE,
		"the image file differs in capitals from", resolver->reference->destination);

	diagnostic->help =
		str_format(resolver->arena, "the file is \"" STR_FMT "\"", STR_ARG(entry->path));
	if (right.len > 0)
		resolver_fix(resolver, diagnostic, right, true);
	else if (!str_equal(name, path_name(resolver->reference->destination)))
		resolver_fix(resolver, diagnostic, with_name(resolver, name), false);
}

/* Without `?…` and `#…`, which mean nothing to a file. */
static struct str bare_path(struct str path)
{
	struct str query, fragment;

	url_split(path, &path, &query, &fragment);
	return path;
}

void images_resolve(const struct resolver *resolver, struct str path)
{
	struct candidates candidates = {.count = 0};
	struct str decoded = url_decode(resolver->scratch, bare_path(path));
	const struct file_entry *entry = NULL;
	struct site_file *file;

	if (!add_candidates(resolver, path, &candidates) ||
		(!str_equal(decoded, path) && !add_candidates(resolver, decoded, &candidates))) {
		resolver_report(resolver, RULE_IMAGE_MISSING,
			"the image lies outside of the content:", resolver->reference->destination)
			->help = S("put the file into the guide's images folder");
		return;
	}
	file = find_exact(&candidates);
	if (file == NULL) {
		file = find_other_case(resolver, &candidates, &entry);
		if (file == NULL) {
			report_missing(resolver, &candidates);
			return;
		}
		report_case(resolver, entry);
	}
	aim_at_picture(resolver, file);
}

const struct site_file *images_find_file(const struct resolver *resolver, struct str path)
{
	struct candidates candidates = {.count = 0};

	if (!add_candidates(resolver, path, &candidates) ||
		!add_candidates(resolver, url_decode(resolver->scratch, path), &candidates))
		return NULL;
	return find_exact(&candidates);
}

/* Mark what a page's targets lead to; the number of files that weren't marked yet. */
static size_t mark_files(
	struct linker *linker, const struct page *page, bool *content, bool *images)
{
	size_t fresh = 0;

	for (size_t i = 0; i < page->document->reference_count; i++) {
		const struct site_file *file = page->targets[i].file;
		bool *mark;

		if (file == NULL)
			continue;
		if (linker->content != NULL && file >= linker->content_files &&
			file < linker->content_files + linker->content->files.count)
			mark = &content[file - linker->content_files];
		else
			mark = &images[file - linker->image_files];
		fresh += !*mark;
		*mark = true;
	}
	return fresh;
}

/* Append the marked files of a tree to the list, which has `count` by now. */
static size_t take_files(struct linker *linker, const struct tree *tree, struct site_file *files,
	const bool *marks, const struct site_file **list, size_t count)
{
	for (size_t i = 0; tree != NULL && i < tree->files.count; i++) {
		const struct file_entry *entry = &tree->files.entries[i];

		if (!marks[i])
			continue;
		files[i] = (struct site_file){
			.source = path_join(linker->arena, str_of(tree->root), entry->path),
			.path = entry->path,
			.size = entry->size,
			.entry = entry,
			.number = count,
			.from_images = tree == linker->images,
		};
		list[count++] = &files[i];
	}
	return count;
}

void images_collect(struct linker *linker)
{
	size_t content_count = linker->content != NULL ? linker->content->files.count : 0;
	size_t image_count = linker->images != NULL ? linker->images->files.count : 0;
	bool *content = arena_array(linker->arena, bool, content_count);
	bool *images = arena_array(linker->arena, bool, image_count);
	const struct site_file **list;
	size_t count = 0;

	for (size_t i = 0; i < linker->site->page_count; i++)
		count += mark_files(linker, linker->site->pages[i], content, images);
	list = arena_array(linker->arena, const struct site_file *, count);
	count = take_files(linker, linker->content, linker->content_files, content, list, 0);
	count = take_files(linker, linker->images, linker->image_files, images, list, count);
	linker->site->files = list;
	linker->site->file_count = count;
}
