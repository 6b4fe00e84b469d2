namespace Beacon.Tests;

/// <summary>The child that misbehaves on demand, built with the same configuration as these tests.</summary>
internal static class TestProgram
{
    private static readonly string Output = System.IO.Path.GetDirectoryName(typeof(TestProgram).Assembly.Location)!;
    private static readonly string Configuration = System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(Output))!;

    public static string Path { get; } =
        System.IO.Path.GetFullPath(
            System.IO.Path.Combine(Output, "../../../../Beacon.TestProgram/bin", Configuration, "net10.0/testprogram")
        );
}
