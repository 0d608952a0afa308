#include "base/fatal.h"

#include <stdlib.h>
#include <unistd.h>

_Noreturn void fatal_memory(void)
{
	static const char text[] = "portolan: out of memory\n";

	/* No stdio: it may want memory itself. */
	(void)!write(STDERR_FILENO, text, sizeof(text) - 1);
	_Exit(3);
}
