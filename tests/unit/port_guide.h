#ifndef PORTOLAN_TESTS_PORT_GUIDE_H
#define PORTOLAN_TESTS_PORT_GUIDE_H

/* Guides as short as a test's line, and what is read of their ports. */

#include "base/path.h"
#include "parse/cmark.h"
#include "parse/parse.h"

struct port_guides {
	struct arena *arena;
	struct config config;
	const struct port_words *words;
	struct parser *parser;
	struct document *documents[64];
	size_t count;
};

/* Of a group of tests: their state is the guides. */
static inline int port_guides_set_up(void **state)
{
	struct arena *arena = arena_create(65536);
	struct port_guides *guides = arena_new(arena, struct port_guides);
	struct str failed;

	cmark_prepare();
	guides->arena = arena;
	config_default(arena, &guides->config);
	guides->words = port_words_read(arena, "themes/default/ports", &failed);
	guides->parser = parser_create(&guides->config, guides->words, NULL);
	*state = guides;
	return guides->words == NULL;
}

static inline int port_guides_tear_down(void **state)
{
	struct port_guides *guides = *state;

	for (size_t i = 0; i < guides->count; i++)
		document_destroy(guides->documents[i]);
	parser_destroy(guides->parser);
	arena_destroy(guides->arena);
	return 0;
}

/* A guide of one language with this body; it lives as long as the guides. */
static inline const struct document *port_guide(
	struct port_guides *guides, const char *language, const char *body)
{
	struct str text = str_format(guides->arena, "---\ntitle: x\n---\n%s", body);
	enum kind kind;
	struct locale locale;
	struct str path = str_format(guides->arena, "a/b/guide.%s-%s.md", language,
		str_equal(str_of(language), S("en")) ? "gb" : language);
	bool known = kind_of_file(path_name(path), &kind, &locale);

	return known && guides->count < COUNT(guides->documents)
			   ? (guides->documents[guides->count++] =
						 document_parse(guides->parser, path, kind, locale, text))
			   : NULL;
}

/* "imap in tls ssl0.ovh.net 993; …" in the order of places. */
static inline struct str port_facts_text(
	struct port_guides *guides, const struct document *document)
{
	static const char *const directions[] = {"-", "in", "out"};
	static const char *const securities[] = {"-", "tls", "starttls", "none"};
	struct str text = S("");

	for (size_t i = 0; i < document->fact_count; i++) {
		const struct port_fact *fact = &document->facts[i];

		text =
			str_format(guides->arena, STR_FMT "%s" STR_FMT " %s %s " STR_FMT " %u", STR_ARG(text),
				i > 0 ? "; " : "", STR_ARG(fact->protocol.len > 0 ? fact->protocol : S("-")),
				directions[fact->direction], securities[fact->security],
				STR_ARG(fact->host.len > 0 ? fact->host : S("-")), fact->port);
	}
	return text;
}

/* Fail unless these are the facts of a guide of one language with this body. */
static inline void assert_facts(
	struct port_guides *guides, const char *language, const char *body, const char *wanted)
{
	struct str found = port_facts_text(guides, port_guide(guides, language, body));

	assert_string_equal(str_cstr(guides->arena, found), wanted);
}

#endif
