using System.Buffers.Text;

namespace Beacon.Processes.Linux.Native;

/// <summary>Numbers in the text files of /proc and of cgroups, found by what stands before them.</summary>
internal static class ProcText
{
    /// <summary>The number after a name and blanks, as in <c>usage_usec 4711</c>; null: there is none.</summary>
    public static long? Number(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        var start = text.IndexOf(name);
        if (start < 0)
            return null;
        var rest = text[(start + name.Length)..].TrimStart(" \t"u8);
        return Utf8Parser.TryParse(rest, out long value, out _) ? value : null;
    }

    /// <summary>The number with a decimal point that a text begins with; null: it begins with none.</summary>
    public static double? Decimal(ReadOnlySpan<byte> text) => Utf8Parser.TryParse(text, out double value, out _) ? value : null;
}
