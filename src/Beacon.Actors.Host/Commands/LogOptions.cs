using Beacon.Actors.Host.Invocation;
using Beacon.Plans;
using Beacon.Plans.Text;

namespace Beacon.Actors.Host.Commands;

/// <summary>Reads the options that <c>beacon logs</c> and <c>beacon runs logs</c> share.</summary>
internal static class LogOptions
{
    public static List<string> Wanted(string[] words, IReadOnlyList<string> names)
    {
        foreach (var word in words)
            if (!names.Contains(word))
                throw new BadUsageException(
                    $"the run has no component \"{word}\"; components: {string.Join(", ", names)}{Nearest.Suggestion(word, names)}"
                );
        return words.Length == 0 ? [.. names] : [.. names.Where(words.Contains)];
    }

    public static TimeSpan From(string? since, TimeSpan elapsed)
    {
        if (since is null)
            return TimeSpan.Zero;
        if (!Durations.TryParse(since.TrimStart('+'), out var time, out _))
            throw new BadUsageException(
                $"--since \"{since}\" is not a duration; write 10s for the last ten seconds of the run, "
                    + "or +10s for everything from ten seconds after its start"
            );
        return since.StartsWith('+') ? time : elapsed - time;
    }

    public static PatternMatcher? PatternOf(string? pattern)
    {
        try
        {
            return pattern is null ? null : new PatternMatcher(new OutputPattern(pattern));
        }
        catch (ArgumentException exception)
        {
            throw new BadUsageException($"--grep \"{pattern}\" is not a regular expression: {ExceptionText.Of(exception)}");
        }
    }
}
