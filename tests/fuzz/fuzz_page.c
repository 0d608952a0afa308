/* Any bytes as a guide: front matter, dialect, attribute lists, tables, ports. */

#include <stddef.h>
#include <stdint.h>

#include "parse/cmark.h"
#include "parse/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_create(4096);
	struct config config;
	struct locale locale;
	struct parser *parser;
	struct str failed;
	const struct port_words *words;

	cmark_prepare();
	config_default(arena, &config);
	words = port_words_read(arena, "themes/default/ports", &failed);
	if (locale_parse(S("fr-ca"), &locale)) {
		parser = parser_create(&config, words, NULL);
		document_destroy(document_parse(parser, S("a/b/guide.fr-ca.md"), KIND_GUIDE, locale,
			str_make((const char *)data, size)));
		parser_destroy(parser);
	}
	arena_destroy(arena);
	return 0;
}
