using Beacon.Actors.Hosting;
using Beacon.Plans;
using Beacon.Records.History;
using Beacon.Records.Layout;
using Beacon.Records.Reading;
using Beacon.Reports.Html;

namespace Beacon.Fuzz;

/// <summary>The files of a record, each in a record whose other files are right.</summary>
internal static class RecordKinds
{
    // A page and a list of runs cost far more than the reading.
    private const int InputsPerReport = 16;

    private static readonly string[] Tokens =
    [
        .. "{ } [ ] , : \" \\u0000 \\ud800 null".Split(' '),
        .. "true false -1 1e999 [[\"x\"]] {} [] \"schema\": \"components\": \"lastLines\": \"event\":".Split(' '),
        .. "\"started\" \"ready\" \"exited\" \"statistic\" \"problem\"".Split(' '),
        .. "\"kind\": \"not_ready\" \"at\": \"elapsed\": \"value\": 2026-11-23T12:00:00Z".Split(' '),
        "\n",
        "\r\n",
        "\0",
        "é",
        "\u202E",
    ];

    /// <summary>Makes a record by a run of a plan; returns its folder.</summary>
    public static async Task<string> MakeRecordAsync(string plan) =>
        (await RunPlan.Load(plan).RunAsync().ConfigureAwait(false)).Record ?? throw new InvalidOperationException("the run has no record");

    public static IEnumerable<FuzzKind> Create(string record, string folder)
    {
        var results = Directory.CreateDirectory(Path.Combine(folder, "mutated")).FullName;
        var mutated = Path.Combine(results, Path.GetFileName(record));
        foreach (var file in Directory.EnumerateFiles(record, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(mutated, Path.GetRelativePath(record, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        foreach (var name in (string[])["run.json", "events.ndjson", "plan.conf"])
            yield return Kind(name, Path.Combine(record, name), Path.Combine(mutated, name), results);
        foreach (var log in Directory.EnumerateFiles(record, "*.gz", SearchOption.AllDirectories).Order().Take(1))
            yield return Kind("gz", log, Path.Combine(mutated, Path.GetRelativePath(record, log)), results);
    }

    private static FuzzKind Kind(string name, string original, string mutated, string results)
    {
        var content = File.ReadAllBytes(original);
        return new FuzzKind(
            $"record-{name}",
            [content],
            Tokens,
            input =>
            {
                File.WriteAllBytes(mutated, input);
                try
                {
                    Take(name, results, isFull: input.Length % InputsPerReport == 0);
                }
                finally
                {
                    File.WriteAllBytes(mutated, content);
                }
            }
        );
    }

    private static void Take(string name, string results, bool isFull)
    {
        var record = Directory.EnumerateDirectories(results).First(folder => Path.GetFileName(folder)[0] != '.');

        // Without run.json, a record is what its events say.
        var result = Path.Combine(record, "run.json");
        if (name == "events.ndjson")
            File.Move(result, $"{result}.aside");
        try
        {
            Allow(() => Read(record, isFull));
            if (isFull)
                Allow(() => RunListing.Read(results));
            Allow(() => RunRecord.PlanOf(record));
        }
        finally
        {
            if (name == "events.ndjson")
                File.Move($"{result}.aside", result, overwrite: true);
        }
    }

    private static void Read(string folder, bool isFull)
    {
        var record = RunRecord.Read(folder);
        Allow(() => record.ReadEvents().Count());
        Allow(() => record.ReadLogs(record.Result.Components.Select(component => component.Name), TimeSpan.Zero, null).Count());
        if (isFull)
            RunReport.Write(folder, record.Result, Path.Combine(Path.GetTempPath(), "beacon-fuzz-report.html"));
    }

    // What the readers of records document.
    private static void Allow(Action read)
    {
        try
        {
            read();
        }
        catch (Exception exception)
            when (exception
                    is InvalidDataException
                        or NewerRecordException
                        or IOException
                        or UnauthorizedAccessException
                        or InvalidPlanException
                        or HistoryException
            ) { }
    }
}
