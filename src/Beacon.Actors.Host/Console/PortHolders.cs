using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Beacon.Plans;
using Beacon.Plans.Text;
using Beacon.Records.Events;

namespace Beacon.Actors.Host.Console;

/// <summary>
/// Finds out whether a component failed because its port is taken, also if the plan does not require the port to be free. The component
/// itself has ended, so that a holder is another process. What it printed may come after its exit: it is looked at again at the end.
/// </summary>
/// <param name="holderOf">Describes the process that holds a port; null: the port is free.</param>
internal sealed partial class PortHolders(Func<PortRequirement, string?> holderOf)
{
    private readonly HashSet<string> _told = [];

    /// <summary>The way out, if a port of the failed component is taken; null: none is, or that was said already.</summary>
    public string? WayOut(Problem problem, ComponentSpec component, ComponentSnapshot snapshot)
    {
        if (problem.Kind is not (ProblemKind.Crashed or ProblemKind.GaveUp) || snapshot.ReadyAfter is not null && !SaysInUse(snapshot))
            return null;
        foreach (var port in PortsOf(component, snapshot).Distinct())
            if (holderOf(port) is { } holder && _told.Add(component.Name))
                return $"port {port} is held by {holder}: end that program, or choose another port";
        return null;
    }

    private static IEnumerable<PortRequirement> PortsOf(ComponentSpec component, ComponentSnapshot snapshot)
    {
        var tcp = component.Ready.Probes.OfType<TcpListenProbe>().SelectMany(probe => probe.Endpoints).Select(endpoint => endpoint.Port);
        var ports = component.Requires.FreePorts.Concat(tcp.Select(port => new PortRequirement(TransportProtocol.Tcp, port)));
        if (!SaysInUse(snapshot))
            return ports;

        // The program says so itself: the port is in its message, in its arguments, or among those that it was to bind.
        var udp = component.Ready.Probes.OfType<UdpBoundProbe>().SelectMany(probe => probe.Endpoints).Select(endpoint => endpoint.Port);
        var said = snapshot.LastLines.Where(IsInUse).SelectMany(line => NumbersIn($"{line}"));
        var numbers = said.Concat(udp).Concat(component.Args.SelectMany(NumbersIn)).Distinct().ToImmutableArray();
        return ports.Concat(
            Enum.GetValues<TransportProtocol>().SelectMany(_ => numbers, (protocol, port) => new PortRequirement(protocol, port))
        );
    }

    private static bool SaysInUse(ComponentSnapshot snapshot) => snapshot.LastLines.Any(IsInUse);

    // EADDRINUSE, as the runtimes say it (errno(3)).
    private static bool IsInUse(UntrustedText line) => InUse().IsMatch(line.Raw);

    private static IEnumerable<int> NumbersIn(string text) =>
        Number()
            .Matches(text)
            .Select(match => int.Parse(match.Value, CultureInfo.InvariantCulture))
            .Where(port => port is > 0 and <= 65535);

    [GeneratedRegex("address (already )?in use|EADDRINUSE|port [0-9]* ?(is )?(already )?in use", RegexOptions.IgnoreCase)]
    private static partial Regex InUse();

    [GeneratedRegex(@"(?<![0-9.])[0-9]{2,5}(?![0-9.])")]
    private static partial Regex Number();
}
