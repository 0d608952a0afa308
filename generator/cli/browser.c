#include "cli/browser.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define LONGEST_URL 512

_Noreturn static void start_browser(const char *url)
{
	const char *browser = getenv("BROWSER");

	if (browser != NULL && browser[0] != '\0')
		execlp(browser, browser, url, (char *)NULL);
	execlp("xdg-open", "xdg-open", url, (char *)NULL);
	fprintf(stderr, "portolan: nothing here opens a browser: set BROWSER to its program\n");
	_exit(1);
}

/* One URL, to the end of what is written; nothing: the preview ended before. */
_Noreturn static void wait_for_url(int from)
{
	char url[LONGEST_URL];
	size_t length = 0;
	ssize_t size;

	while (
		length < sizeof(url) - 1 && (size = read(from, url + length, sizeof(url) - 1 - length)) > 0)
		length += (size_t)size;
	close(from);
	url[length] = '\0';
	if (length > 0)
		start_browser(url);
	_exit(0);
}

int browser_prepare(void)
{
	int ends[2];
	pid_t child;

	if (pipe(ends) != 0)
		return -1;
	child = fork();
	if (child == 0) {
		close(ends[1]);
		/* A child of nobody: who started it needn't wait for its end. */
		if (fork() == 0)
			wait_for_url(ends[0]);
		_exit(0);
	}
	close(ends[0]);
	if (child > 0)
		waitpid(child, NULL, 0);
	return ends[1];
}

void browser_open(int browser, struct str url)
{
	if (browser < 0)
		return;
	if (write(browser, url.ptr, url.len) != (ssize_t)url.len)
		fprintf(stderr, "portolan: the browser was not opened\n");
	close(browser);
}
