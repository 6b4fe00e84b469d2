using Beacon.Actors.Supervising;
using Beacon.Plans;

namespace Beacon.Actors.Tests.Supervising;

/// <summary>The order in which levels stop, without actors.</summary>
public class StopWalkSpecs
{
    private readonly StopWalk _walk = new(
        RunPlan
            .Create("test", "/")
            .RecordsIn("/")
            .Add(Component("server"), Component("load", "server"))
            .For(TimeSpan.FromSeconds(30))
            .Build()
    );

    [Fact]
    public void Nothing_stops_before_the_last_measurement_although_a_component_has_ended()
    {
        Assert.Empty(_walk.Advance(isMeasured: false, name => name == "load"));
        Assert.Equal(["server"], _walk.Advance(isMeasured: true, name => name == "load").Select(component => component.Name));
    }

    [Fact]
    public void The_walk_is_not_done_before_the_last_measurement_although_all_have_ended()
    {
        _walk.Advance(isMeasured: false, _ => true);
        Assert.False(_walk.IsDone);
        _walk.Advance(isMeasured: true, _ => true);
        Assert.True(_walk.IsDone);
    }

    [Fact]
    public void A_level_stops_when_nothing_is_left_of_the_one_above()
    {
        Assert.Equal(["load"], _walk.Advance(isMeasured: true, _ => false).Select(component => component.Name));
        Assert.Empty(_walk.Advance(isMeasured: false, _ => false));
        Assert.Equal(["server"], _walk.Advance(isMeasured: false, name => name == "load").Select(component => component.Name));
    }

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
