// work ROUNDS KIB: a fixed amount of work on one thread, without a system call or a word of output. A round is 32,768 steps, each of which
// reads and writes a random word of a table of KIB kibibytes, a power of two; 0: always the same word. A step depends on the one before.
#include <stdint.h>
#include <stdlib.h>

enum { STEPS = 1 << 15, MOST_KIB = 1 << 16, WORDS_PER_KIB = 128 };

int main(int argc, char **argv)
{
    static uint64_t table[MOST_KIB * WORDS_PER_KIB];
    if (argc != 3) return 64;
    long kib = atol(argv[2]);
    if (kib < 0 || kib > MOST_KIB || (kib & (kib - 1)) != 0) return 64;
    uint64_t last = kib > 0 ? kib * WORDS_PER_KIB - 1 : 0, state = 1;
    for (long steps = atol(argv[1]) * STEPS; steps > 0; steps--) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        state ^= table[(state >> 32) & last]++;
    }

    return state == 0;
}
