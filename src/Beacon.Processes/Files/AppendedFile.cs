using System.Runtime.InteropServices;
using Beacon.Plans.Text;
using Microsoft.Win32.SafeHandles;

namespace Beacon.Processes.Files;

/// <summary>
/// A file of a folder that is appended to, opened only while something is written. Nothing is thrown: a reason says what failed.
/// </summary>
internal sealed class AppendedFile(RecordFolder folder, string name)
{
    // Of an error of the operating system, an exception keeps the number, on Windows below the facility.
    private const int ErrorNumber = 0xFFFF;

    // COR_E_IO: the exception has no error of the operating system.
    private const int OwnMessage = unchecked((int)0x80131620);

    private SafeFileHandle? _handle;

    public string Path => folder.PathOf(name);

    public bool IsOpen => _handle is not null;

    /// <summary>Its length in bytes when it was last open; 0: it could not be opened.</summary>
    public long Length { get; private set; }

    /// <summary>Opens it, and creates it if need be; returns why that failed, or null.</summary>
    public string? Open()
    {
        Length = 0;
        try
        {
            _handle = folder.OpenToAppend(name);
            Length = RandomAccess.GetLength(_handle);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Reason(exception);
        }
    }

    /// <summary>Appends bytes; returns how many were stored, and why not all, or null.</summary>
    public int Append(ReadOnlySpan<byte> bytes, out string? reason)
    {
        var before = Length;
        try
        {
            RandomAccess.Write(_handle!, bytes, Length);
            Length += bytes.Length;
            reason = null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            reason = Reason(exception);
            Length = Math.Clamp(RandomAccess.GetLength(_handle!), before, before + bytes.Length);
        }

        return (int)(Length - before);
    }

    public void Truncate(long length)
    {
        try
        {
            RandomAccess.SetLength(_handle!, length);
            Length = length;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What was added stays: there is nothing else to be done.
        }
    }

    public void Close()
    {
        _handle?.Dispose();
        _handle = null;
    }

    // The system's words where there are some; all others may begin with the path, which is reported beside them.
    private string Reason(Exception exception) =>
        exception.GetType() == typeof(IOException) && exception.HResult != OwnMessage
            ? Marshal.GetPInvokeErrorMessage(exception.HResult & ErrorNumber)
            : ExceptionText.Of(exception).Replace($"{Path}: ", "", StringComparison.Ordinal);
}
