namespace Beacon.Actors.Host.Console;

/// <summary>
/// Workflow commands of GitHub Actions, which its runner reads from the log ("Workflow commands for GitHub Actions" in its documentation).
/// </summary>
internal static class GitHubLog
{
    public const string EndGroup = "::endgroup::";

    /// <summary>Whether the environment is that of a GitHub Actions job.</summary>
    public static bool IsHere => Environment.GetEnvironmentVariable("GITHUB_ACTIONS") == "true";

    /// <summary>Begins lines that the log shows folded.</summary>
    public static string Group(string title) => $"::group::{Data(title)}";

    /// <summary>An error that the page of the job shows.</summary>
    public static string Error(string title, string message) =>
        $"::error title={Data(title).Replace(":", "%3A").Replace(",", "%2C")}::{Data(message)}";

    private static string Data(string text) => text.Replace("%", "%25").Replace("\r", "%0D").Replace("\n", "%0A");
}
