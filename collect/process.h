/* Keeps what passes through a process's memory out of files. */
#ifndef PEIL_PROCESS_H
#define PEIL_PROCESS_H

/* No core dump, no debugger, and new files for our own eyes only. Swap and hibernation
 * are beyond our reach: those want an encrypted disk. */
void peil_process_shield(void);

#endif
