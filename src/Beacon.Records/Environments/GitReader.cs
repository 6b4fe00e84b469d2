using System.ComponentModel;
using CliWrap;
using CliWrap.Buffered;

namespace Beacon.Records.Environments;

/// <summary>Reads the state of a folder's repository with git(1), if it is installed. Changes nothing in the repository.</summary>
internal static class GitReader
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The state of the repository that contains a folder; null: no repository, no git, or no answer in time.</summary>
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

    // Without optional locks git does not write the index. A file system monitor could be any program that the repository names.
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
