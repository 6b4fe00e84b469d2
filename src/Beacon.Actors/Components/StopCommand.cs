using System.ComponentModel;
using System.Globalization;
using Beacon.Plans;
using CliWrap;

namespace Beacon.Actors.Components;

/// <summary>The program that stops a component (<c>stop.command</c>), run as the component would be.</summary>
internal static class StopCommand
{
    private const string PidVariable = "BEACON_PID";

    /// <summary>Runs it, for no longer than a stop may take; returns why it failed, or null.</summary>
    public static async Task<string?> RunAsync(ComponentSpec component, int pid)
    {
        using var timeout = new CancellationTokenSource(component.Stop.Timeout);
        try
        {
            var result = await Cli.Wrap(component.Stop.Command[0])
                .WithArguments(component.Stop.Command.Skip(1))
                .WithWorkingDirectory(component.WorkingDirectory)
                .WithEnvironmentVariables(component.Environment.SetItem(PidVariable, pid.ToString(CultureInfo.InvariantCulture)))
                .WithValidation(CommandResultValidation.None)
                .ExecuteAsync(timeout.Token)
                .ConfigureAwait(false);
            return result.ExitCode == 0 ? null : $"exit code {result.ExitCode}";
        }
        catch (OperationCanceledException)
        {
            return $"it took longer than {Durations.Format(component.Stop.Timeout)}";
        }
        catch (Exception exception) when (exception is Win32Exception or IOException or InvalidOperationException)
        {
            return exception.Message;
        }
    }
}
