#include "parse/html_elements.h"

#define NAME(name) S_INIT(name)
#define KEEP(name)                                                                                 \
	{                                                                                              \
		NAME(name), HTML_KEEP, false, S_INIT(""), S_INIT("")                                       \
	}
#define KEEP_VOID(name)                                                                            \
	{                                                                                              \
		NAME(name), HTML_KEEP, true, S_INIT(""), S_INIT("")                                        \
	}
#define KEEP_AS(name, as, with)                                                                    \
	{                                                                                              \
		NAME(name), HTML_KEEP, false, S_INIT(as), S_INIT(with)                                     \
	}
#define UNWRAP(name)                                                                               \
	{                                                                                              \
		NAME(name), HTML_UNWRAP, false, S_INIT(""), S_INIT("")                                     \
	}
#define REFUSE(name)                                                                               \
	{                                                                                              \
		NAME(name), HTML_REFUSE, false, S_INIT(""), S_INIT("")                                     \
	}
#define REFUSE_VOID(name)                                                                          \
	{                                                                                              \
		NAME(name), HTML_REFUSE, true, S_INIT(""), S_INIT("")                                      \
	}
#define DROP(name)                                                                                 \
	{                                                                                              \
		NAME(name), HTML_DROP, false, S_INIT(""), S_INIT("")                                       \
	}
#define FORBID(name)                                                                               \
	{                                                                                              \
		NAME(name), HTML_FORBID, false, S_INIT(""), S_INIT("")                                     \
	}

/*
 * By name. The elements of the HTML Living Standard (section 4) and the
 * obsolete ones that it lists (section 16.2), so that a tag outside of this
 * table is none.
 */
static const struct html_element elements[] = {
	KEEP("a"),
	KEEP("abbr"),
	KEEP_AS("acronym", "abbr", ""),
	KEEP("address"),
	FORBID("applet"),
	UNWRAP("area"),
	KEEP_AS("article", "div", ""),
	KEEP("aside"),
	FORBID("audio"),
	KEEP("b"),
	REFUSE_VOID("base"),
	REFUSE_VOID("basefont"),
	KEEP("bdi"),
	KEEP("bdo"),
	REFUSE_VOID("bgsound"),
	KEEP_AS("big", "span", "p-big"),
	UNWRAP("blink"),
	KEEP("blockquote"),
	UNWRAP("body"),
	KEEP_VOID("br"),
	REFUSE("button"),
	FORBID("canvas"),
	KEEP("caption"),
	KEEP_AS("center", "div", "p-center"),
	KEEP("cite"),
	KEEP("code"),
	KEEP_VOID("col"),
	KEEP("colgroup"),
	KEEP("data"),
	REFUSE("datalist"),
	KEEP("dd"),
	KEEP("del"),
	KEEP("details"),
	KEEP("dfn"),
	REFUSE("dialog"),
	KEEP_AS("dir", "ul", ""),
	KEEP("div"),
	KEEP("dl"),
	KEEP("dt"),
	KEEP("em"),
	REFUSE_VOID("embed"),
	REFUSE("fieldset"),
	KEEP("figcaption"),
	KEEP("figure"),
	KEEP_AS("font", "span", ""),
	KEEP_AS("footer", "div", ""),
	REFUSE("form"),
	REFUSE_VOID("frame"),
	REFUSE("frameset"),
	KEEP("h1"),
	KEEP("h2"),
	KEEP("h3"),
	KEEP("h4"),
	KEEP("h5"),
	KEEP("h6"),
	DROP("head"),
	KEEP_AS("header", "div", ""),
	KEEP_AS("hgroup", "div", ""),
	KEEP_VOID("hr"),
	UNWRAP("html"),
	KEEP("i"),
	KEEP("iframe"),
	KEEP_VOID("img"),
	REFUSE_VOID("input"),
	KEEP("ins"),
	REFUSE_VOID("isindex"),
	KEEP("kbd"),
	REFUSE_VOID("keygen"),
	REFUSE("label"),
	REFUSE("legend"),
	KEEP("li"),
	REFUSE_VOID("link"),
	KEEP_AS("listing", "pre", ""),
	KEEP_AS("main", "div", ""),
	UNWRAP("map"),
	KEEP("mark"),
	UNWRAP("marquee"),
	FORBID("math"),
	UNWRAP("menu"),
	REFUSE_VOID("meta"),
	REFUSE("meter"),
	KEEP_AS("nav", "div", ""),
	UNWRAP("nobr"),
	DROP("noembed"),
	DROP("noframes"),
	DROP("noscript"),
	FORBID("object"),
	KEEP("ol"),
	REFUSE("optgroup"),
	REFUSE("option"),
	REFUSE("output"),
	KEEP("p"),
	REFUSE_VOID("param"),
	UNWRAP("picture"),
	DROP("plaintext"),
	KEEP("pre"),
	REFUSE("progress"),
	KEEP("q"),
	KEEP("rp"),
	KEEP("rt"),
	KEEP("ruby"),
	KEEP("s"),
	KEEP("samp"),
	FORBID("script"),
	UNWRAP("search"),
	KEEP_AS("section", "div", ""),
	FORBID("select"),
	UNWRAP("slot"),
	KEEP("small"),
	REFUSE_VOID("source"),
	UNWRAP("spacer"),
	KEEP("span"),
	KEEP_AS("strike", "s", ""),
	KEEP("strong"),
	DROP("style"),
	KEEP("sub"),
	KEEP("summary"),
	KEEP("sup"),
	FORBID("svg"),
	KEEP("table"),
	KEEP("tbody"),
	KEEP("td"),
	FORBID("template"),
	FORBID("textarea"),
	KEEP("tfoot"),
	KEEP("th"),
	KEEP("thead"),
	KEEP("time"),
	DROP("title"),
	KEEP("tr"),
	REFUSE_VOID("track"),
	KEEP_AS("tt", "code", ""),
	KEEP("u"),
	KEEP("ul"),
	KEEP("var"),
	FORBID("video"),
	KEEP_VOID("wbr"),
	DROP("xmp"),
};

const struct html_element *html_element_of(struct str name)
{
	char small[16];
	size_t low = 0, high = COUNT(elements);

	if (name.len == 0 || name.len > sizeof(small))
		return NULL;
	for (size_t i = 0; i < name.len; i++)
		small[i] = ascii_lower(name.ptr[i]);
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = str_compare(elements[middle].name, str_make(small, name.len));

		if (order == 0)
			return &elements[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* An attribute of some elements, or of all when `elements` is "". */
struct attribute_rule {
	struct str name;
	struct str elements; /* between spaces */
	enum html_attribute_kind kind;
};

static const struct attribute_rule attribute_rules[] = {
	{S_INIT("class"), S_INIT(""), HTML_ATTRIBUTE_CLASS},
	{S_INIT("id"), S_INIT(""), HTML_ATTRIBUTE_ID},
	{S_INIT("name"), S_INIT(" a "), HTML_ATTRIBUTE_ID},
	{S_INIT("title"), S_INIT(""), HTML_ATTRIBUTE_TEXT},
	{S_INIT("lang"), S_INIT(""), HTML_ATTRIBUTE_TEXT},
	{S_INIT("align"), S_INIT(""), HTML_ATTRIBUTE_ALIGN},
	{S_INIT("style"), S_INIT(""), HTML_ATTRIBUTE_STYLE},
	{S_INIT("href"), S_INIT(" a "), HTML_ATTRIBUTE_URL},
	{S_INIT("src"), S_INIT(" img "), HTML_ATTRIBUTE_URL},
	{S_INIT("src"), S_INIT(" iframe "), HTML_ATTRIBUTE_PLAIN_URL},
	{S_INIT("cite"), S_INIT(" blockquote q ins del "), HTML_ATTRIBUTE_PLAIN_URL},
	{S_INIT("target"), S_INIT(" a "), HTML_ATTRIBUTE_TARGET},
	{S_INIT("alt"), S_INIT(" img "), HTML_ATTRIBUTE_TEXT},
	{S_INIT("width"), S_INIT(" img iframe "), HTML_ATTRIBUTE_NUMBER},
	{S_INIT("height"), S_INIT(" img iframe "), HTML_ATTRIBUTE_NUMBER},
	{S_INIT("colspan"), S_INIT(" td th "), HTML_ATTRIBUTE_NUMBER},
	{S_INIT("rowspan"), S_INIT(" td th "), HTML_ATTRIBUTE_NUMBER},
	{S_INIT("span"), S_INIT(" col colgroup "), HTML_ATTRIBUTE_NUMBER},
	{S_INIT("start"), S_INIT(" ol "), HTML_ATTRIBUTE_NUMBER},
	{S_INIT("value"), S_INIT(" li "), HTML_ATTRIBUTE_NUMBER},
	{S_INIT("reversed"), S_INIT(" ol "), HTML_ATTRIBUTE_FLAG},
	{S_INIT("open"), S_INIT(" details "), HTML_ATTRIBUTE_FLAG},
	{S_INIT("datetime"), S_INIT(" time del ins "), HTML_ATTRIBUTE_TEXT},
};

static bool applies(const struct attribute_rule *rule, struct str element)
{
	size_t at = 0;

	if (rule->elements.len == 0)
		return true;
	while ((at = str_find(rule->elements, element, at)) != STR_NONE) {
		if (rule->elements.ptr[at - 1] == ' ' && rule->elements.ptr[at + element.len] == ' ')
			return true;
		at++;
	}
	return false;
}

enum html_attribute_kind html_attribute_of(struct str element, struct str attribute)
{
	if (str_starts(attribute, S("on")) || str_equal(attribute, S("srcdoc")) ||
		str_equal(attribute, S("formaction")))
		return HTML_ATTRIBUTE_HANDLER;
	for (size_t i = 0; i < COUNT(attribute_rules); i++) {
		if (str_equal(attribute_rules[i].name, attribute) && applies(&attribute_rules[i], element))
			return attribute_rules[i].kind;
	}
	return HTML_ATTRIBUTE_NONE;
}
