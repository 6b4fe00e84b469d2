using System.CommandLine;

namespace Beacon.Actors.Host.Commands;

/// <summary>The commands on living runs.</summary>
internal static class ControlCommands
{
    /// <summary>Their names.</summary>
    public static readonly string[] Names = ["up", "ps", "logs", "stop", "start", "restart", "signal", "wait", "attach"];

    public static IEnumerable<Command> Create(ControlContext context) =>
        [
            UpCommand.Create(context),
            PsCommand.Create(context),
            LogsCommand.Create(context),
            StopCommand.Create(context),
            ComponentCommands.Start(context),
            ComponentCommands.Restart(context),
            ComponentCommands.Signal(context),
            WaitCommand.Create(context),
            AttachCommand.Create(context),
        ];
}
