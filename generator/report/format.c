#include "report/format.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/fatal.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/parallel.h"
#include "report/text.h"

/* Enough that no worker waits long for another's last part. */
#define PARTS_OF_A_WORKER 8
/* Their text is held until it is handed over. */
#define FINDINGS_AT_ONCE 4096

static const struct {
	struct str name;
	format_fn *write;
} rows[] = {
	{S_INIT("text"), format_text},
	{S_INIT("json"), format_json},
	{S_INIT("sarif"), format_sarif},
	{S_INIT("github"), format_github},
	{S_INIT("gitlab"), format_gitlab},
	{S_INIT("rdjson"), format_rdjson},
};

format_fn *format_by_name(struct str name)
{
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (str_equal(rows[i].name, name))
			return rows[i].write;
	}
	return NULL;
}

void format_list(struct buf *out)
{
	for (size_t i = 0; i < COUNT(rows); i++) {
		buf_add(out, i > 0 ? S(", ") : S(""));
		buf_add(out, rows[i].name);
	}
}

void format_json_path(const char *content, bool rooted, struct str path, struct buf *out)
{
	struct buf whole = BUF_EMPTY;

	text_write_path(content, rooted, path, &whole);
	buf_add_json(out, buf_str(&whole));
	buf_release(&whole);
}

void format_json_uri(const char *content, bool rooted, struct str path, struct buf *out)
{
	static const char hex[] = "0123456789ABCDEF";
	struct buf whole = BUF_EMPTY;

	text_write_path(content, rooted, path, &whole);
	buf_add_char(out, '"');
	for (size_t i = 0; i < whole.len; i++) {
		unsigned char c = (unsigned char)whole.ptr[i];

		if (ascii_is_alnum((char)c) || strchr("/-_.~", c) != NULL) {
			buf_add_char(out, (char)c);
			continue;
		}
		buf_add_char(out, '%');
		buf_add_char(out, hex[c >> 4]);
		buf_add_char(out, hex[c & 15]);
	}
	buf_add_char(out, '"');
	buf_release(&whole);
}

/* Rule, path and message as one text: none of them holds a NUL. */
static void add_key(struct buf *key, const struct diagnostic *finding)
{
	buf_clear(key);
	buf_add(key, finding->path);
	buf_add_char(key, '\0');
	buf_add(key, rule_name(finding->rule));
	buf_add_char(key, '\0');
	buf_add(key, finding->message);
}

void format_fingerprints(const struct report *report, uint64_t *fingerprints)
{
	struct arena *arena = arena_create((size_t)64 * 1024);
	struct map *seen = map_create(arena, report->count);
	struct buf key = BUF_EMPTY;

	for (size_t i = 0; i < report->count; i++) {
		uint64_t *count;

		add_key(&key, report->items[i]);
		count = map_get(seen, buf_str(&key));
		if (count == NULL) {
			count = arena_new(arena, uint64_t);
			map_set(seen, str_copy(arena, buf_str(&key)), count);
		}
		++*count;
		/* The first of its kind keeps its fingerprint whatever follows. */
		if (*count > 1)
			buf_add_format(&key, "%c%llu", '\0', (unsigned long long)*count);
		fingerprints[i] = hash_bytes(buf_str(&key)).high;
	}
	buf_release(&key);
	arena_destroy(arena);
}

/* Findings of a few files: no file is read for two parts. */
struct text_part {
	size_t begin, end;
	struct buf text;
};

/* As many findings as are written at once, while those before them are handed over. */
struct text_job {
	const struct format_input *input;
	format_piece_fn *take;
	void *context;
	struct text_part *written, *parts;
	size_t count; /* of either */
};

static void write_part(const struct format_input *input, struct text_part *part)
{
	struct text_style style = {input->content, input->color};
	struct sources sources = {.content = input->content};
	struct text_cursor cursor = {0};

	for (size_t i = part->begin; i < part->end; i++) {
		const struct diagnostic *diagnostic = input->report->items[i];

		if (!input->quiet || diagnostic->severity == SEVERITY_ERROR)
			text_write(
				&style, diagnostic, sources_text(&sources, diagnostic), &cursor, &part->text);
	}
	sources_release(&sources);
}

static void hand_over(const struct text_job *job)
{
	for (size_t i = 0; i < job->count; i++) {
		if (job->written[i].text.len > 0)
			job->take(job->context, buf_str(&job->written[i].text));
		buf_clear(&job->written[i].text);
	}
}

static void do_one(void *context, size_t item, unsigned worker)
{
	const struct text_job *job = context;

	(void)worker;
	if (item == 0)
		hand_over(job);
	else
		write_part(job->input, &job->parts[item - 1]);
}

/* Where the file of the finding before `at` has no more findings. */
static size_t end_of_file(const struct report *report, size_t at)
{
	while (at > 0 && at < report->count &&
		   str_equal(report->items[at]->path, report->items[at - 1]->path))
		at++;
	return at;
}

/* The findings from `begin` on, as many as are written at once; the one behind them. */
static size_t write_parts(struct text_job *job, size_t begin)
{
	size_t left = job->input->report->count - begin;
	size_t most = left < FINDINGS_AT_ONCE ? left : FINDINGS_AT_ONCE, last = begin;
	struct text_part *parts = job->written;

	for (size_t i = 0; i < job->count; i++) {
		size_t end = end_of_file(job->input->report, begin + most * (i + 1) / job->count);

		job->parts[i].begin = last;
		job->parts[i].end = end > last ? end : last;
		last = job->parts[i].end;
	}
	parallel_for_long(job->input->workers, job->count + 1, do_one, job);
	job->written = job->parts;
	job->parts = parts;
	return last;
}

static struct text_part *no_parts(size_t count)
{
	struct text_part *parts = calloc(count, sizeof(*parts));

	if (parts == NULL)
		fatal_memory();
	return parts;
}

static void release_parts(struct text_part *parts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buf_release(&parts[i].text);
	free(parts);
}

void format_text_in_pieces(const struct format_input *input, format_piece_fn *take, void *context)
{
	size_t count = input->workers > 1 ? (size_t)input->workers * PARTS_OF_A_WORKER : 1;
	struct text_job job = {.input = input,
		.take = take,
		.context = context,
		.written = no_parts(count),
		.parts = no_parts(count),
		.count = count};

	for (size_t at = 0; at < input->report->count;)
		at = write_parts(&job, at);
	hand_over(&job);
	release_parts(job.written, count);
	release_parts(job.parts, count);
}

static void add_piece(void *context, struct str piece)
{
	struct buf *out = context;

	buf_add(out, piece);
}

void format_text(const struct format_input *input, struct buf *out)
{
	buf_reserve(out, input->report->count * FINDING_BYTES);
	format_text_in_pieces(input, add_piece, out);
}
