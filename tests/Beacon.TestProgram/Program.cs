namespace Beacon.TestProgram;

internal static class Program
{
    private static int Main() => 0;
}
