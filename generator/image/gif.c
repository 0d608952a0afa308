#include "image/gif.h"

#include "image/integers.h"
#include "image/limits.h"

#define SCREEN     13 /* signature and screen descriptor */
#define DESCRIPTOR 10 /* of a frame, its introducer included */

enum introducer {
	EXTENSION = 0x21,
	FRAME = 0x2C,
	TRAILER = 0x3B,
};

/* Bytes of the table of colours that a packed field announces. */
static size_t table_length(uint32_t packed)
{
	return (packed & 0x80) == 0 ? 0 : (size_t)3 << ((packed & 7) + 1);
}

/* Past blocks of up to 255 bytes and the empty one that ends them; STR_NONE over the end. */
static size_t skip_blocks(struct str bytes, size_t at)
{
	while (at < bytes.len) {
		size_t length = byte_at(bytes, at);

		at += length + 1;
		if (length == 0)
			return at;
	}
	return STR_NONE;
}

/* Past one frame; STR_NONE over the end. */
static size_t skip_frame(struct str bytes, size_t at)
{
	if (bytes.len - at < DESCRIPTOR)
		return STR_NONE;
	at += DESCRIPTOR + table_length(byte_at(bytes, at + 9));
	/* A byte says how long the first code is. */
	return skip_blocks(bytes, at + 1);
}

static const char *walk(struct str bytes, struct gif_head *head)
{
	size_t at = SCREEN + table_length(byte_at(bytes, 10));

	for (uint32_t parts = 0; at < bytes.len; parts++) {
		uint32_t introducer = byte_at(bytes, at);

		if (parts > LIMIT_PARTS)
			return "it has more parts than any picture should";
		if (introducer == TRAILER)
			return head->frames > 0 ? NULL : "it has no picture";
		if (introducer == FRAME) {
			at = skip_frame(bytes, at);
			head->frames++;
		} else if (introducer == EXTENSION) {
			at = skip_blocks(bytes, at + 2);
		} else {
			return "its blocks are broken";
		}
	}
	return "it ends before its end";
}

struct gif_head gif_look(struct str bytes)
{
	struct gif_head head = {.fault = "it ends before its picture"};

	if (bytes.len < SCREEN)
		return head;
	head.width = little16(bytes, 6);
	head.height = little16(bytes, 8);
	head.fault = walk(bytes, &head);
	if (head.fault == NULL && (head.width == 0 || head.height == 0))
		head.fault = "it has no size";
	return head;
}
