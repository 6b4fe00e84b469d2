using System.Globalization;
using System.Text.RegularExpressions;
using Beacon.Plans;

namespace Beacon.Records.Layout;

/// <summary>The names of a record folder and of the files in it.</summary>
public static partial class RecordLayout
{
    /// <summary>The resolved plan, as HOCON.</summary>
    public const string PlanFile = "plan.conf";

    /// <summary>The events of the run, one JSON object a line.</summary>
    public const string EventsFile = "events.ndjson";

    /// <summary>The result of the run, written when the run has ended.</summary>
    public const string ResultFile = "run.json";

    /// <summary>One row per component and sample.</summary>
    public const string ResourcesFile = "resources.csv";

    /// <summary>One row per sample of the machine.</summary>
    public const string MachineFile = "machine.csv";

    /// <summary>The report page of the run.</summary>
    public const string ReportFile = "report.html";

    /// <summary>What a run in the background has printed.</summary>
    public const string ConsoleFile = "console.log";

    /// <summary>The index of all records, in the results folder.</summary>
    public const string HistoryFile = "history.db";

    internal const string LogsFolder = "logs";

    /// <summary>The log of a component's stream, relative to the record folder.</summary>
    /// <param name="component">The component's name.</param>
    /// <param name="stream">The stream.</param>
    public static string LogOf(string component, OutputStream stream) =>
        $"{LogsFolder}/{component}.{(stream == OutputStream.Stdout ? "out" : "err")}.log";

    /// <summary>The index of arrivals of a component's output, relative to the record folder.</summary>
    /// <param name="component">The component's name.</param>
    public static string ArrivalIndexOf(string component) => $"{LogsFolder}/{component}.index";

    /// <summary>The name of a record folder: <c>20261123-184205-beacon-3f9c</c>.</summary>
    internal static string FolderOf(string plan, DateTimeOffset startedAt, string digits) => $"{SecondOf(startedAt)}-{plan}-{digits}";

    /// <summary>The first part of a record folder's name: <c>20261123-184205</c>, in UTC.</summary>
    internal static string SecondOf(DateTimeOffset startedAt) =>
        startedAt.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);

    /// <summary>The permissions of a record folder; its files have the same without the right to execute.</summary>
    internal static UnixFileMode ModeOf(RecordMode mode) =>
        (UnixFileMode)(
            mode switch
            {
                RecordMode.Group => 0b111_101_000,
                RecordMode.Public => 0b111_101_101,
                _ => 0b111_000_000,
            }
        );

    /// <summary>The plan's name within the name of a record folder; null: the name is not that of a record folder.</summary>
    /// <param name="folder">The path of the folder, or its name.</param>
    public static string? PlanNameIn(string folder) =>
        Id().Match(Path.GetFileName(folder)) is { Success: true } match ? match.Groups["name"].Value : null;

    [GeneratedRegex("^[0-9]{8}-[0-9]{6}-(?<name>[A-Za-z0-9][A-Za-z0-9_-]*)-[0-9a-f]{4}\\z")]
    private static partial Regex Id();
}
