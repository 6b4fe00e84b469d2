using System.Collections.Immutable;
using Beacon.Actors.Measuring.Validity;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.Tests.Measuring.Validity;

public class SharedCoresSpecs
{
    [Fact]
    public void Two_busy_components_on_one_core_are_raised_once_after_three_samples()
    {
        var cores = new SharedCores(Plan(("engine", [1]), ("algorithm", [1])));
        Assert.Empty(Note(cores, 0.5, 0.5));
        Assert.Empty(Note(cores, 0.5, 0.5));
        var problem = Assert.Single(Note(cores, 0.52, 0.48));
        Assert.Equal(ProblemKind.CoresShared, problem.Kind);
        Assert.Equal(
            "engine (52 %) and algorithm (48 %) are pinned to core 1 and want more of it than there is: each waits while another has it; "
                + "give them cores of their own in limits.cpu",
            problem.Message
        );
        Assert.False(problem.SpoilsStatistics);
        for (var sample = 0; sample < 10; sample++)
            Assert.Empty(Note(cores, 0.5, 0.5));
    }

    [Theory]
    [InlineData(0.4, 0.4)]
    [InlineData(0.9, 0.1)]
    public void A_shared_core_that_is_not_busy_raises_no_problem(double engine, double algorithm) =>
        Assert.Empty(
            Enumerable.Range(0, 10).SelectMany(_ => Note(new SharedCores(Plan(("engine", [1]), ("algorithm", [1]))), engine, algorithm))
        );

    [Fact]
    public void Components_with_own_cores_or_a_choice_of_cores_raise_no_problem()
    {
        foreach (
            var plan in (RunPlan[])
                [
                    Plan(("engine", [0]), ("algorithm", [1])),
                    Plan(("engine", [0, 1]), ("algorithm", [0, 1])),
                    Plan(("engine", []), ("algorithm", [1])),
                ]
        )
        {
            var cores = new SharedCores(plan);
            for (var sample = 0; sample < 10; sample++)
                Assert.Empty(Note(cores, 1, 1));
        }
    }

    private static List<Problem> Note(SharedCores cores, double engine, double algorithm) =>
        [.. cores.Note(new Dictionary<string, double> { ["engine"] = engine, ["algorithm"] = algorithm })];

    private static RunPlan Plan(params (string Name, ImmutableArray<int> Cores)[] components) =>
        RunPlan
            .Create("test", "/")
            .Add([
                .. components.Select(component => new ComponentSpec
                {
                    Name = component.Name,
                    Title = component.Name,
                    Command = component.Name,
                    WorkingDirectory = "/",
                    Limits = new LimitsSpec { Cores = component.Cores },
                }),
            ])
            .Build();
}
