using Beacon.Records.Comparing;
using Beacon.Records.Events;
using Beacon.Records.History;
using Beacon.Records.Json;
using Beacon.Records.Reading;

namespace Beacon.Records.Tests.Recording;

public sealed class RunLabelSpecs : IDisposable
{
    private readonly ResultsFolder _records = new();

    public void Dispose() => _records.Dispose();

    [Theory]
    [InlineData("before the fix", true)]
    [InlineData("Größe <b>'\"`$(x)</b>, 🙂", true)]
    [InlineData("", false)]
    [InlineData(" \t", false)]
    [InlineData("a\nb", false)]
    [InlineData("\u001b[31m", false)]
    [InlineData("a\u2028b", false)]
    [InlineData("\u202Ebackwards", false)]
    public void A_label_is_one_line_that_can_be_seen(string text, bool expected) => Assert.Equal(expected, RunLabel.WhyNot(text) is null);

    [Fact]
    public void A_label_is_bounded()
    {
        Assert.Null(RunLabel.WhyNot(new string('x', RunLabel.MostCharacters)));
        Assert.Equal("a label has at most 200 characters, and this text has 10,000,000", RunLabel.WhyNot(new string('x', 10_000_000)));
        Assert.Equal(RunLabel.MostCharacters, RunLabel.Shown($"\u001b[31m{new string('x', 10_000_000)}").Length + "\u001b[31m".Length);
        Assert.EndsWith("x…", RunLabel.Shown(new string('x', 198) + string.Concat(Enumerable.Repeat("🙂", 9))));
    }

    [Fact]
    public void Label_warm_up_and_plan_file_are_in_run_json_only_where_they_are_set()
    {
        var run = ResultsFolder.Run("20261123-184205-beacon-3f9c") with { Label = "before", IsWarmup = true, PlanFile = "/a/b.conf" };
        var read = _records.Complete(run);
        read = RunRecord.Read(read.Record).Result;
        Assert.Equal(("before", true), (read.Label, read.IsWarmup));
        Assert.Equal("/a/b.conf", read.PlanFile);
        Assert.Equal("the run was a warm-up", Assert.Single(read.NotComparable));
        var plain = RunResultJson.Format(ResultsFolder.Run("20261123-184205-beacon-3f9c"));
        Assert.DoesNotContain("label", plain);
        Assert.DoesNotContain("warmup", plain);
        Assert.DoesNotContain("planFile", plain);
    }

    [Fact]
    public void A_record_that_was_cut_short_has_its_label_from_the_first_event()
    {
        var started = new RunStarted("20261123-184205-beacon-3f9c", "/nowhere")
        {
            At = ResultsFolder.Start,
            Label = "before",
            IsWarmup = true,
            PlanFile = "/a/b.conf",
        };
        var run = RunRecord.Read(_records.CutShort(started.Run, started)).Result;
        Assert.Equal(("before", true, "/a/b.conf"), (run.Label, run.IsWarmup, run.PlanFile));
        Assert.DoesNotContain(
            "label",
            RunEventJson.Write(new RunStarted("20261123-184205-beacon-3f9c", "/nowhere") { At = ResultsFolder.Start })
        );
    }

    [Fact]
    public void A_label_selects_its_runs_without_warm_ups_the_earliest_first()
    {
        Make(1, "before, all");
        Make(2, "after");
        Make(3, "before, all");
        Make(4, "before, all", isWarmup: true);
        Make(5, null);
        Assert.Equal([IdOf(1), IdOf(3)], RunRecord.Find("label:before, all", _records.Results).Select(record => record.Id));
        Assert.Equal(
            [IdOf(5), IdOf(1), IdOf(3)],
            SideSelector.Select($"{IdOf(5)}, label:before, all", _records.Results).Runs.Select(run => run.Id)
        );
        Assert.Equal([IdOf(5), IdOf(3), IdOf(2)], SideSelector.Before(3, null, "beacon", _records.Results).Runs.Select(run => run.Id));

        var refused = Assert.Throws<NoSuchRunException>(() => RunRecord.Find("label:aftr", _records.Results));
        Assert.Equal($"no run in {_records.Results} has the label \"aftr\"; did you mean \"after\"?", refused.Message);
        Assert.Equal(SelectorFault.UnknownLabel, refused.Fault);
        Assert.Equal(
            SelectorFault.NoRecords,
            Assert.Throws<NoSuchRunException>(() => RunRecord.Find("label:x", _records.Path("none"))).Fault
        );
    }

    [Fact]
    public void A_warm_up_is_no_baseline_of_the_runs_after_it()
    {
        Make(1, null, isWarmup: true);
        Assert.Throws<ComparisonException>(() => SideSelector.Before(10, null, "beacon", _records.Results));
        Make(2, null);
        Assert.Equal([IdOf(2)], SideSelector.Before(10, null, "beacon", _records.Results).Runs.Select(run => run.Id));
        Assert.Equal([IdOf(2)], SideSelector.ForBaseline(null, _records.Results).Runs.Select(run => run.Id));
    }

    [Fact]
    public void The_list_has_label_warm_up_and_plan_file_with_and_without_a_history()
    {
        Make(1, "before", isWarmup: true);
        for (var rebuilt = 0; rebuilt < 2; rebuilt++)
        {
            var run = Assert.Single(RunListing.Read(_records.Results).Runs);
            Assert.Equal(("before", true, false, "00ff"), (run.Label, run.IsWarmup, run.IsComparable, run.PlanSha256));
            Assert.Equal("/a/b.conf", run.PlanFile);
            HistoryRebuilding.Rebuild(_records.Results);
        }
    }

    [Fact]
    public void Runs_with_different_labels_differ_in_their_label()
    {
        var (one, two) = (Make(1, "before"), Make(2, "after"));
        var difference = Comparison.Of([one], [two]).Differences.Single(each => each.Trait == "label");
        Assert.Equal(("before", "after"), (difference.Baseline.Single(), difference.Candidate.Single()));
        Assert.DoesNotContain(Comparison.Of([one], [Make(3, "before")]).Differences, each => each.Trait == "label");
    }

    private static string IdOf(int number) => $"20261123-18420{number}-beacon-000{number}";

    private RunResult Make(int number, string? label, bool isWarmup = false) =>
        _records.Complete(
            ResultsFolder.Run(IdOf(number), ResultsFolder.Start.AddSeconds(number)) with
            {
                Label = label,
                IsWarmup = isWarmup,
                PlanFile = "/a/b.conf",
                Environment = ResultsFolder.Surroundings,
            }
        );
}
