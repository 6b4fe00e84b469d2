using Beacon.Records.History;
using Beacon.Records.Layout;

namespace Beacon.Records.Tests.Recording;

public sealed class RecordPruningSpecs : IDisposable
{
    private static readonly string[] Ids = [.. Enumerable.Range(0, 5).Select(day => $"2026112{day}-120000-beacon-000{day}")];

    private readonly ResultsFolder _records = new();

    public RecordPruningSpecs()
    {
        foreach (var (day, id) in Ids.Index())
            _records.Complete(ResultsFolder.Run(id, StartOf(day)));
    }

    public void Dispose() => _records.Dispose();

    [Fact]
    public void Pruning_keeps_the_latest_runs() => Assert.Equal([Ids[0], Ids[1], Ids[2]], Chosen(keep: 2));

    [Fact]
    public void Pruning_keeps_recent_runs() => Assert.Equal([Ids[0]], Chosen(keep: 0, StartOf(1)));

    [Fact]
    public void Pruning_keeps_the_latest_runs_whatever_their_age() => Assert.Equal([Ids[0], Ids[1]], Chosen(keep: 3, StartOf(9)));

    [Fact]
    public void Pruning_never_chooses_a_running_run_a_foreign_folder_or_a_record_of_a_later_version()
    {
        RunningMarks.Set(_records.Folder, Ids[0]);
        var running = _records.New("20261119-000000-beacon-aaaa");
        RunningMarks.Set(_records.Folder, Path.GetFileName(running));
        Directory.CreateDirectory(_records.Path("notes"));
        File.WriteAllText(Path.Combine(_records.Path(Ids[1]), "run.json"), "{\"schema\": 99, \"id\": \"x\", \"outcome\": \"completed\"}");
        Directory.CreateSymbolicLink(_records.Path("20200101-000000-link-0000"), _records.Path("notes"));
        Assert.Equal([Ids[2], Ids[3], Ids[4]], Chosen(keep: 0));
    }

    [Fact]
    public void Deleting_a_record_deletes_all_of_its_files_and_nothing_else()
    {
        File.WriteAllText(Path.Combine(_records.Path(Ids[0]), "logs/a.out.log"), new string('x', 1000));
        File.WriteAllText(_records.Path("outside"), "stays");
        File.CreateSymbolicLink(Path.Combine(_records.Path(Ids[0]), "link"), _records.Path("outside"));
        Assert.True(RecordPruning.BytesOf(_records.Path(Ids[0])) > 1000);
        RecordPruning.Delete(_records.Path(Ids[0]));
        Assert.Equal(
            [.. Ids[1..], "outside"],
            Directory.GetFileSystemEntries(_records.Results).Select(path => Path.GetFileName(path)).Order()
        );
    }

    private static DateTimeOffset StartOf(int day) => new(2026, 11, 20 + day, 12, 0, 0, TimeSpan.Zero);

    private IEnumerable<string> Chosen(int keep, DateTimeOffset? before = null) =>
        RecordPruning.Choose(_records.Results, keep, before).Select(run => run.Id);
}
