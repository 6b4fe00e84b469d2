using System.Text.RegularExpressions;
using Beacon.Actors.Plans;

namespace Beacon.Actors.Statistics;

/// <summary>Reads live counters out of the lines that a component prints. Best effort: of lines that are skipped it knows nothing.</summary>
public sealed class LiveCounters
{
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromMilliseconds(50);

    private readonly string _component;
    private readonly Regex[] _patterns;
    private readonly Dictionary<string, string> _last = [];

    /// <summary>Makes the counters of a component.</summary>
    /// <param name="component">The component's name.</param>
    /// <param name="spec">Its patterns, whose named groups are the counters.</param>
    public LiveCounters(string component, StatisticsSpec spec)
    {
        _component = component;
        _patterns = [.. spec.Live.Select(pattern => new Regex(pattern, RegexOptions.CultureInvariant, MatchTimeout))];
    }

    /// <summary>The counters that this line has changed.</summary>
    /// <param name="line">The line.</param>
    public IReadOnlyList<Statistic> Read(string line)
    {
        List<Statistic>? changed = null;
        foreach (var pattern in _patterns)
        {
            Match match;
            try
            {
                match = pattern.Match(line);
            }
            catch (RegexMatchTimeoutException)
            {
                continue;
            }

            if (!match.Success) continue;
            foreach (var group in match.Groups.Cast<Group>().Where(group => group.Success && !char.IsAsciiDigit(group.Name[0])))
                if (_last.GetValueOrDefault(group.Name) != group.Value && StatisticLine.TryParseValue(group.Value, out var value, out var unit))
                {
                    _last[group.Name] = group.Value;
                    (changed ??= []).Add(new Statistic(_component, "", group.Name, value, unit, group.Value));
                }
        }

        return changed ?? (IReadOnlyList<Statistic>)[];
    }
}
