using Beacon.Plans;
using Beacon.Plans.Text;
using Beacon.Processes;
using Beacon.Records.Statistics;

namespace Beacon.Actors.Probing;

/// <summary>
/// The signs of life in the output of one incarnation: lines that match a heartbeat, live statistics that grow. Written by the component's
/// actor, or by a thread of its own if a pattern may backtrack; read by the liveness and readiness checks.
/// </summary>
internal sealed class OutputSigns
{
    private const int BatchesWaitingAtMost = 4;

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly Action<ProcessEvent> _report;
    private readonly LiveCounters? _counters;
    private readonly SideThread? _thread;
    private readonly Dictionary<LogProbe, Heartbeat> _heartbeats = [];
    private readonly Dictionary<string, Growth> _growths = [];
    private long _skipped;
    private long? _skippedAt;

    /// <summary>Watches the output for the probes of a component; reports patterns that are given up.</summary>
    public OutputSigns(ComponentSpec component, TimeProvider time, Action<ProcessEvent> report)
    {
        (_time, _report) = (time, report);
        foreach (var heartbeat in component.Alive.Probes.OfType<LogProbe>())
            _heartbeats[heartbeat] = new Heartbeat(new PatternMatcher(heartbeat.Pattern));
        foreach (var progress in component.Ready.Probes.Concat(component.Alive.Probes).OfType<ProgressProbe>())
            _growths[progress.Statistic] = default;
        if (_growths.Count > 0)
            _counters = new LiveCounters(component.Name, component.Statistics!);
        if (_counters?.MayBacktrack == true || _heartbeats.Keys.Any(probe => probe.Pattern.MayBacktrack))
            _thread = new SideThread("beacon patterns", BatchesWaitingAtMost);
    }

    private sealed class Heartbeat(PatternMatcher matcher)
    {
        public PatternMatcher Matcher => matcher;

        public long Count { get; set; }

        public bool IsGivenUp { get; set; }
    }

    /// <summary>A statistic's value, null before it was printed, and when it last grew, null before it did.</summary>
    public readonly record struct Growth(double? Value, long? At);

    public void Read(OutputBatch batch)
    {
        if (_heartbeats.Count == 0 && _counters is null)
            return;
        if (_thread is null)
            ReadNow(batch);
        else if (!_thread.TryPost(() => ReadNow(batch)))
            NoteSkipped(batch.Skipped + batch.Lines.Length);
    }

    /// <summary>How many lines have matched; lines that were skipped count as well, because they may have matched.</summary>
    public long Heartbeats(LogProbe heartbeat)
    {
        lock (_lock)
            return _heartbeats[heartbeat].Count + _skipped;
    }

    /// <summary>Whether the pattern of a heartbeat was given up, so that none can be seen any more.</summary>
    public bool IsGivenUp(LogProbe heartbeat)
    {
        lock (_lock)
            return _heartbeats[heartbeat].IsGivenUp;
    }

    /// <summary>Whether a pattern of the live statistics was given up, so that some stand still.</summary>
    public bool HasGivenUpCounters { get; private set; }

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

    private void ReadNow(OutputBatch batch)
    {
        NoteSkipped(batch.Skipped);
        foreach (var line in batch.Lines)
        {
            foreach (var (probe, heartbeat) in _heartbeats)
                if ((probe.Stream ?? line.Stream) == line.Stream && heartbeat.Matcher.IsMatch(TerminalText.WithoutEscapes(line.Text)))
                    Note(heartbeat);
            foreach (var statistic in _counters?.Read(line.Text) ?? [])
                Note(statistic);
        }

        NoteGivenUp();
    }

    private void NoteSkipped(long lines)
    {
        if (lines == 0)
            return;
        lock (_lock)
            (_skipped, _skippedAt) = (_skipped + lines, _time.GetTimestamp());
    }

    private void NoteGivenUp()
    {
        HasGivenUpCounters |= _counters?.TakeGivenUp().Count > 0;
        foreach (var (probe, heartbeat) in _heartbeats)
        {
            if (!heartbeat.Matcher.IsGivenUp || heartbeat.IsGivenUp)
                continue;
            lock (_lock)
                heartbeat.IsGivenUp = true;
            _report(new PatternTooSlow("alive.log", probe.Pattern, IsGivenUp: true));
        }
    }

    private void Note(Heartbeat heartbeat)
    {
        lock (_lock)
            heartbeat.Count++;
    }

    private void Note(Statistic statistic)
    {
        lock (_lock)
        {
            if (!_growths.TryGetValue(statistic.Name.Raw, out var growth))
                return;

            // A counter that falls has been reset: that is no progress yet.
            _growths[statistic.Name.Raw] = new Growth(statistic.Value, statistic.Value > growth.Value ? _time.GetTimestamp() : growth.At);
        }
    }
}
