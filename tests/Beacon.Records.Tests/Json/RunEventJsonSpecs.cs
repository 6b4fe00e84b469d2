using System.Text.Json;
using Beacon.Plans;
using Beacon.Processes;
using Beacon.Records.Events;
using Beacon.Records.Json;
using Beacon.Records.Statistics;

namespace Beacon.Records.Tests.Json;

public class RunEventJsonSpecs
{
    private static readonly DateTimeOffset At = new(2026, 11, 23, 18, 42, 5, 123, TimeSpan.Zero);

    [Fact]
    public void An_event_has_a_name_both_times_and_a_component()
    {
        var json = Parse(
            new ComponentReady("tcp-listen 9000", TimeSpan.FromMilliseconds(142.5))
            {
                At = At,
                Elapsed = TimeSpan.FromMilliseconds(200),
                Component = "engine",
            }
        );
        Assert.Equal("component_ready", json.GetProperty("event").GetString());
        Assert.Equal("2026-11-23T18:42:05.123Z", json.GetProperty("at").GetString());
        Assert.Equal(200, json.GetProperty("elapsedMs").GetDouble());
        Assert.Equal("engine", json.GetProperty("component").GetString());
        Assert.Equal(142.5, json.GetProperty("afterMs").GetDouble());
    }

    [Fact]
    public void An_exit_has_either_a_code_or_a_signal()
    {
        var exited = Parse(
            new ComponentExited(ExitStatus.Exited(3))
            {
                At = At,
                Elapsed = default,
                Component = "a",
            }
        );
        Assert.Equal(3, exited.GetProperty("exitCode").GetInt32());
        Assert.False(exited.TryGetProperty("signal", out _));
        var killed = Parse(
            new ComponentExited(new ExitStatus(null, UnixSignal.SIGKILL, Inferred: true))
            {
                At = At,
                Elapsed = default,
                Component = "a",
            }
        );
        Assert.Equal("SIGKILL", killed.GetProperty("signal").GetString());
        Assert.True(killed.GetProperty("inferred").GetBoolean());
        Assert.False(killed.TryGetProperty("exitCode", out _));
    }

    [Fact]
    public void The_last_event_has_the_verdict_and_a_record_only_if_there_is_one()
    {
        var failed = Parse(
            new RunFinished(RunOutcome.Failed, 1, new Problem(ProblemKind.ExitedEarly, "too \"early\"\n", "a"), "/runs/1")
            {
                At = At,
                Elapsed = default,
            }
        );
        Assert.Equal("failed", failed.GetProperty("outcome").GetString());
        Assert.Equal("exited_early", failed.GetProperty("cause").GetProperty("kind").GetString());
        Assert.Equal("too \"early\"\n", failed.GetProperty("cause").GetProperty("message").GetString());
        Assert.False(
            Parse(new RunFinished(RunOutcome.Completed, 0, null, null) { At = At, Elapsed = default }).TryGetProperty("record", out _)
        );
    }

    [Fact]
    public void A_statistic_keeps_its_number_unit_and_text()
    {
        var json = Parse(
            new StatisticReported(new Statistic("a", "Latency", "P99", 4.621, "µs", "4.621 μs"), true)
            {
                At = At,
                Elapsed = default,
                Component = "a",
            }
        );
        Assert.Equal(
            ("statistic", "Latency", "P99", 4.621, "µs", "4.621 μs", true),
            (
                json.GetProperty("event").GetString(),
                json.GetProperty("group").GetString(),
                json.GetProperty("name").GetString(),
                json.GetProperty("value").GetDouble(),
                json.GetProperty("unit").GetString(),
                json.GetProperty("text").GetString(),
                json.GetProperty("final").GetBoolean()
            )
        );
    }

    [Fact]
    public void A_resource_sample_has_no_json() =>
        Assert.Null(
            RunEventJson.Write(
                new ResourcesSampled(new ResourceUsage(default, 0, 0, 0), 0)
                {
                    At = At,
                    Elapsed = default,
                    Component = "a",
                }
            )
        );

    private static JsonElement Parse(RunEvent happened) => JsonDocument.Parse(RunEventJson.Write(happened)!).RootElement;
}
