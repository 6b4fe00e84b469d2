using Beacon.Plans;
using Beacon.Processes.Linux.Watching;

namespace Beacon.Processes.Tests;

public sealed class LauncherSideCommandSpecs() : SideCommandSpecs(EngineKind.Launcher, useCgroups: true);

public sealed class LauncherWithoutCgroupsSideCommandSpecs() : SideCommandSpecs(EngineKind.Launcher, useCgroups: false);

public sealed class ToolChainSideCommandSpecs() : SideCommandSpecs(EngineKind.Tools, useCgroups: true);

/// <summary>Short programs that run beside a component: exec probes, stop commands.</summary>
public abstract class SideCommandSpecs(EngineKind engine, bool useCgroups) : IDisposable
{
    private readonly LinuxProcessLauncher _launcher = new(engine, useCgroups);

    [Fact]
    public async Task A_command_that_fails_is_described_by_its_exit_code_and_its_last_line_of_standard_error()
    {
        using var program = await StartAsync();
        var result = await program.Process.RunAsync(Shell("echo no connection >&2; sleep 0.1; echo trying; echo; exit 3"), default);
        Assert.Equal("exit code 3: no connection", $"{result}");
        result = await program.Process.RunAsync(Shell("echo trying; echo; exit 3"), default);
        Assert.Equal("exit code 3: trying", $"{result}");
    }

    [Fact]
    public async Task A_command_gets_the_environment_and_the_folder_of_its_component()
    {
        using var program = await StartAsync();
        var result = await program.Process.RunAsync(
            Shell("echo $BEACON_COMPONENT $EXTRA $PWD") with
            {
                Environment = program.Spec.Environment.Clear().Add("EXTRA", "more"),
            },
            default
        );
        Assert.Equal((0, $"app more {program.Folder}"), (result.ExitCode, result.LastLine.Raw));
    }

    [Fact]
    public async Task A_command_that_is_not_there_names_the_reason()
    {
        using var program = await StartAsync();
        var result = await program.Process.RunAsync(new SideCommand(["/nonexistent/check"]), default);
        Assert.Null(result.ExitCode);
        Assert.Contains("No such file or directory", result.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_whose_time_is_over_is_killed_with_its_children()
    {
        using var program = await StartAsync();
        using var timeout = new CancellationTokenSource();
        var child = new TaskCompletionSource<int>();
        var running = program.Process.RunAsync(
            Shell("sleep 1000 & echo $!; wait") with
            {
                Printed = line => child.TrySetResult(int.Parse(line.Raw, null)),
            },
            timeout.Token
        );
        var pid = await child.Task;
        await timeout.CancelAsync();
        Assert.Null((await running).ExitCode);
        await UntilGoneAsync(pid);
    }

    [Fact]
    public async Task A_command_whose_time_was_over_before_its_start_did_not_end_in_time()
    {
        using var program = await StartAsync();
        var result = await program.Process.RunAsync(Shell("exit 0"), new CancellationToken(canceled: true));
        Assert.Equal("it did not end in time", $"{result}");
        Assert.Equal("exit code 4", $"{await program.Process.RunAsync(Shell("exit 4"), default)}");
    }

    [Fact]
    public async Task A_probe_leaves_nothing_running()
    {
        using var program = await StartAsync();
        var result = await program.Process.RunAsync(Shell("sleep 1000 & echo $!") with { LeavesNothing = true }, default);
        Assert.Equal(0, result.ExitCode);
        await UntilGoneAsync(int.Parse(result.LastLine.Raw, null));
    }

    [Fact]
    public async Task A_daemon_that_a_command_leaves_ends_with_the_component()
    {
        using var program = await StartAsync();
        var result = await program.Process.RunAsync(Shell("setsid sleep 1000 & echo $!"), default);
        var daemon = int.Parse(result.LastLine.Raw, null);
        Assert.True(Directory.Exists($"/proc/{daemon}"));
        program.Process.Kill();
        await program.FinishAsync();
        await UntilGoneAsync(daemon);
    }

    [Fact]
    public async Task A_component_that_has_ended_runs_no_command()
    {
        using var program = await StartAsync();
        program.Process.Kill();
        await program.FinishAsync();
        var result = await program.Process.RunAsync(Shell("true"), default);
        Assert.Equal((null, "the process has ended"), (result.ExitCode, result.Failure));
    }

    public void Dispose()
    {
        _launcher.Dispose();
        GC.SuppressFinalize(this);
    }

    private static SideCommand Shell(string script) => new(["sh", "-c", script]);

    private static async Task UntilGoneAsync(int pid)
    {
        // A zombie waits for its parent only.
        while (Directory.Exists($"/proc/{pid}") && !IsZombie(pid))
            await Task.Yield();
    }

    private static bool IsZombie(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return true;
        }
    }

    private async Task<LaunchedProgram> StartAsync()
    {
        var program = new LaunchedProgram(_launcher, ["sleep", "1000"]);
        await program.ExpectAsync<ProgramExecuted>();
        return program;
    }
}
