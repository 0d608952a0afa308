/* Any bytes as an attribute list. */

#include "fuzz.h"
#include "parse/attribute_list.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_create(4096);
	struct attributes attributes = {0};

	if (attribute_list_read(arena, fuzz_text(data, size), &attributes) > size)
		__builtin_trap();
	arena_destroy(arena);
	return 0;
}
