using System.Collections.Immutable;
using System.Globalization;
using Beacon.Actors.Scheduling;
using Beacon.Plans;
using Beacon.Processes;

namespace Beacon.Actors.Components;

/// <summary>The program that stops a component (<c>stop.command</c>), run as a part of the component's tree.</summary>
internal static class StopCommand
{
    private const string PidVariable = "BEACON_PID";

    /// <summary>Runs it, for no longer than a stop may take; returns why it failed, or null.</summary>
    public static async Task<string?> RunAsync(ComponentSpec component, IProcess process, int pid, TimeProvider time)
    {
        using var timeout = time.CancelAfter(component.Stop.Timeout);
        var variable = KeyValuePair.Create(PidVariable, (string?)pid.ToString(CultureInfo.InvariantCulture));
        var command = new SideCommand(component.Stop.Command) { Environment = ImmutableSortedDictionary.CreateRange([variable]) };
        var result = await process.RunAsync(command, timeout.Token).ConfigureAwait(false);
        return result.ExitCode == 0 ? null : $"{result}";
    }
}
