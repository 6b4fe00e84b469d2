using System.Collections.Immutable;

namespace Beacon.Benchmarks.Honesty;

/// <summary>
/// Runs that were made one after the other, dealt to the two sides of a comparison. The runs keep their order in time, so that a drift of
/// the machine has the same effect as in an experiment that was really made so.
/// </summary>
/// <param name="Baseline">The places of the baseline's runs in the series.</param>
/// <param name="Candidate">The places of the candidate's runs in the series.</param>
internal sealed record Split(ImmutableArray<int> Baseline, ImmutableArray<int> Candidate)
{
    /// <summary>The number of runs of a side.</summary>
    public const int Side = 10;

    /// <summary>
    /// Draws splits without repetition from all those that deal blocks of runs in turn. A split is the place of its first run, the distance
    /// from one run to the next, and the side that begins.
    /// </summary>
    /// <param name="runs">The length of the series.</param>
    /// <param name="block">
    /// The number of consecutive runs that go to the same side: 1 for <c>repeat --versus</c>, <see cref="Side"/> for one side after the
    /// other.
    /// </param>
    /// <param name="count">The maximum number of splits.</param>
    public static IReadOnlyList<Split> InBlocks(int runs, int block, int count)
    {
        var places = Enumerable.Range(0, 2 * Side).ToList();
        return Draw(
            count,
            from distance in Enumerable.Range(1, runs)
            from first in Enumerable.Range(0, Math.Max(0, runs - (((2 * Side) - 1) * distance)))
            from begins in new[] { 0, 1 }
            let sides = places.ToLookup(place => (place / block % 2) == begins, place => first + (place * distance))
            select new Split([.. sides[true]], [.. sides[false]])
        );
    }

    /// <summary>Draws splits that deal runs of the whole series by lot: the machine's drift affects both sides alike.</summary>
    /// <inheritdoc cref="InBlocks"/>
    public static IReadOnlyList<Split> ByLot(int runs, int count)
    {
        if (runs < 2 * Side)
            return [];
        var lot = new Random(1);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ =>
                {
                    var dealt = Enumerable.Range(0, runs).ToArray();
                    lot.Shuffle(dealt);
                    return new Split([.. dealt.Take(Side).Order()], [.. dealt.Skip(Side).Take(Side).Order()]);
                }),
        ];
    }

    /// <summary>The experiments that two series which took turns contain: ten consecutive runs of each.</summary>
    /// <param name="runs">The length of the shorter series.</param>
    public static IReadOnlyList<Split> InTurn(int runs) =>
        [
            .. Enumerable
                .Range(0, Math.Max(0, runs - Side + 1))
                .Select(first => Enumerable.Range(first, Side).ToImmutableArray())
                .Select(places => new Split(places, places)),
        ];

    private static Split[] Draw(int count, IEnumerable<Split> from)
    {
        var splits = from.ToArray();
        new Random(1).Shuffle(splits);
        return splits[..Math.Min(count, splits.Length)];
    }
}
