using System.Collections.Immutable;
using System.Diagnostics;
using Beacon.Processes;
using Beacon.Processes.Files;

namespace Beacon.Benchmarks.Launching;

/// <summary>Launches the workload <c>stamp</c> through our engine, one after the other, as a run would.</summary>
internal sealed class Launchpad : IDisposable
{
    private readonly IProcessLauncher _launcher = ProcessEngine.Create();
    private readonly string _folder = Directory.CreateTempSubdirectory("beacon-benchmarks-").FullName;
    private readonly RecordFolder _record;
    private readonly StampFile _stamps;
    private readonly Workloads _workloads;
    private int _launches;

    public Launchpad(Workloads workloads)
    {
        _record = RecordFolder.Open(_folder);
        _stamps = new StampFile(Path.Combine(_folder, "stamps"));
        _workloads = workloads;
    }

    /// <summary>Launches once; returns when its exit is known, which blocks no thread of the pool.</summary>
    /// <returns>How long from the order to the first instruction, and from the last instruction to our event.</returns>
    public Launched Launch()
    {
        var (exitedAt, failure) = (0L, (string?)null);
        using var exited = new ManualResetEventSlim();
        var drained = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var orderedAt = Stopwatch.GetTimestamp();
        _launcher.Launch(
            NextSpec(),
            happened =>
            {
                switch (happened)
                {
                    case ProcessExited exit:
                        exitedAt = Stopwatch.GetTimestamp();
                        if (exit.Status.Code != 0)
                            failure = $"stamp {exit.Status}";
                        exited.Set();
                        break;
                    case LaunchFailed failed:
                        failure = failed.Reason;
                        exited.Set();
                        break;
                    case ProcessDrained:
                        drained.SetResult();
                        break;
                }
            }
        );
        exited.Wait();
        if (failure is not null)
            throw new InvalidOperationException($"a launch failed: {failure}");
        return new Launched(
            Stopwatch.GetElapsedTime(orderedAt, _stamps.FirstTimestamp),
            Stopwatch.GetElapsedTime(_stamps.LastTimestamp, exitedAt),
            drained.Task
        );
    }

    // Each is a component of its own: the tree of one that has exited is killed after a while, and its mark must not be the next one's.
    private LaunchSpec NextSpec()
    {
        var component = $"stamp-{++_launches}";
        return new LaunchSpec
        {
            Run = Path.GetFileName(_folder),
            Component = component,
            Program = _workloads.Stamp,
            Args = [_stamps.Path],
            WorkingDirectory = _folder,
            Environment = ImmutableSortedDictionary<string, string?>
                .Empty.Add("BEACON_RUN_ID", Path.GetFileName(_folder))
                .Add("BEACON_COMPONENT", component),
            Files = new OutputFiles(_record, "stamp.out.log", "stamp.err.log"),
        };
    }

    public void Dispose()
    {
        (_launcher as IDisposable)?.Dispose();
        _stamps.Dispose();
        _record.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>What one launch took.</summary>
/// <param name="ToFirstInstruction">From the order to the program's first instruction.</param>
/// <param name="ToExitEvent">From the program's last instruction to our event.</param>
/// <param name="Drained">Completes when nothing is left of it.</param>
internal sealed record Launched(TimeSpan ToFirstInstruction, TimeSpan ToExitEvent, Task Drained);
