/* Any text as a page's HTML, in each language: its words, and the dictionary of them. */

#include "base/utf8.h"
#include "fuzz.h"
#include "search/terms.h"
#include "search/words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const languages[] = {
		"fr", "en", "de", "es", "it", "nl", "pl", "pt", "fi", "lt", "cs"};
	struct arena *arena = arena_create(4096);
	struct occurrences *occurrences = occurrences_create(arena);
	struct worker_lexicon *lexicon = worker_lexicon_open();
	struct vocabulary *vocabulary =
		vocabulary_open(str_of(languages[size > 0 ? data[0] % COUNT(languages) : 0]));
	struct str text = fuzz_text(data, size);
	struct document document = {.body.html = str_first(text, utf8_valid_length(text))};
	struct page page = {.document = &document, .title = S("Ports"), .url = S("/fr/ports/")};
	struct indexed_page indexed = {0};
	struct plain plain;
	struct terms terms;

	occurrences_read(occurrences, lexicon, &page, arena, &indexed, arena, &plain);
	vocabulary_take(vocabulary, lexicon);
	terms = terms_make(arena, vocabulary, &indexed, 1);
	for (size_t i = 0; i < terms.term_count; i++) {
		const struct term *term = &terms.terms[i];

		if (term->group >= terms.group_count || term->text.len > WORD_LONGEST ||
			(i > 0 && str_compare(terms.terms[i - 1].folded, term->folded) > 0))
			__builtin_trap();
	}
	vocabulary_close(vocabulary);
	worker_lexicon_close(lexicon);
	occurrences_release(occurrences);
	arena_destroy(arena);
	return 0;
}
