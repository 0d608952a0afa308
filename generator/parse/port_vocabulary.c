#include "parse/port_vocabulary.h"

#include <assert.h>

/* Entries in the order in which they are tried. */
struct gathered {
	struct port_entry *entries;
	size_t count;
};

static bool is_excepted(const struct port_language *own, struct str word)
{
	for (size_t i = 0; own != NULL && i < own->counts[WORD_EXCEPT]; i++) {
		if (str_equal(own->words[WORD_EXCEPT][i], word))
			return true;
	}
	return false;
}

static void gather(struct gathered *gathered, const struct str *words, size_t count,
	enum port_word kind, const struct port_service *service)
{
	for (size_t i = 0; i < count; i++) {
		bool open = str_ends(words[i], S("*"));
		bool glued = kind == WORD_TLS || kind == WORD_STARTTLS;
		struct str word = str_first(words[i], words[i].len - open);

		if (word.len > 0)
			gathered->entries[gathered->count++] =
				(struct port_entry){word, open, glued, (uint8_t)kind, service};
	}
}

static size_t count_words(const struct port_words *words, const struct port_language *const *spoken)
{
	size_t count = 0;

	for (size_t i = 0; i < words->service_count; i++)
		count += words->services[i].word_count;
	for (; *spoken != NULL; spoken++) {
		for (size_t kind = 0; kind < WORD_COUNT; kind++)
			count += (*spoken)->counts[kind];
	}
	return count;
}

/* Services before words, common ones before the page's language, and that before the others. */
static struct gathered gather_all(struct arena *arena, const struct port_words *words,
	const struct port_language *own, const struct port_language *const *spoken)
{
	struct gathered all = {
		.entries = arena_array(arena, struct port_entry, count_words(words, spoken) + 1)};

	for (size_t i = 0; i < words->service_count; i++)
		gather(&all, words->services[i].words, words->services[i].word_count, WORD_COUNT,
			&words->services[i]);
	for (; *spoken != NULL; spoken++) {
		const struct port_language *other = *spoken;

		for (size_t kind = 0; kind < WORD_EXCEPT; kind++) {
			for (size_t i = 0; i < other->counts[kind]; i++) {
				if (other == own || !is_excepted(own, other->words[kind][i]))
					gather(&all, &other->words[kind][i], 1, (enum port_word)kind, NULL);
			}
		}
	}
	return all;
}

/* Sorted by the first byte; of one byte, the order stays. */
static void sort_entries(
	struct arena *arena, struct port_vocabulary *vocabulary, const struct gathered *all)
{
	struct port_entry *entries = arena_array(arena, struct port_entry, all->count + 1);
	uint16_t next[256];

	assert(all->count < UINT16_MAX);
	for (size_t i = 0; i < all->count; i++)
		vocabulary->first[(unsigned char)all->entries[i].word.ptr[0] + 1]++;
	for (size_t byte = 0; byte < 256; byte++)
		vocabulary->first[byte + 1] =
			(uint16_t)(vocabulary->first[byte + 1] + vocabulary->first[byte]);
	memcpy(next, vocabulary->first, sizeof(next));
	for (size_t i = 0; i < all->count; i++) {
		struct str word = all->entries[i].word;

		entries[next[(unsigned char)word.ptr[0]]++] = all->entries[i];
		vocabulary->seconds[(unsigned char)word.ptr[0]] |=
			word.len > 1 ? UINT32_C(1) << (word.ptr[1] & 31) : UINT32_MAX;
	}
	vocabulary->entries = entries;
}

static bool is_of_ports(const struct port_entry *entry)
{
	return entry->service == NULL && (entry->kind == WORD_PORT || entry->kind == WORD_TRANSPORT);
}

/* Letters beyond ASCII have other bytes as capitals: what stands before them has to do. */
static struct port_head head_of(const struct port_entry *entry)
{
	size_t length = 0;

	while (length < entry->word.len && (unsigned char)entry->word.ptr[length] < 0x80)
		length++;
	return (struct port_head){
		.letters = str_first(entry->word, length),
		.whole = !entry->open && length == entry->word.len,
	};
}

/* What letters of ASCII have when they are small. */
#define SMALL 0x20

static byte_vector sixteen_of(char letter)
{
	return (byte_vector){0} + (uint8_t)(letter | SMALL);
}

static struct port_pair pair_of(struct str letters)
{
	if (letters.len == 1)
		return (struct port_pair){.first = sixteen_of(letters.ptr[0]), .any = ~(byte_vector){0}};
	return (struct port_pair){
		.first = sixteen_of(letters.ptr[0]), .second = sixteen_of(letters.ptr[1])};
}

static bool has_pair(const struct port_vocabulary *vocabulary, const struct port_pair *pair)
{
	for (size_t i = 0; i < vocabulary->pair_count; i++) {
		const struct port_pair *other = &vocabulary->pairs[i];

		/* All sixteen are the same. */
		if (other->first[0] == pair->first[0] && other->second[0] == pair->second[0] &&
			other->any[0] == pair->any[0])
			return true;
	}
	return false;
}

static void note_heads(struct arena *arena, struct port_vocabulary *vocabulary)
{
	struct port_head *heads = arena_array(arena, struct port_head, vocabulary->first[256] + 1);
	struct port_pair *pairs = arena_array(arena, struct port_pair, vocabulary->first[256] + 1);

	vocabulary->heads = heads;
	vocabulary->pairs = pairs;
	for (size_t i = 0; i < vocabulary->first[256]; i++) {
		struct port_head head = head_of(&vocabulary->entries[i]);
		struct port_pair pair;

		if (!is_of_ports(&vocabulary->entries[i]))
			continue;
		if (head.letters.len == 0) {
			vocabulary->beyond_ascii = true;
			continue;
		}
		heads[vocabulary->head_count++] = head;
		pair = pair_of(head.letters);
		if (!has_pair(vocabulary, &pair))
			pairs[vocabulary->pair_count++] = pair;
	}
}

static bool begins_as(struct str text, const struct port_head *head)
{
	size_t length = head->letters.len;

	if (text.len < length)
		return false;
	for (size_t i = 0; i < length; i++) {
		if (ascii_lower(text.ptr[i]) != head->letters.ptr[i])
			return false;
	}
	return !head->whole || length == text.len || !ascii_is_alnum(text.ptr[length]);
}

static bool names_port_at(const struct port_vocabulary *vocabulary, struct str text, size_t at)
{
	if (at > 0 && ascii_is_alnum(text.ptr[at - 1]))
		return false;
	for (size_t i = 0; i < vocabulary->head_count; i++) {
		if (begins_as(str_from(text, at), &vocabulary->heads[i]))
			return true;
	}
	return false;
}

/* Bits of the places where a pair stands; the second vector is of the bytes one further. */
static unsigned find_pairs(
	const struct port_vocabulary *vocabulary, byte_vector firsts, byte_vector seconds)
{
	byte_vector found = {0};

	firsts |= SMALL;
	seconds |= SMALL;
	for (size_t i = 0; i < vocabulary->pair_count; i++) {
		const struct port_pair *pair = &vocabulary->pairs[i];

		found |= (byte_vector)(firsts == pair->first) &
				 ((byte_vector)(seconds == pair->second) | pair->any);
	}
	return vector_bits(found);
}

bool port_vocabulary_may_name_port(const struct port_vocabulary *vocabulary, struct str text)
{
	if (vocabulary->beyond_ascii)
		return true;
	for (size_t at = 0; at < text.len; at += sizeof(byte_vector)) {
		const char *bytes = text.ptr + at;
		size_t left = text.len - at;
		unsigned found = find_pairs(
			vocabulary, vector_load_next(bytes, left), vector_load_next(bytes + 1, left - 1));

		for (; found != 0; found &= found - 1) {
			if (names_port_at(vocabulary, text, at + (size_t)__builtin_ctz(found)))
				return true;
		}
	}
	return false;
}

static void fill(struct arena *arena, struct port_vocabulary *vocabulary,
	const struct port_words *words, struct str language)
{
	const struct str codes[] = {S("common"), language, S("en"), S("fr")};
	const struct port_language *spoken[COUNT(codes) + 1] = {NULL};
	struct gathered all;
	size_t count = 0;

	vocabulary->words = words;
	for (size_t i = 0; i < COUNT(codes); i++) {
		const struct port_language *found = port_language_of(words, codes[i]);
		bool known = found == NULL;

		for (size_t j = 0; j < count; j++)
			known = known || spoken[j] == found;
		if (!known)
			spoken[count++] = found;
	}
	all = gather_all(arena, words, port_language_of(words, language), spoken);
	sort_entries(arena, vocabulary, &all);
	note_heads(arena, vocabulary);
}

const struct port_vocabulary *port_vocabularies_make(
	struct arena *arena, const struct port_words *words)
{
	struct port_vocabulary *made =
		arena_array(arena, struct port_vocabulary, words->language_count + 1);

	for (size_t i = 0; i < words->language_count; i++)
		fill(arena, &made[i], words, words->languages[i].code);
	fill(arena, &made[words->language_count], words, S(""));
	return made;
}

const struct port_vocabulary *port_vocabulary_of(
	const struct port_words *words, struct str language)
{
	size_t i = 0;

	while (i < words->language_count && !str_equal(words->languages[i].code, language))
		i++;
	return &words->vocabularies[i];
}
