using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using Beacon.Plans;
using Beacon.Processes.Linux.ControlGroups;
using Beacon.Processes.Linux.Native;
using CliWrap;

namespace Beacon.Processes.Linux.Launching;

/// <summary>A process that waits to execute its program: everything that takes time has been done. Only the guardian knows it.</summary>
internal sealed class PreparedProcess
{
    private readonly LaunchResources _resources;
    private readonly SafeHandle?[] _pipes = new SafeHandle?[2];
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LaunchCommand _command;
    private Process? _process;

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

            // Not ListenAsync, nor CliWrap's own cancellation: both wait on the thread pool, and the latter loses the exit code.
            _ = Cli.Wrap(_command.First)
                .WithArguments(_command.Rest)
                .WithWorkingDirectory(spec.WorkingDirectory)
                .WithEnvironmentVariables(spec.Environment.SetItem(ProcFs.ComponentVariable, null))
                .WithStandardInputPipe(PipeSource.Create((_, _) => _over.Task))
                .WithStandardOutputPipe(Take(OutputStream.Stdout))
                .WithStandardErrorPipe(Take(OutputStream.Stderr))
                .WithValidation(CommandResultValidation.None)
                .ExecuteAsync(null, OnStarted, CancellationToken.None, CancellationToken.None);

            // .NET uses a waiting thread for each 63 processes that raise events. These need not before their end was seen.
            _process!.EnableRaisingEvents = false;
        }
        catch
        {
            RemoveWhatHeldIt();
            resources.Guardian.NotLaunched();
            throw;
        }
    }

    public int Pid { get; private set; }

    /// <summary>Its pidfd, readable once it has exited; -1: it has exited and was reaped.</summary>
    public int Pidfd { get; private set; }

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
    public SafeHandle OurEndOf(OutputStream stream) =>
        stream == OutputStream.Stdout && Terminal is { } terminal ? terminal.OurEnd : _pipes[(int)stream]!;

    /// <summary>Has it execute its program, whose standard input is at its end.</summary>
    public void LetGo()
    {
        try
        {
            _process!.StandardInput.BaseStream.WriteByte((byte)'\n');
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It was killed meanwhile, which is seen as its exit.
        }
    }

    /// <summary>Waits until .NET has reaped it; returns the exit code as .NET computes it.</summary>
    public int WaitForReaping()
    {
        _process!.WaitForExit(Timeout.Infinite);
        return _process.ExitCode;
    }

    /// <summary>Removes its cgroup and terminal, when nothing is left of it and its tree.</summary>
    public void Close()
    {
        RemoveWhatHeldIt();
        _resources.Guardian.Gone(Pid);
    }

    /// <summary>Releases what .NET and CliWrap hold for it, when its output has ended.</summary>
    public void Forget()
    {
        WaitForReaping();
        _process!.EnableRaisingEvents = true;
        _over.SetResult();
    }

    /// <summary>Kills it while it waits, and removes everything that was made for it.</summary>
    public void Discard()
    {
        _process!.Kill();
        WaitForReaping();
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

    private void OnStarted(Process process)
    {
        _process = process;
        Pid = process.Id;
        Pidfd = Native.Pidfd.Open(Pid);
        _resources.Guardian.Launched(Pid);
    }

    // CliWrap keeps the streams of the process open until this task completes.
    private PipeTarget Take(OutputStream stream) =>
        PipeTarget.Create(
            (source, _) =>
            {
                _pipes[(int)stream] = ((PipeStream)source).SafePipeHandle;
                return _over.Task;
            }
        );

    private void RemoveWhatHeldIt()
    {
        Memory?.Remove();
        Cgroup?.Remove();
        Terminal?.Dispose();
    }
}
