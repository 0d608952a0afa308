#include "render/theme.h"

#include "content/source.h"

static const struct str template_head = S_INIT("templates/");
static const struct str template_tail = S_INIT(".mustache");

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

bool theme_make(struct arena *arena, const struct theme_files *files, struct str base_path,
	struct theme *theme, struct diagnostics *found)
{
	bool good = true;

	*theme = (struct theme){
		.files = *files,
		.templates = templates_create(arena),
		.assets = assets_make(arena, files, base_path),
	};
	for (size_t i = 0; i < files->count; i++) {
		const struct theme_file *file = &files->items[i];

		/* Of one path, the team's comes first. */
		if (i > 0 && str_equal(files->items[i - 1].path, file->path))
			continue;
		if (str_starts(file->path, template_head) && str_ends(file->path, template_tail))
			good = add_template(arena, file, &theme->templates, found) && good;
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
