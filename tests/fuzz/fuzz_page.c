/* Any bytes as a guide: front matter, the whole dialect, its port facts. */

#include "fuzz.h"
#include "parse/cmark.h"
#include "parse/parse.h"

static struct config config;
static struct parser *parser;
static struct locale locale;

int LLVMFuzzerInitialize(int *count, char ***arguments)
{
	static struct arena *arena; /* reachable to the end: no leak */
	struct str failed;

	(void)count;
	(void)arguments;
	arena = arena_create(4096);
	cmark_prepare();
	config_default(arena, &config);
	parser = parser_create(&config, port_words_read(arena, "themes/default/ports", &failed), NULL);
	return locale_parse(S("fr-ca"), &locale) ? 0 : 1;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct document *document =
		document_parse(parser, S("a/b/guide.fr-ca.md"), KIND_GUIDE, locale, fuzz_text(data, size));

	for (size_t i = 0; i < document->body.hole_count; i++) {
		if (document->body.holes[i].offset > document->body.html.len)
			__builtin_trap();
	}
	for (size_t i = 0; i < document->fact_count; i++) {
		if (document->facts[i].place.line == 0 || document->facts[i].port == 0)
			__builtin_trap();
	}
	document_destroy(document);
	return 0;
}
