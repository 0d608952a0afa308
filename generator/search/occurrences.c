#include "search/occurrences.h"

#include <stdlib.h>

#include "base/fatal.h"
#include "search/index_key.h"
#include "search/words.h"

/* A word of the page that is being read. */
struct entry {
	uint32_t number;     /* in the lexicon, plus one */
	uint32_t section;    /* in which it was met last, plus one */
	uint32_t mark_count; /* in how many sections */
	uint16_t counts[FIELD_COUNT];
	section_mark *marks; /* where they are put in the end */
};

/* A word's first meeting in a section. */
struct meeting {
	uint32_t entry;
	section_mark mark;
};

/* Most words of a page stand there more than once. Entries behind those in use are zeroed, ready
 * for new words. */
struct occurrences {
	struct buf room;         /* for plain text */
	struct words words;      /* of a field */
	struct lexicon *lexicon; /* of the page that is being read */
	uint32_t *numbers;       /* of the field's words */
	size_t numbers_size;
	uint32_t *places; /* by number: an entry's index, if that entry has this number */
	size_t places_size;
	struct entry *entries;
	size_t entry_count, entries_size;
	struct meeting *meetings; /* in order */
	size_t meeting_count, meetings_size;
};

/* Room for `count` items. New ones are zeroed. */
static void *grown(void *memory, size_t *size, size_t count, size_t item)
{
	size_t before = *size;

	if (count <= before)
		return memory;
	*size = count + count / 2 + 1024;
	memory = realloc(memory, *size * item);
	if (memory == NULL)
		fatal_memory();
	memset((char *)memory + before * item, 0, (*size - before) * item);
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
	free(occurrences->numbers);
	free(occurrences->places);
	free(occurrences->entries);
	free(occurrences->meetings);
}

/* Look up a field's words, and make room for whatever comes of them. */
static void find_numbers(struct occurrences *all)
{
	size_t count = all->words.count;

	all->numbers = grown(all->numbers, &all->numbers_size, 2 * count + 1, sizeof(*all->numbers));
	lexicon_numbers(all->lexicon, &all->words, all->numbers);
	all->places = grown(all->places, &all->places_size, all->lexicon->count, sizeof(*all->places));
	all->entries = grown(
		all->entries, &all->entries_size, all->entry_count + count + 1, sizeof(*all->entries));
	all->meetings = grown(
		all->meetings, &all->meetings_size, all->meeting_count + count + 1, sizeof(*all->meetings));
}

/* Take a field's words in; `mark` is where they stand, SECTION_NONE nowhere. Nothing branches:
 * processors can't foresee which words a page or a section has had. */
#define SECTION_NONE UINT32_MAX

static void take_words(struct occurrences *all, enum indexed_field field, section_mark mark)
{
	uint32_t *places = all->places;
	struct entry *entries = all->entries;
	struct meeting *meetings = all->meetings;
	uint32_t entry_count = (uint32_t)all->entry_count;
	uint32_t meeting_count = (uint32_t)all->meeting_count;
	uint32_t section = mark / 2 + 1;

	for (size_t i = 0; i < all->words.count; i++) {
		uint32_t number = all->numbers[i];
		uint32_t is_new = entries[places[number]].number != number + 1;
		uint32_t index = places[number] + ((entry_count - places[number]) & -is_new);
		struct entry *entry = &entries[index];
		uint32_t is_met = entry->section != section;

		places[number] = index;
		entry_count += is_new;
		entry->number = number + 1;
		entry->counts[field] =
			(uint16_t)(entry->counts[field] + (entry->counts[field] < UINT16_MAX));
		if (mark == SECTION_NONE)
			continue;
		meetings[meeting_count] = (struct meeting){index, mark};
		meeting_count += is_met;
		entry->section = section;
		entry->mark_count += is_met;
	}
	all->entry_count = entry_count;
	all->meeting_count = meeting_count;
}

static void read_field(struct occurrences *all, struct indexed_page *indexed, struct str text,
	enum indexed_field field, section_mark mark)
{
	words_read(&all->words, text);
	indexed->lengths[field] += (uint32_t)all->words.count;
	find_numbers(all);
	take_words(all, field, mark);
}

static uint32_t marks_kept(const struct entry *entry)
{
	return entry->mark_count <= SECTIONS_KEPT ? entry->mark_count : SECTIONS_KEPT + 1;
}

/* How many marks stand elsewhere than in their words. */
static size_t count_marks(const struct occurrences *all)
{
	size_t count = 0;

	for (size_t i = 0; i < all->entry_count; i++) {
		uint32_t kept = marks_kept(&all->entries[i]);

		count += kept == 1 ? 0 : kept;
	}
	return count;
}

/* What the tables hold, in few runs of memory. Entries are zeroed. */
static void copy_out(struct occurrences *all, struct arena *arena, struct indexed_page *indexed)
{
	section_mark *marks = arena_uncleared(arena, count_marks(all) * sizeof(*marks));
	struct page_word *words = arena_uncleared(arena, all->entry_count * sizeof(*words));
	uint32_t *numbers = arena_uncleared(arena, all->entry_count * sizeof(*numbers));

	indexed->words = words;
	indexed->numbers = numbers;
	indexed->word_count = all->entry_count;
	for (size_t i = 0; i < all->entry_count; i++) {
		struct entry *entry = &all->entries[i];
		uint32_t kept = marks_kept(entry);

		words[i].marks.all = marks;
		numbers[i] = entry->number - 1;
		words[i].mark_count = (uint16_t)kept;
		memcpy(words[i].counts, entry->counts, sizeof(entry->counts));
		*entry = (struct entry){
			.mark_count = entry->mark_count, .marks = kept == 1 ? &words[i].marks.only : marks};
		marks += kept == 1 ? 0 : kept;
	}
	/* From the last one on, so that what is left to do is known. */
	for (size_t i = all->meeting_count; i-- > 0;) {
		struct entry *entry = &all->entries[all->meetings[i].entry];

		if (--entry->mark_count <= SECTIONS_KEPT)
			entry->marks[entry->mark_count] = all->meetings[i].mark;
	}
	all->entry_count = all->meeting_count = 0;
}

void occurrences_read(struct occurrences *all, struct worker_lexicon *lexicon,
	const struct page *page, struct arena *arena, struct indexed_page *indexed,
	struct arena *text_arena, struct plain *text)
{
	const struct front_matter *front = &page->document->front;

	all->lexicon = lexicon->lexicon;
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
