using Beacon.Actors.Controlling;
using Beacon.Actors.Messages;
using Beacon.Actors.Scheduling;
using Beacon.Actors.Supervising;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.Tests.Supervising;

/// <summary>The decisions about the components of a run, without actors.</summary>
public class FleetSpecs
{
    private static readonly RestartSpec WithDependents = new() { Policy = RestartMode.OnFailure, Dependents = DependentsPolicy.Restart };

    [Fact]
    public void Only_components_without_dependencies_are_launched_at_the_start()
    {
        var fleet = Fleet(Component("engine"), Component("algo", "engine"), Component("other"));
        Assert.Equal([Launch("engine"), Launch("other")], fleet.Start());
        Assert.Equal(StartProgress.Launched, fleet["engine"].Progress);
        Assert.Equal(StartProgress.Waiting, fleet["algo"].Progress);
    }

    [Theory]
    [InlineData(DependencyCondition.Started)]
    [InlineData(DependencyCondition.Ready)]
    [InlineData(DependencyCondition.Completed)]
    public void A_dependent_is_launched_as_soon_as_its_condition_holds_and_only_once(DependencyCondition condition)
    {
        var fleet = Fleet(Component("engine"), Component("algo") with { DependsOn = [new Dependency("engine", condition)] });
        fleet.Start();
        var executed = fleet.Executed("engine");
        var ready = fleet.BecameReady("engine");
        var completed = fleet.Completed("engine");
        Assert.Equal(condition == DependencyCondition.Started ? [Launch("algo")] : [], executed);
        Assert.Equal(condition == DependencyCondition.Ready ? [Launch("algo")] : [], ready);
        Assert.Equal(condition == DependencyCondition.Completed ? [Launch("algo")] : [], completed);
    }

    [Fact]
    public void A_component_with_two_dependencies_waits_for_both()
    {
        var fleet = Fleet(Component("a"), Component("b"), Component("c", "a", "b"));
        fleet.Start();
        Assert.Empty(Ready(fleet, "a"));
        Assert.Equal([Launch("c")], Ready(fleet, "b"));
    }

    [Fact]
    public void The_run_is_operational_when_all_components_are_ready()
    {
        var fleet = Fleet(Component("engine"), Component("algo", "engine"));
        fleet.Start();
        Ready(fleet, "engine");
        Assert.False(fleet.IsOperational);
        Ready(fleet, "algo");
        Assert.True(fleet.IsOperational);
        Assert.True(fleet.IsSettled);
    }

    [Fact]
    public void A_component_whose_completion_is_awaited_is_not_up_before_it_has_completed()
    {
        var fleet = Fleet(
            Component("setup"),
            Component("engine") with
            {
                DependsOn = [new Dependency("setup", DependencyCondition.Completed)],
            }
        );
        fleet.Start();
        Ready(fleet, "setup");
        Assert.False(fleet["setup"].IsUp);
        fleet.Completed("setup");
        Assert.True(fleet["setup"].IsUp);
        Ready(fleet, "engine");
        Assert.True(fleet.IsOperational);
    }

    [Fact]
    public void The_start_is_settled_when_what_is_not_up_has_failed_or_waits_for_what_has_failed()
    {
        var fleet = Fleet(Component("engine"), Component("algo", "engine"), Component("report", "algo"), Component("other"));
        fleet.Start();
        Assert.Equal([new FleetOrder.FailRun(Failure("engine"))], fleet.Failed(Failure("engine")));
        Assert.False(fleet.IsSettled);
        Ready(fleet, "other");
        Assert.True(fleet.IsSettled);
        Assert.False(fleet.IsOperational);
    }

    [Fact]
    public void A_component_that_was_late_stays_failed_when_it_becomes_ready()
    {
        var fleet = Fleet(Component("engine"), Component("algo", "engine"));
        fleet.Start();
        fleet.Executed("engine");
        fleet.Failed(Failure("engine"));
        Assert.Empty(fleet.BecameReady("engine"));
        Assert.False(fleet["engine"].IsUp);
    }

    [Fact]
    public void A_component_that_restarts_alone_leaves_its_dependents_running()
    {
        var fleet = Operational(
            Component("engine") with
            {
                Restart = new() { Policy = RestartMode.OnFailure },
            },
            Component("algo", "engine")
        );
        Assert.Empty(fleet.WentDown(Setback("engine")));
        Assert.Equal(StartProgress.Launched, fleet["engine"].Progress);
        Assert.Equal(StartProgress.Ready, fleet["algo"].Progress);
        Assert.False(fleet.IsOperational);
        Ready(fleet, "engine");
        Assert.True(fleet.IsOperational);
    }

    [Fact]
    public void Dependents_of_a_restarting_component_stop_one_after_the_other_the_last_first_and_start_when_it_is_ready()
    {
        var fleet = Chain();
        Assert.Equal([Recycle("report", "engine")], fleet.WentDown(Setback("engine")));
        Assert.Equal(RestartStop.Due, fleet["algo"].Stop);
        Assert.Equal(RestartStop.None, fleet["other"].Stop);
        Assert.Empty(fleet.AwaitsLaunch("engine"));
        Assert.Equal([Recycle("algo", "engine")], fleet.AwaitsLaunch("report"));
        Assert.Equal([Launch("engine")], fleet.AwaitsLaunch("algo"));

        Assert.Equal([Launch("algo")], Ready(fleet, "engine"));
        Assert.Equal([Launch("report")], Ready(fleet, "algo"));
        Ready(fleet, "report");
        Assert.True(fleet.IsOperational);
    }

    [Fact]
    public void A_dependent_that_has_completed_is_not_restarted()
    {
        var fleet = Operational(
            Component("engine") with
            {
                Restart = WithDependents,
            },
            Component("load", "engine") with
            {
                FinishesItself = true,
            }
        );
        fleet.Completed("load");
        fleet.Ended(new ProcessProtocol.Ended("load", [], ExitMeaning.Completed));
        Assert.Empty(fleet.WentDown(Setback("engine")));
        Assert.Equal([Launch("engine")], fleet.AwaitsLaunch("engine"));
    }

    [Fact]
    public void A_dependent_that_completes_while_it_stops_for_a_restart_does_not_hold_it_up()
    {
        var fleet = Operational(Component("engine") with { Restart = WithDependents }, Component("load", "engine"));
        Assert.Equal([Recycle("load", "engine")], fleet.WentDown(Setback("engine")));
        fleet.AwaitsLaunch("engine");
        Assert.Equal([Launch("engine")], fleet.Ended(new ProcessProtocol.Ended("load", [], ExitMeaning.Completed)));
    }

    [Fact]
    public void A_failure_of_a_component_that_has_to_stop_anyway_is_no_failure_of_the_run()
    {
        var fleet = Chain();
        fleet.WentDown(Setback("engine"));
        Assert.Equal([Recycle("algo", "engine")], fleet.Failed(Failure("algo")));
        Assert.Empty(fleet.Failed(Failure("report")));
    }

    [Fact]
    public void A_failure_is_suspended_where_a_dependency_may_have_failed_first_and_excused_when_it_has()
    {
        var fleet = Chain();
        Assert.Equal([new FleetOrder.SuspendJudgement()], fleet.Failed(Failure("algo")));
        fleet.Ended(new ProcessProtocol.Ended("algo", [], ExitMeaning.Crashed));
        Assert.Equal([Recycle("algo", "engine"), Recycle("report", "engine")], fleet.WentDown(Setback("engine")));
        Assert.Empty(fleet.Judge());

        fleet.AwaitsLaunch("algo");
        Assert.Null(fleet["algo"].End);
    }

    [Fact]
    public void A_suspended_failure_fails_the_run_when_no_dependency_has_failed()
    {
        var fleet = Chain();
        fleet.Failed(Failure("report"));
        fleet.Failed(Failure("algo"));
        Assert.Equal([new FleetOrder.FailRun(Failure("algo")), new FleetOrder.FailRun(Failure("report"))], fleet.Judge());
        Assert.Empty(fleet.TakeSuspendedFailures());
    }

    [Fact]
    public void A_failure_is_not_suspended_where_no_restart_of_a_dependency_would_restart_the_component()
    {
        var fleet = Operational(
            Component("engine") with
            {
                Restart = WithDependents with { Policy = RestartMode.Never },
            },
            Component("algo", "engine")
        );
        Assert.Equal([new FleetOrder.FailRun(Failure("algo"))], fleet.Failed(Failure("algo")));
    }

    [Fact]
    public void Two_components_that_go_down_at_once_stop_each_dependent_once()
    {
        var fleet = Operational(
            Component("a") with
            {
                Restart = WithDependents,
            },
            Component("b") with
            {
                Restart = WithDependents,
            },
            Component("c", "a", "b")
        );
        Assert.Equal([Recycle("c", "a")], fleet.WentDown(Setback("a")));
        Assert.Empty(fleet.WentDown(Setback("b")));
        Assert.Empty(fleet.AwaitsLaunch("a"));
        Assert.Empty(fleet.AwaitsLaunch("b"));
        Assert.Equal([Launch("a"), Launch("b")], fleet.AwaitsLaunch("c"));
        Assert.Empty(Ready(fleet, "a"));
        Assert.Equal([Launch("c")], Ready(fleet, "b"));
    }

    [Fact]
    public void An_asked_restart_stops_dependents_first_and_is_answered_when_the_component_is_ready_again()
    {
        var fleet = Chain();
        Assert.Equal([Recycle("report", "engine")], fleet.AskRestart("engine"));
        Assert.Equal([Recycle("algo", "engine")], fleet.AwaitsLaunch("report"));
        Assert.Equal([Recycle("engine", null)], fleet.AwaitsLaunch("algo"));
        Assert.Equal([Launch("engine")], fleet.AwaitsLaunch("engine"));
        fleet.Executed("engine");
        Assert.Equal([Launch("algo"), new FleetOrder.Answer(ControlAction.Restart, "engine")], fleet.BecameReady("engine"));
    }

    [Fact]
    public void A_second_request_for_the_same_restart_waits_for_the_first()
    {
        var fleet = Operational(Component("engine"));
        Assert.Equal([Recycle("engine", null)], fleet.AskRestart("engine"));
        Assert.Empty(fleet.AskRestart("engine"));
        Assert.Equal([Launch("engine")], fleet.AwaitsLaunch("engine"));
        Assert.Equal([new FleetOrder.Answer(ControlAction.Restart, "engine")], Ready(fleet, "engine"));
    }

    [Fact]
    public void Readiness_that_is_reported_after_a_restart_was_asked_for_is_not_taken_for_the_restart()
    {
        var fleet = Fleet(Component("engine"));
        fleet.Start();
        fleet.Executed("engine");
        fleet.AskRestart("engine");
        Assert.Empty(fleet.BecameReady("engine"));
        Assert.False(fleet.IsOperational);
    }

    [Fact]
    public void An_asked_restart_is_refused_where_it_can_not_be_done_and_the_refusal_says_why()
    {
        var fleet = Fleet(Component("engine"), Component("algo", "engine"));
        fleet.Start();
        Assert.Contains("it has not started yet", Refusal(fleet.AskRestart("algo")));
        Ready(fleet, "engine");
        fleet.Completed("engine");
        fleet.Ended(new ProcessProtocol.Ended("engine", [], ExitMeaning.Completed));
        Assert.Contains("it has done its work", Refusal(fleet.AskRestart("engine")));
        fleet.Failed(Failure("algo"));
        fleet.Ended(new ProcessProtocol.Ended("algo", [], ExitMeaning.Crashed));
        Assert.Contains("it has failed and was given up", Refusal(fleet.AskRestart("algo")));
        fleet.Finish();
        Assert.Contains("the run is ending", Refusal(fleet.AskRestart("algo")));
    }

    [Fact]
    public void An_asked_restart_that_fails_is_answered_with_the_failure()
    {
        var fleet = Operational(Component("engine"));
        fleet.AskRestart("engine");
        fleet.AwaitsLaunch("engine");
        var failure = Failure("engine");
        Assert.Equal(
            [
                new FleetOrder.Answer(
                    ControlAction.Restart,
                    "engine",
                    new ControlRefusal(ControlFault.Failed, "engine crashed: it was not restarted")
                ),
                new FleetOrder.FailRun(failure),
            ],
            fleet.Failed(failure)
        );
    }

    [Fact]
    public void When_the_run_stops_asked_restarts_are_refused_and_nothing_starts_any_more()
    {
        var fleet = Chain();
        fleet.AskRestart("engine");
        Assert.Contains("the run is ending", Refusal(fleet.Stop()));
        Assert.Empty(fleet.AwaitsLaunch("report"));
        Assert.Empty(fleet.AwaitsLaunch("algo"));
    }

    [Fact]
    public void The_run_is_down_when_no_component_has_a_process_and_finished_when_those_that_finish_have_ended()
    {
        var fleet = Fleet(Component("engine"), Component("load", "engine") with { FinishesItself = true });
        Assert.True(fleet.IsDown);
        fleet.Start();
        Ready(fleet, "engine");
        Ready(fleet, "load");
        Assert.Equal((false, false), (fleet.IsDown, fleet.IsFinished));
        fleet.Ended(new ProcessProtocol.Ended("load", [], ExitMeaning.Completed));
        Assert.Equal((false, true), (fleet.IsDown, fleet.IsFinished));
        fleet.Ended(new ProcessProtocol.Ended("engine", [], ExitMeaning.Stopped));
        Assert.True(fleet.IsDown);
    }

    [Fact]
    public void The_death_of_an_actor_counts_unless_its_component_had_ended()
    {
        var fleet = Operational(Component("engine"), Component("algo", "engine"));
        fleet.Ended(new ProcessProtocol.Ended("algo", [], ExitMeaning.Stopped));
        Assert.False(fleet.ActorDied("algo"));
        Assert.True(fleet.ActorDied("engine"));
        Assert.True(fleet.IsDown);
    }

    [Fact]
    public void An_unrelated_failure_in_a_dense_plan_of_many_levels_is_settled_at_once()
    {
        // Each component of a level depends on all of the level below: as many paths as 3 to the power of 30.
        var components = new List<ComponentSpec> { Component("failed") };
        for (var level = 0; level < 30; level++)
        for (var number = 0; number < 3; number++)
            components.Add(Component($"c{level}-{number}", level == 0 ? [] : [$"c{level - 1}-0", $"c{level - 1}-1", $"c{level - 1}-2"]));
        var fleet = Fleet([.. components]);
        fleet.Start();
        fleet.Failed(Failure("c0-0"));
        fleet.Failed(Failure("failed"));
        Assert.False(fleet.IsSettled);
        Ready(fleet, "c0-1");
        Ready(fleet, "c0-2");
        Assert.True(fleet.IsSettled);
    }

    private static Fleet Fleet(params ComponentSpec[] components) =>
        new(RunPlan.Create("test", "/").RecordsIn("/").Add([.. components]).Build());

    private static Fleet Operational(params ComponentSpec[] components)
    {
        var fleet = Fleet(components);
        fleet.Start();
        foreach (var component in components)
            Ready(fleet, component.Name);
        Assert.True(fleet.IsOperational);
        return fleet;
    }

    private static Fleet Chain() =>
        Operational(
            Component("engine") with
            {
                Restart = WithDependents,
            },
            Component("algo", "engine"),
            Component("report", "algo"),
            Component("other")
        );

    private static IReadOnlyList<FleetOrder> Ready(Fleet fleet, string component) =>
        [.. fleet.Executed(component), .. fleet.BecameReady(component)];

    private static string Refusal(IReadOnlyList<FleetOrder> orders) =>
        Assert.IsType<FleetOrder.Answer>(Assert.Single(orders)).Refusal!.Message;

    private static FleetOrder Launch(string component) => new FleetOrder.Launch(component);

    private static FleetOrder Recycle(string component, string? dependency) => new FleetOrder.Recycle(component, dependency);

    private static ProcessProtocol.Failed Failure(string component) =>
        new(new Problem(ProblemKind.Crashed, $"{component} crashed", component), new RunTime(TimeSpan.Zero, "here"));

    private static ProcessProtocol.WentDown Setback(string component) =>
        new(new Problem(ProblemKind.Crashed, $"{component} crashed", component), new RunTime(TimeSpan.Zero, "here"));

    private static ComponentSpec Component(string name, params string[] dependsOn) =>
        new()
        {
            Name = name,
            Title = name,
            Command = name,
            WorkingDirectory = "/",
            DependsOn = [.. dependsOn.Select(dependency => new Dependency(dependency, DependencyCondition.Ready))],
        };
}
