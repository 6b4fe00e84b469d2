using System.Text.Json;

namespace Beacon.Actors.Host.Tests.Commands;

public class RunsShowSpecs(RecordedRuns runs) : IClassFixture<RecordedRuns>
{
    [Fact]
    public async Task A_failed_run_is_shown_with_its_cause_the_stopped_components_and_the_last_lines()
    {
        var page = (await runs.AskAsync("show", "last~1")).Output;
        Assert.StartsWith($"failed {runs.Failed}", page);
        Assert.Contains("algo was ended by SIGSEGV (segmentation fault", page);
        Assert.Matches("only stopped +engine", page);
        Assert.Contains("last lines of Your Algorithm:", page);
        Assert.Contains("| <b>panic</b> red", page);
        Assert.Contains("≠ the run failed", page);
        Assert.Matches("algo +/.*/bash, SHA-256 [0-9a-f]{16}…", page);
        Assert.DoesNotContain("sent from outside", page);
        Assert.DoesNotContain('\u001b', page);
    }

    [Fact]
    public async Task A_completed_run_is_shown_with_its_statistics_as_they_were_printed()
    {
        var page = (await runs.AskAsync("show", runs.Completed)).Output;
        Assert.StartsWith($"completed {runs.Completed}", page);
        Assert.Matches("The Engine *\n(.+\n)*  Orders Sent +1,570", page);
        Assert.Contains("4.6 us", page);
        Assert.DoesNotContain("not comparable", page);
    }

    [Fact]
    public async Task A_run_that_was_cut_short_is_shown_as_far_as_it_was_recorded()
    {
        var page = (await runs.AskAsync("show", "last")).Output;
        Assert.StartsWith($"cut short {runs.CutShort}", page);
        Assert.Contains("The supervisor died before the run ended.", page);
        Assert.Matches("engine +│ unknown", page);
        Assert.Contains("operational after", page);
        Assert.Contains("≠ how the run ended is not known", page);
    }

    [Fact]
    public async Task Several_runs_are_shown_oldest_first()
    {
        var page = (await runs.AskAsync("show", "last:2")).Output;
        Assert.True(page.IndexOf(runs.Failed, StringComparison.Ordinal) < page.IndexOf(runs.CutShort, StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_json_a_run_is_shown_as_its_run_json()
    {
        var answer = await runs.AskAsync("show", runs.Failed, "--json");
        Assert.Equal(File.ReadAllText(Path.Combine(runs.Results, runs.Failed, "run.json")).Trim(), answer.Output.Trim());
        var cause = JsonDocument.Parse(answer.Output).RootElement.GetProperty("firstCause");
        Assert.Equal("engine", cause.GetProperty("onlyStopped")[0].GetString());
    }
}
