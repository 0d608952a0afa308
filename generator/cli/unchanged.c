#define _DEFAULT_SOURCE /* realpath */
#include "cli/unchanged.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"
#include "base/version.h"
#include "cli/cache_folder.h"
#include "cli/console.h"
#include "cli/default_theme.h"
#include "output/folder.h"
#include "output/published.h"
#include "output/replace.h"

#define FORM   "portolan build 1\n"
#define FOLDER "builds"
/* Kernels count a file's changes by their clock's ticks, 10 ms at most. */
#define UNSETTLED ((int64_t)50 * 1000 * 1000)
#define LARGEST   ((size_t)64 * 1024 * 1024)

struct looker {
	struct arena *arena;
	struct buf text; /* all that is hashed */
	int64_t latest;  /* the last change of all */
	bool doubtful;   /* something can't be looked at from where it is found */
};

/* No text that is added holds a NUL: where one ends, the next begins. */
static void add_str(struct looker *looker, struct str text)
{
	buf_add(&looker->text, text);
	buf_add_char(&looker->text, '\0');
}

static void add_text(struct looker *looker, const char *text)
{
	add_str(looker, str_of(text == NULL ? "" : text));
}

static void add_number(struct looker *looker, uint64_t number)
{
	buf_add_number(&looker->text, number);
	buf_add_char(&looker->text, '\0');
}

static void add_change(struct looker *looker, int64_t changed)
{
	add_number(looker, (uint64_t)changed);
	if (changed > looker->latest)
		looker->latest = changed;
}

static void add_tree(struct looker *looker, const char *root)
{
	struct file_list list;

	add_text(looker, root);
	if (root == NULL)
		return;
	add_number(looker, (uint64_t)file_walk(looker->arena, root, &list));
	for (size_t i = 0; i < list.count; i++) {
		const struct file_entry *entry = &list.entries[i];

		add_str(looker, entry->path);
		/* Who reads a link that leads out of the folder by its name sees what it leads to. */
		looker->doubtful = looker->doubtful || entry->error != 0;
		add_number(looker, entry->size);
		add_number(looker, entry->inode);
		/* A folder's own times change with its files. */
		if (!entry->is_directory)
			add_change(looker, entry->changed);
	}
}

static void add_file(struct looker *looker, const char *path)
{
	struct stat status;

	add_text(looker, path);
	if (path == NULL || stat(path, &status) != 0)
		return;
	add_number(looker, (uint64_t)status.st_size);
	add_number(looker, (uint64_t)status.st_ino);
	add_change(looker, (int64_t)status.st_ctim.tv_sec * 1000000000 + status.st_ctim.tv_nsec);
}

static void add_options(struct looker *looker, const struct options *options)
{
	char directory[PATH_MAX];

	add_text(looker, PORTOLAN_VERSION);
	add_text(looker, getcwd(directory, sizeof(directory)));
	add_text(looker, options->base_url);
	add_text(looker, options->locales);
	add_text(looker, options->cache);
	add_number(looker, options->quiet);
	add_number(looker, console_has_color(options, stderr));
}

/* "" where there is no cache folder, or no output yet. */
static struct str file_of(const struct options *options, struct arena *arena)
{
	struct str cache = cache_folder(options, arena);
	char real[PATH_MAX];

	if (cache.len == 0 || realpath(options_out(options), real) == NULL)
		return S("");
	return path_join(
		arena, path_join(arena, cache, S(FOLDER)), hash_name(arena, hash_bytes(str_of(real))));
}

static int64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_REALTIME, &time);
	return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

struct unchanged unchanged_look(const struct options *options, struct arena *arena)
{
	struct looker looker = {.arena = arena, .text = BUF_EMPTY};
	struct unchanged unchanged = {.options = options, .arena = arena};

	/* With --strict all rules run, and one of them asks what day it is. */
	if (options->strict)
		return unchanged;
	add_options(&looker, options);
	add_file(&looker, "/proc/self/exe");
	add_file(&looker, options->config);
	add_tree(&looker, options->content);
	add_tree(&looker, options->images);
	add_tree(&looker, options->theme);
	add_tree(&looker, default_theme_find(arena));
	unchanged.inputs = hash_bytes(buf_str(&looker.text));
	unchanged.settled = !looker.doubtful && looker.latest < now() - UNSETTLED;
	unchanged.file = file_of(options, arena);
	buf_release(&looker.text);
	return unchanged;
}

static void add_hash(struct buf *out, struct hash hash)
{
	buf_add_format(out, HASH_FMT "\n", HASH_ARG(hash));
}

/* What the file has to begin with. False when the output can't be vouched for. */
static bool write_head(const struct unchanged *unchanged, struct buf *out, size_t *files)
{
	struct hash outputs;

	if (!published_state(options_out(unchanged->options), &outputs, files))
		return false;
	buf_add_lit(out, FORM);
	add_hash(out, unchanged->inputs);
	add_hash(out, outputs);
	return true;
}

static bool read_numbers(struct str *text, size_t *numbers, size_t count)
{
	struct str line, number;

	if (!str_next_line(text, &line))
		return false;
	for (size_t i = 0; i < count; i++) {
		uint64_t value;

		if (!str_next_part(&line, ' ', &number) || !str_to_number(number, SIZE_MAX / 2, &value))
			return false;
		numbers[i] = (size_t)value;
	}
	return true;
}

bool unchanged_find(
	const struct unchanged *unchanged, struct build_tally *tally, struct str *findings)
{
	struct buf head = BUF_EMPTY, text = BUF_EMPTY;
	size_t numbers[5], files = 0;
	bool same;

	if (!unchanged->settled || unchanged->file.len == 0)
		return false;
	same = file_read(str_cstr(unchanged->arena, unchanged->file), LARGEST, &text) == 0;
	*findings = str_copy(unchanged->arena, buf_str(&text));
	buf_release(&text);
	same = same && write_head(unchanged, &head, &files) && str_starts(*findings, buf_str(&head));
	if (same)
		*findings = str_from(*findings, head.len);
	buf_release(&head);
	if (!same || !read_numbers(findings, numbers, COUNT(numbers)))
		return false;
	*tally = (struct build_tally){
		.pages = numbers[0],
		.locales = numbers[1],
		.images = numbers[2],
		.unchanged = files,
		.errors = numbers[3],
		.warnings = numbers[4],
	};
	return true;
}

void unchanged_keep(
	const struct unchanged *unchanged, const struct build_tally *tally, struct str findings)
{
	/* The output may not have been there at the beginning. */
	struct str file = file_of(unchanged->options, unchanged->arena);
	struct buf text = BUF_EMPTY;
	struct folder folder;
	size_t files;

	if (!unchanged->settled || file.len == 0 || !write_head(unchanged, &text, &files) ||
		folder_open(&folder, str_cstr(unchanged->arena, path_directory(file)), true) != 0) {
		buf_release(&text);
		return;
	}
	folder_close(&folder);
	buf_add_format(&text, "%zu %zu %zu %zu %zu\n", tally->pages, tally->locales, tally->images,
		tally->errors, tally->warnings);
	buf_add(&text, findings);
	(void)replace_file(str_cstr(unchanged->arena, file), buf_str(&text));
	buf_release(&text);
}

size_t unchanged_forget(struct arena *arena, struct str cache)
{
	struct str root = path_join(arena, cache, S(FOLDER));
	struct file_list list;
	size_t removed = 0;

	if (file_walk(arena, str_cstr(arena, root), &list) != 0)
		return 0;
	for (size_t i = 0; i < list.count; i++) {
		if (!list.entries[i].is_directory)
			removed += unlink(str_cstr(arena, path_join(arena, root, list.entries[i].path))) == 0;
	}
	(void)rmdir(str_cstr(arena, root));
	return removed;
}
