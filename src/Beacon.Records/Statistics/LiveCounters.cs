using Beacon.Plans;
using Beacon.Plans.Text;
using Beacon.Plans.Units;

namespace Beacon.Records.Statistics;

/// <summary>
/// Reads live counters from the output lines of a component: each named group in the first match of a pattern whose text is a value. Best
/// effort: skipped lines are not counted. Not thread-safe.
/// </summary>
public sealed class LiveCounters
{
    private readonly string _component;
    private readonly List<PatternMatcher> _patterns;
    private readonly List<OutputPattern> _givenUp = [];
    private readonly Dictionary<string, Statistic> _last = [];

    /// <summary>Creates the counters of a component.</summary>
    /// <param name="component">The component's name.</param>
    /// <param name="spec">Its patterns, whose named groups are the counters.</param>
    /// <exception cref="ArgumentException">A pattern is not a valid regular expression.</exception>
    public LiveCounters(string component, StatisticsSpec spec)
    {
        _component = component;
        _patterns = [.. spec.Live.Select(pattern => new PatternMatcher(new OutputPattern(pattern)))];
        MayBacktrack = _patterns.Exists(matcher => matcher.Pattern.MayBacktrack);
    }

    /// <summary>Whether a line may take one of its patterns any time (<see cref="OutputPattern.MayBacktrack"/>).</summary>
    public bool MayBacktrack { get; }

    /// <summary>Whether a pattern was given up because it was too slow: its counters stand still.</summary>
    public bool HasGivenUp => _givenUp.Count > 0;

    /// <summary>The patterns that were given up since this was last called.</summary>
    public IReadOnlyList<OutputPattern> TakeGivenUp()
    {
        List<OutputPattern> given = [.. _patterns.Where(matcher => matcher.IsGivenUp).Select(matcher => matcher.Pattern).Except(_givenUp)];
        _givenUp.AddRange(given);
        return given;
    }

    /// <summary>Reads a line; returns the changed counters.</summary>
    /// <param name="line">The line as printed; colours and text overwritten after a carriage return are ignored.</param>
    public IReadOnlyList<Statistic> Read(string line)
    {
        List<Statistic>? changed = null;
        var shown = TerminalText.LastShown(line);
        foreach (var pattern in _patterns)
        {
            foreach (var (name, text) in Read(pattern, shown))
            {
                if (!StatisticValue.TryParse(text, out var value))
                    continue;
                var statistic = new Statistic(_component, "", name, value.Value, value.Unit, value.Text);
                if (_last.GetValueOrDefault(name) == statistic)
                    continue;
                _last[name] = statistic;
                (changed ??= []).Add(statistic);
            }
        }

        return changed ?? (IReadOnlyList<Statistic>)[];
    }

    // An unnamed group has its number as its name.
    private static IEnumerable<(string Name, string Text)> Read(PatternMatcher pattern, string line) =>
        pattern.Match(line) is { } match
            ? match
                .Groups.Values.Where(group => group.Success && !char.IsAsciiDigit(group.Name[0]))
                .Select(group => (group.Name, group.Value))
            : [];
}
