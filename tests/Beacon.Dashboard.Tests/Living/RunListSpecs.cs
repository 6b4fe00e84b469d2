using Beacon.Dashboard.Living;
using Beacon.Records.History;
using Microsoft.Extensions.Time.Testing;

namespace Beacon.Dashboard.Tests.Living;

public sealed class RunListSpecs : IDisposable
{
    private readonly ResultsFolder _records = new();
    private readonly FakeTimeProvider _time = new();
    private readonly RunList _list;

    public RunListSpecs()
    {
        _records.Complete(ResultsFolder.Run("20261123-184205-shop-0001"));
        _list = new RunList(new DashboardOptions { Results = _records.Results }, _time);
    }

    public void Dispose() => _records.Dispose();

    [Fact]
    public void A_folder_in_which_nothing_has_come_or_gone_is_not_read_again_for_ten_seconds()
    {
        var first = _list.All;
        _records.Complete(ResultsFolder.Run("20261123-184205-shop-0001") with { Label = "new" });
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(first, _list.All);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("new", Assert.Single(_list.All).Label);
    }

    // To read it leaves traces in the folder.
    [Fact]
    public void That_holds_with_a_history_too()
    {
        HistoryRebuilding.Rebuild(_records.Results);
        _records.Complete(ResultsFolder.Run("20261123-184206-shop-0002"));
        Assert.Equal(2, _list.All.Length);
        _records.Complete(ResultsFolder.Run("20261123-184206-shop-0002") with { Label = "new" });
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.DoesNotContain(_list.All, run => run.Label == "new");
    }

    [Fact]
    public void A_run_that_has_come_is_listed_after_a_second()
    {
        Assert.Single(_list.All);
        _records.Complete(ResultsFolder.Run("20261123-184206-shop-0002"));
        Assert.Single(_list.All);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, _list.All.Length);
    }

    [Fact]
    public void A_run_that_begins_or_ends_is_seen_after_a_second()
    {
        Assert.Single(_list.All);
        _records.Living("20261123-184206-shop-0002");
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains(_list.All, run => run.Ending == "running");

        File.Delete(_records.Path(".running/20261123-184206-shop-0002.json"));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.DoesNotContain(_list.All, run => run.Ending == "running");
    }
}
