// check_lines LINE_BYTES FILE...: reads the files as one log of spew's lines and prints what it found, as JSON: lines, bytes, ok
// (a line of the right form), malformed, gaps (the number is not that of the line before plus one), tail_bytes (after the last line
// feed). A line may have a prefix, which a supervisor put there.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { NUMBER_DIGITS = 12, LONGEST_LINE = 1 << 20 };

static struct {
    long lines, bytes, ok, malformed, gaps, expected;
} found;

// Returns the number of a line, its line feed taken off; -1: it has not the form of one.
static long number_of(const char *line, size_t length, size_t expected_length)
{
    if (length < expected_length) return -1;
    line += length - expected_length;
    long number = 0;
    for (int digit = 0; digit < NUMBER_DIGITS; digit++) {
        if (line[digit] < '0' || line[digit] > '9') return -1;
        number = number * 10 + line[digit] - '0';
    }
    return line[NUMBER_DIGITS] == ' ' && line[expected_length - 1] == 'x' ? number : -1;
}

static void check(const char *line, size_t length, size_t expected_length)
{
    found.lines++;
    long number = number_of(line, length, expected_length);
    if (number < 0) {
        found.malformed++;
        return;
    }
    found.ok++;
    if (number != found.expected) found.gaps++;
    found.expected = number + 1;
}

int main(int argc, char **argv)
{
    static char chunk[1 << 20], line[LONGEST_LINE];
    size_t unfinished = 0;
    if (argc < 2) return 64;
    size_t expected_length = atol(argv[1]) - 1;
    for (int index = 2; index < argc; index++) {
        int file = open(argv[index], O_RDONLY);
        if (file < 0) {
            perror(argv[index]);
            return 1;
        }
        for (ssize_t count; (count = read(file, chunk, sizeof chunk)) > 0;) {
            found.bytes += count;
            for (char *from = chunk, *end = chunk + count; from < end;) {
                char *feed = memchr(from, '\n', end - from);
                size_t length = (feed ? feed : end) - from;
                if (unfinished + length > sizeof line) unfinished = 0;
                memcpy(line + unfinished, from, length);
                unfinished += length;
                if (feed == NULL) break;
                check(line, unfinished, expected_length);
                unfinished = 0;
                from = feed + 1;
            }
        }
        close(file);
    }
    printf("{\"lines\": %ld, \"bytes\": %ld, \"ok\": %ld, \"malformed\": %ld, \"gaps\": %ld, \"tail_bytes\": %zu}\n", found.lines, found.bytes,
           found.ok, found.malformed, found.gaps, unfinished);
    return 0;
}
