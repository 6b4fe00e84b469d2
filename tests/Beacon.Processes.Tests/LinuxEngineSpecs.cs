using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Beacon.Plans;
using Beacon.Processes.Linux.Native;
using Beacon.Processes.Linux.Watching;

namespace Beacon.Processes.Tests;

/// <summary>Through the own launcher, in cgroups where they can be made.</summary>
[SupportedOSPlatform("linux")]
public sealed class LauncherEngineSpecs() : LinuxEngineSpecs(new LinuxProcessLauncher(EngineKind.Launcher));

/// <summary>Through the standard tools, in cgroups where they can be made.</summary>
[SupportedOSPlatform("linux")]
public sealed class ToolChainEngineSpecs() : LinuxEngineSpecs(new LinuxProcessLauncher(EngineKind.Tools));

/// <summary>Where no cgroup can be made.</summary>
[SupportedOSPlatform("linux")]
public sealed class EngineWithoutCgroupsSpecs() : LinuxEngineSpecs(new LinuxProcessLauncher(EngineKind.Launcher, useCgroups: false));

/// <summary>What the engine of Linux promises beyond every engine, whichever way a program is launched.</summary>
[SupportedOSPlatform("linux")]
public abstract partial class LinuxEngineSpecs : EngineSpecs
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    private protected LinuxEngineSpecs(IProcessLauncher launcher)
        : base(launcher) { }

    [Fact]
    public void A_launcher_can_be_disposed_twice()
    {
        using var another = new LinuxProcessLauncher();
        another.Dispose();
    }

    [Fact]
    public async Task Programs_that_end_at_once_have_the_usage_that_the_kernel_counted()
    {
        for (var launch = 0; launch < 50; launch++)
        {
            using var program = Launch("true");
            var exited = await program.ExpectAsync<ProcessExited>();
            Assert.InRange(exited.Usage?.MinorFaults ?? 0, 1, long.MaxValue);
            await program.FinishAsync();
        }
    }

    [Fact]
    public async Task A_folder_that_only_the_program_can_not_enter_is_a_failed_launch()
    {
        // The task of the supervisor; a child has others.
        using var program = Launch(["true"], spec => spec with { WorkingDirectory = $"/proc/self/task/{Environment.ProcessId}" });
        var failed = await program.ExpectAsync<LaunchFailed>();
        Assert.Equal("its working directory could not be entered: No such file or directory", failed.Reason);
    }

    [Fact]
    public async Task A_disposed_launcher_leaves_no_process_and_no_zombie()
    {
        int pid;
        using (var another = new LinuxProcessLauncher())
        {
            using var program = new LaunchedProgram(another, ["sleep", "1000"]);
            pid = (await program.ExpectAsync<ProcessStarted>()).Pid;
            await program.ExpectAsync<ProgramExecuted>();
            another.Dispose();
        }

        Assert.False(Directory.Exists($"/proc/{pid}"));
    }

    [Fact]
    public async Task A_program_leads_a_session_and_a_process_group_of_its_own()
    {
        using var program = Launch("sh", "-c", "echo $$; exec cat /proc/self/stat");
        var pid = (await program.ExpectAsync<ProcessStarted>()).Pid;
        var lines = (await program.FinishAsync()).Split('\n');
        var fields = lines[1][(lines[1].LastIndexOf(')') + 2)..].Split(' ');
        Assert.Equal($"{pid}", lines[0]);
        Assert.Equal((pid, pid), (Number(fields[2]), Number(fields[3])));
    }

    [Fact]
    public async Task A_program_inherits_only_its_three_descriptors_even_if_the_supervisor_has_an_inheritable_one()
    {
        var left = Duplicate(1);
        using var program = Launch("sh", "-c", "for fd in /proc/$$/fd/*; do [ ! -e $fd ] || echo ${fd##*/}; done");
        var descriptors = (await program.FinishAsync()).Trim().Split('\n');
        _ = Close(left);
        Assert.Equal(["0", "1", "2"], descriptors);
    }

    [Fact]
    public async Task A_program_starts_with_the_default_SIGPIPE_and_no_signal_blocked()
    {
        using var program = Launch("grep", "Sig[IB]", "/proc/self/status");
        var masks = (await program.FinishAsync())
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => Convert.ToInt64(line.Split('\t')[1], 16))
            .ToList();
        const long SigPipe = 1L << (13 - 1);
        Assert.Equal((0, 0), (masks[0], masks[1] & SigPipe));
    }

    [Fact]
    public async Task A_program_whose_first_thread_has_ended_runs_until_the_others_have()
    {
        using var program = Launch(TestProgram.Path, "lose-first-thread");
        var pid = (await program.ExpectAsync<ProcessStarted>()).Pid;
        await program.ExpectAsync<ProgramExecuted>();
        await program.ExpectLineAsync("working");
        while (!File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal))
            await Task.Yield();
        await program.ExpectLineAsync("working");
        program.Process.Kill();
        Assert.Equal(UnixSignal.SIGKILL, (await program.ExpectAsync<ProcessExited>()).Status.Signal);
        await program.ExpectAsync<ProcessDrained>();
    }

    [Fact]
    public async Task A_program_gets_the_limit_of_open_files_that_the_supervisor_was_started_with()
    {
        // Tests run below a test host that runs below others, all with the limits of whoever began.
        using var program = Launch("sh", "-c", "ulimit -Sn; grep 'Max open files' /proc/$PPID/limits");
        var lines = (await program.FinishAsync()).Split('\n');
        var raised = Number(lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[3]);
        Assert.InRange(Number(lines[0]), 8, raised);
    }

    [Fact]
    public async Task Limits_are_set_before_the_program_runs()
    {
        using var program = Launch(
            ["sh", "-c", "ulimit -Sn; nice; grep Cpus_allowed_list /proc/$$/status"],
            spec => spec with { OpenFiles = 77, Nice = 19, Cores = [0] }
        );
        Assert.Equal(["77", "19", "Cpus_allowed_list:\t0"], (await program.FinishAsync()).Trim().Split('\n'));

        using var next = Launch("grep", "Cpus_allowed_list", "/proc/self/status");
        using var supervisor = Launch("sh", "-c", "grep Cpus_allowed_list /proc/$PPID/status");
        Assert.Equal(await supervisor.FinishAsync(), await next.FinishAsync());
    }

    // Otherwise the scheduler gives two components the same share whatever their nice values are: sched(7), "The autogroup feature".
    [AutogroupFact]
    public async Task A_nice_value_is_that_of_the_whole_component_to_the_scheduler()
    {
        var own = File.ReadAllText("/proc/self/autogroup");
        for (var nice = 17; nice <= 19; nice++)
        {
            using var program = Launch(["cat", "/proc/self/autogroup"], spec => spec with { Nice = nice });
            Assert.EndsWith($" nice {nice}\n", await program.FinishAsync());
        }

        Assert.Equal(own, File.ReadAllText("/proc/self/autogroup"));
    }

    [Fact]
    public async Task A_signal_is_distinguished_from_an_exit_code_of_128_plus_its_number()
    {
        using var exits = Launch("sh", "-c", "exit 137");
        using var dies = Launch("sh", "-c", "kill -KILL $$");
        Assert.Equal(ExitStatus.Exited(137), (await exits.ExpectAsync<ProcessExited>()).Status);
        var status = (await dies.ExpectAsync<ProcessExited>()).Status;
        if (TellsTrueStatus)
            Assert.Equal(ExitStatus.Signalled(UnixSignal.SIGKILL), status);
        else
            Assert.Equal(ExitStatus.Exited(137), status);
    }

    [Fact]
    public async Task The_peak_memory_of_the_supervisor_is_not_counted_as_the_programs()
    {
        for (var time = 0; time < 20; time++)
        {
            using var program = Launch("true");
            Assert.InRange((await program.ExpectAsync<ProcessDrained>()).Usage?.PeakRssBytes ?? 0, 0, 20_000_000);
        }
    }

    [Fact]
    public async Task A_program_that_is_killed_right_after_its_start_is_reported_with_its_signal()
    {
        if (!TellsTrueStatus)
            return;
        for (var time = 0; time < 200; time++)
        {
            using var program = Launch("sh", "-c", "kill -SEGV $$");
            Assert.Equal(UnixSignal.SIGSEGV, (await program.ExpectAsync<ProcessExited>()).Status.Signal);
            await program.FinishAsync();
        }
    }

    [Fact]
    public async Task A_stop_signal_reaches_jobs_in_process_groups_of_their_own()
    {
        using var program = Launch(
            ["sh", "-c", "set -m; (trap 'echo job; exit' TERM; echo up; while :; do sleep 0.05; done) & trap '' TERM; wait; wait"],
            spec => spec with { DrainTimeout = Endless }
        );
        await program.ExpectLineAsync("up");
        program.Process.Signal(UnixSignal.SIGTERM);
        Assert.Contains("job", await program.FinishAsync());
    }

    [Fact]
    public async Task A_daemon_that_left_the_session_is_killed_with_its_component()
    {
        using var program = Launch("sh", "-c", "setsid sh -c 'trap \"\" TERM; echo daemon $$; while :; do sleep 1; done' & wait");
        var daemon = Number(await program.ExpectLineAsync("daemon "));
        program.Process.Kill();
        await program.FinishAsync();
        Assert.Null(ProcFs.ReadStat(daemon) is { State: not 'Z' } alive ? alive : null);
    }

    [Fact]
    public async Task A_child_that_outlives_the_leader_by_the_drain_timeout_is_killed_and_named()
    {
        using var program = Launch(["sh", "-c", "sleep 1000 >/dev/null 2>&1 & echo child $!"], spec => spec with { DrainTimeout = Short });
        var drained = await program.ExpectAsync<ProcessDrained>();
        var child = Number(program.Output.Split(' ')[1]);
        Assert.EndsWith($"(pid {child})", drained.Stragglers);
        Assert.Null(drained.HeldBy);
        Assert.Null(ProcFs.ReadStat(child) is { State: not 'Z' } alive ? alive : null);
    }

    [Fact]
    public async Task A_foreign_process_that_holds_the_output_open_is_named_and_not_killed()
    {
        using var program = Launch(
            ["sh", "-c", "echo up; while [ ! -e go ]; do sleep 0.05; done"],
            spec => spec with { DrainTimeout = Short }
        );
        var pid = (await program.ExpectAsync<ProcessStarted>()).Pid;
        await program.ExpectLineAsync("up");
        using var outsider = Process.Start(
            new ProcessStartInfo("sh", ["-c", $"exec >/proc/{pid}/fd/1; touch '{program.Folder}/go'; exec sleep 1000"])
        )!;
        var drained = await program.ExpectAsync<ProcessDrained>();
        var livesOn = !outsider.HasExited;
        outsider.Kill();
        Assert.True(livesOn);
        Assert.Contains($"(pid {outsider.Id})", drained.HeldBy);
    }

    [Fact]
    public async Task A_kill_during_the_drain_timeout_ends_the_rest_of_the_tree_at_once()
    {
        using var program = Launch(["sh", "-c", "trap '' TERM; sleep 1000 & echo up"], spec => spec with { DrainTimeout = Endless });
        await program.ExpectAsync<ProcessExited>();
        program.Process.Kill();
        await program.FinishAsync();
    }

    [Fact]
    public async Task A_terminal_takes_both_streams_unchanged_and_is_not_the_controlling_terminal()
    {
        using var program = Launch(
            [
                "sh",
                "-c",
                "stty size <&1; test -t 2 && printf '\\033[1mbold\\033[0m\\r\\n\\000tab\\t' && echo error >&2; (: >/dev/tty) || echo none",
            ],
            InTerminal
        );
        var output = await program.FinishAsync();
        Assert.StartsWith("43 132\n\u001B[1mbold\u001B[0m\r\n\0tab\terror\n", output);
        Assert.EndsWith("none\n", output);
        Assert.Equal("", program.ErrorOutput);
    }

    [Fact]
    public async Task A_flood_of_output_through_a_terminal_is_stored_completely()
    {
        using var program = Launch(["seq", "300000"], InTerminal);
        var lines = (await program.FinishAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Enumerable.Range(1, 300_000).Select(number => $"{number}"), lines);
    }

    [Fact]
    public async Task A_program_that_buffers_lines_for_a_pipe_prints_each_at_once_to_a_terminal()
    {
        using var program = Launch(["awk", "BEGIN { print \"first\"; while (1); }"], InTerminal);
        await program.ExpectLineAsync("first");
        program.Process.Kill();
        await program.FinishAsync();
    }

    [Fact]
    public async Task A_child_that_holds_the_terminal_open_is_waited_for_and_its_output_is_stored()
    {
        using var program = Launch(
            ["sh", "-c", "(while [ ! -e go ]; do sleep 0.05; done; echo last words) & echo first"],
            spec => InTerminal(spec) with { DrainTimeout = Endless }
        );
        await program.ExpectAsync<ProcessExited>();
        File.WriteAllText(Path.Combine(program.Folder, "go"), "");
        await program.ExpectAsync<ProcessDrained>();
        Assert.Equal("first\nlast words\n", program.Output);
    }

    [Fact]
    public async Task A_program_that_can_not_be_executed_in_a_terminal_is_reported_as_a_failed_launch()
    {
        using var program = Launch(["/dev/null"], InTerminal);
        Assert.Contains("Permission denied", (await program.ExpectAsync<LaunchFailed>()).Reason);
    }

    private static LaunchSpec InTerminal(LaunchSpec spec) => spec with { OutputMode = OutputMode.Pty };

    private static bool TellsTrueStatus => Environment.OSVersion.Version >= new Version(6, 15);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Duplicate(int fd);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int fd);
}
