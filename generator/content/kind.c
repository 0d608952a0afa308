#include "content/kind.h"

static const struct str names[KIND_COUNT] = {
	[KIND_HOME] = S_INIT("home"),
	[KIND_UNIVERSE] = S_INIT("universe"),
	[KIND_PRODUCT] = S_INIT("product"),
	[KIND_GUIDE] = S_INIT("guide"),
	[KIND_NOT_FOUND] = S_INIT("404"),
};

bool kind_of_file(struct str name, enum kind *kind, struct locale *locale)
{
	struct str head, rest, code, extension;

	if (!str_cut(name, '.', &head, &rest) || !str_cut(rest, '.', &code, &extension) ||
		!str_equal(extension, S("md")) || !locale_parse(code, locale))
		return false;
	for (size_t i = 0; i < COUNT(names); i++) {
		if (str_equal(head, names[i])) {
			*kind = (enum kind)i;
			return true;
		}
	}
	return false;
}

struct str kind_name(enum kind kind)
{
	return names[kind];
}

bool kind_may_hold(enum kind parent, enum kind child)
{
	switch (child) {
	case KIND_UNIVERSE: return parent == KIND_HOME || parent == KIND_UNIVERSE;
	case KIND_PRODUCT: return parent == KIND_UNIVERSE || parent == KIND_PRODUCT;
	case KIND_GUIDE: return parent == KIND_PRODUCT || parent == KIND_GUIDE;
	default: return false;
	}
}
