using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Beacon.Actors.Plans;

namespace Beacon.Actors.Processes.Linux;

/// <summary>
/// What is read out of one process's output while it passes: log probes and the statistics marker, on every line; and lines for the
/// live views, as long as their receiver keeps up. Used by the output thread alone.
/// </summary>
internal sealed class OutputReader
{
    private const int MaximumLinesUnderway = 65_536;
    private const int MaximumDisplayedBytes = 4096;

    private readonly Action<ProcessEvent> _report;
    private readonly byte[]? _marker;
    private readonly List<LogProbe> _probes;
    private readonly ImmutableArray<OutputLine>.Builder _batch = ImmutableArray.CreateBuilder<OutputLine>();
    private char[] _text = [];
    private int _underway;
    private long _skipped;

    public OutputReader(LaunchSpec spec, Action<ProcessEvent> report)
    {
        _report = report;
        _marker = spec.StatisticsMarker is null ? null : Encoding.UTF8.GetBytes(spec.StatisticsMarker);
        _probes = [.. spec.LogProbes];
    }

    /// <summary>Where in standard output the last line with the marker begins.</summary>
    public long? MarkerOffset { get; private set; }

    /// <summary>The first line on standard error; null: none so far.</summary>
    public string? FirstErrorLine { get; private set; }

    public LineAssembler AssemblerFor(OutputStream stream) => new((line, offset) => OnLine(stream, line, offset));

    /// <summary>A program may say that it is ready without ending the line.</summary>
    public void OnPartialLine(OutputStream stream, ReadOnlySpan<byte> line)
    {
        if (_probes.Count > 0 && !line.IsEmpty) MatchProbes(stream, line);
    }

    /// <summary>Hands on what has come since the last time.</summary>
    public void Flush()
    {
        if (_batch.Count == 0 && _skipped == 0) return;

        var lines = _batch.DrainToImmutable();
        Interlocked.Add(ref _underway, lines.Length);
        _report(new OutputBatch(lines, _skipped) { Consumed = () => Interlocked.Add(ref _underway, -lines.Length) });
        _skipped = 0;
    }

    private void OnLine(OutputStream stream, ReadOnlySpan<byte> line, long offset)
    {
        if (_marker is not null && stream == OutputStream.Stdout && line.IndexOf(_marker) >= 0) MarkerOffset = offset;
        if (_probes.Count > 0) MatchProbes(stream, line);
        if (FirstErrorLine is null && stream == OutputStream.Stderr)
            FirstErrorLine = Encoding.UTF8.GetString(line[..Math.Min(line.Length, MaximumDisplayedBytes)]);

        if (_batch.Count + Volatile.Read(ref _underway) >= MaximumLinesUnderway) _skipped++;
        else _batch.Add(new OutputLine(stream, Encoding.UTF8.GetString(line[..Math.Min(line.Length, MaximumDisplayedBytes)])));
    }

    private void MatchProbes(OutputStream stream, ReadOnlySpan<byte> line)
    {
        if (_text.Length < line.Length) _text = new char[Math.Max(line.Length, 256)];
        var text = _text.AsSpan(0, Encoding.UTF8.GetChars(line, _text));
        for (var index = _probes.Count - 1; index >= 0; index--)
        {
            var probe = _probes[index];
            if ((probe.Stream is not null && probe.Stream != stream) || !IsMatch(probe.Pattern, text)) continue;
            _probes.RemoveAt(index);
            _report(new LogMatched(probe));
        }
    }

    private static bool IsMatch(Regex pattern, ReadOnlySpan<char> text)
    {
        try
        {
            return pattern.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            // A pattern that takes that long on this line has not matched it.
            return false;
        }
    }
}
