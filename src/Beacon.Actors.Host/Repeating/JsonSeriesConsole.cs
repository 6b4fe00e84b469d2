using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using Beacon.Actors.Host.Console;
using Beacon.Actors.Hosting;
using Beacon.Records.Comparing;
using Beacon.Records.Events;
using Beacon.Records.Json;
using Spectre.Console;

namespace Beacon.Actors.Host.Repeating;

/// <summary>Writes the events of every run, and between them the events of the series, as JSON.</summary>
internal sealed class JsonSeriesConsole(TextWriter output) : SeriesConsole(AnsiConsole.Console)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly long _started = Stopwatch.GetTimestamp();

    public override void Begin(IReadOnlyList<SeriesSide> sides, SeriesSettings settings) =>
        Write(
            "repeat_started",
            json =>
            {
                json.WriteNumber("runs", settings.Count);
                if (settings.Warmups > 0)
                    json.WriteNumber("warmups", settings.Warmups);
                if (settings.Prepare is not null)
                    json.WriteString("prepare", settings.Prepare);
                if (settings.Label is not null)
                    json.WriteString("label", settings.Label);
                json.WriteStartArray("sides");
                foreach (var side in sides)
                    json.WriteStringValue(side.Name);
                json.WriteEndArray();
            }
        );

    public override Task ShowPreparationAsync(Task preparation, SeriesProgress progress)
    {
        Write("repeat_preparing", json => WriteProgress(json, progress));
        return preparation;
    }

    public override Task ShowAsync(IBeaconRun run, SeriesProgress progress) => new JsonConsole(follow: false, output).ShowAsync(run);

    public override void ShowEnding() => Write("repeat_ending", _ => { });

    public override void ShowResult(RunResult result, SeriesProgress progress, bool isReplaced) =>
        Write(
            "repeat_run",
            json =>
            {
                WriteProgress(json, progress);
                json.WriteString("run", result.Id);
                json.WriteString("outcome", JsonValues.NameOf(result.Outcome));
                json.WriteStartArray("notComparable");
                foreach (var reason in result.NotComparable)
                    json.WriteStringValue(reason);
                json.WriteEndArray();
                json.WriteBoolean("replaced", isReplaced);
                json.WriteNumber("leftMs", Math.Round(progress.Left.TotalMilliseconds));
            }
        );

    public override void ShowEnd(IReadOnlyList<SeriesSide> sides, string? why)
    {
        if (why is not null)
            Write("repeat_ended_early", json => json.WriteString("reason", why));
    }

    public override void Summarize(SeriesSide side, int replaced) =>
        Write(
            "repeat_summary",
            json =>
            {
                json.WriteString("side", side.Name);
                json.WriteNumber("runs", side.Comparable.Count());
                json.WriteNumber("replaced", replaced);
                if (side.Warmups.Count > 0)
                    json.WriteNumber("warmups", side.Warmups.Count);
                json.WriteStartArray("expectations");
                foreach (var tally in ExpectationTally.Over(side.Results))
                {
                    json.WriteStartObject();
                    json.WriteString("name", tally.Name);
                    json.WriteString("is", tally.Is);
                    json.WriteNumber("held", tally.Held);
                    json.WriteNumber("of", tally.Of);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteStartArray("statistics");
                foreach (var statistic in StatisticSummary.Of(side.Comparable))
                {
                    json.WriteStartObject();
                    json.WriteString("statistic", statistic.Key.Path);
                    json.WriteString("unit", statistic.Unit);
                    json.WriteNumber("runs", statistic.Sample.Count);
                    json.WriteNumber("median", statistic.Sample.Median);
                    if (double.IsNaN(statistic.Sample.Spread))
                        json.WriteNull("spread");
                    else
                        json.WriteNumber("spread", statistic.Sample.Spread);
                    json.WriteNumber("least", statistic.Sample.Least);
                    json.WriteNumber("most", statistic.Sample.Most);
                    json.WriteStartArray("outliers");
                    foreach (var outlier in statistic.Sample.Outliers)
                        json.WriteStringValue(outlier.Run);
                    json.WriteEndArray();
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }
        );

    public override void Finish(int exitCode) => Write("repeat_finished", json => json.WriteNumber("exitCode", exitCode));

    private static void WriteProgress(Utf8JsonWriter json, SeriesProgress progress)
    {
        json.WriteNumber("number", progress.Number);
        json.WriteNumber("of", progress.Total);
        json.WriteString("side", progress.Side.Name);
        if (progress.IsWarmup)
            json.WriteBoolean("warmup", true);
    }

    private void Write(string name, Action<Utf8JsonWriter> fields)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("event", name);
            json.WriteString("at", JsonValues.Instant(DateTimeOffset.UtcNow));
            json.WriteNumber("elapsedMs", JsonValues.Milliseconds(Stopwatch.GetElapsedTime(_started)));
            fields(json);
            json.WriteEndObject();
        }

        output.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
        output.Flush();
    }
}
