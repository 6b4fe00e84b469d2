using System.CommandLine;
using System.Globalization;
using Beacon.Actors.Host.Invocation;
using Beacon.Plans;
using Beacon.Plans.Text;
using Beacon.Records.History;

namespace Beacon.Actors.Host.Commands;

/// <summary><c>beacon runs prune</c>: deletes old records and lists what it deleted.</summary>
internal static class RunsPruneCommand
{
    public static Command Create(RunsContext context)
    {
        var keep = new Option<int?>("--keep") { Description = "keep the latest N runs, whatever their age", HelpName = "N" };
        var olderThan = new Option<string?>("--older-than")
        {
            Description = "delete only runs that started longer ago than this: 30d, 12h",
            HelpName = "AGE",
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "list what would be deleted; delete nothing" };
        return context.With(
            new Command("prune", "delete old records, without asking for confirmation") { keep, olderThan, dryRun },
            (parsed, settings, results) =>
            {
                var (kept, age) = (parsed.GetValue(keep), parsed.GetValue(olderThan));
                if (kept is null && age is null)
                    throw new BadUsageException(
                        "beacon runs prune needs --keep N or --older-than AGE, or both: "
                            + "runs that are neither among the latest N nor younger than AGE are deleted"
                    );
                if (kept < 0)
                    throw new BadUsageException($"--keep {kept}: expected 0 or more");
                var chosen = RecordPruning.Choose(results, kept ?? 0, age is null ? null : DateTimeOffset.UtcNow - AgeOf(age));
                return Delete(chosen, parsed.GetValue(dryRun), results, settings.Json ? context.Error : context.Output, context.Error);
            }
        );
    }

    private static int Delete(IReadOnlyList<RunSummary> chosen, bool dryRun, string results, TextWriter output, TextWriter error)
    {
        var (deleted, bytes, exitCode) = (new List<string>(), 0L, ExitCodes.Success);
        foreach (var run in chosen)
        {
            try
            {
                var size = RecordPruning.BytesOf(run.Folder);
                if (!dryRun)
                    RecordPruning.Delete(run.Folder);
                output.WriteLine($"{(dryRun ? "would delete" : "deleted")} {run.Id}, {SizeOf(size)}");
                deleted.Add(run.Id);
                bytes += size;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                error.WriteLine($"beacon: {run.Id} can't be deleted: {ExceptionText.Of(exception)}");
                exitCode = ExitCodes.PrerequisiteMissing;
            }
        }

        output.WriteLine(
            $"{(dryRun ? "would delete" : "deleted")} {deleted.Count} record{(deleted.Count == 1 ? "" : "s")}, {SizeOf(bytes)}"
        );
        if (!dryRun && deleted.Count > 0)
            Forget(deleted, results, error);
        return exitCode;
    }

    // A failure here does no harm: the list skips rows whose record is gone.
    private static void Forget(IReadOnlyList<string> deleted, string results, TextWriter error)
    {
        try
        {
            RecordPruning.Forget(results, deleted);
        }
        catch (HistoryException unusable)
        {
            error.WriteLine($"beacon: {unusable.Message}; beacon runs reindex removes the deleted runs from it");
        }
    }

    private static TimeSpan AgeOf(string text) =>
        Durations.TryParse(text, out var age, out var wrong) ? age : throw new BadUsageException($"--older-than {wrong}");

    private static string SizeOf(long bytes) =>
        bytes < 1 << 20
            ? string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} bytes")
            : string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} bytes ({bytes / 1048576.0:N1} MiB)");
}
