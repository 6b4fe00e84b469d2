using Beacon.Actors.Scheduling;
using Beacon.Plans;
using Beacon.Records.Events;
using Beacon.Records.Statistics;

namespace Beacon.Actors.Measuring;

/// <summary>
/// The live counters of one component, published at a rate that a person and a record can follow: a counter that changes with every line is
/// published four times a second, and once more at the end.
/// </summary>
internal sealed class LiveCounterFeed(ComponentSpec component, RunClock clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly LiveCounters _counters = new(component.Name, component.Statistics!);
    private readonly Dictionary<string, Statistic> _changed = [];
    private TimeSpan _due;

    /// <summary>Whether lines have to be read on a thread of their own: <see cref="OutputPattern.MayBacktrack"/>.</summary>
    public bool MayBacktrack => _counters.MayBacktrack;

    /// <summary>Reads a line; returns the changed counters. Used by one thread at a time, which need not be that of the others.</summary>
    public IReadOnlyList<Statistic> Read(string line) => _counters.Read(line);

    /// <summary>The patterns that were given up since this was last called, by the thread that reads.</summary>
    public IReadOnlyList<OutputPattern> TakeGivenUp() => _counters.TakeGivenUp();

    public void Note(IReadOnlyList<Statistic> changed)
    {
        foreach (var statistic in changed)
            _changed[statistic.Name.Raw] = statistic;
    }

    public IReadOnlyList<StatisticReported> TakeDue()
    {
        if (_changed.Count == 0 || clock.Elapsed < _due)
            return [];
        _due = clock.Elapsed + Interval;
        return TakeAll();
    }

    public IReadOnlyList<StatisticReported> TakeAll()
    {
        List<StatisticReported> events =
        [
            .. _changed.Values.Select(statistic =>
                clock.Stamp(new StatisticReported(statistic, Final: false) { Component = component.Name })
            ),
        ];
        _changed.Clear();
        return events;
    }
}
