#ifndef PORTOLAN_BASE_FATAL_H
#define PORTOLAN_BASE_FATAL_H

/*
 * The end of the program. Exit status 3 is ours: out of memory or a defect.
 * Exit status 2 is the machine's or the user's: a file that cannot be written.
 */

_Noreturn void fatal_memory(void);

#endif
