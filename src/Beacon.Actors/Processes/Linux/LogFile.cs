namespace Beacon.Actors.Processes.Linux;

/// <summary>
/// The log that holds, byte for byte, what one stream of a component has printed in all its incarnations. Never throws and never waits:
/// what can't be stored is counted. Used by the output thread alone, once made.
/// </summary>
internal sealed class LogFile : IDisposable
{
    private readonly string _path;
    private readonly long? _partBytes;
    private readonly int _keep;
    private readonly LogArchive _archive;
    private readonly Action<string, string> _onError;
    private int _fd;
    private long _size;
    private long _rotateAt;
    private bool _isIdle;

    /// <summary>Makes the log if need be. It is open only while something comes, so that a fleet that is silent holds no files.</summary>
    /// <param name="path">The part that is written.</param>
    /// <param name="partBytes">The size at which the log goes on in a new part; null: never.</param>
    /// <param name="keep">How many older parts are kept; 0: all.</param>
    /// <param name="archive">Who keeps the older parts.</param>
    /// <param name="onError">Told the path and the reason of every failure.</param>
    public LogFile(string path, long? partBytes, int keep, LogArchive archive, Action<string, string> onError)
    {
        _path = path;
        _partBytes = partBytes;
        _keep = keep;
        _archive = archive;
        _onError = onError;
        _rotateAt = partBytes ?? long.MaxValue;
        Open();
        Close();
    }

    /// <summary>How many bytes could not be stored.</summary>
    public long UnstoredBytes { get; private set; }

    /// <summary>How many bytes were deleted with older parts.</summary>
    public long DeletedBytes { get; private set; }

    /// <summary>Adds what was printed; returns how many bytes of it were stored.</summary>
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

    /// <summary>Closes the file if nothing was added since the last time; true: it is closed.</summary>
    public bool CloseIfIdle()
    {
        if (_isIdle) Close();
        _isIdle = true;
        return _fd < 0;
    }

    public void Dispose()
    {
        Close();
        _archive.Release(_path);
    }

    private int Write(ReadOnlySpan<byte> bytes)
    {
        if (_fd < 0) Open();
        var errno = Errno.Last;
        var written = _fd < 0 ? 0 : FileDescriptor.WriteAll(_fd, bytes, out errno);
        _size += written;
        if (written == bytes.Length) return written;

        // The program must not be blocked by a full disk: read on and count.
        _onError(_path, Errno.Message(errno));
        UnstoredBytes += bytes.Length - written;
        return written;
    }

    private void Rotate()
    {
        Close();
        try
        {
            DeletedBytes += _archive.Rotate(_path, _keep);
            Open();
            _rotateAt = _partBytes!.Value;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _onError(_path, exception.Message);

            // The part goes on; it is tried again when it has grown as much once more.
            Open();
            _rotateAt = _size + _partBytes!.Value;
        }
    }

    private void Open()
    {
        _fd = FileDescriptor.OpenForAppend(_path);
        _size = _fd < 0 ? 0 : FileDescriptor.Length(_fd);
    }

    private void Close()
    {
        if (_fd >= 0) FileDescriptor.Close(_fd);
        _fd = -1;
    }
}
