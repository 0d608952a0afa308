/* Any bytes as a template, and as a URL. */

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "render/template.h"
#include "site/url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_create(4096);
	struct str text = str_make((const char *)data, size);

	struct template parsed;
	struct template_error error;

	template_parse(arena, S("fuzz.mustache"), text, &parsed, &error);
	url_encode(arena, url_decode(arena, text));
	arena_destroy(arena);
	return 0;
}
