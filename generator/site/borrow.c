#include "site/borrow.h"

#include "base/map.h"

static bool may_be_borrowed(const struct document *document)
{
	return document->kind != KIND_NOT_FOUND &&
		   front_flag(&document->front, FRONT_PUBLISHED, true) &&
		   !front_flag(&document->front, FRONT_HIDDEN, false);
}

/* A document in one of its locales. */
static struct str key_of(struct arena *arena, const struct document *document, struct str locale)
{
	return str_format(arena, STR_FMT " %u " STR_FMT, STR_ARG(locale), (unsigned)document->kind,
		STR_ARG(document->directory));
}

const struct document *borrow_document(
	struct arena *arena, const struct document *document, struct locale locale)
{
	struct document *copy = arena_new(arena, struct document);

	*copy = *document;
	copy->locale = locale;
	copy->disable_count = 0;
	copy->fact_count = 0;
	copy->found = diagnostics_make(arena);
	return copy;
}

/* Whether a key was there; it is afterwards. */
static bool is_present(struct map *present, struct str key)
{
	if (map_get(present, key) != NULL)
		return true;
	map_set(present, key, present);
	return false;
}

const struct loan *borrow_documents(struct arena *arena, const struct config *config,
	const struct document *const *documents, size_t count, size_t *loan_count)
{
	const struct config_pairs *pairs = &config->fallback;
	struct loan *loans = arena_array(arena, struct loan, count * pairs->count);
	struct map *present = map_create(arena, pairs->count > 0 ? count : 0);

	*loan_count = 0;
	for (size_t i = 0; pairs->count > 0 && i < count; i++)
		map_set(present, key_of(arena, documents[i], documents[i]->locale.code), present);
	for (size_t i = 0; i < pairs->count; i++) {
		struct locale locale;

		if (!locale_parse(pairs->items[i].name, &locale))
			continue;
		for (size_t j = 0; j < count; j++) {
			if (may_be_borrowed(documents[j]) &&
				str_equal(documents[j]->locale.code, pairs->items[i].value) &&
				!is_present(present, key_of(arena, documents[j], locale.code)))
				loans[(*loan_count)++] =
					(struct loan){borrow_document(arena, documents[j], locale), j};
		}
	}
	return loans;
}
