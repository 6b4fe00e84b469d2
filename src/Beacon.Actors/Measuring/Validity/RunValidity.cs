using Beacon.Plans;
using Beacon.Processes;
using Beacon.Records.Events;

namespace Beacon.Actors.Measuring.Validity;

/// <summary>Examines the samples of a run for everything that makes its numbers doubtful.</summary>
internal sealed class RunValidity(RunPlan plan)
{
    private readonly DatagramLosses _losses = new();
    private readonly StandingQueues _queues = new();
    private readonly CpuContention _contention = new();
    private readonly ClockWatch _clock = new();
    private readonly SharedCores _cores = new(plan);
    private readonly Dictionary<string, TimeSpan> _cpuOf = [];
    private SamplingPace _pace = new(plan.SampleInterval);
    private bool _isPaceRaised;
    private TimeSpan _ownCpu;

    public TimeSpan Interval => _pace.Interval;

    /// <summary>Whether the run is operational; the machine's load does not count before.</summary>
    public bool IsOperational { get; set; }

    /// <summary>Examines a sample. Returns the problems that are new.</summary>
    public List<Problem> Note(Sample sample)
    {
        var problems = new List<Problem?>();
        foreach (var (component, (usage, _)) in sample.Components)
        {
            NoteCpu(component, usage);
            problems.Add(_losses.Note(component, usage.Sockets));
            problems.AddRange(_queues.Note(component, usage.Sockets, sample.Elapsed));
        }

        problems.AddRange(_cores.Note(sample.Components.ToDictionary(entry => entry.Key, entry => entry.Value.CpuShare)));
        if (sample.Now is { } now)
            problems.Add(_clock.Note(now, sample.Elapsed));
        if (IsOperational)
            _contention.Begin(sample.Machine, _ownCpu, sample.Elapsed);
        problems.Add(NoteCost(sample.Cost));
        return [.. problems.OfType<Problem>()];
    }

    /// <summary>
    /// A process of the component is over. What it used, if that is known, counts from its last sample on: a run may end with it.
    /// </summary>
    public void NoteEnd(string component, ResourceUsage? usage)
    {
        if (usage is not null)
            NoteCpu(component, usage);
        _cpuOf.Remove(component);
    }

    /// <summary>The run ends. Returns the problems with their final numbers.</summary>
    public List<Problem> Conclude(Sample sample)
    {
        List<Problem?> problems = [.. _losses.Conclude(), _clock.Conclude(), _contention.Conclude(sample.Machine, _ownCpu, sample.Elapsed)];
        return [.. problems.OfType<Problem>()];
    }

    private void NoteCpu(string component, ResourceUsage usage)
    {
        var before = _cpuOf.GetValueOrDefault(component);
        if (usage.CpuTime <= before)
            return;
        _ownCpu += usage.CpuTime - before;
        _cpuOf[component] = usage.CpuTime;
    }

    private Problem? NoteCost(TimeSpan cost)
    {
        _pace = _pace.After(cost);
        if (_isPaceRaised || _pace.Interval == _pace.Planned)
            return null;
        _isPaceRaised = true;
        return _pace.Explain();
    }
}

/// <summary>The resource usage at one moment of a run.</summary>
/// <param name="Components">The usage of each running component, and its share of a core since the last sample.</param>
/// <param name="Machine">The usage of the machine.</param>
/// <param name="Elapsed">The time since the start of the run.</param>
/// <param name="Now">The wall clock at that moment; null: the two clocks could not be read together.</param>
/// <param name="Cost">The CPU time that the measurement took.</param>
internal sealed record Sample(
    IReadOnlyDictionary<string, (ResourceUsage Usage, double CpuShare)> Components,
    MachineUsage Machine,
    TimeSpan Elapsed,
    DateTimeOffset? Now,
    TimeSpan Cost
);
