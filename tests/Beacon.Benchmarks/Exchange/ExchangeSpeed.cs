using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Beacon.Exchange;
using Beacon.Exchange.Books;
using Beacon.Exchange.Generation;

namespace Beacon.Benchmarks.Exchange;

/// <summary>
/// How fast a generated day of 300 securities is walked, decoded, and made into full books, on one thread, out of memory. The walk reads
/// each record's length and type and nothing else: it is the limit of the other two. All are measured in turns, with a C++ peer if there
/// is one, and in the CPU time of the thread, so that a machine that is busy with other things shows in the spread and hardly in the
/// median. What is compared is each round's ratio, since the rounds differ as the machine does.
/// </summary>
internal static class ExchangeSpeed
{
    private const int Rounds = 7;
    private const int Securities = 300;
    private const double Million = 1e6;

    /// <summary>Million messages a second: median of the rounds, and lowest and highest.</summary>
    /// <param name="messages">How many messages the day has.</param>
    /// <param name="peer">The program of <c>scripts/bench/peers</c>; null: none.</param>
    /// <exception cref="InvalidDataException">The peer has decoded other values, or built other books.</exception>
    public static IReadOnlyDictionary<string, string> Measure(int messages, string? peer)
    {
        var day = MakeDay(messages);
        using var other = peer is null ? null : new ItchPeer(peer, day);
        var figures = new Figures(Rounds);

        // The first turn is not counted: the runtime compiles.
        for (var round = -1; round < Rounds; round++)
        {
            figures.IsCounted = round >= 0;
            figures.Add("Walk", Measure(messages, () => Walk(day)).Rate);
            var (decode, sum) = Measure(messages, () => ItchSum.Decode(day));
            var (books, shares) = Measure(messages, () => Build(day));
            figures.Add("Decode", decode);
            figures.Add("Books", books);
            if (other?.Run() is not { } run)
                continue;
            if (run.DecodeSum != sum || run.BooksSum != shares)
                throw new InvalidDataException($"{peer}: other sums: {run.DecodeSum} and {run.BooksSum}, not {sum} and {shares}");
            figures.Add("Decode, C++", run.Decode);
            figures.Add("Books, C++", run.Books);
            figures.Add("Decode / C++", decode / run.Decode);
            figures.Add("Books / C++", books / run.Books);
        }

        return figures.Spreads();
    }

    private static byte[] MakeDay(int messages)
    {
        var day = new MemoryStream(messages * 34);
        var writer = new Beacon.Exchange.BinaryFile.BinaryFileWriter(day);
        var symbols = Enumerable.Range(0, Securities).Select(number => Symbol.Parse($"S{number}")).ToList();
        MarketDayGenerator.Generate(1, messages, symbols, 1_000_000, writer.Write);
        return day.ToArray();
    }

    private static ulong Walk(byte[] day)
    {
        var sum = 0ul;
        for (var rest = day.AsSpan(); rest.Length > 0; )
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(rest);
            sum += rest[2];
            rest = rest[(2 + length)..];
        }

        return sum;
    }

    /// <summary>What is in the books at the end: of each level, its shares times its orders.</summary>
    private static ulong Build(byte[] day)
    {
        var books = new BookSet();
        for (var rest = day.AsSpan(); rest.Length > 0; )
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(rest);
            books.Apply(rest.Slice(2, length));
            rest = rest[(2 + length)..];
        }

        var sum = 0ul;
        for (ushort locate = 1; locate <= Securities; locate++)
            foreach (var side in new[] { Side.Buy, Side.Sell })
            foreach (var level in books.BookOf(locate).Levels(side))
                sum += level.Shares * (ulong)level.Count;
        return sum;
    }

    private static (double Rate, ulong Sum) Measure(int messages, Func<ulong> action)
    {
        var before = ThreadSeconds();
        var sum = action();
        return (messages / Million / (ThreadSeconds() - before), sum);
    }

    /// <summary>The CPU time of this thread (clock_gettime(2), CLOCK_THREAD_CPUTIME_ID).</summary>
    private static double ThreadSeconds()
    {
        const int ThreadCpuTime = 3;
        Marshal.ThrowExceptionForHR(GetTime(ThreadCpuTime, out var time));
        return time.Seconds + time.Nanoseconds / 1e9;
    }

    private struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int GetTime(int clock, out Time time);
}
