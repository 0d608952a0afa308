#include "render/headers.h"

#include "content/policy.h"

static const struct {
	struct str name, value;
} fixed[] = {
	{S_INIT("X-Content-Type-Options"), S_INIT("nosniff")},
	{S_INIT("Referrer-Policy"), S_INIT("strict-origin-when-cross-origin")},
};

static void write_netlify(struct str base_path, struct str policy, struct buf *out)
{
	buf_add(out, base_path);
	buf_add_lit(out, "/*\n  Content-Security-Policy: ");
	buf_add(out, policy);
	for (size_t i = 0; i < COUNT(fixed); i++)
		buf_add_format(
			out, "\n  " STR_FMT ": " STR_FMT, STR_ARG(fixed[i].name), STR_ARG(fixed[i].value));
	buf_add_char(out, '\n');
	buf_add(out, base_path);
	/* Their names hold the hash of their content. */
	buf_add_lit(out, "/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n");
}

static void write_nginx(struct str policy, struct buf *out)
{
	buf_add_lit(out, "add_header Content-Security-Policy \"");
	buf_add(out, policy);
	buf_add_lit(out, "\" always;\n");
	for (size_t i = 0; i < COUNT(fixed); i++)
		buf_add_format(out, "add_header " STR_FMT " \"" STR_FMT "\" always;\n",
			STR_ARG(fixed[i].name), STR_ARG(fixed[i].value));
}

void headers_make(struct listings *listings, const struct views *views)
{
	struct str policy = policy_for_header(listings->arena, views->site->config);
	struct buf out = BUF_EMPTY;

	write_netlify(views->site->base_path, policy, &out);
	listings_add(listings, S("_headers"), &out);
	write_nginx(policy, &out);
	listings_add(listings, S("headers.conf"), &out);
	buf_release(&out);
}
