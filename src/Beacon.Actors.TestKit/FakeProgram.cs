using System.Collections.Immutable;
using Beacon.Plans;
using Beacon.Processes;

namespace Beacon.Actors.TestKit;

/// <summary>
/// What a component's processes do, step by step. A step with a time comes that long after the one before it, the first that long after
/// its program was executed; one without comes at once. A signal that the script says nothing of ends the process, as the kernel would.
/// Each method returns a new script and leaves the old one unchanged.
/// </summary>
public sealed record FakeProgram
{
    private ImmutableList<(TimeSpan After, Action<FakeProcess> Do)> _steps = [];
    private ImmutableDictionary<UnixSignal, (TimeSpan After, Action<FakeProcess> Do)> _reactions = ImmutableDictionary<
        UnixSignal,
        (TimeSpan, Action<FakeProcess>)
    >.Empty;
    private ImmutableSortedDictionary<int, FakeProgram> _later = ImmutableSortedDictionary<int, FakeProgram>.Empty;
    private string? _whyNotStarted;

    internal FakeProgram(string component) => Component = component;

    /// <summary>The component's name.</summary>
    public string Component { get; }

    /// <summary>Lets a time pass before the next step.</summary>
    /// <param name="time">How long.</param>
    public FakeProgram After(TimeSpan time) => Then(time, _ => { });

    /// <summary>It prints a line; a <c>log</c> probe that matches holds.</summary>
    /// <param name="line">The line.</param>
    /// <param name="stream">The stream.</param>
    public FakeProgram Prints(string line, OutputStream stream = OutputStream.Stdout) => PrintsAfter(TimeSpan.Zero, line, stream);

    /// <summary>It prints a line after a time.</summary>
    /// <param name="time">How long after the step before.</param>
    /// <param name="line">The line.</param>
    /// <param name="stream">The stream.</param>
    public FakeProgram PrintsAfter(TimeSpan time, string line, OutputStream stream = OutputStream.Stdout) =>
        Then(time, process => process.Prints(line, stream));

    /// <summary>It listens on a TCP port: for <c>tcp-listen</c>, and for the probes that would connect there.</summary>
    /// <param name="port">The port.</param>
    public FakeProgram ListensOn(int port) => Then(TimeSpan.Zero, process => process.ListensOn(port));

    /// <summary>It listens on a TCP port no more.</summary>
    /// <param name="port">The port.</param>
    public FakeProgram StopsListeningOn(int port) => Then(TimeSpan.Zero, process => process.StopsListeningOn(port));

    /// <summary>It binds a UDP port.</summary>
    /// <param name="port">The port.</param>
    public FakeProgram Binds(int port) => Then(TimeSpan.Zero, process => process.Binds(port));

    /// <summary>Its process tree uses that much from now on.</summary>
    /// <param name="usage">What a measurement finds.</param>
    public FakeProgram Uses(ResourceUsage usage) => Then(TimeSpan.Zero, process => process.Usage = usage);

    /// <summary>It exits by itself.</summary>
    /// <param name="code">The exit code.</param>
    public FakeProgram Exits(int code = 0) => ExitsAfter(TimeSpan.Zero, code);

    /// <summary>It exits by itself after a time.</summary>
    /// <param name="time">How long after the step before.</param>
    /// <param name="code">The exit code.</param>
    public FakeProgram ExitsAfter(TimeSpan time, int code = 0) => Then(time, process => process.Exits(code));

    /// <summary>A signal from outside the run ends it after a time.</summary>
    /// <param name="time">How long after the step before.</param>
    /// <param name="signal">The signal.</param>
    public FakeProgram DiesAfter(TimeSpan time, UnixSignal signal) => Then(time, process => process.Dies(signal));

    /// <summary>It handles a signal by exiting.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="code">The exit code.</param>
    /// <param name="after">How long that takes.</param>
    public FakeProgram ExitsWhenSignalled(UnixSignal signal, int code = 0, TimeSpan after = default) =>
        On(signal, after, process => process.Exits(code));

    /// <summary>It prints a line when it is signalled, and exits.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="line">The line.</param>
    /// <param name="code">The exit code.</param>
    public FakeProgram PrintsWhenSignalled(UnixSignal signal, string line, int code = 0) =>
        On(signal, TimeSpan.Zero, process => process.Prints(line).Exits(code));

    /// <summary>It ignores a signal. SIGKILL can't be ignored.</summary>
    /// <param name="signal">The signal.</param>
    public FakeProgram Ignores(UnixSignal signal) => On(signal, TimeSpan.Zero, _ => { });

    /// <summary>It can't be started.</summary>
    /// <param name="reason">Why, as the operating system would say.</param>
    public FakeProgram FailsToStart(string reason) => this with { _whyNotStarted = reason };

    /// <summary>What its later processes do, each again until another is said; without, all do the same.</summary>
    /// <param name="incarnation">From which process on: 2 is that of the first restart.</param>
    /// <param name="script">Says what, from nothing: <c>again => again.ListensOn(9000)</c>.</param>
    public FakeProgram FromIncarnation(int incarnation, Func<FakeProgram, FakeProgram> script)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(incarnation, 2);
        return this with { _later = _later.SetItem(incarnation, script(new FakeProgram(Component))) };
    }

    /// <summary>All that its component's readiness asks holds from now on.</summary>
    internal FakeProgram BecomesReady(ComponentSpec component) =>
        Then(TimeSpan.Zero, process => process.BecomesReady(component.Ready.Probes));

    /// <summary>It ends by itself.</summary>
    internal FakeProgram Ends(ExitStatus status) => Then(TimeSpan.Zero, process => process.Ends(status));

    /// <summary>A process of this script begins.</summary>
    internal void Play(FakeProcess process, int pid)
    {
        var script = _later.LastOrDefault(entry => entry.Key <= process.Spec.Incarnation).Value ?? this;
        if (script._whyNotStarted is { } reason)
            process.FailsToStart(reason);
        else
        {
            process.Reactions = script._reactions;
            process.Starts(pid);
            Step(process, script._steps);
        }
    }

    private static void Step(FakeProcess process, ImmutableList<(TimeSpan After, Action<FakeProcess> Do)> steps)
    {
        if (steps.IsEmpty)
            return;
        process.After(
            steps[0].After,
            () =>
            {
                steps[0].Do(process);
                Step(process, steps.RemoveAt(0));
            }
        );
    }

    private FakeProgram Then(TimeSpan after, Action<FakeProcess> act)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(after, TimeSpan.Zero);
        return this with { _steps = _steps.Add((after, act)) };
    }

    private FakeProgram On(UnixSignal signal, TimeSpan after, Action<FakeProcess> act) =>
        signal == UnixSignal.SIGKILL
            ? throw new ArgumentException("SIGKILL can't be handled; script another signal", nameof(signal))
            : this with
            {
                _reactions = _reactions.SetItem(signal, (after, act)),
            };
}
