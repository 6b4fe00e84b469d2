using System.ComponentModel;
using CliWrap;
using CliWrap.Buffered;

namespace Beacon.Records.Environments;

/// <summary>Asks git(1), where there is one, for the state of a folder's repository. Changes nothing in it.</summary>
internal static class GitReader
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The state of the repository that a folder lies in; null: there is none, no git, or no answer in time.</summary>
    public static async Task<GitState?> ReadAsync(string folder)
    {
        using var timeout = new CancellationTokenSource(Patience);
        try
        {
            if (await AskAsync(folder, timeout.Token, "rev-parse", "--verify", "HEAD").ConfigureAwait(false) is not { } commit)
                return null;
            return await AskAsync(folder, timeout.Token, "status", "--porcelain").ConfigureAwait(false) is { } changes
                ? new GitState(commit.Trim(), changes.Length > 0)
                : null;
        }
        catch (Exception exception)
            when (exception is Win32Exception or OperationCanceledException or IOException or InvalidOperationException)
        {
            return null;
        }
    }

    // Without the optional locks it leaves the index alone; a file system monitor would be a program of the repository's choice.
    private static async Task<string?> AskAsync(string folder, CancellationToken cancellation, params string[] question)
    {
        var answer = await Cli.Wrap("git")
            .WithArguments(["--no-optional-locks", "-C", folder, "-c", "core.fsmonitor=false", .. question])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(cancellation)
            .ConfigureAwait(false);
        return answer.ExitCode == 0 ? answer.StandardOutput : null;
    }
}
