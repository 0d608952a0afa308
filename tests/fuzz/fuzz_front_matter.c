/* Any bytes as a file's front matter. */

#include "content/front_matter.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_create(4096);
	struct diagnostics found = diagnostics_make(arena);
	struct source source = source_make(arena, S("x.md"), fuzz_text(data, size), &found);
	size_t body = 0;
	struct front_matter front = front_matter_read(arena, arena, &source, 16, &found, &body);

	if (body > source.text.len)
		__builtin_trap();
	for (size_t i = 0; i < front.count; i++) {
		struct str list = front.values[i].text, item;

		while (front_next_item(&list, &item)) {
		}
	}
	arena_destroy(arena);
	return 0;
}
