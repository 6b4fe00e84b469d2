using System.Diagnostics;

namespace Beacon.Soak;

/// <summary>Runs <c>beacon</c> for a command that only answers, in the folder of a run.</summary>
internal sealed class HostCommand(string program, string folder)
{
    /// <summary>The exit code, and all that was printed.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(string[] words, CancellationToken patience)
    {
        var start = new ProcessStartInfo(program, words)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        using var process = Process.Start(start)!;
        try
        {
            process.StandardInput.Close();
            var error = process.StandardError.ReadToEndAsync(patience);
            var output = await process.StandardOutput.ReadToEndAsync(patience);
            await process.WaitForExitAsync(patience);
            return (process.ExitCode, output + await error);
        }
        finally
        {
            process.Kill();
        }
    }
}
