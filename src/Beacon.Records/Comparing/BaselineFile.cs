using System.Collections.Immutable;
using System.Text.Json;
using Beacon.Plans;
using Beacon.Plans.Text;
using Beacon.Processes.Files;
using Beacon.Records.Events;
using Beacon.Records.Json;
using Beacon.Records.Layout;

namespace Beacon.Records.Comparing;

/// <summary>
/// Several runs in one file, for later comparisons or for another machine: <c>{ "baseline": 1, "runs": [ … ] }</c>. Each run is as in its
/// <c>run.json</c>, without the output of the components. Their plans are in <c>"plans"</c>, without secrets, as far as they are known.
/// </summary>
public static class BaselineFile
{
    private const string Mark = "baseline";
    private const string Plans = "plans";
    private const int Schema = 1;

    /// <summary>Writes a baseline atomically.</summary>
    /// <param name="path">The file.</param>
    /// <param name="runs">The runs.</param>
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write(string path, IEnumerable<RunResult> runs) => Write(path, new NamedRuns("", [.. runs]));

    /// <summary>Writes a baseline atomically, with the plans of its runs.</summary>
    /// <inheritdoc cref="Write(string, IEnumerable{RunResult})"/>
    public static void Write(string path, NamedRuns runs)
    {
        using var folder = FolderOf(path);
        folder.Replace(
            Path.GetFileName(path),
            file =>
            {
                using var json = new Utf8JsonWriter(file, JsonValues.Indented);
                JsonFields.Of(json).WriteObject(runs, (fields, written) => Fields(fields, written!, path));
            }
        );
    }

    /// <summary>Reads a baseline. A link to a baseline is followed; only a regular file is read.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ComparisonException">The file can't be read, or is not a baseline.</exception>
    public static NamedRuns Read(string path)
    {
        try
        {
            var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
            using var folder = FolderOf(target);
            using var file = folder.OpenRead(Path.GetFileName(target));
            using var document = JsonDocument.Parse(file);
            return Fields(JsonFields.Of(document.RootElement), null, path);
        }
        catch (Exception exception)
            when (exception is JsonException or InvalidDataException or IOException or UnauthorizedAccessException or NewerRecordException)
        {
            throw new ComparisonException($"{path} can't be read as a baseline: {ExceptionText.Of(exception)}");
        }
    }

    private static NamedRuns Fields(JsonFields json, NamedRuns? runs, string path)
    {
        if (json.WholeOrNull(Mark, Schema) is not { } schema)
            throw new ComparisonException($"{path} is not a baseline", ComparisonFault.NotABaseline);
        if (schema > Schema)
            throw new ComparisonException(
                $"{path} was made by a later version of Beacon.Actors; this one reads baselines up to schema {Schema}"
            );
        var results = json.List<RunResult>(
            "runs",
            runs?.Runs.Select(WithoutOutput),
            (fields, run) => RunResultJson.Fields(fields, run, run?.Record ?? path)
        );
        var hasPlans = runs is null ? json.Has(Plans) : !runs.Plans.IsEmpty;
        var plans = hasPlans ? json.List<KnownPlan>(Plans, runs?.Plans.Select(KnownPlan.Of), KnownPlan.Fields) : [];
        return new NamedRuns(Path.GetFileName(path), results)
        {
            Plans = plans
                .Where(plan => plan.Read() is not null)
                .DistinctBy(plan => plan.Sha256)
                .ToImmutableDictionary(plan => plan.Sha256, plan => plan.Read()!),
        };
    }

    private static RunResult WithoutOutput(RunResult run) =>
        run with
        {
            Components = [.. run.Components.Select(component => component with { LastLines = [], Logs = [] })],
        };

    private sealed record KnownPlan(string Sha256, string Hocon)
    {
        public static KnownPlan Of(KeyValuePair<string, RunPlan> plan) => new(plan.Key, plan.Value.ToHocon(maskSecrets: true));

        public static KnownPlan Fields(JsonFields json, KnownPlan? plan) =>
            new(json.Text("sha256", plan?.Sha256), json.Text("hocon", plan?.Hocon));

        /// <summary>The plan; null: it is of another version, or damaged, and its hash has to do.</summary>
        public RunPlan? Read()
        {
            try
            {
                return RunPlan.Parse(Hocon, "plan");
            }
            catch (InvalidPlanException)
            {
                return null;
            }
        }
    }

    private static RecordFolder FolderOf(string path) => RecordFolder.Open(Path.GetDirectoryName(Path.GetFullPath(path))!);
}
