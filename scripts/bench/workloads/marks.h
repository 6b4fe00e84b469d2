// What a workload tells the driver: lines appended to files in a folder that both know. One write(2) a line, so that many processes
// may share a file.
#pragma once
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static inline long long now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000LL + now.tv_nsec;
}

__attribute__((format(printf, 3, 4)))
static inline void mark(const char *folder, const char *name, const char *format, ...)
{
    char path[4096], line[512];
    va_list values;
    va_start(values, format);
    int length = vsnprintf(line, sizeof line, format, values);
    va_end(values);

    snprintf(path, sizeof path, "%s/%s", folder, name);
    int file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
    if (file < 0 || write(file, line, length) != length) {
        perror(path);
        exit(1);
    }
    close(file);
}

// The moment of the first instruction, taken by the caller, and who it was.
static inline void mark_started(const char *folder, long long first_ns)
{
    mark(folder, "started", "%lld %d\n", first_ns, (int)getpid());
}

// Waits for the driver's word to begin, so that the start of the process is no part of what is measured.
static inline void await_go(const char *folder)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/go", folder);
    while (access(path, F_OK) != 0) usleep(5000);
}
