using System.Runtime.InteropServices;
using System.Text;
using Beacon.Records.Events;
using Beacon.Records.History;
using Beacon.Records.Json;
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
