using Beacon.TestProgram;

namespace Beacon.Soak;

/// <summary>Checks that a component's log holds every byte that the component has written according to its receipt.</summary>
internal static class LogCheck
{
    /// <summary>Checks one log; returns its number of lines, and what is wrong with it; null: nothing.</summary>
    /// <param name="path">The log.</param>
    /// <param name="receiptBytes">The bytes on the receipt, which may lack the last write; null: the log may be incomplete.</param>
    public static (long Lines, string? Wrong) Check(string path, long? receiptBytes)
    {
        var log = File.Exists(path) ? File.ReadAllBytes(path) : [];
        if (log.Length < receiptBytes)
            return (0, $"{log.Length:N0} bytes of the {receiptBytes:N0} that were written");
        if (log.Length > receiptBytes + NumberedOutput.LargestWriteBytes)
            return (0, $"{log.Length:N0} bytes although {receiptBytes:N0} were written");

        var lines = 0L;
        ReadOnlySpan<byte> rest = log;
        for (int end; (end = rest.IndexOf((byte)'\n')) >= 0; rest = rest[(end + 1)..])
        {
            lines++;
            if (NumberedLine.Read(rest[..end]) is not { } number)
                return (lines, $"line {lines:N0} is damaged");
            if (number != lines)
                return (lines, $"line {lines:N0} has number {number:N0}");
        }

        // A receipt counts whole lines: only a write that the exit cut short may leave a part of one.
        return rest.IsEmpty || log.Length != receiptBytes ? (lines, null) : (lines, "its last line is cut short");
    }
}
