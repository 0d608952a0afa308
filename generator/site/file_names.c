#include <errno.h>
#include <string.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/parallel.h"
#include "base/path.h"
#include "site/file_memory.h"
#include "site/file_names.h"
#include "site/link.h"
#include "site/pictures.h"

/* A picture of a guide is never near this. */
#define LARGEST      ((size_t)256 * 1024 * 1024)
#define LONGEST_STEM 80

struct naming {
	const struct site *site;
	size_t *unknown; /* numbers of the files that have to be read */
	size_t unknown_count;
	int *errors;       /* by file */
	struct buf *rooms; /* one a worker */
};

/* What was read of a file before. */
static bool recall(const struct site *site, struct site_file *file)
{
	const struct remembered_file *known = file_memory_find(site->memory, file->source, file->entry);

	if (known == NULL)
		return false;
	file->hash = known->hash;
	file->picture = known->looked;
	file->url = known->url;
	return true;
}

static void recall_all(struct naming *naming)
{
	for (size_t i = 0; i < naming->site->file_count; i++) {
		/* The site is still being made here: its own memory may be written. */
		if (!recall(naming->site, (struct site_file *)(uintptr_t)naming->site->files[i]))
			naming->unknown[naming->unknown_count++] = i;
	}
}

static void hash_file(void *context, size_t item, unsigned worker)
{
	struct naming *naming = context;
	struct buf *room = &naming->rooms[worker];
	size_t number = naming->unknown[item];
	struct site_file *file = (struct site_file *)(uintptr_t)naming->site->files[number];
	struct buf path = BUF_EMPTY;

	buf_add(&path, file->source);
	buf_add_char(&path, '\0');
	buf_clear(room);
	naming->errors[number] = file_read(path.ptr, LARGEST, room);
	file->hash = hash_bytes(buf_str(room));
	file->picture = picture_look(buf_str(room));
	buf_release(&path);
}

/* ASCII letters, digits, `-`, `_`, `.`: a name that no URL and no file system minds. */
static struct str plain_name(struct arena *arena, struct str name)
{
	char *out = arena_bytes(arena, name.len + 2);
	size_t len = 0;

	for (size_t i = 0; i < name.len && len < LONGEST_STEM; i++) {
		char c = name.ptr[i];

		if (ascii_is_alnum(c) || c == '_' || (c == '.' && len > 0))
			out[len++] = c;
		else if (len > 0 && out[len - 1] != '-')
			out[len++] = '-';
	}
	while (len > 0 && (out[len - 1] == '-' || out[len - 1] == '.'))
		len--;
	if (len == 0)
		out[len++] = 'x';
	out[len] = '\0';
	return str_make(out, len);
}

struct str file_url(
	struct arena *arena, struct str name, uint32_t width, struct hash hash, struct str extension)
{
	struct str written = path_extension(name), digits = hash_name(arena, hash);
	struct str stem = str_first(name, name.len - written.len - (written.len > 0 ? 1 : 0));

	stem = plain_name(arena, stem);
	if (width > 0)
		stem = str_format(arena, STR_FMT "-%u", STR_ARG(stem), width);
	if (extension.len == 0)
		return str_format(arena, "/images/" STR_FMT "." STR_FMT, STR_ARG(stem), STR_ARG(digits));
	extension = plain_name(arena, str_lower(arena, extension));
	return str_format(arena, "/images/" STR_FMT "." STR_FMT "." STR_FMT, STR_ARG(stem),
		STR_ARG(digits), STR_ARG(extension));
}

/* A picture is published as what it is: browsers are told its type by the extension. */
static struct str extension_of(const struct site_file *file)
{
	enum picture_type promised = picture_type_of_name(file->path);

	if (promised != PICTURE_UNKNOWN && file->picture.type != PICTURE_UNKNOWN &&
		promised != file->picture.type)
		return picture_type_extension(file->picture.type);
	return path_extension(path_name(file->path));
}

static void report_active(struct site *site, const struct page *page, size_t reference)
{
	struct site_file *file = (struct site_file *)(uintptr_t)page->targets[reference].file;

	if (file->reported || page->lender != NULL)
		return;
	file->reported = true;
	picture_report_active(
		&site->found, file, page->document, &page->document->references[reference]);
}

static void report_unreadable(struct site *site, const struct site_file *file, int error)
{
	struct diagnostic *diagnostic = diagnostics_add(&site->found, RULE_FILE_UNREADABLE,
		file->from_images ? file->source : file->path, (struct place){1, 1, 1, 1},
		"this cannot be read: %s", strerror(error));

	diagnostic->rooted = file->from_images;
}

/* Files have their URLs now: so do the targets that lead to them. */
static void name_targets(struct site *site)
{
	for (size_t i = 0; i < site->page_count + site->borrowed_count; i++) {
		const struct page *page = site->pages[i];

		for (size_t j = 0; j < page->document->reference_count; j++) {
			/* The site is still being made here: its own memory may be written. */
			struct target *target = (struct target *)(uintptr_t)&page->targets[j];

			if (target->file == NULL)
				continue;
			if (target->file->picture.active)
				report_active(site, page, j);
			if (target->file->url.len == 0)
				*target = (struct target){.kind = TARGET_NONE};
			else
				target->url = site->base_path.len == 0
								  ? target->file->url
								  : str_concat(site->arena, site->base_path, target->file->url);
		}
	}
}

static void remember(struct site *site, const struct site_file *file)
{
	struct remembered_file *known;

	if (site->memory == NULL || file_memory_find(site->memory, file->source, file->entry) != NULL)
		return;
	known = file_memory_add(site->memory, file->source, file->entry);
	known->hash = file->hash;
	known->looked = file->picture;
	if (file->url.len > 0)
		known->url = str_copy(file_memory_arena(site->memory), file->url);
}

void site_name_files(struct site *site, unsigned workers)
{
	struct naming naming = {.site = site};

	workers = workers == 0 ? 1 : workers;
	naming.errors = arena_array(site->arena, int, site->file_count);
	naming.rooms = arena_array(site->arena, struct buf, workers);
	naming.unknown = arena_array(site->arena, size_t, site->file_count);
	recall_all(&naming);
	parallel_for(workers, naming.unknown_count, hash_file, &naming);
	for (unsigned i = 0; i < workers; i++)
		buf_release(&naming.rooms[i]);
	for (size_t i = 0; i < site->file_count; i++) {
		struct site_file *file = (struct site_file *)(uintptr_t)site->files[i];

		if (naming.errors[i] != 0)
			report_unreadable(site, file, naming.errors[i]);
		else if (!file->picture.active && file->url.len == 0)
			file->url =
				file_url(site->arena, path_name(file->path), 0, file->hash, extension_of(file));
		if (naming.errors[i] == 0)
			remember(site, file);
	}
	name_targets(site);
}
