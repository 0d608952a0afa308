#include <errno.h>
#include <string.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/parallel.h"
#include "base/path.h"
#include "image/picture.h"
#include "site/link.h"
#include "site/url.h"

/* A picture of a guide is never near this. */
#define LARGEST      ((size_t)256 * 1024 * 1024)
#define LONGEST_STEM 80

struct naming {
	const struct site *site;
	struct hash *hashes;
	struct picture *pictures;
	int *errors;
	struct buf *rooms; /* one a worker */
};

static void hash_file(void *context, size_t item, unsigned worker)
{
	struct naming *naming = context;
	struct buf *room = &naming->rooms[worker];
	struct str source = naming->site->files[item]->source;
	struct buf path = BUF_EMPTY;

	buf_add(&path, source);
	buf_add_char(&path, '\0');
	buf_clear(room);
	naming->errors[item] = file_read(path.ptr, LARGEST, room);
	naming->hashes[item] = hash_bytes(buf_str(room));
	naming->pictures[item] = picture_of(buf_str(room));
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

static struct str url_of_file(struct arena *arena, const struct site_file *file, struct hash hash)
{
	struct str name = path_name(file->path), extension = path_extension(name);
	struct str stem = str_first(name, name.len - extension.len - (extension.len > 0 ? 1 : 0));
	struct str digits = hash_name(arena, hash);

	stem = plain_name(arena, stem);
	if (extension.len == 0)
		return str_format(arena, "/images/" STR_FMT "." STR_FMT, STR_ARG(stem), STR_ARG(digits));
	extension = plain_name(arena, str_lower(arena, extension));
	return str_format(arena, "/images/" STR_FMT "." STR_FMT "." STR_FMT, STR_ARG(stem),
		STR_ARG(digits), STR_ARG(extension));
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
			if (target->file->url.len == 0)
				*target = (struct target){.kind = TARGET_NONE};
			else
				target->url = site->base_path.len == 0
								  ? target->file->url
								  : str_concat(site->arena, site->base_path, target->file->url);
		}
	}
}

void site_name_files(struct site *site, unsigned workers)
{
	struct naming naming = {.site = site};

	workers = workers == 0 ? 1 : workers;
	naming.hashes = arena_array(site->arena, struct hash, site->file_count);
	naming.pictures = arena_array(site->arena, struct picture, site->file_count);
	naming.errors = arena_array(site->arena, int, site->file_count);
	naming.rooms = arena_array(site->arena, struct buf, workers);
	parallel_for(workers, site->file_count, hash_file, &naming);
	for (unsigned i = 0; i < workers; i++)
		buf_release(&naming.rooms[i]);
	for (size_t i = 0; i < site->file_count; i++) {
		struct site_file *file = (struct site_file *)(uintptr_t)site->files[i];

		if (naming.errors[i] != 0)
			report_unreadable(site, file, naming.errors[i]);
		else
			file->url = url_of_file(site->arena, file, naming.hashes[i]);
		file->width = naming.pictures[i].width;
		file->height = naming.pictures[i].height;
	}
	name_targets(site);
}
