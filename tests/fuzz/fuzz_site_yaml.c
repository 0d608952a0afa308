/* Any bytes as a site's settings. */

#include "content/config.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_create(4096);
	struct diagnostics found = diagnostics_make(arena);
	struct config config;

	config_default(arena, &config);
	config_read(arena, S("site.yaml"), fuzz_text(data, size), &config, &found);
	arena_destroy(arena);
	return 0;
}
