// work ROUNDS: a fixed amount of work on one thread, without a system call or a word of output. A round is 32,768 steps; each reads and
// writes a random word of a table of 256 KiB, which the next step depends on.
#include <stdint.h>
#include <stdlib.h>

enum { WORDS = 1 << 15 };

int main(int argc, char **argv)
{
    static uint64_t table[WORDS];
    if (argc != 2) return 64;
    uint64_t state = 1;
    for (long steps = atol(argv[1]) * WORDS; steps > 0; steps--) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        state ^= table[state >> 49]++;
    }

    return state == 0;
}
