namespace Beacon.Exchange.Playback;

/// <summary>Sends packets, or does not, or twice, or later: the same for the same seed and the same packets.</summary>
/// <param name="chaos">What goes wrong.</param>
/// <param name="seed">Another seed: other packets.</param>
/// <param name="send">Sends a packet.</param>
internal sealed class ChaoticSender(ChaosOptions chaos, int seed, Action<byte[], int> send)
{
    private const int FarthestReordering = 4;
    private const double ShareOfJitter = 0.01;

    private readonly Random _random = new(seed);
    private readonly List<(byte[] Packet, int After)> _held = [];

    public long Withheld { get; private set; }

    public long Duplicated { get; private set; }

    public long Reordered { get; private set; }

    /// <summary>Waits of the sender.</summary>
    public long Delayed { get; private set; }

    /// <summary>A packet with messages is due.</summary>
    /// <returns>Whether it was sent, or will be; false: it is withheld.</returns>
    public bool Send(byte[] packet, int length)
    {
        // All are drawn for each packet, so that one share does not change what another one does.
        var (loses, duplicates, reorders, delays) = (
            Draw(chaos.Loss),
            Draw(chaos.Duplication),
            Draw(chaos.Reordering),
            Draw(ShareOfJitter)
        );
        var (distance, delay) = (1 + _random.Next(FarthestReordering), _random.NextDouble() * chaos.JitterMilliseconds);
        if (delays && chaos.JitterMilliseconds > 0)
            Delay(delay);
        if (loses)
            Withheld++;
        else if (reorders)
            Hold(packet, length, distance);
        else
            send(packet, length);
        if (duplicates && !loses && !reorders)
        {
            Duplicated++;
            send(packet, length);
        }

        ReleaseDue();
        return !loses;
    }

    /// <summary>Sends what is still held.</summary>
    public void Flush()
    {
        foreach (var (packet, _) in _held)
            send(packet, packet.Length);
        _held.Clear();
    }

    private void Delay(double milliseconds)
    {
        Delayed++;
        Thread.Sleep(TimeSpan.FromMilliseconds(milliseconds));
    }

    private void Hold(byte[] packet, int length, int distance)
    {
        Reordered++;
        _held.Add((packet.AsSpan(0, length).ToArray(), distance + 1));
    }

    private void ReleaseDue()
    {
        for (var index = 0; index < _held.Count; )
        {
            var (packet, after) = _held[index];
            _held[index] = (packet, after - 1);
            if (after > 1)
            {
                index++;
                continue;
            }

            _held.RemoveAt(index);
            send(packet, packet.Length);
        }
    }

    private bool Draw(double share) => _random.NextDouble() < share;
}
