using System.Collections.Immutable;
using Beacon.Plans;
using Beacon.Processes;
using Beacon.Records.Statistics;

namespace Beacon.Actors.Measuring;

/// <summary>
/// Reads the live counters of components whose patterns may backtrack, each on a thread of its own: the statistics of all others must not
/// wait for them. A component's next lines come once its last ones were read, so that few wait.
/// </summary>
internal sealed class SlowCounters
{
    private const int BatchesWaitingAtMost = 16;

    private readonly Dictionary<string, SideThread> _threads = [];

    /// <summary>The counters of a batch of lines: the changed ones, and the patterns that were given up.</summary>
    public sealed record CountersRead(string Component, IReadOnlyList<Statistic> Changed, IReadOnlyList<OutputPattern> GivenUp);

    /// <summary>Begins to read lines; false: too many wait.</summary>
    public bool TryRead(string component, LiveCounterFeed feed, ImmutableArray<OutputLine> lines, Action<CountersRead> read)
    {
        if (!_threads.TryGetValue(component, out var thread))
            _threads[component] = thread = new SideThread("beacon patterns", BatchesWaitingAtMost);
        return thread.TryPost(() =>
        {
            List<Statistic> changed = [.. lines.SelectMany(line => feed.Read(line.Text))];
            read(new CountersRead(component, changed, feed.TakeGivenUp()));
        });
    }
}
