/* Gives a fuzz target each file that is named, as a fuzzer would. */

#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"

__attribute__((weak)) int LLVMFuzzerInitialize(int *count, char ***arguments)
{
	(void)count;
	(void)arguments;
	return 0;
}

static uint8_t *read_whole(const char *path, size_t *size)
{
	FILE *file = fopen(path, "rb");
	uint8_t *bytes = malloc(1 << 20);

	if (file == NULL || bytes == NULL) {
		perror(path);
		exit(1);
	}
	*size = fread(bytes, 1, 1 << 20, file);
	fclose(file);
	return bytes;
}

int main(int count, char **arguments)
{
	LLVMFuzzerInitialize(&count, &arguments);
	for (int i = 1; i < count; i++) {
		size_t size;
		uint8_t *bytes = read_whole(arguments[i], &size);
		/* A copy of the very size, so that the sanitizer sees a byte too many. */
		uint8_t *exact = malloc(size + (size == 0));

		if (exact == NULL)
			return 1;
		if (size > 0)
			memcpy(exact, bytes, size);
		LLVMFuzzerTestOneInput(exact, size);
		free(exact);
		free(bytes);
	}
	printf("%d inputs\n", count - 1);
	return 0;
}
