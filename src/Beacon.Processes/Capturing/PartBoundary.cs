namespace Beacon.Processes.Capturing;

/// <summary>
/// Where a part of a log ends: at the first line end at the wanted size or beyond it, or, if none comes soon, in the middle of a line.
/// </summary>
internal static class PartBoundary
{
    /// <summary>How far beyond the wanted size a line end is looked for.</summary>
    public const int SlackBytes = 64 * 1024;

    /// <summary>How many of the bytes still belong to the part; null: all of them, and the part continues.</summary>
    /// <param name="bytes">The bytes to be appended.</param>
    /// <param name="partBytes">How long the part is now.</param>
    /// <param name="wantedBytes">How long a part is to become.</param>
    public static int? Find(ReadOnlySpan<byte> bytes, long partBytes, long wantedBytes)
    {
        var leastEnd = Math.Max(0, wantedBytes - partBytes - 1);
        var mostBytes = Math.Max(0, wantedBytes + SlackBytes - partBytes);
        if (bytes.Length <= leastEnd)
            return null;

        var lineEnd = leastEnd < mostBytes ? bytes[(int)leastEnd..(int)Math.Min(bytes.Length, mostBytes)].IndexOf((byte)'\n') : -1;
        if (lineEnd >= 0)
            return (int)leastEnd + lineEnd + 1;
        return bytes.Length >= mostBytes ? (int)mostBytes : null;
    }
}
