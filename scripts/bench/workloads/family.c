// family FOLDER: a parent that dies of SIGTERM and two children that nobody signals unless the supervisor does.
#include "marks.h"

int main(int argc, char **argv)
{
    long long first_ns = now_ns();
    if (argc != 2) return 64;
    for (int child = 0; child < 2; child++) {
        if (fork() != 0) continue;
        mark_started(argv[1], first_ns);
        for (;;) pause();
    }
    mark_started(argv[1], first_ns);
    for (;;) pause();
}
