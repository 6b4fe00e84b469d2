using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Files;

/// <summary>
/// A file that is appended to by write(2) on a plain descriptor: to open and close it often costs system calls and no object.
/// </summary>
internal sealed class DescriptorFile(string path, Func<int> open) : AppendedFile(path)
{
    private int _fd = -1;

    public override bool IsOpen => _fd >= 0;

    public override long Length => FileDescriptor.Length(_fd);

    public override string? Open()
    {
        _fd = open();
        return IsOpen ? null : FileAt.Reason(Errno.Last);
    }

    public override int Append(ReadOnlySpan<byte> bytes, out string? reason)
    {
        var written = FileDescriptor.WriteAll(_fd, bytes, out var errno);
        reason = written == bytes.Length ? null : Errno.Message(errno);
        return written;
    }

    public override void Truncate(long length) => FileDescriptor.Truncate(_fd, length);

    public override void Close()
    {
        if (IsOpen)
            FileDescriptor.Close(_fd);
        _fd = -1;
    }
}
