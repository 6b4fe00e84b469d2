using System.Runtime.Versioning;
using Beacon.Plans;
using Beacon.Processes.Linux.Native;
using Beacon.Processes.Linux.Watching;

namespace Beacon.Processes.Tests;

[SupportedOSPlatform("linux")]
public sealed class LauncherSuccessorSpecs() : SuccessorSpecs(EngineKind.Launcher, useCgroups: true);

[SupportedOSPlatform("linux")]
public sealed class ToolsSuccessorSpecs() : SuccessorSpecs(EngineKind.Tools, useCgroups: true);

[SupportedOSPlatform("linux")]
public sealed class SuccessorWithoutCgroupsSpecs() : SuccessorSpecs(EngineKind.Launcher, useCgroups: false);

/// <summary>The successor of a program that is restarted at once: a process that waits while the program runs.</summary>
[SupportedOSPlatform("linux")]
public abstract class SuccessorSpecs(EngineKind kind, bool useCgroups) : IDisposable
{
    // Reached only by a test that fails.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly LinuxProcessLauncher _launcher = new(kind, useCgroups);

    public void Dispose()
    {
        _launcher.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_prepared_successor_becomes_the_next_incarnation()
    {
        using var first = Launch();
        var waiting = await WaitingOfAsync(first);

        first.Process.Kill();
        var drained = await first.ExpectAsync<ProcessDrained>();
        Assert.Equal((null, null), (drained.Stragglers, drained.HeldBy));

        using var second = LaunchAfter(first);
        Assert.Equal(waiting, (await second.ExpectAsync<ProcessStarted>()).Pid);
        Assert.Equal("app, was told 0 bytes", await second.ExpectLineAsync("I am "));
        await EndAsync(second);
    }

    [Fact]
    public async Task A_waiting_successor_is_not_part_of_the_running_tree()
    {
        using var first = Launch();
        var waiting = await WaitingOfAsync(first);

        // A stop signals the whole tree.
        first.Process.Signal(UnixSignal.SIGTERM);
        await first.ExpectAsync<ProcessDrained>();
        Assert.Equal([waiting], MarkedBy(first.Spec.Run));
        first.Process.Dismiss();
    }

    [Fact]
    public async Task A_successor_that_was_killed_while_it_waited_is_replaced()
    {
        using var first = Launch();
        var waiting = await WaitingOfAsync(first);
        Signals.Send(waiting, UnixSignal.SIGKILL);
        Until(() => WaitingFor(first).Count == 0);

        first.Process.Kill();
        await first.ExpectAsync<ProcessDrained>();
        using var second = LaunchAfter(first);
        Assert.NotEqual(waiting, (await second.ExpectAsync<ProcessStarted>()).Pid);
        Assert.Equal("app, was told 0 bytes", await second.ExpectLineAsync("I am "));
        await EndAsync(second);
    }

    [Fact]
    public async Task A_dismissed_successor_leaves_no_process()
    {
        using var first = Launch();
        await WaitingOfAsync(first);
        first.Process.Dismiss();
        Assert.Empty(WaitingFor(first));
        await EndAsync(first);
        Assert.Empty(MarkedBy(first.Spec.Run));
    }

    [Fact]
    public async Task A_successor_that_is_dismissed_while_it_is_being_made_leaves_no_process()
    {
        // From before the order, over its making, to after it.
        for (var milliseconds = 0; milliseconds < 20; milliseconds++)
        {
            using var first = Launch();
            await first.ExpectAsync<ProgramExecuted>();
            Thread.Sleep(milliseconds);
            first.Process.Dismiss();
            Assert.Empty(WaitingFor(first));
            await EndAsync(first);
            Assert.Empty(MarkedBy(first.Spec.Run));
        }
    }

    [Fact]
    public async Task A_program_that_is_not_restarted_at_once_has_no_successor()
    {
        using var first = new LaunchedProgram(_launcher, Program);
        await first.ExpectLineAsync("I am ");

        // The spawner thread works in order: a successor would have been made before this program.
        using var later = new LaunchedProgram(_launcher, ["true"]);
        await later.ExpectAsync<ProcessDrained>();
        Assert.Empty(WaitingFor(first));
        await EndAsync(first);
    }

    private static readonly string[] Program = ["sh", "-c", "echo I am $BEACON_COMPONENT, was told $(wc -c) bytes; exec sleep 1000"];

    private LaunchedProgram Launch() => new(_launcher, Program, spec => spec with { RestartsAtOnce = true });

    private LaunchedProgram LaunchAfter(LaunchedProgram predecessor) =>
        new(_launcher, Program, spec => spec with { Run = predecessor.Spec.Run, Incarnation = 2, RestartsAtOnce = false }, predecessor);

    private static async Task EndAsync(LaunchedProgram program)
    {
        program.Process.Kill();
        await program.ExpectAsync<ProcessDrained>();
    }

    private static async Task<int> WaitingOfAsync(LaunchedProgram program)
    {
        await program.ExpectAsync<ProgramExecuted>();
        var waiting = 0;
        Until(() => (waiting = WaitingFor(program).FirstOrDefault()) != 0);

        // The spawner thread works in order: once this program has ended, the successor is complete.
        using var later = new LaunchedProgram(program.Launcher, ["true"]);
        await later.ExpectAsync<ProcessDrained>();
        return waiting;
    }

    private static void Until(Func<bool> holds) => Assert.True(SpinWait.SpinUntil(() => holds(), Patience));

    // Not the program itself, whose environment can't be read while it executes another.
    private static List<int> WaitingFor(LaunchedProgram program) =>
        [.. MarkedBy(program.Spec.Run).Where(pid => pid != ((LinuxProcess)program.Process).Pid)];

    // What the program itself makes has its session.
    private static List<int> MarkedBy(string run) =>
        [
            .. ProcFs
                .Pids()
                .Where(pid =>
                    Signals.SessionOf(pid) == pid && EnvironmentOf(pid).Contains($"BEACON_RUN_ID={run}\0", StringComparison.Ordinal)
                ),
        ];

    private static string EnvironmentOf(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/environ");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
