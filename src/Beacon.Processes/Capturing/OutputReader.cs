using System.Text;
using Beacon.Plans;

namespace Beacon.Processes.Capturing;

/// <summary>
/// Reads the output of one process while it is stored: log probes and the statistics marker, which see every line; and lines for live
/// views, as fast as their receiver takes them. Used by one thread at a time.
/// </summary>
internal sealed class OutputReader
{
    private const int LinesPerBatch = 1000;
    private const int FirstErrorBytes = 1024;

    private readonly Action<ProcessEvent> _report;
    private readonly MarkerWatch? _marker;
    private readonly bool _isMerged;
    private readonly ProbedOutput _probes;
    private readonly SlowProbes? _slowProbes;
    private readonly LiveLines _live = new();
    private byte[] _firstError = [];
    private volatile bool _isReceiverBehind;

    public OutputReader(LaunchSpec spec, Action<ProcessEvent> report)
    {
        _report = report;
        _isMerged = spec.OutputMode == OutputMode.Pty;
        _marker = spec.StatisticsMarker is { Length: > 0 } marker ? new MarkerWatch(Encoding.UTF8.GetBytes(marker)) : null;
        _probes = new ProbedOutput(spec.LogProbes.Where(probe => !probe.Pattern.MayBacktrack), report);
        List<LogProbe> slow = [.. spec.LogProbes.Where(probe => probe.Pattern.MayBacktrack)];
        _slowProbes = slow.Count > 0 ? new SlowProbes(slow, report) : null;
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
        _probes.Append(stream, bytes);
        _slowProbes?.Append(stream, bytes);
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
}
