#include "site/aim.h"

#include "base/utf8.h"
#include "content/source.h"
#include "site/locales.h"
#include "site/pictures.h"
#include "site/url.h"

struct diagnostic *resolver_report(
	const struct resolver *resolver, enum rule rule, const char *message, struct str what)
{
	return diagnostics_add_quoted(resolver->found, rule, resolver->page->document->path,
		resolver->reference->place, message, source_quote(what));
}

void reference_fix(struct arena *arena, const struct reference *reference,
	struct diagnostic *diagnostic, struct str text, bool safe)
{
	struct place place = reference->place;
	struct fix *fix;

	if (place.line != place.end_line ||
		place.end_column - place.column != utf8_count(reference->destination))
		return;
	fix = arena_new(arena, struct fix);
	*fix = (struct fix){place, text, safe};
	diagnostic->fix = fix;
}

struct diagnostic *resolver_report_nowhere(const struct resolver *resolver, const char *message)
{
	return resolver_report(resolver, RULE_LINK_MISSING, message, resolver->reference->destination);
}

struct diagnostic *resolver_report_malformed(const struct resolver *resolver, struct str help)
{
	struct diagnostic *diagnostic = resolver_report(resolver, RULE_LINK_MALFORMED,
		"the destination is no URL:", resolver->reference->destination);

	diagnostic->help = help;
	return diagnostic;
}

void resolver_fix(
	const struct resolver *resolver, struct diagnostic *diagnostic, struct str text, bool safe)
{
	reference_fix(resolver->arena, resolver->reference, diagnostic, text, safe);
}

/* The attribute list stands behind the destination and its parenthesis. */
static struct place place_of_attributes(const struct reference *reference)
{
	struct place place = {
		reference->place.end_line,
		reference->place.end_column + 1,
		reference->whole.end_line,
		reference->whole.end_column,
	};

	if (place.line == place.end_line && place.column >= place.end_column)
		return reference->whole;
	return place;
}

static void check_external_class(const struct resolver *resolver)
{
	const struct reference *reference = resolver->reference;
	struct diagnostic *diagnostic;

	if (!str_has_word(reference->attributes.classes, S("external")))
		return;
	diagnostic = diagnostics_add_quoted(resolver->found, RULE_LINK_EXTERNAL_CLASS,
		resolver->page->document->path, place_of_attributes(reference),
		"the link stays inside the site, but is marked \".external\":",
		source_quote(reference->destination));
	diagnostic->help = S("remove .external");
}

/* A page of another locale although this locale has the guide. */
static void check_locale(const struct resolver *resolver, const struct page *page)
{
	struct str locale = resolver->page->document->locale.code;
	struct diagnostic *diagnostic;
	const struct page *own;

	if (str_equal(page->document->locale.code, locale) || page->document->kind == KIND_HOME)
		return;
	own = page_translation(page, locale);
	/* A guide that names its other languages links to them on purpose. */
	if (own == NULL || own == resolver->page)
		return;
	diagnostic = resolver_report(resolver, RULE_LINK_LOCALE,
		"the link leads to another locale, but this one has the page:",
		resolver->reference->destination);
	diagnostic->help =
		str_format(resolver->arena, "the page of this locale is " STR_FMT " (" STR_FMT ")",
			STR_ARG(own->url), STR_ARG(own->document->path));
}

void aim_at_page(const struct resolver *resolver, const struct page *page, struct str query,
	struct str fragment, bool in_locale)
{
	struct link *link = resolver->link;

	link->kind = TARGET_PAGE;
	link->index = (uint32_t)(page - resolver->linker->names->pages);
	link->fragment = fragment;
	if (query.len > 0)
		link->url = str_concat(resolver->arena, S("?"), url_encode(resolver->scratch, query));
	if (in_locale)
		check_locale(resolver, page);
	check_external_class(resolver);
}

void aim_at_picture(const struct resolver *resolver, const struct site_file *file)
{
	const struct linker *linker = resolver->linker;
	struct link *link = resolver->link;

	link->kind = TARGET_FILE;
	link->from_images = linker->images != NULL && file >= linker->image_files &&
						file < linker->image_files + linker->images->files.count;
	link->index =
		(uint32_t)(file - (link->from_images ? linker->image_files : linker->content_files));
	link->shown_width = picture_shown_width(linker->config, resolver->reference);
}

void aim_at_file(const struct resolver *resolver, const struct site_file *file)
{
	aim_at_picture(resolver, file);
	check_external_class(resolver);
}

void aim_outside(const struct resolver *resolver, struct str url, bool external)
{
	resolver->link->kind = TARGET_EXTERNAL;
	resolver->link->external = external;
	/* The configuration and the key files may go before the link does. */
	resolver->link->url = str_copy(resolver->arena, url_encode(resolver->scratch, url));
}
