using System.Diagnostics;

namespace Beacon.Actors.Host.Tests;

/// <summary>A folder in which shell scripts run the real <c>beacon</c> as <c>"$BEACON"</c>; deleted with the test.</summary>
internal sealed class BeaconShell : IDisposable
{
    // Only ever reached by a test that fails: a command that hangs is ended.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    public string Folder { get; } = BeaconProcess.NewFolder();

    public string At(string name) => Path.Combine(Folder, name);

    public void Dispose()
    {
        // A run that was started by beacon up may still be writing its end.
        for (var end = DateTime.UtcNow + Patience; ; Thread.Sleep(TimeSpan.FromMilliseconds(10)))
            try
            {
                Directory.Delete(Folder, recursive: true);
                return;
            }
            catch (IOException) when (DateTime.UtcNow < end && Directory.Exists(Folder)) { }
    }

    /// <summary>Writes <c>plan.conf</c> with these components.</summary>
    public void WritePlan(string components, string run = "duration = infinite") =>
        File.WriteAllText(At("plan.conf"), $"beacon {{\n run {{ {run} }}\n components {{\n{components}\n}}\n}}\n");

    /// <summary>Writes a script that a component can be: <c>./NAME</c>.</summary>
    public void WriteScript(string name, string text)
    {
        File.WriteAllText(At(name), $"#!/bin/sh\n{text}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(At(name), (UnixFileMode)0b111_101_101);
    }

    /// <summary>Runs a script in the folder; returns its exit code, and its output and errors in one text.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(string script)
    {
        var start = new ProcessStartInfo("env", ["--default-signal", "sh", "-c", $"exec 2>&1\n{script}"])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        start.Environment["BEACON"] = BeaconProcess.Program;
        start.Environment["TESTPROGRAM"] = BeaconProcess.TestProgram;
        start.Environment["AS_NOBODY"] = "setpriv --reuid=65534 --regid=65534 --clear-groups";
        using var shell = Process.Start(start)!;
        shell.StandardInput.Close();
        var output = shell.StandardOutput.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await shell.WaitForExitAsync(patience.Token);
            return (shell.ExitCode, await output.WaitAsync(patience.Token));
        }
        catch (OperationCanceledException)
        {
            shell.Kill(entireProcessTree: true);
            throw new Xunit.Sdk.XunitException($"not ended within {Patience.TotalSeconds} s: {script}");
        }
    }
}

/// <summary>A test with two users, root and nobody: skipped where that is not possible.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TwoUsersFactAttribute : FactAttribute
{
    public TwoUsersFactAttribute()
    {
        if (!Environment.IsPrivilegedProcess || !File.Exists("/usr/bin/setpriv"))
            Skip = "needs root and setpriv(1), to act as two users";
    }
}
