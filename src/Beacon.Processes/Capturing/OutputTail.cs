using System.Text;
using Beacon.Plans.Text;

namespace Beacon.Processes.Capturing;

/// <summary>Drains the streams of a short program, and keeps the last line of what it prints that is not blank.</summary>
/// <param name="printed">Called with each such line; null: with none.</param>
internal sealed class OutputTail(Action<UntrustedText>? printed)
{
    private const int MostBytes = 1000;

    private readonly Lock _lock = new();
    private UntrustedText _last;

    /// <summary>The last line, its first 1000 bytes; empty: none.</summary>
    public UntrustedText LastLine
    {
        get
        {
            lock (_lock)
                return _last;
        }
    }

    /// <summary>Reads a stream to its end, or until it is cancelled because another process still holds it open.</summary>
    public async Task DrainAsync(Stream source, CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        var line = new List<byte>();
        try
        {
            while (await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var count)
                foreach (var value in buffer.AsSpan(0, count))
                    Add(line, value);
        }
        catch (OperationCanceledException)
        {
            // What was printed until now counts.
        }

        Keep(line);
    }

    private void Add(List<byte> line, byte value)
    {
        if (value == '\n')
            Keep(line);
        else if (line.Count < MostBytes)
            line.Add(value);
    }

    private void Keep(List<byte> line)
    {
        var text = Encoding.UTF8.GetString([.. line]).Trim();
        line.Clear();
        if (text.Length == 0)
            return;
        lock (_lock)
            _last = text;
        printed?.Invoke(text);
    }
}
