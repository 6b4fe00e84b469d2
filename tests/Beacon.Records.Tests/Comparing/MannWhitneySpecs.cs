using Beacon.Records.Comparing;

namespace Beacon.Records.Tests.Comparing;

public class MannWhitneySpecs
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 5)]
    [InlineData(4, 4)]
    [InlineData(5, 3)]
    [InlineData(6, 6)]
    public void The_distribution_equals_the_count_over_all_permutations(int n, int m)
    {
        var counts = AllOrders(n, m).Select(places => places.Select((place, index) => place - index).Sum()).ToList();
        for (var count = -1; count <= (n * m) + 1; count++)
            Assert.Equal((double)counts.Count(other => other <= count) / counts.Count, MannWhitney.LowerTail(n, m, count), 12);
    }

    // Mann and Whitney, 1947, table I; the critical value for ten against ten at 0.01 from later tables.
    [Theory]
    [InlineData(5, 5, 2, 0.016)]
    [InlineData(5, 4, 3, 0.056)]
    [InlineData(8, 8, 13, 0.025)]
    [InlineData(10, 10, 19, 0.0093)]
    public void The_distribution_agrees_with_the_published_tables(int n, int m, int count, double chance) =>
        Assert.InRange(MannWhitney.LowerTail(n, m, count), chance - 0.0006, chance + 0.0006);

    [Theory]
    [InlineData(50, 50)]
    [InlineData(20, 120)]
    public void The_approximation_continues_the_exact_distribution(int n, int m)
    {
        foreach (var level in new[] { 0.02, 0.001 })
        {
            var exact = MannWhitney.RanksWithin(n, m, level);
            var approximate = Approximate(n, m, level);
            Assert.InRange(approximate - exact, -(n * m / 200), n * m / 200);
        }
    }

    [Fact]
    public void The_distribution_of_thousands_of_runs_is_computed() =>
        Assert.InRange(MannWhitney.LowerTail(5000, 5000, 12_500_000), 0.499, 0.501);

    [Theory]
    [InlineData(-6, 9.866e-10)]
    [InlineData(-2.326348, 0.01)]
    [InlineData(0, 0.5)]
    [InlineData(1.644854, 0.95)]
    public void The_normal_distribution_is_accurate_in_its_tails(double value, double chance)
    {
        Assert.InRange(Normal.LowerTail(value), chance * (1 - 1e-4), chance * (1 + 1e-4));
        if (chance > 1e-6)
            Assert.InRange(Normal.Quantile(chance), value - 1e-4, value + 1e-4);
    }

    private static long Approximate(int n, int m, double level) =>
        (long)((n * m / 2.0) + (Normal.Quantile(level) * Math.Sqrt((double)n * m * (n + m + 1) / 12)));

    // All possible ranks of the values of the first side, ascending.
    private static IEnumerable<int[]> AllOrders(int n, int m)
    {
        for (var bits = 0; bits < 1 << (n + m); bits++)
            if (System.Numerics.BitOperations.PopCount((uint)bits) == n)
                yield return [.. Enumerable.Range(0, n + m).Where(place => (bits & (1 << place)) != 0)];
    }
}
