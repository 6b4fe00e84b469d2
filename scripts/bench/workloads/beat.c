// beat FOLDER SECONDS: a line of 100 bytes every millisecond, and how long each write(2) of it took. Tells: lines, then in
// microseconds p50, p99, p99.9 and the longest write, p99 and the longest delay of the wake-up before the write, then failed writes.
#include "marks.h"
#include <errno.h>
#include <signal.h>
#include <string.h>

enum { LINE_BYTES = 100, BEATS_PER_SECOND = 1000 };

static int ascending(const void *left, const void *right)
{
    long long a = *(const long long *)left, b = *(const long long *)right;
    return (a > b) - (a < b);
}

// SORTED is ascending; PER_MILLE of its values are not above the result.
static double quantile_us(const long long *sorted, long count, long per_mille)
{
    long index = count * per_mille / 1000;
    return sorted[index < count ? index : count - 1] / 1e3;
}

int main(int argc, char **argv)
{
    long long first_ns = now_ns();
    if (argc != 3) return 64;
    const char *folder = argv[1];
    long beats = atol(argv[2]) * BEATS_PER_SECOND;
    long long *writes = calloc(beats, sizeof *writes), *delays = calloc(beats, sizeof *delays);
    if (beats <= 0 || writes == NULL || delays == NULL) return 1;

    char line[LINE_BYTES + 1];
    memset(line, 'b', LINE_BYTES);
    line[LINE_BYTES - 1] = '\n';
    signal(SIGPIPE, SIG_IGN);
    mark_started(folder, first_ns);
    await_go(folder);

    int failed = 0;
    long long begin_ns = now_ns() + 1000000;
    for (long beat = 0; beat < beats; beat++) {
        long long due_ns = begin_ns + beat * (1000000000LL / BEATS_PER_SECOND);
        struct timespec due = {due_ns / 1000000000LL, due_ns % 1000000000LL};
        while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &due, NULL) == EINTR) {
        }

        char number[32];
        snprintf(number, sizeof number, "%012ld ", beat);
        memcpy(line, number, 13);
        long long before_ns = now_ns();
        if (write(STDOUT_FILENO, line, LINE_BYTES) != LINE_BYTES) failed++;
        writes[beat] = now_ns() - before_ns;
        delays[beat] = before_ns - due_ns;
    }

    qsort(writes, beats, sizeof *writes, ascending);
    qsort(delays, beats, sizeof *delays, ascending);
    mark(folder, "done", "%ld %.2f %.2f %.2f %.2f %.2f %.2f %d\n", beats, quantile_us(writes, beats, 500), quantile_us(writes, beats, 990),
         quantile_us(writes, beats, 999), quantile_us(writes, beats, 1000), quantile_us(delays, beats, 990),
         quantile_us(delays, beats, 1000), failed);
    for (;;) pause();
}
