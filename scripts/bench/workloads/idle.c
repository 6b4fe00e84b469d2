// idle FOLDER: tells when it started, then does nothing until SIGTERM.
#include "marks.h"
#include <signal.h>

static void end(int signal)
{
    (void)signal;
    _exit(0);
}

int main(int argc, char **argv)
{
    long long first_ns = now_ns();
    if (argc != 2) return 64;
    signal(SIGTERM, end);
    mark_started(argv[1], first_ns);
    for (;;) pause();
}
