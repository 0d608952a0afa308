#include "search/occurrences.h"

#include <stdlib.h>

#include "base/fatal.h"
#include "search/words.h"

#define FIRST_SLOTS 2048u

struct mark {
	section_mark mark;
	uint32_t next; /* index plus one; 0 is the end */
};

struct entry {
	struct str text;
	uint32_t hash; /* the lower half of str_hash */
	uint16_t counts[FIELD_COUNT];
	uint16_t mark_count;
	uint32_t first_mark, last_mark; /* indices plus one */
};

struct occurrences {
	struct buf room;   /* for plain text */
	uint32_t *slots;   /* index of an entry plus one */
	size_t slot_count; /* a power of two */
	struct entry *entries;
	size_t entry_count, entry_size;
	struct mark *marks;
	size_t mark_count, mark_size;
};

static void *grown(void *memory, size_t *size, size_t least, size_t item)
{
	*size = *size == 0 ? least : *size * 2;
	memory = realloc(memory, *size * item);
	if (memory == NULL)
		fatal_memory();
	return memory;
}

struct occurrences *occurrences_create(struct arena *arena)
{
	struct occurrences *occurrences = arena_new(arena, struct occurrences);

	occurrences->slots = grown(NULL, &occurrences->slot_count, FIRST_SLOTS, sizeof(uint32_t));
	return occurrences;
}

void occurrences_release(struct occurrences *occurrences)
{
	buf_release(&occurrences->room);
	free(occurrences->slots);
	free(occurrences->entries);
	free(occurrences->marks);
}

static void grow_slots(struct occurrences *all)
{
	all->slots = grown(all->slots, &all->slot_count, FIRST_SLOTS, sizeof(*all->slots));
	memset(all->slots, 0, all->slot_count * sizeof(*all->slots));
	for (size_t i = 0; i < all->entry_count; i++) {
		size_t at = (size_t)all->entries[i].hash & (all->slot_count - 1);

		while (all->slots[at] != 0)
			at = (at + 1) & (all->slot_count - 1);
		all->slots[at] = (uint32_t)i + 1;
	}
}

static struct entry *add_entry(
	struct occurrences *all, struct arena *arena, struct str word, uint32_t hash)
{
	char *copy = arena_bytes(arena, word.len);
	struct entry *entry;

	if (all->entry_count == all->entry_size)
		all->entries = grown(all->entries, &all->entry_size, 512, sizeof(*all->entries));
	memcpy(copy, word.ptr, word.len);
	entry = &all->entries[all->entry_count++];
	*entry = (struct entry){.hash = hash, .text = str_make(copy, word.len)};
	return entry;
}

static struct entry *entry_of(struct occurrences *all, struct arena *arena, struct str word)
{
	uint32_t hash = (uint32_t)str_hash(word);
	size_t at = (size_t)hash & (all->slot_count - 1);

	for (; all->slots[at] != 0; at = (at + 1) & (all->slot_count - 1)) {
		struct entry *entry = &all->entries[all->slots[at] - 1];

		if (entry->hash == hash && str_equal(entry->text, word))
			return entry;
	}
	all->slots[at] = (uint32_t)all->entry_count + 1;
	add_entry(all, arena, word, hash);
	if (all->entry_count * 2 > all->slot_count)
		grow_slots(all);
	return &all->entries[all->entry_count - 1];
}

/* Marks come in ascending order, but for a heading's before the text's of its section. */
static void add_mark(struct occurrences *all, struct entry *entry, section_mark mark)
{
	if (entry->mark_count > SECTIONS_KEPT ||
		(entry->last_mark != 0 && all->marks[entry->last_mark - 1].mark / 2 == mark / 2))
		return;
	if (all->mark_count == all->mark_size)
		all->marks = grown(all->marks, &all->mark_size, 1024, sizeof(*all->marks));
	all->marks[all->mark_count++] = (struct mark){mark, 0};
	if (entry->last_mark == 0)
		entry->first_mark = (uint32_t)all->mark_count;
	else
		all->marks[entry->last_mark - 1].next = (uint32_t)all->mark_count;
	entry->last_mark = (uint32_t)all->mark_count;
	entry->mark_count++;
}

/* Take a field's words in; `mark` is where they stand, SECTION_NONE nowhere. */
#define SECTION_NONE UINT32_MAX

static void read_field(struct occurrences *all, struct arena *arena, struct indexed_page *indexed,
	struct str text, enum indexed_field field, section_mark mark)
{
	struct words words = words_of(text);
	struct str word;

	while (words_next(&words, &word)) {
		struct entry *entry = entry_of(all, arena, word);

		entry->counts[field] =
			(uint16_t)(entry->counts[field] + (entry->counts[field] < UINT16_MAX));
		indexed->lengths[field]++;
		if (mark != SECTION_NONE)
			add_mark(all, entry, mark);
	}
}

/* What the tables hold, in few runs of memory. */
static void copy_out(struct occurrences *all, struct arena *arena, struct indexed_page *indexed)
{
	section_mark *marks = arena_uncleared(arena, all->mark_count * sizeof(*marks));

	indexed->words = arena_uncleared(arena, all->entry_count * sizeof(*indexed->words));
	indexed->word_count = all->entry_count;
	for (size_t i = 0; i < all->entry_count; i++) {
		const struct entry *entry = &all->entries[i];
		struct page_word *word = &indexed->words[i];

		*word = (struct page_word){.text = entry->text,
			.hash = entry->hash,
			.mark_count = entry->mark_count,
			.marks = marks};
		memcpy(word->counts, entry->counts, sizeof(word->counts));
		for (uint32_t at = entry->first_mark; at != 0; at = all->marks[at - 1].next)
			*marks++ = all->marks[at - 1].mark;
	}
}

/* Home holds everything: it says nothing about a page. */
static struct str context_of(const struct page *page)
{
	if (page->parent == NULL || page->parent->document->kind == KIND_HOME)
		return S("");
	return page->parent->title;
}

void occurrences_read(struct occurrences *all, struct arena *arena, const struct page *page,
	struct indexed_page *indexed)
{
	const struct front_matter *front = &page->document->front;

	memset(all->slots, 0, all->slot_count * sizeof(*all->slots));
	all->entry_count = all->mark_count = 0;
	*indexed = (struct indexed_page){.page = page};
	indexed->outdated = front_flag(front, FRONT_DEPRECATED, false);
	indexed->title = plain_text(arena, &all->room, page->title);
	indexed->context = plain_text(arena, &all->room, context_of(page));
	indexed->plain =
		plain_read(arena, &all->room, front_text(front, FRONT_EXCERPT), page->document->body.html);
	read_field(all, arena, indexed, indexed->title, FIELD_TITLE, 0);
	read_field(all, arena, indexed, indexed->context, FIELD_CONTEXT, SECTION_NONE);
	for (size_t i = 0; i < indexed->plain.count; i++) {
		const struct plain_section *section = &indexed->plain.sections[i];
		section_mark mark = (section_mark)i * 2;

		read_field(all, arena, indexed, section->heading, FIELD_HEADING, mark + 1);
		read_field(all, arena, indexed, section->text, FIELD_BODY, mark);
	}
	copy_out(all, arena, indexed);
}
