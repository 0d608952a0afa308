/* Any bytes as a picture. */

#include "fuzz.h"
#include "image/picture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	picture_verify(fuzz_text(data, size));
	return 0;
}
