using System.Text.Json;

namespace Beacon.Actors.Host.Tests;

public sealed class StatisticsSpecs
{
    [Fact]
    public async Task A_statistics_block_that_a_crash_cut_off_is_reported_as_partial()
    {
        using var beacon = BeaconProcess.StartPlan(
            """
            a { command = sh, args = ["-c", "printf 'FINAL STATISTICS\\nSent: 128\\nReceived: 97'; kill -SEGV $$"]
                statistics { from = "FINAL STATISTICS" } }
            """
        );
        Assert.Equal(1, await beacon.ExitAsync());

        var statistic = Assert.Single(beacon.RunJson.GetProperty("statistics").EnumerateArray());
        Assert.Equal(
            ("Sent", 128, true),
            (
                statistic.GetProperty("name").GetString(),
                statistic.GetProperty("value").GetInt32(),
                statistic.GetProperty("partial").GetBoolean()
            )
        );
        Assert.Equal("the statistics of a are partial: the program ended within its last line", MessageOf(beacon, "partial_statistics"));
        Assert.Contains(
            beacon.RunJson.GetProperty("notComparable").EnumerateArray(),
            reason => reason.GetString() == "the statistics of a are partial: the program ended within its last line"
        );
        Assert.Contains("\"partial\":true", File.ReadAllText(Path.Combine(beacon.Record, "events.ndjson")));
    }

    [Fact]
    public async Task Statistics_are_read_in_the_format_of_each_component_and_values_that_are_not_finite_are_left_out()
    {
        using var beacon = BeaconProcess.StartPlan(
            """
            block { command = sh, args = ["-c", "printf 'FINAL\\nSent: 1,280 msgs/sec\\n'; exec sleep 1000"]
                    ready { log = Sent }, statistics { from = FINAL } }
            logfmt { command = sh, args = ["-c", "echo level=info orders=128 p99=9.75us ratio=NaN; exec sleep 1000"]
                     ready { log = orders }, statistics { format = key-value } }
            json { command = sh, args = ["-c", "echo '{\"latency\":{\"p99_us\":9.75}}'; exec sleep 1000"]
                   ready { log = latency }, statistics { format = json } }
            exporter { command = sh, args = ["-c", "echo 'up_seconds{b=\"2\",a=\"1\"} 5'; exec sleep 1000"]
                       ready { log = up }, statistics { format = prometheus } }
            """,
            "duration = 100ms"
        );
        Assert.Equal(0, await beacon.ExitAsync());

        Assert.Equal(
            [
                "block//Sent=1280 msgs/sec",
                "exporter//up_seconds{a=\"1\",b=\"2\"}=5 s",
                "json/latency/p99_us=9.75 µs",
                "logfmt//orders=128 ",
                "logfmt//p99=9.75 µs",
            ],
            beacon.RunJson.GetProperty("statistics").EnumerateArray().Select(Shown).Order(StringComparer.Ordinal)
        );
        Assert.Equal("1 value of logfmt left out, not finite: ratio = NaN", MessageOf(beacon, "not_finite"));
        Assert.Empty(beacon.RunJson.GetProperty("notComparable").EnumerateArray());
    }

    [Fact]
    public async Task Missing_statistics_are_explained_for_components_that_were_killed_or_never_started()
    {
        using var beacon = BeaconProcess.StartPlan(
            """
            first { command = sh, args = ["-c", "trap '' TERM; echo ready; while :; do sleep 0.01; done"]
                    ready { log = ready }, stop { timeout = 100ms }, statistics { from = FINAL } }
            fails { command = sh, args = ["-c", "exit 3"], depends-on = [first], ready { log = never }, statistics { from = FINAL } }
            last { command = sleep, args = ["1000"], depends-on = [fails], statistics { format = json } }
            """
        );
        Assert.Equal(1, await beacon.ExitAsync());

        string[] messages =
        [
            .. beacon
                .RunJson.GetProperty("problems")
                .EnumerateArray()
                .Where(problem => problem.GetProperty("kind").GetString() == "no_statistics")
                .Select(problem => problem.GetProperty("message").GetString()!)
                .Order(StringComparer.Ordinal),
        ];
        Assert.Equal(
            [
                "no statistics of fails: it has printed nothing; it exited with code 3 before it could print them",
                "no statistics of first: the marker \"FINAL\" was not found in its output; it was killed before it could print them",
                "no statistics of last: it was never started",
            ],
            messages
        );
    }

    private static string? MessageOf(BeaconProcess beacon, string kind) =>
        Assert
            .Single(beacon.RunJson.GetProperty("problems").EnumerateArray(), problem => problem.GetProperty("kind").GetString() == kind)
            .GetProperty("message")
            .GetString();

    private static string Shown(JsonElement statistic) =>
        string.Join('/', new[] { "component", "group", "name" }.Select(field => statistic.GetProperty(field).GetString()))
        + $"={statistic.GetProperty("value").GetRawText()} {statistic.GetProperty("unit").GetString()}";
}
