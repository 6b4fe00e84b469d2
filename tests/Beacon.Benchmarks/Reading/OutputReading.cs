using System.Collections.Immutable;
using Beacon.Plans;
using Beacon.Processes;
using Beacon.Processes.Capturing;
using BenchmarkDotNet.Attributes;

namespace Beacon.Benchmarks.Reading;

/// <summary>Processes one chunk of output, without the system calls.</summary>
[MemoryDiagnoser]
public class OutputReading
{
    private readonly byte[] _chunk = LineBytes.Chunk();
    private LineAssembler _lines = null!;
    private OutputReader _reader = null!;
    private OutputReader _searchingReader = null!;

    /// <summary>Drains the channel, so that no line is skipped.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _lines = new LineAssembler(4096, _ => { });
        _reader = ReaderFor(null);
        _searchingReader = ReaderFor("FINAL STATISTICS");
    }

    /// <summary>Finds the lines.</summary>
    [Benchmark(Baseline = true)]
    public void Lines() => _lines.Append(_chunk);

    /// <summary>Finds the lines and passes them to the live views.</summary>
    [Benchmark]
    public void LinesForTheViews()
    {
        _reader.Append(OutputStream.Stdout, _chunk);
        _reader.Flush();
    }

    /// <summary>The same, and searches each line for the statistics marker.</summary>
    [Benchmark]
    public void LinesForTheViewsAndTheMarker()
    {
        _searchingReader.Append(OutputStream.Stdout, _chunk);
        _searchingReader.Flush();
    }

    private static OutputReader ReaderFor(string? marker)
    {
        var spec = new LaunchSpec
        {
            Run = "benchmark",
            Component = "spew",
            Program = "spew",
            WorkingDirectory = "/",
            Environment = ImmutableSortedDictionary<string, string?>.Empty,
            StatisticsMarker = marker,
        };
        OutputReader? reader = null;
        return reader = new OutputReader(
            spec,
            happened =>
            {
                if (happened is OutputBatch)
                    reader!.Acknowledge();
            }
        );
    }
}
