using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace Beacon.Soak;

/// <summary>
/// One run of the real <c>beacon</c>, and its events. All its processes inherit a cookie in their environment, by which survivors are
/// found and killed, whether the host knows them or not.
/// </summary>
internal sealed class HostUnderTest : IDisposable
{
    private readonly string _cookie = $"SOAK_RUN={Guid.NewGuid():N}";
    private readonly Channel<JsonElement> _events = Channel.CreateUnbounded<JsonElement>();
    private readonly StringBuilder _error = new();
    private readonly Process _process;

    public HostUnderTest(string program, string folder)
    {
        // A background job of a script ignores SIGINT, which all that it starts inherits.
        var start = new ProcessStartInfo("env", ["--default-signal", program, "run", "--json", "--config", "plan.conf"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[_cookie.Split('=')[0]] = _cookie.Split('=')[1];
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => OnLine(line.Data);
        _process.ErrorDataReceived += (_, line) => _error.AppendLine(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Error => _error.ToString().Trim();

    /// <summary>The events of the run, until the host exits.</summary>
    public ChannelReader<JsonElement> Events => _events.Reader;

    /// <summary>The footprint of the host; null: it has exited.</summary>
    public Footprint? Footprint => ProcessScan.FootprintOf(_process.Id);

    /// <summary>The living processes of this run, the host included.</summary>
    public IReadOnlyList<(int Pid, string Command)> Living => ProcessScan.WithVariable(_cookie);

    /// <summary>Waits for the exit; returns the exit code.</summary>
    public async Task<int> ExitAsync(CancellationToken patience)
    {
        await _process.WaitForExitAsync(patience);
        return _process.ExitCode;
    }

    /// <summary>Sends SIGKILL to the host only.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Kills all processes that are left.</summary>
    public void Dispose()
    {
        while (Living is { Count: > 0 } living)
        {
            foreach (var (pid, _) in living)
                Signals.Kill(pid);
            Thread.Sleep(10);
        }

        _process.Dispose();
    }

    private void OnLine(string? line)
    {
        if (line is null)
            _events.Writer.TryComplete();
        else if (line.Length > 0)
            _events.Writer.TryWrite(JsonDocument.Parse(line).RootElement);
    }
}
