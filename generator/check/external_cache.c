#include "check/external_cache.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/map.h"

static const struct str first_line = S_INIT("portolan external 1");

/* How long a page is believed to be gone, in seconds. */
#define GONE_AGE 3600

/* A line: time, outcome, status, whether https: is there too, URL, where it moved, reason. */
enum field {
	FIELD_TIME,
	FIELD_OUTCOME,
	FIELD_STATUS,
	FIELD_SECURE,
	FIELD_URL,
	FIELD_MOVED,
	FIELD_REASON,
	FIELD_COUNT
};

struct entry {
	struct str url;
	uint64_t time;
	struct fetch_answer answer;
	struct entry *next;
};

struct external_cache {
	struct arena *arena;
	uint64_t now, age;
	struct map *by_url;
	struct entry *entries;
};

static void keep(struct external_cache *cache, const struct entry *entry)
{
	struct entry *fresh = arena_new(cache->arena, struct entry);
	struct entry *kept = map_add(cache->by_url, entry->url, fresh);
	struct entry *next = kept == fresh ? cache->entries : kept->next;

	*kept = *entry;
	kept->next = next;
	if (kept == fresh)
		cache->entries = fresh;
}

static bool read_entry(struct str line, struct entry *entry)
{
	struct str fields[FIELD_COUNT];
	uint64_t outcome, status, secure;

	for (size_t i = 0; i < FIELD_COUNT; i++) {
		if (!str_next_part(&line, '\t', &fields[i]))
			return false;
	}
	if (!str_to_number(fields[FIELD_TIME], INT64_MAX, &entry->time) ||
		!str_to_number(fields[FIELD_OUTCOME], FETCH_DEAD, &outcome) ||
		!str_to_number(fields[FIELD_STATUS], 999, &status) ||
		!str_to_number(fields[FIELD_SECURE], 1, &secure))
		return false;
	entry->url = fields[FIELD_URL];
	entry->answer = (struct fetch_answer){
		.outcome = (enum fetch_outcome)outcome,
		.status = (unsigned)status,
		.secure = secure == 1,
		.moved = fields[FIELD_MOVED],
		.reason = fields[FIELD_REASON],
	};
	return entry->answer.outcome != FETCH_UNSURE;
}

static bool is_fresh(const struct external_cache *cache, const struct entry *entry)
{
	uint64_t age = cache->age;

	if (entry->answer.outcome == FETCH_DEAD && age > GONE_AGE)
		age = GONE_AGE;
	/* What comes from the future was written by another clock. */
	return entry->time <= cache->now && cache->now - entry->time < age;
}

struct external_cache *external_cache_read(
	struct arena *arena, struct str text, uint64_t now, uint64_t age)
{
	struct external_cache *cache = arena_new(arena, struct external_cache);
	struct str line;

	*cache = (struct external_cache){
		.arena = arena, .now = now, .age = age, .by_url = map_create(arena, 256)};
	if (!str_next_line(&text, &line) || !str_equal(line, first_line))
		return cache;
	while (str_next_line(&text, &line)) {
		struct entry entry;

		if (read_entry(line, &entry) && is_fresh(cache, &entry))
			keep(cache, &entry);
	}
	return cache;
}

const struct fetch_answer *external_cache_get(const struct external_cache *cache, struct str url)
{
	const struct entry *entry = map_get(cache->by_url, url);

	return entry != NULL ? &entry->answer : NULL;
}

static bool has_control(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '\t' || text.ptr[i] == '\n' || text.ptr[i] == '\r')
			return true;
	}
	return false;
}

void external_cache_put(
	struct external_cache *cache, struct str url, const struct fetch_answer *answer)
{
	bool known = answer->outcome == FETCH_ALIVE || answer->outcome == FETCH_DEAD;

	if (known && !has_control(url) && !has_control(answer->moved))
		keep(cache, &(struct entry){url, cache->now, *answer, NULL});
}

static int compare(const void *left, const void *right)
{
	const struct entry *a = *(const struct entry *const *)left;
	const struct entry *b = *(const struct entry *const *)right;

	return str_compare(a->url, b->url);
}

static void write_entry(const struct entry *entry, struct buf *out)
{
	buf_add_format(out, "%llu\t%d\t%u\t%d\t" STR_FMT "\t" STR_FMT "\t" STR_FMT "\n",
		(unsigned long long)entry->time, (int)entry->answer.outcome, entry->answer.status,
		(int)entry->answer.secure, STR_ARG(entry->url), STR_ARG(entry->answer.moved),
		STR_ARG(entry->answer.reason));
}

void external_cache_write(const struct external_cache *cache, struct buf *out)
{
	size_t count = map_count(cache->by_url), at = 0;
	const struct entry **sorted = arena_array(cache->arena, const struct entry *, count);

	for (const struct entry *entry = cache->entries; entry != NULL; entry = entry->next)
		sorted[at++] = entry;
	if (count > 0)
		qsort(sorted, count, sizeof(*sorted), compare);
	buf_add(out, first_line);
	buf_add_char(out, '\n');
	for (size_t i = 0; i < count; i++)
		write_entry(sorted[i], out);
}
