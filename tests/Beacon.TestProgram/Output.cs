using System.Text;

namespace Beacon.TestProgram;

/// <summary>
/// Standard output and standard error, unbuffered: one write(2) a line, so that lines of several threads never mix, and at the
/// descriptor's own position, which processes share.
/// </summary>
internal static class Output
{
    private const int StandardOutput = 1;
    private const int StandardError = 2;

    public static void Line(string text) => Bytes(StandardOutput, Encoding.UTF8.GetBytes(text + "\n"));

    public static void ErrorLine(string text) => Bytes(StandardError, Encoding.UTF8.GetBytes(text + "\n"));

    public static void Bytes(ReadOnlySpan<byte> bytes) => Bytes(StandardOutput, bytes);

    public static void Bytes(int descriptor, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var written = (int)Native.Write(descriptor, bytes, (nuint)bytes.Length);

            // Nobody to hear it, as with a closed pipe: go on as a program that does not look would.
            if (written < 0)
                return;
            bytes = bytes[written..];
        }
    }
}
