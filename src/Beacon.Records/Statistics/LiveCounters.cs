using System.Text.RegularExpressions;
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
    private const int TimeoutsUntilGivenUp = 3;
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromMilliseconds(50);

    private readonly string _component;
    private readonly List<CounterPattern> _patterns;
    private readonly Dictionary<string, Statistic> _last = [];

    /// <summary>Creates the counters of a component.</summary>
    /// <param name="component">The component's name.</param>
    /// <param name="spec">Its patterns, whose named groups are the counters.</param>
    /// <exception cref="ArgumentException">A pattern is not a valid regular expression.</exception>
    public LiveCounters(string component, StatisticsSpec spec)
    {
        _component = component;
        _patterns = [.. spec.Live.Select(pattern => new CounterPattern(pattern))];
    }

    /// <summary>Reads a line; returns the changed counters.</summary>
    /// <param name="line">The line as printed; colours and text overwritten after a carriage return are ignored.</param>
    public IReadOnlyList<Statistic> Read(string line)
    {
        List<Statistic>? changed = null;
        var shown = TerminalText.LastShown(line);
        foreach (var pattern in _patterns)
        {
            foreach (var (name, text) in pattern.Read(shown))
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

    private sealed class CounterPattern(string text)
    {
        private readonly Regex _regex = new(text, RegexOptions.CultureInvariant, MatchTimeout);
        private int _timeouts;

        public IEnumerable<(string Name, string Text)> Read(string line)
        {
            if (_timeouts >= TimeoutsUntilGivenUp || Match(line) is not { Success: true } match)
                return [];

            // An unnamed group has its number as its name.
            return match
                .Groups.Values.Where(group => group.Success && !char.IsAsciiDigit(group.Name[0]))
                .Select(group => (group.Name, group.Value));
        }

        private Match? Match(string line)
        {
            try
            {
                var match = _regex.Match(line);
                _timeouts = 0;
                return match;
            }
            catch (RegexMatchTimeoutException)
            {
                _timeouts++;
                return null;
            }
        }
    }
}
