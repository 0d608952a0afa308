#define CURL_DISABLE_TYPECHECK /* functions are called by pointers */
#include "check/transfer.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/version.h"

/* The functions of libcurl that are used. */
#define FUNCTIONS(X)                                                                               \
	X(global_init)                                                                                 \
	X(easy_init)                                                                                   \
	X(easy_setopt)                                                                                 \
	X(easy_getinfo)                                                                                \
	X(easy_cleanup)                                                                                \
	X(multi_init)                                                                                  \
	X(multi_add_handle)                                                                            \
	X(multi_remove_handle)                                                                         \
	X(multi_perform)                                                                               \
	X(multi_poll)                                                                                  \
	X(multi_info_read)                                                                             \
	X(multi_cleanup)                                                                               \
	X(share_init)                                                                                  \
	X(share_setopt)                                                                                \
	X(share_cleanup)

#undef curl_easy_setopt
#undef curl_easy_getinfo
#undef curl_share_setopt

struct transfers {
	struct arena *arena;
	unsigned patience;
	const char *authorities; /* a file of certificates, or NULL: the system's */
/* NOLINTNEXTLINE(bugprone-macro-parentheses): it declares a name */
#define FUNCTION_POINTER(name) __typeof__(&curl_##name) name;
	FUNCTIONS(FUNCTION_POINTER)
#undef FUNCTION_POINTER
	CURLM *multi;
	CURLSH *cookies; /* without them, some sites redirect in a circle */
	CURL **idle;     /* handles that wait for a request */
	unsigned idle_count;
	CURL *taken; /* whose texts the last result shows */
};

static void *open_library(void)
{
	/* The name of Debian's OpenSSL flavour, and of its GnuTLS flavour. */
	void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);

	return library != NULL ? library : dlopen("libcurl-gnutls.so.4", RTLD_NOW | RTLD_LOCAL);
}

/* POSIX gives functions back as pointers to objects. */
static bool find_function(void *library, const char *name, void *pointer, size_t size)
{
	void *found = dlsym(library, name);

	memcpy(pointer, &found, size);
	return found != NULL;
}

static bool load(struct transfers *transfers)
{
	/* Never closed: TLS libraries leave handlers behind. */
	void *library = open_library();
	bool good = library != NULL;

#define FIND_FUNCTION(name)                                                                        \
	good = good && find_function(library, "curl_" #name, &transfers->name, sizeof(transfers->name));
	FUNCTIONS(FIND_FUNCTION)
#undef FIND_FUNCTION
	return good && transfers->global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

/* As the curl program does, so that hosts of a company can be asked, too. */
static const char *authorities(void)
{
	const char *file = getenv("CURL_CA_BUNDLE");

	return file != NULL && file[0] != '\0' ? file : getenv("SSL_CERT_FILE");
}

/* The head has said all: nothing of a body is taken. */
static size_t refuse_body(char *bytes, size_t size, size_t count, void *context)
{
	(void)bytes;
	(void)context;
	return size * count == 0 ? 0 : CURL_WRITEFUNC_ERROR;
}

/* What all requests have in common. */
static void set_up(const struct transfers *transfers, CURL *easy)
{
	transfers->easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
	transfers->easy_setopt(easy, CURLOPT_WRITEFUNCTION, refuse_body);
	transfers->easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)transfers->patience);
	transfers->easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	transfers->easy_setopt(easy, CURLOPT_USERAGENT, "portolan/" PORTOLAN_VERSION " (link check)");
	transfers->easy_setopt(easy, CURLOPT_SHARE, transfers->cookies);
	transfers->easy_setopt(easy, CURLOPT_COOKIEFILE, ""); /* none, but take those that come */
	if (transfers->authorities != NULL)
		transfers->easy_setopt(easy, CURLOPT_CAINFO, transfers->authorities);
}

struct transfers *transfers_open(
	struct arena *arena, unsigned at_once, unsigned patience, struct str *message)
{
	struct transfers *transfers = arena_new(arena, struct transfers);

	transfers->arena = arena;
	transfers->patience = patience;
	transfers->authorities = authorities();
	if (!load(transfers) || (transfers->multi = transfers->multi_init()) == NULL) {
		const char *fault = dlerror();

		*message = str_format(
			arena, "cannot load libcurl: %s", fault != NULL ? fault : "it does not start");
		return NULL;
	}
	transfers->cookies = transfers->share_init();
	transfers->share_setopt(transfers->cookies, CURLSHOPT_SHARE, CURL_LOCK_DATA_COOKIE);
	transfers->idle = arena_array(arena, CURL *, at_once);
	for (unsigned i = 0; i < at_once; i++) {
		CURL *easy = transfers->easy_init();

		if (easy == NULL)
			break;
		set_up(transfers, easy);
		transfers->idle[transfers->idle_count++] = easy;
	}
	return transfers;
}

void transfers_close(struct transfers *transfers)
{
	for (unsigned i = 0; i < transfers->idle_count; i++)
		transfers->easy_cleanup(transfers->idle[i]);
	if (transfers->taken != NULL)
		transfers->easy_cleanup(transfers->taken);
	transfers->multi_cleanup(transfers->multi);
	transfers->share_cleanup(transfers->cookies);
}

static void give_back(struct transfers *transfers)
{
	if (transfers->taken != NULL)
		transfers->idle[transfers->idle_count++] = transfers->taken;
	transfers->taken = NULL;
}

void transfers_start(
	struct transfers *transfers, void *job, struct str url, enum transfer_method method)
{
	CURL *easy;

	give_back(transfers);
	easy = transfers->idle[--transfers->idle_count];
	/* libcurl takes a copy of the URL. */
	transfers->easy_setopt(easy, CURLOPT_URL, str_cstr(transfers->arena, url));
	transfers->easy_setopt(easy, CURLOPT_PRIVATE, job);
	if (method == TRANSFER_HEAD)
		transfers->easy_setopt(easy, CURLOPT_NOBODY, 1L);
	else
		transfers->easy_setopt(easy, CURLOPT_HTTPGET, 1L);
	transfers->multi_add_handle(transfers->multi, easy);
}

void transfers_wait(struct transfers *transfers, unsigned milliseconds)
{
	int running;

	transfers->multi_perform(transfers->multi, &running);
	transfers->multi_poll(transfers->multi, NULL, 0, (int)milliseconds, NULL);
	transfers->multi_perform(transfers->multi, &running);
}

static enum transfer_fault fault_of(CURLcode code, long status)
{
	/* A body that was refused, or that ended early, came behind a whole head. */
	if (status > 0 && code != CURLE_OPERATION_TIMEDOUT)
		return TRANSFER_ANSWERED;
	switch (code) {
	case CURLE_COULDNT_RESOLVE_HOST: return TRANSFER_NO_HOST;
	case CURLE_COULDNT_CONNECT: return TRANSFER_REFUSED;
	case CURLE_OPERATION_TIMEDOUT: return TRANSFER_TIMEOUT;
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_SSL_CERTPROBLEM: return TRANSFER_BAD_CERTIFICATE;
	case CURLE_URL_MALFORMAT:
	case CURLE_UNSUPPORTED_PROTOCOL: return TRANSFER_BAD_URL;
	default: return TRANSFER_BROKEN;
	}
}

static void read_result(
	const struct transfers *transfers, CURL *easy, CURLcode code, struct transfer_result *result)
{
	const char *redirect = NULL;
	curl_off_t wait = 0;
	long status = 0;

	transfers->easy_getinfo(easy, CURLINFO_PRIVATE, &result->job);
	transfers->easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
	transfers->easy_getinfo(easy, CURLINFO_RETRY_AFTER, &wait);
	transfers->easy_getinfo(easy, CURLINFO_REDIRECT_URL, &redirect);
	result->fault = fault_of(code, status);
	result->status = (unsigned)status;
	result->retry_after = wait > 0 && wait < INT32_MAX ? (unsigned)wait : 0;
	result->redirect = redirect != NULL ? str_of(redirect) : S("");
}

bool transfers_next(struct transfers *transfers, struct transfer_result *result)
{
	const CURLMsg *ended;
	int left;

	give_back(transfers);
	do
		ended = transfers->multi_info_read(transfers->multi, &left);
	while (ended != NULL && ended->msg != CURLMSG_DONE);
	if (ended == NULL)
		return false;
	/* The message is gone with the handle's removal. */
	transfers->taken = ended->easy_handle;
	read_result(transfers, transfers->taken, ended->data.result, result);
	transfers->multi_remove_handle(transfers->multi, transfers->taken);
	return true;
}
