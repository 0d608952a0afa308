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
	uint32_t number;
	uint16_t counts[FIELD_COUNT];
	uint16_t mark_count;
	uint32_t first_mark, last_mark; /* indices plus one */
};

struct occurrences {
	struct buf room;         /* for plain text */
	struct words words;      /* of a field */
	struct lexicon *lexicon; /* of the page that is being read */
	uint32_t *places;        /* by number of a word: its entry, if that is of this number */
	size_t place_count;
	struct entry *entries;
	size_t entry_count, entry_size;
	struct mark *marks;
	size_t mark_count, mark_size;
};

static void *grown(void *memory, size_t size, size_t item)
{
	memory = realloc(memory, size * item);
	if (memory == NULL)
		fatal_memory();
	return memory;
}

struct occurrences *occurrences_create(struct arena *arena)
{
	return arena_new(arena, struct occurrences);
}

void occurrences_release(struct occurrences *occurrences)
{
	buf_release(&occurrences->room);
	words_release(&occurrences->words);
	free(occurrences->places);
	free(occurrences->entries);
	free(occurrences->marks);
}

/* Room for all words that the lexicon has room for. */
static void grow_places(struct occurrences *all)
{
	all->places = grown(all->places, all->lexicon->size, sizeof(*all->places));
	memset(all->places + all->place_count, 0,
		(all->lexicon->size - all->place_count) * sizeof(*all->places));
	all->place_count = all->lexicon->size;
}

static struct entry *entry_of(struct occurrences *all, uint32_t number)
{
	struct entry *entry;

	if (number >= all->place_count)
		grow_places(all);
	if (all->places[number] < all->entry_count &&
		all->entries[all->places[number]].number == number)
		return &all->entries[all->places[number]];
	if (all->entry_count == all->entry_size) {
		all->entry_size = all->entry_size == 0 ? 512 : all->entry_size * 2;
		all->entries = grown(all->entries, all->entry_size, sizeof(*all->entries));
	}
	all->places[number] = (uint32_t)all->entry_count;
	entry = &all->entries[all->entry_count++];
	*entry = (struct entry){.number = number};
	return entry;
}

/* Marks come in ascending order, but for a heading's before the text's of its section. */
static void add_mark(struct occurrences *all, struct entry *entry, section_mark mark)
{
	if (entry->mark_count > SECTIONS_KEPT ||
		(entry->last_mark != 0 && all->marks[entry->last_mark - 1].mark / 2 == mark / 2))
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
		struct entry *entry = entry_of(all, lexicon_number(all->lexicon, word->text, word->key));

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
