namespace Beacon.Processes.Linux.Native;

/// <summary>
/// A file in /proc that is read again and again: opening it costs as much as reading it. The file of a process that has ended can't be read
/// any more, even if another process has its id now.
/// </summary>
internal sealed class KeptFile(string path, bool keepsOpen = true) : IDisposable
{
    private int _fd = -1;

    /// <summary>Reads the file; returns its length, 0: it is gone, or this user may not read it.</summary>
    public int Read(Span<byte> buffer)
    {
        if (_fd < 0)
            _fd = FileDescriptor.OpenForReading(path);
        if (_fd < 0)
            return 0;
        var count = FileDescriptor.ReadFromStart(_fd, buffer);
        if (!keepsOpen)
            Dispose();
        return Math.Max(0, count);
    }

    public void Dispose()
    {
        if (_fd >= 0)
            FileDescriptor.Close(_fd);
        _fd = -1;
    }
}
