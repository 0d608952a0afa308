#include "check/external_cache.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/arena.h"

#define NOW  2000000000u
#define HOUR 3600u
#define WEEK (7u * 24u * HOUR)

static const struct fetch_answer alive = {.outcome = FETCH_ALIVE, .status = 200};

/* What a cache knows of a URL after it was written and read again `later` seconds on. */
static const struct fetch_answer *after(
	struct arena *arena, const struct fetch_answer *answer, struct str url, uint64_t later)
{
	struct external_cache *cache = external_cache_read(arena, S(""), NOW, WEEK);
	struct buf text = BUF_EMPTY;
	struct str copy;

	external_cache_put(cache, url, answer);
	external_cache_write(cache, &text);
	copy = str_copy(arena, buf_str(&text));
	buf_release(&text);
	return external_cache_get(external_cache_read(arena, copy, NOW + later, WEEK), url);
}

static void an_answer_is_read_as_it_was_written(void **state)
{
	struct arena *arena = arena_create(1024);
	struct fetch_answer moved = {FETCH_ALIVE, 200, true, S("https://example.org/new"), S("")};
	const struct fetch_answer *found = after(arena, &moved, S("http://example.org/a b?c=%20"), 10);

	(void)state;
	assert_non_null(found);
	assert_int_equal(found->outcome, FETCH_ALIVE);
	assert_int_equal(found->status, 200);
	assert_true(found->secure);
	assert_true(str_equal(found->moved, moved.moved));
	arena_destroy(arena);
}

static void what_is_there_is_believed_for_the_age_and_no_longer(void **state)
{
	struct arena *arena = arena_create(1024);

	(void)state;
	assert_non_null(after(arena, &alive, S("http://a/"), WEEK - 1));
	assert_null(after(arena, &alive, S("http://a/"), WEEK));
	arena_destroy(arena);
}

static void what_is_gone_is_believed_for_an_hour(void **state)
{
	struct arena *arena = arena_create(1024);
	struct fetch_answer gone = {.outcome = FETCH_DEAD, .status = 404, .reason = S("404")};

	(void)state;
	assert_non_null(after(arena, &gone, S("http://a/"), HOUR - 1));
	assert_null(after(arena, &gone, S("http://a/"), HOUR));
	arena_destroy(arena);
}

static void what_is_not_known_or_was_not_asked_is_not_kept(void **state)
{
	struct arena *arena = arena_create(1024);

	(void)state;
	assert_null(after(arena, &(struct fetch_answer){.outcome = FETCH_UNSURE}, S("http://a/"), 1));
	assert_null(after(arena, &(struct fetch_answer){.outcome = FETCH_LEFT}, S("http://a/"), 1));
	arena_destroy(arena);
}

static void what_would_break_a_line_is_not_written(void **state)
{
	struct arena *arena = arena_create(1024);
	struct fetch_answer moved = {.outcome = FETCH_ALIVE, .moved = S("http://a/\nx")};

	(void)state;
	assert_null(after(arena, &alive, S("http://a/\tb"), 1));
	assert_null(after(arena, &moved, S("http://a/"), 1));
	arena_destroy(arena);
}

static void nonsense_is_left_out(void **state)
{
	static const char *const texts[] = {"", "portolan external 2\n1\t1\t200\t0\thttp://a/\t\t\n",
		"portolan external 1\n\t\t\t\t\t\t\n", "portolan external 1\n1\t9\t200\t0\thttp://a/\t\t\n",
		"portolan external 1\n-1\t1\t200\t0\thttp://a/\t\t\n",
		"portolan external 1\n99999999999\t1\t200\t0\thttp://a/\t\t\n",
		"portolan external 1\n2000000000\t1\t200\t0\thttp://a/\n"};
	struct arena *arena = arena_create(1024);

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++)
		assert_null(external_cache_get(
			external_cache_read(arena, str_of(texts[i]), NOW, WEEK), S("http://a/")));
	arena_destroy(arena);
}

static void lines_are_sorted_by_url_and_the_last_answer_counts(void **state)
{
	struct arena *arena = arena_create(1024);
	struct external_cache *cache = external_cache_read(arena, S(""), NOW, WEEK);
	struct buf text = BUF_EMPTY;

	(void)state;
	external_cache_put(cache, S("http://b/"), &alive);
	external_cache_put(cache, S("http://a/"), &alive);
	external_cache_put(
		cache, S("http://a/"), &(struct fetch_answer){.outcome = FETCH_DEAD, .status = 410});
	external_cache_write(cache, &text);
	buf_add_char(&text, '\0');
	assert_string_equal(text.ptr, "portolan external 1\n"
								  "2000000000\t2\t410\t0\thttp://a/\t\t\n"
								  "2000000000\t1\t200\t0\thttp://b/\t\t\n");
	buf_release(&text);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_answer_is_read_as_it_was_written),
		cmocka_unit_test(what_is_there_is_believed_for_the_age_and_no_longer),
		cmocka_unit_test(what_is_gone_is_believed_for_an_hour),
		cmocka_unit_test(what_is_not_known_or_was_not_asked_is_not_kept),
		cmocka_unit_test(what_would_break_a_line_is_not_written),
		cmocka_unit_test(nonsense_is_left_out),
		cmocka_unit_test(lines_are_sorted_by_url_and_the_last_answer_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
