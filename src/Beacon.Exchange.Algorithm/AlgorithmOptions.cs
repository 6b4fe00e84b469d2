using System.Net;

namespace Beacon.Exchange.Algorithm;

/// <summary>Where the market data comes from, where the orders go, and for how long.</summary>
internal sealed record AlgorithmOptions(IPEndPoint Feed, IPAddress Interface, string Host, int Port, TimeSpan Duration)
{
    public static AlgorithmOptions Parse(string[] args)
    {
        var words = new CommandWords(args, ["--interface"], []);
        if (words.Words.Count != 5) throw new UsageException($"five words are needed, {words.Words.Count} were given");
        var w = words.Words;
        if (!IPAddress.TryParse(w[0], out var feed)) throw new UsageException($"MCAST_ADDR \"{w[0]}\" is no IP address");
        if (!IPAddress.TryParse(words.Text("--interface") ?? "127.0.0.1", out var local)) throw new UsageException($"--interface \"{words.Text("--interface")}\" is no IP address");
        return new AlgorithmOptions(
            new IPEndPoint(feed, (int)CommandWords.Number("MCAST_PORT", w[1], 1, 65535)),
            local,
            w[2],
            (int)CommandWords.Number("PORT", w[3], 1, 65535),
            TimeSpan.FromSeconds(CommandWords.Number("SECONDS", w[4], 0.001, 1e7)));
    }
}
