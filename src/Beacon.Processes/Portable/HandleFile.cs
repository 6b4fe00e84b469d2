using System.Runtime.InteropServices;
using Beacon.Processes.Capturing;
using Microsoft.Win32.SafeHandles;

namespace Beacon.Processes.Portable;

/// <summary>A file that grows by what .NET has for it everywhere.</summary>
internal sealed class HandleFile(string path) : AppendedFile(path)
{
    // Of an error of the operating system, an exception keeps the number, on Windows below the facility.
    private const int ErrorNumber = 0xFFFF;

    private SafeFileHandle? _handle;
    private long _length;

    public override bool IsOpen => _handle is not null;

    public override long Length => _length;

    public override string? Open()
    {
        try
        {
            _handle = File.OpenHandle(Path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
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

    // The bare words where there are some; .NET's own name the path, which whoever tells of it names too.
    private static string Reason(Exception exception) =>
        exception.GetType() == typeof(IOException) ? Marshal.GetPInvokeErrorMessage(exception.HResult & ErrorNumber) : exception.Message;
}
