#include "base/vector.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

/* Bytes in no order, other ones each time. */
static byte_vector any_bytes(uint64_t *seed)
{
	byte_vector vector;

	for (size_t i = 0; i < sizeof(vector); i++) {
		*seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
		vector[i] = (uint8_t)(*seed >> 56);
	}
	return vector;
}

static void the_machines_way_to_bits_gives_what_the_plain_one_gives(void **state)
{
	uint64_t seed = 1;

	(void)state;
	for (size_t i = 0; i < 10000; i++) {
		byte_vector bytes = any_bytes(&seed);

		assert_int_equal(vector_bits(bytes), vector_bits_plain(bytes));
	}
}

static void each_byte_that_fits_has_its_bit(void **state)
{
	(void)state;
	for (size_t at = 0; at < 16; at++) {
		byte_vector bytes = {0}, found;

		bytes[at] = 'x';
		found = (byte_vector)(bytes == 'x');
		assert_int_equal(vector_bits(found), 1u << at);
		assert_true(vector_any((word_vector)found));
		assert_false(vector_any((word_vector)(bytes == 'y')));
	}
}

static void few_bytes_are_loaded_with_zeros_behind_them(void **state)
{
	static const char bytes[] = "abcdefghijklmno";

	(void)state;
	for (size_t count = 0; count < sizeof(byte_vector); count++) {
		/* Memory of its own: the sanitizer would see what is read behind it. */
		char *own = malloc(count + 1);
		byte_vector vector;

		assert_non_null(own);
		memcpy(own + 1, bytes, count);
		vector = vector_load_few(own + 1, count);
		for (size_t i = 0; i < sizeof(vector); i++)
			assert_int_equal(vector[i], i < count ? bytes[i] : 0);
		free(own);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_machines_way_to_bits_gives_what_the_plain_one_gives),
		cmocka_unit_test(each_byte_that_fits_has_its_bit),
		cmocka_unit_test(few_bytes_are_loaded_with_zeros_behind_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
