#ifndef PORTOLAN_CONTENT_POLICY_H
#define PORTOLAN_CONTENT_POLICY_H

/*
 * The Content-Security-Policy (W3C, https://www.w3.org/TR/CSP3/) that every
 * page fits under: nothing from anywhere, but this site's own files and the
 * frames of `iframe_hosts`. site.yaml's `policy` adds sources to a directive,
 * for themes that want more. Pages, the files for hosts and the preview all
 * take it from here.
 */

#include "content/config.h"

/* For a <meta>: without `frame-ancestors`, which counts in a header only. Holds no " < > &. */
struct str policy_for_page(struct arena *arena, const struct config *config);

/* For an HTTP header. */
struct str policy_for_header(struct arena *arena, const struct config *config);

/* True for a directive that `policy` may add to. */
bool policy_has_directive(struct str name);

/* True for sources between blanks: visible ASCII that ends neither directive nor attribute. */
bool policy_sources_fit(struct str sources);

#endif
