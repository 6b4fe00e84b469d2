using System.Text;
using Beacon.Plans;
using Beacon.Plans.Text;

namespace Beacon.Processes.Capturing;

/// <summary>
/// Drains the streams of a short program, and keeps the last line that is not blank: that of standard error if there is one, which says why
/// it has failed, else that of standard output. Nothing tells in which order lines of the two were printed.
/// </summary>
/// <param name="printed">Called with each such line; null: with none.</param>
internal sealed class OutputTail(Action<UntrustedText>? printed)
{
    private const int MostBytes = 1000;

    private readonly Lock _lock = new();
    private UntrustedText _lastOutput;
    private UntrustedText _lastError;

    /// <summary>The last line, its first 1000 bytes; empty: none.</summary>
    public UntrustedText LastLine
    {
        get
        {
            lock (_lock)
                return _lastError.Raw.Length > 0 ? _lastError : _lastOutput;
        }
    }

    /// <summary>Reads a stream to its end, or until it is cancelled because another process still holds it open.</summary>
    public async Task DrainAsync(Stream source, OutputStream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        var line = new List<byte>();
        try
        {
            while (await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var count)
                foreach (var value in buffer.AsSpan(0, count))
                    Add(line, value, stream);
        }
        catch (OperationCanceledException)
        {
            // What was printed until now counts.
        }

        Keep(line, stream);
    }

    private void Add(List<byte> line, byte value, OutputStream stream)
    {
        if (value == '\n')
            Keep(line, stream);
        else if (line.Count < MostBytes)
            line.Add(value);
    }

    private void Keep(List<byte> line, OutputStream stream)
    {
        var text = Encoding.UTF8.GetString([.. line]).Trim();
        line.Clear();
        if (text.Length == 0)
            return;
        lock (_lock)
        {
            if (stream == OutputStream.Stderr)
                _lastError = text;
            else
                _lastOutput = text;
        }

        printed?.Invoke(text);
    }
}
