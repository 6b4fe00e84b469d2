using System.Globalization;
using System.Net;
using Beacon.Processes;
using Beacon.Records.Events;

namespace Beacon.Actors.Running.Validity;

/// <summary>
/// The datagrams that the kernel has dropped before a component could read them, by its sockets. Told once when it is known that there
/// are any, and with the last number at the end of the run.
/// </summary>
internal sealed class DatagramLosses
{
    private readonly Dictionary<(string Component, long Socket), SocketUsage> _sockets = [];
    private readonly Dictionary<string, long> _told = [];

    /// <summary>Takes note of a component's sockets; what to tell of it, null: nothing that was not told.</summary>
    /// <param name="component">The component's name.</param>
    /// <param name="sockets">Its sockets now. What one that is closed has lost is remembered.</param>
    public Problem? Note(string component, IEnumerable<SocketUsage> sockets)
    {
        foreach (var socket in sockets.Where(socket => socket.Drops > 0))
            _sockets[(component, socket.Id)] = socket;
        return _told.ContainsKey(component) ? null : Tell(component);
    }

    /// <summary>The last number of each component that has lost more since it was told.</summary>
    public IEnumerable<Problem> Conclude() => [.. _told.Keys.ToList().Select(Tell).OfType<Problem>()];

    private Problem? Tell(string component)
    {
        var lost = _sockets.Where(entry => entry.Key.Component == component).Select(entry => entry.Value).ToList();
        var total = lost.Sum(socket => socket.Drops);
        if (total == _told.GetValueOrDefault(component))
            return null;

        _told[component] = total;
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
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{drops:N0} datagram{(drops == 1 ? "" : "s")} dropped by the kernel at {place.Key}, receive buffer {place.Max(socket => socket.ReceiveBuffer):N0} bytes"
                );
            })
        );
}
