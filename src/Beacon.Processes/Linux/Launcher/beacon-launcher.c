/*
 * The last step before a component's program: sets what fork(2) could not set, then executes the program, with the same process id.
 *
 *     beacon-launcher SUPERVISOR FAILURES NOFILE NICE CGROUP TERMINAL FOLDER MARK PROGRAM [ARGUMENT]...
 *
 *     SUPERVISOR  the process id of the supervisor: this process is killed when the supervisor ends
 *     FAILURES    the supervisor's descriptor of the pipe on which this process reports why PROGRAM could not be executed
 *     NOFILE      the soft limit of open files, or - to leave it
 *     NICE        the nice value, or - to leave it
 *     CGROUP      the cgroup.procs file of the cgroup to join, or - for none
 *     TERMINAL    the terminal that takes standard output and standard error, or - to leave them
 *     FOLDER      the working directory
 *     MARK        NAME=VALUE for the environment of PROGRAM: until then this process does not count as one of its component's
 *
 * Built without the C library, whose own start is most of the start of a small program.
 */
#include <asm/errno.h>
#include <asm/unistd.h>
#include <fcntl.h>
#include <linux/prctl.h>
#include <linux/resource.h>
#include <signal.h>

#if defined(BEACON_FUZZ)
/* tests/Beacon.Fuzz/launcher-fuzz.c stands for the kernel. */
long call(long number, long a, long b, long c, long d, long e);
__attribute__((used)) _Noreturn void start(long *stack);
#elif defined(__x86_64__)
static long call(long number, long a, long b, long c, long d, long e)
{
    long result;
    register long r10 __asm__("r10") = d;
    register long r8 __asm__("r8") = e;
    __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8) : "rcx", "r11", "memory");
    return result;
}

__asm__(".globl _start\n_start:\n  mov %rsp, %rdi\n  and $-16, %rsp\n  call start\n");
#elif defined(__aarch64__)
static long call(long number, long a, long b, long c, long d, long e)
{
    register long x8 __asm__("x8") = number;
    register long x0 __asm__("x0") = a;
    register long x1 __asm__("x1") = b;
    register long x2 __asm__("x2") = c;
    register long x3 __asm__("x3") = d;
    register long x4 __asm__("x4") = e;
    __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4) : "memory");
    return x0;
}

__asm__(".globl _start\n_start:\n  mov x0, sp\n  bl start\n");
#else
#error "only x86-64 and aarch64: elsewhere the chain of standard tools launches"
#endif

/* The step that failed, for the supervisor's message; in the order of LaunchFailures.cs. */
enum stage { STAGE_SESSION, STAGE_PARENT, STAGE_LIMIT, STAGE_NICE, STAGE_CGROUP, STAGE_TERMINAL, STAGE_FOLDER, STAGE_EXECUTE };

static long number(const char *text)
{
    /* Numbers that are none, or too long, are some number: the kernel refuses it. */
    unsigned long value = 0;
    int is_negative = *text == '-';
    if (is_negative) text++;
    while (*text) value = value * 10 + (unsigned long)(*text++ - '0');
    return (long)(is_negative ? 0 - value : value);
}

static int is_given(const char *text)
{
    return text[0] != '-' || text[1] != 0;
}

/* Appends as much of a text as there is room for before the end; what is too long is cut off. */
static char *append(char *to, const char *end, const char *text)
{
    while (*text && to + 1 < end) *to++ = *text++;
    *to = 0;
    return to;
}

static _Noreturn void fail(char **argument, enum stage stage, long error)
{
    /* Opened only now, through proc(5), so that no descriptor has to be inherited. */
    char path[64], *to = path;
    const char *part[] = { "/proc/", argument[1], "/fd/", argument[2] };
    for (int i = 0; i < 4; i++) to = append(to, path + sizeof path, part[i]);
    long fd = call(__NR_openat, AT_FDCWD, (long)path, O_WRONLY | O_CLOEXEC, 0, 0);
    int message[3] = { (int)call(__NR_getpid, 0, 0, 0, 0, 0), (int)stage, (int)-error };
    call(__NR_write, fd, (long)message, sizeof message, 0, 0);
    for (;;) call(__NR_exit_group, 127, 0, 0, 0, 0);
}

static void check(char **argument, enum stage stage, long result)
{
    if (result < 0) fail(argument, stage, result);
}

static void join_cgroup(char **argument)
{
    long fd = call(__NR_openat, AT_FDCWD, (long)argument[5], O_WRONLY | O_CLOEXEC, 0, 0);
    check(argument, STAGE_CGROUP, fd);
    check(argument, STAGE_CGROUP, call(__NR_write, fd, (long)"0", 1, 0, 0));
}

/* Not as the controlling terminal: PseudoTerminal.cs says why. */
static void open_terminal(char **argument)
{
    long fd = call(__NR_openat, AT_FDCWD, (long)argument[6], O_RDWR | O_NOCTTY | O_CLOEXEC, 0, 0);
    check(argument, STAGE_TERMINAL, fd);
    check(argument, STAGE_TERMINAL, call(__NR_dup3, fd, 1, 0, 0, 0));
    check(argument, STAGE_TERMINAL, call(__NR_dup3, fd, 2, 0, 0, 0));
}

static void limit_files(char **argument)
{
    struct rlimit64 limit;
    check(argument, STAGE_LIMIT, call(__NR_prlimit64, 0, RLIMIT_NOFILE, 0, (long)&limit, 0));
    limit.rlim_cur = (unsigned long)number(argument[3]);
    if (limit.rlim_cur > limit.rlim_max) limit.rlim_cur = limit.rlim_max;
    check(argument, STAGE_LIMIT, call(__NR_prlimit64, 0, RLIMIT_NOFILE, (long)&limit, 0, 0));
}

/*
 * A session is a group of its own to the scheduler, if autogroups are on, and the nice value of a process counts within its group only:
 * sched(7). The group has a nice value too. A user without privileges may set one each tenth of a second on the whole machine.
 */
static void set_nice(char **argument)
{
    check(argument, STAGE_NICE, call(__NR_setpriority, 0, 0, number(argument[4]), 0, 0));
    long fd = call(__NR_openat, AT_FDCWD, (long)"/proc/self/autogroup", O_WRONLY | O_CLOEXEC, 0, 0);
    if (fd < 0) return;
    const char *end = argument[4];
    while (*end) end++;
    long moment[2] = { 0, 20000000 };
    for (int attempt = 0; attempt < 100; attempt++) {
        if (call(__NR_write, fd, (long)argument[4], end - argument[4], 0, 0) != -EAGAIN) return;
        call(__NR_nanosleep, (long)moment, 0, 0, 0, 0);
    }
}

/*
 * The supervisor writes one byte to standard input once it watches this process: for a program that dies unwatched, the supervisor would
 * not learn the signal. End of file without that byte means that the supervisor has ended.
 */
static void await_supervisor(void)
{
    char byte;
    long count;
    do count = call(__NR_read, 0, (long)&byte, 1, 0, 0);
    while (count == -EINTR);
    if (count != 1)
        for (;;) call(__NR_exit_group, 125, 0, 0, 0, 0);
}

static void restore_signals(void)
{
    /*
     * As after a login: .NET ignores SIGPIPE, the background job of a script SIGINT and SIGQUIT, nohup(1) SIGHUP.
     * struct sigaction of the kernel: handler, flags, restorer, mask; all zero is SIG_DFL. SIGKILL and SIGSTOP are refused.
     */
    unsigned long action[4] = { 0 }, no_signals = 0;
    for (long signal = 1; signal <= 64; signal++) call(__NR_rt_sigaction, signal, (long)action, 0, 8, 0);
    call(__NR_rt_sigprocmask, SIG_SETMASK, (long)&no_signals, 0, 8, 0);
}

static _Noreturn void execute(char **argument, char **environment)
{
    long count = 0;
    while (environment[count]) count++;
    char *marked[count + 2];
    marked[0] = argument[8];
    for (long i = 0; i <= count; i++) marked[i + 1] = environment[i];
    fail(argument, STAGE_EXECUTE, call(__NR_execve, (long)argument[9], (long)(argument + 9), (long)marked, 0, 0));
}

__attribute__((used)) _Noreturn void start(long *stack)
{
    char **argument = (char **)(stack + 1);
    char **environment = argument + stack[0] + 1;
    if (stack[0] < 10)
        for (;;) call(__NR_exit_group, 125, 0, 0, 0, 0);

    check(argument, STAGE_SESSION, call(__NR_setsid, 0, 0, 0, 0, 0));
    check(argument, STAGE_PARENT, call(__NR_prctl, PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0));
    /* The supervisor may have died before the signal at its death was requested. */
    if (call(__NR_getppid, 0, 0, 0, 0, 0) != number(argument[1]))
        for (;;) call(__NR_exit_group, 125, 0, 0, 0, 0);
    if (is_given(argument[5])) join_cgroup(argument);
    if (is_given(argument[3])) limit_files(argument);
    if (is_given(argument[4])) set_nice(argument);
    if (is_given(argument[6])) open_terminal(argument);
    check(argument, STAGE_FOLDER, call(__NR_chdir, (long)argument[7], 0, 0, 0, 0));
    restore_signals();
    await_supervisor();
    call(__NR_close_range, 3, ~0U, 0, 0, 0);
    execute(argument, environment);
}
