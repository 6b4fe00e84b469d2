namespace Beacon.Plans.Tests;

public sealed class SizesSpecs
{
    [Theory]
    [InlineData("0B", 0)]
    [InlineData("512B", 512)]
    [InlineData("1kB", 1_000)]
    [InlineData("1KiB", 1_024)]
    [InlineData("64 KiB", 65_536)]
    [InlineData("1.5MB", 1_500_000)]
    [InlineData("256MiB", 268_435_456)]
    [InlineData("2GB", 2_000_000_000)]
    [InlineData("64GiB", 68_719_476_736)]
    [InlineData("1048576GiB", Sizes.Largest)]
    public void A_size_with_a_unit_is_read(string text, long bytes)
    {
        Assert.True(Sizes.TryParse(text, out var value, out var error), error);
        Assert.Equal(bytes, value);
    }

    [Theory]
    [InlineData("", "is not a size")]
    [InlineData("MiB", "is not a size")]
    [InlineData("1.2.3MiB", "is not a size")]
    [InlineData("99999999999999999999999999999999MiB", "is larger than")]
    [InlineData("256", "needs a unit: 256MiB, 64KiB, 1GB")]
    [InlineData("256M", "no unit that is known")]
    [InlineData("256mib", "no unit that is known")]
    [InlineData("1KB", "no unit that is known")]
    [InlineData("1,5MiB", "no unit that is known")]
    [InlineData("1e6B", "no unit that is known")]
    [InlineData("-1MiB", "negative")]
    [InlineData("1048577GiB", "larger than 1048576GiB")]
    public void Anything_else_is_refused(string text, string message)
    {
        Assert.False(Sizes.TryParse(text, out _, out var error));
        Assert.StartsWith($"\"{text}\"", error, StringComparison.Ordinal);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "0B")]
    [InlineData(1_500, "1500B")]
    [InlineData(65_536, "64KiB")]
    [InlineData(268_435_456, "256MiB")]
    [InlineData(1_500_000, "1500kB")]
    [InlineData(2_000_000_000, "2GB")]
    [InlineData(Sizes.Largest, "1048576GiB")]
    public void A_size_is_written_in_one_unit_and_read_back(long bytes, string text)
    {
        Assert.Equal(text, Sizes.Format(bytes));
        Assert.True(Sizes.TryParse(text, out var value, out _));
        Assert.Equal(bytes, value);
    }
}
