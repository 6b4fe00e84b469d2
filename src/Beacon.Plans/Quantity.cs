using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Beacon.Plans;

/// <summary>A kind of number with a unit, such as durations or sizes, and how it is read.</summary>
internal sealed record Quantity(string Noun, string Unit, (string First, string Others) Examples, string Units)
{
    /// <summary>Reads a number with a unit as a whole number of the unit of factor 1; a unit of factor 0 is not known.</summary>
    public bool TryParse(
        string text,
        Func<string, double> factorOf,
        long most,
        string tooMuch,
        out long value,
        [NotNullWhen(false)] out string? error
    )
    {
        const NumberStyles Styles = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        var trimmed = text.Trim();
        var digits = trimmed.Length - trimmed.TrimStart("+-.0123456789").Length;
        var unit = trimmed[digits..].Trim();
        var factor = factorOf(unit);
        var isNumber = double.TryParse(trimmed.AsSpan(0, digits), Styles, CultureInfo.InvariantCulture, out var number);
        var wrong =
            !isNumber ? $"is not a {Noun}; write a number with a unit: {Examples.First}, {Examples.Others}"
            : unit.Length == 0 ? $"has no unit; a {Noun} needs a unit: {trimmed}{Unit}, {Examples.Others}"
            : factor == 0 ? $"has no unit that is known; write one number with {Units}: {Examples.First}, {Examples.Others}"
            : number < 0 ? $"is negative; a {Noun} is zero or more"
            : number * factor > most ? $"is {tooMuch}"
            : null;
        error = wrong is null ? null : $"\"{text}\" {wrong}";
        value = wrong is null ? (long)Math.Round(number * factor) : 0;
        return wrong is null;
    }
}
