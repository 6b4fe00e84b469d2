using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Beacon.Plans.Text;

/// <summary>
/// Text that comes from outside: printed by a program, read from a plan, taken from a foreign process or file. Its only way to a terminal,
/// an export or a page is <see cref="ToString"/>, which no such text can use to move the cursor, set a title or show something else than it
/// holds.
/// </summary>
/// <remarks>
/// String interpolation and concatenation call <see cref="ToString"/>. A page or an export still escapes the result for its own format.
/// As JSON it is a string that holds <see cref="Raw"/>.
/// </remarks>
[JsonConverter(typeof(UntrustedTextConverter))]
public readonly record struct UntrustedText
{
    private const char Replacement = '\uFFFD';
    private readonly string? _raw;

    /// <summary>Marks a text as untrusted.</summary>
    public UntrustedText(string raw)
    {
        ArgumentNullException.ThrowIfNull(raw);
        _raw = raw.Length > 0 ? raw : null;
    }

    /// <summary>The text as received. Only for storage that keeps each character, such as JSON or a log, and for comparing.</summary>
    public string Raw => _raw ?? "";

    /// <summary>Marks a text as untrusted.</summary>
    public static implicit operator UntrustedText(string raw) => new(raw);

    /// <summary>
    /// The text as one line that is safe to print: without escape sequences (ECMA-48: CSI, OSC, DCS and their kin), with a space for each
    /// tab and line break, and U+FFFD for each character that can't be seen (control and format characters, among them those that change
    /// the writing direction or have no width) and for each surrogate without its pair.
    /// </summary>
    public override string ToString()
    {
        var raw = Raw;
        return IsSafe(raw) ? raw : Cleaned(TerminalText.WithoutEscapes(raw));
    }

    private static bool IsSafe(string text)
    {
        foreach (var rune in text.EnumerateRunes())
            if (Shown(rune) != rune)
                return false;
        // A surrogate without its pair is enumerated as U+FFFD; a text with a real U+FFFD takes the slow way too.
        return !text.Contains(Replacement) && !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF');
    }

    private static string Cleaned(string text)
    {
        var cleaned = new StringBuilder(text.Length);
        foreach (var rune in text.Replace("\r\n", "\n", StringComparison.Ordinal).EnumerateRunes())
            cleaned.Append(Shown(rune));
        return cleaned.ToString();
    }

    private static Rune Shown(Rune rune) =>
        rune.Value is '\t' or '\n' or '\v' or '\f' or '\r' or '\u0085' or '\u2028' or '\u2029' ? new Rune(' ')
        : Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format ? Rune.ReplacementChar
        : rune;
}

/// <summary>Writes an <see cref="UntrustedText"/> as a JSON string that holds <see cref="UntrustedText.Raw"/>, and reads it back.</summary>
public sealed class UntrustedTextConverter : JsonConverter<UntrustedText>
{
    /// <inheritdoc />
    public override UntrustedText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetString() ?? "");

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, UntrustedText value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Raw);
}
