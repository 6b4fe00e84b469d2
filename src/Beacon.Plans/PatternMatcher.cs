using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Beacon.Plans;

/// <summary>
/// Matches the lines of one component with one pattern. A pattern that is slow on them goes on with the engine whose time grows with the
/// length of a line only; one that this engine can't take is given up when too many lines took it too long. Not thread-safe.
/// </summary>
/// <param name="pattern">The pattern.</param>
public sealed class PatternMatcher(OutputPattern pattern)
{
    /// <summary>After how many lines that took longer than <see cref="OutputPattern.Timeout"/> a pattern is given up.</summary>
    public const int TimeoutsAtMost = 10;

    // Slow matches until the other engine takes over: a machine that is busy makes a few of any pattern.
    private const int StrikesAtMost = 10;
    private const int StrikesOfTimeout = 2;

    // Of that many matches one is measured, since that costs as much as a match; which one no program can foresee.
    private const int MatchesPerSample = 32;
    private static readonly long LeastTicksOfSlow = Stopwatch.Frequency / 10_000;
    private static readonly long TicksPerCharacter = Stopwatch.Frequency / 10_000_000;

    private Regex _regex = pattern.Ordinary;
    private int _untilSample = MatchesPerSample;
    private int _strikes;

    /// <summary>The pattern.</summary>
    public OutputPattern Pattern => pattern;

    /// <summary>How many lines took longer than <see cref="OutputPattern.Timeout"/>: whether they match is unknown.</summary>
    public int Timeouts { get; private set; }

    /// <summary>Whether it was given up: it matches nothing any more.</summary>
    public bool IsGivenUp => Timeouts >= TimeoutsAtMost;

    /// <summary>Whether a line matches; false if that took too long.</summary>
    /// <param name="line">The line, without escape sequences.</param>
    public bool IsMatch(ReadOnlySpan<char> line)
    {
        if (IsGivenUp)
            return false;
        var began = BeginSample();
        try
        {
            var isMatch = _regex.IsMatch(line);
            EndSample(began, line.Length);
            return isMatch;
        }
        catch (RegexMatchTimeoutException)
        {
            return AfterTimeout()?.IsMatch(line) == true;
        }
    }

    /// <summary>The first match in a line; null: there is none, or it took too long.</summary>
    /// <param name="line">The line, without escape sequences.</param>
    public Match? Match(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (IsGivenUp)
            return null;
        var began = BeginSample();
        try
        {
            var match = _regex.Match(line);
            EndSample(began, line.Length);
            return match.Success ? match : null;
        }
        catch (RegexMatchTimeoutException)
        {
            return AfterTimeout()?.Match(line) is { Success: true } match ? match : null;
        }
    }

    private long BeginSample()
    {
        if (--_untilSample > 0)
            return 0;
        _untilSample = Random.Shared.Next(1, MatchesPerSample);
        return Stopwatch.GetTimestamp();
    }

    private void EndSample(long began, int length)
    {
        if (began != 0 && Stopwatch.GetTimestamp() - began > LeastTicksOfSlow + length * TicksPerCharacter)
            Strike(1);
    }

    /// <summary>What shall match the line instead; null: nothing can.</summary>
    private Regex? AfterTimeout()
    {
        if (pattern.Linear is { } linear)
        {
            Strike(StrikesOfTimeout);
            return linear;
        }

        Timeouts++;
        return null;
    }

    private void Strike(int count)
    {
        if (!pattern.MayBacktrack && (_strikes += count) >= StrikesAtMost && pattern.Linear is { } linear)
            _regex = linear;
    }
}
