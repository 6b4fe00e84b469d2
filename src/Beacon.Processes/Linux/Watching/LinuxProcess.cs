using System.Diagnostics;
using Beacon.Plans;
using Beacon.Plans.Text;
using Beacon.Processes.Capturing;
using Beacon.Processes.Linux.Launching;
using Beacon.Processes.Linux.Trees;

namespace Beacon.Processes.Linux.Watching;

/// <summary>One process and its tree, from the order to start it until all of it is gone: the phases that it goes through.</summary>
/// <remarks>
/// <para>
/// The lock guards the current phase, and a signal is delivered under it: it reaches either the phase before a change or the one after,
/// never none. The phases change on the thread that begins the process (the spawner thread, or the one that launches if a successor was
/// ready), on the exit thread, and on the reaper thread, in this order. What happens within a phase is the phase's own.
/// </para>
/// <para>
/// The events of a process are reported by the thread that a fact belongs to: start by the beginning thread, execution and exit by the exit
/// thread, output by the output thread, the end by the reaper thread. Each is handed on only after its events were reported.
/// </para>
/// </remarks>
internal sealed class LinuxProcess(LaunchSpec spec, Action<ProcessEvent> report, LinuxProcessLauncher launcher) : IProcess
{
    private const string EndedText = "the process has ended";

    private readonly Lock _lock = new();
    private readonly long _orderedAt = Stopwatch.GetTimestamp();
    private readonly SentSignals _sent = new();
    private readonly Succession _succession = new();
    private ProcessPhase _phase = new ProcessPhase.Ordered();

    /// <summary>The leader's process id, also after its end; 0: there is no process yet.</summary>
    public int Pid { get; private set; }

    public ProcessTree? Tree => Phase.Tree;

    public ProgramImage? Image
    {
        get
        {
            if (Phase is not AliveProcess { Tree.Leader: var pid })
                return null;
            var exe = $"/proc/{pid}/exe";
            return new FileInfo(exe).LinkTarget is { } path ? new ProgramImage(Path.GetFileName(path), ElfFile.IsStatic(exe)) : null;
        }
    }

    private ProcessPhase Phase
    {
        get
        {
            lock (_lock)
                return _phase;
        }
    }

    /// <summary>Makes the process; called on the spawner thread.</summary>
    public void Start()
    {
        if (_sent.Contains(UnixSignal.SIGKILL))
        {
            Fail("killed before it was started");
            return;
        }

        PreparedProcess prepared;
        try
        {
            prepared = new PreparedProcess(spec, launcher.Launches, joinsFirst: spec.Incarnation == 1);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Fail(ExceptionText.Of(exception));
            return;
        }

        Begin(prepared);
    }

    /// <summary>Lets a process that was made ready execute its program.</summary>
    public void Begin(PreparedProcess prepared)
    {
        prepared.LetGo();

        // The order said how long the run had lasted; other programs may have been started since. What is printed meanwhile waits in the
        // pipes.
        var output = new CapturedOutput(spec, spec.RunStartBefore(_orderedAt), launcher.Output.Archive, report);
        var alive = new AliveProcess(spec, report, launcher, prepared, output, _sent, _succession, OnExited);
        lock (_lock)
        {
            Pid = prepared.Pid;
            report(new ProcessStarted(Pid));
            if (_phase is ProcessPhase.Ordered { Pending: { } signal })
                alive.Signal(signal);
            _phase = alive;
        }

        alive.Begin();
    }

    /// <summary>The process that was made ready to follow this one; null: there is none, and none will be.</summary>
    public PreparedProcess? TakeSuccessor() => _succession.Take();

    public void Signal(UnixSignal signal)
    {
        lock (_lock)
        {
            _sent.Add(signal);
            _phase.Signal(signal);
        }
    }

    public void Kill() => Signal(UnixSignal.SIGKILL);

    public void Dismiss() => TakeSuccessor()?.Discard();

    public void AcknowledgeOutput() => Phase.Output?.Reader.Acknowledge();

    public SocketSight Listens(LocalEndpoint endpoint) => Look(TransportProtocol.Tcp, endpoint);

    public SocketSight HasBound(LocalEndpoint endpoint) => Look(TransportProtocol.Udp, endpoint);

    public Task<SideCommandResult> RunAsync(SideCommand command, CancellationToken cancellationToken)
    {
        if (Phase is not AliveProcess alive)
            return Task.FromResult(new SideCommandResult(null, EndedText, default));
        var run = new SideCommandRun(spec, alive.Prepared.Cgroup, command, launcher.Launches);
        return launcher.Spawner.PostAsync(() => run.Start(cancellationToken));
    }

    private void OnExited(AliveProcess alive, LeaderExit exit)
    {
        var ending = new EndingProcess(spec, report, launcher, alive, exit, _sent, () => ChangeTo(new ProcessPhase.Over()));
        ChangeTo(ending);
        ending.Begin();
    }

    private void Fail(string reason)
    {
        ChangeTo(new ProcessPhase.Over());
        report(new LaunchFailed(reason));
    }

    private void ChangeTo(ProcessPhase phase)
    {
        lock (_lock)
            _phase = phase;
    }

    private SocketSight Look(TransportProtocol protocol, LocalEndpoint endpoint) =>
        Phase is AliveProcess alive ? alive.Sockets.Look(protocol, endpoint) : new SocketSight(false, EndedText);
}
