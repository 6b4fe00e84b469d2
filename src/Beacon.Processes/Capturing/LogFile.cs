using Beacon.Plans.Text;
using Beacon.Processes.Files;

namespace Beacon.Processes.Capturing;

/// <summary>
/// The log of one stream of a component, byte for byte over all its incarnations. Never throws and never waits: bytes that can't be stored
/// are counted. Used by one thread at a time.
/// </summary>
internal sealed class LogFile : IDisposable
{
    // How far beyond the wanted size of a part a line end is looked for.
    internal const int SlackBytes = 64 * 1024;

    private readonly LogPartName _log;
    private readonly OutputFiles _files;
    private readonly AppendedFile _file;
    private readonly LogArchive _archive;
    private readonly Action<string, string> _onError;
    private long _rotateAt;
    private bool _isIdle;
    private bool _isStored;

    /// <summary>Creates the log if need be. It is open only while output comes, so that a silent fleet holds no files open.</summary>
    public LogFile(OutputFiles files, string name, LogArchive archive, Action<string, string> onError)
    {
        (_files, _archive, _onError) = (files, archive, onError);
        _log = new LogPartName(files.Folder, name);
        _file = new AppendedFile(files.Folder, name);
        _rotateAt = files.RotateAtBytes ?? long.MaxValue;
        _file.Open();
        _file.Close();
    }

    public long UnstoredBytes { get; private set; }

    public long DeletedBytes { get; private set; }

    /// <summary>Appends output; returns how many bytes were stored.</summary>
    public int Append(ReadOnlySpan<byte> bytes)
    {
        var stored = 0;
        _isIdle = false;
        while (EndOfPart(bytes) is { } end)
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
        _archive.Release(_log);
        if (_isStored && _files.Folder.Has(_log.Name) && !_files.Folder.Exists(_log.Name))
            _onError(_file.Path, "was replaced by something that is not a regular file: what was printed is lost");
    }

    /// <summary>
    /// How many of the bytes still belong to the part: up to the first line end at the wanted size or beyond it, or, if none comes soon, to
    /// the middle of a line; null: all of them, and the part continues.
    /// </summary>
    private int? EndOfPart(ReadOnlySpan<byte> bytes)
    {
        var leastEnd = Math.Max(0, _rotateAt - _file.Length - 1);
        if (bytes.Length <= leastEnd)
            return null;

        var mostBytes = Math.Max(0, _rotateAt + SlackBytes - _file.Length);
        var lineEnd = leastEnd < mostBytes ? bytes[(int)leastEnd..(int)Math.Min(bytes.Length, mostBytes)].IndexOf((byte)'\n') : -1;
        if (lineEnd >= 0)
            return (int)leastEnd + lineEnd + 1;
        return bytes.Length >= mostBytes ? (int)mostBytes : null;
    }

    private int Write(ReadOnlySpan<byte> bytes)
    {
        var reason = _file.IsOpen ? null : _file.Open();
        var written = _file.IsOpen ? _file.Append(bytes, out reason) : 0;
        _isStored |= written > 0;
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
            DeletedBytes += _archive.Rotate(_log, _files.KeptParts);
            _file.Open();
            _rotateAt = _files.RotateAtBytes!.Value;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _onError(_file.Path, ExceptionText.Of(exception));

            // The part continues; the next attempt comes when it has grown by as much again.
            _file.Open();
            _rotateAt = _file.Length + _files.RotateAtBytes!.Value;
        }
    }
}
