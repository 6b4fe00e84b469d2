using System.Net;
using Beacon.Actors.Running;
using Beacon.Actors.Tests.Running;
using Beacon.Plans;
using Beacon.Processes;
using Beacon.Records.Events;

namespace Beacon.Actors.Tests.Measuring;

/// <summary>What the samples of a run lead to, under virtual time.</summary>
public class ResourcesSpecs : RunTest
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Lost_datagrams_are_raised_at_once_and_in_the_result_with_the_final_number()
    {
        var algorithm = await OperationalAsync();
        algorithm.Usage = Usage(1) with { Sockets = [Losing(132)] };
        Time.Advance(Second);
        var raised = (await ExpectAsync<ProblemRaised>()).Problem;
        Assert.Equal((ProblemKind.DatagramsLost, "algorithm"), (raised.Kind, raised.Component));
        Assert.Contains("132 datagrams", raised.Message);

        algorithm.Usage = Usage(2) with { Sockets = [Losing(977)] };
        var result = await StopAsync();
        Assert.Equal((RunOutcome.Completed, 0), (result.Outcome, result.ExitCode));
        Assert.Contains("977 datagrams", Assert.Single(result.Problems).Message);
        Assert.Contains("977 datagrams", Assert.Single(result.NotComparable));
    }

    [Fact]
    public async Task A_loss_in_the_last_sample_is_raised_as_well()
    {
        var algorithm = await OperationalAsync();
        algorithm.Usage = Usage(1) with { Sockets = [Losing(1)] };
        Assert.Contains("1 datagram ", Assert.Single((await StopAsync()).NotComparable));
    }

    [Fact]
    public async Task An_overloaded_machine_makes_the_numbers_not_comparable()
    {
        Launcher.Machine = Machine(waiting: 100);
        var algorithm = await OperationalAsync();
        algorithm.Usage = Usage(1);
        await ExpectAsync<MachineSampled>();
        Launcher.Machine = Machine(waiting: 118);
        var result = await StopAsync();
        Assert.Equal(ProblemKind.MachineOverloaded, Assert.Single(result.Problems).Kind);
        Assert.StartsWith(
            "the machine was overloaded: for 60 % of the 30.0 s",
            Assert.Single(result.NotComparable),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_a_program_used_after_its_last_sample_is_its_own_when_the_run_ends_with_it()
    {
        Launcher.Machine = Machine(waiting: 100) with { Busy = TimeSpan.FromSeconds(1000) };
        Start(Plan(Component("server"), Component("load") with { EndsRun = true }));
        var (server, load) = (await StartedAsync("server"), await StartedAsync("load"));
        await ExpectAsync<RunOperational>();
        await ExpectAsync<MachineSampled>();
        (server.Usage, load.Usage) = (Usage(1), Usage(1));
        Time.Advance(Second);
        await ExpectAsync<MachineSampled>();

        // No sample of the load since.
        (server.Usage, load.Usage) = (Usage(6), null);
        Time.Advance(10 * Second);
        await ExpectAsync<MachineSampled>();
        Launcher.Machine = Machine(waiting: 111) with { Busy = TimeSpan.FromSeconds(1012) };
        load.Reports(new ProcessExited(ExitStatus.Exited(0), Time.GetTimestamp()) { Usage = Usage(6) });
        load.Reports(new ProcessDrained(null));
        await ExpectOfAsync<ComponentStopping>("server");
        server.Exits(0);
        var result = await ExpectResultAsync();
        Assert.Equal(ProblemKind.CoresSaturated, Assert.Single(result.Problems).Kind);
        Assert.Empty(result.NotComparable);
    }

    [Fact]
    public async Task The_machine_is_shown_by_its_activity_since_the_last_sample()
    {
        Launcher.Machine = new MachineUsage
        {
            LoadAverage = 1.5,
            Busy = TimeSpan.FromSeconds(50),
            CpuWaiting = TimeSpan.FromSeconds(7),
        };
        await OperationalAsync();
        Assert.Null((await ExpectAsync<MachineSampled>()).BusyCores);
        Launcher.Machine = new MachineUsage
        {
            LoadAverage = 1.5,
            Busy = TimeSpan.FromSeconds(51.5),
            CpuWaiting = TimeSpan.FromSeconds(7.25),
        };
        Time.Advance(Second);
        var sampled = await ExpectAsync<MachineSampled>();
        Assert.Equal((1.5, 0.25, null), (sampled.BusyCores, sampled.CpuWaitingShare, sampled.IoWaitingShare));
    }

    [Fact]
    public async Task A_waiting_share_never_exceeds_one_although_the_kernel_counts_late()
    {
        Launcher.Machine = new MachineUsage
        {
            CpuWaiting = TimeSpan.FromSeconds(7),
            IoWaiting = TimeSpan.Zero,
            MemoryWaiting = TimeSpan.Zero,
        };
        await OperationalAsync();
        await ExpectAsync<MachineSampled>();
        Launcher.Machine = new MachineUsage
        {
            CpuWaiting = TimeSpan.FromSeconds(8.4),
            IoWaiting = TimeSpan.FromSeconds(1.1),
            MemoryWaiting = TimeSpan.FromSeconds(0.5),
        };
        Time.Advance(Second);
        var sampled = await ExpectAsync<MachineSampled>();
        Assert.Equal((1, 1, 0.5), (sampled.CpuWaitingShare, sampled.IoWaitingShare, sampled.MemoryWaitingShare));
    }

    [Fact]
    public async Task Sampling_that_costs_too_much_is_widened_and_reported_once()
    {
        Launcher.MeasuringCost = TimeSpan.FromMilliseconds(30);
        await OperationalAsync();
        for (var sample = 0; sample < 6; sample++)
        {
            Time.Advance(Second);
            await ExpectAsync<MachineSampled>();
        }

        var problem = (await ExpectAsync<ProblemRaised>()).Problem;
        Assert.Equal(ProblemKind.SamplingWidened, problem.Kind);
        Assert.Contains("every 10s keeps it within 0.3 %", problem.Message);
        var result = await StopAsync();
        Assert.Single(result.Problems);
        Assert.Empty(result.NotComparable);
    }

    [Fact]
    public async Task A_component_that_is_hidden_from_us_is_not_measured_and_runs_on()
    {
        await OperationalAsync();
        Time.Advance(Second);
        var result = await StopAsync();
        Assert.Equal(RunOutcome.Completed, result.Outcome);
        Assert.Null(result.Components[0].CpuTime);
        Assert.Null(result.Components[0].MaxRssBytes);
    }

    [Fact]
    public async Task A_measurement_that_never_ends_does_not_keep_the_run_from_being_stopped()
    {
        var algorithm = await OperationalAsync();
        Launcher.AnswersMeasurements = false;
        Run.Tell(new RunProtocol.StopRun(UnixSignal.SIGTERM), Akka.Actor.ActorRefs.NoSender);
        await AdvanceUntilAsync(TimeSpan.FromMilliseconds(100), () => algorithm.Signals.Count > 0);
        algorithm.Exits(0);
        Assert.Equal(RunOutcome.Interrupted, (await ExpectResultAsync()).Outcome);
    }

    [Fact]
    public async Task The_total_usage_of_a_component_is_known_at_its_end_without_a_sample()
    {
        Start(Plan(Component("a") with { FinishesItself = true }));
        var a = await StartedAsync("a");
        a.Reports(new ProcessExited(ExitStatus.Exited(0), Time.GetTimestamp()));
        a.Reports(
            new ProcessDrained(null)
            {
                Usage = new ResourceUsage(TimeSpan.FromSeconds(0.3), 0, 0, 0) { PeakRssBytes = 4096, VoluntarySwitches = 7 },
            }
        );
        var component = (await ExpectResultAsync()).Components[0];
        Assert.Equal(
            (TimeSpan.FromSeconds(0.3), 4096L, 7L),
            (component.CpuTime!.Value, component.MaxRssBytes!.Value, component.Usage!.VoluntarySwitches)
        );
    }

    private static ResourceUsage Usage(double cpuSeconds) => new(TimeSpan.FromSeconds(cpuSeconds), 4096, 1, 1);

    private static MachineUsage Machine(double waiting) => new() { CpuWaiting = TimeSpan.FromSeconds(waiting) };

    private static SocketUsage Losing(long drops) =>
        new(1, TransportProtocol.Udp, new IPEndPoint(IPAddress.Parse("239.255.0.1"), 12345), null)
        {
            Drops = drops,
            ReceiveBuffer = 212_992,
        };

    private async Task<TestKit.FakeProcess> OperationalAsync()
    {
        Start(Plan(Component("algorithm")));
        var algorithm = await StartedAsync("algorithm");
        await ExpectAsync<RunOperational>();
        return algorithm;
    }

    private async Task<RunResult> StopAsync()
    {
        Time.Advance(TimeSpan.FromSeconds(30));
        await ExpectOfAsync<ComponentStopping>("algorithm");
        Launcher["algorithm"].Exits(0);
        return await ExpectResultAsync();
    }
}
