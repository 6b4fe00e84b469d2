using Beacon.Plans;

namespace Beacon.Records.Tests.Recording;

/// <summary>
/// Runs are comparable if their plans have the same hash. The hash of a plan must therefore be the same in every version of Beacon;
/// otherwise stored baselines would be refused.
/// </summary>
public class PlanHashSpecs
{
    [Theory]
    [InlineData("beacon", "7600a2b9fdbc7b8c8c163861e3ed32e3838cafc8a34e7e043cd1b75da0ba3510")]
    [InlineData("restarts", "d350c414807f23f801ab4149be4f7c99e4117ddf0fd0736bad41f841626556bc")]
    [InlineData("unix-tools", "5204d332154e9cdd03e065dde103247510dd3e453aaabd4ab055aa953d113ee3")]
    [InlineData("foreign-binaries", "ad894ecac679d9c51ab1a049cb8b73acdec2fab3f22248288d3824f4e622146e")]
    [InlineData("every-kind-of-value", "446b471b78dbc215ae4067ce1e079da1f2099a3de480436f3563286e13d9b3e4")]
    public void The_hash_of_a_plan_is_the_one_that_the_first_version_computed(string plan, string sha256)
    {
        var file = RepositoryFile.Find($"tests/Beacon.Records.Tests/Recording/Plans/{plan}.conf");
        Assert.Equal($"{plan} {sha256}", $"{plan} {RunPlan.Parse(File.ReadAllText(file), "/srv/plans").Sha256()}");
    }

    [Fact]
    public void Who_may_read_a_record_is_kept_in_its_plan_and_does_not_change_the_hash()
    {
        var plan = RunPlan.Parse("beacon { run.record-mode = group, components { a { command = sleep } } }", "/srv/plans");
        Assert.Equal(RecordMode.Group, RunPlan.Parse(plan.ToHocon(), "/srv/plans").RecordMode);
        Assert.Equal(plan.With(run => run.ReadableBy(RecordMode.Private)).Sha256(), plan.Sha256());
        Assert.Contains(
            "record-mode",
            Assert
                .Throws<InvalidPlanException>(() =>
                    RunPlan.Parse("beacon { run.record-mode = 0777, components { a { command = sleep } } }", "/srv/plans")
                )
                .Message
        );
    }
}
