using Beacon.Actors.Measuring.Validity;
using Beacon.Processes;
using Beacon.Records.Events;

namespace Beacon.Actors.Tests.Measuring.Validity;

public class CpuContentionSpecs
{
    [Fact]
    public void A_run_in_which_something_waited_for_a_core_half_of_the_time_is_raised_with_who_used_the_cores()
    {
        var problem = Judge(seconds: 20, waiting: 12.4, busy: 38, own: 24)!;
        Assert.Equal(ProblemKind.MachineOverloaded, problem.Kind);
        Assert.Equal(
            "the machine was overloaded: for 62 % of the 20.0 s that the run was operational something waited for a core, "
                + "while 1.9 cores were at work, 1.2 of them for this run's programs; "
                + "times that were measured include such waits",
            problem.Message
        );
    }

    [Theory]
    [InlineData(34.3, ProblemKind.CoresSaturated)]
    [InlineData(34.1, ProblemKind.MachineOverloaded)]
    public void Waits_count_against_the_run_if_others_had_a_tenth_of_the_work(double own, ProblemKind kind) =>
        Assert.Equal(kind, Judge(seconds: 20, waiting: 12.4, busy: 38, own)!.Kind);

    [Fact]
    public void Programs_that_waited_only_for_each_other_are_told_that_the_cores_were_too_few()
    {
        var problem = Judge(seconds: 20, waiting: 12.4, busy: 38, own: 38)!;
        Assert.Equal((true, false), (problem.IsHint, problem.SpoilsStatistics));
        Assert.Equal(
            "the run's programs had more to do than the machine has cores: for 62 % of the 20.0 s that the run was operational "
                + "something waited for a core, while 1.9 cores were at work, 1.9 of them for this run's programs; "
                + "times that were measured include such waits",
            problem.Message
        );
    }

    [Fact]
    public void Waits_count_against_the_run_if_the_kernel_does_not_say_who_worked()
    {
        var contention = new CpuContention();
        contention.Begin(new MachineUsage { CpuWaiting = TimeSpan.Zero }, default, default);
        var waited = new MachineUsage { CpuWaiting = TimeSpan.FromSeconds(15) };
        Assert.Equal(ProblemKind.MachineOverloaded, contention.Conclude(waited, TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(20))!.Kind);
    }

    [Fact]
    public void Programs_that_merely_share_cores_raise_no_problem() => Assert.Null(Judge(seconds: 20, waiting: 9.9, busy: 38, own: 24));

    [Fact]
    public void Waits_before_the_run_was_operational_do_not_count()
    {
        var contention = new CpuContention();
        Assert.Null(contention.Conclude(Machine(100, 100), default, TimeSpan.FromSeconds(100)));
        contention.Begin(Machine(100, 100), default, TimeSpan.FromSeconds(100));
        contention.Begin(Machine(109, 109), default, TimeSpan.FromSeconds(109));
        Assert.Null(contention.Conclude(Machine(104, 150), default, TimeSpan.FromSeconds(110)));
    }

    [Fact]
    public void A_run_of_a_few_seconds_raises_no_overload() => Assert.Null(Judge(seconds: 4.9, waiting: 4.9, busy: 9, own: 9));

    [Fact]
    public void Without_pressure_information_no_problem_is_raised()
    {
        var contention = new CpuContention();
        contention.Begin(new MachineUsage(), default, default);
        Assert.Null(contention.Conclude(new MachineUsage(), default, TimeSpan.FromSeconds(60)));
    }

    private static Problem? Judge(double seconds, double waiting, double busy, double own)
    {
        var contention = new CpuContention();
        contention.Begin(Machine(1000, 2000), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));
        return contention.Conclude(Machine(1000 + waiting, 2000 + busy), TimeSpan.FromSeconds(1 + own), TimeSpan.FromSeconds(3 + seconds));
    }

    private static MachineUsage Machine(double waiting, double busy) =>
        new() { CpuWaiting = TimeSpan.FromSeconds(waiting), Busy = TimeSpan.FromSeconds(busy) };
}
