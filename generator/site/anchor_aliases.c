#include "site/anchor_aliases.h"

#include "base/map.h"
#include "base/transliterate.h"
#include "parse/heading_ids.h"

/*
 * The first ASCII letter or digit of a text stays the first in all its forms, unless a letter
 * stands before it that may become one.
 */
#define HEADS    36 /* 0–9, a–z */
#define NO_HEAD  HEADS
#define ANY_HEAD (HEADS + 1)

struct anchor_aliases {
	struct arena *arena;
	const struct document *document;
	/* By the form's head: form in small letters → struct heading; NULL until it is needed. */
	struct map *by_head[HEADS + 1];
};

/* The map that is being filled, and the heading whose forms are added. */
struct sink {
	struct arena *arena;
	struct map *map;
	const struct heading *heading;
};

struct anchor_aliases *anchor_aliases_make(struct arena *arena, const struct document *document)
{
	struct anchor_aliases *aliases = arena_new(arena, struct anchor_aliases);

	aliases->arena = arena;
	aliases->document = document;
	return aliases;
}

static unsigned head_number(char c)
{
	return ascii_is_digit(c) ? (unsigned)(c - '0') : (unsigned)(ascii_lower(c) - 'a') + 10;
}

/* Of all forms of a text. */
static unsigned head_of_forms(struct str text)
{
	for (size_t i = 0; i < text.len && (unsigned char)text.ptr[i] < 0x80; i++) {
		if (ascii_is_alnum(text.ptr[i]))
			return head_number(text.ptr[i]);
	}
	return ANY_HEAD;
}

/* Of one form. */
static unsigned head_of_form(struct str form)
{
	for (size_t i = 0; i < form.len; i++) {
		if (ascii_is_alnum(form.ptr[i]))
			return head_number(form.ptr[i]);
	}
	return NO_HEAD;
}

static bool may_have(const struct heading *heading, unsigned head)
{
	unsigned of_text = head_of_forms(heading->text), of_id = head_of_forms(heading->id);

	return !heading->empty && heading->id.len > 0 &&
		   (of_text == head || of_text == ANY_HEAD || of_id == head || of_id == ANY_HEAD);
}

static void add_alias(void *context, struct str alias)
{
	struct sink *sink = context;

	alias = lower_case_copy(sink->arena, alias);
	if (alias.len > 0)
		map_add(sink->map, alias, (void *)(uintptr_t)sink->heading);
}

/* Own ids win over other forms. */
static struct map *index_head(const struct anchor_aliases *aliases, unsigned head)
{
	const struct document *document = aliases->document;
	struct sink sink = {aliases->arena, map_create(aliases->arena, 8), NULL};

	for (size_t i = 0; i < document->heading_count; i++) {
		sink.heading = &document->headings[i];
		if (may_have(sink.heading, head))
			add_alias(&sink, sink.heading->id);
	}
	for (size_t i = 0; i < document->heading_count; i++) {
		sink.heading = &document->headings[i];
		if (may_have(sink.heading, head))
			heading_aliases(aliases->arena, sink.heading, add_alias, &sink);
	}
	return sink.map;
}

const struct heading *anchor_aliases_find(struct anchor_aliases *aliases, struct str anchor)
{
	struct str form = lower_case_copy(aliases->arena, anchor);
	unsigned head = head_of_form(form);

	if (aliases->by_head[head] == NULL)
		aliases->by_head[head] = index_head(aliases, head);
	return map_get(aliases->by_head[head], form);
}
