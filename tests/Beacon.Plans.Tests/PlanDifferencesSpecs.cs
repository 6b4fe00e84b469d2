namespace Beacon.Plans.Tests;

public class PlanDifferencesSpecs
{
    private const string Base = """
        beacon { run.duration = 30s
          components { nginx { command = nginx, args = ["-w", "1"] }
                       load { command = wrk, args = ["-c", "10"], depends-on = [nginx] } } }
        """;

    [Theory]
    [InlineData("", "")]
    [InlineData("nginx.args[1]: 1 4", "beacon.components.nginx.args = [\"-w\", \"4\"]")]
    [InlineData("nginx.args: [-w, 1] [-w, 4, -x]", "beacon.components.nginx.args = [\"-w\", \"4\", \"-x\"]")]
    [InlineData("run.duration: 30s 1m", "beacon.run.duration = 1m")]
    [InlineData("load: wrk -c 10 –", "beacon.components.load.enabled = off")]
    [InlineData("load.env.A: – b", "beacon.components.load.env.A = b")]
    [InlineData("load.statistics: – { … }", "beacon.components.load.statistics.from = FINAL")]
    [InlineData("", "beacon { run { results = elsewhere, control = off }, expect.x = \"> 1\", comparison.x.tolerance = \"5%\" }")]
    [InlineData("", "beacon.components.load.env.API_KEY = secret", "beacon.components.load.env.API_KEY = other")]
    public void Keys_that_differ_are_named_with_their_values(string expected, string changed, string? before = null)
    {
        var plans = new[] { RunPlan.Parse($"{Base}\n{before}", "/tmp"), RunPlan.Parse($"{Base}\n{changed}", "/tmp") };
        var differences = PlanDifferences.Between(plans);
        Assert.Equal(
            expected,
            string.Join("; ", differences.Select(each => $"{each.Key}: {string.Join(' ', each.Values.Select(value => value ?? "–"))}"))
        );
    }

    [Theory]
    [InlineData("beacon.run.results = elsewhere")]
    [InlineData("beacon.components.nginx.stop.timeout = 9s")]
    [InlineData("beacon.components.load.env.A = b")]
    public void Plans_differ_in_a_key_exactly_if_their_hashes_differ(string changed)
    {
        var (one, other) = (RunPlan.Parse(Base, "/tmp"), RunPlan.Parse($"{Base}\n{changed}", "/tmp"));
        Assert.Equal(one.Sha256() == other.Sha256(), PlanDifferences.Between([one, other]).IsEmpty);
    }

    [Fact]
    public void Of_several_plans_each_has_its_value()
    {
        var difference = Assert.Single(
            PlanDifferences.Between([
                .. new[] { 1, 2, 1 }.Select(nice => RunPlan.Parse($"{Base}\nbeacon.components.load.limits.nice = {nice}", "/tmp")),
            ])
        );
        Assert.Equal(("load.limits.nice", "1 2 1"), (difference.Key, string.Join(' ', difference.Values)));
    }

    [Fact]
    public void The_files_of_a_plan_are_known_without_its_settings()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("beacon-plan-").FullName, "plan.conf");
        File.WriteAllText(file, Base);
        var plan = RunPlan.Load(new PlanSources { Files = [file], Settings = ["beacon.run.duration=1s"] });
        Assert.Equal(file, Assert.Single(plan.Files));
        Assert.Equal([file, "--set beacon.run.duration=1s"], plan.Sources.AsEnumerable());
        Assert.Equal(file, Assert.Single(plan.With(run => run.For(TimeSpan.FromSeconds(2))).Files));
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }
}
