#include "render/assets.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/path.h"
#include "render/css.h"

static const struct str head = S_INIT("assets/");

struct making {
	struct arena *arena;
	struct str base_path;
	struct asset *items;
	size_t count;
	struct object *urls;
};

/* "fonts/a.woff2" → "fonts_a_woff2". */
static struct str field_name(struct arena *arena, struct str path)
{
	char *name = arena_bytes(arena, path.len + 1);

	for (size_t i = 0; i < path.len; i++)
		name[i] = ascii_is_alnum(path.ptr[i]) ? path.ptr[i] : '_';
	name[path.len] = '\0';
	return str_make(name, path.len);
}

/* "assets/site.css" → "assets/site.<hash>.css". */
static struct str published_path(struct arena *arena, struct str path, struct str content)
{
	struct str extension = path_extension(path);
	struct str digits = hash_name(arena, hash_bytes(content));
	struct str stem = str_first(path, path.len - extension.len - (extension.len > 0 ? 1 : 0));

	if (extension.len == 0)
		return str_concat3(arena, stem, S("."), digits);
	return str_format(
		arena, STR_FMT "." STR_FMT "." STR_FMT, STR_ARG(stem), STR_ARG(digits), STR_ARG(extension));
}

static struct str shortened(struct arena *arena, struct str css)
{
	struct buf out = BUF_EMPTY;
	struct str result;

	css_shorten(css, &out);
	result = str_copy(arena, buf_str(&out));
	buf_release(&out);
	return result;
}

/* The first of a name stays. */
static void add(struct making *making, struct str path, struct str content)
{
	struct str name = field_name(making->arena, str_from(path, head.len));
	struct asset *asset = &making->items[making->count];

	if (object_get(making->urls, name) != NULL)
		return;
	if (str_ends(path, S(".css")))
		content = shortened(making->arena, content);
	*asset = (struct asset){published_path(making->arena, path, content), content};
	object_set_text(
		making->urls, name, str_concat3(making->arena, making->base_path, S("/"), asset->path));
	making->count++;
}

/* The folder that makes a bundle of the file, or "". */
static struct str bundle_of(struct str path)
{
	size_t slash = str_find_char(path, '/', head.len);

	for (; slash != STR_NONE; slash = str_find_char(path, '/', slash + 1)) {
		struct str folder = str_first(path, slash);

		if (str_ends(folder, S(".css")) || str_ends(folder, S(".js")))
			return folder;
	}
	return S("");
}

/* Of one path, the team's comes first. */
static bool is_overridden(const struct theme_files *files, size_t index)
{
	return index > 0 && str_equal(files->items[index - 1].path, files->items[index].path);
}

/* The files of a bundle from `first` on; returns how many there are. */
static size_t add_bundle(
	struct making *making, const struct theme_files *files, size_t first, struct str folder)
{
	struct buf content = BUF_EMPTY;
	size_t at = first;

	for (; at < files->count && str_equal(bundle_of(files->items[at].path), folder); at++) {
		struct str part = files->items[at].content;

		if (is_overridden(files, at) || part.len == 0)
			continue;
		buf_add(&content, part);
		if (!str_ends(part, S("\n")))
			buf_add_char(&content, '\n');
	}
	add(making, folder, str_copy(making->arena, buf_str(&content)));
	buf_release(&content);
	return at - first;
}

struct assets assets_make(
	struct arena *arena, const struct theme_files *files, struct str base_path)
{
	struct making making = {
		.arena = arena,
		.base_path = base_path,
		.items = arena_array(arena, struct asset, files->count),
		.urls = object_create(arena, files->count),
	};

	for (size_t i = 0; i < files->count;) {
		const struct theme_file *file = &files->items[i];
		struct str folder = bundle_of(file->path);

		if (str_starts(file->path, head) && folder.len > 0) {
			i += add_bundle(&making, files, i, folder);
			continue;
		}
		if (str_starts(file->path, head) && !is_overridden(files, i))
			add(&making, file->path, file->content);
		i++;
	}
	return (struct assets){making.items, making.count, making.urls};
}
