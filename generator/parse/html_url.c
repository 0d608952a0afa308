#include "parse/html_filter.h"

/* The scheme as a browser sees it: control characters and blanks are not there. */
static struct str scheme_of(struct str url, char *room, size_t size)
{
	size_t len = 0;

	for (size_t i = 0; i < url.len && len < size; i++) {
		unsigned char c = (unsigned char)url.ptr[i];

		if (c <= ' ' || c == 0x7f)
			continue;
		if (c == ':')
			return str_make(room, len);
		if (!ascii_is_alnum((char)c) && c != '+' && c != '-' && c != '.')
			return S("");
		room[len++] = ascii_lower((char)c);
	}
	return S("");
}

bool html_url_allowed(struct str url)
{
	static const struct str schemes[] = {
		S_INIT("http"),
		S_INIT("https"),
		S_INIT("mailto"),
		S_INIT("tel"),
		S_INIT("ftp"),
		S_INIT("ftps"),
		S_INIT("sftp"),
		S_INIT("ssh"),
	};
	char room[32];
	struct str scheme = scheme_of(url, room, sizeof(room));

	if (scheme.len == 0) {
		/* A colon behind more than 32 characters of a scheme is no scheme that we know. */
		size_t colon = str_find_char(url, ':', 0), slash = str_find_char(url, '/', 0);

		return colon == STR_NONE || colon < sizeof(room) || slash < colon ||
			   str_find_char(str_first(url, colon), '?', 0) != STR_NONE ||
			   str_find_char(str_first(url, colon), '#', 0) != STR_NONE;
	}
	for (size_t i = 0; i < COUNT(schemes); i++) {
		if (str_equal(scheme, schemes[i]))
			return true;
	}
	return false;
}
