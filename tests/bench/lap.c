/* Runs a command and says on standard error what that took: lap COMMAND [ARG]...
 *
 * "SECONDS PROCESSOR_SECONDS KILOBYTES", of the whole process and its peak. A small
 * program has to do it: what the parent held counts as a child's peak too. */
#define _DEFAULT_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double seconds(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static void become(char **command)
{
    dup2(open("/dev/null", O_WRONLY), STDERR_FILENO);
    execvp(command[0], command);
    _exit(127);
}

int main(int argc, char **argv)
{
    double began = now();
    pid_t child = argc > 1 ? fork() : -1;
    int status = 0;
    struct rusage usage;
    if (child == 0)
        become(argv + 1);
    if (child < 0 || wait4(child, &status, 0, &usage) != child)
        return 2;
    fprintf(stderr, "%.6f %.6f %ld\n", now() - began,
            seconds(usage.ru_utime) + seconds(usage.ru_stime), usage.ru_maxrss);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
