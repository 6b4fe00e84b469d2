using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Beacon.Actors.Host.Tests;

/// <summary><c>beacon repeat</c> and <c>beacon runs compare</c> with a program that prints given statistics.</summary>
public sealed class ComparisonSpecs : IDisposable
{
    private readonly string _folder = BeaconProcess.NewFolder();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_program_that_is_5_percent_slower_is_a_regression_and_the_same_program_is_none()
    {
        WritePlan("fast.conf", "100.0 us");
        WritePlan("slow.conf", "105.0 us");

        Assert.Equal(0, (await BeaconAsync("repeat", "5", "--config", "fast.conf")).ExitCode);
        Assert.Equal(0, (await BeaconAsync("repeat", "5", "--config", "fast.conf", "--baseline", "last:5")).ExitCode);

        var slower = await BeaconAsync("repeat", "5", "--config", "slow.conf", "--baseline", "last:10");
        Assert.Equal(4, slower.ExitCode);
        Assert.Contains("regression: 1 of 1 statistic is worse: algo.tick-to-trade.p99 +5.0 %", slower.Output);
        Assert.Contains("plan: algo.args[", slower.Output);

        var compared = await BeaconAsync("runs", "compare", "--baseline", "last:10", "last:5");
        Assert.Equal(4, compared.ExitCode);
        Assert.Contains("algo.tick-to-trade.p99 +5.0 %", compared.Output);
        Assert.Equal(0, (await BeaconAsync("runs", "compare", "--baseline", "last:10", "last:5", "--threshold", "p99=+6%")).ExitCode);
    }

    [Fact]
    public async Task Repeat_with_two_plans_alternates_between_them_and_compares_them()
    {
        WritePlan("a.conf", "100 us");
        WritePlan("b.conf", "120 us");
        var repeated = await BeaconAsync("repeat", "4", "--config", "a.conf", "--versus", "b.conf", "--json");

        Assert.Equal(4, repeated.ExitCode);
        Assert.Equal(
            ["a.conf", "b.conf", "a.conf", "b.conf", "a.conf", "b.conf", "a.conf", "b.conf"],
            Events(repeated, "repeat_run").Select(runEvent => runEvent.GetProperty("side").GetString())
        );
        var comparison = Assert.Single(Events(repeated, "comparison"));
        Assert.Equal("regression", comparison.GetProperty("verdict").GetString());
        Assert.Equal("algo.tick-to-trade.p99", comparison.GetProperty("statistics")[0].GetProperty("statistic").GetString());
        Assert.Equal(20, comparison.GetProperty("statistics")[0].GetProperty("difference").GetDouble(), 6);
        Assert.Equal(4, Events(repeated, "repeat_finished").Single().GetProperty("exitCode").GetInt32());
        Assert.Equal(8, Events(repeated, "run_finished").Count());
    }

    [Fact]
    public async Task Tolerances_of_the_plan_decide_unless_the_command_line_sets_a_threshold()
    {
        WritePlan("a.conf", "100 us", "comparison { p99 { direction = lower, tolerance = 25% } }");
        WritePlan("b.conf", "120 us", "comparison { p99 { direction = lower, tolerance = 25% } }");

        Assert.Equal(0, (await BeaconAsync("repeat", "4", "--config", "a.conf", "--versus", "b.conf")).ExitCode);
        var ids = Directory
            .GetDirectories(Path.Combine(_folder, "runs"), "2*")
            .Select(Path.GetFileName)
            .ToLookup(id => File.ReadAllText(Path.Combine(_folder, "runs", id!, "plan.conf")).Contains("120 us"));
        var (a, b) = (string.Join(',', ids[false]), string.Join(',', ids[true]));
        Assert.Equal(0, (await BeaconAsync("runs", "compare", a, b)).ExitCode);
        Assert.Equal(4, (await BeaconAsync("runs", "compare", a, b, "--threshold", "p99=+1%")).ExitCode);

        // Named by their paths, in a folder that is not the results folder.
        Directory.Move(Path.Combine(_folder, "runs"), Path.Combine(_folder, "archive"));
        var (first, second) = (string.Join(',', ids[false].Select(Archived)), string.Join(',', ids[true].Select(Archived)));
        Assert.Equal(0, (await BeaconAsync("runs", "compare", first, second)).ExitCode);

        string Archived(string? id) => Path.Combine(_folder, "archive", id!);
    }

    [Fact]
    public async Task A_comparison_is_written_as_Markdown_and_as_a_JUnit_report()
    {
        WritePlan("a.conf", "100 us");
        WritePlan("b.conf", "120 us");
        var repeated = await BeaconAsync("repeat", "4", "--config", "a.conf", "--versus", "b.conf", "--markdown", "--junit", "report.xml");

        Assert.Contains("| algo.tick-to-trade.p99 | 100 µs | ±0 | 120 µs | +20.0 % | +20.0 % | **worse** |", repeated.Output);
        var suite = XDocument.Load(Path.Combine(_folder, "report.xml")).Root!.Element("testsuite")!;
        Assert.Equal(
            ("1", "1", "0"),
            (suite.Attribute("tests")!.Value, suite.Attribute("failures")!.Value, suite.Attribute("skipped")!.Value)
        );
        Assert.Contains("+20.0 %", suite.Element("testcase")!.Element("failure")!.Attribute("message")!.Value);
    }

    [Fact]
    public async Task A_comparison_is_written_as_a_page_that_shows_every_run_of_the_plan_as_a_point()
    {
        WritePlan("plan.conf", "100 us", "comparison { p99 { direction = lower, tolerance = 25% } }");
        await BeaconAsync("repeat", "5", "--config", "plan.conf");

        var page = Path.Combine(_folder, "comparison.html");
        var written = await BeaconAsync("runs", "report", "--compare", "last~3,last~2", "last~1,last");
        Assert.Equal((0, page), (written.ExitCode, written.Output.Trim()));
        const int statistics = 2;
        Assert.Equal(5 * statistics, Regex.Count(File.ReadAllText(page), "<circle class=\"point (c0|c1|other)\" cx=\"[0-9.]+%\""));

        Assert.Equal(0, (await BeaconAsync("runs", "report", "last", "--baseline", "last:4", "--output", "other.html")).ExitCode);
        Assert.Contains("last:4 before", File.ReadAllText(Path.Combine(_folder, "other.html")));
    }

    [Theory]
    [InlineData("--compare names both sides, last is a third", "last", "--compare", "last~1", "last")]
    [InlineData("expected two sides, found 3", "--compare", "last~1", "last", "--baseline", "last:2")]
    [InlineData("--threshold and --force need a comparison", "--threshold", "p99=+5%")]
    [InlineData("is on both sides", "--compare", "last", "last")]
    [InlineData("no statistic is called \"p98\"", "--compare", "last~1", "last", "--threshold", "p98=+5%")]
    [InlineData("--compare", "--compare", "last")]
    public async Task No_report_is_written_for_sides_that_can_t_be_compared(string message, params string[] args)
    {
        WritePlan("plan.conf", "100 us");
        await BeaconAsync("repeat", "2", "--config", "plan.conf");
        var refused = await BeaconAsync(["runs", "report", .. args]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(message, refused.Error);
        Assert.False(File.Exists(Path.Combine(_folder, "comparison.html")));
    }

    // The recipe of docs/comparison.md: a baseline file, compared with runs on another machine.
    [Fact]
    public async Task A_baseline_file_is_compared_with_runs_on_another_machine()
    {
        WritePlan("fast.conf", "100.0 us");
        WritePlan("slow.conf", "105.0 us");
        await BeaconAsync("repeat", "6", "--config", "fast.conf");
        Assert.Equal(0, (await BeaconAsync("runs", "export", "--baseline", "baseline.json")).ExitCode);
        Directory.Delete(Path.Combine(_folder, "runs"), recursive: true);
        OnAnotherKernel("baseline.json");

        Assert.Equal(
            0,
            (
                await BeaconAsync(
                    "repeat",
                    "6",
                    "--config",
                    "fast.conf",
                    "--against",
                    "baseline.json",
                    "--threshold",
                    "p99=+3%",
                    "--junit",
                    "beacon.xml"
                )
            ).ExitCode
        );
        var slower = await BeaconAsync(
            "repeat",
            "6",
            "--config",
            "slow.conf",
            "--against",
            "baseline.json",
            "--threshold",
            "p99=+3%",
            "--junit",
            "beacon.xml"
        );
        Assert.Equal(4, slower.ExitCode);
        Assert.Contains("! kernel: 1.2.3-elsewhere → ", slower.Output);
        Assert.Contains("the machines differ", slower.Output);
        Assert.Equal("1", XDocument.Load(Path.Combine(_folder, "beacon.xml")).Root!.Element("testsuite")!.Attribute("failures")!.Value);
        Assert.Equal(4, (await BeaconAsync("runs", "compare", "baseline.json", "last:6")).ExitCode);
    }

    [Fact]
    public async Task A_file_that_is_not_a_baseline_is_refused_with_the_reason()
    {
        WritePlan("fast.conf", "100 us");
        File.WriteAllText(Path.Combine(_folder, "other.json"), "{}");
        File.WriteAllText(Path.Combine(_folder, "cut.json"), "{ \"baseline\": 1, \"runs\": [ { \"id\"");
        File.WriteAllText(Path.Combine(_folder, "later.json"), "{ \"baseline\": 99 }");
        foreach (
            var (file, reason) in new[]
            {
                ("other.json", "is not a baseline; beacon runs export --baseline FILE makes one"),
                ("cut.json", "can't be read as a baseline"),
                ("later.json", "was made by a later version"),
            }
        )
        {
            var refused = await BeaconAsync("repeat", "2", "--config", "fast.conf", "--against", file);
            Assert.Equal(2, refused.ExitCode);
            Assert.Contains(reason, refused.Error);
        }
    }

    [Fact]
    public async Task An_interrupted_run_is_left_out_of_a_comparison_and_the_output_names_it()
    {
        WritePlan("fast.conf", "100 us");
        await BeaconAsync("repeat", "4", "--config", "fast.conf");
        await BeaconAsync("repeat", "4", "--config", "fast.conf");
        var interrupted = Directory
            .GetDirectories(Path.Combine(_folder, "runs"), "2*")
            .Select(folder => Path.Combine(folder, "run.json"))
            .MaxBy(StartOf)!;
        File.WriteAllText(interrupted, File.ReadAllText(interrupted).Replace("\"outcome\": \"completed\"", "\"outcome\": \"interrupted\""));
        var last = Path.GetFileName(Path.GetDirectoryName(interrupted));

        var compared = await BeaconAsync("runs", "compare", "--baseline", "last:4", "last:4");
        Assert.Contains($"left out {last}: the run was interrupted", compared.Output);
        var forced = await BeaconAsync("runs", "compare", "--baseline", "last:4", "last:4", "--force");
        Assert.Contains($"FORCED, though {last}: the run was interrupted", forced.Output);
        var refused = await BeaconAsync("runs", "compare", "--baseline", "last:4", last!);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--force compares them all the same", refused.Error);
    }

    [Fact]
    public async Task A_baseline_of_another_plan_without_common_statistics_is_refused()
    {
        WritePlan("fast.conf", "100 us");
        File.WriteAllText(
            Path.Combine(_folder, "other.conf"),
            Plan("100 us", "").Replace("components.algo", "components.engine").Replace("name = latency", "name = other")
        );
        await BeaconAsync("repeat", "2", "--config", "other.conf");
        var refused = await BeaconAsync("repeat", "2", "--config", "fast.conf", "--against", "other");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("have no statistic in common; they are runs of different plans", refused.Error);
    }

    [Fact]
    public async Task A_comparison_of_single_runs_has_no_verdict_and_says_how_many_runs_one_needs()
    {
        WritePlan("fast.conf", "100 us");
        WritePlan("slow.conf", "200 us");
        await BeaconAsync("--config", "fast.conf");
        await BeaconAsync("--config", "slow.conf");

        var compared = await BeaconAsync("runs", "compare", "last~1", "last");
        Assert.Equal(0, compared.ExitCode);
        Assert.Contains("+100 %", compared.Output);
        Assert.Contains("? 4 runs", compared.Output);
        Assert.Contains("no verdict: 1 run is too few for 1 statistic", compared.Output);
    }

    [Fact]
    public async Task Repeat_replaces_a_failed_run_and_exits_with_its_exit_code()
    {
        var counter = Path.Combine(_folder, "count");
        File.WriteAllText(
            Path.Combine(_folder, "plan.conf"),
            Plan("100 us", "", $"\"fail-first\", \"1\", \"{counter}\", \"3\", \"then\", ")
        );
        var repeated = await BeaconAsync("repeat", "4", "--config", "plan.conf");

        Assert.Equal(1, repeated.ExitCode);
        Assert.Contains("; another run replaces it", repeated.Output);
        Assert.Contains("plan.conf: 4 comparable runs, 1 replaced", repeated.Output);
        Assert.Equal(5, Directory.GetDirectories(Path.Combine(_folder, "runs"), "2*").Length);
    }

    [Fact]
    public async Task Repeat_gives_up_after_three_failures_of_a_plan_that_never_succeeds()
    {
        File.WriteAllText(Path.Combine(_folder, "plan.conf"), Plan("100 us", "", "\"exit\", \"3\", \"then\", "));
        var repeated = await BeaconAsync("repeat", "50", "--config", "plan.conf");

        Assert.Equal(1, repeated.ExitCode);
        Assert.Contains("every run so far has failed", repeated.Output);
        Assert.Equal(3, Directory.GetDirectories(Path.Combine(_folder, "runs"), "2*").Length);
    }

    [Fact]
    public async Task Ctrl_C_ends_a_series_after_the_current_run_and_the_finished_runs_are_summarised()
    {
        var go = Path.Combine(_folder, "go");
        File.WriteAllText(Path.Combine(_folder, "plan.conf"), Plan("100 us", "", $"\"wait-for-file\", \"{go}\", \"then\", "));
        using var beacon = BeaconProcess.Start(_folder, "repeat", "9", "--config", "plan.conf", "--json");
        beacon.KeepsFolder = true;
        await beacon.ExpectAsync("component_ready");
        beacon.Signal(PosixSignal.SIGINT);
        File.WriteAllText(go, "");

        Assert.Equal("completed", (await beacon.ExpectAsync("run_finished")).GetProperty("outcome").GetString());
        Assert.Contains("SIGINT", (await beacon.ExpectAsync("repeat_ended_early")).GetProperty("reason").GetString());
        Assert.Equal(1, (await beacon.ExpectAsync("repeat_summary")).GetProperty("runs").GetInt32());
        Assert.Equal(130, await beacon.ExitAsync());
    }

    [Fact]
    public async Task A_second_Ctrl_C_stops_the_current_run_of_a_series()
    {
        File.WriteAllText(Path.Combine(_folder, "plan.conf"), Plan("100 us", "", "\"sleep\", \"then\", "));
        using var beacon = BeaconProcess.Start(_folder, "repeat", "9", "--config", "plan.conf", "--json");
        beacon.KeepsFolder = true;
        await beacon.ExpectAsync("run_operational");
        beacon.Signal(PosixSignal.SIGINT);
        await beacon.ExpectAsync("repeat_ending");
        await beacon.SignalAgainAsync(PosixSignal.SIGINT);

        Assert.Equal("interrupted", (await beacon.ExpectAsync("run_finished")).GetProperty("outcome").GetString());
        Assert.Equal(130, await beacon.ExitAsync());
    }

    [Theory]
    [InlineData("a whole number from 1 to 10000", "repeat", "0")]
    [InlineData("a whole number from 1 to 10000", "repeat", "many")]
    [InlineData(
        "--versus already names both sides",
        "repeat",
        "2",
        "--config",
        "fast.conf",
        "--versus",
        "fast.conf",
        "--baseline",
        "last:2"
    )]
    [InlineData("has no comparable run of the plan latency", "repeat", "2", "--config", "fast.conf", "--baseline", "last:2")]
    [InlineData("expected a tolerance such as +5%", "repeat", "2", "--config", "fast.conf", "--threshold", "p99=slow")]
    [InlineData(
        "a plan with an infinite duration can't be repeated",
        "repeat",
        "2",
        "infinite",
        "--config",
        "fast.conf",
        "--set",
        "beacon.components.algo.ends-run=off"
    )]
    [InlineData("there are no run records", "runs", "compare", "last:2", "last")]
    [InlineData("expected two sides, found 1", "runs", "compare", "last")]
    [InlineData("expected two sides, found 3", "runs", "compare", "--baseline", "last:3", "a", "b")]
    [InlineData("unknown option --treshold; did you mean \"--threshold\"?", "runs", "compare", "--treshold", "p99=+5%")]
    public async Task A_comparison_that_can_t_be_made_is_refused_before_the_first_run(string message, params string[] args)
    {
        WritePlan("fast.conf", "100 us");
        var refused = await BeaconAsync(args);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(message, refused.Error);
        Assert.False(Directory.Exists(Path.Combine(_folder, "runs")));
    }

    [Fact]
    public async Task A_broken_plan_beside_a_comparison_of_records_is_refused()
    {
        WritePlan("fast.conf", "100 us");
        await BeaconAsync("repeat", "2", "--config", "fast.conf");
        var refused = await BeaconAsync("runs", "compare", "last~1", "last", "--config", "fast.conf", "--set", "beacon.run.duratiotn=5s");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("unknown key; did you mean \"duration\"?", refused.Error);
    }

    [Fact]
    public async Task A_threshold_for_an_unknown_statistic_is_refused_after_the_first_run()
    {
        WritePlan("fast.conf", "100 us");
        var refused = await BeaconAsync("repeat", "5", "--config", "fast.conf", "--threshold", "p98=+5%");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("no statistic is called \"p98\"; did you mean \"p99\"?", refused.Error);
        Assert.Single(Directory.GetDirectories(Path.Combine(_folder, "runs"), "2*"));
    }

    // The ids of runs that start within the same second are not ordered.
    private static DateTimeOffset StartOf(string file) =>
        JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("startedAt").GetDateTimeOffset();

    private void OnAnotherKernel(string baseline)
    {
        var path = Path.Combine(_folder, baseline);
        var text = File.ReadAllText(path);
        var kernel = JsonDocument
            .Parse(text)
            .RootElement.GetProperty("runs")[0]
            .GetProperty("environment")
            .GetProperty("kernel")
            .GetString();
        File.WriteAllText(path, text.Replace($"\"{kernel}\"", "\"1.2.3-elsewhere\""));
    }

    private static IEnumerable<JsonElement> Events((int ExitCode, string Output, string Error) run, string name) =>
        run
            .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Where(runEvent => runEvent.GetProperty("event").GetString() == name);

    private static string Plan(string p99, string more, string before = "") =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            beacon {
              run { name = latency, duration = infinite }
              {{more}}
              components.algo {
                command = ${TESTPROGRAM}
                args = [{{before}}"print", "=== FINAL STATISTICS ===", "Tick to Trade:", "  p99: {{p99}}", "", "Orders: 157"]
                statistics.from = "FINAL STATISTICS"
                ends-run = on
              }
            }
            """
        );

    private void WritePlan(string name, string p99, string more = "") => File.WriteAllText(Path.Combine(_folder, name), Plan(p99, more));

    private async Task<(int ExitCode, string Output, string Error)> BeaconAsync(params string[] args)
    {
        using var beacon = BeaconProcess.Start(_folder, args);
        beacon.KeepsFolder = true;
        var exitCode = await beacon.ExitAsync();
        return (exitCode, string.Join('\n', beacon.Lines), beacon.Error);
    }
}
