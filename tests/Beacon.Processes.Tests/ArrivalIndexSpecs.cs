using System.Diagnostics;
using Beacon.Plans;
using Beacon.Processes.Capturing;
using Beacon.Processes.Files;

namespace Beacon.Processes.Tests;

/// <summary>In a folder that is a descriptor.</summary>
public sealed class DescriptorArrivalIndexSpecs : ArrivalIndexSpecs
{
    private protected override RecordFolder Open(string path, params string[] full) => new FullDescriptorFolder(path, full);
}

/// <summary>In a folder that is a path.</summary>
public sealed class PathArrivalIndexSpecs : ArrivalIndexSpecs
{
    private protected override RecordFolder Open(string path, params string[] full) => new FullPathFolder(path, full);
}

public abstract class ArrivalIndexSpecs : IDisposable
{
    private readonly LogFolder _folder = new();
    private readonly List<string> _errors = [];

    private RecordFolder Folder => field ??= Open(_folder.Root);

    public void Dispose()
    {
        Folder.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private string Index => _folder.PathOf("app.index");

    [Fact]
    public void Each_piece_of_output_is_read_back_with_its_offset_in_its_stream()
    {
        using (var index = Open(TimeSpan.Zero))
        {
            index.Add(OutputStream.Stdout, 100);
            index.Add(OutputStream.Stderr, 7);
            index.Add(OutputStream.Stdout, 300_000);
        }

        var arrivals = ArrivalIndex.Read(_folder.Folder, "app.index").ToList();
        Assert.Equal(
            [(OutputStream.Stdout, 0L, 100L), (OutputStream.Stderr, 0L, 7L), (OutputStream.Stdout, 100L, 300_000L)],
            arrivals.Select(arrival => (arrival.Stream, arrival.Offset, arrival.Length))
        );
        Assert.Equal(arrivals.Select(arrival => arrival.Elapsed).Order(), arrivals.Select(arrival => arrival.Elapsed));
        Assert.Empty(_errors);
    }

    [Fact]
    public void The_index_of_the_next_incarnation_continues_the_offsets_and_counts_time_from_the_start_of_the_run()
    {
        using (var first = Open(TimeSpan.Zero))
            first.Add(OutputStream.Stdout, 10);
        using (var second = Open(TimeSpan.FromHours(2)))
            second.Add(OutputStream.Stdout, 5);

        var arrivals = ArrivalIndex.Read(_folder.Folder, "app.index").ToList();
        Assert.Equal([0L, 10L], arrivals.Select(arrival => arrival.Offset));
        Assert.True(arrivals[0].Elapsed < TimeSpan.FromHours(2));
        Assert.True(arrivals[1].Elapsed >= TimeSpan.FromHours(2));
    }

    [Fact]
    public void A_truncated_index_is_read_up_to_its_last_complete_entry()
    {
        using (var index = Open(TimeSpan.FromSeconds(100)))
            for (var entry = 0; entry < 10; entry++)
                index.Add(OutputStream.Stdout, 1000);
        var whole = ArrivalIndex.Read(_folder.Folder, "app.index").ToList();
        var bytes = File.ReadAllBytes(Index);

        for (var length = bytes.Length; length >= 0; length--)
        {
            File.WriteAllBytes(Index, bytes[..length]);
            var read = ArrivalIndex.Read(_folder.Folder, "app.index").ToList();
            Assert.Equal(whole.Take(read.Count), read);
            Assert.True(read.Count >= 10 - ((bytes.Length - length + 2) / 3) - 1);
        }
    }

    [Fact]
    public void A_missing_index_is_empty_and_a_file_of_another_format_is_refused()
    {
        Assert.Empty(ArrivalIndex.Read(_folder.Folder, "app.index"));
        File.WriteAllText(Index, "something else");
        Assert.Contains(
            "is not an arrival index",
            Assert.Throws<InvalidDataException>(() => ArrivalIndex.Read(_folder.Folder, "app.index").ToList()).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_piece_of_output_takes_a_few_bytes_in_the_index()
    {
        using (var index = Open(TimeSpan.Zero))
            for (var entry = 0; entry < 10_000; entry++)
                index.Add(OutputStream.Stdout, 100);

        Assert.InRange(new FileInfo(Index).Length, 10_000 * 2, 10_000 * 4);
        Assert.Equal(10_000, ArrivalIndex.Read(_folder.Folder, "app.index").Count());
    }

    [Fact]
    public void Buffered_entries_are_written_when_the_output_pauses()
    {
        using var index = Open(TimeSpan.Zero);
        index.Add(OutputStream.Stdout, 100);
        Assert.False(index.FlushIfIdle());
        Assert.Empty(ArrivalIndex.Read(_folder.Folder, "app.index"));

        Assert.True(index.FlushIfIdle());
        Assert.Single(ArrivalIndex.Read(_folder.Folder, "app.index"));
    }

    [Fact]
    public void On_a_full_disk_the_index_reports_the_error_and_keeps_counting_bytes()
    {
        using var full = Open(_folder.Root, "app.index");
        using (
            var index = new ArrivalIndexWriter(
                new AppendedFile(full, "app.index"),
                Stopwatch.GetTimestamp(),
                (path, reason) => _errors.Add($"{path}: {reason}")
            )
        )
            for (var entry = 0; entry < 10_000; entry++)
                index.Add(OutputStream.Stdout, 100);

        Assert.Equal($"{Index}: No space left on device", _errors[0]);
    }

    private protected abstract RecordFolder Open(string path, params string[] full);

    private ArrivalIndexWriter Open(TimeSpan runElapsed) =>
        new(new AppendedFile(Folder, "app.index"), RunStart(runElapsed), (_, reason) => _errors.Add(reason));

    private static long RunStart(TimeSpan elapsed) => Stopwatch.GetTimestamp() - (long)(elapsed.TotalSeconds * Stopwatch.Frequency);
}
