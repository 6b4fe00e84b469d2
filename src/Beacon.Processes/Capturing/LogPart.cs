using System.Buffers.Binary;
using System.IO.Compression;
using Microsoft.Win32.SafeHandles;

namespace Beacon.Processes.Capturing;

/// <summary>One of the files of a log, open: it stays this part when it is renamed, compressed or deleted.</summary>
public sealed class LogPart : IDisposable
{
    internal LogPart(LogPartName name)
    {
        (Name, IsCompressed) = (name.Name, name.IsCompressed);
        Handle = name.Folder.OpenHandle(name.Name);
        Number = name.Folder.NumberOf(Handle);
    }

    /// <summary>The name in the folder that it was opened by.</summary>
    public string Name { get; }

    /// <summary>Whether the file is compressed (gzip, RFC 1952).</summary>
    public bool IsCompressed { get; }

    /// <summary>The file's number, as of <see cref="Files.RecordFolder.NumberOf(string)"/>.</summary>
    public long? Number { get; }

    /// <summary>The file, as it is stored.</summary>
    public SafeFileHandle Handle { get; }

    /// <summary>The length of what was printed, in bytes. A compressed part is below 4 GiB.</summary>
    /// <exception cref="IOException">The part can't be read.</exception>
    public long Length
    {
        get
        {
            var length = RandomAccess.GetLength(Handle);
            if (!IsCompressed)
                return length;

            // ISIZE, the last field of a gzip member, is the length of what was compressed (RFC 1952, 2.3.1).
            Span<byte> size = stackalloc byte[sizeof(uint)];
            return length < size.Length || RandomAccess.Read(Handle, size, length - size.Length) < size.Length
                ? 0
                : BinaryPrimitives.ReadUInt32LittleEndian(size);
        }
    }

    /// <summary>Reads it from its beginning as it was printed, as long as the part is open.</summary>
    public Stream OpenRead()
    {
        var file = new FileStream(new SafeFileHandle(Handle.DangerousGetHandle(), ownsHandle: false), FileAccess.Read);
        return IsCompressed ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    /// <summary>Closes it.</summary>
    public void Dispose() => Handle.Dispose();
}
