namespace Beacon.Exchange.Tests;

/// <summary>The four programs as they were built beside these tests.</summary>
internal static class Programs
{
    public static string MatchingEngine { get; } = Find("MatchingEngine", "exchange_matching_engine");

    public static string Algorithm { get; } = Find("Algorithm", "algo_template");

    public static string Playback { get; } = Find("Playback", "exchange_market_data_playback");

    public static string Generator { get; } = Find("Generator", "exchange_market_data_generator");

    // The tests lie in tests/Beacon.Exchange.Tests/bin/<configuration>/net10.0, a program in src/<project>/bin/<configuration>/net10.0.
    private static string Find(string project, string program)
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var configuration = framework.Parent!;
        var root = configuration.Parent!.Parent!.Parent!.Parent!;
        return Path.Combine(root.FullName, "src", $"Beacon.Exchange.{project}", "bin", configuration.Name, framework.Name, program);
    }
}
