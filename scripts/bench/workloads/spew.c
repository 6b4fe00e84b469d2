// spew FOLDER LINES LINE_BYTES WRITE_BYTES [exit]: numbered lines as fast as they are taken, in writes of WRITE_BYTES; then waits, or
// exits at once. A line is a 12-digit number from 0, a space, filler, and a line feed. Tells: lines, line bytes, first and last
// nanosecond, errno of a write that failed or 0.
#include "marks.h"
#include <errno.h>
#include <signal.h>
#include <string.h>

enum { NUMBER_DIGITS = 12, LONGEST_LINE = 4096 };

static int write_all(const char *bytes, size_t count)
{
    while (count > 0) {
        ssize_t written = write(STDOUT_FILENO, bytes, count);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return errno;
        bytes += written;
        count -= written;
    }
    return 0;
}

static void increment(char *number)
{
    int digit = NUMBER_DIGITS - 1;
    while (digit >= 0 && number[digit] == '9') number[digit--] = '0';
    if (digit >= 0) number[digit]++;
}

int main(int argc, char **argv)
{
    long long first_ns = now_ns();
    if (argc < 5) return 64;
    const char *folder = argv[1];
    long lines = atol(argv[2]);
    size_t line_bytes = atol(argv[3]), write_bytes = atol(argv[4]);
    if (line_bytes < NUMBER_DIGITS + 2 || line_bytes > LONGEST_LINE || write_bytes == 0) return 64;

    char line[LONGEST_LINE];
    memset(line, 'x', line_bytes);
    memset(line, '0', NUMBER_DIGITS);
    line[NUMBER_DIGITS] = ' ';
    line[line_bytes - 1] = '\n';

    char *buffer = malloc(write_bytes);
    if (buffer == NULL) return 1;
    signal(SIGPIPE, SIG_IGN);
    mark_started(folder, first_ns);
    await_go(folder);

    size_t filled = 0;
    int error = 0;
    long long begin_ns = now_ns();
    for (long number = 0; number < lines && error == 0; number++) {
        for (size_t taken = 0; taken < line_bytes && error == 0;) {
            size_t part = line_bytes - taken < write_bytes - filled ? line_bytes - taken : write_bytes - filled;
            memcpy(buffer + filled, line + taken, part);
            filled += part;
            taken += part;
            if (filled < write_bytes) continue;
            error = write_all(buffer, filled);
            filled = 0;
        }
        increment(line);
    }
    if (filled > 0 && error == 0) error = write_all(buffer, filled);
    mark(folder, "done", "%ld %zu %lld %lld %d\n", lines, line_bytes, begin_ns, now_ns(), error);

    if (argc > 5) return 0;
    for (;;) pause();
}
