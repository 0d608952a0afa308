#include "render/theme.h"

#include "base/hash.h"
#include "base/path.h"
#include "content/source.h"

static const struct str template_head = S_INIT("templates/");
static const struct str template_tail = S_INIT(".mustache");
static const struct str asset_head = S_INIT("assets/");

/* What every theme has: a page of each kind cannot be made without. */
static const struct str needed[] = {S_INIT("home"), S_INIT("universe"), S_INIT("product"),
	S_INIT("guide"), S_INIT("404"), S_INIT("locales")};

static bool add_template(struct arena *arena, const struct theme_file *file,
	struct templates *templates, struct diagnostics *found)
{
	struct str name = str_make(
		file->path.ptr + template_head.len, file->path.len - template_head.len - template_tail.len);
	struct template *template = arena_new(arena, struct template);
	struct template_error error;
	struct source source;

	if (template_parse(arena, file->source, file->content, template, &error)) {
		templates_add(templates, name, template);
		return true;
	}
	source = source_make(arena, file->source, file->content, found);
	diagnostics_add(found, RULE_THEME_SYNTAX, file->source,
		source_place(&source, error.begin, error.end), STR_FMT, STR_ARG(error.message))
		->rooted = true;
	return false;
}

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
static struct str published_path(struct arena *arena, const struct theme_file *file)
{
	struct str extension = path_extension(file->path);
	struct str digits = hash_name(arena, hash_bytes(file->content));
	struct str stem =
		str_first(file->path, file->path.len - extension.len - (extension.len > 0 ? 1 : 0));

	if (extension.len == 0)
		return str_concat3(arena, stem, S("."), digits);
	return str_format(
		arena, STR_FMT "." STR_FMT "." STR_FMT, STR_ARG(stem), STR_ARG(digits), STR_ARG(extension));
}

static void add_asset(struct arena *arena, const struct theme_file *file, struct str base_path,
	struct theme *theme, struct asset *assets, struct object *urls)
{
	struct asset *asset = &assets[theme->asset_count++];

	*asset = (struct asset){published_path(arena, file), file->content};
	object_set_text(urls, field_name(arena, str_from(file->path, asset_head.len)),
		str_concat3(arena, base_path, S("/"), asset->path));
}

bool theme_make(struct arena *arena, const struct theme_files *files, struct str base_path,
	struct theme *theme, struct diagnostics *found)
{
	struct asset *assets = arena_array(arena, struct asset, files->count);
	struct object *urls = object_create(arena, files->count);
	bool good = true;

	*theme = (struct theme){
		.files = *files,
		.templates = templates_create(arena),
		.assets = assets,
		.asset_urls = urls,
	};
	for (size_t i = 0; i < files->count; i++) {
		const struct theme_file *file = &files->items[i];

		/* Of one path, the team's comes first. */
		if (i > 0 && str_equal(files->items[i - 1].path, file->path))
			continue;
		if (str_starts(file->path, template_head) && str_ends(file->path, template_tail))
			good = add_template(arena, file, &theme->templates, found) && good;
		else if (str_starts(file->path, asset_head))
			add_asset(arena, file, base_path, theme, assets, urls);
	}
	for (size_t i = 0; i < COUNT(needed) && good; i++) {
		if (map_get(theme->templates.by_name, needed[i]) != NULL)
			continue;
		diagnostics_add(found, RULE_THEME_SYNTAX,
			str_concat3(arena, template_head, needed[i], template_tail), (struct place){1, 1, 1, 1},
			"the theme lacks this template")
			->rooted = true;
		good = false;
	}
	return good;
}
