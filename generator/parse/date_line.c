#include "parse/date_line.h"

#include "base/transliterate.h"

/* A last-update line is short; a bold first paragraph that goes on is prose. */
#define LONGEST_LINE 120

/* Beginnings of month names, transliterated and in small letters, that tell a month in one of the
 * languages of the guides. A longer beginning stands before a shorter one that it contains. */
static const struct {
	struct str head;
	unsigned month;
} months[] = {
	/* English, French, German, Spanish, Italian, Dutch, Portuguese share most heads. */
	{S_INIT("janv"), 1},
	{S_INIT("jan"), 1},
	{S_INIT("ene"), 1},
	{S_INIT("gen"), 1},
	{S_INIT("fev"), 2},
	{S_INIT("feb"), 2},
	{S_INIT("marzec"), 3},
	{S_INIT("marca"), 3},
	{S_INIT("mars"), 3},
	{S_INIT("march"), 3},
	{S_INIT("marzo"), 3},
	{S_INIT("marco"), 3},
	{S_INIT("maart"), 3},
	{S_INIT("marz"), 3},
	{S_INIT("maer"), 3},
	{S_INIT("avr"), 4},
	{S_INIT("apr"), 4},
	{S_INIT("abr"), 4},
	{S_INIT("mai"), 5},
	{S_INIT("may"), 5},
	{S_INIT("mag"), 5},
	{S_INIT("mei"), 5},
	{S_INIT("maj"), 5},
	{S_INIT("juin"), 6},
	{S_INIT("june"), 6},
	{S_INIT("juni"), 6},
	{S_INIT("junho"), 6},
	{S_INIT("junio"), 6},
	{S_INIT("giu"), 6},
	{S_INIT("juil"), 7},
	{S_INIT("july"), 7},
	{S_INIT("juli"), 7},
	{S_INIT("julho"), 7},
	{S_INIT("julio"), 7},
	{S_INIT("lug"), 7},
	{S_INIT("aou"), 8},
	{S_INIT("aug"), 8},
	{S_INIT("ago"), 8},
	{S_INIT("sep"), 9},
	{S_INIT("set"), 9},
	{S_INIT("okt"), 10},
	{S_INIT("oct"), 10},
	{S_INIT("out"), 10},
	{S_INIT("ott"), 10},
	{S_INIT("nov"), 11},
	{S_INIT("dec"), 12},
	{S_INIT("dez"), 12},
	{S_INIT("dic"), 12},
	/* Polish */
	{S_INIT("styc"), 1},
	{S_INIT("lut"), 2},
	{S_INIT("kwie"), 4},
	{S_INIT("czerw"), 6},
	{S_INIT("lip"), 7},
	{S_INIT("sierp"), 8},
	{S_INIT("wrze"), 9},
	{S_INIT("pazdz"), 10},
	{S_INIT("listop"), 11},
	{S_INIT("grud"), 12},
	/* Czech: listopad is the eleventh month there as in Polish */
	{S_INIT("led"), 1},
	{S_INIT("uno"), 2},
	{S_INIT("brez"), 3},
	{S_INIT("dub"), 4},
	{S_INIT("kvet"), 5},
	{S_INIT("cervenc"), 7},
	{S_INIT("cerven"), 6},
	{S_INIT("cervn"), 6},
	{S_INIT("srp"), 8},
	{S_INIT("zari"), 9},
	{S_INIT("rij"), 10},
	{S_INIT("prosin"), 12},
	/* Finnish */
	{S_INIT("tammi"), 1},
	{S_INIT("helmi"), 2},
	{S_INIT("maalis"), 3},
	{S_INIT("huhti"), 4},
	{S_INIT("touko"), 5},
	{S_INIT("kesa"), 6},
	{S_INIT("heina"), 7},
	{S_INIT("elo"), 8},
	{S_INIT("syys"), 9},
	{S_INIT("loka"), 10},
	{S_INIT("marras"), 11},
	{S_INIT("joulu"), 12},
	/* Lithuanian */
	{S_INIT("saus"), 1},
	{S_INIT("vasar"), 2},
	{S_INIT("kov"), 3},
	{S_INIT("baland"), 4},
	{S_INIT("geguz"), 5},
	{S_INIT("birz"), 6},
	{S_INIT("liep"), 7},
	{S_INIT("rugpj"), 8},
	{S_INIT("rugs"), 9},
	{S_INIT("spal"), 10},
	{S_INIT("lapkr"), 11},
	{S_INIT("gruod"), 12},
};

bool date_is_valid(unsigned year, unsigned month, unsigned day)
{
	static const unsigned char days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	if (year < 1990 || year > 2200 || month < 1 || month > 12 || day < 1)
		return false;
	return day <= days[month - 1] && (month != 2 || day <= 28 || leap);
}

struct word {
	struct str text;
	bool number;
	uint64_t value;
};

/* The next run of letters or of digits. */
static bool next_word(struct str text, size_t *at, struct word *word)
{
	size_t begin;

	while (*at < text.len && !ascii_is_alnum(text.ptr[*at]))
		(*at)++;
	if (*at == text.len)
		return false;
	begin = *at;
	word->number = ascii_is_digit(text.ptr[begin]);
	while (*at < text.len && ascii_is_alnum(text.ptr[*at]) &&
		   ascii_is_digit(text.ptr[*at]) == word->number)
		(*at)++;
	word->text = str_range(text.ptr + begin, text.ptr + *at);
	word->value = 0;
	if (word->number && !str_to_number(word->text, 9999, &word->value))
		word->value = 0;
	return true;
}

static unsigned month_of(struct str word)
{
	char first = ascii_lower(word.ptr[0]);

	for (size_t i = 0; i < COUNT(months); i++) {
		if (months[i].head.ptr[0] == first && str_starts_nocase(word, months[i].head))
			return months[i].month;
	}
	return 0;
}

#define MOST_WORDS 24

static struct str format_date(struct arena *arena, uint64_t year, uint64_t month, uint64_t day)
{
	if (!date_is_valid((unsigned)year, (unsigned)month, (unsigned)day))
		return S("");
	return str_format(arena, "%04u-%02u-%02u", (unsigned)year, (unsigned)month, (unsigned)day);
}

/* Three numbers with nothing but signs between them: day first, or year first. */
static struct str from_numbers(struct arena *arena, const struct word *words, size_t count)
{
	for (size_t i = 0; i + 2 < count; i++) {
		if (!words[i].number || !words[i + 1].number || !words[i + 2].number)
			continue;
		if (words[i].text.len == 4)
			return format_date(arena, words[i].value, words[i + 1].value, words[i + 2].value);
		if (words[i + 2].text.len == 4)
			return format_date(arena, words[i + 2].value, words[i + 1].value, words[i].value);
	}
	return S("");
}

/* A month's name between or before a day and a year, in any order. */
static struct str from_name(struct arena *arena, const struct word *words, size_t count)
{
	uint64_t year = 0, day = 0;
	unsigned month = 0;

	for (size_t i = 0; i < count; i++) {
		if (words[i].number && words[i].text.len == 4 && year == 0)
			year = words[i].value;
		else if (words[i].number && words[i].text.len <= 2 && day == 0)
			day = words[i].value;
		else if (!words[i].number && month == 0 && words[i].text.len >= 3)
			month = month_of(words[i].text);
	}
	return format_date(arena, year, month, day);
}

/* Only what stands from the first number or two words before it: "Mise à jour" holds no month. */
static size_t first_relevant(const struct word *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (words[i].number)
			return i > 0 && month_of(words[i - 1].text) > 0 ? i - 1 : i;
	}
	return count;
}

struct str date_find(struct arena *arena, struct str text)
{
	struct word words[MOST_WORDS];
	size_t count = 0, at = 0, first;
	struct buf ascii = BUF_EMPTY;
	struct str date;

	transliterate(text, &ascii);
	while (count < MOST_WORDS && next_word(buf_str(&ascii), &at, &words[count]))
		count++;
	first = first_relevant(words, count);
	date = from_numbers(arena, words + first, count - first);
	if (date.len == 0)
		date = from_name(arena, words + first, count - first);
	buf_release(&ascii);
	return date;
}

struct str date_line_read(struct arena *arena, const struct node *root, const struct node **line)
{
	const struct node *paragraph = root->first;
	struct buf text = BUF_EMPTY;
	struct str date = S("");

	if (paragraph == NULL || paragraph->kind != NODE_PARAGRAPH || paragraph->first == NULL ||
		paragraph->first->kind != NODE_STRONG || paragraph->first->next != NULL)
		return date;
	node_plain_text(paragraph, false, &text);
	if (text.len <= LONGEST_LINE)
		date = date_find(arena, buf_str(&text));
	if (date.len > 0)
		*line = paragraph;
	buf_release(&text);
	return date;
}
