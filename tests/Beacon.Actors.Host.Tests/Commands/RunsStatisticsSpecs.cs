using Beacon.Actors.Host.Commands;

namespace Beacon.Actors.Host.Tests.Commands;

public sealed class RunsStatisticsSpecs : IDisposable
{
    private const string Wrk = "  50%   65.00us\n  8 requests in 1.0s, 1.00MB read\nRequests/sec: 121219.81\nTransfer/sec:     17.69MB\n";

    private readonly string _folder = BeaconProcess.NewFolder();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_a_preset_reads_of_a_file_is_printed_with_units_and_directions()
    {
        var (code, output, _) = await AskAsync(Written("wrk.txt", Wrk), "--format", "wrk");

        Assert.Equal(0, code);
        Assert.Matches("GROUP +NAME +VALUE +UNIT +BETTER", output);
        Assert.Matches("Requests/sec +121219.81 +req/s +higher", output);
        Assert.Matches("Transfer/sec +17.69 +MiB/s +higher", output);
        Assert.Matches("read +1 +MiB *\n", output);
    }

    [Fact]
    public async Task A_pattern_or_a_marker_can_be_tried_without_a_plan()
    {
        var file = Written("out.txt", "took 5 ms\nFINAL\nOrders: 7\n");

        Assert.Matches("elapsed +5 +ms +lower", (await AskAsync(file, "--pattern", "took (?<elapsed>[0-9]+ ms)")).Output);
        Assert.Matches("Orders +7", (await AskAsync(file, "--from", "FINAL")).Output);
    }

    [Fact]
    public async Task The_section_of_a_component_is_tried()
    {
        var file = Written("out.txt", "errors=3\n");
        var plan = Written(
            "p.conf",
            "beacon.components { load { command = x, statistics { format = key-value, better { errors = lower } } }, db { command = y } }"
        );

        Assert.Matches("errors +3 +lower", (await AskAsync(file, "--config", plan)).Output);
        Assert.Matches("errors +3 +lower", (await AskAsync(file, "--config", plan, "--component", "load")).Output);
        var (code, _, error) = await AskAsync(file, "--config", plan, "--component", "laod");
        Assert.Equal(2, code);
        Assert.Contains("did you mean \"load\"?", error);
    }

    [Fact]
    public async Task Where_nothing_is_found_the_reason_is_printed_and_the_formats_that_read_something()
    {
        var (code, output, error) = await AskAsync(Written("wrk.txt", Wrk), "--format", "json");

        Assert.Equal((3, ""), (code, output));
        Assert.Contains("nothing found: no JSON object with a number is in its output", error);
        Assert.Contains("other formats that read statistics of it: wrk (5)", error);
    }

    [Fact]
    public async Task Without_a_format_those_that_read_something_are_named()
    {
        var file = Written("wrk.txt", Wrk);
        var (code, _, error) = await AskAsync(file);

        Assert.Equal(2, code);
        Assert.Contains($"formats that read statistics of it: wrk (5): beacon runs statistics {file} --format …", error);
    }

    [Theory]
    [InlineData("no such file", "nothing.txt", "--format", "json")]
    [InlineData("block needs --from TEXT", "FILE", "--format", "block")]
    [InlineData("did you mean \"wrk\"?", "FILE", "--format", "wkr")]
    [InlineData("has no named group", "FILE", "--pattern", "[0-9]+")]
    [InlineData("use the ones or the others", "FILE", "--format", "json", "--component", "x")]
    public async Task Bad_usage_is_refused_with_the_way_out(string message, params string[] words)
    {
        var file = Written("out.txt", "x\n");
        var (code, _, error) = await AskAsync([.. words.Select(word => word == "FILE" ? file : word)]);

        Assert.Equal(2, code);
        Assert.Contains(message == "no such file" ? "there is no file nothing.txt" : message, error);
    }

    [Fact]
    public async Task A_link_to_a_file_is_followed()
    {
        File.CreateSymbolicLink(Path.Combine(_folder, "link"), Written("out.txt", "errors=3\n"));
        Assert.Matches("errors +3", (await AskAsync(Path.Combine(_folder, "link"), "--format", "key-value")).Output);
    }

    [Fact]
    public async Task As_JSON_the_statistics_are_one_object()
    {
        var output = (await AskAsync(Written("out.txt", "p99=9.75us\n"), "--format", "key-value", "--json")).Output;

        Assert.Equal(
            """{"statistics":[{"group":"","name":"p99","value":9.75,"unit":"µs","text":"9.75us","better":"lower"}]}""",
            output.Trim()
        );
    }

    [Fact]
    public async Task A_preset_is_printed_as_a_section_of_a_plan()
    {
        var list = await PrintAsync("presets");
        Assert.Matches("wrk +wrk, versions 3 and 4\n", list.Output);
        var printed = await PrintAsync("presets", "pgbench");
        Assert.Contains("statistics {\n  format = regex\n", printed.Output);
        var (code, _, error) = await PrintAsync("presets", "pgbnch");
        Assert.Equal(2, code);
        Assert.Contains("did you mean \"pgbench\"?", error);
    }

    private static async Task<RecordedRuns.Answer> PrintAsync(params string[] words)
    {
        using StringWriter output = new(),
            error = new();
        return new RecordedRuns.Answer(await BeaconCommandLine.InvokeAsync(words, output, error), $"{output}", $"{error}");
    }

    private string Written(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private Task<RecordedRuns.Answer> AskAsync(params string[] words) => RecordedRuns.AskInAsync(_folder, ["statistics", .. words]);
}
