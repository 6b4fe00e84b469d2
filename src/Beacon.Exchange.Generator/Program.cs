using System.Globalization;
using Beacon.Exchange;
using Beacon.Exchange.BinaryFile;
using Beacon.Exchange.Generation;

string[] options = ["--seed", "--messages", "--symbols", "--rate"];
const string Usage = "usage: exchange_market_data_generator [--seed N] [--messages N] [--symbols A,B,…] [--rate MESSAGES_PER_SECOND] OUT";
if (args.Contains("--help"))
{
    Console.WriteLine(Usage);
    return 0;
}

try
{
    var words = new CommandWords(args, options, []);
    if (words.Words.Count != 1)
        throw new UsageException($"one output file is needed, {words.Words.Count} words were given");
    var symbols = (words.Text("--symbols") ?? "AAPL,MSFT,TSLA,GOOGL,AMZN").Split(',').Select(Symbol.Parse).ToList();
    var least = MarketDayGenerator.LeastMessages(symbols.Count);
    var messages = (int)words.Number("--messages", 50_000, least, 1_000_000_000);
    var rate = (uint)words.Number("--rate", 10_000, 1, 10_000_000);

    var bytes = 0L;
    using (var file = new BufferedStream(File.Create(words.Words[0]), 1 << 16))
    {
        var writer = new BinaryFileWriter(file);
        MarketDayGenerator.Generate(
            (ulong)words.Number("--seed", 1, 0, long.MaxValue),
            messages,
            symbols,
            rate,
            message =>
            {
                writer.Write(message);
                bytes += sizeof(ushort) + message.Length;
            }
        );
    }

    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"wrote {messages:N0} messages, {bytes:N0} bytes, to {words.Words[0]}"));
    return 0;
}
catch (Exception exception) when (exception is UsageException or ArgumentException)
{
    Console.Error.WriteLine($"exchange_market_data_generator: {exception.Message}\n{Usage}");
    return 2;
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"exchange_market_data_generator: {exception.Message}");
    return 1;
}
