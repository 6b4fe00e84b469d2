using Beacon.Actors.Host.Invocation;
using Beacon.Records.Comparing;

namespace Beacon.Actors.Host.Commands;

/// <summary>
/// <c>beacon runs export --baseline FILE</c>: writes several runs into one file, to compare other runs with, also on other machines.
/// </summary>
internal static class BaselineExport
{
    /// <summary>Writes the file; returns the exit code.</summary>
    /// <param name="file">The file.</param>
    /// <param name="runs">Which runs, as for <c>compare</c>; null: the last ten comparable runs of the latest plan.</param>
    /// <param name="results">The results folder.</param>
    /// <param name="context">Where to write.</param>
    public static int Execute(string file, string? runs, string results, RunsContext context)
    {
        try
        {
            var written = SideSelector.ForBaseline(runs, results);
            BaselineFile.Write(file, written);
            var (first, last) = (written.Runs.First().Id, written.Runs.Last().Id);
            context.Error.WriteLine(
                $"{file}: {written.Runs.Count} run{(written.Runs.Count == 1 ? $", {first}" : $"s, {first} to {last}")}; "
                    + $"compare with beacon runs compare --against {file}"
            );
            return ExitCodes.Success;
        }
        catch (ComparisonException exception)
        {
            throw new BadUsageException(WayOut.Of(exception));
        }
    }
}
