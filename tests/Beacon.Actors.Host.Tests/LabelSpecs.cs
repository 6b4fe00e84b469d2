using System.Text.Json;

namespace Beacon.Actors.Host.Tests;

/// <summary>Labels of runs: where they are kept, shown and found.</summary>
public sealed class LabelSpecs : IDisposable
{
    private const string Calm = """
        app { command = sh, ends-run = on, statistics.from = FINAL, args = ["-c", "echo FINAL; echo p99: 4 us"] }
        """;

    private readonly BeaconShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task A_label_is_in_the_record_and_wherever_the_run_is_shown()
    {
        _shell.WritePlan(Calm);
        var (exitCode, output) = await _shell.RunAsync(
            """
            "$BEACON" plan.conf --label 'a <b>"label"</b>, too' > out || { cat out; exit 90; }
            "$BEACON" runs list
            "$BEACON" runs list --json
            "$BEACON" runs show last
            "$BEACON" runs show 'label:a <b>"label"</b>, too' --json
            "$BEACON" runs export last --format markdown
            "$BEACON" runs export last --format csv
            "$BEACON" runs export last --format junit
            cat runs/2*/report.html runs/2*/events.ndjson
            """
        );
        Assert.Equal(0, exitCode);
        var lines = output.Split('\n');
        Assert.Matches("^run +started +duration +outcome +plan +label *( cause)?$", lines[0]);
        Assert.Matches("completed +plan +a <b>\"label\"</b>, too", lines[1]);
        Assert.Equal("a <b>\"label\"</b>, too", JsonDocument.Parse(lines[2]).RootElement.GetProperty("label").GetString());
        Assert.Matches("\n +label +a <b>\"label\"</b>, too", output);
        Assert.Matches("\n +plan file +plan.conf", output);
        Assert.Contains("\n  \"label\": \"a <b>\\\"label\\\"</b>, too\",\n", output);
        Assert.Contains(" · a &lt;b\\>\"label\"&lt;/b\\>, too", output);
        Assert.Contains(",partial,label\r", output);
        Assert.Contains(",false,\"a <b>\"\"label\"\"</b>, too\"\r", output);
        Assert.Contains("<property name=\"label\" value=\"a &lt;b&gt;&quot;label&quot;&lt;/b&gt;, too\" />", output);
        Assert.Contains("a &lt;b&gt;", output);
        Assert.Contains("\"label\":\"a <b>\\\"label\\\"</b>, too\"", output);
    }

    [Fact]
    public async Task Runs_are_selected_by_their_label_as_a_baseline_and_the_comparison_shows_the_labels()
    {
        _shell.WritePlan(Calm);
        var (exitCode, output) = await _shell.RunAsync(
            """
            "$BEACON" repeat 2 plan.conf --warmup 1 --label 'before, all' > out || { cat out; exit 90; }
            "$BEACON" repeat 2 plan.conf --label after --baseline 'label:before, all'
            "$BEACON" runs list --label 'before, all' | grep -c before
            "$BEACON" runs compare 'label:before, all' label:after --json
            grep -h planSha256 runs/2*/run.json | sort -u | wc -l
            "$BEACON" runs compare 'label:befor, all' label:after
            """
        );
        Assert.Equal(2, exitCode);
        Assert.Contains("label:before, all", output);
        Assert.Contains("label: before, all → after", output);
        var lines = output.TrimEnd().Split('\n');
        Assert.Equal("3", lines[^4].Trim());
        var comparison = JsonDocument.Parse(lines[^3]).RootElement;
        Assert.Equal(2, comparison.GetProperty("baseline").GetProperty("runs").GetArrayLength());
        Assert.Equal("1", lines[^2].Trim());
        Assert.Contains("has the label \"befor, all\"; did you mean \"before, all\"?; beacon runs list shows the labels", lines[^1]);
    }

    [Fact]
    public async Task A_run_in_the_background_has_its_label_in_ps_and_in_the_list_while_it_lives()
    {
        _shell.WritePlan("app { command = sleep, args = [1000] }");
        var (exitCode, output) = await _shell.RunAsync(
            """
            "$BEACON" up plan.conf --label 'night shift' || exit 90
            "$BEACON" ps; "$BEACON" ps --json; "$BEACON" runs list
            "$BEACON" stop
            """
        );
        Assert.Equal(0, exitCode);
        Assert.Matches("-beacon-[0-9a-f]{4}: operational, .* · night shift\n", output);
        Assert.Contains("\"label\":\"night shift\"", output);
        Assert.Matches("running +plan +night shift", output);
    }

    [Theory]
    [InlineData("a label is one line of characters that can be seen", "two\nlines")]
    [InlineData("a label is one line of characters that can be seen", "\u001b[31mred")]
    [InlineData("a label is one line of characters that can be seen", "\u202Eover")]
    [InlineData("a label can't be empty", " ")]
    [InlineData("a label has at most 200 characters, and this text has 100,000", null)]
    public async Task A_text_that_can_t_be_a_label_is_refused_before_anything_starts(string message, string? label)
    {
        _shell.WritePlan(Calm);
        foreach (
            var command in (string[][])
                [
                    ["run"],
                    ["repeat", "2"],
                    ["up"],
                ]
        )
        {
            using var beacon = BeaconProcess.Start(_shell.Folder, [.. command, "plan.conf", "--label", label ?? new string('x', 100_000)]);
            beacon.KeepsFolder = true;
            Assert.Equal(2, await beacon.ExitAsync());
            Assert.Contains($"beacon: --label: {message}", beacon.Error);
        }

        Assert.False(Directory.Exists(_shell.At("runs")));
    }

    [Fact]
    public async Task A_label_that_somebody_wrote_into_a_record_is_shown_as_one_bounded_line()
    {
        _shell.WritePlan(Calm);
        await _shell.RunAsync("\"$BEACON\" plan.conf --label marked");
        var file = Path.Combine(Directory.GetDirectories(_shell.At("runs"), "2*").Single(), "run.json");
        var hostile = JsonSerializer.Serialize($"\u001b]0;title\u0007\u001b[31mred\nnext<script>{new string('x', 10_000_000)}");
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"label\": \"marked\"", $"\"label\": {hostile}"));
        var (exitCode, output) = await _shell.RunAsync(
            """
            rm runs/history.db*
            for history in without with; do
              "$BEACON" runs list && "$BEACON" runs show last && "$BEACON" runs export last --format markdown || exit 90
              "$BEACON" runs export last --format csv && "$BEACON" runs export last --format junit && "$BEACON" runs report last || exit 91
              echo "== page"; cat runs/2*/report.html; echo "== end"; "$BEACON" runs reindex
            done
            """
        );
        Assert.Equal(0, exitCode);
        Assert.DoesNotContain('\u001b', output);
        var pages = output.Split("== page").Skip(1).Select(page => page.Split("== end")[0]).ToList();
        Assert.Equal(2, pages.Count);
        Assert.All(pages, page => Assert.DoesNotContain("<script>xxx", page));
        Assert.All(pages, page => Assert.Contains("&lt;script&gt;xxx", page));
        Assert.Contains("red next", output);
        Assert.True(output.Length < 1_000_000, $"{output.Length} characters");
    }
}
