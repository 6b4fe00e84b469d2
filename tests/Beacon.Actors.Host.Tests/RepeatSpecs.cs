using System.Runtime.InteropServices;
using System.Text.Json;
using Beacon.Actors.Host.Repeating;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.Host.Tests;

/// <summary>Warm-ups and preparations of <c>beacon repeat</c>, with real programs.</summary>
public sealed class RepeatSpecs : IDisposable
{
    // Each run prints how many there were before it.
    private const string Counting = """
        app { command = sh, ends-run = on, statistics.from = FINAL
              args = ["-c", "n=$(cat n || echo 0); echo $((n+1)) > n; echo FINAL; echo Runs: $n; echo Errors: 0"] }
        """;

    private readonly BeaconShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Warm_ups_are_recorded_and_shown_but_not_counted()
    {
        _shell.WritePlan(Counting);
        var (exitCode, output) = await _shell.RunAsync(
            "\"$BEACON\" repeat 2 plan.conf --warmup 2 --expect 'app.runs >= 2' --json > out; echo $?; grep -h '\"repeat_\\|^[0-9]' out"
        );

        Assert.Equal((0, "0"), (exitCode, output.Split('\n')[0]));
        var events = Events(output);
        Assert.Equal(2, Named(events, "repeat_started").Single().GetProperty("warmups").GetInt32());
        var runs = Named(events, "repeat_run").ToList();
        Assert.Equal([true, true, false, false], runs.Select(run => run.TryGetProperty("warmup", out _)));
        Assert.Equal([1, 2, 1, 2], runs.Select(run => run.GetProperty("number").GetInt32()));
        var summary = Named(events, "repeat_summary").Single();
        Assert.Equal((2, 2), (summary.GetProperty("runs").GetInt32(), summary.GetProperty("warmups").GetInt32()));
        var expectation = summary.GetProperty("expectations")[0];
        Assert.Equal((2, 2), (expectation.GetProperty("held").GetInt32(), expectation.GetProperty("of").GetInt32()));
        Assert.Equal(2.5, summary.GetProperty("statistics")[0].GetProperty("median").GetDouble());
        Assert.Equal(
            [true, true, false, false],
            runs.Select(run => Recorded(run.GetProperty("run").GetString()!).TryGetProperty("warmup", out _))
        );
        Assert.Equal(
            "the run was a warm-up",
            Assert.Single(Recorded(runs[0].GetProperty("run").GetString()!).GetProperty("notComparable").EnumerateArray()).GetString()
        );
    }

    [Fact]
    public async Task A_warm_up_is_no_baseline_and_the_list_and_the_screen_name_it()
    {
        _shell.WritePlan(Counting);
        var (_, output) = await _shell.RunAsync("\"$BEACON\" repeat 2 plan.conf --warmup 1; \"$BEACON\" runs list");
        Assert.Contains("2 runs, after 1 warm-up ·", output);
        Assert.Matches("1/1 ✓ .* completed · warm-up ", output);
        Assert.Contains("2 comparable runs, 1 warm-up not counted", output);
        Assert.Single(output.Split('\n'), line => line.TrimEnd().EndsWith(" warm-up", StringComparison.Ordinal));

        (_, output) = await _shell.RunAsync("\"$BEACON\" repeat 1 plan.conf --warmup 1 --baseline last:10 --json");
        var comparison = Named(Events(output), "comparison").Single();
        Assert.Equal(2, comparison.GetProperty("baseline").GetProperty("runs").GetArrayLength());
        Assert.Equal(1, comparison.GetProperty("candidate").GetProperty("runs").GetArrayLength());
    }

    [Fact]
    public async Task With_two_plans_each_is_warmed_up_and_each_run_is_prepared()
    {
        _shell.WritePlan(Counting);
        var (exitCode, output) = await _shell.RunAsync(
            """
            cp plan.conf other.conf
            "$BEACON" repeat 1 plan.conf --versus other.conf --warmup 2 --prepare 'echo x >> prepared' --json > out || exit 90
            cat out; wc -l < prepared
            """
        );
        Assert.Equal(0, exitCode);
        var runs = Named(Events(output), "repeat_run").Where(run => run.TryGetProperty("warmup", out _)).ToList();
        Assert.Equal(["plan.conf", "other.conf", "plan.conf", "other.conf"], runs.Select(run => run.GetProperty("side").GetString()));
        Assert.Equal("6", output.Trim().Split('\n')[^1].Trim());
        Assert.Equal(6, Named(Events(output), "repeat_preparing").Count());
    }

    [Fact]
    public async Task A_warm_up_that_fails_decides_the_exit_code()
    {
        _shell.WritePlan("app { command = sh, args = [\"-c\", \"test -e once || { touch once; exit 9; }\"], ends-run = on }");
        var (exitCode, output) = await _shell.RunAsync("\"$BEACON\" repeat 1 plan.conf --warmup 1");
        Assert.Equal(1, exitCode);
        Assert.Matches("1/1 ✗ .* failed.*warm-up", output);
        Assert.Contains("1 comparable run, 1 warm-up not counted", output);
    }

    [Fact]
    public async Task A_preparation_that_fails_ends_the_series_and_the_runs_before_it_are_summarised()
    {
        _shell.WritePlan(Counting);
        File.WriteAllText(_shell.At("prepare"), "echo x >> times; test $(wc -l < times) -lt 3 || { echo 'no database' >&2; exit 7; }");
        var (exitCode, output) = await _shell.RunAsync("\"$BEACON\" repeat 5 plan.conf --prepare '. ./prepare'; c=$?; ls runs; exit $c");
        Assert.Equal(3, exitCode);
        Assert.Contains("ended after 2 of 5 runs: the next one could not be started", output);
        Assert.Contains("2 comparable runs", output);
        Assert.Contains("beacon: --prepare exited with code 7; it printed last:\n  | no database\n", output);
        Assert.Equal(2, Directory.GetDirectories(_shell.At("runs"), "2*").Length);

        (exitCode, output) = await _shell.RunAsync(
            "\"$BEACON\" repeat 5 plan.conf --prepare '. ./prepare' --results other --json; echo $?"
        );
        var events = Events(output);
        Assert.Equal("preparation_failed", Named(events, "problem").Single().GetProperty("kind").GetString());
        Assert.Empty(Named(events, "repeat_run"));
        Assert.Contains("\n3", output);
    }

    [Fact]
    public async Task A_run_that_can_t_be_started_loses_none_of_the_runs_before_it()
    {
        _shell.WriteScript("app", "rm app");
        _shell.WritePlan("app { command = \"./app\", ends-run = on }");
        var (exitCode, output) = await _shell.RunAsync("\"$BEACON\" repeat 3 plan.conf");
        Assert.Equal(3, exitCode);
        Assert.Contains("1 comparable run\n", output);
        Assert.Contains("ended after 1 of 3 runs: the next one could not be started", output);
    }

    [Fact]
    public async Task What_a_preparation_leaves_running_is_ended_before_the_run()
    {
        _shell.WritePlan(
            """
            app { command = sh, ends-run = on
              args = ["-c", "case $(cut -d' ' -f3 /proc/$(cat pid)/stat) in ''|Z|X) ;; *) echo still there ;; esac"] }
            """
        );
        var (exitCode, output) = await _shell.RunAsync(
            "\"$BEACON\" repeat 1 plan.conf --prepare 'sleep 1000 & echo $! > pid' || exit 90; cat runs/2*/logs/app.out.log"
        );
        Assert.Equal(0, exitCode);
        Assert.Matches("beacon: warning: --prepare left .*sleep.* running, which was killed", output);
        Assert.DoesNotContain("still there", output);
    }

    [Fact]
    public async Task Ctrl_C_ends_a_preparation_and_the_series()
    {
        _shell.WritePlan(Counting);
        using var beacon = BeaconProcess.Start(
            _shell.Folder,
            "repeat",
            "3",
            "plan.conf",
            "--json",
            "--prepare",
            "echo $$ > new; mv new pid; exec sleep 1000"
        );
        beacon.KeepsFolder = true;
        await beacon.ExpectAsync("repeat_preparing");
        while (!File.Exists(_shell.At("pid")))
            await Task.Delay(1);
        beacon.Signal(PosixSignal.SIGINT);

        Assert.Contains("ended by SIGINT after 0 of 3", (await beacon.ExpectAsync("repeat_ended_early")).GetProperty("reason").GetString());
        Assert.Equal(130, await beacon.ExitAsync());
        Assert.False(Directory.Exists($"/proc/{File.ReadAllText(_shell.At("pid")).Trim()}"));
    }

    [Fact]
    public async Task A_preparation_that_takes_too_long_is_killed()
    {
        using var preparation = new Preparation("echo waiting; exec sleep 1000", EngineKind.Auto, TimeSpan.FromMilliseconds(200));
        var problem = await preparation.RunAsync(CancellationToken.None);
        Assert.Equal(ProblemKind.PreparationFailed, problem!.Kind);
        Assert.StartsWith("--prepare took longer than 200ms and was killed", problem.Message);
    }

    [Fact]
    public async Task Only_the_last_lines_of_a_preparation_are_in_its_problem()
    {
        using var preparation = new Preparation("seq 100000; printf '\\033]0;title\\007end'; exit 1", EngineKind.Auto);
        var problem = await preparation.RunAsync(CancellationToken.None);
        Assert.EndsWith("  | 99999\n  | 100000\n  | end", problem!.Message);
        Assert.True(problem.Message.Length < 500);
    }

    [Theory]
    [InlineData("--warmup \"-1\": expected the number of warm-up runs, a whole number from 0 to 1000", "--warmup=-1")]
    [InlineData("--warmup \"many\": expected", "--warmup", "many")]
    [InlineData("--warmup \"1001\": expected", "--warmup", "1001")]
    [InlineData("--prepare is empty", "--prepare", " ")]
    public async Task A_wrong_value_is_refused_before_the_first_run(string message, params string[] args)
    {
        _shell.WritePlan(Counting);
        using var beacon = BeaconProcess.Start(_shell.Folder, ["repeat", "1", "plan.conf", .. args]);
        beacon.KeepsFolder = true;
        Assert.Equal(2, await beacon.ExitAsync());
        Assert.Contains(message, beacon.Error);
        Assert.False(Directory.Exists(_shell.At("runs")));
    }

    [Fact]
    public async Task Short_statistics_leave_out_zeros_and_full_ones_show_what_was_measured_too()
    {
        _shell.WritePlan(Counting);
        var (_, output) = await _shell.RunAsync("\"$BEACON\" repeat 1 plan.conf --stats short");
        Assert.Contains("zero in every run: app.runs, app.errors", output);
        Assert.DoesNotContain("cpu-time", output);

        (_, output) = await _shell.RunAsync("\"$BEACON\" repeat 1 plan.conf --stats full");
        Assert.DoesNotContain("zero in every run", output);
        Assert.Contains("measured: cpu-time", output);
    }

    private JsonElement Recorded(string run) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(_shell.At("runs"), run, "run.json"))).RootElement;

    private static List<JsonElement> Events(string output) =>
        [.. output.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement)];

    private static IEnumerable<JsonElement> Named(IEnumerable<JsonElement> events, string name) =>
        events.Where(happened => happened.GetProperty("event").GetString() == name);
}
