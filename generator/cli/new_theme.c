#include "cli/new_theme.h"

#include <errno.h>

#include "base/file.h"
#include "base/path.h"
#include "cli/default_theme.h"
#include "output/folder.h"

#define BRAND       "templates/brand.mustache"
#define BRAND_BYTES ((size_t)64 * 1024)

/* NAME stands for the theme's. */
static const struct {
	struct str path, text;
} skeleton[] = {
	{S_INIT("NAME/README.md"),
		S_INIT("# NAME\n\n"
			   "    portolan build --theme themes/NAME\n"
			   "    portolan serve --theme themes/NAME\n\n"
			   "A file here takes the place of the default theme's file of the same path; the\n"
			   "rest stays the default's. Portolan's README.md, \"Themes\", lists what templates\n"
			   "can show.\n\n"
			   "- `assets/site.css/15-colours.css`: the colours\n"
			   "- `templates/brand.mustache`: the mark and name at the head of every page\n")},
	{S_INIT("NAME/assets/site.css/15-colours.css"),
		S_INIT("/* Colours of NAME, by day and by night. assets/site.css/10-tokens.css of the\n"
			   "   default theme has all that can be set. */\n\n"
			   ":root {\n"
			   "  --frame: light-dark(#07384a, #3f6779); /* the border of header, footer and cards "
			   "*/\n"
			   "  --sea: light-dark(#0a5f78, #7fcbde); /* links */\n"
			   "  --deep: light-dark(#07384a, #b9e4ee); /* links under the mouse */\n"
			   "  --rose: light-dark(#a3286a, #f19cc4); /* marks, and what has the focus */\n"
			   "}\n")},
};

static bool is_name(struct str name)
{
	for (size_t i = 0; i < name.len; i++) {
		if (!ascii_is_alnum(name.ptr[i]) && name.ptr[i] != '-' && name.ptr[i] != '_')
			return false;
	}
	return name.len > 0 && !str_equal(name, S("default"));
}

static struct str with_name(struct arena *arena, struct str text, struct str name)
{
	struct str mark = S("NAME"), done = S("");

	for (size_t at; (at = str_find(text, mark, 0)) != STR_NONE;) {
		done = str_concat3(arena, done, str_first(text, at), name);
		text = str_from(text, at + mark.len);
	}
	return str_concat(arena, done, text);
}

static int write_file(struct arena *arena, const struct options *options,
	const struct folder *folder, struct str path, struct str text)
{
	const char *name = str_cstr(arena, path);
	struct folder_stat status;
	int error = EEXIST;

	if (folder_stat(folder, name, &status) != 0)
		error = folder_make_directories(folder, path_directory(path));
	if (error == 0)
		error = folder_write(folder, name, text, NULL);
	if (error != 0)
		console_error(
			str_format(arena, "cannot write themes/%s: %s", name, strerror(error)), S(""));
	else if (!options->quiet)
		printf("themes/%s\n", name);
	return error;
}

/* The default theme's own, to be changed. */
static int write_brand(struct arena *arena, const struct options *options,
	const struct folder *folder, struct str name)
{
	const char *theme = default_theme_find(arena);
	struct buf text = BUF_EMPTY;
	int error = ENOENT;

	if (theme != NULL)
		error = file_read(
			str_cstr(arena, str_concat(arena, str_of(theme), S("/" BRAND))), BRAND_BYTES, &text);
	if (error != 0)
		console_error(S("the default theme is not there"), S(""));
	else
		error = write_file(
			arena, options, folder, str_concat(arena, name, S("/" BRAND)), buf_str(&text));
	buf_release(&text);
	return error;
}

bool new_theme(struct arena *arena, const struct options *options, struct str name)
{
	struct folder folder;
	int error;

	if (!is_name(name)) {
		console_error(str_format(arena, "\"" STR_FMT "\" is no name for a theme", STR_ARG(name)),
			S("it is a folder's: letters, digits, - and _; \"default\" is taken"));
		return false;
	}
	error = folder_open(&folder, "themes", true);
	if (error != 0) {
		console_error(str_format(arena, "cannot open themes: %s", strerror(error)), S(""));
		return false;
	}
	for (size_t i = 0; i < COUNT(skeleton) && error == 0; i++)
		error = write_file(arena, options, &folder, with_name(arena, skeleton[i].path, name),
			with_name(arena, skeleton[i].text, name));
	if (error == 0)
		error = write_brand(arena, options, &folder, name);
	folder_close(&folder);
	return error == 0;
}
