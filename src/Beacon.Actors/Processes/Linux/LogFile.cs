namespace Beacon.Actors.Processes.Linux;

/// <summary>The file that holds, byte for byte, what one stream of a component has printed in all its incarnations.</summary>
internal sealed unsafe class LogFile : IDisposable
{
    private readonly int _fd;
    private readonly string _path;
    private readonly Action<ProcessEvent> _report;

    public LogFile(string path, Action<ProcessEvent> report)
    {
        _fd = FileDescriptor.OpenForAppend(path);
        _path = path;
        _report = report;
    }

    /// <summary>How many bytes could not be stored.</summary>
    public long UnstoredBytes { get; private set; }

    public void Append(byte* bytes, int count)
    {
        var written = FileDescriptor.WriteAll(_fd, bytes, count, out var errno);
        if (written == count) return;

        // The program must not be blocked by a full disk: read on, count, and say so once.
        if (UnstoredBytes == 0) _report(new OutputNotStored(_path, Errno.Message(errno)));
        UnstoredBytes += count - written;
    }

    public void Dispose() => FileDescriptor.Close(_fd);
}
