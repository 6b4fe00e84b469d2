using System.CommandLine;
using System.Globalization;
using Beacon.Actors.Host.Invocation;
using Beacon.Records.History;
using Beacon.Records.Layout;
using Beacon.Records.Reading;

namespace Beacon.Actors.Host.Commands;

/// <summary><c>beacon runs reindex</c>: rebuilds the history from the records.</summary>
internal static class RunsReindexCommand
{
    public static Command Create(RunsContext context) =>
        context.With(
            new Command("reindex", "rebuild history.db from the records"),
            (_, settings, results) =>
            {
                if (!Directory.Exists(results))
                    throw new NoSuchRunException($"there is no results folder {results}; name another with --results DIR");
                var (runs, notes) = HistoryRebuilding.Rebuild(results);
                foreach (var note in notes)
                    context.Error.WriteLine($"beacon: {note}");
                var words = settings.Json ? context.Error : context.Output;
                words.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"rebuilt {Path.Combine(results, RecordLayout.HistoryFile)}: {runs:N0} run{(runs == 1 ? "" : "s")}"
                    )
                );
                return ExitCodes.Success;
            }
        );
}
