using System.Collections.Immutable;

namespace Beacon.Actors.Recording;

/// <summary>What lies in a results folder, in a line each.</summary>
/// <param name="Runs">The runs, the latest first.</param>
/// <param name="Notes">What the reader of the list has to know: which records can't be read and why. Each a sentence.</param>
public sealed record RunListing(ImmutableArray<RunSummary> Runs, ImmutableArray<string> Notes)
{
    /// <summary>Lists the records of a folder.</summary>
    /// <param name="results">The results folder. One that does not exist holds none.</param>
    /// <exception cref="IOException">The folder can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read.</exception>
    public static RunListing Read(string results)
    {
        var read = RunRecords.LatestFirst(results).AsParallel().AsOrdered().Select(Read1).ToList();
        return new RunListing([.. read.Select(entry => entry.Run).OfType<RunSummary>()], [.. read.Select(entry => entry.Note).OfType<string>()]);
    }

    private static (RunSummary? Run, string? Note) Read1(string folder)
    {
        try
        {
            return (RunSummary.Of(RecordReader.Read(folder)), null);
        }
        catch (Exception exception) when (exception is NewerRecordException or IOException or UnauthorizedAccessException)
        {
            return (null, exception.Message);
        }
    }
}
