#include "site/url.h"

#include "base/buf.h"
#include "base/path.h"
#include "base/utf8.h"

/* A file system takes names of 255 bytes; a part that becomes a folder stays below. */
#define LONGEST_PART 200

/* Characters that would end a path or climb out of it, or that nobody can see. */
static bool is_forbidden(char c)
{
	return (unsigned char)c < 0x20 || c == 0x7f || strchr("?#\\<>\"|*:%", c) != NULL;
}

/* Files that the site itself publishes, at its root or in folders of pages. */
static bool is_taken_name(struct str part)
{
	static const struct str names[] = {S_INIT("404.html"), S_INIT("docsearch.json"),
		S_INIT("feed.xml"), S_INIT("index.html"), S_INIT("index.md"), S_INIT("llms.txt"),
		S_INIT("pages.json"), S_INIT("ports.html"), S_INIT("ports.json"), S_INIT("redirects.map"),
		S_INIT("robots.txt"), S_INIT("seourls.json"), S_INIT("sitemap.xml")};

	if (str_find_char(part, '.', 0) == STR_NONE)
		return false;
	for (size_t i = 0; i < COUNT(names); i++) {
		if (str_equal_nocase(part, names[i]))
			return true;
	}
	return str_starts_nocase(part, S("sitemap-")) && str_ends(part, S(".xml"));
}

/* Cut to a length without cutting a character. */
static struct str cut_part(struct str part)
{
	size_t len = part.len;

	if (len <= LONGEST_PART)
		return part;
	len = LONGEST_PART;
	while (len > 0 && ((unsigned char)part.ptr[len] & 0xC0) == 0x80)
		len--;
	return str_first(part, len);
}

static struct str mend_part(struct arena *arena, struct str part, bool *mended)
{
	char *copy;
	struct str cut = cut_part(part);

	copy = arena_bytes(arena, cut.len + 1);
	*mended = *mended || cut.len != part.len;
	for (size_t i = 0; i < cut.len; i++) {
		bool forbidden = cut.ptr[i] == '\0' || is_forbidden(cut.ptr[i]);

		*mended = *mended || forbidden;
		copy[i] = forbidden ? '-' : cut.ptr[i];
	}
	copy[cut.len] = '\0';
	if (is_taken_name(cut)) {
		*mended = true;
		copy[str_find_char(cut, '.', 0)] = '-';
	}
	return str_make(copy, cut.len);
}

struct str url_slug(struct arena *arena, const struct document *document, bool *mended)
{
	struct str rest = front_text(&document->front, FRONT_SLUG), part, slug = S("");
	bool given = rest.len > 0;

	*mended = false;
	if (!given)
		rest = document->directory;
	while (str_next_part(&rest, '/', &part)) {
		part = str_trim(part);
		if (part.len == 0 || str_equal(part, S(".")) || str_equal(part, S(".."))) {
			*mended = *mended || part.len > 0;
			continue;
		}
		slug = path_join(arena, slug, mend_part(arena, part, mended));
	}
	if (slug.len > 0)
		return slug;
	*mended = given;
	part = path_name(document->directory);
	return mend_part(arena, part.len > 0 ? part : kind_name(document->kind), &(bool){false});
}

struct str url_of_document(struct arena *arena, const struct document *document, struct str slug,
	const struct page *const *ancestors, size_t ancestor_count)
{
	struct str url = str_concat(arena, S("/"), locale_prefix(arena, &document->locale));

	if (document->kind == KIND_NOT_FOUND)
		return str_concat(arena, url, S("/404.html"));
	if (document->kind == KIND_PRODUCT || document->kind == KIND_GUIDE) {
		for (size_t i = ancestor_count; i > 0; i--) {
			enum kind kind = ancestors[i - 1]->document->kind;

			if (kind == KIND_PRODUCT || kind == KIND_GUIDE)
				url = path_join(arena, url, ancestors[i - 1]->slug);
		}
	}
	if (document->kind != KIND_HOME)
		url = path_join(arena, url, slug);
	return str_concat(arena, url, S("/"));
}

struct str url_host(struct str base_url)
{
	size_t at = str_find(base_url, S("://"), 0);
	struct str host, rest;

	if (at == STR_NONE)
		return S("");
	str_cut(str_from(base_url, at + 3), '/', &host, &rest);
	return host;
}

struct str url_base_path(struct str base_url)
{
	size_t host = str_find(base_url, S("://"), 0);
	size_t path = host == STR_NONE ? STR_NONE : str_find_char(base_url, '/', host + 3);

	return path == STR_NONE ? S("") : str_from(base_url, path);
}

struct str url_decode(struct arena *arena, struct str url)
{
	char *out;
	size_t len = 0;

	if (str_find_char(url, '%', 0) == STR_NONE)
		return url;
	out = arena_bytes(arena, url.len + 1);
	for (size_t i = 0; i < url.len; i++) {
		int high = i + 2 < url.len && url.ptr[i] == '%' ? ascii_hex_value(url.ptr[i + 1]) : -1;
		int low = high >= 0 ? ascii_hex_value(url.ptr[i + 2]) : -1;
		int value = low >= 0 ? high * 16 + low : 0;

		if (value == 0 || value == '/') {
			out[len++] = url.ptr[i];
			continue;
		}
		out[len++] = (char)value;
		i += 2;
	}
	out[len] = '\0';
	if (utf8_valid_length(str_make(out, len)) < len)
		return url;
	return str_make(out, len);
}

struct str url_encode(struct arena *arena, struct str url)
{
	struct buf encoded = BUF_EMPTY;
	struct str copy;

	if (buf_url_kept(url, 0) == url.len)
		return url;
	buf_add_url(&encoded, url);
	copy = str_copy(arena, buf_str(&encoded));
	buf_release(&encoded);
	return copy;
}

void url_split(struct str url, struct str *path, struct str *query, struct str *fragment)
{
	str_cut(url, '#', path, fragment);
	str_cut(*path, '?', path, query);
}

struct str url_normal(struct arena *arena, struct str path)
{
	struct str resolved;

	while (path.len > 0 && path.ptr[0] == '/')
		path = str_from(path, 1);
	if (!path_resolve(arena, S(""), path, &resolved) || resolved.len == 0)
		return S("/");
	return str_concat3(arena, S("/"), resolved, S("/"));
}

bool url_is_fit(struct str url)
{
	struct str part;

	if (url.len > LONGEST_URL)
		return false;
	while (str_next_part(&url, '/', &part)) {
		if (part.len > LONGEST_PART || is_taken_name(part))
			return false;
		for (size_t i = 0; i < part.len; i++) {
			if (is_forbidden(part.ptr[i]))
				return false;
		}
	}
	return true;
}
