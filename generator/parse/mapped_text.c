#include "parse/mapped_text.h"

#include <assert.h>
#include <stdlib.h>

/* A text under construction. Its bytes and segments have room for all that will come. */
struct builder {
	char *bytes;
	size_t len;
	struct segment *segments;
	size_t segment_count;
};

struct mapped_text mapped_text_of(struct arena *arena, struct str source, size_t begin, size_t end)
{
	struct segment *segment = arena_new(arena, struct segment);

	assert(begin <= end && end <= source.len && source.len < UINT32_MAX);
	segment->source = (uint32_t)begin;
	return (struct mapped_text){
		.bytes = str_range(source.ptr + begin, source.ptr + end),
		.segments = segment,
		.segment_count = 1,
	};
}

size_t mapped_text_segment(const struct mapped_text *text, size_t offset)
{
	size_t low = 0, high = text->segment_count;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (text->segments[middle].at <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static size_t source_in(const struct segment *segment, size_t offset)
{
	return segment->source + (segment->inserted ? 0 : offset - segment->at);
}

size_t mapped_text_source(const struct mapped_text *text, size_t offset)
{
	size_t segment = 0;

	return mapped_text_source_near(text, offset, &segment);
}

void edits_add(struct edits *edits, size_t at, size_t remove, struct str insert)
{
	edits->items =
		arena_grown(edits->arena, edits->items, edits->count, &edits->size, sizeof(*edits->items));
	edits->items[edits->count] = (struct edit){at, remove, insert, edits->count};
	edits->count++;
}

static struct builder builder_make(struct arena *arena, size_t bytes, size_t segments)
{
	return (struct builder){
		.bytes = arena_bytes(arena, bytes + 1),
		.segments = arena_array(arena, struct segment, segments),
	};
}

static void add_segment(struct builder *builder, size_t source, bool inserted)
{
	builder->segments[builder->segment_count++] = (struct segment){
		.at = (uint32_t)builder->len,
		.source = (uint32_t)source,
		.inserted = inserted,
	};
}

static void copy_stretch(
	struct builder *builder, const struct mapped_text *text, size_t begin, size_t end)
{
	size_t index = mapped_text_segment(text, begin);

	while (begin < end) {
		const struct segment *segment = &text->segments[index];
		size_t stop = index + 1 < text->segment_count ? segment[1].at : text->bytes.len;
		size_t until = stop < end ? stop : end;

		add_segment(builder, source_in(segment, begin), segment->inserted);
		memcpy(builder->bytes + builder->len, text->bytes.ptr + begin, until - begin);
		builder->len += until - begin;
		begin = until;
		index++;
	}
}

static struct mapped_text builder_finish(struct builder *builder, size_t source)
{
	if (builder->segment_count == 0)
		add_segment(builder, source, true);
	builder->bytes[builder->len] = '\0';
	return (struct mapped_text){
		.bytes = str_make(builder->bytes, builder->len),
		.segments = builder->segments,
		.segment_count = builder->segment_count,
	};
}

/* Edits at one place stay in the order of adding. */
static int compare_edits(const void *left, const void *right)
{
	const struct edit *a = left, *b = right;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return (a->order > b->order) - (a->order < b->order);
}

struct mapped_text mapped_text_edit(
	struct arena *arena, const struct mapped_text *text, struct edits *edits)
{
	struct builder builder;
	size_t inserted = 0, at = 0;

	if (edits->count == 0)
		return *text;
	qsort(edits->items, edits->count, sizeof(*edits->items), compare_edits);
	for (size_t i = 0; i < edits->count; i++)
		inserted += edits->items[i].insert.len;
	builder =
		builder_make(arena, text->bytes.len + inserted, 2 * edits->count + text->segment_count + 2);
	for (size_t i = 0; i < edits->count; i++) {
		const struct edit *edit = &edits->items[i];

		if (edit->at < at)
			continue;
		copy_stretch(&builder, text, at, edit->at);
		if (edit->insert.len > 0) {
			add_segment(&builder, mapped_text_source(text, edit->at), true);
			memcpy(builder.bytes + builder.len, edit->insert.ptr, edit->insert.len);
			builder.len += edit->insert.len;
		}
		at = edit->at + edit->remove;
	}
	copy_stretch(&builder, text, at, text->bytes.len);
	return builder_finish(&builder, mapped_text_source(text, 0));
}

struct mapped_text mapped_text_pick(struct arena *arena, const struct mapped_text *text,
	const struct stretch *stretches, size_t count)
{
	size_t bytes = 0, segments = 1;
	struct builder builder;

	for (size_t i = 0; i < count; i++) {
		bytes += stretches[i].end - stretches[i].begin;
		segments += mapped_text_segment(text, stretches[i].end) -
					mapped_text_segment(text, stretches[i].begin) + 1;
	}
	builder = builder_make(arena, bytes, segments);
	for (size_t i = 0; i < count; i++)
		copy_stretch(&builder, text, stretches[i].begin, stretches[i].end);
	return builder_finish(&builder, count > 0 ? mapped_text_source(text, stretches[0].begin) : 0);
}
