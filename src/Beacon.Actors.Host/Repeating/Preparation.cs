using System.Collections.Immutable;
using System.Globalization;
using Beacon.Plans;
using Beacon.Plans.Text;
using Beacon.Processes;
using Beacon.Records.Events;

namespace Beacon.Actors.Host.Repeating;

/// <summary>
/// The shell command of <c>--prepare</c>, run before each run of a series: as a component's program is, in a session of its own, so that
/// whatever it leaves running is ended before the run begins.
/// </summary>
internal sealed class Preparation : IDisposable
{
    // What it leaves running may end by itself in that time; a run does not wait longer for it.
    private static readonly TimeSpan LeftBehind = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan DefaultLimit = TimeSpan.FromMinutes(10);

    private const string Name = "prepare";
    private const int LinesKept = 8;

    private readonly string _command;
    private readonly string _folder = Environment.CurrentDirectory;
    private readonly string _mark = string.Create(CultureInfo.InvariantCulture, $"{Name}-{Environment.ProcessId}");
    private readonly TimeSpan _limit;
    private readonly IProcessLauncher _launcher;

    /// <summary>Makes the engine that runs it.</summary>
    /// <param name="command">The command, for <c>/bin/sh -c</c>.</param>
    /// <param name="engine">How it is started.</param>
    /// <param name="limit">How long it may take; null: 10 minutes.</param>
    public Preparation(string command, EngineKind engine, TimeSpan? limit = null) =>
        (_command, _limit, _launcher) = (command, limit ?? DefaultLimit, ProcessEngine.Create(engine));

    /// <summary>What it left running the last time, which was killed, in words; null: nothing.</summary>
    public string? LeftRunning { get; private set; }

    /// <summary>Runs it once; returns why the next run can't begin, or null.</summary>
    /// <param name="stop">Kills it and all that it has started.</param>
    public async Task<Problem?> RunAsync(CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(_limit);
        var outcome = new Outcome();
        var process = _launcher.Launch(Spec(), outcome.Add);
        await using var kill = patience.Token.Register(process.Kill);
        await outcome.Ended;
        LeftRunning = outcome.LeftRunning;
        var reason =
            stop.IsCancellationRequested ? null
            : patience.IsCancellationRequested ? $"took longer than {Durations.Format(_limit)} and was killed"
            : outcome.WhyNot;
        return reason is null ? null : new Problem(ProblemKind.PreparationFailed, $"--prepare {reason}{outcome.LastLines}");
    }

    public void Dispose() => _launcher.Dispose();

    private LaunchSpec Spec() =>
        new()
        {
            Run = _mark,
            Component = Name,
            Program = "/bin/sh",
            Args = ["-c", _command],
            WorkingDirectory = _folder,
            Environment = ImmutableSortedDictionary<string, string?>.Empty.Add("BEACON_RUN_ID", _mark),
            DrainTimeout = LeftBehind,
        };

    /// <summary>What became of the command, from the events of its process.</summary>
    private sealed class Outcome
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Queue<string> _lines = new();

        /// <summary>Completes when nothing of it is left.</summary>
        public Task Ended => _ended.Task;

        /// <summary>Why it failed; null: it succeeded.</summary>
        public string? WhyNot { get; private set; }

        /// <summary>What outlived it and was killed, in words; null: nothing.</summary>
        public string? LeftRunning { get; private set; }

        /// <summary>What it printed last, each line on a line of its own; empty: nothing.</summary>
        public string LastLines => _lines.Count == 0 ? "" : $"; it printed last:\n  | {string.Join("\n  | ", _lines)}";

        // The last batch comes with the end of the output, and has its last lines, acknowledged or not.
        public void Add(ProcessEvent happened)
        {
            switch (happened)
            {
                case OutputBatch output:
                    foreach (
                        var line in output.Lines.Select(line => $"{new UntrustedText(line.Text)}").Where(line => line.Trim().Length > 0)
                    )
                    {
                        _lines.Enqueue(line);
                        if (_lines.Count > LinesKept)
                            _lines.Dequeue();
                    }

                    break;
                case ProcessExited { Status: var status } when status != ExitStatus.Exited(0):
                    WhyNot = status.Explain();
                    break;
                case LaunchFailed failed:
                    WhyNot = $"could not be started: {failed.Reason}";
                    _ended.TrySetResult();
                    break;
                case ProcessDrained drained:
                    LeftRunning = drained.Stragglers;
                    _ended.TrySetResult();
                    break;
            }
        }
    }
}
