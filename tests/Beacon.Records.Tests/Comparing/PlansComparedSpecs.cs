using Beacon.Plans;
using Beacon.Records.Comparing;
using Beacon.Records.Events;

namespace Beacon.Records.Tests.Comparing;

/// <summary>A baseline holds runs of one plan, and what differs between two plans is told by key.</summary>
public sealed class PlansComparedSpecs : IDisposable
{
    private readonly ResultsFolder _records = new();
    private int _made;

    public void Dispose() => _records.Dispose();

    [Fact]
    public void A_baseline_of_several_plans_is_refused_by_their_names_unless_it_is_forced()
    {
        var mixture = new NamedRuns("last:3", [Recorded(1), Recorded(1), Recorded(4)]);
        var candidate = new NamedRuns("new", [Recorded(4)]);
        var refused = Assert.Throws<ComparisonException>(() => Comparison.Of(mixture, candidate, new ComparisonSettings()));
        Assert.Equal(ComparisonFault.MixedPlans, refused.Fault);
        var ids = mixture.Runs.Select(run => run.Id).ToList();
        Assert.Equal(
            $"the baseline (last:3) has runs of 2 plans; beacon ({Short(1)}): {ids[0]} and 1 more; beacon ({Short(4)}): {ids[2]}",
            refused.Message
        );
        Assert.Equal(3, Comparison.Of(mixture, candidate, new ComparisonSettings { Force = true }).Baseline.Runs.Length);
    }

    [Fact]
    public void Runs_of_an_unknown_plan_do_not_make_a_mixture()
    {
        var known = Recorded(1);
        var side = new NamedRuns("A", [known, Recorded(1) with { Environment = null }]);
        Assert.Equal(2, Comparison.Of(side, new NamedRuns("B", [Recorded(1)]), new ComparisonSettings()).Baseline.Runs.Length);
    }

    [Fact]
    public void The_runs_before_a_candidate_have_the_plan_of_the_latest_of_them()
    {
        Recorded(1);
        var first = Recorded(4);
        Recorded(1);
        var second = Recorded(4);
        var candidate = new NamedRuns("candidate", [Recorded(1)]);
        var before = SideSelector.Before(5, candidate, "beacon", _records.Results);
        Assert.Equal([first.Id, second.Id], before.Runs.Select(run => run.Id).Order());
    }

    [Fact]
    public void A_new_baseline_has_runs_of_one_plan()
    {
        var other = Recorded(1);
        var latest = Recorded(4);
        Assert.Equal([latest.Id], SideSelector.ForBaseline(null, _records.Results).Runs.Select(run => run.Id));
        var refused = Assert.Throws<ComparisonException>(() => SideSelector.ForBaseline($"{other.Id},{latest.Id}", _records.Results));
        Assert.Equal(ComparisonFault.MixedPlans, refused.Fault);
    }

    [Fact]
    public void What_differs_between_two_plans_is_told_by_key()
    {
        var (from, to) = (Recorded(1), Recorded(4));
        Expect(SideSelector.Select(from.Id, _records.Results), SideSelector.Select(to.Id, _records.Results));
    }

    [Fact]
    public void A_baseline_file_knows_its_plan()
    {
        var (from, to) = (Recorded(1), Recorded(4));
        var path = _records.Path("baseline.json");
        BaselineFile.Write(path, SideSelector.Select(from.Id, _records.Results));
        Expect(BaselineFile.Read(path), SideSelector.Select(to.Id, _records.Results));
    }

    [Fact]
    public void Plans_that_are_not_known_are_told_by_their_hashes()
    {
        var compared = Comparison.Of([Recorded(1)], [Recorded(4)]);
        Assert.Equal(new[] { "plan" }, compared.Differences.Select(difference => difference.Trait));
        Assert.Equal($"beacon ({Short(1)})", Assert.Single(compared.Differences[0].Baseline));
    }

    private static void Expect(NamedRuns from, NamedRuns to)
    {
        var difference = Assert.Single(Comparison.Of(from, to, new ComparisonSettings()).Differences);
        Assert.True(difference.IsSetting);
        Assert.Equal("plan: nginx.args[0]", difference.Trait);
        Assert.Equal("1", Assert.Single(difference.Baseline));
        Assert.Equal("4", Assert.Single(difference.Candidate));
    }

    private static RunPlan Plan(int workers) =>
        RunPlan.Parse($"beacon.components.nginx {{ command = /bin/true, args = [{workers}], cwd = / }}", "/");

    private static string Short(int workers) => Plan(workers).Sha256()[..8];

    private RunResult Recorded(int workers)
    {
        var place = ++_made;
        var plan = Plan(workers);
        var id = $"20261123-1842{place:D2}-beacon-000{place}";
        var run = _records.Complete(
            ResultsFolder.Run(id, ResultsFolder.Start.AddMinutes(place)) with
            {
                Environment = ResultsFolder.Surroundings with { PlanSha256 = plan.Sha256() },
            }
        );
        File.WriteAllText(Path.Combine(run.Record, "plan.conf"), plan.ToHocon(maskSecrets: true));
        return run;
    }
}
