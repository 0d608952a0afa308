#ifndef PORTOLAN_SERVE_CLIENT_H
#define PORTOLAN_SERVE_CLIENT_H

/*
 * What the preview adds to pages in the browser: a script that takes a changed
 * page in place and shows its findings, and the findings' looks. No published
 * page has them.
 */

#include "base/str.h"

struct str client_script(void);
struct str client_style(void);

#endif
