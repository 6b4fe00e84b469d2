using System.Text;
using Beacon.Processes.Files;
using Microsoft.Win32.SafeHandles;

namespace Beacon.Records.Reading;

/// <summary>
/// Reads the whole lines that are appended to a file of a record. Looking for more costs one read of the file, also where there is none;
/// the run does nothing for it.
/// </summary>
/// <remarks>A line longer than <see cref="MostBytes"/>, which no run writes, is left out.</remarks>
/// <param name="record">The record folder, which must stay open.</param>
/// <param name="name">The name of the file; it need not exist yet.</param>
public sealed class GrowingLines(RecordFolder record, string name) : IDisposable
{
    /// <summary>The maximum length of a line, in bytes.</summary>
    public const int MostBytes = 16 * 1024 * 1024;

    private readonly byte[] _piece = new byte[64 * 1024];
    private readonly MemoryStream _begun = new();
    private SafeFileHandle? _file;
    private long _position;
    private bool _isTooLong;

    /// <summary>The lines that are whole since the last call, without their line ends.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public IEnumerable<string> Next()
    {
        if (_file is null && !record.Exists(name))
            yield break;
        _file ??= record.OpenHandle(name);
        while (RandomAccess.Read(_file, _piece, _position) is > 0 and var count)
        {
            _position += count;
            var start = 0;
            for (int at; (at = Array.IndexOf(_piece, (byte)'\n', start, count - start)) >= 0; start = at + 1)
                if (End(_piece.AsSpan(start, at - start)) is { } line)
                    yield return line;
            Begin(_piece.AsSpan(start, count - start));
        }
    }

    /// <inheritdoc />
    public void Dispose() => _file?.Dispose();

    private void Begin(ReadOnlySpan<byte> piece)
    {
        _isTooLong |= _begun.Length + piece.Length > MostBytes;
        if (_isTooLong)
            _begun.SetLength(0);
        else
            _begun.Write(piece);
    }

    // Null: the line is too long.
    private string? End(ReadOnlySpan<byte> rest)
    {
        if (_begun.Length == 0 && !_isTooLong)
            return Encoding.UTF8.GetString(rest);
        Begin(rest);
        var line = _isTooLong ? null : Encoding.UTF8.GetString(_begun.GetBuffer().AsSpan(0, (int)_begun.Length));
        (_begun.Position, _isTooLong) = (0, false);
        _begun.SetLength(0);
        return line;
    }
}
