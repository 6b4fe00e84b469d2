/*
 * Gives random arguments to beacon-launcher.c, whose system calls are replaced: launcher-fuzz COUNT SEED. Built with the sanitizers, which
 * end the process at the first access out of bounds.
 */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <asm/errno.h>
#include <asm/unistd.h>

long call(long number, long a, long b, long c, long d, long e);
_Noreturn void start(long *stack);

static jmp_buf ended;
static unsigned long state;

static unsigned next(unsigned below)
{
    state = state * 6364136223846793005UL + 1442695040888963407UL;
    return (unsigned)(state >> 33) % below;
}

/* Reads what the kernel would read. */
static void touch(const char *bytes, long count)
{
    static volatile char sum;
    for (long i = 0; i < count; i++) sum ^= bytes[i];
}

static void read_all(char **words)
{
    for (; *words; words++) touch(*words, (long)strlen(*words));
}

long call(long number, long a, long b, long c, long d, long e)
{
    (void)e;
    switch (number) {
    case __NR_exit_group: longjmp(ended, 1);
    case __NR_openat: return strlen((const char *)b) > 4000 ? -ENAMETOOLONG : next(4) ? 3 : -ENOENT;
    case __NR_write: touch((const char *)b, c); return c;
    case __NR_read: *(char *)b = 'x'; return next(8) ? 1 : next(2) ? -EINTR : 0;
    case __NR_getppid: return 1;
    case __NR_prlimit64: if (d) memset((void *)d, 0x40, 16); return 0;
    case __NR_chdir: touch((const char *)a, (long)strlen((const char *)a)); return next(10) ? 0 : -ENOENT;
    case __NR_execve: read_all((char **)b); read_all((char **)c); return -ENOENT;
    case __NR_rt_sigaction: touch((const char *)b, 32); return 0;
    default: (void)a; return next(10) ? 0 : -EPERM;
    }
}

static char *word(void)
{
    static const char *known[] = { "1", "-", "-5", "0", "", "99999999999999999999999999", "/", "A=1", "sh", "--", "-9223372036854775808", "x" };
    unsigned kind = next(8);
    if (kind) return strdup(known[next(sizeof known / sizeof *known)]);
    size_t length = next(5000);
    char *text = malloc(length + 1);
    for (size_t i = 0; i < length; i++) text[i] = (char)(1 + next(255));
    text[length] = 0;
    return text;
}

int main(int argc, char **argv)
{
    long count = argc > 1 ? atol(argv[1]) : 1000;
    state = argc > 2 ? strtoul(argv[2], 0, 10) : 1;
    for (volatile long input = 0; input < count; input++) {
        unsigned words = next(15), variables = next(6);
        long *stack = malloc((words + variables + 3) * sizeof(long));
        stack[0] = words;
        for (unsigned i = 0; i < words; i++) stack[1 + i] = (long)(i == 1 && next(2) ? strdup("1") : word());
        stack[1 + words] = 0;
        for (unsigned i = 0; i < variables; i++) stack[2 + words + i] = (long)word();
        stack[2 + words + variables] = 0;
        if (!setjmp(ended)) start(stack);
        for (unsigned i = 0; i < words; i++) free((void *)stack[1 + i]);
        for (unsigned i = 0; i < variables; i++) free((void *)stack[2 + words + i]);
        free(stack);
    }
    printf("  launcher: %ld inputs, 0 failed\n", count);
    return 0;
}
