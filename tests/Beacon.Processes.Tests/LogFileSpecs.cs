using System.Globalization;
using System.Text;
using Beacon.Processes.Capturing;
using Beacon.Processes.Files;

namespace Beacon.Processes.Tests;

/// <summary>In a folder that is a descriptor.</summary>
public sealed class DescriptorLogFileSpecs : LogFileSpecs
{
    private protected override RecordFolder Open(string path, params string[] full) => new FullDescriptorFolder(path, full);
}

/// <summary>In a folder that is a path.</summary>
public sealed class PathLogFileSpecs : LogFileSpecs
{
    private protected override RecordFolder Open(string path, params string[] full) => new FullPathFolder(path, full);
}

public abstract class LogFileSpecs : IDisposable
{
    private const int PartBytes = 1000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly LogFolder _folder = new();
    private readonly LogArchive _archive = new();
    private readonly List<string> _errors = [];

    private RecordFolder Folder => field ??= Open(_folder.Root);

    public void Dispose()
    {
        _archive.Dispose();
        Folder.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(99)]
    [InlineData(100_000)]
    public void Parts_end_at_line_ends_and_together_hold_the_whole_output(int chunkBytes)
    {
        var printed = Lines(1, 310);
        using (var log = Open())
            Append(log, printed, chunkBytes);

        Assert.Equal(printed, _folder.Content);
        using var parts = LogParts.Open(Folder, LogFolder.LogName);
        Assert.True(parts.Count > 5);
        Assert.All(parts.SkipLast(1), part => Assert.InRange(part.Length, PartBytes, PartBytes + 20));
        Assert.All(
            parts,
            part =>
            {
                using var text = new StreamReader(part.OpenRead());
                Assert.EndsWith("\n", text.ReadToEnd(), StringComparison.Ordinal);
            }
        );
        Assert.Empty(_errors);
    }

    [Fact]
    public void A_part_without_line_ends_is_cut_in_the_middle_of_a_line()
    {
        var printed = new string('x', 3 * (PartBytes + LogFile.SlackBytes)) + "\nend\n";
        using (var log = Open())
            Append(log, printed, 5000);

        Assert.Equal(printed, _folder.Content);
        Assert.All(LogPartName.Of(Folder, LogFolder.LogName), part => Assert.InRange(part.Length, 1, PartBytes + LogFile.SlackBytes));
    }

    [Fact]
    public void A_log_without_a_rotation_size_is_one_file()
    {
        using (var log = Open(partBytes: null))
            Append(log, Lines(1, 1000), 300);

        Assert.Equal([Path.GetFileName(_folder.Log)], _folder.Parts);
    }

    [Fact]
    public void Only_the_configured_number_of_older_parts_is_kept_and_deleted_bytes_are_counted()
    {
        var printed = Lines(1, 1000);
        long deleted;
        using (var log = Open(keep: 2))
        {
            Append(log, printed, 300);
            deleted = log.DeletedBytes;
        }

        Assert.Equal(3, _folder.Parts.Count());
        Assert.True(deleted > 0);
        Assert.Equal(printed[(int)deleted..], _folder.Content);
    }

    [Fact]
    public void All_incarnations_append_to_the_same_log()
    {
        for (var incarnation = 0; incarnation < 10; incarnation++)
        {
            using var log = Open();
            Append(log, Lines(1 + (20 * incarnation), 20), 70);
        }

        Assert.Equal(Lines(1, 200), _folder.Content);
        Assert.True(_folder.Parts.Count() > 2);
    }

    [Fact]
    public void Older_parts_are_compressed_in_the_background_without_loss()
    {
        var printed = Lines(1, 1000);
        using var log = Open();
        Append(log, printed[..8000], 300);
        Assert.True(SpinWait.SpinUntil(() => AllOlderPartsAreCompressed(), Patience));
        Append(log, printed[8000..], 300);
        Assert.True(SpinWait.SpinUntil(() => AllOlderPartsAreCompressed(), Patience));

        Assert.Equal(printed, _folder.Content);
        Assert.Equal(printed.Length, LogPartName.Of(Folder, LogFolder.LogName).Sum(part => part.Length));
    }

    [Fact]
    public void A_part_that_is_renumbered_while_it_is_compressed_is_still_compressed()
    {
        // Large parts, a small one on top of each: numbers change while the first is being compressed.
        var noise = new byte[8_000_000];
        new Random(1).NextBytes(noise);
        var printed = new StringBuilder();
        using var log = Open(4_000_000);
        for (var round = 0; round < 5; round++)
        {
            var chunk = Convert.ToHexString(noise, round * 1_000_000, 1_000_000) + "\n";
            printed.Append(chunk);
            Append(log, chunk, 256 * 1024);
        }

        Assert.True(SpinWait.SpinUntil(() => AllOlderPartsAreCompressed(), Patience));
        Assert.Equal(printed.ToString(), _folder.Content);
        Assert.Empty(_errors);
    }

    [Fact]
    public void A_closed_log_does_not_change_any_more()
    {
        List<string> parts;
        using (var archive = new LogArchive())
        {
            using (var log = Open(archive: archive))
                Append(log, Lines(1, 1000), 300);
            parts = [.. _folder.Parts];

            // A disposed archive has finished its work.
        }

        Assert.Equal(parts, _folder.Parts);
        Assert.Equal(Lines(1, 1000), _folder.Content);
    }

    [Fact]
    public void After_an_interrupted_compression_the_plain_part_is_read()
    {
        File.WriteAllText(_folder.Log + ".2", "oldest\n");
        File.WriteAllText(_folder.Log + ".2" + LogPartName.CompressedSuffix, "cut off before the plain part was deleted");
        File.WriteAllText(_folder.Log + ".1", "older\n");
        File.WriteAllText(_folder.Log + ".compressing", "half of it");
        File.WriteAllText(_folder.Log, "newest\n");

        Assert.Equal("oldest\nolder\nnewest\n", _folder.Content);
    }

    [Fact]
    public void On_a_full_disk_lost_bytes_are_counted()
    {
        using var full = Open(_folder.Root, LogFolder.LogName);
        using var log = new LogFile(FilesIn(full), LogFolder.LogName, _archive, (path, reason) => _errors.Add($"{path}: {reason}"));
        Append(log, Lines(1, 100), 300);

        Assert.Equal(Lines(1, 100).Length, log.UnstoredBytes);
        Assert.Equal($"{_folder.Log}: No space left on device", _errors[0]);
    }

    [Fact]
    public void A_log_that_can_not_be_created_is_retried_with_each_chunk()
    {
        var missing = _folder.PathOf("missing");
        using var log = new LogFile(FilesIn(Folder), "missing/app.out.log", _archive, (_, reason) => _errors.Add(reason));
        Append(log, "lost\n", 300);
        Directory.CreateDirectory(missing);
        Append(log, "stored\n", 300);

        Assert.Equal(5, log.UnstoredBytes);
        Assert.Matches("No such file or directory|Could not find a part of the path", Assert.Single(_errors));
        Assert.Equal("stored\n", File.ReadAllText(Path.Combine(missing, "app.out.log")));
    }

    private protected abstract RecordFolder Open(string path, params string[] full);

    private static string Lines(int first, int count) =>
        string.Concat(Enumerable.Range(first, count).Select(line => line.ToString("D19", CultureInfo.InvariantCulture) + "\n"));

    private LogFile Open(long? partBytes = PartBytes, int keep = 0, LogArchive? archive = null) =>
        new(
            FilesIn(Folder) with
            {
                RotateAtBytes = partBytes,
                KeptParts = keep,
            },
            LogFolder.LogName,
            archive ?? _archive,
            (_, reason) => _errors.Add(reason)
        );

    private static OutputFiles FilesIn(RecordFolder folder) => new(folder, LogFolder.LogName, "app.err.log") { RotateAtBytes = PartBytes };

    private static void Append(LogFile log, string text, int chunkBytes)
    {
        foreach (var chunk in Encoding.ASCII.GetBytes(text).Chunk(chunkBytes))
            log.Append(chunk);
    }

    // Parts are renamed meanwhile: a part that is not found at that moment is looked for again.
    private bool AllOlderPartsAreCompressed() =>
        LogPartName.Older(Folder, LogFolder.LogName) is { Count: > 0 } older
        && older.All(part => part.Part.IsCompressed)
        && !File.Exists(_folder.Log + ".compressing");
}
