using Beacon.Processes.Files;

namespace Beacon.Processes.Capturing;

/// <summary>
/// The log of one stream of a component, byte for byte over all its incarnations. Never throws and never waits: bytes that can't be stored
/// are counted. Used by one thread at a time.
/// </summary>
internal sealed class LogFile : IDisposable
{
    private readonly RecordFolder _folder;
    private readonly string _name;
    private readonly AppendedFile _file;
    private readonly long? _partBytes;
    private readonly int _keep;
    private readonly LogArchive _archive;
    private readonly Action<string, string> _onError;
    private long _size;
    private long _rotateAt;
    private bool _isIdle;

    /// <summary>Creates the log if need be. It is open only while output comes, so that a silent fleet holds no files open.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="name">The name of the part that is written.</param>
    /// <param name="partBytes">The size at which the log continues in a new part; null: never.</param>
    /// <param name="keep">How many older parts are kept; 0: all.</param>
    /// <param name="archive">Keeps the older parts.</param>
    /// <param name="onError">Called with the path and the reason of every failure.</param>
    public LogFile(RecordFolder folder, string name, long? partBytes, int keep, LogArchive archive, Action<string, string> onError)
    {
        _folder = folder;
        _name = name;
        _file = folder.Appended(name);
        _partBytes = partBytes;
        _keep = keep;
        _archive = archive;
        _onError = onError;
        _rotateAt = partBytes ?? long.MaxValue;
        Open();
        _file.Close();
    }

    /// <summary>How many bytes could not be stored.</summary>
    public long UnstoredBytes { get; private set; }

    /// <summary>How many bytes were deleted with older parts.</summary>
    public long DeletedBytes { get; private set; }

    /// <summary>Appends output; returns how many bytes were stored.</summary>
    public int Append(ReadOnlySpan<byte> bytes)
    {
        var stored = 0;
        _isIdle = false;
        while (_partBytes is not null && PartBoundary.Find(bytes, _size, _rotateAt) is { } end)
        {
            stored += Write(bytes[..end]);
            bytes = bytes[end..];
            Rotate();
        }

        return bytes.IsEmpty ? stored : stored + Write(bytes);
    }

    /// <summary>Closes the file if nothing was appended since the last call; true: it is closed.</summary>
    public bool CloseIfIdle()
    {
        if (_isIdle)
            _file.Close();
        _isIdle = true;
        return !_file.IsOpen;
    }

    public void Dispose()
    {
        _file.Close();
        _archive.Release(_folder, _name);
    }

    private int Write(ReadOnlySpan<byte> bytes)
    {
        var reason = _file.IsOpen ? null : Open();
        var written = _file.IsOpen ? _file.Append(bytes, out reason) : 0;
        _size += written;
        if (written == bytes.Length)
            return written;

        // The program must not be blocked by a full disk: go on and count.
        _onError(_file.Path, reason!);
        UnstoredBytes += bytes.Length - written;
        return written;
    }

    private void Rotate()
    {
        _file.Close();
        try
        {
            DeletedBytes += _archive.Rotate(_folder, _name, _keep);
            Open();
            _rotateAt = _partBytes!.Value;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _onError(_file.Path, exception.Message);

            // The part continues; the next attempt comes when it has grown by as much again.
            Open();
            _rotateAt = _size + _partBytes!.Value;
        }
    }

    private string? Open()
    {
        var reason = _file.Open();
        _size = _file.IsOpen ? _file.Length : 0;
        return reason;
    }
}
