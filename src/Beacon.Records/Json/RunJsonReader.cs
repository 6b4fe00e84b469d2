using System.Text.Json;
using Beacon.Plans;
using Beacon.Processes;
using Beacon.Records.Events;
using Beacon.Records.Layout;
using Beacon.Records.Statistics;

namespace Beacon.Records.Json;

/// <summary>Reads <c>run.json</c> back. Fields that are not known are passed over: a later version of the same schema may add some.</summary>
internal static class RunJsonReader
{
    /// <summary>Reads a record's <c>run.json</c>.</summary>
    /// <param name="folder">The record folder; where it lies is not told by the file itself.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or something else; the message says where.</exception>
    /// <exception cref="NewerRecordException">It has a later schema.</exception>
    public static RunResult Read(string folder)
    {
        using var document = Parse(File.ReadAllBytes(Path.Combine(folder, RecordLayout.ResultFile)));
        return Read(document.RootElement, folder);
    }

    /// <summary>Reads a run.</summary>
    /// <param name="json">What its <c>run.json</c> says.</param>
    /// <param name="folder">Where that is from.</param>
    /// <inheritdoc cref="Read(string)"/>
    public static RunResult Read(JsonElement json, string folder)
    {
        if (json.NumberOrNull("schema") is { } schema && schema > RunJson.Schema)
            throw new NewerRecordException(folder, (int)schema);

        return new RunResult
        {
            Id = json.Text("id"),
            Name = json.Text("name"),
            Outcome = json.Word<RunOutcome>("outcome"),
            ExitCode = (int)json.Number("exitCode"),
            Cause = json.Child("cause") is { } cause ? ReadProblem(cause) : null,
            FirstCause = json.Child("firstCause") is { } first ? FirstCauseJson.Read(first) : null,
            StartedAt = json.Instant("startedAt"),
            OperationalAfter = json.MillisecondsOrNull("operationalAfterMs"),
            EndedAt = json.Instant("endedAt"),
            Elapsed = json.Milliseconds("elapsedMs"),
            Components = json.List("components", ReadComponent),
            Statistics = json.List("statistics", ReadStatistic),
            Problems = json.List("problems", ReadProblem),
            Environment = json.Child("environment") is { } environment ? EnvironmentJson.Read(environment) : null,
            Record = folder,
        };
    }

    /// <summary>Whether a folder's <c>run.json</c> is that of a run, or was meant to be: other programs have files of that name.</summary>
    public static bool LooksLikeOurs(string folder)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, RecordLayout.ResultFile)));
            return document.RootElement.Child("id") is not null && document.RootElement.Child("outcome") is not null;
        }
        catch (JsonException)
        {
            return RecordLayout.PlanNameIn(folder) is not null;
        }
    }

    public static Problem ReadProblem(JsonElement json) =>
        new(json.Word<ProblemKind>("kind"), json.Text("message"), json.TextOrNull("component"));

    public static ExitStatus? ReadExit(JsonElement json)
    {
        UnixSignal? signal =
            json.TextOrNull("signal") is not { } name ? null
            : Enum.TryParse<UnixSignal>(name, out var known) ? known
            : throw new InvalidDataException($"\"signal\" is \"{name}\", which is no signal");
        var code = (int?)json.NumberOrNull("exitCode");
        return code is null && signal is null
            ? null
            : new ExitStatus(code, signal, json.Switch("coreDumped"), json.Switch("inferred"), json.Switch("outOfMemory"));
    }

    // A number that JSON has no form for was written as null.
    public static Statistic ReadStatistic(JsonElement json) =>
        new(
            json.Text("component"),
            json.Text("group"),
            json.Text("name"),
            json.NumberOrNull("value") ?? double.NaN,
            json.Text("unit"),
            json.Text("text")
        )
        {
            IsPartial = json.Switch("partial"),
        };

    private static ComponentResult ReadComponent(JsonElement json) =>
        new()
        {
            Name = json.Text("name"),
            Title = json.Text("title"),
            Pid = (int?)json.NumberOrNull("pid"),
            ReadyAfter = json.MillisecondsOrNull("readyAfterMs"),
            Exit = ReadExit(json),
            Restarts = (int)json.Number("restarts"),
            Killed = json.Switch("killed"),
            Usage = json.NumberOrNull("cpuSeconds") is { } seconds
                ? ReadUsage(json, TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond)))
                : null,
            MaxRssBytes = (long?)json.NumberOrNull("maxRssBytes"),
            MaxThreads = (int?)json.NumberOrNull("maxThreads"),
            Logs = json.List("logs", ReadText),
            LastLines = json.List("lastLines", ReadText),
        };

    private static ResourceUsage ReadUsage(JsonElement json, TimeSpan cpuTime) =>
        new(cpuTime, 0, 0, 0)
        {
            VoluntarySwitches = (long?)json.NumberOrNull("voluntarySwitches") ?? 0,
            InvoluntarySwitches = (long?)json.NumberOrNull("involuntarySwitches") ?? 0,
            MinorFaults = (long?)json.NumberOrNull("minorFaults") ?? 0,
            MajorFaults = (long?)json.NumberOrNull("majorFaults") ?? 0,
            ReadBytes = (long?)json.NumberOrNull("readBytes"),
            WrittenBytes = (long?)json.NumberOrNull("writtenBytes"),
        };

    public static string ReadText(JsonElement json) => json.GetString() ?? "";

    private static JsonDocument Parse(byte[] bytes)
    {
        try
        {
            return JsonDocument.Parse(bytes);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException(exception.Message, exception);
        }
    }
}
