#ifndef PORTOLAN_PREVIEW_MEDIA_TYPE_H
#define PORTOLAN_PREVIEW_MEDIA_TYPE_H

#include "base/str.h"

/* The media type (IANA's registry) of a published file by its extension, with charset for texts. */
const char *media_type(struct str path);

#endif
