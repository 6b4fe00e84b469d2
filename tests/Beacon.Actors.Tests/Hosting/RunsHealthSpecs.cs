using Beacon.Actors.Hosting;
using Beacon.Records.Events;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Beacon.Actors.Tests.Hosting;

public class RunsHealthSpecs
{
    [Theory]
    [InlineData(RunState.Starting, ComponentState.Ready, HealthStatus.Degraded, "r1 is starting")]
    [InlineData(RunState.Operational, ComponentState.Ready, HealthStatus.Healthy, "r1 Operational")]
    [InlineData(RunState.Operational, ComponentState.Restarting, HealthStatus.Degraded, "r1: engine is being restarted")]
    [InlineData(RunState.Operational, ComponentState.GaveUp, HealthStatus.Degraded, "r1: engine was given up")]
    [InlineData(RunState.Stopping, ComponentState.Ready, HealthStatus.Healthy, "r1 Stopping")]
    public void A_run_that_is_not_operational_degrades_the_health(
        RunState run,
        ComponentState component,
        HealthStatus status,
        string description
    )
    {
        var result = RunsHealth.Judge([Run("r1", run, component)]);
        Assert.Equal((status, description), (result.Status, result.Description));
        Assert.Equal(run.ToString(), result.Data["r1"]);
    }

    [Fact]
    public void A_healthy_run_does_not_hide_a_degraded_one()
    {
        var result = RunsHealth.Judge([
            Run("r1", RunState.Operational, ComponentState.Ready),
            Run("r2", RunState.Operational, ComponentState.GaveUp),
        ]);
        Assert.Equal((HealthStatus.Degraded, "r2: engine was given up"), (result.Status, result.Description));
    }

    private static RunSnapshot Run(string id, RunState state, ComponentState component) =>
        new()
        {
            Run = id,
            State = state,
            Components =
            [
                new ComponentSnapshot
                {
                    Name = "engine",
                    Title = "engine",
                    State = component,
                },
            ],
        };
}
