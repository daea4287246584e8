#include "collect/process.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

void peil_process_shield(void)
{
    umask(077);
    setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}
