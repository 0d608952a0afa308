/* Any bytes as the rows of a table of ports, in each language: what is read from it, and what is
 * said. */

#include <stdlib.h>

#include "fuzz.h"
#include "parse/cmark.h"
#include "parse/parse.h"

static struct config config;
static struct parser *parser;

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
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const codes[] = {"fr-fr", "en-gb", "de-de", "es-es", "it-it", "nl-nl",
		"pl-pl", "pt-pt", "fi-fi", "lt-lt", "cs-cz"};
	struct buf text = BUF_EMPTY;
	struct locale locale;

	if (size == 0 || !locale_parse(str_of(codes[data[0] % COUNT(codes)]), &locale))
		return 0;
	buf_add_lit(&text, "---\ntitle: x\n---\n## IMAP\n\n|Server|Security|Port|\n|---|---|---|\n");
	buf_add(&text, fuzz_text(data + 1, size - 1));
	document_destroy(document_parse(parser, S("a/guide.md"), KIND_GUIDE, locale, buf_str(&text)));
	buf_release(&text);
	return 0;
}
