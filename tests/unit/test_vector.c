#include "base/vector.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static void bits_are_the_same_with_and_without_an_instruction_for_them(void **state)
{
	(void)state;
	for (unsigned wanted = 0; wanted <= UINT16_MAX; wanted++) {
		byte_vector found;

		for (unsigned i = 0; i < sizeof(found); i++)
			found[i] = (wanted >> i & 1) != 0 ? 0xFF : 0x7F;
		assert_int_equal(vector_bits(found), wanted);
		assert_int_equal(vector_bits_plain(found), wanted);
	}
}

static void any_byte_that_fits_is_seen(void **state)
{
	(void)state;
	for (size_t at = 0; at < sizeof(byte_vector); at++) {
		byte_vector bytes = {0};

		bytes[at] = 'x';
		assert_true(vector_any((word_vector)(bytes == 'x')));
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
		cmocka_unit_test(bits_are_the_same_with_and_without_an_instruction_for_them),
		cmocka_unit_test(any_byte_that_fits_is_seen),
		cmocka_unit_test(few_bytes_are_loaded_with_zeros_behind_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
