using Beacon.Plans;
using Beacon.Processes.Capturing;
using Beacon.Processes.Files;
using Beacon.Records.Layout;

namespace Beacon.Records.Logs;

/// <summary>
/// Reads what is appended to one log of a living run, over all its parts. A part that is being read stays open, so that it can be read to
/// its end after it was renamed, compressed or deleted.
/// </summary>
internal sealed class GrowingLog(RecordFolder record, string component, OutputStream stream) : IDisposable
{
    private readonly string _name = RecordLayout.LogOf(component, stream);
    private byte[] _buffer = [];
    private int _filled;
    private LogPart? _part;
    private Stream? _content;
    private long? _number;
    private int _place;

    /// <summary>The component that prints it.</summary>
    public string Component => component;

    public OutputStream Stream => stream;

    /// <summary>Whether parts were deleted before they were read (<c>output.keep</c>).</summary>
    public bool HasLost { get; private set; }

    /// <summary>Where reading begins, in bytes after the first byte that exists now.</summary>
    public void Begin(long offset)
    {
        using var parts = LogParts.Open(record, _name);
        var place = 0;
        for (; place < parts.Count - 1 && parts[place].Length <= offset; place++)
            offset -= parts[place].Length;
        if (place < parts.Count)
            MoveTo(parts, place, offset);
    }

    /// <summary>The whole lines that were appended since.</summary>
    public IEnumerable<string> NewLines()
    {
        while (Fill())
        {
            var start = 0;
            for (int at; (at = Array.IndexOf(_buffer, (byte)'\n', start, _filled - start)) >= 0; start = at + 1)
                yield return TextOf(start, at);
            if (start == 0 && _filled == _buffer.Length)
            {
                yield return TextOf(0, _filled);
                start = _filled;
            }

            _filled -= start;
            _buffer.AsSpan(start, _filled).CopyTo(_buffer);
        }
    }

    /// <summary>The line that the log ends within; null: it ends with a line end.</summary>
    public string? LastLine() => _filled > 0 ? TextOf(0, _filled) : null;

    public void Dispose() => Close();

    private string TextOf(int start, int end) =>
        System.Text.Encoding.UTF8.GetString(_buffer.AsSpan(start, end - start).TrimEnd((byte)'\r'));

    // False: there is nothing new now.
    private bool Fill()
    {
        if (_part is null)
            Begin(0);
        while (_content is not null)
        {
            if (_buffer.Length == 0)
                _buffer = new byte[TimedLog.MaximumLineBytes];
            var count = _content.Read(_buffer.AsSpan(_filled));
            _filled += count;
            if (count > 0)
                return true;

            // The part that is being written has ended only if it is no longer of that name; and then only now nothing is added to it.
            if (record.NumberOf(_name) is not { } current || current == _number)
                return false;
            count = _content.Read(_buffer.AsSpan(_filled));
            _filled += count;
            if (count > 0)
                return true;
            if (!OpenNext())
                return false;
        }

        return false;
    }

    private bool OpenNext()
    {
        using var parts = LogParts.Open(record, _name);

        // By its number as long as it is not compressed, else by its place, which stays the same while nothing is deleted.
        var place = parts.ToList().FindIndex(part => part.Number == _number);
        if (place < 0 && _place < parts.Count - 1)
            place = _place;
        HasLost |= place < 0;
        var next = place < 0 ? parts.Count - 1 : place + 1;
        if (next < 0 || next >= parts.Count)
            return false;
        MoveTo(parts, next, 0);
        return true;
    }

    private void MoveTo(LogParts parts, int place, long offset)
    {
        Close();
        (_part, _place) = (parts.Take(place), place);
        _number = _part.Number;
        _content = _part.OpenRead();
        if (_content.CanSeek)
            _content.Position = offset;
        else
            Skip(_content, offset);
    }

    private void Close()
    {
        _content?.Dispose();
        _part?.Dispose();
    }

    private static void Skip(Stream part, long bytes)
    {
        var block = new byte[64 * 1024];
        while (bytes > 0 && part.Read(block.AsSpan(0, (int)Math.Min(bytes, block.Length))) is > 0 and var count)
            bytes -= count;
    }
}
