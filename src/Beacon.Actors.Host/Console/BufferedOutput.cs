using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Beacon.Actors.Host.Console;

/// <summary>
/// Buffered standard output for large texts. Unlike <see cref="System.Console"/> it reports a closed pipe, so that <c>| head</c> ends
/// the output.
/// </summary>
internal sealed class BufferedOutput : IDisposable
{
    private const int BufferBytes = 64 * 1024;

    // errno(3), EPIPE, as .NET reports it.
    private const int BrokenPipe = 32;

    private readonly bool _isOwn;
    private bool _isClosed;

    private BufferedOutput(CleanWriter writer, bool isOwn) => (Writer, _isOwn) = (writer, isOwn);

    public CleanWriter Writer { get; }

    public static BufferedOutput Over(TextWriter output)
    {
        if (StandardStream.Cleaned(output) is var clean && (!clean.IsStandardOutput || !OperatingSystem.IsLinux()))
            return new BufferedOutput(clean, isOwn: false);
        output.Flush();
        var file = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);

        // In a file it would write at its own offset, and later writers to the same file would overwrite that.
        return new BufferedOutput(
            new CleanWriter(
                new StreamWriter(file.CanSeek ? System.Console.OpenStandardOutput() : file, new UTF8Encoding(false), BufferBytes)
            ),
            isOwn: true
        );
    }

    /// <summary>Writes; false: the output is closed.</summary>
    public bool TryWrite(Action<TextWriter> write)
    {
        try
        {
            write(Writer);
            return true;
        }
        catch (IOException why)
        {
            _isClosed = true;
            if (why.HResult != BrokenPipe)
                StandardStream.ReportOutputFailure(why);
            return false;
        }
    }

    public void Dispose()
    {
        if (!_isClosed)
            TryWrite(writer => writer.Flush());
        if (_isOwn && !_isClosed)
            Writer.Trusted.Dispose();
    }
}
