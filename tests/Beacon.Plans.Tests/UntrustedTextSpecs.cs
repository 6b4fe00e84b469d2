using System.Text.Json;
using Beacon.Plans.Text;

namespace Beacon.Plans.Tests;

public sealed class UntrustedTextSpecs
{
    [Theory]
    [InlineData("\e]0;owned\aReady", "Ready")]
    [InlineData("\e]8;;http://evil.example\e\\Ready\e]8;;\e\\", "Ready")]
    [InlineData("\e]52;c;cm0gLXJmIC8=\aReady", "Ready")]
    [InlineData("\e[2J\e[HReady", "Ready")]
    [InlineData("\e[31mReady\e[0m", "Ready")]
    [InlineData("\ePq#0;2;0;0;0\e\\Ready", "Ready")]
    [InlineData("\e_application\e\\\e^private\e\\\eXstring\e\\Ready", "Ready")]
    [InlineData("\ecReady", "Ready")]
    [InlineData("\e(0Ready\e", "Ready")]
    [InlineData("\u009B2JReady", "Ready")]
    [InlineData("\u009D0;owned\u009CReady", "Ready")]
    [InlineData("\u0090q\u009CReady", "Ready")]
    public void Escape_sequences_are_removed(string raw, string shown) => Assert.Equal(shown, Shown(raw));

    [Theory]
    [InlineData("\u009D0;owned\e[2JReady", "Ready")]
    [InlineData("\e\e[2JReady", "Ready")]
    [InlineData("\e[\e[2JReady", "[Ready")]
    [InlineData("\e[1\u009B2JReady", "[1Ready")]
    public void Removing_an_escape_sequence_leaves_no_new_one(string raw, string shown) => Assert.Equal(shown, Shown(raw));

    [Theory]
    [InlineData("failed\rpassed", "failed passed")]
    [InlineData("failed\r\npassed", "failed passed")]
    [InlineData("one\ntwo\tthree", "one two three")]
    [InlineData("one\u0085two\u2028three\u2029four\vfive\fsix", "one two three four five six")]
    public void A_tab_or_line_break_becomes_a_space_so_that_the_text_is_one_line(string raw, string shown) =>
        Assert.Equal(shown, Shown(raw));

    [Theory]
    [InlineData("rm \u202Etxt.exe", "rm \uFFFDtxt.exe")]
    [InlineData("\u2066a\u2067b\u2068c\u2069", "\uFFFDa\uFFFDb\uFFFDc\uFFFD")]
    [InlineData("\u200E\u200F\u061C", "\uFFFD\uFFFD\uFFFD")]
    [InlineData("pass\u200Bword\u200D\u2060\uFEFF\u00AD", "pass\uFFFDword\uFFFD\uFFFD\uFFFD\uFFFD")]
    [InlineData("tag \U000E0041", "tag \uFFFD")]
    public void A_character_that_can_not_be_seen_becomes_a_replacement_character(string raw, string shown) =>
        Assert.Equal(shown, Shown(raw));

    [Theory]
    [InlineData("a\bb\0c\ad\u007Fe", "a\uFFFDb\uFFFDc\uFFFDd\uFFFDe")]
    [InlineData("a\u0080b\u0084c", "a\uFFFDb\uFFFDc")]
    public void A_control_character_becomes_a_replacement_character(string raw, string shown) => Assert.Equal(shown, Shown(raw));

    [Fact]
    public void A_surrogate_without_its_pair_becomes_a_replacement_character()
    {
        Assert.Equal("a\uFFFDb", Shown("a\uD83Db"));
        Assert.Equal("\uFFFDb", Shown("\uDE00b"));
        Assert.Equal("b\uFFFD", Shown("b\uD83D"));
        Assert.Equal("😀", Shown("😀"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Orders: 5 <b> & \"quoted\" \\n é 漢字 😀 \uFFFD")]
    public void A_text_that_can_be_seen_stays_as_it_is(string raw) => Assert.Equal(raw, Shown(raw));

    [Fact]
    public void Every_character_is_safe_after_cleaning()
    {
        for (var code = 0; code <= 0x10FFFF; code++)
        {
            var raw = code is >= 0xD800 and <= 0xDFFF ? $"{(char)code}" : char.ConvertFromUtf32(code);
            var shown = Shown(raw);
            Assert.DoesNotContain(shown, character => char.IsControl(character) || character is '\u2028' or '\u2029');
            Assert.Equal(shown, Shown(shown));
        }
    }

    [Fact]
    public void The_raw_text_is_kept_and_compared()
    {
        UntrustedText text = "\e[31mReady";

        Assert.Equal("\e[31mReady", text.Raw);
        Assert.Equal("> Ready", $"> {text}");
        Assert.Equal("> Ready", "> " + text);
        Assert.Equal(new UntrustedText("\e[31mReady"), text);
        Assert.NotEqual(new UntrustedText("Ready"), text);
        Assert.Equal(new UntrustedText(""), default);
        Assert.Equal("", default(UntrustedText).Raw);
        Assert.Throws<ArgumentNullException>(() => new UntrustedText(null!));
    }

    [Fact]
    public void As_JSON_it_is_its_raw_text()
    {
        UntrustedText text = "\e[31mReady";

        var json = JsonSerializer.Serialize(text);

        Assert.Equal("\"\\u001B[31mReady\"", json);
        Assert.Equal(text, JsonSerializer.Deserialize<UntrustedText>(json));
        Assert.Equal(default, JsonSerializer.Deserialize<UntrustedText?>("null") ?? default);
    }

    private static string Shown(string raw) => new UntrustedText(raw).ToString();
}
