using Beacon.Plans;
using Beacon.Processes;
using Beacon.Records.Events;

namespace Beacon.Actors.Running.Validity;

/// <summary>Everything that is looked for in the samples of a run because it would spoil the run's numbers.</summary>
/// <param name="plan">The run's plan.</param>
internal sealed class RunValidity(RunPlan plan)
{
    private readonly DatagramLosses _losses = new();
    private readonly StandingQueues _queues = new();
    private readonly CpuContention _contention = new();
    private readonly ClockWatch _clock = new();
    private readonly SharedCores _cores = new(plan);
    private readonly Dictionary<string, TimeSpan> _cpuOf = [];
    private SamplingPace _pace = new(plan.SampleInterval);
    private bool _toldOfPace;
    private TimeSpan _ownCpu;

    /// <summary>When to sample again.</summary>
    public TimeSpan Interval => _pace.Interval;

    /// <summary>Whether all components are there; what happens before is not judged by the machine's load.</summary>
    public bool IsOperational { get; set; }

    /// <summary>Takes note of a sample; what to tell.</summary>
    /// <param name="sample">The sample.</param>
    public List<Problem> Note(Sample sample)
    {
        var problems = new List<Problem?>();
        foreach (var (component, (usage, _)) in sample.Components)
        {
            // A new incarnation counts from nothing.
            var before = _cpuOf.GetValueOrDefault(component);
            _ownCpu += usage.CpuTime >= before ? usage.CpuTime - before : usage.CpuTime;
            _cpuOf[component] = usage.CpuTime;
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

    /// <summary>The run ends; what is still to be told, with the last numbers.</summary>
    /// <param name="sample">The last sample that counts.</param>
    public List<Problem> Conclude(Sample sample)
    {
        List<Problem?> problems = [.. _losses.Conclude(), _clock.Conclude(), _contention.Conclude(sample.Machine, _ownCpu, sample.Elapsed)];
        return [.. problems.OfType<Problem>()];
    }

    private Problem? NoteCost(TimeSpan cost)
    {
        _pace = _pace.After(cost);
        if (_toldOfPace || _pace.Interval == _pace.Planned)
            return null;
        _toldOfPace = true;
        return _pace.Explain();
    }
}

/// <summary>What was found at one moment of a run.</summary>
/// <param name="Components">What each component that runs uses, and its share of a core since the sample before.</param>
/// <param name="Machine">How busy the machine is.</param>
/// <param name="Elapsed">Since the start of the run.</param>
/// <param name="Now">The wall clock at that moment; null: the two clocks could not be read together.</param>
/// <param name="Cost">The CPU time that it took to find out.</param>
internal sealed record Sample(
    IReadOnlyDictionary<string, (ResourceUsage Usage, double CpuShare)> Components,
    MachineUsage Machine,
    TimeSpan Elapsed,
    DateTimeOffset? Now,
    TimeSpan Cost
);
