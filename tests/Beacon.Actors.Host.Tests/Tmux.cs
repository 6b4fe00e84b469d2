using System.Diagnostics;

namespace Beacon.Actors.Host.Tests;

/// <summary>A terminal of a given size in which a command runs, and what can be seen on it. A server of its own for each.</summary>
internal sealed class Tmux : IDisposable
{
    public const string Program = "/usr/bin/tmux";

    // Only ever reached by a test that fails.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly string _socket = Path.Combine(BeaconProcess.NewFolder(), "tmux");

    public Tmux(int width, int height, string command)
    {
        // The shell stays, so that the last screen can be read.
        Ask("-f", "/dev/null", "new-session", "-d", "-x", $"{width}", "-y", $"{height}", $"{command}; printf 'ended %s\\n' $?; exec cat");
    }

    /// <summary>The rows of the screen, without blanks at their ends.</summary>
    public List<string> Rows => [.. Ask("capture-pane", "-p").Split('\n').Select(row => row.TrimEnd())];

    /// <summary>The rows of the screen and those that have scrolled away.</summary>
    public string All => Ask("capture-pane", "-p", "-S", "-");

    public void Press(string key) => Ask("send-keys", key);

    public void Resize(int width, int height) => Ask("resize-window", "-x", $"{width}", "-y", $"{height}");

    /// <summary>Waits until the screen shows what is expected.</summary>
    public async Task<List<string>> ShownAsync(Func<List<string>, bool> isExpected)
    {
        for (var began = Stopwatch.GetTimestamp(); ; await Task.Delay(50))
        {
            var rows = Rows;
            if (isExpected(rows))
                return rows;
            Assert.True(Stopwatch.GetElapsedTime(began) < Patience, $"not on the screen:\n{string.Join('\n', rows)}");
        }
    }

    public Task<List<string>> ShownAsync(string text) =>
        ShownAsync(rows => rows.Exists(row => row.Contains(text, StringComparison.Ordinal)));

    /// <summary>Waits until the command has ended.</summary>
    public Task EndedAsync() => ShownAsync(rows => rows.Exists(row => row.StartsWith("ended ", StringComparison.Ordinal)));

    public void Dispose()
    {
        Ask("kill-server");
        Directory.Delete(Path.GetDirectoryName(_socket)!, recursive: true);
    }

    private string Ask(params string[] words)
    {
        var start = new ProcessStartInfo(Program, ["-u", "-S", _socket, .. words]) { RedirectStandardOutput = true };
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var tmux = Process.Start(start)!;
        return tmux.StandardOutput.ReadToEnd();
    }
}
