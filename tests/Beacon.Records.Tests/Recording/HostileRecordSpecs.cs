using System.Runtime.InteropServices;
using System.Text;
using Beacon.Records.Comparing;
using Beacon.Records.Events;
using Beacon.Records.History;
using Beacon.Records.Json;
using Beacon.Records.Layout;
using Beacon.Records.Reading;

namespace Beacon.Records.Tests.Recording;

/// <summary>Reads untrusted records in which a file is replaced by a link or a FIFO.</summary>
public sealed class HostileRecordSpecs : IDisposable
{
    private const string Id = "20261123-184205-beacon-3f9c";
    private readonly ResultsFolder _records = new();

    public void Dispose() => _records.Dispose();

    [Theory]
    [InlineData("fifo")]
    [InlineData("link")]
    public void A_record_whose_run_json_is_not_a_regular_file_is_read_as_damaged(string kind)
    {
        var folder = _records.Complete(ResultsFolder.Run(Id)).Record;
        Replace(Path.Combine(folder, "run.json"), kind);
        var record = RunRecord.Read(folder);
        Assert.Equal(RecordState.CutShort, record.State);
        Assert.Contains("run.json", Assert.Single(record.Result.Problems).Message);
    }

    [Theory]
    [InlineData("fifo")]
    [InlineData("link")]
    public void A_folder_of_another_name_whose_run_json_is_not_a_regular_file_is_not_a_record(string kind)
    {
        var folder = _records.Path("something");
        Directory.CreateDirectory(folder);
        var real = _records.Path("real.json");
        File.WriteAllText(real, RunResultJson.Format(ResultsFolder.Run(Id)));
        Replace(Path.Combine(folder, "run.json"), kind, real);
        Assert.Throws<InvalidDataException>(() => RunRecord.Read(folder));
    }

    [Theory]
    [InlineData("fifo")]
    [InlineData("link")]
    public void An_events_file_that_is_not_a_regular_file_is_not_read(string kind)
    {
        var folder = _records.Complete(ResultsFolder.Run(Id)).Record;
        var real = _records.Path("real.ndjson");
        var happened = new RunStarted(Id, folder) { At = ResultsFolder.Start, Elapsed = TimeSpan.Zero };
        File.WriteAllText(real, $"{RunEventJson.Write(happened)}\n");
        Replace(Path.Combine(folder, "events.ndjson"), kind, real);
        Assert.Empty(RunRecord.Read(folder).ReadEvents());
    }

    [Theory]
    [InlineData("fifo")]
    [InlineData("link")]
    public void A_log_that_is_not_a_regular_file_is_not_read(string kind)
    {
        var folder = _records.Complete(ResultsFolder.Run(Id)).Record;
        var secret = _records.Path("secret");
        File.WriteAllText(secret, "a secret\n");
        Replace(Path.Combine(folder, "logs", "algo.out.log"), kind, secret);
        Replace(Path.Combine(folder, "logs", "algo.index"), kind, secret);
        Assert.Empty(RunRecord.Read(folder).ReadLogs());
    }

    [Theory]
    [InlineData("fifo")]
    [InlineData("link")]
    public void A_plan_that_is_not_a_regular_file_is_not_read(string kind)
    {
        var folder = _records.Complete(ResultsFolder.Run(Id)).Record;
        Replace(Path.Combine(folder, "plan.conf"), kind);
        Assert.Null(RunRecord.PlanOf(folder));
    }

    [Theory]
    [InlineData("fifo")]
    [InlineData("link")]
    public void Runs_are_listed_although_the_files_of_a_record_are_not_regular_files(string kind)
    {
        var good = _records.Complete(ResultsFolder.Run("20261123-184206-beacon-0001")).Id;
        var bad = _records.Complete(ResultsFolder.Run(Id)).Record;
        foreach (var file in new[] { "run.json", "events.ndjson" })
            Replace(Path.Combine(bad, file), kind);
        Assert.Equal([Id, good], RunListing.Read(_records.Results).Runs.Select(run => run.Id).Order());
    }

    [Theory]
    [InlineData("fifo")]
    [InlineData("link")]
    public async Task A_mark_of_a_running_run_that_is_not_a_regular_file_is_not_read(string kind)
    {
        var marks = Directory.CreateDirectory(_records.Path(".running")).FullName;
        var mark = _records.Path("mark.json");
        File.WriteAllText(mark, "{\"Pid\":1,\"StartedAt\":\"2000-01-01T00:00:00+00:00\"}");
        Replace(Path.Combine(marks, $"{Id}.json"), kind, mark);
        Assert.Empty(await Task.Run(() => RunningMarks.TakeStale(_records.Results)).WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void A_folder_of_marks_that_is_a_link_is_refused_and_nothing_is_written_through_it()
    {
        var elsewhere = Directory.CreateDirectory(_records.Path("elsewhere")).FullName;
        Directory.CreateSymbolicLink(_records.Path(".running"), elsewhere);
        Assert.ThrowsAny<IOException>(() => RunningMarks.Set(_records.Folder, Id));
        Assert.Empty(Directory.GetFiles(elsewhere));
    }

    [Fact]
    public async Task A_baseline_that_is_a_FIFO_is_refused_without_waiting_and_a_link_to_one_is_followed()
    {
        var path = _records.Path("baseline.json");
        BaselineFile.Write(path, [ResultsFolder.Run(Id)]);
        File.CreateSymbolicLink(_records.Path("link.json"), path);
        Assert.Equal(Id, Assert.Single(BaselineFile.Read(_records.Path("link.json")).Runs).Id);

        Replace(path, "fifo");
        var refused = Assert.ThrowsAsync<ComparisonException>(() => Task.Run(() => BaselineFile.Read(path)));
        Assert.Contains(path, (await refused.WaitAsync(TimeSpan.FromSeconds(10))).Message);
    }

    [Fact]
    public void A_unit_with_an_escape_sequence_is_read_without_it()
    {
        var written = _records.Complete(ResultsFolder.Run(Id));
        var path = Path.Combine(written.Record, "run.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"unit\": \"µs\"", "\"unit\": \"µs\\u001b]0;owned\\u0007\\n\""));
        Assert.Equal("µs ", RunRecord.Read(written.Record).Result.Statistics[0].Unit);
    }

    private static void Replace(string path, string kind, string target = "/etc/hostname")
    {
        File.Delete(path);
        if (kind == "link")
            File.CreateSymbolicLink(path, target);
        else
            Assert.Equal(0, MakeFifo([.. Encoding.UTF8.GetBytes(path), 0], Convert.ToUInt32("600", 8)));
    }

    [DllImport("libc", EntryPoint = "mkfifo")]
    private static extern int MakeFifo(byte[] path, uint mode);
}
