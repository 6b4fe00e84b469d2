using Beacon.Exchange.BinaryFile;
using Beacon.Exchange.Books;
using Beacon.Exchange.Generation;
using Beacon.Exchange.Itch;

namespace Beacon.Exchange.Tests.Generation;

public class GeneratorSpecs
{
    private static readonly Symbol[] Symbols = [.. new[] { "AAPL", "MSFT", "TSLA", "GOOGL", "AMZN" }.Select(Symbol.Parse)];

    [Fact]
    public void The_sample_is_exactly_what_the_generator_makes()
    {
        var file = new MemoryStream();
        var writer = new BinaryFileWriter(file);
        MarketDayGenerator.Generate(1, 50_000, Symbols, 10_000, writer.Write);
        Assert.True(File.ReadAllBytes(Path.Combine(RepositoryRoot(), "data", "sample.itch")).AsSpan().SequenceEqual(file.ToArray()));
    }

    [Fact]
    public void A_day_is_coherent_and_never_crossed_and_framed()
    {
        var books = new BookSet();
        var types = new Dictionary<char, int>();
        var events = "";
        ulong lastTimestamp = 0;
        MarketDayGenerator.Generate(
            7,
            30_000,
            Symbols,
            10_000,
            message =>
            {
                types[(char)message[0]] = types.GetValueOrDefault((char)message[0]) + 1;
                if (message[0] == SystemEvent.Type)
                    events += SystemEvent.Read(message).Event;
                var timestamp = ItchHeader.Read(message).Timestamp;
                Assert.True(timestamp >= lastTimestamp);
                lastTimestamp = timestamp;
                var locate = books.Apply(message);
                if (locate >= 0 && books.BookOf((ushort)locate) is { BestBid: { } bid, BestAsk: { } ask })
                    Assert.True(bid.Price < ask.Price);
            }
        );
        Assert.Equal(30_000, types.Values.Sum());
        Assert.Equal((0L, 0L), (books.UnknownReferences, books.Malformed));
        Assert.Equal("OSQMEC", events);
        Assert.Equal((5, 5), (types['R'], types['H']));
        Assert.InRange(types['A'] / 30_000.0, 0.40, 0.55);
        Assert.InRange(types['D'] / 30_000.0, 0.35, 0.48);
        Assert.InRange(types['U'] / 30_000.0, 0.03, 0.09);
        Assert.InRange(types['E'] / 30_000.0, 0.01, 0.04);
    }

    [Fact]
    public void Another_seed_gives_another_day() => Assert.NotEqual(Bytes(1), Bytes(2));

    private static byte[] Bytes(ulong seed)
    {
        var bytes = new List<byte>();
        MarketDayGenerator.Generate(seed, 1000, Symbols, 10_000, message => bytes.AddRange(message));
        return [.. bytes];
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Beacon.Actors.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
