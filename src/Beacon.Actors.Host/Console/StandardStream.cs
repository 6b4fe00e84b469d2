using System.Text;
using Beacon.Plans.Text;
using Beacon.Processes;

namespace Beacon.Actors.Host.Console;

/// <summary>
/// Standard output, standard error or a file in the place of them, that survives a write error, such as a full disk or a closed terminal:
/// it reports the error once and discards all further output, so that the run still ends with its verdict and its record.
/// </summary>
internal sealed class StandardStream : TextWriter
{
    private static StandardStream? _output;
    private static StandardStream? _error;

    private readonly TextWriter _inner;
    private readonly string _name;

    private StandardStream(TextWriter inner, string name) => (_inner, _name) = (inner, name);

    /// <summary>Whether a write to standard output has failed.</summary>
    public static bool IsOutputBroken => _output?.IsBroken == true;

    public override Encoding Encoding => _inner.Encoding;

    private bool IsBroken { get; set; }

    /// <summary>Replaces both streams of <see cref="System.Console"/>.</summary>
    public static void Guard()
    {
        _output = Of(1, "standard output");
        _error = Of(2, "standard error");
        System.Console.SetOut(new CleanWriter(_output));
        System.Console.SetError(new CleanWriter(_error));
        if (_output.IsBroken && !_error.IsBroken)
            _error.WriteLine("beacon: standard output is closed; output is discarded");
    }

    /// <summary>A writer whose text is cleaned: the writer itself if its text is, else one over it.</summary>
    public static CleanWriter Cleaned(TextWriter writer) =>
        writer as CleanWriter
        ?? (
            ReferenceEquals(writer, System.Console.Out) ? new CleanWriter(_output ?? writer, isStandardOutput: true)
            : ReferenceEquals(writer, System.Console.Error) ? new CleanWriter(_error ?? writer)
            : new CleanWriter(writer)
        );

    // A descriptor that was closed at the start is something else now, and must not be written to.
    private static StandardStream Of(int descriptor, string name) =>
        !ProcessEngine.IsInherited(descriptor) ? new StandardStream(Null, name) { IsBroken = true }
        : descriptor == 1 ? new StandardStream(AsciiOutput.OverIfNeeded(System.Console.Out), name)
        : new StandardStream(AsciiOutput.OverIfNeeded(System.Console.Error), name);

    /// <summary>A file that is written to instead of standard output.</summary>
    /// <param name="file">The file.</param>
    /// <param name="name">What it is called if it can't be written.</param>
    public static StandardStream To(TextWriter file, string name) => new(file, name);

    /// <summary>Reports a failed write by code that bypasses <see cref="System.Console.Out"/>.</summary>
    public static void ReportOutputFailure(IOException why) => _output?.Break(why);

    public override void Write(char value) => Try(inner => inner.Write(value));

    public override void Write(string? value) => Try(inner => inner.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(inner => inner.Write(buffer, index, count));

    public override void WriteLine(string? value) => Try(inner => inner.WriteLine(value));

    public override void Flush() => Try(inner => inner.Flush());

    private void Try(Action<TextWriter> write)
    {
        if (IsBroken)
            return;
        try
        {
            write(_inner);
        }
        catch (Exception why) when (why is IOException or UnauthorizedAccessException)
        {
            // UnauthorizedAccessException: the descriptor is closed (EBADF).
            Break(why);
        }
    }

    private void Break(Exception why)
    {
        IsBroken = true;
        System.Console.Error.WriteLine($"beacon: {_name}: {ExceptionText.Of(why)}; further output is discarded");
    }
}
