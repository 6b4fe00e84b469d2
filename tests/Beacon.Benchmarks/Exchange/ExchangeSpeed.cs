using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Beacon.Exchange;
using Beacon.Exchange.Books;
using Beacon.Exchange.Generation;

namespace Beacon.Benchmarks.Exchange;

/// <summary>
/// How fast a generated day of 300 securities is walked, decoded, and made into full books, on one thread, out of memory. The walk reads
/// each record's length and type and nothing else: it is the limit of the other two. All three are measured in turns, and in the CPU time
/// of the thread, so that a machine that is busy with other things shows in the spread and hardly in the median.
/// </summary>
internal static class ExchangeSpeed
{
    private const int Rounds = 7;
    private const int Securities = 300;
    private const double Million = 1e6;

    /// <summary>Million messages a second: median of the rounds, and lowest and highest.</summary>
    /// <param name="messages">How many messages the day has.</param>
    public static object Measure(int messages)
    {
        var day = MakeDay(messages);
        var (walk, decode, books) = (new double[Rounds], new double[Rounds], new double[Rounds]);
        var sum = 0ul;

        // The first turn is not counted: the runtime compiles.
        for (var round = -1; round < Rounds; round++)
        {
            var (walked, decoded, built) = (
                Measure(messages, () => sum += Walk(day)),
                Measure(messages, () => sum += ItchSum.Decode(day)),
                Measure(messages, () => sum += Build(day))
            );
            if (round >= 0)
                (walk[round], decode[round], books[round]) = (walked, decoded, built);
        }

        return new
        {
            Messages = messages,
            Walk = Spread(walk),
            Decode = Spread(decode),
            Books = Spread(books),
            Sum = sum,
        };
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

    private static ulong Build(byte[] day)
    {
        var books = new BookSet();
        for (var rest = day.AsSpan(); rest.Length > 0; )
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(rest);
            books.Apply(rest.Slice(2, length));
            rest = rest[(2 + length)..];
        }

        return (ulong)books.UnknownReferences;
    }

    private static double Measure(int messages, Action action)
    {
        var before = ThreadSeconds();
        action();
        return messages / Million / (ThreadSeconds() - before);
    }

    /// <summary>The CPU time of this thread (clock_gettime(2), CLOCK_THREAD_CPUTIME_ID).</summary>
    private static double ThreadSeconds()
    {
        const int ThreadCpuTime = 3;
        Marshal.ThrowExceptionForHR(GetTime(ThreadCpuTime, out var time));
        return time.Seconds + time.Nanoseconds / 1e9;
    }

    private static string Spread(double[] rates)
    {
        Array.Sort(rates);
        return FormattableString.Invariant($"{rates[Rounds / 2]:0.0} M/s ({rates[0]:0.0} to {rates[^1]:0.0})");
    }

    private struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int GetTime(int clock, out Time time);
}
