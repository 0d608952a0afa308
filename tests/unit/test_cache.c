#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/path.h"
#include "image/cache.h"

struct room {
	struct arena *arena;
	char folder[64];
	struct cache cache;
	struct buf buf;
};

static const struct hash KEY = {0x1122334455667788u, 0x99aabbccddeeff00u};

static int begin(void **state)
{
	struct room *room = calloc(1, sizeof(*room));

	room->arena = arena_create(4096);
	strcpy(room->folder, "/tmp/portolan-cache-XXXXXX");
	assert_non_null(mkdtemp(room->folder));
	assert_int_equal(cache_open(room->arena, str_of(room->folder), true, &room->cache), 0);
	*state = room;
	return 0;
}

static int end(void **state)
{
	struct room *room = *state;
	size_t removed = 0;

	cache_close(&room->cache);
	cache_clean(room->arena, str_of(room->folder), &removed);
	rmdir(room->folder);
	buf_release(&room->buf);
	arena_destroy(room->arena);
	free(room);
	return 0;
}

static void damage(const char *path, long at)
{
	FILE *file = fopen(path, "r+b");
	int byte;

	assert_non_null(file);
	fseek(file, at, SEEK_SET);
	byte = fgetc(file);
	fseek(file, at, SEEK_SET);
	fputc(byte ^ 1, file);
	fclose(file);
}

static const char *record_path(struct room *room)
{
	return str_cstr(room->arena,
		path_join(room->arena, room->cache.folder, S("11/2233445566778899aabbccddeeff00.record")));
}

static void a_record_is_found_by_its_key(void **state)
{
	struct room *room = *state;

	assert_false(cache_read_record(&room->cache, KEY, &room->buf));
	assert_int_equal(cache_write_record(&room->cache, KEY, S("what was made\n")), 0);
	assert_true(cache_read_record(&room->cache, KEY, &room->buf));
	assert_true(str_equal(buf_str(&room->buf), S("what was made\n")));
}

static void a_damaged_record_is_none(void **state)
{
	struct room *room = *state;

	for (long at = 0; at < 14 + 33; at++) {
		cache_write_record(&room->cache, KEY, S("what was made\n"));
		damage(record_path(room), at);
		buf_clear(&room->buf);
		assert_false(cache_read_record(&room->cache, KEY, &room->buf));
		assert_int_equal(room->buf.len, 0);
	}
	assert_int_equal(truncate(record_path(room), 20), 0);
	assert_false(cache_read_record(&room->cache, KEY, &room->buf));
	assert_int_equal(truncate(record_path(room), 0), 0);
	assert_false(cache_read_record(&room->cache, KEY, &room->buf));
}

static void a_picture_is_believed_by_its_hash_alone(void **state)
{
	struct room *room = *state;
	struct str bytes = S("pretend that these are pixels");
	struct hash hash = hash_bytes(bytes);
	const char *path;

	assert_false(cache_has_picture(&room->cache, hash, bytes.len, &room->buf));
	assert_int_equal(cache_write_picture(&room->cache, hash, bytes), 0);
	assert_true(cache_has_picture(&room->cache, hash, bytes.len, &room->buf));
	assert_false(cache_has_picture(&room->cache, hash, bytes.len + 1, &room->buf));
	assert_true(cache_has_picture(&room->cache, hash, bytes.len, NULL));
	assert_false(cache_has_picture(&room->cache, hash, bytes.len + 1, NULL));
	path = str_cstr(room->arena, cache_picture_path(room->arena, &room->cache, hash));
	damage(path, 5);
	assert_false(cache_has_picture(&room->cache, hash, bytes.len, &room->buf));
	assert_int_equal(cache_write_picture(&room->cache, hash, bytes), 0);
	assert_true(cache_has_picture(&room->cache, hash, bytes.len, &room->buf));
}

static void leftovers_go_when_they_are_old(void **state)
{
	struct room *room = *state;
	struct timeval times[2] = {{1, 0}, {1, 0}};
	const char *old =
		str_cstr(room->arena, path_join(room->arena, room->cache.folder, S("new.1.2")));
	const char *fresh =
		str_cstr(room->arena, path_join(room->arena, room->cache.folder, S("new.1.3")));
	const char *foreign =
		str_cstr(room->arena, path_join(room->arena, room->cache.folder, S("new.jpg")));
	struct cache again;

	fclose(fopen(old, "w"));
	fclose(fopen(fresh, "w"));
	fclose(fopen(foreign, "w"));
	assert_int_equal(utimes(old, times), 0);
	assert_int_equal(utimes(foreign, times), 0);
	assert_int_equal(cache_open(room->arena, str_of(room->folder), true, &again), 0);
	cache_close(&again);
	assert_int_equal(access(old, F_OK), -1);
	assert_int_equal(access(fresh, F_OK), 0);
	assert_int_equal(access(foreign, F_OK), 0);
	unlink(foreign);
}

static void cleaning_takes_entries_and_nothing_else(void **state)
{
	struct room *room = *state;
	const char *foreign =
		str_cstr(room->arena, path_join(room->arena, room->cache.folder, S("11/notes.txt")));
	size_t removed = 0;

	cache_write_record(&room->cache, KEY, S("x\n"));
	cache_write_picture(&room->cache, hash_bytes(S("y")), S("y"));
	fclose(fopen(foreign, "w"));
	assert_int_equal(cache_clean(room->arena, str_of(room->folder), &removed), 0);
	assert_int_equal(removed, 2);
	assert_false(cache_read_record(&room->cache, KEY, &room->buf));
	assert_int_equal(access(foreign, F_OK), 0);
	unlink(foreign);
	rmdir(str_cstr(room->arena, path_join(room->arena, room->cache.folder, S("11"))));
	rmdir(str_cstr(room->arena, room->cache.folder));
}

static void a_folder_that_is_not_marked_is_not_cleaned(void **state)
{
	struct room *room = *state;
	const char *tag =
		str_cstr(room->arena, path_join(room->arena, str_of(room->folder), S("CACHEDIR.TAG")));
	size_t removed = 0;

	cache_write_record(&room->cache, KEY, S("x\n"));
	assert_int_equal(unlink(tag), 0);
	assert_int_equal(cache_clean(room->arena, str_of(room->folder), &removed), 0);
	assert_int_equal(removed, 0);
	assert_true(cache_read_record(&room->cache, KEY, &room->buf));
	fclose(fopen(tag, "w"));
}

static void many_writers_of_one_entry_leave_it_whole(void **state)
{
	struct room *room = *state;
	struct buf bytes = BUF_EMPTY;
	struct hash hash;

	for (int i = 0; i < 20000; i++)
		buf_add_lit(&bytes, "0123456789");
	hash = hash_bytes(buf_str(&bytes));
	for (int i = 0; i < 6; i++) {
		if (fork() != 0)
			continue;
		for (int n = 0; n < 40; n++)
			cache_write_picture(&room->cache, hash, buf_str(&bytes));
		_exit(cache_has_picture(&room->cache, hash, bytes.len, &room->buf) ? 0 : 1);
	}
	for (int i = 0; i < 6; i++) {
		int status = 1;

		assert_true(wait(&status) > 0);
		assert_int_equal(status, 0);
	}
	assert_true(cache_has_picture(&room->cache, hash, bytes.len, &room->buf));
	buf_release(&bytes);
}

static void who_cannot_write_is_told(void **state)
{
	struct room *room = *state;
	struct cache cache;

	assert_int_not_equal(cache_open(room->arena, S("/proc/none"), true, &cache), 0);
	assert_int_not_equal(cache_open(room->arena, S("/tmp/no/such/cache"), false, &cache), 0);
	assert_int_equal(access("/tmp/no", F_OK), -1);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_record_is_found_by_its_key),
		CASE(a_damaged_record_is_none),
		CASE(a_picture_is_believed_by_its_hash_alone),
		CASE(leftovers_go_when_they_are_old),
		CASE(cleaning_takes_entries_and_nothing_else),
		CASE(a_folder_that_is_not_marked_is_not_cleaned),
		CASE(many_writers_of_one_entry_leave_it_whole),
		CASE(who_cannot_write_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
