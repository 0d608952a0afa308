#include <errno.h>
#include <time.h>

#include "base/path.h"
#include "cli/command.h"
#include "cli/new_theme.h"
#include "output/folder.h"

/* Today where the program runs: the author will change it with the text. */
static struct str today(struct arena *arena)
{
	time_t now = time(NULL);
	struct tm parts;

	if (localtime_r(&now, &parts) == NULL)
		return S("2000-01-01");
	return str_format(
		arena, "%04d-%02d-%02d", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
}

/* "windows_mail-8" → "Windows mail 8". */
static struct str title_of(struct arena *arena, struct str name)
{
	struct str title = str_copy(arena, name);
	char *bytes = arena_bytes(arena, name.len + 1);

	for (size_t i = 0; i < title.len; i++)
		bytes[i] = title.ptr[i] == '_' || title.ptr[i] == '-' ? ' ' : title.ptr[i];
	if (title.len > 0 && bytes[0] >= 'a' && bytes[0] <= 'z')
		bytes[0] = (char)(bytes[0] - 'a' + 'A');
	bytes[title.len] = '\0';
	return str_make(bytes, title.len);
}

/* One locale's file; what is there already stays. */
static bool start(struct arena *arena, const struct options *options, const struct folder *folder,
	struct str directory, struct str locale)
{
	struct str name =
		str_format(arena, STR_FMT "/guide." STR_FMT ".md", STR_ARG(directory), STR_ARG(locale));
	struct str title = title_of(arena, path_name(directory));
	struct str text = str_format(arena,
		"---\ntitle: " STR_FMT "\nslug: " STR_FMT "\nexcerpt: \nupdated: " STR_FMT
		"\n---\n\n## Objective\n\n## Requirements\n\n## Instructions\n\n## Go further\n",
		STR_ARG(title), STR_ARG(path_name(directory)), STR_ARG(today(arena)));
	struct folder_stat status;
	int error = EEXIST;

	if (folder_stat(folder, name.ptr, &status) != 0)
		error = folder_make_directories(folder, directory);
	if (error == 0)
		error = folder_write(folder, name.ptr, text, NULL);
	if (error != 0) {
		console_error(str_format(arena, "cannot write %s/" STR_FMT ": %s", options->content,
						  STR_ARG(name), strerror(error)),
			S(""));
		return false;
	}
	if (!options->quiet)
		printf("%s/" STR_FMT "\n", options->content, STR_ARG(name));
	return true;
}

static bool start_all(struct arena *arena, const struct options *options, struct str directory)
{
	struct str list = str_of(options->locales != NULL ? options->locales : "en-gb"), code;
	struct folder folder;
	int error = folder_open(&folder, options->content, true);
	bool good = error == 0;

	if (error != 0)
		console_error(
			str_format(arena, "cannot open %s: %s", options->content, strerror(error)), S(""));
	while (good && str_next_part(&list, ',', &code)) {
		struct locale locale;

		code = str_lower(arena, str_trim(code));
		good = locale_parse(code, &locale);
		if (!good)
			console_error(str_format(arena, "\"" STR_FMT "\" is no locale", STR_ARG(code)),
				S("a locale is a language and a zone, such as fr-ca"));
		else
			good = start(arena, options, &folder, directory, code);
	}
	folder_close(&folder);
	return good;
}

/* As named from the working directory or from the content. */
static bool guide_directory(
	struct arena *arena, const struct options *options, struct str *directory)
{
	struct str path = str_of(options->paths[0]);
	struct str content = path_without_slash(str_of(options->content));

	if (str_starts(path, content) && path.len > content.len && path.ptr[content.len] == '/')
		path = str_from(path, content.len + 1);
	return path_resolve(arena, S(""), path, directory) && directory->len > 0;
}

enum status command_new(const struct options *options)
{
	struct arena *arena = arena_create(4096);
	struct str directory;
	bool good = false;

	if (options->path_count == 2 && str_equal(str_of(options->paths[0]), S("theme")))
		good = new_theme(arena, options, str_of(options->paths[1]));
	else if (options->path_count != 1)
		console_error(S("name one folder for the guide, or a theme"),
			S("portolan new web/emails/outlook; portolan new theme harbour"));
	else if (!guide_directory(arena, options, &directory))
		console_error(S("the guide's folder must lie below the content"), S(""));
	else
		good = start_all(arena, options, directory);
	arena_destroy(arena);
	return good ? STATUS_CLEAN : STATUS_FAILED;
}
