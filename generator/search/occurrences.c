#include "search/occurrences.h"

#include <stdlib.h>

#include "base/fatal.h"
#include "search/index_key.h"
#include "search/words.h"

struct mark {
	section_mark mark;
	uint32_t next; /* index plus one; 0 is the end */
};

/* A word of the page that is being read. */
struct entry {
	uint64_t key;
	uint32_t length;
	uint32_t slot;   /* where it is to be found */
	uint32_t number; /* in the lexicon */
	uint16_t counts[FIELD_COUNT];
	uint16_t mark_count;
	section_mark last;              /* if there are marks */
	uint32_t first_mark, last_mark; /* indices plus one */
};

/* Most words of a page stand there more than once: only the first time they are looked up in the
 * lexicon. */
struct occurrences {
	struct buf room;         /* for plain text */
	struct words words;      /* of a field */
	struct lexicon *lexicon; /* of the page that is being read */
	uint32_t *slots;         /* an entry's index, if that entry is in this slot */
	unsigned slot_bits;
	struct entry *entries;
	size_t entry_count, entry_size;
	struct mark *marks;
	size_t mark_count, mark_size;
};

#define FIRST_BITS 11

static void *grown(void *memory, size_t size, size_t item)
{
	memory = realloc(memory, size * item);
	if (memory == NULL)
		fatal_memory();
	return memory;
}

/* What the slots hold of pages before is no entry's. */
static inline bool is_taken(const struct occurrences *all, size_t slot)
{
	return all->slots[slot] < all->entry_count && all->entries[all->slots[slot]].slot == slot;
}

static size_t next_slot(const struct occurrences *all, size_t slot)
{
	return (slot + 1) & (((size_t)1 << all->slot_bits) - 1);
}

static void put_in_slot(struct occurrences *all, size_t index, size_t slot)
{
	all->slots[slot] = (uint32_t)index;
	all->entries[index].slot = (uint32_t)slot;
}

static void grow_slots(struct occurrences *all, unsigned bits)
{
	size_t count = all->entry_count;

	all->slot_bits = bits;
	all->slots = grown(all->slots, (size_t)1 << bits, sizeof(*all->slots));
	memset(all->slots, 0, ((size_t)1 << bits) * sizeof(*all->slots));
	for (all->entry_count = 0; all->entry_count < count; all->entry_count++) {
		size_t slot = word_slot(all->entries[all->entry_count].key, bits);

		while (is_taken(all, slot))
			slot = next_slot(all, slot);
		put_in_slot(all, all->entry_count, slot);
	}
}

struct occurrences *occurrences_create(struct arena *arena)
{
	struct occurrences *occurrences = arena_new(arena, struct occurrences);

	grow_slots(occurrences, FIRST_BITS);
	return occurrences;
}

void occurrences_release(struct occurrences *occurrences)
{
	buf_release(&occurrences->room);
	words_release(&occurrences->words);
	free(occurrences->slots);
	free(occurrences->entries);
	free(occurrences->marks);
}

static struct entry *add_entry(struct occurrences *all, const struct word *word, size_t slot)
{
	size_t index = all->entry_count;

	if (index == all->entry_size) {
		all->entry_size = all->entry_size == 0 ? 512 : all->entry_size * 2;
		all->entries = grown(all->entries, all->entry_size, sizeof(*all->entries));
	}
	all->entries[index] = (struct entry){.key = word->key,
		.length = word->length,
		.number = lexicon_number(all->lexicon, word_text(&all->words, word), word->key)};
	put_in_slot(all, index, slot);
	all->entry_count++;
	if (all->entry_count * 2 > (size_t)1 << all->slot_bits)
		grow_slots(all, all->slot_bits + 1);
	return &all->entries[index];
}

static struct entry *entry_of(struct occurrences *all, const struct word *word)
{
	size_t slot = word_slot(word->key, all->slot_bits);

	for (; is_taken(all, slot); slot = next_slot(all, slot)) {
		struct entry *entry = &all->entries[all->slots[slot]];

		if (entry->key == word->key && entry->length == word->length &&
			(word->length <= WORD_KEY_BYTES ||
				str_equal(all->lexicon->words[entry->number].text, word_text(&all->words, word))))
			return entry;
	}
	return add_entry(all, word, slot);
}

/* Marks come in ascending order, but for a heading's before the text's of its section. */
static void add_mark(struct occurrences *all, struct entry *entry, section_mark mark)
{
	if (entry->mark_count > SECTIONS_KEPT || (entry->mark_count > 0 && entry->last / 2 == mark / 2))
		return;
	if (all->mark_count == all->mark_size) {
		all->mark_size = all->mark_size == 0 ? 1024 : all->mark_size * 2;
		all->marks = grown(all->marks, all->mark_size, sizeof(*all->marks));
	}
	all->marks[all->mark_count++] = (struct mark){mark, 0};
	if (entry->last_mark == 0)
		entry->first_mark = (uint32_t)all->mark_count;
	else
		all->marks[entry->last_mark - 1].next = (uint32_t)all->mark_count;
	entry->last = mark;
	entry->last_mark = (uint32_t)all->mark_count;
	entry->mark_count++;
}

/* Take a field's words in; `mark` is where they stand, SECTION_NONE nowhere. */
#define SECTION_NONE UINT32_MAX

static void read_field(struct occurrences *all, struct indexed_page *indexed, struct str text,
	enum indexed_field field, section_mark mark)
{
	words_read(&all->words, text);
	indexed->lengths[field] += (uint32_t)all->words.count;
	for (size_t i = 0; i < all->words.count; i++) {
		const struct word *word = &all->words.items[i];
		struct entry *entry = entry_of(all, word);

		entry->counts[field] =
			(uint16_t)(entry->counts[field] + (entry->counts[field] < UINT16_MAX));
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

		*word = (struct page_word){
			.marks = marks, .number = entry->number, .mark_count = entry->mark_count};
		memcpy(word->counts, entry->counts, sizeof(word->counts));
		for (uint32_t at = entry->first_mark; at != 0; at = all->marks[at - 1].next)
			*marks++ = all->marks[at - 1].mark;
	}
}

void occurrences_read(struct occurrences *all, struct worker_lexicon *lexicon,
	const struct page *page, struct arena *arena, struct indexed_page *indexed,
	struct arena *text_arena, struct plain *text)
{
	const struct front_matter *front = &page->document->front;

	all->lexicon = lexicon->lexicon;
	all->entry_count = all->mark_count = 0;
	*indexed = (struct indexed_page){.page = page, .lexicon = lexicon};
	indexed->outdated = front_flag(front, FRONT_DEPRECATED, false);
	indexed->title = plain_text(arena, &all->room, page->title);
	indexed->context = plain_text(arena, &all->room, page_context(page));
	*text = plain_read(
		text_arena, &all->room, front_text(front, FRONT_EXCERPT), page->document->body.html);
	indexed->section_count = text->count;
	read_field(all, indexed, indexed->title, FIELD_TITLE, 0);
	read_field(all, indexed, indexed->context, FIELD_CONTEXT, SECTION_NONE);
	for (size_t i = 0; i < text->count; i++) {
		section_mark mark = (section_mark)i * 2;

		read_field(all, indexed, text->sections[i].heading, FIELD_HEADING, mark + 1);
		read_field(all, indexed, text->sections[i].text, FIELD_BODY, mark);
	}
	copy_out(all, arena, indexed);
}
