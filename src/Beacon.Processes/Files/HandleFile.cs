using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Beacon.Processes.Files;

/// <summary>A file that is appended to by .NET's own means, on any operating system.</summary>
internal sealed class HandleFile(string path, Func<SafeFileHandle> open) : AppendedFile(path)
{
    // Of an error of the operating system, an exception keeps the number, on Windows below the facility.
    private const int ErrorNumber = 0xFFFF;

    // COR_E_IO: the exception has no error of the operating system.
    private const int OwnMessage = unchecked((int)0x80131620);

    private SafeFileHandle? _handle;
    private long _length;

    public override bool IsOpen => _handle is not null;

    public override long Length => _length;

    public override string? Open()
    {
        try
        {
            _handle = open();
            _length = LengthNow();
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Reason(exception);
        }
    }

    public override int Append(ReadOnlySpan<byte> bytes, out string? reason)
    {
        var before = _length;
        try
        {
            RandomAccess.Write(_handle!, bytes, _length);
            _length += bytes.Length;
            reason = null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            reason = Reason(exception);
            _length = Math.Clamp(LengthNow(), before, before + bytes.Length);
        }

        return (int)(_length - before);
    }

    public override void Truncate(long length)
    {
        try
        {
            RandomAccess.SetLength(_handle!, length);
            _length = length;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What was added stays: there is nothing else to be done.
        }
    }

    public override void Close()
    {
        _handle?.Dispose();
        _handle = null;
    }

    private long LengthNow() => RandomAccess.GetLength(_handle!);

    // The system's words where there are some: those of .NET repeat the path.
    private static string Reason(Exception exception) =>
        exception.GetType() == typeof(IOException) && exception.HResult != OwnMessage
            ? Marshal.GetPInvokeErrorMessage(exception.HResult & ErrorNumber)
            : exception.Message;
}
