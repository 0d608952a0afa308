/* Any bytes as a picture. */

#include <stddef.h>
#include <stdint.h>

#include "image/picture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	picture_verify(str_make((const char *)data, size));
	return 0;
}
