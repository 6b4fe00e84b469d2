using System.Collections;
using System.Runtime.InteropServices;
using Beacon.Plans;
using Beacon.Processes.Linux.ControlGroups;
using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Linux.Launching;

/// <summary>A process that waits to execute its program: everything that takes time has been done. Only the guardian knows it.</summary>
internal sealed class PreparedProcess
{
    private readonly LaunchResources _resources;
    private readonly LaunchCommand _command;
    private readonly ChildProcess _child;

    /// <summary>
    /// Makes the process; called on the spawner thread. To join its cgroup before it executes the program takes the kernel a grace period
    /// of some 5 ms after a quiet time, which a restart does not wait for: it joins later.
    /// </summary>
    /// <exception cref="Exception">It could not be made; nothing is left of it.</exception>
    public PreparedProcess(LaunchSpec spec, LaunchResources resources, bool joinsFirst)
    {
        _resources = resources;
        resources.Guardian.Launching(spec.Run);
        try
        {
            if (!Directory.Exists(spec.WorkingDirectory))
                throw new DirectoryNotFoundException($"there is no folder {spec.WorkingDirectory} to run it in");
            Cgroup = resources.Cgroups?.TryMake(spec.Component);
            Terminal = spec.OutputMode == OutputMode.Pty ? PseudoTerminal.Open() : null;
            Memory = LimitMemory(spec);
            HasJoined = Memory is { } limit ? !limit.IsApart : joinsFirst;
            _command = new LaunchCommand(spec, resources.Way, Memory?.Cgroup ?? (HasJoined ? Cgroup : null), Terminal?.Name);

            LaunchCommand.PrepareThread(spec);

            _child = ChildProcess.Start(_command.Words, EnvironmentOf(spec));
            Pidfd = Native.Pidfd.Open(Pid);
            resources.Guardian.Launched(Pid);
        }
        catch
        {
            RemoveWhatHeldIt();
            resources.Guardian.NotLaunched();
            throw;
        }
    }

    public int Pid => _child.Pid;

    /// <summary>Its pidfd, readable once it has exited; -1: other code of this process has reaped it already.</summary>
    public int Pidfd { get; }

    public Cgroup? Cgroup { get; }

    /// <summary>Whether it is in its cgroup before it executes the program.</summary>
    public bool HasJoined { get; }

    public MemoryLimit? Memory { get; }

    /// <summary>The terminal that takes its output; null: pipes do.</summary>
    public PseudoTerminal? Terminal { get; }

    /// <summary>Whether it has exited although it was not let go.</summary>
    public bool HasEnded => Pidfd < 0 || Native.Pidfd.HasEnded(Pidfd);

    public bool IsUnderway(ReadOnlySpan<byte> commandLine) => _command.IsUnderway(commandLine);

    /// <summary>Our end of an output stream. With a terminal, the pipe of standard error carries the errors of the launch itself.</summary>
    public SafeHandle OurEndOf(OutputStream stream) => stream == OutputStream.Stderr ? _child.Error : Terminal?.OurEnd ?? _child.Output;

    /// <summary>Has it execute its program, whose standard input is at its end.</summary>
    public void LetGo()
    {
        // It may have been killed meanwhile, which is seen as its exit.
        FileDescriptor.TryWrite((int)_child.Input.DangerousGetHandle(), "\n"u8);
        _child.Input.Dispose();
    }

    /// <summary>
    /// Waits until it has ended, and reaps it. Null: other code of this process has waited for all children, whoever made them.
    /// </summary>
    public ChildEnd? WaitForEnd() => _child.WaitForEnd();

    /// <summary>Removes its cgroup and terminal, when nothing is left of it and its tree.</summary>
    public void Close()
    {
        RemoveWhatHeldIt();
        _resources.Guardian.Gone(Pid);
    }

    /// <summary>Closes its pipes, when its output has ended.</summary>
    public void Forget() => _child.Dispose();

    /// <summary>Reaps it when it was killed with the thread that made it, if it ends within a time.</summary>
    public void Abandon(TimeSpan patience)
    {
        if (Native.Pidfd.HasEnded(Pidfd, (int)patience.TotalMilliseconds))
            WaitForEnd();
        FileDescriptor.Close(Pidfd);
        Forget();
    }

    /// <summary>Kills it while it waits, and removes everything that was made for it.</summary>
    public void Discard()
    {
        Signals.Send(Pid, UnixSignal.SIGKILL);
        WaitForEnd();
        if (Pidfd >= 0)
            FileDescriptor.Close(Pidfd);
        Close();
        Forget();
    }

    private MemoryLimit? LimitMemory(LaunchSpec spec)
    {
        if (spec.MemoryBytes is not { } bytes)
            return null;
        var limits =
            _resources.MemoryLimits ?? throw new IOException($"limits.memory of {spec.Component}: this user may not limit memory here");
        return limits.Limit(spec.Component, bytes, Cgroup);
    }

    // That of this process, with what the plan says; the mark of the component comes at the last step.
    private static IEnumerable<string> EnvironmentOf(LaunchSpec spec)
    {
        var changes = spec.Environment.SetItem(ProcFs.ComponentVariable, null);
        var inherited = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>();
        return
        [
            .. inherited
                .Where(variable => !changes.ContainsKey((string)variable.Key))
                .Select(variable => $"{variable.Key}={variable.Value}"),
            .. changes.Where(variable => variable.Value is not null).Select(variable => $"{variable.Key}={variable.Value}"),
        ];
    }

    private void RemoveWhatHeldIt()
    {
        Memory?.Remove();
        Cgroup?.Remove();
        Terminal?.Dispose();
    }
}
