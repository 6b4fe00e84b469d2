using Beacon.Exchange.Generation;

namespace Beacon.Exchange.Generator;

/// <summary>What to generate, or which file to check.</summary>
/// <param name="File">The file that is written, or checked.</param>
/// <param name="IsCheck">Whether a file is checked.</param>
/// <param name="Seed">Another seed gives another day.</param>
/// <param name="Messages">How many messages in all.</param>
/// <param name="Symbols">The securities.</param>
/// <param name="Rate">Messages per second of market time.</param>
internal sealed record GeneratorOptions(string File, bool IsCheck, ulong Seed, int Messages, IReadOnlyList<Symbol> Symbols, uint Rate)
{
    public const string Usage = """
        usage: exchange_market_data_generator [options] OUT
               exchange_market_data_generator --check FILE
          --seed 1                 another seed gives another day
          --messages 50000         how many messages in all
          --symbols AAPL,MSFT,…    the securities
          --rate 10000             messages per second of market time, on average; more if they would not fit before the close
          --check FILE             verifies a BinaryFILE of ITCH 5.0, plain or gzip, and prints a summary; exit code 1: it has faults
        """;

    private static readonly string[] Options = ["--seed", "--messages", "--symbols", "--rate", "--check"];

    public static GeneratorOptions Parse(string[] args)
    {
        var words = new CommandWords(args, Options, []);
        var check = words.Text("--check");
        if (words.Words.Count != (check is null ? 1 : 0))
            throw new UsageException($"one OUT or one --check FILE is needed, {words.Words.Count} words were given");
        if (check is not null && !System.IO.File.Exists(check))
            throw new UsageException($"--check: there is no file {check}");
        var symbols = ParseSymbols(words.Text("--symbols") ?? "AAPL,MSFT,TSLA,GOOGL,AMZN");
        return new GeneratorOptions(
            check ?? words.Words[0],
            check is not null,
            (ulong)words.Number("--seed", 1, 0, long.MaxValue),
            (int)words.Number("--messages", 50_000, MarketDayGenerator.LeastMessages(symbols.Count), 1_000_000_000),
            symbols,
            (uint)words.Number("--rate", 10_000, 1, 10_000_000)
        );
    }

    private static List<Symbol> ParseSymbols(string list)
    {
        try
        {
            return [.. list.Split(',').Select(symbol => Symbol.Parse(symbol.Trim()))];
        }
        catch (ArgumentException exception)
        {
            throw new UsageException($"--symbols: {exception.Message}");
        }
    }
}
