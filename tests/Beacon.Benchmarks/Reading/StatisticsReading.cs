using System.Text;
using Beacon.Plans;
using Beacon.Processes.Capturing;
using Beacon.Processes.Files;
using Beacon.Records.Statistics;
using BenchmarkDotNet.Attributes;

namespace Beacon.Benchmarks.Reading;

/// <summary>Reads the final statistics of a component that has printed two gigabytes.</summary>
[MemoryDiagnoser]
public class StatisticsReading
{
    private const string Marker = "FINAL STATISTICS";
    private const long LogBytes = 2L * 1024 * 1024 * 1024;

    private static readonly StatisticsSpec Spec = new() { From = Marker };
    private static readonly StatisticsSpec WithoutMarker = new() { Format = StatisticsFormat.KeyValue };

    private readonly string _log = Path.GetTempFileName();
    private RecordFolder? _folder;
    private LogParts? _parts;
    private long _markerOffset;

    /// <summary>Writes the log: lines, then a block of statistics.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        var chunk = LineBytes.Chunk();
        using var log = File.Create(_log);
        while (log.Length < LogBytes)
            log.Write(chunk);
        log.Write("\n"u8);
        _markerOffset = log.Length;
        log.Write(Encoding.UTF8.GetBytes($"{Marker}\nOrders Sent: 97,252\nTick-to-Trade\n  Mean: 4.621 μs\n  p99: 9.75 μs\norders=128\n"));
        _folder = RecordFolder.Open(Path.GetDirectoryName(_log)!);
        _parts = LogParts.Open(_folder, Path.GetFileName(_log));
    }

    /// <summary>Deletes the log.</summary>
    [GlobalCleanup]
    public void CleanUp()
    {
        _parts?.Dispose();
        _folder?.Dispose();
        File.Delete(_log);
    }

    /// <summary>With the position of the marker from the output thread.</summary>
    [Benchmark(Baseline = true)]
    public int AtTheMarkerSeen() => FinalStatistics.Read("spew", Spec, _parts!, _markerOffset).Statistics.Length;

    /// <summary>With a search for the marker from the end.</summary>
    [Benchmark]
    public int LookedForFromTheEnd() => FinalStatistics.Read("spew", Spec, _parts!, null).Statistics.Length;

    /// <summary>Without a marker, so that the whole log is read.</summary>
    [Benchmark]
    public int AllOfIt() => FinalStatistics.Read("spew", WithoutMarker, _parts!, null).Statistics.Length;
}
