using System.Net;
using Beacon.Processes;
using Beacon.Records.Events;
using static System.FormattableString;

namespace Beacon.Actors.Measuring.Validity;

/// <summary>
/// Counts the datagrams that the kernel has dropped before a component could read them, by its sockets. Raised when the first are found,
/// and with the final number at the end of the run.
/// </summary>
internal sealed class DatagramLosses
{
    private readonly Dictionary<(string Component, long Socket), SocketUsage> _sockets = [];
    private readonly Dictionary<string, long> _raised = [];

    /// <summary>Examines a component's sockets; losses of closed ones are kept. Returns a problem that is new, or null.</summary>
    public Problem? Note(string component, IEnumerable<SocketUsage> sockets)
    {
        foreach (var socket in sockets.Where(socket => socket.Drops > 0))
            _sockets[(component, socket.Id)] = socket;
        return _raised.ContainsKey(component) ? null : Raise(component);
    }

    /// <summary>The problems with the final number, of the components that have lost more since theirs was raised.</summary>
    public IEnumerable<Problem> Conclude() => [.. _raised.Keys.ToList().Select(Raise).OfType<Problem>()];

    private Problem? Raise(string component)
    {
        var lost = _sockets.Where(entry => entry.Key.Component == component).Select(entry => entry.Value).ToList();
        var total = lost.Sum(socket => socket.Drops);
        if (total == _raised.GetValueOrDefault(component))
            return null;

        _raised[component] = total;
        var places = lost.GroupBy(socket => socket.Local).OrderByDescending(place => place.Sum(socket => socket.Drops)).ToList();
        return new Problem(
            ProblemKind.DatagramsLost,
            $"{component} lost data: {Places(places)}; try SO_RCVBUF in the program and net.core.rmem_max on the machine",
            component
        );
    }

    private static string Places(List<IGrouping<IPEndPoint, SocketUsage>> places) =>
        string.Join(
            "; ",
            places.Select(place =>
            {
                var drops = place.Sum(socket => socket.Drops);
                return Invariant($"{drops:N0} datagram{(drops == 1 ? "" : "s")} dropped by the kernel at {place.Key}, ")
                    + Invariant($"receive buffer {place.Max(socket => socket.ReceiveBuffer):N0} bytes");
            })
        );
}
