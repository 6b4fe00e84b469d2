using System.Text;

namespace Beacon.Fuzz;

/// <summary>
/// Makes inputs from a corpus: a few random changes of one of its files. The same seed, kind and index make the same input.
/// </summary>
internal sealed class Mutator(IReadOnlyList<byte[]> corpus, IReadOnlyList<string> tokens)
{
    private const int MaximumLength = 64 * 1024;
    private const int ChangesAtMost = 8;
    private const int RepetitionsAtMost = 2000;

    private static readonly byte[] Bytes = [0, 1, 9, 10, 13, 27, 32, 34, 39, 44, 45, 46, 48, 57, 61, 92, 123, 125, 127, 128, 255];
    private static readonly string[] Numbers =
    [
        "0",
        "-1",
        "1e999",
        "-0.0",
        "NaN",
        "2147483648",
        "9223372036854775808",
        "99999999999999999999999",
        "1e-400",
        "0x10",
    ];

    public byte[] Make(Random random)
    {
        var input = new List<byte>(corpus[random.Next(corpus.Count)]);
        for (var change = random.Next(1, ChangesAtMost); change > 0; change--)
            Change(input, random);
        return [.. input.Take(MaximumLength)];
    }

    private void Change(List<byte> input, Random random)
    {
        var at = random.Next(input.Count + 1);
        var length = Math.Min(input.Count - at, 1 + random.Next(random.Next(10) == 0 ? 1000 : 16));
        switch (random.Next(10))
        {
            case 0 when at < input.Count:
                input[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < input.Count:
                input[at] = Bytes[random.Next(Bytes.Length)];
                break;
            case 2:
                input.RemoveRange(at, length);
                break;
            case 3:
                input.InsertRange(random.Next(input.Count + 1), input.GetRange(at, length));
                break;
            case 4:
                input.RemoveRange(at, input.Count - at);
                break;
            case 5:
                Repeat(input, at, length, random);
                break;
            case 6:
                input.InsertRange(at, Encoding.UTF8.GetBytes(Numbers[random.Next(Numbers.Length)]));
                break;
            case 7:
                var other = corpus[random.Next(corpus.Count)];
                var from = random.Next(other.Length + 1);
                input.InsertRange(at, other[from..Math.Min(other.Length, from + random.Next(200))]);
                break;
            default:
                input.InsertRange(at, Encoding.UTF8.GetBytes(tokens[random.Next(tokens.Count)]));
                break;
        }
    }

    private static void Repeat(List<byte> input, int at, int length, Random random)
    {
        var part = input.GetRange(at, length);
        var repeated = new List<byte>();
        for (var count = random.Next(RepetitionsAtMost); count > 0 && repeated.Count < MaximumLength; count--)
            repeated.AddRange(part);
        input.InsertRange(at, repeated);
    }
}
