using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using Beacon.Plans;

namespace Beacon.Processes.Capturing;

/// <summary>
/// The newest output of one process for a receiver of lines: a buffer, bounded in bytes and in lines, that drops the oldest output and
/// counts the lost lines. It holds bytes; lines and strings are made only when they are taken.
/// </summary>
internal sealed class LiveLines
{
    public const int MaximumBytes = 1024 * 1024;

    /// <summary>A receiver is given some 40,000 lines a second: what it sees is no older than half a second.</summary>
    public const int MaximumLines = 20_000;

    private const int LeastRingBytes = 4 * 1024;
    private const int KeptRingBytes = 64 * 1024;
    private const int DisplayedBytesPerLine = 4096;

    private readonly LineAssembler[] _lines;
    private readonly ImmutableArray<OutputLine>.Builder _taken = ImmutableArray.CreateBuilder<OutputLine>();
    private readonly Queue<OutputSpan> _spans = new();
    private OutputSpan _lastSpan;
    private int _takenOfFirst;
    private byte[] _ring = [];
    private int _start;
    private int _count;
    private int _lineEnds;
    private long _skipped;

    public LiveLines()
    {
        _lines = [AssemblerFor(OutputStream.Stdout), AssemblerFor(OutputStream.Stderr)];

        LineAssembler AssemblerFor(OutputStream stream) =>
            new(DisplayedBytesPerLine, line => _taken.Add(new OutputLine(stream, Encoding.UTF8.GetString(line))));
    }

    private readonly record struct OutputSpan(OutputStream Stream, int Length);

    /// <summary>Whether there may be something to take.</summary>
    public bool HasLines => _count > 0 || _skipped > 0 || _taken.Count > 0;

    public void Append(OutputStream stream, ReadOnlySpan<byte> bytes)
    {
        var excess = bytes.Length - MaximumBytes;
        if (excess > 0)
        {
            Drop(_count);
            _skipped += _lines[(int)stream].Skip(bytes[..excess]);
            bytes = bytes[excess..];
        }

        Drop(_count + bytes.Length - MaximumBytes);
        if (_ring.Length < _count + bytes.Length)
            Grow(_count + bytes.Length);
        Store(bytes);
        if (_lastSpan.Stream != stream && _lastSpan.Length > 0)
        {
            _spans.Enqueue(_lastSpan);
            _lastSpan = default;
        }

        _lastSpan = new OutputSpan(stream, _lastSpan.Length + bytes.Length);
        _lineEnds += LineEndsIn(bytes);
        while (_lineEnds > MaximumLines)
            Drop((_count + 7) / 8);
    }

    /// <summary>Takes lines, the oldest first, and the number of those that were dropped before these.</summary>
    public ImmutableArray<OutputLine> Take(int most, out long skipped)
    {
        while (_count > 0 && _taken.Count < most)
        {
            var stream = First.Stream;
            Advance(_lines[(int)stream].AppendLine(Front(_count)));
        }

        if (_count == 0 && _ring.Length > KeptRingBytes)
            Replace([]);
        skipped = _skipped;
        _skipped = 0;
        return _taken.DrainToImmutable();
    }

    /// <summary>A stream has ended and all was taken: its unfinished line is a line now.</summary>
    public void Complete(OutputStream stream) => _lines[(int)stream].Complete();

    private OutputSpan First => _spans.Count > 0 ? _spans.Peek() : _lastSpan;

    // Contiguous bytes of one stream.
    private ReadOnlySpan<byte> Front(int most) =>
        _ring.AsSpan(_start, Math.Min(Math.Min(most, First.Length - _takenOfFirst), _ring.Length - _start));

    private void Drop(int bytes)
    {
        while (bytes > 0)
        {
            var front = Front(bytes);
            _skipped += _lines[(int)First.Stream].Skip(front);
            bytes -= front.Length;
            Advance(front.Length);
        }
    }

    private void Advance(int bytes)
    {
        _lineEnds -= LineEndsIn(_ring.AsSpan(_start, bytes));
        _count -= bytes;
        _start = _count == 0 ? 0 : (_start + bytes) % _ring.Length;
        if (_spans.Count == 0)
        {
            _lastSpan = _lastSpan with { Length = _lastSpan.Length - bytes };
            return;
        }

        _takenOfFirst += bytes;
        if (_takenOfFirst < First.Length)
            return;
        _takenOfFirst = 0;
        _spans.Dequeue();
    }

    private static int LineEndsIn(ReadOnlySpan<byte> bytes) => bytes.Count((byte)'\n') + bytes.Count((byte)'\r');

    private void Store(ReadOnlySpan<byte> bytes)
    {
        var end = _ring.Length == 0 ? 0 : (_start + _count) % _ring.Length;
        var first = Math.Min(bytes.Length, _ring.Length - end);
        bytes[..first].CopyTo(_ring.AsSpan(end));
        bytes[first..].CopyTo(_ring);
        _count += bytes.Length;
    }

    private void Grow(int bytes)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(LeastRingBytes, bytes));
        var first = Math.Min(_count, _ring.Length - _start);
        _ring.AsSpan(_start, first).CopyTo(larger);
        _ring.AsSpan(0, _count - first).CopyTo(larger.AsSpan(first));
        Replace(larger);
    }

    private void Replace(byte[] ring)
    {
        if (_ring.Length > 0)
            ArrayPool<byte>.Shared.Return(_ring);
        _ring = ring;
        _start = 0;
    }
}
