#include "parse/date_line.h"

#include "base/transliterate.h"

/* A last-update line is short; a bold first paragraph that goes on is prose. */
#define LONGEST_LINE 120

/* Beginnings of month names, transliterated and in small letters, that tell a month in one of the
 * languages of the guides. A longer beginning stands before a shorter one that it contains. */
static const struct {
	const char *head;
	unsigned month;
} months[] = {
	/* English, French, German, Spanish, Italian, Dutch, Portuguese share most heads. */
	{"janv", 1},
	{"jan", 1},
	{"ene", 1},
	{"gen", 1},
	{"fev", 2},
	{"feb", 2},
	{"marzec", 3},
	{"marca", 3},
	{"mars", 3},
	{"march", 3},
	{"marzo", 3},
	{"marco", 3},
	{"maart", 3},
	{"marz", 3},
	{"maer", 3},
	{"avr", 4},
	{"apr", 4},
	{"abr", 4},
	{"mai", 5},
	{"may", 5},
	{"mag", 5},
	{"mei", 5},
	{"maj", 5},
	{"juin", 6},
	{"june", 6},
	{"juni", 6},
	{"junho", 6},
	{"junio", 6},
	{"giu", 6},
	{"juil", 7},
	{"july", 7},
	{"juli", 7},
	{"julho", 7},
	{"julio", 7},
	{"lug", 7},
	{"aou", 8},
	{"aug", 8},
	{"ago", 8},
	{"sep", 9},
	{"set", 9},
	{"okt", 10},
	{"oct", 10},
	{"out", 10},
	{"ott", 10},
	{"nov", 11},
	{"dec", 12},
	{"dez", 12},
	{"dic", 12},
	/* Polish */
	{"styc", 1},
	{"lut", 2},
	{"kwie", 4},
	{"czerw", 6},
	{"lip", 7},
	{"sierp", 8},
	{"wrze", 9},
	{"pazdz", 10},
	{"listop", 11},
	{"grud", 12},
	/* Czech: listopad is the eleventh month there as in Polish */
	{"led", 1},
	{"uno", 2},
	{"brez", 3},
	{"dub", 4},
	{"kvet", 5},
	{"cervenc", 7},
	{"cerven", 6},
	{"cervn", 6},
	{"srp", 8},
	{"zari", 9},
	{"rij", 10},
	{"prosin", 12},
	/* Finnish */
	{"tammi", 1},
	{"helmi", 2},
	{"maalis", 3},
	{"huhti", 4},
	{"touko", 5},
	{"kesa", 6},
	{"heina", 7},
	{"elo", 8},
	{"syys", 9},
	{"loka", 10},
	{"marras", 11},
	{"joulu", 12},
	/* Lithuanian */
	{"saus", 1},
	{"vasar", 2},
	{"kov", 3},
	{"baland", 4},
	{"geguz", 5},
	{"birz", 6},
	{"liep", 7},
	{"rugpj", 8},
	{"rugs", 9},
	{"spal", 10},
	{"lapkr", 11},
	{"gruod", 12},
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
	for (size_t i = 0; i < COUNT(months); i++) {
		if (str_starts_nocase(word, str_of(months[i].head)))
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
