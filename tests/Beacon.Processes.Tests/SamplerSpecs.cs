using System.Runtime.Versioning;
using Beacon.Plans;
using Beacon.Processes.Linux.Watching;

namespace Beacon.Processes.Tests;

/// <summary>What is measured of real processes, with a cgroup for each where one can be made, and without.</summary>
[SupportedOSPlatform("linux")]
public sealed class SamplerSpecs : IDisposable
{
    private LinuxProcessLauncher _launcher = new();

    public void Dispose() => _launcher.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_measurement_covers_the_whole_tree_and_children_that_have_ended(bool useCgroups)
    {
        Use(useCgroups);
        using var program = new LaunchedProgram(
            _launcher,
            ["sh", "-c", "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done & wait; sleep 1000 & echo there; wait"]
        );
        await program.ExpectLineAsync("there");

        var usage = (await MeasureAsync(program))!;
        Assert.Equal(2, usage.Processes);
        Assert.Equal(2, usage.Threads);
        Assert.True(usage.CpuTime > TimeSpan.FromMilliseconds(20), $"{usage.CpuTime}");
        Assert.True(usage.RssBytes > 100_000 && usage.MinorFaults > 0 && usage.VoluntarySwitches > 0);
        Assert.NotNull(usage.ReadBytes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_program_that_rests_is_reported_as_it_was_until_it_works_again_or_ends(bool useCgroups)
    {
        Use(useCgroups);
        const string Work = "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; sleep 1000 & echo done";
        using var program = new LaunchedProgram(
            _launcher,
            ["sh", "-c", $"trap '{Work}' USR1; sleep 1000 & echo there; while :; do wait; done"],
            spec => spec with { StopScope = StopScope.Leader }
        );
        await program.ExpectLineAsync("there");
        var rested = (await MeasureAsync(program))!;
        for (var sample = 0; sample < 30; sample++)
        {
            var usage = (await MeasureAsync(program))!;
            Assert.Equal(2, usage.Processes);
            Assert.True(usage.CpuTime >= rested.CpuTime && usage.RssBytes > 0);
            rested = usage;
        }

        program.Process.Signal(UnixSignal.SIGUSR1);
        await program.ExpectLineAsync("done");
        var worked = (await MeasureAsync(program))!;
        Assert.Equal(3, worked.Processes);
        Assert.True(worked.CpuTime > rested.CpuTime + TimeSpan.FromMilliseconds(20), $"{rested.CpuTime}, then {worked.CpuTime}");

        program.Process.Kill();
        await program.FinishAsync();
        Assert.Null(await MeasureAsync(program));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_daemon_that_has_left_its_session_is_measured_with_its_tree(bool useCgroups)
    {
        Use(useCgroups);
        using var program = new LaunchedProgram(
            _launcher,
            [
                "sh",
                "-c",
                "(setsid sh -c 'touch left; exec sleep 1000' &); while [ ! -e left ]; do sleep 0.01; done; echo left; exec sleep 1000",
            ]
        );
        await program.ExpectLineAsync("left");
        Assert.Equal(2, (await MeasureAsync(program))!.Processes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Processes_that_end_during_a_measurement_do_not_disturb_it_and_counters_never_decrease(bool useCgroups)
    {
        Use(useCgroups);
        using var program = new LaunchedProgram(_launcher, ["sh", "-c", "echo there; while :; do sleep 0.001 & sleep 0.002; done"]);
        await program.ExpectLineAsync("there");
        var last = new ResourceUsage(default, 0, 0, 0);
        for (var sample = 0; sample < 300; sample++)
        {
            var usage = (await MeasureAsync(program))!;
            Assert.True(
                usage.CpuTime >= last.CpuTime && usage.VoluntarySwitches >= last.VoluntarySwitches && usage.MinorFaults >= last.MinorFaults
            );
            last = usage;
        }

        program.Process.Kill();
        await program.FinishAsync();
        Assert.Null(await MeasureAsync(program));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_program_that_ends_before_the_first_measurement_has_a_usage(bool useCgroups)
    {
        Use(useCgroups);
        using var program = new LaunchedProgram(_launcher, ["sh", "-c", "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done"]);
        var drained = await program.ExpectAsync<ProcessDrained>();
        Assert.True(drained.Usage!.CpuTime > TimeSpan.FromMilliseconds(20), $"{drained.Usage}");
        Assert.InRange(drained.Usage.MinorFaults, 1, long.MaxValue);
    }

    [Fact]
    public async Task Context_switches_of_all_threads_are_counted()
    {
        using var program = new LaunchedProgram(_launcher, [TestProgram.Path, "live"]);
        await program.ExpectLineAsync("MD=");
        var first = (await MeasureAsync(program))!;
        await program.ExpectLineAsync("MD=100");
        var later = (await MeasureAsync(program))!;
        Assert.True(later.Threads > 1);
        Assert.True(later.VoluntarySwitches > first.VoluntarySwitches);
    }

    [Fact]
    public async Task Dropped_datagrams_are_counted_at_the_socket_of_the_component()
    {
        using var receiver = new LaunchedProgram(_launcher, [TestProgram.Path, "bind-udp", "7123"]);
        await receiver.ExpectLineAsync("bound");
        using var sender = new LaunchedProgram(_launcher, [TestProgram.Path, "send-udp", "7123", "2000", "then", "sleep"]);
        await sender.ExpectLineAsync("sent");

        var found = await MeasureAsync(receiver.Process, sender.Process);
        var socket = Assert.Single(found.Usages[receiver.Process].Sockets);
        Assert.Equal((TransportProtocol.Udp, 7123), (socket.Protocol, socket.Local.Port));
        Assert.InRange(socket.Drops, 1000, 1999);
        Assert.True(socket.ReceiveBuffer >= 4096);
        Assert.Empty(found.Usages[sender.Process].Sockets);
    }

    [Fact]
    public async Task A_connection_that_is_not_read_has_full_queues_on_both_sides()
    {
        using var deaf = new LaunchedProgram(_launcher, [TestProgram.Path, "listen-deaf", "7124"]);
        await deaf.ExpectLineAsync("listening");
        using var flood = new LaunchedProgram(_launcher, [TestProgram.Path, "flood-tcp", "7124"]);
        await deaf.ExpectLineAsync("accepted");

        SocketUsage? receiving = null,
            sending = null;
        while (receiving is not { ReceiveQueue: > 65_536 } || sending is not { SendQueue: > 65_536 })
        {
            var found = await MeasureAsync(deaf.Process, flood.Process);
            receiving = found.Usages[deaf.Process].Sockets.SingleOrDefault();
            sending = found.Usages[flood.Process].Sockets.SingleOrDefault();
        }

        Assert.True(receiving.ReceiveMemory > receiving.ReceiveBuffer / 2);
        Assert.Equal((7124, 7124), (receiving.Local.Port, sending.Remote!.Port));
    }

    [Fact]
    public async Task The_machine_is_measured_and_its_counters_increase()
    {
        var machine = (await MeasureAsync()).Machine;
        Assert.True(machine.LoadAverage >= 0);
        Assert.True(machine.Busy > TimeSpan.Zero);
        Assert.Equal(File.Exists("/proc/pressure/cpu"), machine.CpuWaiting is not null);
        for (var time = 0; time < 500; time++)
        {
            var before = machine.Busy;
            machine = (await MeasureAsync()).Machine;
            Assert.True(machine.Busy >= before);
        }
    }

    [Fact]
    public async Task A_disposed_launcher_reports_an_empty_measurement()
    {
        var over = new LinuxProcessLauncher();
        over.Dispose();
        var measured = new TaskCompletionSource<Measurement>();
        over.Measure([], measured.SetResult);
        Assert.Empty((await measured.Task).Usages);
    }

    [Fact]
    public async Task A_program_that_could_not_be_started_has_no_usage()
    {
        using var program = new LaunchedProgram(
            _launcher,
            ["/no/such/program"],
            spec => spec with { WorkingDirectory = "/no/such/folder" }
        );
        await program.ExpectAsync<LaunchFailed>();

        Assert.Empty((await MeasureAsync(program.Process)).Usages);
    }

    private void Use(bool cgroups)
    {
        if (cgroups)
            return;
        _launcher.Dispose();
        _launcher = new LinuxProcessLauncher(useCgroups: false);
    }

    private async Task<ResourceUsage?> MeasureAsync(LaunchedProgram program) =>
        (await MeasureAsync(program.Process)).Usages.GetValueOrDefault(program.Process);

    private Task<Measurement> MeasureAsync(params IProcess[] processes)
    {
        var measured = new TaskCompletionSource<Measurement>(TaskCreationOptions.RunContinuationsAsynchronously);
        _launcher.Measure(processes, measured.SetResult);
        return measured.Task;
    }
}
