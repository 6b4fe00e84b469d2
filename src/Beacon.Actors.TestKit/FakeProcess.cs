using System.Collections.Concurrent;
using System.Collections.Immutable;
using Beacon.Plans;
using Beacon.Processes;

namespace Beacon.Actors.TestKit;

/// <summary>A process that does what a test says, or its <see cref="FakeProgram"/>.</summary>
public sealed class FakeProcess : IProcess
{
    private readonly Action<ProcessEvent> _report;
    private readonly TimeProvider _time;
    private readonly ConcurrentQueue<UnixSignal> _signals = new();
    private readonly ConcurrentDictionary<LocalEndpoint, bool> _listening = new();
    private readonly ConcurrentDictionary<LocalEndpoint, bool> _bound = new();

    private bool _hasEnded;

    internal FakeProcess(LaunchSpec spec, Action<ProcessEvent> report, TimeProvider time)
    {
        Spec = spec;
        _report = report;
        _time = time;
    }

    /// <summary>The order to launch it.</summary>
    internal LaunchSpec Spec { get; }

    /// <summary>The arguments that it was given, its placeholders filled in.</summary>
    public IReadOnlyList<string> Args => Spec.Args;

    /// <summary>The variables set in its environment over those of the supervisor; null: a removed variable.</summary>
    public IReadOnlyDictionary<string, string?> Environment => Spec.Environment;

    /// <summary>The signals it was sent, in order.</summary>
    public IReadOnlyCollection<UnixSignal> Signals => _signals;

    /// <summary>The exit codes of commands that are run beside it: stop commands, exec probes. All succeed by default.</summary>
    public Func<SideCommand, int> CommandExitCode { get; set; } = _ => 0;

    /// <summary>The program that it seems to execute; null: unknown.</summary>
    internal ProgramImage? Image { get; set; }

    /// <summary>The component's process before this one; null: there was none.</summary>
    internal IProcess? Predecessor { get; init; }

    /// <summary>Whether no successor will follow it.</summary>
    internal bool IsDismissed { get; private set; }

    /// <summary>The usage that a measurement finds; null: none.</summary>
    public ResourceUsage? Usage { get; set; }

    /// <summary>The reactions of its script to signals; null: there is no script.</summary>
    internal ImmutableDictionary<UnixSignal, (TimeSpan After, Action<FakeProcess> Do)>? Reactions { get; set; }

    /// <summary>Whether a script says what it does; otherwise the test itself lets it act and end.</summary>
    internal bool IsScripted => Reactions is not null;

    /// <summary>There is a process, and it has become its program.</summary>
    /// <param name="pid">Its id.</param>
    internal FakeProcess Starts(int pid = 4711)
    {
        _report(new ProcessStarted(pid));
        _report(new ProgramExecuted());
        return this;
    }

    /// <summary>There is a process, which has not become its program yet.</summary>
    /// <param name="pid">Its id.</param>
    internal FakeProcess Forks(int pid = 4711)
    {
        _report(new ProcessStarted(pid));
        return this;
    }

    /// <summary>It can't be started.</summary>
    /// <param name="reason">Why.</param>
    internal FakeProcess FailsToStart(string reason)
    {
        _report(new LaunchFailed(reason));
        return this;
    }

    /// <summary>It prints a line; a <c>log</c> probe of its component that matches holds.</summary>
    /// <param name="line">The line.</param>
    /// <param name="stream">The stream.</param>
    public FakeProcess Prints(string line, OutputStream stream = OutputStream.Stdout)
    {
        foreach (
            var probe in Spec.LogProbes.Where(probe =>
                (probe.Stream ?? stream) == stream && new PatternMatcher(probe.Pattern).IsMatch(line)
            )
        )
            _report(new LogMatched(probe));
        _report(new OutputBatch([new OutputLine(stream, line)], 0));
        return this;
    }

    /// <summary>It listens on a TCP port: the next poll of a <c>tcp-listen</c> probe finds it.</summary>
    /// <param name="port">The port.</param>
    public FakeProcess ListensOn(int port)
    {
        _listening[new LocalEndpoint(null, port)] = true;
        return this;
    }

    /// <summary>It stops listening on a TCP port: the next poll of a <c>tcp-listen</c> probe does not find it.</summary>
    /// <param name="port">The port.</param>
    public FakeProcess StopsListeningOn(int port)
    {
        _listening.TryRemove(new LocalEndpoint(null, port), out _);
        return this;
    }

    /// <summary>It has bound a UDP port: the next poll of a <c>udp-bound</c> probe finds it.</summary>
    /// <param name="port">The port.</param>
    public FakeProcess Binds(int port)
    {
        _bound[new LocalEndpoint(null, port)] = true;
        return this;
    }

    /// <summary>It exits and has drained.</summary>
    /// <param name="code">The exit code.</param>
    public void Exits(int code) => Ends(ExitStatus.Exited(code));

    /// <summary>A signal ends it and it has drained.</summary>
    /// <param name="signal">The signal.</param>
    public void Dies(UnixSignal signal) => Ends(ExitStatus.Signalled(signal));

    /// <summary>It ends at a given moment and has drained.</summary>
    /// <param name="status">How.</param>
    /// <param name="timestamp">When, by the run's clock; null: now.</param>
    internal void Ends(ExitStatus status, long? timestamp = null)
    {
        _hasEnded = true;
        _report(new ProcessExited(status, timestamp ?? _time.GetTimestamp()));
        _report(new ProcessDrained(null));
    }

    /// <summary>The launcher reports an event of it.</summary>
    /// <param name="happened">What.</param>
    internal void Reports(ProcessEvent happened) => _report(happened);

    /// <summary>Does something later, unless the process has ended by then.</summary>
    internal void After(TimeSpan time, Action act)
    {
        void IfAlive()
        {
            if (!_hasEnded)
                act();
        }

        if (time == TimeSpan.Zero)
            IfAlive();
        else
            _time.CreateTimer(_ => IfAlive(), null, time, Timeout.InfiniteTimeSpan);
    }

    /// <summary>All of these probes hold from now on.</summary>
    internal void BecomesReady(IEnumerable<Probe> probes)
    {
        foreach (var probe in probes)
        {
            if (probe is LogProbe log)
                _report(new LogMatched(log));
            foreach (var endpoint in (probe as TcpListenProbe)?.Endpoints ?? [])
                _listening[endpoint] = true;
            foreach (var endpoint in (probe as UdpBoundProbe)?.Endpoints ?? [])
                _bound[endpoint] = true;
            if (probe is TcpConnectProbe connect)
                ListensOn(connect.Port);
            if (probe is HttpProbe http)
                ListensOn(http.Url.Port);
        }
    }

    ProgramImage? IProcess.Image => Image;

    void IProcess.Signal(UnixSignal signal) => IsSignalled(signal);

    void IProcess.Kill() => IsSignalled(UnixSignal.SIGKILL);

    void IProcess.Dismiss() => IsDismissed = true;

    void IProcess.AcknowledgeOutput() { }

    SocketSight IProcess.Listens(LocalEndpoint endpoint) =>
        Sight(_listening.ContainsKey(endpoint) || ListensOnPort(endpoint.Port), "listens on", endpoint);

    SocketSight IProcess.HasBound(LocalEndpoint endpoint) =>
        Sight(_bound.ContainsKey(endpoint) || _bound.ContainsKey(endpoint with { Address = null }), "has bound", endpoint);

    Task<SideCommandResult> IProcess.RunAsync(SideCommand command, CancellationToken cancellationToken) =>
        Task.FromResult(new SideCommandResult(CommandExitCode(command), null, default));

    private static SocketSight Sight(bool holds, string does, LocalEndpoint endpoint) =>
        new(holds, holds ? $"{does} {endpoint}" : $"none of its processes {does} {endpoint}");

    private void IsSignalled(UnixSignal signal)
    {
        _signals.Enqueue(signal);
        if (Reactions is null || _hasEnded)
            return;
        if (Reactions.TryGetValue(signal, out var reaction))
            After(reaction.After, () => reaction.Do(this));
        else if (signal != UnixSignal.SIGCONT)
            Dies(signal);
    }

    /// <summary>Whether it listens on a TCP port.</summary>
    internal bool ListensOnPort(int port) => _listening.ContainsKey(new LocalEndpoint(null, port));
}
