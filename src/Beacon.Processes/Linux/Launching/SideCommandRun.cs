using Beacon.Plans;
using Beacon.Plans.Text;
using Beacon.Processes.Capturing;
using Beacon.Processes.Linux.ControlGroups;
using Beacon.Processes.Linux.Native;
using CliWrap;

namespace Beacon.Processes.Linux.Launching;

/// <summary>
/// One run of a <see cref="SideCommand"/>: launched as a component's program is, in a session of its own, with the component's mark and in
/// its cgroup, so that whatever it leaves behind is found and ended with the component's tree.
/// </summary>
internal sealed class SideCommandRun(LaunchSpec component, Cgroup? cgroup, SideCommand command, LaunchResources resources)
{
    // What was printed just before the exit may still be in the pipes.
    private static readonly TimeSpan LastOutput = TimeSpan.FromMilliseconds(100);

    private readonly OutputTail _tail = new(command.Printed);
    private readonly CancellationTokenSource _over = new();
    private Task _exited = Task.CompletedTask;

    /// <summary>Makes the process; called on the spawner thread, whose end would kill it.</summary>
    /// <param name="cancellationToken">Kills its session.</param>
    public Task<SideCommandResult> Start(CancellationToken cancellationToken)
    {
        // The time may be over before the spawner comes to it.
        if (cancellationToken.IsCancellationRequested)
            return Task.FromResult(new SideCommandResult(null, null, default));
        try
        {
            if (!Directory.Exists(component.WorkingDirectory))
                throw new DirectoryNotFoundException($"there is no folder {component.WorkingDirectory} to run it in");
            var spec = AsLaunch();
            var launch = new LaunchCommand(spec, resources.Way, cgroup, terminal: null);

            LaunchCommand.PrepareThread(spec);
            var execution = Cli.Wrap(launch.Words[0])
                .WithArguments(launch.Words.Skip(1))
                .WithEnvironmentVariables(spec.Environment.SetItem(ProcFs.ComponentVariable, null))
                .WithStandardInputPipe(PipeSource.FromString("\n"))
                .WithStandardOutputPipe(PipeTarget.Create((source, _) => _tail.DrainAsync(source, OutputStream.Stdout, _over.Token)))
                .WithStandardErrorPipe(PipeTarget.Create((source, _) => _tail.DrainAsync(source, OutputStream.Stderr, _over.Token)))
                .WithValidation(CommandResultValidation.None)
                .ExecuteAsync(null, OnStarted, CancellationToken.None, CancellationToken.None);
            return FollowAsync(execution, cancellationToken);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return Task.FromResult(new SideCommandResult(null, ExceptionText.Of(exception), default));
        }
    }

    // CliWrap disposes of the process when it has ended.
    private void OnStarted(System.Diagnostics.Process process) => _exited = process.WaitForExitAsync(CancellationToken.None);

    private async Task<SideCommandResult> FollowAsync(CommandTask<CommandResult> execution, CancellationToken cancellationToken)
    {
        var pid = execution.ProcessId;
        var isKilled = false;
        await using var kill = cancellationToken
            .Register(() =>
            {
                isKilled = true;
                EndSession(pid);
            })
            .ConfigureAwait(false);
        await _exited.ConfigureAwait(false);
        if (command.LeavesNothing)
            EndSession(pid);
        _over.CancelAfter(LastOutput);
        var result = await execution.Task.ConfigureAwait(false);
        var reason = resources.Failures.Take(pid) ?? resources.Way.ReasonNotExecuted(result.ExitCode, _tail.LastLine.Raw);
        return reason is null
            ? new SideCommandResult(isKilled ? null : result.ExitCode, null, _tail.LastLine)
            : new SideCommandResult(null, reason, default);
    }

    // The leader's process group is the session, unless a process has made a group of its own.
    private static void EndSession(int session)
    {
        Signals.SendToGroup(session, UnixSignal.SIGKILL);
        foreach (var pid in ProcFs.Pids())
            if (Signals.SessionOf(pid) == session)
                Signals.Send(pid, UnixSignal.SIGKILL);
    }

    private LaunchSpec AsLaunch() =>
        component with
        {
            Program = command.Words[0],
            Args = command.Words[1..],
            Environment = component.Environment.SetItems(command.Environment),
            OutputMode = OutputMode.Pipe,
        };
}
