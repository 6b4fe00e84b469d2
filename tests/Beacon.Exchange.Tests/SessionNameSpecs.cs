namespace Beacon.Exchange.Tests;

public class SessionNameSpecs
{
    [Theory]
    [InlineData("1970-01-01T00:00:00Z", "0000000000")]
    [InlineData("1970-01-01T00:00:00.000035Z", "000000000Z")]
    [InlineData("1970-01-01T00:00:00.000036Z", "0000000010")]
    [InlineData("2026-11-29T00:00:00Z", "HOLHUJ4LC0")]
    public void A_name_is_the_microseconds_since_1970_to_the_base_of_36(string start, string name) =>
        Assert.Equal(name, SessionName.Of(DateTimeOffset.Parse(start, System.Globalization.CultureInfo.InvariantCulture)));
}
