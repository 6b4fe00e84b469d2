using System.Diagnostics;
using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Linux.Guarding;

/// <summary>
/// A process that outlives a killed supervisor just long enough to kill what it has left behind (guardian.sh). It is notified before each
/// launch, so that there is no moment at which it does not know a process.
/// </summary>
internal sealed class Guardian : IDisposable
{
    private const string ScriptVariable = "BEACON_GUARDIAN";

    private static readonly string Script = ReadScript();

    private readonly Lock _lock = new();
    private readonly string? _cgroup;
    private readonly HashSet<string> _runs = [];
    private readonly HashSet<int> _sessions = [];
    private int _launching;
    private Process _process;

    public Guardian(string? cgroup)
    {
        _cgroup = cgroup;
        _process = Start();
        Introduce();
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
            CloseInput();
            _process.WaitForExit(TimeSpan.FromSeconds(1));
            _process.Dispose();
        }
    }

    private static Process Start()
    {
        var start = new ProcessStartInfo("setsid", ["--", "sh", "-c", $"eval \"${ScriptVariable}\"", "beacon-guardian"])
        {
            RedirectStandardInput = true,
            WorkingDirectory = "/",
        };

        // As a variable, so that a list of processes shows a short command.
        start.Environment[ScriptVariable] = Script;

        // A supervisor may itself be a component of another, which must not take this for one of its own.
        start.Environment.Remove(ProcFs.RunVariable);
        start.Environment.Remove(ProcFs.ComponentVariable);
        return Process.Start(start)!;
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
            Write(line);
        }
        catch (IOException)
        {
            // It was killed. Another is started and gets the whole state, this line included.
            CloseInput();
            _process.Dispose();
            _process = Start();
            Introduce();
        }
    }

    private void Introduce()
    {
        if (_cgroup is not null)
            Write($"group {_cgroup}");
        foreach (var run in _runs)
            Write($"run {run}");
        for (var count = _launching + _sessions.Count; count > 0; count--)
            Write("launching");
        foreach (var session in _sessions)
            Write($"session {session}");
    }

    private void Write(string line)
    {
        _process.StandardInput.Write(line + "\n");
        _process.StandardInput.Flush();
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
