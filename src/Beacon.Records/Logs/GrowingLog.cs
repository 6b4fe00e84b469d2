using Beacon.Processes.Capturing;
using Beacon.Processes.Files;
using Beacon.Records.Layout;

namespace Beacon.Records.Logs;

/// <summary>
/// Reads what is appended to one log of a living run, over all its parts. A part that is being read stays open, so that it can be read to
/// its end after it was renamed, compressed or deleted.
/// </summary>
internal sealed class GrowingLog(RecordFolder record, LogStream log) : IDisposable
{
    // A fleet has thousands of logs, most of them of short lines.
    private const int FirstBufferBytes = 4 * 1024;

    // Of what is skipped at once, so much is read to count its lines. A flood brings more than a reader that is short of time can count.
    private const long MostCountedBytes = 8 * 1024 * 1024;

    private readonly string _name = RecordLayout.LogOf(log.Component, log.Stream);
    private byte[] _buffer = [];
    private int _filled;
    private bool _wasFilled;
    private bool _isRest;
    private long _at;
    private LogPart? _part;
    private Stream? _content;
    private long _readOfPart;
    private long? _number;
    private int _place;

    public LogStream Log => log;

    /// <summary>Whether parts were deleted before they were read (<c>output.keep</c>).</summary>
    public bool HasLost { get; private set; }

    /// <summary>Where reading begins, in bytes after the first byte that exists now.</summary>
    public void Begin(long offset)
    {
        _at = offset;
        using var parts = LogParts.Open(record, _name);
        var place = 0;
        for (; place < parts.Count - 1 && parts[place].Length <= offset; place++)
            offset -= parts[place].Length;
        if (place < parts.Count)
            MoveTo(parts, place, offset);
    }

    /// <summary>The whole lines that were appended since.</summary>
    /// <param name="elapsed">The time since the start of the run, for the lines.</param>
    public IEnumerable<RecordedLine> NewLines(TimeSpan elapsed)
    {
        while (Fill())
        {
            var start = 0;
            for (int end; (end = Array.IndexOf(_buffer, (byte)'\n', start, _filled - start)) >= 0; start = end + 1)
            {
                if (!_isRest)
                    yield return LineOf(elapsed, start, end, end + 1);
                _isRest = false;
            }

            if (start == 0 && _filled == TimedLog.MaximumLineBytes)
            {
                if (!_isRest)
                    yield return LineOf(elapsed, 0, _filled, _filled);
                start = _filled;
            }

            Drop(start);
        }
    }

    /// <summary>The line that the log ends within; null: it ends with a line end.</summary>
    /// <inheritdoc cref="NewLines"/>
    public RecordedLine? LastLine(TimeSpan elapsed) => _filled > 0 && !_isRest ? LineOf(elapsed, 0, _filled, 0) : null;

    /// <summary>Skips lines so that not much more than so many bytes are still to be read; returns what that was.</summary>
    /// <param name="bytes">The number of bytes.</param>
    public SkippedOutput SkipAhead(long bytes)
    {
        var behind = Behind();
        var (jumped, skipped, isWithin) = (0L, 0L, false);
        if (behind > bytes + MostCountedBytes)
        {
            behind = bytes + MostCountedBytes;
            jumped = Jump(behind);
        }

        while (behind > bytes)
        {
            var before = _filled;
            if (!Fill())
                break;
            behind -= _filled - before;
            var ends = _buffer.AsSpan(0, _filled).Count((byte)'\n');
            skipped += ends;
            _isRest &= ends == 0;
            isWithin = _buffer[_filled - 1] != '\n';
            Drop(_filled);
        }

        if (isWithin && !_isRest)
            skipped++;
        _isRest |= isWithin;
        return new SkippedOutput(skipped, jumped);
    }

    // Goes on so many bytes before the end, within a line; returns how many were left out.
    private long Jump(long left)
    {
        using var parts = LogParts.Open(record, _name);
        var lengths = parts.Select(part => part.Length).ToList();
        var read = PlaceIn(parts) is >= 0 and var place ? lengths.Take(place).Sum() + _readOfPart : 0;
        var end = lengths.Sum() - left;
        var (at, skipped) = (_at + _filled + end - read, _filled + end - read);
        (_filled, _isRest) = (0, true);
        Begin(end);
        _at = at;
        return skipped;
    }

    public void Dispose() => Close();

    private RecordedLine LineOf(TimeSpan elapsed, int start, int textEnd, int end) =>
        new(
            elapsed,
            log.Component,
            log.Stream,
            System.Text.Encoding.UTF8.GetString(_buffer.AsSpan(start, textEnd - start).TrimEnd((byte)'\r')),
            IsTimeKnown: true
        )
        {
            Begin = _at + start,
            End = _at + end,
        };

    private void Drop(int count)
    {
        _filled -= count;
        _at += count;
        _buffer.AsSpan(count, _filled).CopyTo(_buffer);
    }

    // How many bytes were printed but are not read yet.
    private long Behind()
    {
        if (_part is null)
            Begin(0);
        if (_part is null)
            return 0;
        var rest = _part.Length - _readOfPart;
        if (record.NumberOf(_name) is not { } current || current == _number)
            return rest;
        using var parts = LogParts.Open(record, _name);
        return rest + parts.Skip(PlaceIn(parts) is >= 0 and var place ? place + 1 : parts.Count - 1).Sum(part => part.Length);
    }

    // False: there is nothing new now.
    private bool Fill()
    {
        if (_part is null)
            Begin(0);
        while (_content is not null)
        {
            if (Read())
                return true;

            // The part that is being written has ended only if it is no longer of that name; and then only now nothing is added to it.
            if (record.NumberOf(_name) is not { } current || current == _number)
                return false;
            if (Read())
                return true;
            if (!OpenNext())
                return false;
        }

        return false;
    }

    private bool Read()
    {
        if (_buffer.Length == 0)
            _buffer = new byte[FirstBufferBytes];
        else if (_wasFilled && _buffer.Length < TimedLog.MaximumLineBytes)
            Array.Resize(ref _buffer, Math.Min(4 * _buffer.Length, TimedLog.MaximumLineBytes));
        var count = _content!.Read(_buffer.AsSpan(_filled));
        _filled += count;
        _readOfPart += count;
        _wasFilled = _filled == _buffer.Length;
        return count > 0;
    }

    private bool OpenNext()
    {
        using var parts = LogParts.Open(record, _name);
        var place = PlaceIn(parts);
        HasLost |= place < 0;
        var next = place < 0 ? parts.Count - 1 : place + 1;
        if (next < 0 || next >= parts.Count)
            return false;
        MoveTo(parts, next, 0);
        return true;
    }

    // By its number as long as it is not compressed, else by its place, which stays the same while nothing is deleted.
    private int PlaceIn(LogParts parts)
    {
        var place = parts.ToList().FindIndex(part => part.Number == _number);
        return place < 0 && _place < parts.Count - 1 ? _place : place;
    }

    private void MoveTo(LogParts parts, int place, long offset)
    {
        Close();
        (_part, _place) = (parts.Take(place), place);
        _number = _part.Number;
        _content = _part.OpenRead();
        _readOfPart = offset;
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
