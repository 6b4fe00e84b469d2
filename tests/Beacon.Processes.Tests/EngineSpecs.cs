using System.Diagnostics;
using System.Runtime.Versioning;
using Beacon.Plans;
using Beacon.Processes.Portable;

namespace Beacon.Processes.Tests;

/// <summary>What .NET itself can do.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PortableEngineSpecs() : EngineSpecs(new PortableProcessLauncher())
{
    [Fact]
    public async Task A_kill_ends_the_whole_tree_while_its_first_process_lives()
    {
        using var program = Launch("sh", "-c", "sleep 1000 & echo child $!; wait");
        var child = int.Parse(await program.ExpectLineAsync("child "), null);
        program.Process.Kill();
        Assert.Equal(UnixSignal.SIGKILL, (await program.ExpectAsync<ProcessExited>()).Status.Signal);
        await program.FinishAsync();
        using var process = OpenIfThere(child);
        if (process is not null)
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Output_held_open_by_a_leftover_process_is_given_up_after_the_drain_timeout()
    {
        using var program = Launch(
            ["sh", "-c", "(while [ -e \"$PWD\" ]; do sleep 0.05; done) & echo first"],
            spec => spec with { DrainTimeout = TimeSpan.FromMilliseconds(50) }
        );
        var drained = await program.ExpectAsync<ProcessDrained>();
        Assert.NotNull(drained.HeldBy);
        Assert.Equal("first\n", program.Output);
    }

    [Fact]
    public async Task A_running_program_can_be_measured()
    {
        using var program = Launch("sh", "-c", "echo up; while :; do sleep 0.05; done");
        await program.ExpectLineAsync("up");
        var found = new TaskCompletionSource<Measurement>();
        Launcher.Measure([program.Process], found.SetResult);
        Assert.InRange((await found.Task).Usages[program.Process].RssBytes, 1, long.MaxValue);
        program.Process.Kill();
        await program.FinishAsync();
    }

    private static Process? OpenIfThere(int pid)
    {
        try
        {
            return Process.GetProcessById(pid);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}

/// <summary>What every engine promises of every program.</summary>
[UnsupportedOSPlatform("windows")]
public abstract class EngineSpecs : IDisposable
{
    private protected static readonly TimeSpan Endless = TimeSpan.FromHours(1);

    private protected EngineSpecs(IProcessLauncher launcher) => Launcher = launcher;

    private protected IProcessLauncher Launcher { get; }

    public void Dispose()
    {
        (Launcher as IDisposable)?.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Arguments_arrive_as_they_are()
    {
        string[] args = ["", "a b", "\"", "'$HOME'", "a=b", "--", "*", "é\n"];
        using var program = Launch(["sh", "-c", "printf '<%s>' \"$@\"", "sh", .. args]);
        Assert.Equal(string.Concat(args.Select(arg => $"<{arg}>")), await program.FinishAsync());
    }

    [Fact]
    public async Task A_program_whose_interpreter_is_missing_could_not_be_started()
    {
        var failed = await LaunchScriptAsync("#!/no/such/interpreter\n", UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.Contains("No such file or directory", failed.Reason);
        Assert.Contains("interpreter", failed.Reason);
    }

    [Fact]
    public async Task A_program_that_may_not_be_executed_could_not_be_started()
    {
        var failed = await LaunchScriptAsync("#!/bin/sh\n", UnixFileMode.UserRead);
        Assert.Contains("Permission denied", failed.Reason);
    }

    [Fact]
    public async Task A_program_that_is_not_on_the_path_could_not_be_started()
    {
        using var program = Launch("no-such-program-anywhere");
        Assert.Contains("no program \"no-such-program-anywhere\" on PATH", (await program.ExpectAsync<LaunchFailed>()).Reason);
    }

    [Fact]
    public async Task A_missing_working_directory_is_named_in_the_failure()
    {
        using var program = Launch(["true"], spec => spec with { WorkingDirectory = "/no/such/folder" });
        Assert.Contains("/no/such/folder", (await program.ExpectAsync<LaunchFailed>()).Reason);
    }

    [Theory]
    [InlineData(126)]
    [InlineData(127)]
    public async Task An_exit_code_that_the_launching_tools_use_too_is_reported_as_the_programs_own(int code)
    {
        using var program = Launch("sh", "-c", $"echo 'sh: not found' >&2; exit {code}");
        Assert.Equal(code, (await program.ExpectAsync<ProcessExited>()).Status.Code);
        Assert.Contains(program.Seen, happened => happened is ProgramExecuted);
    }

    [Fact]
    public async Task A_stop_signal_with_scope_leader_reaches_the_leader_only()
    {
        using var program = Launch(
            [
                "sh",
                "-c",
                "(trap 'echo child was signalled' TERM; echo up; while [ ! -e go ]; do sleep 0.05; done; echo child is done) & "
                    + "trap 'touch go; wait; exit 7' TERM; wait; wait",
            ],
            spec => spec with { StopScope = StopScope.Leader, DrainTimeout = Endless }
        );
        await program.ExpectLineAsync("up");
        program.Process.Signal(UnixSignal.SIGTERM);
        Assert.Equal(7, (await program.ExpectAsync<ProcessExited>()).Status.Code);
        Assert.Equal("up\nchild is done\n", await program.FinishAsync());
    }

    [Fact]
    public async Task A_child_that_ends_within_the_drain_timeout_is_waited_for_and_its_output_is_stored()
    {
        using var program = Launch(
            ["sh", "-c", "(while [ ! -e go ]; do sleep 0.05; done; echo last words) & echo first"],
            spec => spec with { DrainTimeout = Endless }
        );
        await program.ExpectAsync<ProcessExited>();
        File.WriteAllText(Path.Combine(program.Folder, "go"), "");
        var drained = await program.ExpectAsync<ProcessDrained>();
        Assert.Equal((null, null), (drained.Stragglers, drained.HeldBy));
        Assert.Equal("first\nlast words\n", program.Output);
    }

    [Fact]
    public async Task Many_programs_that_end_at_once_are_all_reported()
    {
        const int Count = 100;
        var programs = Enumerable.Range(0, Count).Select(number => Launch("sh", "-c", $"echo {number}; exit {number}")).ToList();
        foreach (var (number, program) in programs.Index())
        {
            Assert.Equal(number, (await program.ExpectAsync<ProcessExited>()).Status.Code);
            Assert.Equal($"{number}\n", await program.FinishAsync());
            program.Dispose();
        }
    }

    [Theory]
    [InlineData(UnixSignal.SIGTERM)]
    [InlineData(UnixSignal.SIGINT)]
    [InlineData(UnixSignal.SIGUSR1)]
    public async Task A_signal_arrives_as_the_one_that_was_sent(UnixSignal signal)
    {
        using var program = Launch(
            [
                "sh",
                "-c",
                "trap 'echo TERM; exit 5' TERM; trap 'echo INT; exit 5' INT; trap 'echo USR1; exit 5' USR1; "
                    + "echo up; while :; do sleep 0.02; done",
            ],
            spec => spec with { StopScope = StopScope.Leader }
        );
        await program.ExpectLineAsync("up");
        program.Process.Signal(signal);
        Assert.Equal(ExitStatus.Exited(5), (await program.ExpectAsync<ProcessExited>()).Status);
        Assert.Equal($"up\n{signal.ToString()[3..]}\n", await program.FinishAsync());
    }

    [Fact]
    public async Task A_program_ended_by_a_signal_is_reported_with_the_signal()
    {
        using var program = Launch(
            ["sh", "-c", "echo up; while :; do sleep 0.02; done"],
            spec => spec with { StopScope = StopScope.Leader }
        );
        await program.ExpectLineAsync("up");
        program.Process.Signal(UnixSignal.SIGTERM);
        Assert.Equal(UnixSignal.SIGTERM, (await program.ExpectAsync<ProcessExited>()).Status.Signal);
        await program.FinishAsync();
    }

    [Fact]
    public async Task A_program_that_is_killed_before_its_start_is_still_reported()
    {
        using var program = Launch("sleep", "1000");
        program.Process.Kill();
        var last = await program.ExpectAsync<ProcessEvent>(happened => happened is LaunchFailed or ProcessDrained);
        if (last is ProcessDrained)
            Assert.Equal(UnixSignal.SIGKILL, program.Seen.OfType<ProcessExited>().Single().Status.Signal);
    }

    [Fact]
    public async Task A_program_that_changes_its_name_keeps_everything_else()
    {
        using var program = Launch("sh", "-c", "echo renamed >/proc/$$/comm; echo up; while [ ! -e go ]; do sleep 0.02; done; exit 3");
        await program.ExpectLineAsync("up");
        await File.WriteAllTextAsync(Path.Combine(program.Folder, "go"), "");
        Assert.Equal(3, (await program.ExpectAsync<ProcessExited>()).Status.Code);
        Assert.Contains(program.Seen, happened => happened is ProgramExecuted);
        Assert.Equal("up\n", await program.FinishAsync());
    }

    [Fact]
    public async Task A_program_that_closes_its_output_is_still_running()
    {
        using var program = Launch("sh", "-c", "echo last words; exec >&- 2>&-; while [ ! -e go ]; do sleep 0.02; done; exit 3");
        await program.ExpectLineAsync("last words");
        await File.WriteAllTextAsync(Path.Combine(program.Folder, "go"), "");
        Assert.Equal(3, (await program.ExpectAsync<ProcessExited>()).Status.Code);
        Assert.Null((await program.ExpectAsync<ProcessDrained>()).HeldBy);
        Assert.Equal("last words\n", program.Output);
    }

    [Fact]
    public async Task A_program_that_reads_standard_input_gets_end_of_file_at_once()
    {
        using var program = Launch("sh", "-c", "cat; echo nothing to read");
        Assert.Equal("nothing to read\n", await program.FinishAsync());
    }

    [Fact]
    public async Task A_program_that_fills_its_pipe_is_not_blocked()
    {
        using var program = Launch("sh", "-c", "head -c 50000000 /dev/zero; head -c 50000000 /dev/zero >&2");
        Assert.Equal(0, (await program.ExpectAsync<ProcessExited>()).Status.Code);
        await program.ExpectAsync<ProcessDrained>();
        Assert.Equal(
            [50_000_000, 50_000_000],
            new[] { "out.log", "err.log" }.Select(log => new FileInfo(Path.Combine(program.Folder, log)).Length)
        );
    }

    [Fact]
    public async Task Escape_sequences_and_zero_bytes_are_stored_unchanged()
    {
        using var program = Launch("sh", "-c", "printf '\\033[31mred\\033[0m\\000\\007\\r\\377\\n'");
        await program.ExpectAsync<ProcessDrained>();
        Assert.Equal(
            [.. "\u001B[31mred\u001B[0m\0\u0007\r"u8, 0xFF, (byte)'\n'],
            await File.ReadAllBytesAsync(Path.Combine(program.Folder, "out.log"))
        );
    }

    private protected LaunchedProgram Launch(params string[] command) => new(Launcher, command);

    private protected LaunchedProgram Launch(string[] command, Func<LaunchSpec, LaunchSpec> with) => new(Launcher, command, with);

    private async Task<LaunchFailed> LaunchScriptAsync(string text, UnixFileMode mode)
    {
        var script = Path.GetTempFileName();
        try
        {
            File.WriteAllText(script, text);
            File.SetUnixFileMode(script, mode);
            using var program = Launch(script);
            var failed = await program.ExpectAsync<LaunchFailed>();
            Assert.DoesNotContain(program.Seen, happened => happened is ProcessExited or ProgramExecuted);
            return failed;
        }
        finally
        {
            File.Delete(script);
        }
    }
}
