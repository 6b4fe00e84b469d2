using System.Globalization;
using System.Text;
using Beacon.Processes.Capturing;

namespace Beacon.Processes.Tests;

/// <summary>A log that is written and rotated, without a pause, while it is read.</summary>
public sealed class LogPartsSpecs : IDisposable
{
    private const int LineBytes = 20;
    private const int LinesOfPart = 50;

    private readonly LogFolder _folder = new();
    private readonly LogArchive _archive = new();
    private readonly CancellationTokenSource _enough = new();

    public void Dispose()
    {
        _enough.Dispose();
        _archive.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task What_is_opened_is_the_log_of_one_moment(int keep)
    {
        var writing = WriteAsync(keep);
        while (!writing.IsCompleted && !File.Exists(_folder.PathOf($"{LogFolder.LogName}.2")))
            await Task.Yield();
        for (var time = 0; time < 100 && !writing.IsCompleted; time++)
        {
            using var log = LogParts.Open(_folder.Folder, LogFolder.LogName);
            var numbers = new List<int>();
            foreach (var part in log)
                numbers.AddRange(Numbers(part));

            // Without a gap and without a repetition; from the first on where all are kept.
            Assert.NotEmpty(numbers);
            Assert.Equal(Enumerable.Range(keep == 0 ? 1 : numbers[0], numbers.Count), numbers);
        }

        await _enough.CancelAsync();
        Assert.True(await writing > LinesOfPart);
    }

    [Fact]
    public async Task A_part_is_the_same_when_it_has_been_renamed_compressed_and_deleted()
    {
        using (var log = Open(keep: 2))
            log.Append(Line(1));
        using var before = LogParts.Open(_folder.Folder, LogFolder.LogName);
        var writing = WriteAsync(keep: 2);
        while (!writing.IsCompleted && LogParts.NamesIn(_folder.Folder, LogFolder.LogName).Count < 3)
            await Task.Yield();
        await _enough.CancelAsync();
        await writing;

        Assert.Equal(1, Numbers(Assert.Single(before))[0]);
    }

    private static ReadOnlySpan<byte> Line(int number) =>
        Encoding.ASCII.GetBytes(number.ToString($"D{LineBytes - 1}", CultureInfo.InvariantCulture) + "\n");

    // What follows the last whole line is being written.
    private static List<int> Numbers(LogPart part)
    {
        using var text = new MemoryStream();
        using (var content = part.OpenRead())
            content.CopyTo(text);
        return
        [
            .. Encoding.ASCII.GetString(text.ToArray()).Split('\n')[..^1].Select(line => int.Parse(line, CultureInfo.InvariantCulture)),
        ];
    }

    private LogFile Open(int keep) =>
        new(
            new OutputFiles(_folder.Folder, LogFolder.LogName, "app.err.log") { RotateAtBytes = LinesOfPart * LineBytes, KeptParts = keep },
            LogFolder.LogName,
            _archive,
            (_, reason) => Assert.Fail(reason)
        );

    private Task<int> WriteAsync(int keep) =>
        Task.Run(() =>
        {
            using var log = Open(keep);
            var number = 0;
            while (!_enough.IsCancellationRequested)
                log.Append(Line(++number));
            return number;
        });
}
