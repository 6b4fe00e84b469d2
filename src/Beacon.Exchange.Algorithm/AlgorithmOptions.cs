using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Beacon.Exchange.Algorithm;

/// <summary>Where the market data comes from, where the orders go, and for how long.</summary>
/// <param name="Feed">The multicast group and its port.</param>
/// <param name="Interface">The address of the interface that the group is joined on.</param>
/// <param name="Host">The matching engine's host.</param>
/// <param name="Port">The matching engine's port.</param>
/// <param name="Duration">From when both are there.</param>
/// <param name="ReceiveBufferBytes">What the kernel is asked to hold of the market data until it is read (SO_RCVBUF).</param>
/// <param name="Recovery">Where missed messages are asked for again; null: nowhere.</param>
/// <param name="Patience">How long a missing message is waited for, without progress.</param>
/// <param name="IsBusyWaiting">Whether the market data is polled without a pause, which takes a core.</param>
/// <param name="User">What the algorithm logs in as, up to six characters.</param>
/// <param name="Password">Up to ten characters.</param>
internal sealed record AlgorithmOptions(
    IPEndPoint Feed,
    IPAddress Interface,
    string Host,
    int Port,
    TimeSpan Duration,
    int ReceiveBufferBytes,
    IPEndPoint? Recovery,
    TimeSpan Patience,
    bool IsBusyWaiting,
    string User,
    string Password
)
{
    public const string Usage = """
        usage: algo_template [options] MCAST_ADDR MCAST_PORT HOST PORT SECONDS
          MCAST_ADDR MCAST_PORT   the multicast group of the market data: 239.255.0.1 12345
          HOST PORT               the matching engine: 127.0.0.1 9000
          SECONDS                 how long to trade: 30, or 0.5
          --interface 127.0.0.1   the address of the interface to join the group on
          --receive-buffer BYTES  how much market data the kernel is to hold until it is read: 4194304
          --recovery ADDRESS:PORT where missed messages are asked for again, [ADDRESS]:PORT for IPv6, or none; default: the interface,
                                  and the port after MCAST_PORT
          --patience 100          milliseconds without progress after which a missing message is lost
          --user NAME             what to log in as, up to six characters: beacon
          --password TEXT         up to ten characters
          --busy-wait             polls the market data without a pause: faster, and takes a core

        Every message of the market data is in the end counted once: as received with the multicast, as recovered, or as lost.
        A fill is an execution at the price of a resting order; the order's rest is canceled. See exchange_matching_engine --help for what
        is there to trade with.
        """;

    private const double MaximumSeconds = 1e7;

    public static AlgorithmOptions Parse(string[] args)
    {
        var options = new CommandWords(
            args,
            ["--interface", "--receive-buffer", "--recovery", "--patience", "--user", "--password"],
            ["--busy-wait"]
        );
        var words = options.Words;
        if (words.Count != 5)
            throw new UsageException($"MCAST_ADDR MCAST_PORT HOST PORT SECONDS are needed, {words.Count} words were given");
        if (!IPAddress.TryParse(words[0], out var group) || !IsMulticast(group))
            throw new UsageException($"MCAST_ADDR \"{words[0]}\" is no multicast address; those are 224.0.0.0 to 239.255.255.255");
        var address = options.Address("--interface", IPAddress.Loopback);
        var buffer = (int)options.Number("--receive-buffer", 4 * 1024 * 1024, 1, int.MaxValue);
        var feed = new IPEndPoint(group, ParsePort("MCAST_PORT", words[1]));
        return new AlgorithmOptions(
            feed,
            address,
            words[2],
            ParsePort("PORT", words[3]),
            ParseSeconds(words[4]),
            buffer,
            ParseRecovery(options.Text("--recovery"), new IPEndPoint(address, Math.Min(feed.Port + 1, IPEndPoint.MaxPort))),
            TimeSpan.FromMilliseconds(options.Number("--patience", 100, 1, 1e6)),
            options.Has("--busy-wait"),
            Field(options, "--user", "beacon", 6),
            Field(options, "--password", "", 10)
        );
    }

    private static string Field(CommandWords options, string name, string absent, int length)
    {
        var text = options.Text(name) ?? absent;
        return text.Length <= length && PrintableText.IsPrintable(text.AsSpan())
            ? text
            : throw new UsageException($"{name} \"{text}\" has more than {length} characters, or others than printable ASCII");
    }

    private static IPEndPoint? ParseRecovery(string? text, IPEndPoint absent)
    {
        if (text is null or "none")
            return text is null ? absent : null;
        return IPEndPoint.TryParse(text, out var server) && server.Port > 0
            ? server
            : throw new UsageException($"--recovery \"{text}\" is no address with a port, such as 127.0.0.1:12346, and not none");
    }

    private static bool IsMulticast(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes()[0] is >= 224 and <= 239;

    private static int ParsePort(string name, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= IPEndPoint.MaxPort
            ? port
            : throw new UsageException($"{name} \"{text}\" is no port from 1 to {IPEndPoint.MaxPort}");

    private static TimeSpan ParseSeconds(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
        && seconds is > 0 and <= MaximumSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new UsageException($"SECONDS \"{text}\" is no number of seconds above 0 and up to {MaximumSeconds:0}");
}
