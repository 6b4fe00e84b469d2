using Beacon.Reports.Pages;

namespace Beacon.Reports.Tests.Pages;

public class StyledTextSpecs
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData("\e[31mred\e[0m plain", "red{f1} plain")]
    [InlineData("\u009B31mred\u009Bm plain", "red{f1} plain")]
    [InlineData("\e[1;4;7;33;104mall\e[22;24;27;39;49m none", "all{Bold, Underlined, Inverse f3 b12} none")]
    [InlineData("\e[2;3;9ma\e[22;23;29mb\e[21mc", "a{Faint, Italic, Struck}bc{Underlined}")]
    [InlineData("\e[97mwhite\e[90mgrey", "white{f15}grey{f8}")]
    [InlineData("\e[38;5;9mnine\e[48;5;16mblack\e[38;5;231;48;5;255m!", "nine{f9}black{f9 b#000000}!{f#FFFFFF b#EEEEEE}")]
    [InlineData("\e[38;5;208morange", "orange{f#FF8700}")]
    [InlineData("\e[38;2;1;20;255mrgb\e[48:2::1:20:255mboth", "rgb{f#0114FF}both{f#0114FF b#0114FF}")]
    [InlineData("\e[38:5:208morange\e[38:2:1:2:3mrgb", "orange{f#FF8700}rgb{f#010203}")]
    [InlineData("\e[4:3mcurly\e[4:0mnone", "curly{Underlined}none")]
    [InlineData("\e[31m\e[32mgreen\e[32m too\e[0m", "green too{f2}")]
    public void Colours_and_attributes_are_kept(string line, string expected) => Assert.Equal(expected, Shown(line));

    [Theory]
    [InlineData("\e[38;5;256mx")]
    [InlineData("\e[38;2;1;2;256mx")]
    [InlineData("\e[38;2;1;2mx")]
    [InlineData("\e[38mx")]
    [InlineData("\e[38;9;1mx")]
    [InlineData("\e[99999999999mx")]
    [InlineData("\e[5;8;10;200mx")]
    public void Parameters_that_are_unknown_change_nothing(string line) => Assert.Equal("x", Shown(line));

    [Theory]
    [InlineData("a\e[2Jb\e[1;1Hc\e[?25ld", "abcd")]
    [InlineData("a\e]0;title\ab\e]8;;http://x\e\\c\ePq\e\\d", "abcd")]
    [InlineData("a\e]0;title\e[31mb", "ab{f1}")]
    [InlineData("a\bb\ac\0d\u0085e\u007F", "abcd e")]
    [InlineData("10 %\r20 %", "10 % 20 %")]
    [InlineData("a\tb", "a\tb")]
    [InlineData("a\u202Eb\u200Bc\uFEFFd", "a\uFFFDb\uFFFDc\uFFFDd")]
    [InlineData("\uFEFFbegin é 😀", "begin é 😀")]
    [InlineData("a\e", "a")]
    [InlineData("a\e[", "a[")]
    [InlineData("a\e[31", "a[31")]
    [InlineData("<script>alert(1)</script>&amp;", "<script>alert(1)</script>&amp;")]
    public void Nothing_else_of_what_was_printed_does_anything(string line, string expected) => Assert.Equal(expected, Shown(line));

    [Fact]
    public void A_surrogate_without_its_pair_is_replaced() => Assert.Equal("a\uFFFDb", Shown("a\uD800b"));

    private static string Shown(string line) => string.Concat(StyledText.Of(line).Select(run => run.Text + Shown(run.Style)));

    private static string Shown(TextStyle style)
    {
        string?[] parts = [Attributes(style), Color('f', style.Foreground), Color('b', style.Background)];
        return style == default ? "" : $"{{{string.Join(' ', parts.OfType<string>())}}}";
    }

    private static string? Attributes(TextStyle style) => style.Attributes == TextAttributes.None ? null : style.Attributes.ToString();

    private static string? Color(char ground, TextColor? color) =>
        color is null ? null
        : color.Value.Palette is { } number ? $"{ground}{number}"
        : $"{ground}#{color.Value.Rgb:X6}";
}
