using Beacon.Records.Comparing;
using CsCheck;
using Perfolizer.Mathematics.SignificanceTesting.MannWhitney;
using Pragmastat;

namespace Beacon.Records.Tests.Comparing;

public class ShiftSpecs
{
    private static readonly Gen<double> Value = Gen.OneOf<double>(
        Gen.Double[-1000, 1000],
        Gen.Int[-3, 3].Select(number => (double)number),
        Gen.Double[-1e-300, 1e-300],
        Gen.Double[-1e300, 1e300]
    );

    private static readonly Gen<(double[] From, double[] To)> Sides = Gen.Select(Value.Array[1, 40], Value.Array[1, 40]);

    [Fact]
    public void Selected_differences_equal_those_of_a_sorted_list() =>
        Sides.Sample(sides =>
        {
            var all = AllDifferences(sides.From, sides.To);
            var differences = new PairwiseDifferences(sides.From, sides.To);
            Assert.Equal(all.Length, differences.Count);
            for (var index = 0; index < all.Length; index++)
                Assert.Equal(all[index], differences[index]);
            Assert.Equal(Beacon.Records.Comparing.Sample.MedianOf(all), differences.Median);
        });

    [Fact]
    public void Counted_differences_equal_those_of_a_sorted_list() =>
        Gen.Select(Sides, Value)
            .Sample(
                (sides, limit) =>
                {
                    var all = AllDifferences(sides.From, sides.To);
                    var differences = new PairwiseDifferences(sides.From, sides.To);
                    foreach (var each in all.Append(limit))
                    {
                        Assert.Equal(all.Count(difference => difference <= each), differences.CountUpTo(each));
                        Assert.Equal(all.Count(difference => difference < each), differences.CountBelow(each));
                    }
                }
            );

    [Fact]
    public void The_ends_of_the_interval_equal_those_from_a_sorted_list() =>
        Gen.Select(Sides, Gen.Double[0.0001, 0.4])
            .Sample(
                (sides, level) =>
                {
                    var all = AllDifferences(sides.From, sides.To);
                    var ranks = MannWhitney.RanksWithin(sides.From.Length, sides.To.Length, level);
                    var expected =
                        ranks == 0 ? (double.NegativeInfinity, double.PositiveInfinity) : (all[ranks - 1], all[all.Length - ranks]);
                    Assert.Equal(expected, new Shift(sides.From, sides.To).Interval(level));
                }
            );

    [Fact]
    public void The_estimate_equals_that_of_Perfolizer() =>
        Gen.Select(Gen.Double[-100, 100].Array[1, 30], Gen.Double[-100, 100].Array[1, 30])
            .Sample(
                (from, to) =>
                    Assert.Equal(
                        Toolkit.Shift(new Pragmastat.Sample(to), new Pragmastat.Sample(from)).NominalValue,
                        new Shift(from, to).Estimate,
                        9
                    )
            );

    // Perfolizer's distribution excludes the count itself.
    [Fact]
    public void The_exact_distribution_equals_that_of_Perfolizer() =>
        Gen.Select(Gen.Int[1, 20], Gen.Int[1, 20])
            .Sample(
                (few, many) =>
                {
                    for (var count = 0; count <= few * many; count++)
                        Assert.Equal(
                            MannWhitneyLoefflerExactCdf.Instance.Cdf(few, many, count + 1),
                            MannWhitney.LowerTail(few, many, count),
                            9
                        );
                },
                iter: 20
            );

    [Fact]
    public void The_approximate_distribution_is_close_to_that_of_Perfolizer()
    {
        for (var count = 0; count <= 60 * 80; count += 50)
            Assert.Equal(
                MannWhitneyEdgeworthApproxCdf.Instance.Cdf(60, 80, count + 1),
                MannWhitney.LowerTail(60, 80, count),
                tolerance: 0.001
            );
    }

    [Fact]
    public void Ten_thousand_runs_per_side_need_a_few_megabytes()
    {
        var noise = new Noise(7);
        var (from, to) = (noise.Values("normal", 10_000, 100), noise.Values("normal", 10_000, 101));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var shift = new Shift(from, to);
        var (low, high) = shift.Interval(0.01);
        Assert.InRange(shift.Estimate, low, high);
        Assert.InRange(shift.Estimate, 0.9, 1.1);
        Assert.InRange(shift.ChanceWithin(0), 0, 1e-9);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_000_000);
    }

    private static double[] AllDifferences(double[] from, double[] to)
    {
        var all = from.SelectMany(_ => to, (one, other) => other - one).ToArray();
        Array.Sort(all);
        return all;
    }
}
