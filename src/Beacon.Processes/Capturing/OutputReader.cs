using System.Text;
using Beacon.Plans;
using Beacon.Plans.Text;

namespace Beacon.Processes.Capturing;

/// <summary>
/// Reads the output of one process while it is stored: log probes and the statistics marker, which see every line; and lines for live
/// views, as fast as their receiver takes them. Used by one thread at a time.
/// </summary>
internal sealed class OutputReader
{
    private const int LinesPerBatch = 1000;
    private const int MatchedBytesPerLine = 64 * 1024;

    private const int FirstErrorBytes = 1024;

    private readonly Action<ProcessEvent> _report;
    private readonly MarkerWatch? _marker;
    private readonly bool _isMerged;
    private readonly List<LogProbe> _probes;
    private byte[] _firstError = [];
    private readonly LineAssembler[] _probedLines;
    private readonly LiveLines _live = new();
    private char[] _text = [];
    private volatile bool _isReceiverBehind;

    public OutputReader(LaunchSpec spec, Action<ProcessEvent> report)
    {
        _report = report;
        _isMerged = spec.OutputMode == OutputMode.Pty;
        _marker = spec.StatisticsMarker is { Length: > 0 } marker ? new MarkerWatch(Encoding.UTF8.GetBytes(marker)) : null;
        _probes = [.. spec.LogProbes];
        _probedLines = [ProbedLinesOf(OutputStream.Stdout), ProbedLinesOf(OutputStream.Stderr)];

        LineAssembler ProbedLinesOf(OutputStream stream) => new(MatchedBytesPerLine, line => MatchProbes(stream, line));
    }

    /// <summary>
    /// How many bytes of standard output begin at the last line with the marker, that line included; null: there was none.
    /// </summary>
    public long? MarkerFromEnd => _marker?.BytesSince;

    public string? FirstErrorLine => _firstError.Length == 0 ? null : Encoding.UTF8.GetString(_firstError).Split('\n')[0];

    public void Append(OutputStream stream, ReadOnlySpan<byte> bytes)
    {
        if (stream == OutputStream.Stdout)
            _marker?.Append(bytes);
        if ((stream == OutputStream.Stderr || _isMerged) && _firstError.Length < FirstErrorBytes)
            _firstError = [.. _firstError, .. bytes[..Math.Min(bytes.Length, FirstErrorBytes - _firstError.Length)]];
        if (_probes.Count > 0)
        {
            var lines = _probedLines[(int)stream];
            lines.Append(bytes);

            // A program may report its readiness without ending the line.
            if (!lines.Partial.IsEmpty)
                MatchProbes(stream, lines.Partial);
        }

        _live.Append(stream, bytes);
    }

    public void Acknowledge() => _isReceiverBehind = false;

    /// <summary>Reports lines if the receiver has acknowledged the last batch; true: nothing is left.</summary>
    public bool Flush()
    {
        if (_isReceiverBehind)
            return !_live.HasLines;
        HandOn();
        return !_live.HasLines;
    }

    /// <summary>A stream has ended: reports everything.</summary>
    public void Complete(OutputStream stream)
    {
        while (_live.HasLines)
            HandOn();
        _live.Complete(stream);
        HandOn();
    }

    private void HandOn()
    {
        var lines = _live.Take(LinesPerBatch, out var skipped);
        if (lines.IsEmpty && skipped == 0)
            return;
        _isReceiverBehind = true;
        _report(new OutputBatch(lines, skipped));
    }

    private void MatchProbes(OutputStream stream, ReadOnlySpan<byte> line)
    {
        if (_text.Length < line.Length)
            _text = new char[Math.Max(line.Length, 256)];
        ReadOnlySpan<char> text = _text.AsSpan(0, Encoding.UTF8.GetChars(line, _text));
        if (text.Contains(TerminalText.Escape))
            text = TerminalText.WithoutEscapes(new string(text));
        for (var index = _probes.Count - 1; index >= 0; index--)
        {
            var probe = _probes[index];
            if (!probe.Matches(stream, text))
                continue;
            _probes.RemoveAt(index);
            _report(new LogMatched(probe));
        }
    }
}
