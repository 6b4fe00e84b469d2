using Beacon.Exchange.BinaryFile;
using Beacon.Exchange.Books;
using Beacon.Exchange.Checking;
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
    }

    [Fact]
    public void The_mix_is_that_of_a_real_day()
    {
        const double Messages = 200_000;
        var types = new Dictionary<char, int>();
        Generate(3, (int)Messages, 10_000, message => types[(char)message[0]] = types.GetValueOrDefault((char)message[0]) + 1);

        foreach (
            var (type, percent) in new[]
            {
                ('A', 41.9),
                ('D', 40.5),
                ('N', 7.7),
                ('U', 6.0),
                ('E', 2.0),
                ('X', 1.2),
                ('P', 0.46),
                ('F', 0.15),
            }
        )
            Assert.InRange(types[type] / Messages * 100, percent * 0.9 - 0.05, percent * 1.1 + 0.05);
    }

    [Fact]
    public void However_slow_the_rate_the_day_ends_in_time_and_nothing_comes_after_the_close()
    {
        const ulong Hour = 3_600_000_000_000;
        var afterClose = "";
        ulong last = 0;
        Generate(
            1,
            100_000,
            1,
            message =>
            {
                last = ItchHeader.Read(message).Timestamp;
                if (last >= 16 * Hour)
                    afterClose += message[0] == SystemEvent.Type ? SystemEvent.Read(message).Event : '?';
            }
        );

        Assert.Equal("MEC", afterClose);
        Assert.InRange(last, 16 * Hour, 24 * Hour);
        Assert.False(MarketDayGenerator.FitsInDay(100_000, Symbols.Length, 1));
    }

    [Fact]
    public void Directory_messages_have_the_values_of_the_specification()
    {
        var directories = new List<StockDirectory>();
        Generate(
            1,
            100,
            10_000,
            message =>
            {
                if (message[0] == StockDirectory.Type)
                    directories.Add(StockDirectory.Read(message));
            }
        );

        Assert.Equal(Symbols, directories.Select(directory => directory.Stock));
        Assert.All(
            directories,
            directory =>
            {
                Assert.Contains(directory.Authenticity, "PT");
                Assert.Equal(0u, directory.EtpLeverage);
                Assert.Contains(directory.Inverse, "YN");
                Assert.Contains(directory.RoundLotsOnly, "YN");
                Assert.Contains(directory.ShortSaleThreshold, "YN");
                Assert.Contains(directory.Ipo, "YN");
                Assert.Contains(directory.Etp, "YN");
                Assert.Contains(directory.LuldTier, "12");
            }
        );
    }

    [Fact]
    public void The_sample_passes_the_check()
    {
        var check = new ItchFileCheck();
        using var file = ItchFileReader.Open(Path.Combine(RepositoryRoot(), "data", "sample.itch"));
        while (file.MoveNext())
            check.Add(file.Current, file.Offset);
        check.Finish();

        Assert.Empty(check.Faults);
    }

    [Theory]
    [InlineData('H')]
    [InlineData('P')]
    [InlineData('Q')]
    public void A_book_may_be_crossed_while_its_stock_does_not_trade_and_until_its_cross(char state)
    {
        var check = new OpenMarket();
        check.TradingAction(state);
        check.Add(1, Side.Buy, 11);
        check.Add(2, Side.Sell, 10);
        check.TradingAction('T');
        check.Add(3, Side.Sell, 12);
        check.Execute(1);
        check.Execute(2);

        Assert.Empty(check.Finish().Faults);

        check.Add(4, Side.Buy, 12);
        Assert.EndsWith("the book of AAPL is crossed: bid 12.00, offer 12.00", Assert.Single(check.Finish().Faults));
    }

    [Fact]
    public void A_book_may_be_crossed_while_the_market_center_is_halted()
    {
        var check = new OpenMarket();
        check.TradingAction('T');
        check.OperationalHalt('H');
        check.Add(1, Side.Buy, 11);
        check.Add(2, Side.Sell, 10);

        Assert.Empty(check.Finish().Faults);
    }

    [Fact]
    public void Faults_beyond_those_that_are_listed_are_counted_each_once()
    {
        var check = new OpenMarket();
        for (var reference = 1ul; reference <= 25; reference++)
            check.Execute(reference);

        check.Finish();

        Assert.Equal(21, check.Finish().Faults.Count);
        Assert.Equal("and 5 more", check.Finish().Faults[^1]);
        Assert.Contains("  Faults: 25\n", check.Finish().Summary().ToString());
    }

    [Fact]
    public void An_order_without_a_side_or_without_shares_is_a_fault()
    {
        var check = new OpenMarket();
        check.Add(1, (Side)'X', 10);
        check.Add(2, Side.Buy, 9, shares: 0);

        Assert.Equal(
            ["at offset 0: the side of order 1 is 'X', neither B nor S", "at offset 0: order 2 has no shares"],
            check.Finish().Faults
        );
    }

    [Fact]
    public void Text_of_a_file_is_shown_without_its_control_characters()
    {
        var check = new OpenMarket();
        check.SystemEvent('\x1B');
        check.Add(1, Side.Buy, 11, "\x1B[2J\n");
        check.Add(2, Side.Sell, 10, "\x1B[2J\n");

        var faults = check.Finish().Faults;

        Assert.DoesNotContain(faults, fault => fault.Any(char.IsControl));
        Assert.Contains("\\x1B[2J\\x0A", faults[^1]);
    }

    [Fact]
    public void Another_seed_gives_another_day() => Assert.NotEqual(Bytes(1), Bytes(2));

    private static void Generate(ulong seed, int messages, uint rate, ItchMessageHandler write) =>
        MarketDayGenerator.Generate(seed, messages, Symbols, rate, write);

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
