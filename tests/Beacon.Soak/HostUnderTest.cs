using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace Beacon.Soak;

/// <summary>
/// One run of the real <c>beacon</c> with its events as they come. All that comes of it carries a cookie in its environment, by which
/// whatever is left is found and ended, known to the host or not.
/// </summary>
internal sealed class HostUnderTest : IDisposable
{
    private readonly string _cookie = $"SOAK_RUN={Guid.NewGuid():N}";
    private readonly Channel<JsonElement> _events = Channel.CreateUnbounded<JsonElement>();
    private readonly StringBuilder _error = new();
    private readonly Process _process;

    public HostUnderTest(string program, string folder)
    {
        var start = new ProcessStartInfo(program, ["run", "--json", "--config", "plan.conf"])
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

    /// <summary>The events until the host's end.</summary>
    public ChannelReader<JsonElement> Events => _events.Reader;

    /// <summary>What the host holds; null: it is gone.</summary>
    public Footprint? Footprint => ProcessScan.FootprintOf(_process.Id);

    /// <summary>Who of this run lives; the host itself is one of them.</summary>
    public IReadOnlyList<(int Pid, string Command)> Living => ProcessScan.WithVariable(_cookie);

    /// <summary>Waits for the end; returns the exit code.</summary>
    public async Task<int> ExitAsync(CancellationToken patience)
    {
        await _process.WaitForExitAsync(patience);
        return _process.ExitCode;
    }

    /// <summary>SIGKILL to the host alone.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Ends whoever is left.</summary>
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
