#include "preview/editor.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/path.h"
#include "site/url.h"

/* As each editor registers its scheme. */
static const struct {
	struct str name;
	const char *pattern;
} editors[] = {
	{S_INIT("code"), "vscode://file{path}:{line}:{column}"},
	{S_INIT("vscode"), "vscode://file{path}:{line}:{column}"},
	{S_INIT("code-insiders"), "vscode-insiders://file{path}:{line}:{column}"},
	{S_INIT("codium"), "vscodium://file{path}:{line}:{column}"},
	{S_INIT("vscodium"), "vscodium://file{path}:{line}:{column}"},
	{S_INIT("cursor"), "cursor://file{path}:{line}:{column}"},
	{S_INIT("windsurf"), "windsurf://file{path}:{line}:{column}"},
	{S_INIT("zed"), "zed://file{path}:{line}:{column}"},
	{S_INIT("idea"), "idea://open?file={path}&line={line}&column={column}"},
	{S_INIT("pycharm"), "pycharm://open?file={path}&line={line}&column={column}"},
	{S_INIT("webstorm"), "webstorm://open?file={path}&line={line}&column={column}"},
	{S_INIT("phpstorm"), "phpstorm://open?file={path}&line={line}&column={column}"},
	{S_INIT("subl"), "subl://open?url=file://{path}&line={line}&column={column}"},
	{S_INIT("sublime"), "subl://open?url=file://{path}&line={line}&column={column}"},
	{S_INIT("mate"), "txmt://open?url=file://{path}&line={line}&column={column}"},
	{S_INIT("gvim"), "mvim://open?url=file://{path}&line={line}&column={column}"},
	{S_INIT("mvim"), "mvim://open?url=file://{path}&line={line}&column={column}"},
	{S_INIT("emacs"), "emacs://open?url=file://{path}&line={line}&column={column}"},
	{S_INIT("emacsclient"), "emacs://open?url=file://{path}&line={line}&column={column}"},
};

const char editor_names[] =
	"code, code-insiders, codium, cursor, windsurf, zed, idea, pycharm, webstorm, phpstorm, subl, "
	"mate, gvim, mvim, emacs";

const char *editor_pattern(const char *name)
{
	struct str program, arguments;

	if (name == NULL || str_has(str_of(name), S("{path}")))
		return name;
	str_cut(str_trim(str_of(name)), ' ', &program, &arguments);
	program = path_name(program);
	for (size_t i = 0; i < COUNT(editors); i++) {
		if (str_equal(program, editors[i].name))
			return editors[i].pattern;
	}
	return NULL;
}

/* The working directory stands before a path that doesn't begin at the root. */
static struct str absolute(struct arena *arena, struct str path)
{
	char *here = str_starts(path, S("/")) ? NULL : getcwd(NULL, 0);
	struct str whole = path, resolved;

	if (here != NULL)
		whole = path_join(arena, str_copy(arena, str_of(here)), path);
	free(here);
	if (!path_resolve(arena, S(""), str_from(whole, 1), &resolved))
		return whole;
	return str_concat(arena, S("/"), resolved);
}

void editor_link(const char *pattern, struct str path, const struct place *place, struct buf *out)
{
	struct str rest = str_of(pattern);
	struct arena *arena = arena_create(1024);

	while (rest.len > 0) {
		if (str_starts(rest, S("{path}"))) {
			buf_add(out, url_encode(arena, absolute(arena, path)));
			rest = str_from(rest, S("{path}").len);
		} else if (str_starts(rest, S("{line}"))) {
			buf_add_number(out, place->line);
			rest = str_from(rest, S("{line}").len);
		} else if (str_starts(rest, S("{column}"))) {
			buf_add_number(out, place->column);
			rest = str_from(rest, S("{column}").len);
		} else {
			buf_add_char(out, rest.ptr[0]);
			rest = str_from(rest, 1);
		}
	}
	arena_destroy(arena);
}
