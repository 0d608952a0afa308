#include "content/revision.h"

#include "base/arena.h"
#include "content/git.h"

/* What is read on the way. */
struct reader {
	struct arena *arena;
	const char *folder;
	const char *commit;
	struct str *message;
	struct overlay_file *files;
	size_t count, size;
	struct revision_lines *lines;
	size_t line_count, line_size;
	struct map *moved;
};

static void add_file(struct reader *reader, struct str path, bool absent)
{
	reader->files = arena_grown(
		reader->arena, reader->files, reader->count, &reader->size, sizeof(*reader->files));
	reader->files[reader->count++] = (struct overlay_file){.path = path, .absent = absent};
}

static void add_lines(struct reader *reader, struct str path, uint32_t first, uint32_t last)
{
	reader->lines = arena_grown(reader->arena, reader->lines, reader->line_count,
		&reader->line_size, sizeof(*reader->lines));
	reader->lines[reader->line_count++] = (struct revision_lines){path, first, last};
}

static bool ask(
	struct reader *reader, const char *const *arguments, struct str input, struct str *answer)
{
	struct buf out = BUF_EMPTY;
	bool good = git_run(reader->arena, reader->folder, arguments, input, &out, reader->message);

	if (good)
		*answer = str_copy(reader->arena, buf_str(&out));
	buf_release(&out);
	return good;
}

static bool refuse_revision(struct reader *reader, const char *revision, struct str reason)
{
	*reader->message = str_format(reader->arena, "git knows no revision \"%s\" in %s (" STR_FMT ")",
		revision, reader->folder, STR_ARG(reason));
	return false;
}

static bool find_commit(struct reader *reader, const char *revision)
{
	struct str name = str_format(reader->arena, "%s^{commit}", revision), answer;
	const char *arguments[] = {"rev-parse", "--verify", "--end-of-options", name.ptr, NULL};

	if (revision[0] == '-')
		return refuse_revision(reader, revision, S("this would be an option"));
	if (!ask(reader, arguments, S(""), &answer))
		return refuse_revision(reader, revision, *reader->message);
	reader->commit = str_cstr(reader->arena, str_trim(answer));
	return true;
}

static void add_move(struct reader *reader, struct str from, struct str to)
{
	struct str *target = arena_new(reader->arena, struct str);

	*target = to;
	map_add(reader->moved, from, target);
	add_file(reader, from, false);
	add_file(reader, to, true);
}

/* "M", path, "D", path, "R90", former path, path …, each with a NUL behind it. */
static bool read_names(struct reader *reader)
{
	const char *arguments[] = {"diff", "--find-renames", "--no-ext-diff", "--name-status",
		"--relative", "-z", reader->commit, "--", ".", NULL};
	struct str answer, status, path, to;

	if (!ask(reader, arguments, S(""), &answer))
		return false;
	while (str_next_part(&answer, '\0', &status) && status.len > 0 &&
		   str_next_part(&answer, '\0', &path)) {
		if (status.ptr[0] != 'R')
			add_file(reader, path, status.ptr[0] == 'A');
		else if (str_next_part(&answer, '\0', &to))
			add_move(reader, path, to);
	}
	return true;
}

static bool read_untracked(struct reader *reader)
{
	const char *arguments[] = {"ls-files", "--others", "--exclude-standard", "-z", NULL};
	struct str answer, path;

	if (!ask(reader, arguments, S(""), &answer))
		return false;
	while (str_next_part(&answer, '\0', &path)) {
		if (path.len == 0)
			continue;
		add_file(reader, path, true);
		add_lines(reader, path, 1, UINT32_MAX);
	}
	return true;
}

/* "@@ -1,2 +3,4 @@": lines 3 to 6 of the new file. A removal leaves none. */
static void take_hunk(struct reader *reader, struct str path, struct str line)
{
	size_t plus = str_find_char(line, '+', 0);
	struct str range, rest, first, count;
	uint64_t begin, length = 1;

	if (plus == STR_NONE || path.len == 0)
		return;
	str_cut(str_from(line, plus + 1), ' ', &range, &rest);
	if (str_cut(range, ',', &first, &count) && !str_to_number(count, UINT32_MAX / 2, &length))
		return;
	if (!str_to_number(first, UINT32_MAX / 2, &begin))
		return;
	if (length > 0)
		add_lines(reader, path, (uint32_t)begin, (uint32_t)(begin + length - 1));
}

/*
 * A path in the head of a diff: quoted when it holds what C would escape.
 * `core.quotePath` is off, so that is quotes, backslashes and control
 * characters alone, which no guide has.
 */
static struct str path_of_head(struct str line)
{
	line = str_from(line, S("+++ ").len);
	if (str_starts(line, S("b/")))
		return str_trim_end(str_from(line, 2));
	return S("");
}

static bool read_hunks(struct reader *reader)
{
	const char *arguments[] = {"-c", "core.quotePath=false", "diff", "--find-renames",
		"--no-ext-diff", "--no-color", "--src-prefix=a/", "--dst-prefix=b/", "--unified=0",
		"--relative", reader->commit, "--", ".", NULL};
	struct str answer, line, path = S("");
	bool in_head = true;

	if (!ask(reader, arguments, S(""), &answer))
		return false;
	while (str_next_line(&answer, &line)) {
		if (str_starts(line, S("diff --git ")))
			in_head = true;
		else if (in_head && str_starts(line, S("+++ ")))
			path = path_of_head(line);
		else if (str_starts(line, S("@@ "))) {
			in_head = false;
			take_hunk(reader, path, line);
		}
	}
	return true;
}

/* "<hash> blob <size>\n<bytes>\n" for each name that was asked for, in order. */
static bool read_contents(struct reader *reader)
{
	const char *arguments[] = {"cat-file", "--batch", NULL};
	struct buf names = BUF_EMPTY;
	struct str answer;
	bool good;

	for (size_t i = 0; i < reader->count; i++) {
		if (reader->files[i].absent)
			continue;
		buf_add(&names, str_of(reader->commit));
		buf_add_lit(&names, ":./");
		buf_add(&names, reader->files[i].path);
		buf_add_char(&names, '\n');
	}
	good = ask(reader, arguments, buf_str(&names), &answer);
	buf_release(&names);
	for (size_t i = 0; i < reader->count && good; i++) {
		struct str head, word;
		uint64_t size = 0;

		if (reader->files[i].absent)
			continue;
		good = str_next_line(&answer, &head);
		while (str_next_part(&head, ' ', &word))
			good = good && (head.len > 0 || str_to_number(word, answer.len, &size));
		if (good) {
			reader->files[i].bytes = str_first(answer, (size_t)size);
			answer = str_from(answer, size < answer.len ? (size_t)size + 1 : answer.len);
		}
	}
	if (!good)
		*reader->message = S("git cannot show the former files");
	return good;
}

static void index_lines(struct reader *reader, struct revision *result)
{
	result->lines = reader->lines;
	result->line_count = reader->line_count;
	result->by_path = map_create(reader->arena, reader->line_count);
	for (size_t i = 0; i < reader->line_count; i++)
		map_add(result->by_path, reader->lines[i].path, &reader->lines[i]);
}

bool revision_read(struct arena *arena, const char *folder, const char *revision, bool contents,
	struct revision *result, struct str *message)
{
	struct reader reader = {
		.arena = arena, .folder = folder, .message = message, .moved = map_create(arena, 16)};

	if (!find_commit(&reader, revision) || !read_names(&reader) || !read_untracked(&reader) ||
		!read_hunks(&reader) || (contents && !read_contents(&reader)))
		return false;
	result->before = overlay_make(arena, reader.files, reader.count);
	result->moved = reader.moved;
	index_lines(&reader, result);
	return true;
}

bool revision_has_line(
	const struct revision *revision, struct str path, uint32_t first, uint32_t last)
{
	const struct revision_lines *at = map_get(revision->by_path, path);
	const struct revision_lines *end = revision->lines + revision->line_count;

	for (; at != NULL && at < end && str_equal(at->path, path); at++) {
		if (at->first <= last && first <= at->last)
			return true;
	}
	return false;
}
