using System.Diagnostics;
using Beacon.Plans;
using Beacon.Processes.Files;

namespace Beacon.Processes.Capturing;

/// <summary>
/// Writes the arrival index of one incarnation, in the format of <see cref="ArrivalIndex"/>. Never throws and never waits: if an entry
/// can't be stored because the disk is full, its bytes are counted in the next one. Used by one thread at a time.
/// </summary>
internal sealed class ArrivalIndexWriter(AppendedFile file, long runStart, Action<string, string> onError) : IDisposable
{
    private const int BufferBytes = 4 * 1024;
    private const int EntryBytesAtMost = 2 * 9;

    private readonly long[] _waitingBytes = new long[2];
    private byte[] _buffer = [];
    private int _filled;
    private long _lastMicroseconds;
    private bool _isIdle;

    public void Add(OutputStream stream, int bytes)
    {
        if (bytes == 0)
            return;
        _isIdle = false;
        _waitingBytes[(int)stream] += bytes;
        if (_buffer.Length == 0)
            Begin();
        if (_filled + EntryBytesAtMost > BufferBytes && !Write())
            return;

        var now = Microseconds();
        AddEntry(now - _lastMicroseconds, stream, _waitingBytes[(int)stream]);
        _lastMicroseconds = now;
        _waitingBytes[(int)stream] = 0;
    }

    /// <summary>Writes the buffer if nothing was added since the last call; true: nothing is left to be written.</summary>
    public bool FlushIfIdle()
    {
        if (_filled > 0 && _isIdle)
            Write();
        _isIdle = true;
        return _filled == 0;
    }

    public void Dispose()
    {
        if (_filled > 0)
            Write();
        _filled = 0;
    }

    private void Begin()
    {
        _buffer = new byte[BufferBytes];

        // The last time of the previous incarnation is not known here: the first entry sets the clock.
        _lastMicroseconds = Microseconds();
        AddEntry(_lastMicroseconds, OutputStream.Stdout, 0);
    }

    private long Microseconds() => (long)((Stopwatch.GetTimestamp() - runStart) * (1e6 / Stopwatch.Frequency));

    private void AddEntry(long microseconds, OutputStream stream, long bytes)
    {
        AddNumber((microseconds << 1) | (long)stream);
        AddNumber(bytes);
    }

    private void AddNumber(long number)
    {
        for (; number >= 0x80; number >>= 7)
            _buffer[_filled++] = (byte)(number | 0x80);
        _buffer[_filled++] = (byte)number;
    }

    // All or nothing, so that the file never ends within an entry. The file is open only for that, as a fleet has many.
    private bool Write()
    {
        if (file.Open() is { } closed)
        {
            onError(file.Path, closed);
            return false;
        }

        var length = file.Length;
        string? reason = null;
        if (length == 0)
            file.Append(ArrivalIndex.Header, out reason);
        if (reason is null)
            file.Append(_buffer.AsSpan(0, _filled), out reason);
        if (reason is null)
            _filled = 0;
        else
            file.Truncate(length);
        file.Close();
        if (reason is not null)
            onError(file.Path, reason);
        return reason is null;
    }
}
