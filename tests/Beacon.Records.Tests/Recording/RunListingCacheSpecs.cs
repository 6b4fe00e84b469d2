using Beacon.Records.Events;
using Beacon.Records.History;

namespace Beacon.Records.Tests.Recording;

/// <summary>Lists that are made again and again, as a dashboard does.</summary>
public sealed class RunListingCacheSpecs : IDisposable
{
    private const string Id = "20261123-184205-beacon-3f9c";

    private readonly ResultsFolder _records = new();
    private readonly RunListingCache _cache = new();

    public void Dispose() => _records.Dispose();

    [Fact]
    public void A_record_that_was_cut_short_is_read_once_until_its_events_change()
    {
        _records.CutShort(Id, Started("one"));
        Assert.Equal("one", Listed().Label);

        // As long as before, so that only reading it again would show it.
        _records.CutShort(Id, Started("two"));
        Assert.Equal("one", Listed().Label);
        _records.CutShort(Id, Started("three"));
        Assert.Equal("three", Listed().Label);
    }

    [Fact]
    public void A_record_that_is_complete_in_the_meantime_is_listed_so()
    {
        _records.CutShort(Id, Started("one"));
        Assert.Equal("cut-short", Listed().Ending);
        _records.Complete(ResultsFolder.Run(Id));
        Assert.Equal("completed", Listed().Ending);
    }

    [Fact]
    public void A_record_that_was_deleted_is_not_listed()
    {
        _records.CutShort(Id, Started("one"));
        Assert.Single(RunListing.Read(_records.Results, _cache).Runs);
        Directory.Delete(_records.Path(Id), recursive: true);
        Assert.Empty(RunListing.Read(_records.Results, _cache).Runs);
    }

    private RunSummary Listed() => Assert.Single(RunListing.Read(_records.Results, _cache).Runs);

    private static RunStarted Started(string label) => new(Id, "") { At = ResultsFolder.Start, Label = label };
}
