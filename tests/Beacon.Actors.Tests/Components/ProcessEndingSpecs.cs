using Beacon.Actors.Components;
using Beacon.Actors.Supervising;
using Beacon.Plans;
using Beacon.Processes;
using Beacon.Records.Events;

namespace Beacon.Actors.Tests.Components;

/// <summary>What follows when nothing is left of an incarnation.</summary>
public class ProcessEndingSpecs
{
    private static readonly ComponentSpec Engine = new()
    {
        Name = "engine",
        Title = "engine",
        Command = "engine",
        WorkingDirectory = "/",
    };

    private static readonly ComponentSpec WithDependents = Engine with { Restart = new() { Dependents = DependentsPolicy.Restart } };

    private static readonly RestartDecision.Restart AtOnce = new(1, TimeSpan.Zero);
    private static readonly RestartDecision.Restart Later = new(1, TimeSpan.FromSeconds(1));

    [Fact]
    public void Without_a_restart_the_component_ends() => Assert.Equal(NextStep.End, Ending(Engine).NotLaunched().Next);

    [Fact]
    public void A_restart_follows_at_once_or_after_its_delay()
    {
        Assert.Equal(NextStep.Restart, Ending(Engine).Restarting(AtOnce).Next);
        Assert.Equal(NextStep.BackOff, Ending(Engine).Restarting(Later).Next);
        Assert.Equal(NextStep.Restart, Ending(Engine).Restarting(Later).AfterBackoff);
    }

    [Fact]
    public void A_component_whose_dependents_restart_with_it_waits_until_they_have_stopped()
    {
        Assert.Equal(NextStep.AwaitLaunch, Ending(WithDependents).Restarting(AtOnce).Next);
        Assert.Equal(NextStep.BackOff, Ending(WithDependents).Restarting(Later).Next);
        Assert.Equal(NextStep.AwaitLaunch, Ending(WithDependents).Restarting(Later).AfterBackoff);
    }

    [Fact]
    public void A_component_that_the_run_restarts_waits_to_be_launched_whatever_its_own_restart()
    {
        Assert.Equal(NextStep.AwaitLaunch, Ending(Engine).Recycled().Next);
        Assert.Equal(NextStep.AwaitLaunch, Ending(Engine).Restarting(Later).Recycled().Next);
        Assert.Equal(NextStep.End, Ending(Engine).Recycled().AwaitingLaunch().Next);
    }

    [Fact]
    public void At_the_end_of_the_run_nothing_restarts()
    {
        var ending = Ending(Engine).Restarting(AtOnce).Recycled() with { RunIsEnding = true };
        Assert.Equal((NextStep.End, false), (ending.Next, ending.MayRecycle));
    }

    [Fact]
    public void A_component_of_which_processes_survive_does_not_restart() =>
        Assert.Equal(NextStep.End, Ending(Engine).Restarting(AtOnce).Recycled().WithoutRestart().Next);

    [Fact]
    public void The_launch_of_the_next_incarnation_forgets_the_ending_of_the_last()
    {
        var ending = Ending(Engine).NotLaunched().Restarting(AtOnce).Launched();
        Assert.Null(ending.Meaning);
        Assert.Null(ending.Restart);
    }

    [Fact]
    public void Everything_that_is_wrong_with_a_drained_process_is_a_problem()
    {
        var drained = new ProcessDrained(null, "cat (7)", UnstoredBytes: 1234, DeletedBytes: 5678, Stragglers: "cat", Survivors: "dd (8)");
        var problems = Ending(Engine).ProblemsOf(drained, TimeSpan.FromSeconds(2)).ToList();
        Assert.Equal(
            [ProblemKind.OutputHeldOpen, ProblemKind.LeftBehind, ProblemKind.OutputNotStored, ProblemKind.OutputDeleted],
            problems.Select(problem => problem.Kind)
        );
        Assert.Equal("the output of engine was still held open 2s after its exit, by cat (7): killed", problems[0].Message);
        Assert.StartsWith("1,234 bytes", problems[2].Message);
        Assert.All(problems, problem => Assert.Equal("engine", problem.Component));
    }

    private static ProcessEnding Ending(ComponentSpec component) => new(component, IsAwaited: false);
}
