using System.Globalization;
using System.Net;
using Beacon.Exchange.Matching;

namespace Beacon.Exchange.MatchingEngine;

/// <summary>Where to listen, what to trade, and what the house offers.</summary>
/// <param name="Endpoint">Port 0: one that the system chooses.</param>
/// <param name="House">Null: there is no house.</param>
/// <param name="Listed">Null: any symbol.</param>
internal sealed record EngineOptions(IPEndPoint Endpoint, HouseLiquidity? House, IReadOnlySet<Symbol>? Listed)
{
    public const string Usage = """
        usage: exchange_matching_engine [options] PORT
          --bind 127.0.0.1       the address to listen on; 0.0.0.0: all of them
          --symbols AAPL,MSFT    what is traded; any symbol unless told otherwise
          --house-shares 1000    shares that the house offers at each of its prices; 0: no house
        """;

    private static readonly string[] Options = ["--bind", "--symbols", "--house-shares"];

    public static EngineOptions Parse(string[] args)
    {
        var words = new CommandWords(args, Options, []);
        if (words.Words.Count != 1)
            throw new UsageException($"one PORT is needed, {words.Words.Count} words were given");
        var bind = words.Text("--bind") ?? "127.0.0.1";
        if (!IPAddress.TryParse(bind, out var address))
            throw new UsageException($"--bind \"{bind}\" is no IP address");
        var shares = Whole("--house-shares", words.Text("--house-shares") ?? "1000", 999_999);
        return new EngineOptions(
            new IPEndPoint(address, Whole("PORT", words.Words[0], IPEndPoint.MaxPort)),
            shares == 0 ? null : new HouseLiquidity((uint)shares),
            words.Text("--symbols") is { } symbols ? ParseSymbols(symbols) : null
        );
    }

    private static int Whole(string name, string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most
            ? number
            : throw new UsageException($"{name} \"{text}\" is no whole number from 0 to {most}");

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
