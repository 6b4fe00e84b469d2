// bare_launch LAUNCHES FILE STAMP: what a launch costs with nothing but fork(2) and execve(2). Starts `STAMP FILE` one after the other
// and prints, a line each, the nanoseconds from before the fork to the program's first instruction.
#include "marks.h"
#include <sys/mman.h>
#include <sys/wait.h>

int main(int argc, char **argv)
{
    if (argc != 4) return 64;
    int file = open(argv[2], O_RDWR | O_CLOEXEC);
    volatile long long *stamps = mmap(NULL, 2 * sizeof *stamps, PROT_READ, MAP_SHARED, file, 0);
    if (stamps == MAP_FAILED) return 1;

    for (long launch = atol(argv[1]); launch > 0; launch--) {
        long long before_ns = now_ns();
        pid_t child = fork();
        if (child == 0) {
            execl(argv[3], argv[3], argv[2], (char *)NULL);
            _exit(127);
        }
        int status;
        if (child < 0 || waitpid(child, &status, 0) != child || status != 0) return 1;
        printf("%lld\n", stamps[0] - before_ns);
    }
    return 0;
}
