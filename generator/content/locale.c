#include "content/locale.h"

#include "base/arena.h"

static bool is_small_letters(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] < 'a' || s.ptr[i] > 'z')
			return false;
	}
	return true;
}

bool locale_parse(struct str code, struct locale *locale)
{
	struct str language, zone;

	if (!str_cut(code, '-', &language, &zone) || language.len != 2 || zone.len < 2 ||
		zone.len > 4 || !is_small_letters(language) || !is_small_letters(zone))
		return false;
	*locale = (struct locale){code, language, zone};
	return true;
}

struct str locale_prefix(struct arena *arena, const struct locale *locale)
{
	if (str_equal(locale->language, locale->zone))
		return locale->language;
	return str_concat3(arena, locale->zone, S("/"), locale->language);
}

struct str locale_tag(struct arena *arena, const struct locale *locale)
{
	char *zone;

	if (locale->zone.len != 2)
		return locale->language;
	zone = arena_bytes(arena, 2);
	zone[0] = (char)(locale->zone.ptr[0] - 'a' + 'A');
	zone[1] = (char)(locale->zone.ptr[1] - 'a' + 'A');
	return str_concat3(arena, locale->language, S("-"), str_make(zone, 2));
}

void locale_add_tag(const struct locale *locale, struct buf *out)
{
	buf_add(out, locale->language);
	if (locale->zone.len != 2)
		return;
	buf_add_char(out, '-');
	buf_add_char(out, ascii_upper(locale->zone.ptr[0]));
	buf_add_char(out, ascii_upper(locale->zone.ptr[1]));
}

bool locale_is_right_to_left(const struct locale *locale)
{
	static const struct str languages[] = {
		S_INIT("ar"), S_INIT("fa"), S_INIT("he"), S_INIT("ps"), S_INIT("ur"), S_INIT("yi")};

	for (size_t i = 0; i < COUNT(languages); i++) {
		if (str_equal(locale->language, languages[i]))
			return true;
	}
	return false;
}
