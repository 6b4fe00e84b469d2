using Beacon.Records.Reading;

namespace Beacon.Records.Tests.Recording;

public sealed class RunSelectorSpecs : IDisposable
{
    private static readonly string[] Ids =
    [
        "20261123-184205-beacon-3f9c",
        "20261123-184206-beacon-0001",
        "20261124-090000-soak-aaaa",
        "20261124-100000-beacon-bbbb",
    ];

    private readonly ResultsFolder _records = new();

    public void Dispose() => _records.Dispose();

    [Theory]
    [InlineData("last", 3)]
    [InlineData("last~0", 3)]
    [InlineData("last~2", 1)]
    [InlineData("last~3", 0)]
    [InlineData("last:1", 3)]
    [InlineData("last:3", 1, 2, 3)]
    [InlineData("last:99", 0, 1, 2, 3)]
    [InlineData("20261123-184205-beacon-3f9c", 0)]
    [InlineData("20261123-184205", 0)]
    [InlineData("20261124-0", 2)]
    public void A_selector_finds_its_runs_the_earliest_first(string selector, params int[] expected)
    {
        MakeAll();
        Assert.Equal(expected.Select(index => Ids[index]), Select(selector));
    }

    [Fact]
    public void A_path_selects_a_record_in_any_folder()
    {
        MakeAll();
        Assert.Equal([_records.Path(Ids[2])], [.. RunSelector.Select(_records.Path(Ids[2]) + "/", "/nowhere")]);
        Directory.CreateSymbolicLink(_records.Path("newest"), Ids[3]);
        Assert.Equal([_records.Path(Ids[3])], [.. RunSelector.Select(_records.Path("newest"), "/nowhere")]);
    }

    [Fact]
    public void A_renamed_record_is_found_by_its_new_name_and_keeps_its_position()
    {
        MakeAll();
        Directory.Move(_records.Path(Ids[2]), _records.Path("before-the-fix"));
        Assert.Equal(["before-the-fix"], Select("before"));
        Assert.Equal(["before-the-fix"], Select("last~1"));
    }

    [Fact]
    public void The_later_of_two_runs_of_the_same_second_is_the_last()
    {
        _records.Complete(ResultsFolder.Run("20261123-184205-beacon-ffff", ResultsFolder.Start));
        _records.Complete(ResultsFolder.Run("20261123-184205-beacon-0000", ResultsFolder.Start.AddMilliseconds(500)));
        Assert.Equal(["20261123-184205-beacon-0000"], Select("last"));
        Assert.Equal(["20261123-184205-beacon-ffff"], Select("last~1"));
    }

    [Fact]
    public void A_folder_that_is_not_a_record_is_never_the_last_run()
    {
        MakeAll();
        Directory.CreateDirectory(_records.Path("zzz"));
        Directory.CreateDirectory(_records.Path("20991231-235959-empty-0000"));
        Directory.CreateSymbolicLink(_records.Path("20991231-235959-link-0000"), Ids[0]);
        Assert.Equal([Ids[3]], Select("last"));
    }

    [Theory]
    [InlineData("lats", "there is no run \"lats\"; did you mean \"last\"?")]
    [InlineData(
        "2026112",
        "\"2026112\" is ambiguous: 4 ids begin with it, 20261124-100000-beacon-bbbb, 20261124-090000-soak-aaaa, "
            + "20261123-184206-beacon-0001 …; add more characters"
    )]
    [InlineData("20261124-101111", "there is no run \"20261124-101111\" in ")]
    [InlineData("20261124-101111", "the nearest are 20261124-100000-beacon-bbbb, 20261124-090000-soak-aaaa, 20261123-184206-beacon-0001")]
    [InlineData("last~4", "there is no run last~4: ")]
    [InlineData("last~4", "has 4 records, and last~3 is the earliest")]
    [InlineData("last~x", "\"last~x\": how many runs to go back from the last one, such as last~2 is expected, a whole number from 0")]
    [InlineData("last:0", "\"last:0\": how many of the last runs, such as last:3 is expected, a whole number from 1")]
    [InlineData("last:-1", "a whole number from 1")]
    [InlineData("last~99999999999", "a whole number from 0")]
    [InlineData("", "there is no run \"\"")]
    [InlineData("./nowhere", "there is no run record ./nowhere (looked for ")]
    [InlineData("/tmp", "/tmp is not a run record")]
    public void A_selector_without_a_match_is_refused_with_suggestions(string selector, string compared)
    {
        MakeAll();
        Assert.Contains(compared, Assert.Throws<NoSuchRunException>(() => RunSelector.Select(selector, _records.Results)).Message);
    }

    [Theory]
    [InlineData("last")]
    [InlineData("last:3")]
    [InlineData("20261123")]
    public void In_a_folder_without_records_no_selector_finds_one(string selector)
    {
        var refused = Assert.Throws<NoSuchRunException>(() => RunSelector.Select(selector, _records.Path("none")));
        Assert.Equal($"there are no run records in {_records.Path("none")}", refused.Message);
        Assert.Equal(SelectorFault.NoRecords, refused.Fault);
    }

    [Fact]
    public void A_selector_of_several_runs_is_refused_where_one_is_needed()
    {
        MakeAll();
        Assert.Equal(_records.Path(Ids[3]), RunSelector.SelectOne("last:1", _records.Results));
        Assert.Contains(
            "\"last:2\" selects several runs",
            Assert.Throws<NoSuchRunException>(() => RunSelector.SelectOne("last:2", _records.Results)).Message
        );
    }

    private void MakeAll()
    {
        foreach (var id in Ids)
            _records.New(id);
        foreach (var id in Ids.Take(2))
            _records.Complete(ResultsFolder.Run(id));
        _records.Complete(ResultsFolder.Run(Ids[2], new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero)));
    }

    private IEnumerable<string> Select(string selector) =>
        RunSelector.Select(selector, _records.Results).Select(folder => Path.GetFileName(folder)!);
}
