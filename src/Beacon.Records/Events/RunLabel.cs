using System.Globalization;
using System.Text;
using Beacon.Plans.Text;

namespace Beacon.Records.Events;

/// <summary>
/// What a person calls a run, such as <c>before the fix</c>. It finds the run again (<c>label:TEXT</c>), and is no part of its plan.
/// </summary>
public static class RunLabel
{
    /// <summary>The largest length, in UTF-16 code units: a label is shown on one line.</summary>
    public const int MostCharacters = 200;

    /// <summary>What begins a selector that finds runs by their label.</summary>
    public const string Selector = "label:";

    /// <summary>Why a text can't be a label; null: it can.</summary>
    /// <param name="text">The text.</param>
    public static string? WhyNot(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length > MostCharacters
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"a label has at most {MostCharacters} characters, and this text has {text.Length:N0}"
                )
            : string.IsNullOrWhiteSpace(text) ? "a label can't be empty"
            : text.EnumerateRunes().Any(IsUnseen) ? "a label is one line of characters that can be seen, without escape sequences"
            : null;
    }

    /// <summary>A recorded label as one safe line of at most <see cref="MostCharacters"/>: anybody can write into a record.</summary>
    /// <param name="label">The label.</param>
    public static string Shown(string label)
    {
        ArgumentNullException.ThrowIfNull(label);
        var end = MostCharacters - 1;
        return label.Length <= MostCharacters
            ? $"{new UntrustedText(label)}"
            : $"{new UntrustedText(label[..(char.IsHighSurrogate(label[end - 1]) ? end - 1 : end)])}…";
    }

    private static bool IsUnseen(Rune rune) =>
        rune == Rune.ReplacementChar
        || Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;
}
