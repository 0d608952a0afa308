#include "cli/kept_pages.h"

#include <stdlib.h>

#include "cli/build_record.h"

#define RECORD S(".pages")

/* The file: this, then the keys by name. Who reads another form finds another size or state. */
struct head {
	char form[16];
	struct hash state; /* of the folder whose pages these are */
	uint64_t count;
};

static const char form[16] = "portolan pages1";

/* The last build's keys, where the folder is as it left it. */
static void read_former(struct kept_pages *kept, struct hash state)
{
	struct arena *arena = kept->unchanged->arena;
	struct buf bytes = BUF_EMPTY;
	struct head head;

	if (build_record_read(kept->unchanged->options, arena, RECORD, &bytes) &&
		bytes.len >= sizeof(head)) {
		memcpy(&head, bytes.ptr, sizeof(head));
		if (memcmp(head.form, form, sizeof(form)) == 0 && hash_equal(head.state, state) &&
			bytes.len - sizeof(head) == head.count * sizeof(struct kept_key)) {
			struct kept_key *keys = arena_array(arena, struct kept_key, head.count);

			memcpy(keys, bytes.ptr + sizeof(head), bytes.len - sizeof(head));
			kept->former = keys;
			kept->former_count = head.count;
		}
	}
	buf_release(&bytes);
}

struct kept_pages kept_pages_open(const struct unchanged *unchanged, const struct views *views,
	size_t count, const struct publication *publication)
{
	struct kept_pages kept = {.unchanged = unchanged, .count = count};

	kept.keys = arena_array(unchanged->arena, struct kept_key, count);
	if (!unchanged->settings_settled)
		return kept;
	kept.made_of = page_keys_make(views, unchanged->settings);
	read_former(&kept, publish_state(publication));
	return kept;
}

static int compare_hashes(struct hash a, struct hash b)
{
	if (a.high != b.high)
		return a.high < b.high ? -1 : 1;
	return (a.low > b.low) - (a.low < b.low);
}

static int compare_names(const void *left, const void *right)
{
	const struct kept_key *a = left, *b = right;

	return compare_hashes(a->name, b->name);
}

bool kept_pages_keep(struct kept_pages *kept, const struct render_item *item, size_t index,
	struct publication *publication, struct page_key_room *room)
{
	struct kept_key *key = &kept->keys[index];
	const struct kept_key *former;

	if (!kept->unchanged->settings_settled || !page_key(&kept->made_of, item, room, &key->key))
		return false;
	key->name = hash_bytes(item->path);
	if (kept->former_count == 0)
		return false;
	former = bsearch(key, kept->former, kept->former_count, sizeof(*key), compare_names);
	return former != NULL && hash_equal(former->key, key->key) && publish_keep(publication, index);
}

void kept_pages_save(const struct kept_pages *kept, struct hash state)
{
	struct head head = {.state = state};
	struct buf bytes = BUF_EMPTY;
	const struct hash none = {0, 0};

	if (!kept->unchanged->settings_settled)
		return;
	memcpy(head.form, form, sizeof(form));
	qsort(kept->keys, kept->count, sizeof(*kept->keys), compare_names);
	for (size_t i = 0; i < kept->count; i++)
		head.count += !hash_equal(kept->keys[i].name, none);
	/* Those without a key come first. */
	buf_add(&bytes, str_make((const char *)&head, sizeof(head)));
	buf_add(&bytes, str_make((const char *)(kept->keys + (kept->count - head.count)),
						head.count * sizeof(*kept->keys)));
	build_record_write(kept->unchanged->options, kept->unchanged->arena, RECORD, buf_str(&bytes));
	buf_release(&bytes);
}
