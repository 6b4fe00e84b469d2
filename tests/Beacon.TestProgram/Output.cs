using System.Text;

namespace Beacon.TestProgram;

/// <summary>
/// Standard output and standard error, unbuffered: one write(2) per line, so that lines of several threads do not mix, at the file
/// position that the processes share.
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

            // A closed pipe: continue, like a program that does not check for write errors.
            if (written < 0)
                return;
            bytes = bytes[written..];
        }
    }
}
