using System.Text.Json;
using System.Xml.Linq;

namespace Beacon.Actors.Host.Tests.Commands;

public class RunsPruneAndExportSpecs(RecordedRuns runs) : IClassFixture<RecordedRuns>
{
    [Theory]
    [InlineData("needs --keep N or --older-than AGE", "prune")]
    [InlineData("--keep -1: expected 0 or more", "prune", "--keep", "-1")]
    [InlineData("--older-than \"30\" has no unit", "prune", "--older-than", "30")]
    [InlineData(
        "--format \"junti\": expected one of junit, markdown, csv, json; did you mean \"junit\"?",
        "export",
        "last",
        "--format",
        "junti"
    )]
    [InlineData("--format", "export", "last")]
    public async Task A_wrong_argument_is_named_with_the_way_out(string expected, params string[] words)
    {
        var answer = await runs.AskAsync(words);
        Assert.Equal(2, answer.ExitCode);
        Assert.Contains(expected, answer.Error);
    }

    [Fact]
    public async Task Prune_with_dry_run_lists_the_records_and_deletes_none()
    {
        var answer = await runs.AskAsync("prune", "--keep", "1", "--dry-run");
        Assert.Equal(0, answer.ExitCode);
        Assert.StartsWith($"would delete {runs.Completed}, ", answer.Lines[0]);
        Assert.StartsWith($"would delete {runs.Failed}, ", answer.Lines[1]);
        Assert.StartsWith("would delete 2 records, ", answer.Lines[2]);
        Assert.True(Directory.Exists(Path.Combine(runs.Results, runs.Completed)));
        Assert.Equal("deleted 0 records, 0 bytes", (await runs.AskAsync("prune", "--older-than", "30d")).Lines.Single());
    }

    [Fact]
    public async Task A_pruned_record_is_gone_from_the_list()
    {
        var copies = Path.Combine(runs.Folder, "copies");
        Directory.CreateDirectory(copies);
        foreach (var id in new[] { runs.Completed, runs.Failed })
        {
            Directory.CreateDirectory(Path.Combine(copies, id));
            foreach (var file in Directory.GetFiles(Path.Combine(runs.Results, id)))
                File.Copy(file, Path.Combine(copies, id, Path.GetFileName(file)));
        }

        await RecordedRuns.AskInAsync(copies, "reindex");
        var answer = await RecordedRuns.AskInAsync(copies, "prune", "--keep", "1");
        Assert.StartsWith($"deleted {runs.Completed}, ", answer.Lines[0]);
        Assert.Equal([runs.Failed], Directory.GetDirectories(copies, "2*").Select(folder => Path.GetFileName(folder)!));
        Assert.Equal(2, (await RecordedRuns.AskInAsync(copies, "list")).Lines.Length);
    }

    [Fact]
    public async Task A_run_is_exported_to_standard_output_or_to_a_file()
    {
        var junit = XDocument.Parse((await runs.AskAsync("export", runs.Failed, "--format", "junit")).Output);
        Assert.Equal("algo", junit.Descendants("failure").Single().Parent!.Attribute("name")!.Value);
        var path = Path.Combine(runs.Folder, "run.csv");
        Assert.Equal((0, ""), ((await runs.AskAsync("export", runs.Completed, "--format", "csv", "--output", path)).ExitCode, ""));
        Assert.Contains(",Orders Sent,1570,,\"1,570\",", File.ReadAllText(path));
        Assert.Equal(
            JsonValueKind.Object,
            JsonDocument.Parse((await runs.AskAsync("export", "last", "--format", "json")).Output).RootElement.ValueKind
        );
        Assert.Equal(
            3,
            JsonDocument.Parse((await runs.AskAsync("export", "last:3", "--format", "json")).Output).RootElement.GetArrayLength()
        );
        Assert.Contains("### ❌ wild failed", (await runs.AskAsync("export", runs.Failed, "--format", "markdown")).Output);
        Assert.Equal(3, (await runs.AskAsync("export", "last", "--format", "csv", "--output", "/nowhere/x")).ExitCode);
    }
}
