using System.Text;

namespace Beacon.Actors.Host.Console;

/// <summary>
/// Standard output or error, which may break at any time: a full disk behind it, a terminal that is gone. From then on it takes what is
/// written and keeps nothing of it, which is told once where that can be: a run goes to its verdict and its record, whoever looks on.
/// </summary>
internal sealed class StandardStream : TextWriter
{
    private static StandardStream? _output;

    private readonly TextWriter _inner;
    private readonly string _name;

    private StandardStream(TextWriter inner, string name) => (_inner, _name) = (inner, name);

    /// <summary>Standard output broke: not all that was written to it is there.</summary>
    public static bool IsOutputBroken => _output?.IsBroken == true;

    public override Encoding Encoding => _inner.Encoding;

    private bool IsBroken { get; set; }

    /// <summary>Puts it in the place of both.</summary>
    public static void Guard()
    {
        _output = new StandardStream(System.Console.Out, "standard output");
        System.Console.SetOut(_output);
        System.Console.SetError(new StandardStream(System.Console.Error, "standard error"));
    }

    /// <summary>Standard output broke in the hands of one who writes to it past <see cref="System.Console.Out"/>.</summary>
    public static void OutputBroke(IOException why) => _output?.Break(why);

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
        catch (IOException why)
        {
            Break(why);
        }
    }

    private void Break(IOException why)
    {
        IsBroken = true;
        System.Console.Error.WriteLine($"beacon: {_name}: {why.Message}; nothing more is written to it");
    }
}
