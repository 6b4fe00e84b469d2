using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Beacon.Exchange.Tests.MatchingEngine;

/// <summary>
/// A built program as a process of its own. Whoever waits, waits for a line or for the exit, and fails with what was printed so far.
/// </summary>
internal sealed class RunningProgram : IDisposable
{
    public const int SigInt = 2;
    public const int SigTerm = 15;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly List<string> _lines = [];
    private readonly StringBuilder _errors = new();
    private readonly TaskCompletionSource _outputEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _errorsEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _printed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RunningProgram(string program, string[] args)
    {
        // A background job of a script ignores SIGINT, which all that it starts inherits.
        var start = new ProcessStartInfo("env", ["--default-signal", program, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => OnOutput(line.Data);
        _process.ErrorDataReceived += (_, line) => OnError(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public bool HasExited => _process.HasExited;

    public string Errors
    {
        get
        {
            lock (_errors)
                return _errors.ToString();
        }
    }

    public static RunningProgram Start(string program, params string[] args) => new(program, args);

    /// <summary>The first line, of those printed so far and those to come, that has this text in it.</summary>
    public Task<string> Line(string text) => Line(line => line.Contains(text, StringComparison.Ordinal), $"with \"{text}\"");

    /// <summary>The first line, of those printed so far and those to come, that is what is looked for.</summary>
    public async Task<string> Line(Predicate<string> isIt, string description)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (true)
        {
            var isLast = _outputEnded.Task.IsCompleted || limit.IsCancellationRequested;
            Task more;
            lock (_lines)
            {
                if (_lines.Find(isIt) is { } found)
                    return found;
                more = _printed.Task;
            }

            if (isLast)
                throw new InvalidOperationException($"no line {description} came:\n{Printed()}");
            Task change = Task.WhenAny(more, _outputEnded.Task);
            await change.WaitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The exit code, once everything that was printed has come.</summary>
    public async Task<int> Exit()
    {
        await Task.WhenAll(_process.WaitForExitAsync(), _outputEnded.Task, _errorsEnded.Task).WaitAsync(Limit);
        return _process.ExitCode;
    }

    public void Signal(int signal) => Kill(_process.Id, signal);

    /// <summary>The lines so far.</summary>
    public IReadOnlyList<string> Lines()
    {
        lock (_lines)
            return [.. _lines];
    }

    /// <summary>The statistics of the final block, by group and name: "Tick-to-Trade/P50".</summary>
    public Dictionary<string, string> Statistics()
    {
        var statistics = new Dictionary<string, string>();
        var group = "";
        foreach (var line in Lines().SkipWhile(line => line != "FINAL STATISTICS").Skip(1))
        {
            var parts = line.Split(':', 2, StringSplitOptions.TrimEntries);
            if (parts.Length == 2)
                statistics[group + parts[0]] = parts[1];
            else if (line.Length > 0 && char.IsLetter(line[0]))
                group = line + "/";
        }

        return statistics;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private void OnOutput(string? line)
    {
        if (line is null)
        {
            _outputEnded.TrySetResult();
            return;
        }

        lock (_lines)
        {
            _lines.Add(line);
            _printed.TrySetResult();
            _printed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private void OnError(string? line)
    {
        if (line is null)
            _errorsEnded.TrySetResult();
        else
            lock (_errors)
                _errors.AppendLine(line);
    }

    private string Printed() => string.Join('\n', Lines()) + "\n" + Errors;

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int pid, int signal);
}
