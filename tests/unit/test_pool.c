#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/pool.h"

static const unsigned char *bytes_of(const void *memory)
{
	return memory;
}

static void memory_is_zeroed_though_it_was_used_before(void **state)
{
	struct arena *arena = arena_create(1024);
	struct pool pool = pool_make(arena);

	(void)state;
	for (size_t size = 1; size < 3000; size += 7) {
		void *memory = pool_alloc(&pool, size);

		for (size_t i = 0; i < size; i++)
			assert_int_equal(bytes_of(memory)[i], 0);
		memset(memory, 0xAA, size);
		pool_free(&pool, memory);
	}
	arena_destroy(arena);
}

static void blocks_never_overlap_and_are_aligned(void **state)
{
	struct arena *arena = arena_create(1024);
	struct pool pool = pool_make(arena);
	unsigned char *blocks[500];

	(void)state;
	for (size_t i = 0; i < 500; i++) {
		blocks[i] = pool_alloc(&pool, i);
		assert_int_equal((uintptr_t)blocks[i] % _Alignof(void *), 0);
		memset(blocks[i], (int)(i & 0xFF), i);
		if (i % 3 == 2) {
			pool_free(&pool, blocks[i - 1]);
			blocks[i - 1] = NULL;
		}
	}
	for (size_t i = 0; i < 500; i++) {
		for (size_t j = 0; blocks[i] != NULL && j < i; j++)
			assert_int_equal(blocks[i][j], i & 0xFF);
	}
	arena_destroy(arena);
}

static void growing_keeps_the_bytes(void **state)
{
	struct arena *arena = arena_create(1024);
	struct pool pool = pool_make(arena);
	char *text = pool_resize(&pool, NULL, 1);

	(void)state;
	text[0] = 'a';
	for (size_t size = 2; size < 20000; size++) {
		text = pool_resize(&pool, text, size);
		text[size - 1] = (char)('a' + (size - 1) % 26);
	}
	for (size_t i = 0; i < 19999; i++)
		assert_int_equal(text[i], 'a' + i % 26);
	arena_destroy(arena);
}

static void what_is_freed_is_used_again(void **state)
{
	struct arena *arena = arena_create(1024);
	struct pool pool = pool_make(arena);
	size_t held;

	(void)state;
	pool_free(&pool, pool_alloc(&pool, 100000));
	pool_free(&pool, pool_alloc(&pool, 100));
	pool_free(&pool, NULL);
	held = arena_held(arena);
	for (size_t i = 0; i < 100000; i++) {
		pool_free(&pool, pool_alloc(&pool, 100000 - i % 1000));
		pool_free(&pool, pool_alloc(&pool, 100));
	}
	assert_int_equal(arena_held(arena), held);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(memory_is_zeroed_though_it_was_used_before),
		cmocka_unit_test(blocks_never_overlap_and_are_aligned),
		cmocka_unit_test(growing_keeps_the_bytes),
		cmocka_unit_test(what_is_freed_is_used_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
