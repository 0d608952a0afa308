#include "content/policy.h"

#include "base/arena.h"
#include "base/buf.h"

static const struct {
	struct str name;
	struct str sources;
} directives[] = {
	{S_INIT("default-src"), S_INIT("'none'")},
	{S_INIT("script-src"), S_INIT("'self'")},
	{S_INIT("style-src"), S_INIT("'self'")},
	{S_INIT("img-src"), S_INIT("'self'")},
	{S_INIT("font-src"), S_INIT("'self'")},
	{S_INIT("media-src"), S_INIT("'self'")},
	{S_INIT("connect-src"), S_INIT("'self'")},
	{S_INIT("frame-src"), S_INIT("")},
	{S_INIT("form-action"), S_INIT("'self'")},
	{S_INIT("base-uri"), S_INIT("'none'")},
};

bool policy_has_directive(struct str name)
{
	for (size_t i = 0; i < COUNT(directives); i++) {
		if (str_equal(directives[i].name, name))
			return true;
	}
	return false;
}

bool policy_sources_fit(struct str sources)
{
	for (size_t i = 0; i < sources.len; i++) {
		char c = sources.ptr[i];

		if (c < ' ' || c > '~' || str_find_char(S(";,\"<>&\\$"), c, 0) != STR_NONE)
			return false;
	}
	return true;
}

static void add_frames(const struct config *config, struct buf *out)
{
	for (size_t i = 0; i < config->iframe_hosts.count; i++) {
		struct str host = config->iframe_hosts.items[i];

		if (!policy_sources_fit(host) || str_find_char(host, ' ', 0) != STR_NONE)
			continue;
		buf_add_lit(out, " https://");
		buf_add(out, host);
	}
}

static void add_directive(
	const struct config *config, struct str name, struct str sources, struct buf *out)
{
	struct str added = config_lookup(&config->policy, name);
	size_t before = out->len, empty;

	buf_add(out, before == 0 ? S("") : S("; "));
	buf_add(out, name);
	empty = out->len;
	/* 'none' beside other sources would mean nothing. */
	if (sources.len > 0 && (added.len == 0 || !str_equal(sources, S("'none'")))) {
		buf_add_char(out, ' ');
		buf_add(out, sources);
	}
	if (str_equal(name, S("frame-src")))
		add_frames(config, out);
	if (added.len > 0) {
		buf_add_char(out, ' ');
		buf_add(out, added);
	}
	if (out->len == empty)
		out->len = before; /* what default-src says holds */
}

static struct str policy_make(struct arena *arena, const struct config *config, struct str tail)
{
	struct buf text = BUF_EMPTY;
	struct str result;

	for (size_t i = 0; i < COUNT(directives); i++)
		add_directive(config, directives[i].name, directives[i].sources, &text);
	buf_add(&text, tail);
	result = str_copy(arena, buf_str(&text));
	buf_release(&text);
	return result;
}

struct str policy_for_page(struct arena *arena, const struct config *config)
{
	return policy_make(arena, config, S(""));
}

struct str policy_for_header(struct arena *arena, const struct config *config)
{
	return policy_make(arena, config, S("; frame-ancestors 'self'"));
}
