using System.Collections.Frozen;
using System.Text;

namespace Beacon.Actors.Host.Console;

/// <summary>
/// Writes the signs and frames of Beacon's own texts in ASCII, where the locale has no others (locale(7)). What programs print stays as it
/// is.
/// </summary>
internal sealed class AsciiOutput(TextWriter inner) : TextWriter
{
    private static readonly FrozenDictionary<char, char> Signs = Pairs(
        "✓✗…→↻·≠×−–—’█░▁▂▃▄▅▆▇│┃─━┌┐└┘├┤┬┴┼╭╮╰╯╞╡╪═║",
        "+x~>@-!*---'#-_.-:=++||--++++++++++++++++=|"
    );

    public override Encoding Encoding => inner.Encoding;

    /// <summary>The output itself, unless the locale is set to one that is not UTF-8.</summary>
    public static TextWriter OverIfNeeded(TextWriter output)
    {
        var locale = ((string[])["LC_ALL", "LC_CTYPE", "LANG"])
            .Select(Environment.GetEnvironmentVariable)
            .FirstOrDefault(value => value is { Length: > 0 });
        var isUtf8 = locale is null || locale.Contains("UTF", StringComparison.OrdinalIgnoreCase);
        return isUtf8 ? output : new AsciiOutput(output);
    }

    public override void Write(char value) => inner.Write(Signs.GetValueOrDefault(value, value));

    public override void Write(string? value) => inner.Write(value is null ? null : InAscii(value));

    public override void Write(char[] buffer, int index, int count) => inner.Write(InAscii(new string(buffer, index, count)));

    public override void WriteLine(string? value) => inner.WriteLine(value is null ? null : InAscii(value));

    public override void Flush() => inner.Flush();

    private static string InAscii(string text) =>
        Ascii.IsValid(text)
            ? text
            : string.Create(
                text.Length,
                text,
                (ascii, from) =>
                {
                    for (var index = 0; index < ascii.Length; index++)
                        ascii[index] = Signs.GetValueOrDefault(from[index], from[index]);
                }
            );

    private static FrozenDictionary<char, char> Pairs(string signs, string ascii) =>
        signs.Zip(ascii).ToFrozenDictionary(pair => pair.First, pair => pair.Second);
}
