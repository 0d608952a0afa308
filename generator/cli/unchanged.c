#include "cli/unchanged.h"

#include <limits.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/version.h"
#include "cli/build_record.h"
#include "cli/console.h"
#include "cli/default_theme.h"

#define FORM "portolan build 2\n"
/* What the build counted, and what it printed. */
#define RECORD   S(".build")
#define FINDINGS S(".findings")
/* Kernels count a file's changes by their clock's ticks, 10 ms at most. */
#define UNSETTLED ((int64_t)50 * 1000 * 1000)

struct looker {
	struct arena *arena;
	struct buf text; /* all that is hashed */
	int64_t latest;  /* the last change of all */
	bool doubtful;   /* something can't be looked at from where it is found */
};

/* No text that is added holds a NUL: where one ends, the next begins. */
static void add_str(struct looker *looker, struct str text)
{
	buf_add(&looker->text, text);
	buf_add_char(&looker->text, '\0');
}

static void add_text(struct looker *looker, const char *text)
{
	add_str(looker, str_of(text == NULL ? "" : text));
}

static void add_number(struct looker *looker, uint64_t number)
{
	buf_add_number(&looker->text, number);
	buf_add_char(&looker->text, '\0');
}

static void add_change(struct looker *looker, int64_t changed)
{
	add_number(looker, (uint64_t)changed);
	if (changed > looker->latest)
		looker->latest = changed;
}

static void add_entry(struct looker *looker, const struct file_entry *entry)
{
	add_str(looker, entry->path);
	/* Who reads a link that leads out of the folder by its name sees what it leads to. */
	looker->doubtful = looker->doubtful || entry->error != 0;
	add_number(looker, entry->size);
	add_number(looker, entry->inode);
	/* A folder's own times change with its files. */
	if (!entry->is_directory)
		add_change(looker, entry->changed);
}

/* NULL where there is none, or it can't be read. */
static const struct file_list *walk(struct looker *looker, const char *root)
{
	struct file_list *list = arena_new(looker->arena, struct file_list);
	int error;

	add_text(looker, root);
	if (root == NULL)
		return NULL;
	error = file_walk(looker->arena, root, list);
	add_number(looker, (uint64_t)error);
	return error == 0 ? list : NULL;
}

static const struct file_list *add_tree(struct looker *looker, const char *root)
{
	const struct file_list *list = walk(looker, root);

	for (size_t i = 0; list != NULL && i < list->count; i++)
		add_entry(looker, &list->entries[i]);
	return list;
}

/* Those that are guides, or those that are none. A folder comes with the guides. */
static void add_guides(struct looker *looker, const struct file_list *list, bool guides)
{
	for (size_t i = 0; list != NULL && i < list->count; i++) {
		const struct file_entry *entry = &list->entries[i];

		if ((entry->is_directory || str_ends(entry->path, S(".md"))) == guides)
			add_entry(looker, entry);
	}
}

static void add_file(struct looker *looker, const char *path)
{
	struct stat status;

	add_text(looker, path);
	if (path == NULL || stat(path, &status) != 0)
		return;
	add_number(looker, (uint64_t)status.st_size);
	add_number(looker, (uint64_t)status.st_ino);
	add_change(looker, (int64_t)status.st_ctim.tv_sec * 1000000000 + status.st_ctim.tv_nsec);
}

static void add_options(struct looker *looker, const struct options *options)
{
	char directory[PATH_MAX];

	add_text(looker, PORTOLAN_VERSION);
	add_text(looker, getcwd(directory, sizeof(directory)));
	add_text(looker, options->base_url);
	add_text(looker, options->locales);
	add_text(looker, options->cache);
	add_number(looker, options->quiet);
	add_number(looker, console_has_color(options, stderr));
}

static int64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_REALTIME, &time);
	return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static bool is_settled(const struct looker *looker)
{
	return !looker->doubtful && looker->latest < now() - UNSETTLED;
}

struct unchanged unchanged_look(const struct options *options, struct arena *arena)
{
	struct looker looker = {.arena = arena, .text = BUF_EMPTY};
	struct unchanged unchanged = {.options = options, .arena = arena};

	/* With --strict all rules run, and one of them asks what day it is. */
	if (options->strict)
		return unchanged;
	add_options(&looker, options);
	add_file(&looker, "/proc/self/exe");
	add_file(&looker, options->config);
	unchanged.images = add_tree(&looker, options->images);
	add_tree(&looker, options->theme);
	add_tree(&looker, default_theme_find(arena));
	unchanged.content = walk(&looker, options->content);
	add_guides(&looker, unchanged.content, false);
	unchanged.settings = hash_bytes(buf_str(&looker.text));
	unchanged.settings_settled = is_settled(&looker);
	add_guides(&looker, unchanged.content, true);
	unchanged.inputs = hash_bytes(buf_str(&looker.text));
	unchanged.settled = is_settled(&looker);
	buf_release(&looker.text);
	return unchanged;
}

static void add_hash(struct buf *out, struct hash hash)
{
	buf_add_format(out, HASH_FMT "\n", HASH_ARG(hash));
}

static void write_inputs(const struct unchanged *unchanged, struct buf *out)
{
	buf_add_lit(out, FORM);
	add_hash(out, unchanged->inputs);
}

/* What the record begins with. */
static void write_head(
	const struct unchanged *unchanged, const struct published *outputs, struct buf *out)
{
	write_inputs(unchanged, out);
	add_hash(out, outputs->state);
}

/* After most edits it is the inputs that differ: the output isn't looked at for that. */
static bool has_inputs(const struct unchanged *unchanged, struct str record)
{
	struct buf head = BUF_EMPTY;
	bool same;

	write_inputs(unchanged, &head);
	same = str_starts(record, buf_str(&head));
	buf_release(&head);
	return same;
}

static bool read_numbers(struct str *text, size_t *numbers, size_t count)
{
	struct str line, number;

	if (!str_next_line(text, &line))
		return false;
	for (size_t i = 0; i < count; i++) {
		uint64_t value;

		if (!str_next_part(&line, ' ', &number) || !str_to_number(number, SIZE_MAX / 2, &value))
			return false;
		numbers[i] = (size_t)value;
	}
	return true;
}

/* The record's head is that of this build: what follows is what it came to. */
static bool read_tally(struct str record, struct str head, size_t files, struct build_tally *tally,
	struct str *findings_hash)
{
	size_t numbers[5];

	if (!str_starts(record, head))
		return false;
	record = str_from(record, head.len);
	if (!read_numbers(&record, numbers, COUNT(numbers)))
		return false;
	*findings_hash = record;
	*tally = (struct build_tally){
		.pages = numbers[0],
		.locales = numbers[1],
		.images = numbers[2],
		.unchanged = files,
		.errors = numbers[3],
		.warnings = numbers[4],
	};
	return true;
}

/* Both records are of one build, or there is none. */
static bool read_findings(const struct unchanged *unchanged, struct str hash, struct str *findings)
{
	struct buf text = BUF_EMPTY, found = BUF_EMPTY;
	bool good = build_record_read(unchanged->options, unchanged->arena, FINDINGS, &text);

	add_hash(&found, hash_bytes(buf_str(&text)));
	good = good && str_equal(buf_str(&found), hash);
	if (good)
		*findings = str_copy(unchanged->arena, buf_str(&text));
	buf_release(&text);
	buf_release(&found);
	return good;
}

bool unchanged_find(
	const struct unchanged *unchanged, struct build_tally *tally, struct str *findings)
{
	const struct options *options = unchanged->options;
	struct buf head = BUF_EMPTY, record = BUF_EMPTY;
	struct published outputs;
	struct str hash;
	bool same = unchanged->settled &&
				build_record_read(options, unchanged->arena, RECORD, &record) &&
				has_inputs(unchanged, buf_str(&record)) &&
				published_find(options_out(options), options->jobs, &outputs);

	if (same) {
		write_head(unchanged, &outputs, &head);
		same = read_tally(buf_str(&record), buf_str(&head), outputs.count, tally, &hash) &&
			   read_findings(unchanged, hash, findings);
	}
	buf_release(&head);
	buf_release(&record);
	return same;
}

void unchanged_keep_findings(struct unchanged *unchanged, struct str findings)
{
	if (!unchanged->settled)
		return;
	unchanged->findings = hash_bytes(findings);
	build_record_write(unchanged->options, unchanged->arena, FINDINGS, findings);
}

void unchanged_keep(const struct unchanged *unchanged, const struct build_tally *tally,
	const struct published *outputs)
{
	struct buf record = BUF_EMPTY;

	if (!unchanged->settled)
		return;
	write_head(unchanged, outputs, &record);
	buf_add_format(&record, "%zu %zu %zu %zu %zu\n", tally->pages, tally->locales, tally->images,
		tally->errors, tally->warnings);
	add_hash(&record, unchanged->findings);
	build_record_write(unchanged->options, unchanged->arena, RECORD, buf_str(&record));
	buf_release(&record);
}
