using Beacon.Plans;
using Beacon.Plans.Text;
using Beacon.Processes;
using Beacon.Records.Statistics;

namespace Beacon.Actors.Probing;

/// <summary>
/// The signs of life in the output of one incarnation: lines that match a heartbeat, live statistics that grow. Written by the component's
/// actor, read by the liveness and readiness checks.
/// </summary>
internal sealed class OutputSigns
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly LiveCounters? _counters;
    private readonly Dictionary<LogProbe, long> _heartbeats = [];
    private readonly Dictionary<string, Growth> _growths = [];
    private long _skipped;
    private long? _skippedAt;

    public OutputSigns(ComponentSpec component, TimeProvider time)
    {
        _time = time;
        foreach (var heartbeat in component.Alive.Probes.OfType<LogProbe>())
            _heartbeats[heartbeat] = 0;
        foreach (var progress in component.Ready.Probes.Concat(component.Alive.Probes).OfType<ProgressProbe>())
            _growths[progress.Statistic] = default;
        if (_growths.Count > 0)
            _counters = new LiveCounters(component.Name, component.Statistics!);
    }

    /// <summary>A statistic's value, null before it was printed, and when it last grew, null before it did.</summary>
    public readonly record struct Growth(double? Value, long? At);

    public void Read(OutputBatch batch)
    {
        if (_heartbeats.Count == 0 && _counters is null)
            return;

        lock (_lock)
        {
            if (batch.Skipped > 0)
                (_skipped, _skippedAt) = (_skipped + batch.Skipped, _time.GetTimestamp());
            foreach (var line in batch.Lines)
            {
                foreach (var heartbeat in _heartbeats.Keys)
                    if (heartbeat.Matches(line.Stream, TerminalText.WithoutEscapes(line.Text)))
                        _heartbeats[heartbeat]++;
                foreach (var statistic in _counters?.Read(line.Text) ?? [])
                    Note(statistic);
            }
        }
    }

    /// <summary>How many lines have matched; lines that were skipped count as well, because they may have matched.</summary>
    public long Heartbeats(LogProbe heartbeat)
    {
        lock (_lock)
            return _heartbeats[heartbeat] + _skipped;
    }

    public Growth GrowthOf(string statistic)
    {
        lock (_lock)
            return _growths[statistic];
    }

    /// <summary>When lines were last skipped because there were too many; null: never. A statistic may have grown in them.</summary>
    public long? SkippedAt
    {
        get
        {
            lock (_lock)
                return _skippedAt;
        }
    }

    private void Note(Statistic statistic)
    {
        if (!_growths.TryGetValue(statistic.Name.Raw, out var growth))
            return;

        // A counter that falls has been reset: that is no progress yet.
        _growths[statistic.Name.Raw] = new Growth(statistic.Value, statistic.Value > growth.Value ? _time.GetTimestamp() : growth.At);
    }
}
