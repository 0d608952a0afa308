#define _XOPEN_SOURCE 700 /* realpath */
#include "cli/scope.h"

#include <errno.h>
#include <stdlib.h>

#include "base/path.h"

/* The one true path of what is there, or "". */
static struct str real_path(struct arena *arena, struct str path)
{
	char *found = realpath(str_cstr(arena, path), NULL);
	struct str copy = found != NULL ? str_copy(arena, str_of(found)) : S("");

	free(found);
	return copy;
}

/* `path` as seen from a folder above it; "" is the folder itself. False when it is elsewhere. */
static bool below(struct str folder, struct str path, struct str *relative)
{
	while (str_ends(folder, S("/")))
		folder.len--;
	if (!str_starts(path, folder) || (path.len > folder.len && path.ptr[folder.len] != '/'))
		return false;
	*relative = path.len > folder.len ? str_from(path, folder.len + 1) : S("");
	return true;
}

static void add(struct scope *scope, struct str path, bool in_images)
{
	scope->paths[scope->count++] = (struct scope_path){path, in_images};
}

/* A path inside of a root, or above it. */
static bool add_below(struct scope *scope, struct str root, struct str real, bool in_images)
{
	struct str relative, ignored;

	if (root.len == 0)
		return false;
	if (below(root, real, &relative))
		add(scope, relative, in_images);
	else if (below(real, root, &ignored))
		add(scope, S(""), in_images);
	else
		return false;
	return true;
}

static bool add_path(struct scope *scope, struct arena *arena, struct str content,
	struct str images, const char *path)
{
	const struct options *options = scope->options;
	struct str real = real_path(arena, str_of(path)), relative;
	bool found;

	if (real.len == 0)
		real = real_path(arena, path_join(arena, content, str_of(path)));
	/* What is gone may have been there in the revision that is asked for. */
	if (real.len == 0 && (options->since != NULL || options->diff != NULL) &&
		below(str_of(options->content), str_of(path), &relative)) {
		add(scope, relative, false);
		return true;
	}
	if (real.len == 0) {
		console_error(str_format(arena, "there is no \"%s\"", path),
			S("paths are as reached from here, or from the content folder"));
		return false;
	}
	/* The one may hold the other. */
	found = add_below(scope, content, real, false);
	found = add_below(scope, images, real, true) || found;
	if (!found)
		console_error(str_format(arena, "\"%s\" lies outside of the content", path),
			S("--content names the folder of the guides"));
	return found;
}

enum status scope_open(const struct options *options, struct arena *arena, struct scope *scope)
{
	struct str content = real_path(arena, str_of(options->content));
	struct str images = real_path(arena, str_of(options->images));

	*scope = (struct scope){
		.options = options,
		.paths = arena_array(arena, struct scope_path, options->path_count * 2),
	};
	/* Without a content nobody gets so far as to ask. */
	for (size_t i = 0; content.len > 0 && i < options->path_count; i++) {
		if (!add_path(scope, arena, content, images, options->paths[i]))
			return STATUS_FAILED;
	}
	return STATUS_CLEAN;
}

static bool is_named(const struct scope *scope, struct str path, bool in_images)
{
	struct str ignored;

	for (size_t i = 0; i < scope->count; i++) {
		if (scope->paths[i].in_images == in_images &&
			(scope->paths[i].path.len == 0 || below(scope->paths[i].path, path, &ignored)))
			return true;
	}
	return scope->count == 0;
}

bool scope_has(const struct scope *scope, struct str path, struct str locale)
{
	return options_has_locale(scope->options, locale) && is_named(scope, path, false);
}

bool scope_has_finding(const struct scope *scope, const struct diagnostic *diagnostic)
{
	struct str path = diagnostic->path;
	enum kind kind;
	struct locale locale;

	if (kind_of_file(path_name(path), &kind, &locale) &&
		!options_has_locale(scope->options, locale.code))
		return false;
	if (!diagnostic->rooted)
		return is_named(scope, path, false);
	if (below(str_of(scope->options->content), diagnostic->path, &path))
		return is_named(scope, path, false);
	if (below(str_of(scope->options->images), diagnostic->path, &path))
		return is_named(scope, path, true);
	return scope->count == 0;
}
