#include "render/headers.h"

#include "content/policy.h"

static const struct {
	struct str name, value;
} fixed[] = {
	{S_INIT("X-Content-Type-Options"), S_INIT("nosniff")},
	{S_INIT("Referrer-Policy"), S_INIT("strict-origin-when-cross-origin")},
};

void headers_write_netlify(const struct listing *listing, const struct views *views,
	struct arena *scratch, struct buf *out)
{
	struct str base_path = views->site->base_path;

	(void)listing;
	buf_add(out, base_path);
	buf_add_lit(out, "/*\n  Content-Security-Policy: ");
	buf_add(out, policy_for_header(scratch, views->site->config));
	for (size_t i = 0; i < COUNT(fixed); i++)
		buf_add_format(
			out, "\n  " STR_FMT ": " STR_FMT, STR_ARG(fixed[i].name), STR_ARG(fixed[i].value));
	buf_add_char(out, '\n');
	buf_add(out, base_path);
	/* Their names hold the hash of their content. */
	buf_add_lit(out, "/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n");
}

void headers_write_nginx(const struct listing *listing, const struct views *views,
	struct arena *scratch, struct buf *out)
{
	(void)listing;
	buf_add_lit(out, "add_header Content-Security-Policy \"");
	buf_add(out, policy_for_header(scratch, views->site->config));
	buf_add_lit(out, "\" always;\n");
	for (size_t i = 0; i < COUNT(fixed); i++)
		buf_add_format(out, "add_header " STR_FMT " \"" STR_FMT "\" always;\n",
			STR_ARG(fixed[i].name), STR_ARG(fixed[i].value));
}
