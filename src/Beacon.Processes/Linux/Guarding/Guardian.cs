using System.Diagnostics;
using System.Globalization;
using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Linux.Guarding;

/// <summary>
/// A process that outlives a killed supervisor just long enough to kill what it has left behind (guardian.sh). It is notified before each
/// launch, so that there is no moment at which it does not know a process. If it is killed itself, another takes its place at once.
/// </summary>
internal sealed class Guardian : IDisposable
{
    private const string ScriptVariable = "BEACON_GUARDIAN";

    // One that dies at once, for whatever reason, is not replaced more often than that.
    private static readonly TimeSpan ShortLife = TimeSpan.FromMilliseconds(100);

    private static readonly string Script = ReadScript();

    private readonly Lock _lock = new();
    private readonly string? _cgroup;
    private readonly HashSet<string> _runs = [];
    private readonly HashSet<int> _sessions = [];
    private int _launching;
    private bool _isDisposed;
    private Process _process;

    public Guardian(string? cgroup)
    {
        _cgroup = cgroup;
        lock (_lock)
            _process = StartInformed();
    }

    /// <summary>A process of a run is about to be made.</summary>
    public void Launching(string run)
    {
        lock (_lock)
        {
            if (_runs.Add(run))
                Tell($"run {run}");
            _launching++;
            Tell("launching");
        }
    }

    /// <summary>It was made.</summary>
    public void Launched(int pid)
    {
        lock (_lock)
        {
            _launching--;
            _sessions.Add(pid);
            Tell($"session {pid}");
        }
    }

    /// <summary>It was not made.</summary>
    public void NotLaunched()
    {
        lock (_lock)
        {
            _launching--;
            Tell("gone 0");
        }
    }

    /// <summary>Nothing is left of it.</summary>
    public void Gone(int pid)
    {
        lock (_lock)
        {
            if (_sessions.Remove(pid))
                Tell($"gone {pid}");
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            CloseInput();
            _process.WaitForExit(TimeSpan.FromSeconds(1));
            _process.Dispose();
        }
    }

    private Process StartInformed()
    {
        string[] words = ["--", StandardTool.PathOf("sh"), "-c", $"eval \"${ScriptVariable}\"", "beacon-guardian"];
        var start = new ProcessStartInfo(StandardTool.PathOf("setsid"), words) { RedirectStandardInput = true, WorkingDirectory = "/" };

        // As a variable, so that a list of processes shows a short command.
        start.Environment[ScriptVariable] = Script;

        // What it must know if the supervisor dies before another word: the processes of sessions alone, told below, may be thousands.
        start.Environment[$"{ScriptVariable}_GROUP"] = _cgroup ?? "";
        start.Environment[$"{ScriptVariable}_RUNS"] = string.Join(' ', _runs);
        start.Environment[$"{ScriptVariable}_ALIVE"] = (_launching + _sessions.Count).ToString(CultureInfo.InvariantCulture);

        // A supervisor may itself be a component of another, which must not take this for one of its own.
        start.Environment.Remove(ProcFs.RunVariable);
        start.Environment.Remove(ProcFs.ComponentVariable);
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var startedAt = Stopwatch.GetTimestamp();

        // Subscribed before it starts: one that is killed at once would not be noticed. Handled on another thread, because .NET calls this
        // under a lock of the process, which other threads take under ours.
        process.Exited += (_, _) => Task.Run(() => Replace(process, startedAt));
        process.Start();
        _process = process;
        foreach (var session in _sessions)
            Tell($"session {session}");
        return process;
    }

    // Called on a thread of the pool.
    private void Replace(Process ended, long startedAt)
    {
        if (Stopwatch.GetElapsedTime(startedAt) < ShortLife)
            Thread.Sleep(ShortLife);
        lock (_lock)
        {
            if (_isDisposed || ended != _process)
                return;
            CloseInput();
            ended.Dispose();
            _process = StartInformed();
        }
    }

    private static string ReadScript()
    {
        using var resource = typeof(Guardian).Assembly.GetManifestResourceStream("Beacon.Processes.guardian.sh")!;
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }

    private void Tell(string line)
    {
        try
        {
            _process.StandardInput.Write(line + "\n");
            _process.StandardInput.Flush();
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // It was killed. Its successor gets the whole state, this line included.
        }
    }

    private void CloseInput()
    {
        try
        {
            _process.StandardInput.Dispose();
        }
        catch (IOException)
        {
            // The lines that were not written yet have no reader any more.
        }
    }
}
