using System.Text.Json;

namespace Beacon.Actors.Host.Tests;

/// <summary>Expectations, on the command line and in plans, with real programs.</summary>
public sealed class ExpectationSpecs
{
    private const string Counting = """
        app { command = sh, args = ["-c", "trap 'echo FINAL STATISTICS; echo Fills: 12; exit' TERM; echo up; while :; do sleep 0.05; done"]
              ready { log = up }, statistics { from = "FINAL STATISTICS" } }
        """;

    private const string Short = "duration = 100ms";

    [Theory]
    [InlineData("fills > 0", 0, true)]
    [InlineData("fills < 0", 5, false)]
    [InlineData("missing > 0", 5, false)]
    [InlineData("cpu-time < 1h", 0, true)]
    public async Task An_expectation_of_the_command_line_decides_the_exit_code_of_a_run_that_completes(
        string expectation,
        int exitCode,
        bool held
    )
    {
        using var beacon = BeaconProcess.StartPlan(Counting, Short, "--expect", expectation, "--json");
        var decided = await beacon.ExpectAsync("expectation");
        Assert.Equal(held, decided.GetProperty("held").GetBoolean());
        Assert.Equal(exitCode, (await beacon.ExpectAsync("run_finished")).GetProperty("exitCode").GetInt32());
        Assert.Equal(exitCode, await beacon.ExitAsync());

        Assert.Equal("completed", beacon.RunJson.GetProperty("outcome").GetString());
        var recorded = Assert.Single(beacon.RunJson.GetProperty("expectations").EnumerateArray());
        Assert.Equal(held, recorded.GetProperty("held").GetBoolean());
        Assert.Contains("\"event\":\"expectation\"", File.ReadAllText(Path.Combine(beacon.Record, "events.ndjson")));
    }

    [Fact]
    public async Task The_end_shows_each_with_its_value_and_so_do_show_and_the_exports()
    {
        using var shell = new BeaconShell();
        File.WriteAllText(
            shell.At("plan.conf"),
            $$"""
            beacon { run { {{Short}} }, components { {{Counting}} }, expect { fills = ["> 0", "> 24"] } }
            """
        );
        var (exitCode, output) = await shell.RunAsync("\"$BEACON\" plan.conf");
        Assert.Equal(5, exitCode);
        Assert.Contains("✓ app.fills > 0 · 12", output);
        Assert.Contains("✗ app.fills > 24 · 12, 50 % below the limit", output);
        Assert.Contains("completed, 1 of 2 expectations not met · ", output);
        Assert.DoesNotContain("app.fills is 12", output);

        (_, output) = await shell.RunAsync(
            "\"$BEACON\" runs show last; \"$BEACON\" runs export last --format junit; cat runs/2*/report.html"
        );
        Assert.Contains("completed, 1 of 2 expectations not met", output);
        Assert.Contains("  ✗ app.fills > 24 · 12, 50 % below the limit", output);
        Assert.Contains("name=\"app.fills &gt; 24\"", output);
        Assert.Contains("class=\"not-met\"", output);
    }

    [Fact]
    public async Task One_that_was_not_met_is_shown_once_also_where_a_component_ends_the_run()
    {
        using var shell = new BeaconShell();
        shell.WritePlan("app { command = sleep, args = [0.1], ends-run = on }");
        var (exitCode, output) = await shell.RunAsync("\"$BEACON\" plan.conf --expect 'ready-after < 0'");
        Assert.Equal(5, exitCode);
        Assert.Single(output.Split('\n'), line => line.Contains('✗'));
    }

    [Fact]
    public async Task A_wrong_one_is_refused_before_anything_starts()
    {
        using var shell = new BeaconShell();
        shell.WritePlan(Counting, Short);
        var (exitCode, output) = await shell.RunAsync(
            "\"$BEACON\" plan.conf --expect 'fills >' --expect 'cpu-time < 5MB'; c=$?; ls runs; exit $c"
        );
        Assert.Equal(2, exitCode);
        Assert.Contains("--expect: \">\": expected a condition such as < 50us", output);
        Assert.Contains("--expect: \"< 5 MB\": cpu-time is a time, which can't be compared with 5 MB", output);
        Assert.Contains("2 problems; nothing was started", output);
        Assert.DoesNotContain("-beacon-", output);
    }

    [Fact]
    public async Task A_series_says_in_how_many_runs_each_held()
    {
        using var shell = new BeaconShell();
        shell.WritePlan(Counting, Short);
        var (exitCode, output) = await shell.RunAsync(
            "\"$BEACON\" repeat 2 plan.conf --expect 'fills > 0' --expect 'fills < 0' --stats none"
        );
        Assert.Equal(5, exitCode);
        Assert.Contains("completed, 1 of 2 expectations not met", output);
        Assert.Contains("✓ app.fills > 0 held in 2 of 2", output);
        Assert.Contains("✗ app.fills < 0 held in 0 of 2", output);
    }

    [Fact]
    public async Task Programs_that_print_no_numbers_are_compared_by_what_is_measured_of_them()
    {
        using var shell = new BeaconShell();
        shell.WritePlan("app { command = sleep, args = [0.4], ends-run = on }", "duration = 30s, sample-interval = 20ms");
        var (exitCode, output) = await shell.RunAsync(
            """
            "$BEACON" repeat 2 plan.conf --versus plan.conf --threshold 'cpu-time=+1000%' || exit 90
            "$BEACON" runs export last --format csv
            "$BEACON" repeat 1 plan.conf --threshold 'cpu-tme=+1%'
            """
        );
        Assert.Equal(2, exitCode);
        Assert.Contains("measured: cpu-time", output);
        Assert.Contains("measured cpu-time", output);
        Assert.Contains(",app,measured,peak-memory,", output);
        Assert.Contains("no statistic is called \"cpu-tme\"; did you mean \"cpu-time\"?", output);
    }

    [Fact]
    public async Task A_live_counter_ends_a_run_early()
    {
        using var shell = new BeaconShell();
        File.WriteAllText(
            shell.At("plan.conf"),
            """
            beacon {
              run.duration = infinite
              components.app { command = sh, args = ["-c", "i=0; while :; do i=$((i+1)); echo errors=$i; sleep 0.05; done"]
                               statistics.live = ["errors=(?<errors>[0-9]+)"] }
              expect.errors { is = "< 3", abort = on }
            }
            """
        );
        var (exitCode, output) = await shell.RunAsync("\"$BEACON\" plan.conf");
        Assert.Equal(5, exitCode);
        Assert.Contains("✗ the run was ended early: app.live.errors is ", output);
        Assert.Contains("; it has ended the run early", output);
        Assert.Contains("completed, 1 of 1 expectation not met", output);

        (_, output) = await shell.RunAsync("cat runs/2*/run.json");
        var recorded = JsonDocument.Parse(output).RootElement;
        Assert.StartsWith(
            "the run was ended early: app.live.errors is ",
            Assert.Single(recorded.GetProperty("notComparable").EnumerateArray()).GetString()
        );
    }
}
