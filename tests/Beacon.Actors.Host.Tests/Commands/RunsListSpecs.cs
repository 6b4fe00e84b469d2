using System.Text.Json;
using Beacon.Actors.Host.Commands;

namespace Beacon.Actors.Host.Tests.Commands;

public class RunsListSpecs(RecordedRuns runs) : IClassFixture<RecordedRuns>
{
    [Fact]
    public async Task Runs_are_listed_newest_first_with_their_outcome_and_cause()
    {
        var answer = await runs.AskAsync("list");
        Assert.Equal(0, answer.ExitCode);
        Assert.Collection(
            answer.Lines,
            heading => Assert.StartsWith("run", heading),
            line => Assert.Matches($"^{runs.CutShort} .* cut-short +wild$", line),
            line => Assert.Matches($"^{runs.Failed} .* failed +wild +algo: crashed$", line),
            line => Assert.Matches($"^{runs.Completed} .* completed +calm$", line)
        );
        Assert.All(answer.Lines, line => Assert.True(line.Length <= 80, line));
    }

    [Theory]
    [InlineData(2, "--name", "wild")]
    [InlineData(1, "--outcome", "completed")]
    [InlineData(2, "--outcome", "failed", "--outcome", "cut-short")]
    [InlineData(3, "--since", "1h")]
    [InlineData(3, "--since", "2020-01-01")]
    [InlineData(1, "--since", "1h", "--name", "wild", "--outcome", "failed")]
    public async Task Runs_are_filtered_by_name_outcome_and_time(int expected, params string[] filter) =>
        Assert.Equal(expected, (await runs.AskAsync(["list", .. filter])).Lines.Length - 1);

    [Fact]
    public async Task An_empty_list_says_why_no_run_matches()
    {
        Assert.Contains("none of the 3 runs", (await runs.AskAsync("list", "--since", "2999-01-01")).Output);
        Assert.Contains(
            "no plan is named \"wlid\"; the plans are calm, wild; did you mean \"wild\"?",
            (await runs.AskAsync("list", "--name", "wlid")).Output
        );
        Assert.Contains("no run records in /nowhere", (await RecordedRuns.AskInAsync("/nowhere", "list")).Output);
    }

    [Fact]
    public async Task With_json_the_list_has_one_object_per_line()
    {
        var lines = (await runs.AskAsync("list", "--json")).Lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal([runs.CutShort, runs.Failed, runs.Completed], lines.Select(line => line.GetProperty("id").GetString()));
        Assert.Equal(
            ("cut_short", JsonValueKind.Null),
            (lines[0].GetProperty("state").GetString(), lines[0].GetProperty("outcome").ValueKind)
        );
        Assert.Equal(
            ("failed", "crashed"),
            (lines[1].GetProperty("outcome").GetString(), lines[1].GetProperty("cause").GetProperty("kind").GetString())
        );
        Assert.True(lines[2].GetProperty("comparable").GetBoolean());
    }

    [Theory]
    [InlineData("\"lst\" is not a command of runs", "lst")]
    [InlineData("did you mean \"list\"?", "lst")]
    [InlineData("beacon runs needs a command: list, show")]
    [InlineData("unknown option --outcme; did you mean \"--outcome\"?", "list", "--outcme", "failed")]
    [InlineData(
        "--outcome \"faild\": expected one of completed, failed, interrupted, cut-short, running; did you mean \"failed\"?",
        "list",
        "--outcome",
        "faild"
    )]
    [InlineData("--since \"7x\" is neither a duration (90s, 30m, 2h, 7d) nor a date", "list", "--since", "7x")]
    [InlineData("unexpected word \"extra\"; see beacon runs list --help", "list", "extra")]
    [InlineData("SELECTOR", "show")]
    [InlineData("there is no run \"lats\"; did you mean \"last\"?", "show", "lats")]
    public async Task A_wrong_argument_is_named_with_the_way_out(string expected, params string[] words)
    {
        var answer = await runs.AskAsync(words);
        Assert.Equal((2, ""), (answer.ExitCode, answer.Output));
        Assert.Contains(expected, answer.Error);
    }

    [Fact]
    public async Task The_list_skips_foreign_folders_and_reports_a_record_of_a_later_version()
    {
        var results = BeaconProcess.NewFolder();
        Directory.CreateDirectory(Path.Combine(results, "notes"));
        Directory.CreateDirectory(Path.Combine(results, "20991231-235959-late-0000"));
        File.WriteAllText(
            Path.Combine(results, "20991231-235959-late-0000/run.json"),
            "{\"schema\": 99, \"id\": \"20991231-235959-late-0000\", \"outcome\": \"splendid\"}"
        );
        var list = await RecordedRuns.AskInAsync(results, "list");
        Assert.Equal(0, list.ExitCode);
        Assert.Contains(
            "20991231-235959-late-0000 was written by a later version of Beacon.Actors: its run.json has schema 99",
            list.Error
        );
        Assert.DoesNotContain("notes", list.Output + list.Error);
        var show = await RecordedRuns.AskInAsync(results, "show", "last");
        Assert.Equal(3, show.ExitCode);
        Assert.Contains("schema 99", show.Error);
        Directory.Delete(results, recursive: true);
    }

    [Fact]
    public async Task A_damaged_history_is_reported_and_reindex_rebuilds_it()
    {
        var database = Path.Combine(runs.Results, "history.db");
        Assert.Equal("", (await runs.AskAsync("list")).Error);
        File.WriteAllText(database, "no database at all");
        var list = await runs.AskAsync("list");
        Assert.Equal((0, 4), (list.ExitCode, list.Lines.Length));
        Assert.Contains("beacon: history.db is damaged; the records were read instead; beacon runs reindex rebuilds it", list.Error);
        Assert.Contains("history.db: 2 runs", (await runs.AskAsync("reindex")).Output);
        Assert.Equal("", (await runs.AskAsync("list")).Error);
        File.Delete(database);
        Assert.Contains("2 of the runs are not in history.db; beacon runs reindex rebuilds it", (await runs.AskAsync("list")).Error);
        await runs.AskAsync("reindex");
    }

    [Fact]
    public async Task The_results_folder_of_a_plan_is_listed_with_config()
    {
        var config = Path.Combine(runs.Folder, "elsewhere.conf");
        File.WriteAllText(config, $"beacon {{\n run.results = \"{runs.Results}\"\n components.a.command = sleep\n}}\n");
        using StringWriter output = new(),
            error = new();
        Assert.Equal(0, await BeaconCommandLine.InvokeAsync(["runs", "list", "--config", config], output, error));
        Assert.Contains(runs.Failed, output.ToString());
    }
}
