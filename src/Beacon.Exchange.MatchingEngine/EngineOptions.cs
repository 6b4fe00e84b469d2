using System.Globalization;
using System.Net;
using Beacon.Exchange.SoupBinTcp;

namespace Beacon.Exchange.MatchingEngine;

/// <summary>Where to listen, who may log in, what to trade, and which market data the simulated participants follow.</summary>
/// <param name="Endpoint">Port 0: one that the system chooses.</param>
/// <param name="Session">The session's name, up to ten characters.</param>
/// <param name="Users">Passwords by user; null: the first login of a user sets its password.</param>
/// <param name="Listed">Null: any symbol.</param>
/// <param name="Feed">The multicast group and its port; null: there are no simulated participants.</param>
/// <param name="Interface">The address of the interface that the group is joined on.</param>
/// <param name="ReplayBytes">How much of each account's messages is kept.</param>
/// <param name="OrdersPerUser">How many orders of a user rest at most.</param>
internal sealed record EngineOptions(
    IPEndPoint Endpoint,
    string Session,
    IReadOnlyDictionary<string, string>? Users,
    IReadOnlySet<Symbol>? Listed,
    IPEndPoint? Feed,
    IPAddress Interface,
    long ReplayBytes,
    int OrdersPerUser
)
{
    public const string Usage = """
        usage: exchange_matching_engine [options] PORT
          --bind 127.0.0.1          the address to listen on; 0.0.0.0: all of them
          --symbols AAPL,MSFT       what is traded; any symbol unless told otherwise
          --users ann:secret,bob:x  who may log in; without a list, the first login of a user sets its password for the day
          --session NAME            the name of the session, up to ten characters; by default one that no other engine has
          --feed 239.255.0.1:12345  the market data that the simulated participants follow; none: there are no participants
          --interface 127.0.0.1     the address of the interface to join the feed's group on
          --replay-megabytes 64     how much of each user's messages is kept for its next login
          --orders-per-user 10000   how many orders of a user rest at most; further ones are rejected (0x000F, other)

        What a fill means: the simulated participants do in this engine's books what the market data says that others did. They add,
        reduce and withdraw orders. An order of yours trades with what they still show when it comes, first at the best price. So an
        order at a price that you have seen is not filled if that price is gone by then, or if this engine has not seen it yet. An order
        of yours that rests is filled when a new order meets it, and when the market data tells an execution of an order that stands
        behind it. Two clients trade with each other in the same way. Your orders are in no market data. Orders outlive a lost
        connection, and a login gets the messages from the number on that it asks for. Day orders are canceled when the market data
        says that the market has closed.
        """;

    private const double MaximumReplayMegabytes = 16_384;
    private const double MaximumOrdersPerUser = 10_000_000;
    private static readonly string[] Options =
    [
        "--bind",
        "--symbols",
        "--users",
        "--session",
        "--feed",
        "--interface",
        "--replay-megabytes",
        "--orders-per-user",
    ];

    public static EngineOptions Parse(string[] args)
    {
        var words = new CommandWords(args, Options, []);
        if (words.Words.Count != 1)
            throw new UsageException($"one PORT is needed, {words.Words.Count} words were given");
        return new EngineOptions(
            new IPEndPoint(words.Address("--bind", IPAddress.Loopback), Port(words.Words[0])),
            words.Session("--session", TimeProvider.System.GetUtcNow()),
            words.Text("--users") is { } users ? ParseUsers(users) : null,
            words.Text("--symbols") is { } symbols ? ParseSymbols(symbols) : null,
            ParseFeed(words.Text("--feed") ?? "239.255.0.1:12345"),
            words.Address("--interface", IPAddress.Loopback),
            (long)(words.Number("--replay-megabytes", 64, 1, MaximumReplayMegabytes) * 1024 * 1024),
            (int)words.Number("--orders-per-user", Matching.MatchingEngine.UsualOrdersPerAccount, 1, MaximumOrdersPerUser)
        );
    }

    private static int Port(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= IPEndPoint.MaxPort
            ? number
            : throw new UsageException($"PORT \"{text}\" is no whole number from 0 to {IPEndPoint.MaxPort}");

    private static IPEndPoint? ParseFeed(string text)
    {
        if (text == "none")
            return null;
        return IPEndPoint.TryParse(text, out var feed) && feed.Port > 0 && feed.Address.GetAddressBytes() is [>= 224 and <= 239, _, _, _]
            ? feed
            : throw new UsageException($"--feed \"{text}\" is no multicast group with a port, such as 239.255.0.1:12345, and not none");
    }

    private static Dictionary<string, string> ParseUsers(string list)
    {
        var users = new Dictionary<string, string>(LoginRequest.CredentialComparer);
        foreach (var user in list.Split(','))
            if (
                !PrintableText.IsPrintable(user.AsSpan())
                || user.Split(':') is not [{ Length: > 0 and <= 6 } name, { Length: <= 10 } password]
                || !users.TryAdd(name, password)
            )
                throw new UsageException(
                    $"--users \"{list}\" is no list of NAME:PASSWORD, each name once, of up to 6 and 10 characters, such as ann:x,bob:y"
                );
        return users;
    }

    private static HashSet<Symbol> ParseSymbols(string list)
    {
        try
        {
            return [.. list.Split(',').Select(symbol => Symbol.Parse(symbol.Trim()))];
        }
        catch (ArgumentException)
        {
            throw new UsageException($"--symbols \"{list}\" is no list of symbols of one to eight characters with commas between them");
        }
    }
}
