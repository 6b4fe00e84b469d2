using System.Net;
using Beacon.Plans;

namespace Beacon.Processes.Portable;

/// <summary>The keys of a plan that the portable engine does not support.</summary>
internal static class BeyondPortable
{
    private const string LeaveOut = "can't set that before the program runs; leave the key out";

    /// <summary>Each as a sentence with the key, the value and an alternative; empty: the engine can run the plan.</summary>
    public static IEnumerable<string> In(RunPlan plan)
    {
        if (!plan.Cores.IsEmpty)
            yield return $"beacon.run.cpu = [{string.Join(", ", plan.Cores)}]: the portable engine would keep the components to these "
                + "cores as well; leave the key out";
        foreach (var component in plan.Components)
        {
            foreach (var (key, value, why) in In(component))
                yield return $"beacon.components.{component.Name}.{key} = {value}: the portable engine {why}";
        }
    }

    private static IEnumerable<(string Key, string Value, string Why)> In(ComponentSpec component)
    {
        var probes = component
            .Ready.Probes.Select(probe => ("ready", probe))
            .Concat(component.Alive.Probes.Select(probe => ("alive", probe)));
        foreach (var (section, probe) in probes)
            if (InsteadOf(probe) is { } use)
                yield return ($"{section}.{probe.Kind}", probe.Subject, $"can't see whose port that is; use {use}");

        if (component.Output.Mode == OutputMode.LineBuffered)
            yield return ("output.mode", "line-buffered", "does not have stdbuf(1) everywhere; use pipe, and let the program flush");
        if (component.Output.Mode == OutputMode.Pty)
            yield return ("output.mode", "pty", "can't make a terminal; use pipe, and let the program flush");

        var limits = component.Limits;
        if (limits.OpenFiles is { } files)
            yield return ("limits.nofile", $"{files}", LeaveOut);
        if (!limits.Cores.IsEmpty)
            yield return ("limits.cpu", $"[{string.Join(", ", limits.Cores)}]", LeaveOut);
        if (limits.Nice is { } nice)
            yield return ("limits.nice", $"{nice}", LeaveOut);
        if (limits.MemoryBytes is { } memory)
            yield return ("limits.memory", Sizes.Format(memory), LeaveOut);
    }

    private static string? InsteadOf(Probe probe) =>
        probe switch
        {
            TcpListenProbe { Endpoints: [var first, ..] } =>
                $"tcp-connect = \"{new IPEndPoint(first.Address ?? IPAddress.Loopback, first.Port)}\", which the program notices",
            UdpBoundProbe => "log, for a line that the program prints then",
            _ => null,
        };
}
