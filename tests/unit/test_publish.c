#define _XOPEN_SOURCE 700 /* nftw, mkdtemp */
#include "output/publish.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"

#define MOST 8

struct room {
	char root[64], out[80];
	struct arena *arena;
};

static int set_up(void **state)
{
	struct room *room = calloc(1, sizeof(*room));

	assert_non_null(room);
	strcpy(room->root, "/tmp/portolan-publish-XXXXXX");
	assert_non_null(mkdtemp(room->root));
	snprintf(room->out, sizeof(room->out), "%s/a/out", room->root);
	room->arena = arena_create(4096);
	*state = room;
	return 0;
}

static int remove_one(const char *path, const struct stat *status, int flag, struct FTW *walk)
{
	(void)status;
	(void)flag;
	(void)walk;
	return remove(path);
}

static int tear_down(void **state)
{
	struct room *room = *state;

	nftw(room->root, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	arena_destroy(room->arena);
	free(room);
	return 0;
}

static const char *path_in(struct room *room, const char *path)
{
	return str_format(room->arena, "%s/%s", room->out, path).ptr;
}

static void write_file(struct room *room, const char *path, const char *text)
{
	FILE *file = fopen(path_in(room, path), "w");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

/* Everything in the folder but the program's own: "a/b=text c=text". */
static void assert_folder(struct room *room, const char *wanted)
{
	struct file_list list;
	struct str text = S("");

	assert_int_equal(file_walk(room->arena, room->out, &list), 0);
	for (size_t i = 0; i < list.count; i++) {
		struct buf bytes = BUF_EMPTY;

		if (list.entries[i].is_directory)
			continue;
		assert_int_equal(
			file_read(path_in(room, str_cstr(room->arena, list.entries[i].path)), 1000, &bytes), 0);
		text = str_format(room->arena, STR_FMT "%s" STR_FMT "=" STR_FMT, STR_ARG(text),
			text.len > 0 ? " " : "", STR_ARG(list.entries[i].path), STR_ARG(buf_str(&bytes)));
		buf_release(&bytes);
	}
	assert_string_equal(str_cstr(room->arena, text), wanted);
}

/* NULL when the folder or a name is refused. */
static struct publication *begin_named(
	struct room *room, const struct str *paths, size_t count, struct publish_error *error)
{
	struct publication *publication = publish_begin(room->arena, room->out, error);
	size_t first;

	if (publication == NULL || publish_names(publication, paths, count, &first, error))
		return publication;
	publish_abandon(publication);
	return NULL;
}

/* Names and contents by turns, NULL behind the last; a content of NULL is none. */
static struct publication *begin(
	struct room *room, const char *const *files, struct publish_error *error)
{
	struct publication *publication;
	struct str paths[MOST] = {0};
	size_t count = 0;

	while (files[count * 2] != NULL) {
		paths[count] = str_of(files[count * 2]);
		count++;
	}
	publication = begin_named(room, paths, count, error);
	for (size_t i = 0; publication != NULL && i < count; i++) {
		if (files[i * 2 + 1] != NULL)
			publish_bytes(publication, i, str_of(files[i * 2 + 1]));
	}
	return publication;
}

/* Who commits knows what stands there, whichever way it came: a look at the folder finds the same.
 */
static void assert_found(struct room *room, const struct publish_counts *counts)
{
	struct published found;

	assert_true(published_find(room->out, 2, &found));
	assert_true(hash_equal(found.state, counts->found.state));
	assert_int_equal(found.count, counts->found.count);
}

static void assert_published(
	struct room *room, const char *const *files, size_t written, size_t unchanged, size_t removed)
{
	struct publish_error error = {0};
	struct publish_counts counts;
	struct publication *publication = begin(room, files, &error);

	if (publication == NULL)
		fail_msg("%s", str_cstr(room->arena, error.message));
	assert_true(publish_commit(publication, 2, &counts, &error));
	assert_found(room, &counts);
	assert_int_equal(counts.written, written);
	assert_int_equal(counts.unchanged, unchanged);
	assert_int_equal(counts.removed, removed);
}

#define FILES(...) ((const char *const[]){__VA_ARGS__, NULL})

static void a_folder_becomes_what_is_published_and_nothing_else(void **state)
{
	struct room *room = *state;
	struct stat before, after;

	assert_published(room, FILES("index.html", "1", "a/b/index.html", "2", "c/x", "3"), 3, 0, 0);
	assert_folder(room, "a/b/index.html=2 c/x=3 index.html=1");
	assert_int_equal(stat(path_in(room, "index.html"), &before), 0);
	assert_published(room, FILES("index.html", "1", "a/b/index.html", "22", "d", "4"), 2, 1, 1);
	assert_folder(room, "a/b/index.html=22 d=4 index.html=1");
	/* The one of equal bytes is the same file still, and the emptied folder is gone. */
	assert_int_equal(stat(path_in(room, "index.html"), &after), 0);
	assert_int_equal(before.st_ino, after.st_ino);
	assert_int_not_equal(access(path_in(room, "c"), F_OK), 0);
}

static void new_folders_come_whole_beside_what_stands_there(void **state)
{
	struct room *room = *state;

	assert_published(room, FILES("a/x", "1", "a-b/x", "2"), 2, 0, 0);
	assert_published(room,
		FILES("a/b/c/x", "3", "a/b/y", "4", "a/x", "1", "a/z", "5", "a-b/x", "2", "b/x", "6"), 4, 2,
		0);
	assert_folder(room, "a-b/x=2 a/b/c/x=3 a/b/y=4 a/x=1 a/z=5 b/x=6");
	assert_int_not_equal(access(path_in(room, ".portolan/new"), F_OK), 0);
}

static void what_a_killed_run_left_goes(void **state)
{
	struct room *room = *state;

	assert_published(room, FILES("a", "1"), 1, 0, 0);
	assert_int_equal(mkdir(path_in(room, ".portolan/new"), 0777), 0);
	assert_int_equal(mkdir(path_in(room, ".portolan/new/b"), 0777), 0);
	write_file(room, ".portolan/new/b/old", "x");
	write_file(room, ".portolan/own.new", "x");
	assert_published(room, FILES("a", "1"), 0, 1, 0);
	assert_folder(room, "a=1");
	assert_int_not_equal(access(path_in(room, ".portolan/own.new"), F_OK), 0);
	assert_int_not_equal(access(path_in(room, ".portolan/new"), F_OK), 0);
}

static void a_link_is_no_folder(void **state)
{
	struct room *room = *state;
	struct publish_error error;
	struct publish_counts counts;
	struct publication *publication;

	assert_published(room, FILES("a", "1"), 1, 0, 0);
	assert_int_equal(symlink(room->root, path_in(room, "b")), 0);
	publication = begin(room, FILES("a", "1", "b/c/x", "2"), &error);
	assert_non_null(publication);
	assert_false(publish_commit(publication, 1, &counts, &error));
	assert_true(str_has(error.message, S("/b/c/x: Too many levels of symbolic links")));
	assert_int_not_equal(access(path_in(room, "b/c"), F_OK), 0);
}

static void a_name_without_content_is_not_published(void **state)
{
	struct room *room = *state;

	assert_published(room, FILES("a", "1", "b", "2"), 2, 0, 0);
	assert_published(room, FILES("a", NULL, "b", "2"), 0, 1, 1);
	assert_folder(room, "b=2");
}

static void nothing_is_seen_before_everything_is_there(void **state)
{
	struct room *room = *state;
	struct publish_error error;
	struct publication *publication;

	assert_published(room, FILES("a", "1"), 1, 0, 0);
	publication = begin(room, FILES("a", "2", "b", "3"), &error);
	assert_non_null(publication);
	assert_folder(room, "a=1");
	publish_abandon(publication);
	assert_folder(room, "a=1");
	assert_published(room, FILES("a", "2"), 1, 0, 0);
}

static void a_folder_of_somebody_else_is_refused(void **state)
{
	struct room *room = *state;
	struct publish_error error;
	struct publish_counts counts;

	snprintf(room->out, sizeof(room->out), "%s", room->root);
	write_file(room, "notes", "mine");
	assert_null(begin(room, FILES("a", "1"), &error));
	assert_true(str_has(error.message, S("holds files that portolan did not write")));
	assert_true(str_has(error.help, S("--out")));
	assert_true(publish_clean(room->arena, room->out, &counts, &error));
	assert_int_equal(counts.removed, 0);
	assert_folder(room, "notes=mine");
}

static void names_may_come_when_contents_are_there(void **state)
{
	struct room *room = *state;
	struct publish_error error;
	struct publish_counts counts;
	struct str early = S("a"), late[] = {S("b/c"), S("b/d")}, foreign = S("mine");
	struct publication *publication = begin_named(room, &early, 1, &error);
	size_t first;

	assert_non_null(publication);
	publish_bytes(publication, 0, S("1"));
	assert_true(publish_names(publication, late, 2, &first, &error));
	assert_int_equal(first, 1);
	publish_bytes(publication, first + 1, S("2"));
	assert_folder(room, "");
	assert_true(publish_commit(publication, 1, &counts, &error));
	assert_folder(room, "a=1 b/d=2");
	write_file(room, "mine", "x");
	publication = begin_named(room, &early, 1, &error);
	assert_non_null(publication);
	publish_bytes(publication, 0, S("3"));
	assert_false(publish_names(publication, &foreign, 1, &first, &error));
	publish_abandon(publication);
	assert_folder(room, "a=1 b/d=2 mine=x");
}

static void two_files_of_one_place_are_refused(void **state)
{
	struct room *room = *state;
	struct publish_error error;
	struct publish_counts counts;
	struct publication *publication = begin(room, FILES("a", "1", "b", "2", "a/c", "3"), &error);

	assert_non_null(publication);
	assert_false(publish_commit(publication, 1, &counts, &error));
	assert_true(str_has(error.message, S("want one place: a and a/c")));
	assert_int_not_equal(access(path_in(room, "b"), F_OK), 0);
	assert_published(room, FILES("a", "1"), 1, 0, 0);
}

static void a_file_of_somebody_else_stays(void **state)
{
	struct room *room = *state;
	struct publish_error error;

	assert_published(room, FILES("a", "1"), 1, 0, 0);
	write_file(room, "b", "mine");
	assert_null(begin(room, FILES("a", "2", "b", "3"), &error));
	assert_true(str_has(error.message, S("/b is there, and portolan did not write it")));
	assert_folder(room, "a=1 b=mine");
}

static void what_was_changed_by_hand_is_written_anew(void **state)
{
	struct room *room = *state;

	assert_published(room, FILES("a", "1"), 1, 0, 0);
	write_file(room, "a", "2");
	assert_published(room, FILES("a", "1"), 1, 0, 0);
	assert_folder(room, "a=1");
}

static void cleaning_takes_what_was_published_and_nothing_else(void **state)
{
	struct room *room = *state;
	struct publish_counts counts;
	struct publish_error error;

	assert_true(publish_clean(room->arena, room->out, &counts, &error));
	assert_published(room, FILES("a/b", "1", "c", "2"), 2, 0, 0);
	write_file(room, "mine", "x");
	assert_true(publish_clean(room->arena, room->out, &counts, &error));
	assert_int_equal(counts.removed, 2);
	assert_folder(room, "mine=x");
	assert_int_not_equal(access(path_in(room, ".portolan"), F_OK), 0);
	assert_int_not_equal(access(path_in(room, "a"), F_OK), 0);
}

static void a_file_from_elsewhere_is_copied_once(void **state)
{
	struct room *room = *state;
	struct publish_error error;
	struct publish_counts counts;
	struct str name = S("images/x.0123.png");
	const char *source = str_format(room->arena, "%s/source", room->root).ptr;
	FILE *file = fopen(source, "w");

	assert_non_null(file);
	fputs("pixels", file);
	fclose(file);
	for (size_t round = 0; round < 2; round++) {
		struct publication *publication = begin_named(room, &name, 1, &error);

		assert_non_null(publication);
		publish_copy(publication, 0, source, 6);
		assert_true(publish_commit(publication, 1, &counts, &error));
		assert_found(room, &counts);
		assert_int_equal(counts.written, round == 0);
		assert_int_equal(counts.unchanged, round == 1);
	}
	assert_folder(room, "images/x.0123.png=pixels");
}

static void after_an_error_all_is_as_it_was(void **state)
{
	struct room *room = *state;
	struct publish_error error;
	struct publish_counts counts;
	struct publication *publication;
	struct str names[] = {S("a"), S("b")};

	assert_published(room, FILES("a", "1"), 1, 0, 0);
	publication = begin_named(room, names, 2, &error);
	assert_non_null(publication);
	publish_bytes(publication, 0, S("2"));
	publish_copy(publication, 1, "/nowhere/at/all", 6);
	assert_false(publish_commit(publication, 1, &counts, &error));
	assert_true(str_has(error.message, S("/b: No such file")));
	assert_folder(room, "a=1");
	assert_published(room, FILES("a", "2", "b", "3"), 2, 0, 0);
}

/* Publishes `files` as those of the folder "f", made from what the key stands for; whether they
 * were kept. */
static bool publish_folder(
	struct room *room, uint64_t key, const char *const *files, struct publish_counts *counts)
{
	struct publish_error error;
	struct publication *publication = publish_begin(room->arena, room->out, &error);
	bool kept;

	assert_non_null(publication);
	kept = publish_keep_folder(publication, S("f/"), (struct hash){1, key});
	for (size_t i = 0; !kept && files[i] != NULL; i += 2)
		publish_file(
			publication, str_of(files[i]), str_of(files[i + 1]), hash_bytes(str_of(files[i + 1])));
	publish_file(publication, S("g"), S("1"), hash_bytes(S("1")));
	assert_true(publish_commit(publication, 2, counts, &error));
	assert_found(room, counts);
	return kept;
}

static void a_folder_is_kept_while_it_is_made_of_the_same(void **state)
{
	struct room *room = *state;
	struct publish_counts counts;

	assert_false(publish_folder(room, 7, FILES("f/a", "1", "f/b", "2"), &counts));
	assert_int_equal(counts.written, 3);
	assert_true(publish_folder(room, 7, FILES(NULL), &counts));
	assert_int_equal(counts.unchanged, 3);
	assert_int_equal(counts.written + counts.removed, 0);
	assert_true(publish_folder(room, 7, FILES(NULL), &counts));
	assert_false(publish_folder(room, 8, FILES("f/b", "2"), &counts));
	assert_int_equal(counts.removed, 1);
	assert_folder(room, "f/b=2 g=1");
	assert_true(publish_folder(room, 8, FILES(NULL), &counts));
	assert_folder(room, "f/b=2 g=1");
}

static void a_folder_that_somebody_touched_is_made_anew(void **state)
{
	struct room *room = *state;
	struct publish_counts counts;

	publish_folder(room, 7, FILES("f/a", "1", "f/b", "2"), &counts);
	/* More than a tick of the clock that files are changed by. */
	nanosleep(&(struct timespec){.tv_nsec = 50000000}, NULL);
	write_file(room, "f/a", "3");
	assert_false(publish_folder(room, 7, FILES("f/a", "1", "f/b", "2"), &counts));
	assert_folder(room, "f/a=1 f/b=2 g=1");
	assert_true(publish_folder(room, 7, FILES(NULL), &counts));
	assert_int_equal(unlink(path_in(room, "f/b")), 0);
	assert_false(publish_folder(room, 7, FILES("f/a", "1", "f/b", "2"), &counts));
	assert_folder(room, "f/a=1 f/b=2 g=1");
	assert_true(publish_folder(room, 7, FILES(NULL), &counts));
	/* A run that was killed may have written anything. */
	write_file(room, ".portolan/pending", "f/c\n");
	assert_false(publish_folder(room, 7, FILES("f/a", "1", "f/b", "2"), &counts));
	assert_true(publish_folder(room, 7, FILES(NULL), &counts));
	assert_folder(room, "f/a=1 f/b=2 g=1");
}

static void a_file_that_is_named_late_takes_no_place_of_somebody_else(void **state)
{
	struct room *room = *state;
	struct publish_error error;
	struct publish_counts counts;
	struct publication *publication;

	assert_published(room, FILES("a", "1"), 1, 0, 0);
	write_file(room, "mine", "x");
	write_file(room, "mine2", "x");
	publication = publish_begin(room->arena, room->out, &error);
	assert_non_null(publication);
	publish_file(publication, S("mine2"), S("2"), hash_bytes(S("2")));
	publish_file(publication, S("mine"), S("2"), hash_bytes(S("2")));
	publish_file(publication, S("b"), S("2"), hash_bytes(S("2")));
	assert_false(publish_commit(publication, 1, &counts, &error));
	assert_true(str_has(error.message, S("/mine is there, and portolan did not write it")));
	assert_folder(room, "a=1 mine=x mine2=x");
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_folder_becomes_what_is_published_and_nothing_else),
		CASE(new_folders_come_whole_beside_what_stands_there),
		CASE(what_a_killed_run_left_goes),
		CASE(a_link_is_no_folder),
		CASE(a_name_without_content_is_not_published),
		CASE(nothing_is_seen_before_everything_is_there),
		CASE(a_folder_of_somebody_else_is_refused),
		CASE(names_may_come_when_contents_are_there),
		CASE(two_files_of_one_place_are_refused),
		CASE(a_file_of_somebody_else_stays),
		CASE(what_was_changed_by_hand_is_written_anew),
		CASE(cleaning_takes_what_was_published_and_nothing_else),
		CASE(a_file_from_elsewhere_is_copied_once),
		CASE(after_an_error_all_is_as_it_was),
		CASE(a_folder_is_kept_while_it_is_made_of_the_same),
		CASE(a_folder_that_somebody_touched_is_made_anew),
		CASE(a_file_that_is_named_late_takes_no_place_of_somebody_else),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
