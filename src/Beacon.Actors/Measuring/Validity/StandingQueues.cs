using Beacon.Plans;
using Beacon.Processes;
using Beacon.Records.Events;
using static System.FormattableString;

namespace Beacon.Actors.Measuring.Validity;

/// <summary>
/// Detects TCP queues that stay full. Full once is a burst; full in three samples in a row, over at least a second, means that a reader
/// does not keep up, and that latencies measured there are mostly queueing.
/// </summary>
internal sealed class StandingQueues
{
    /// <summary>
    /// The share of its buffer from which a queue counts as full. The kernel stops the sender when the rest has no room for one more
    /// segment with its overhead; on a loopback device with segments of 64 KiB that is at about half.
    /// </summary>
    public const double Full = 0.5;

    private const int SamplesInARow = 3;
    private static readonly TimeSpan AtLeast = TimeSpan.FromSeconds(1);

    private readonly Dictionary<(string Component, long Socket, bool Receives), (int Samples, TimeSpan Since)> _standing = [];
    private readonly HashSet<(string Component, bool Receives)> _raised = [];

    /// <summary>Examines a component's sockets. Returns the new problems: one for its receive queues and one for its send queues.</summary>
    public IEnumerable<Problem> Note(string component, IReadOnlyCollection<SocketUsage> sockets, TimeSpan elapsed) =>
        [.. Note(component, sockets, receives: true, elapsed), .. Note(component, sockets, receives: false, elapsed)];

    private IEnumerable<Problem> Note(string component, IReadOnlyCollection<SocketUsage> sockets, bool receives, TimeSpan elapsed)
    {
        var full = sockets.Where(socket => IsFull(socket, receives)).ToDictionary(socket => socket.Id);
        foreach (
            var key in _standing
                .Keys.Where(key => key.Component == component && key.Receives == receives && !full.ContainsKey(key.Socket))
                .ToList()
        )
            _standing.Remove(key);

        foreach (var socket in full.Values)
        {
            var key = (component, socket.Id, receives);
            var (samples, since) = _standing.GetValueOrDefault(key, (0, elapsed));
            _standing[key] = (samples + 1, since);
            if (samples + 1 >= SamplesInARow && elapsed - since >= AtLeast && _raised.Add((component, receives)))
                yield return new Problem(ProblemKind.QueueFull, Explain(component, socket, receives, elapsed - since), component);
        }
    }

    private static bool IsFull(SocketUsage socket, bool receives) =>
        socket.Protocol == TransportProtocol.Tcp
        && (
            receives
                ? socket.ReceiveQueue > 0
                    && socket.ReceiveMemory >= Full * socket.ReceiveBuffer
                    && (!socket.IsListening || socket.ReceiveQueue >= socket.ReceiveBuffer)
                : socket.SendQueue > 0 && socket.SendMemory >= Full * socket.SendBuffer
        );

    private static string Explain(string component, SocketUsage socket, bool receives, TimeSpan time)
    {
        var duration = Durations.InSeconds(time);
        if (socket.IsListening)
            return $"{component} does not accept its connections: at {socket.Local} all {socket.ReceiveBuffer} places of its backlog "
                + $"were taken for {duration}, so that new connections wait";

        var bytes = Invariant($"{(receives ? socket.ReceiveQueue : socket.SendQueue):N0}");
        return receives
            ? $"{component} does not read what it is sent: its receive queue from {socket.Remote} at {socket.Local} "
                + $"stood full for {duration} with {bytes} bytes, so that what was measured there is the wait"
            : $"what {component} sends is not taken: its send queue to {socket.Remote} "
                + $"stood full for {duration} with {bytes} bytes, so that what was measured there is the wait";
    }
}
