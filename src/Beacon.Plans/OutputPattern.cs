using System.Text.RegularExpressions;

namespace Beacon.Plans;

/// <summary>
/// A regular expression that a user has written for lines which any program may have printed. The only way from such a text to a
/// <see cref="Regex"/>: <see cref="PatternMatcher"/> sees to it that no line can hold up more than the component that has printed it.
/// </summary>
public sealed class OutputPattern : IEquatable<OutputPattern>
{
    // The engine that never backtracks unrolls counted repetitions; beyond this its size is a risk of its own.
    private const int MaximumRepetitions = 500;

    private static readonly TimeSpan OrdinaryTimeout = TimeSpan.FromMilliseconds(10);
    private readonly Lazy<Regex?> _linear;

    /// <summary>Reads a .NET regular expression.</summary>
    /// <param name="text">The expression; culture-invariant.</param>
    /// <exception cref="RegexParseException">It is no regular expression.</exception>
    public OutputPattern(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Text = text;
        MayBacktrack = !CanBeLinear(text);
        Ordinary = new Regex(text, RegexOptions.CultureInvariant, MayBacktrack ? Timeout : OrdinaryTimeout);
        _linear = new Lazy<Regex?>(MakeLinear);
    }

    /// <summary>The longest time that a pattern which <see cref="MayBacktrack"/> gets for one line.</summary>
    public static TimeSpan Timeout { get; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The expression as written.</summary>
    public string Text { get; }

    /// <summary>
    /// Whether only the engine that backtracks can match it: it looks around, refers back, is atomic or conditional, or repeats something
    /// hundreds of times. A line may then take it any time up to <see cref="Timeout"/>: match it on a thread that nothing else waits for.
    /// </summary>
    public bool MayBacktrack { get; }

    /// <summary>The names of its groups, without those that have only a number.</summary>
    public IEnumerable<string> Names => Ordinary.GetGroupNames().Where(name => !char.IsAsciiDigit(name[0]));

    /// <summary>The engine that backtracks: the fastest for ordinary patterns and lines, with a time limit for the others.</summary>
    internal Regex Ordinary { get; }

    /// <summary>
    /// The engine whose time grows with the length of the line only; null: it can't take this pattern. Made when it is first needed, which
    /// takes a moment.
    /// </summary>
    internal Regex? Linear => _linear.Value;

    /// <summary>Patterns are equal when their texts are.</summary>
    /// <param name="other">The other pattern.</param>
    public bool Equals(OutputPattern? other) => other?.Text == Text;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as OutputPattern);

    /// <inheritdoc />
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The expression as written.</summary>
    public override string ToString() => Text;

    private Regex? MakeLinear()
    {
        try
        {
            return MayBacktrack ? null : new Regex(Text, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    private static bool CanBeLinear(string text)
    {
        var repetitions = 1L;
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '\\')
            {
                // \1 to \9, \k<name>, \G
                if (++index < text.Length && text[index] is (>= '1' and <= '9') or 'k' or 'G')
                    return false;
            }
            else if (text[index] == '{')
                repetitions = Math.Min(repetitions * LargestNumber(text.AsSpan(index + 1)), int.MaxValue);
            else if (text[index] == '(' && IsBeyondLinear(text.AsSpan(index + 1)))
                return false;
        }

        return repetitions <= MaximumRepetitions;
    }

    // Lookaround, atomic groups, conditions.
    private static bool IsBeyondLinear(ReadOnlySpan<char> group) =>
        group is ['?', '=' or '!' or '>' or '(', ..] or ['?', '<', '=' or '!', ..];

    // {3}, {3,}, {3,5}; 1 for a brace that is none of these.
    private static long LargestNumber(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExcept("0123456789,");
        if (end <= 0 || text[end] != '}')
            return 1;
        var largest = 1L;
        foreach (var part in text[..end].Split(','))
            largest = Math.Max(largest, int.TryParse(text[..end][part], out var number) ? number : 1);
        return largest;
    }
}
