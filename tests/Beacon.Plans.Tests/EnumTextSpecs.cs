using Beacon.Plans.Text;

namespace Beacon.Plans.Tests;

public class EnumTextSpecs
{
    [Fact]
    public void A_member_is_written_in_kebab_case_and_read_back()
    {
        Assert.Equal("on-failure", EnumText.Format(RestartMode.OnFailure));
        Assert.True(EnumText.TryParse<RestartMode>("on-failure", out var mode));
        Assert.Equal(RestartMode.OnFailure, mode);
        Assert.Equal(["block", "key-value", "json", "prometheus", "regex", "csv"], EnumText.All<StatisticsFormat>().AsEnumerable());
    }

    [Theory]
    [InlineData("OnFailure")]
    [InlineData("on-Failure")]
    [InlineData("onfailure")]
    [InlineData("1")]
    [InlineData("")]
    public void A_text_in_another_spelling_is_no_member(string text) => Assert.False(EnumText.TryParse<RestartMode>(text, out _));

    [Fact]
    public void A_value_that_is_no_member_can_not_be_written() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => EnumText.Format((RestartMode)9));
}
