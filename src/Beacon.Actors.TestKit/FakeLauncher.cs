using System.Collections.Concurrent;
using System.Collections.Immutable;
using Beacon.Processes;

namespace Beacon.Actors.TestKit;

/// <summary>A launcher without processes: scripts, or the test itself, decide what each program does.</summary>
/// <param name="time">The clock that stamps exits; the one of the run under test.</param>
/// <param name="programs">Scripts of components; the processes of others are driven by the test.</param>
internal sealed class FakeLauncher(TimeProvider time, params IReadOnlyCollection<FakeProgram> programs) : IProcessLauncher
{
    private const int FirstPid = 4711;

    private readonly ConcurrentDictionary<string, FakeProcess> _processes = new();
    private readonly ConcurrentQueue<string> _launched = new();

    /// <summary>The components that were launched, in order.</summary>
    public IReadOnlyCollection<string> Launched => _launched;

    /// <summary>How many times a component was launched.</summary>
    /// <param name="component">The component's name.</param>
    public int CountOf(string component) => _launched.Count(launched => launched == component);

    /// <summary>The latest process of a component.</summary>
    /// <param name="component">The component's name.</param>
    /// <exception cref="KeyNotFoundException">It was not launched.</exception>
    public FakeProcess this[string component] => _processes[component];

    /// <inheritdoc />
    public IProcess Launch(LaunchSpec spec, Action<ProcessEvent> report, IProcess? predecessor = null)
    {
        var process = new FakeProcess(spec, report, time) { Predecessor = predecessor };
        _processes[spec.Component] = process;
        _launched.Enqueue(spec.Component);
        programs.FirstOrDefault(program => program.Component == spec.Component)?.Play(process, FirstPid + _launched.Count - 1);
        return process;
    }

    /// <summary>What a measurement finds of the machine.</summary>
    public MachineUsage Machine { get; set; } = new();

    /// <summary>The CPU time that a measurement takes.</summary>
    public TimeSpan MeasuringCost { get; set; }

    /// <summary>Whether a measurement ever comes to an end.</summary>
    public bool AnswersMeasurements { get; set; } = true;

    /// <inheritdoc />
    public void Dispose() { }

    /// <inheritdoc />
    public void Measure(IReadOnlyCollection<IProcess> processes, Action<Measurement> report)
    {
        if (!AnswersMeasurements)
            return;
        var usages = processes.Cast<FakeProcess>().Where(process => process.Usage is not null);
        report(
            new Measurement(usages.ToImmutableDictionary(IProcess (process) => process, process => process.Usage!), Machine, MeasuringCost)
        );
    }
}
