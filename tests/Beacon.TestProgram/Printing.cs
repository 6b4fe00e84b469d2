using System.Globalization;
using System.Text;

namespace Beacon.TestProgram;

/// <summary>Behaviours that print once.</summary>
internal static class Printing
{
    private const int FloodLineBytes = 100;
    private const int FloodLinesPerWrite = 655;

    public static void Print(string[] args)
    {
        foreach (var text in args)
            Output.Line(text);
    }

    public static void PrintError(string[] args)
    {
        foreach (var text in args)
            Output.ErrorLine(text);
    }

    public static void InvalidUtf8(string[] args) => Output.Bytes([.. "before "u8, 0xFF, 0xFE, 0xC3, 0x28, 0xE2, 0x82, .. " after\n"u8]);

    public static void Interleave(string[] args)
    {
        var lines = int.Parse(args[0], CultureInfo.InvariantCulture);
        for (var line = 1; line <= lines; line++)
        {
            Output.Line($"out {line}");
            Output.ErrorLine($"err {line}");
        }
    }

    public static void LongLine(string[] args)
    {
        var left = long.Parse(args[0], CultureInfo.InvariantCulture);
        var chunk = new byte[64 * 1024];
        chunk.AsSpan().Fill((byte)'x');
        for (; left > 0; left -= chunk.Length)
            Output.Bytes(chunk.AsSpan(0, (int)Math.Min(left, chunk.Length)));
        Output.Bytes("\n"u8);
    }

    public static void Flood(string[] args)
    {
        var lines = int.Parse(args[0], CultureInfo.InvariantCulture);
        var template = "000000000 " + new string('x', FloodLineBytes - 11) + "\n";
        var chunk = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(template, FloodLinesPerWrite)));
        for (var line = 0; line < lines; )
        {
            var count = Math.Min(FloodLinesPerWrite, lines - line);
            for (var index = 0; index < count; index++)
                (++line).TryFormat(chunk.AsSpan(index * FloodLineBytes), out _, "D9", CultureInfo.InvariantCulture);
            Output.Bytes(chunk.AsSpan(0, count * FloodLineBytes));
        }
    }

    public static void CloseOutput(string[] args)
    {
        // The runtime holds duplicates: close every descriptor of the same pipe or file.
        string[] targets = [TargetOf("1"), TargetOf("2")];
        foreach (var descriptor in Directory.GetFiles("/proc/self/fd").Select(Path.GetFileName))
        {
            if (targets.Contains(TargetOf(descriptor!)))
                Native.Close(int.Parse(descriptor!, CultureInfo.InvariantCulture));
        }
    }

    private static string TargetOf(string descriptor) => new FileInfo($"/proc/self/fd/{descriptor}").LinkTarget ?? "";
}
