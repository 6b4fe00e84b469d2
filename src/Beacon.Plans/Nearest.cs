namespace Beacon.Plans;

/// <summary>
/// Finds the word that was probably meant, by the number of edits between two words: characters added, dropped, replaced, or swapped with
/// their neighbour (optimal string alignment; Damerau, "A technique for computer detection and correction of spelling errors", 1964).
/// </summary>
public static class Nearest
{
    private const int MaximumLength = 250;

    /// <summary>
    /// The candidate that begins with the word, else the one that is so near to it that it may have been meant; null: there is none.
    /// </summary>
    /// <param name="word">The word that was found; its case does not count.</param>
    /// <param name="candidates">The words that would have been right.</param>
    public static string? To(string word, IEnumerable<string> candidates)
    {
        var words = candidates.ToList();
        return Begun(word, words) ?? Misspelt(word, words);
    }

    // Who stops in the middle of a word has not misspelt it; of several such words the shortest lacks least.
    private static string? Begun(string word, List<string> candidates) =>
        word.TrimStart('-').Length < 2
            ? null
            : candidates
                .Where(candidate => candidate.Length > word.Length && candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                .MinBy(candidate => candidate.Length);

    private static string? Misspelt(string word, List<string> candidates) =>
        candidates
            .Where(candidate => CouldBeNear(word, candidate))
            .Select(candidate => (candidate, distance: Distance(word, candidate)))
            .Where(found => found.distance <= Tolerance(Math.Min(word.Length, found.candidate.Length)))
            .OrderBy(found => found.distance)
            .Select(found => found.candidate)
            .FirstOrDefault();

    /// <summary>A suggestion to append to a message: <c>; did you mean "x"?</c>, or nothing.</summary>
    /// <param name="word">The word that was found; its case does not count.</param>
    /// <param name="candidates">The words that would have been right.</param>
    public static string Suggestion(string word, IEnumerable<string> candidates) =>
        To(word, candidates) is { } nearest ? $"; did you mean \"{nearest}\"?" : "";

    /// <summary>The number of edits between two words, whatever their case.</summary>
    internal static int Distance(string one, string other)
    {
        var distances = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    distances[i, j] = i + j;
                    continue;
                }

                var replaced = distances[i - 1, j - 1] + (IsSame(one[i - 1], other[j - 1]) ? 0 : 1);
                distances[i, j] = Math.Min(replaced, Math.Min(distances[i - 1, j], distances[i, j - 1]) + 1);
                if (i > 1 && j > 1 && IsSame(one[i - 1], other[j - 2]) && IsSame(one[i - 2], other[j - 1]))
                    distances[i, j] = Math.Min(distances[i, j], distances[i - 2, j - 2] + 1);
            }
        }

        return distances[one.Length, other.Length];
    }

    // The distance takes as much memory as the product of the lengths, which a file decides.
    private static bool CouldBeNear(string word, string candidate) =>
        Math.Max(word.Length, candidate.Length) <= MaximumLength
        && Math.Abs(word.Length - candidate.Length) <= Tolerance(Math.Min(word.Length, candidate.Length));

    // One edit in a short word may be a slip; two make it another word.
    private static int Tolerance(int length) =>
        length switch
        {
            <= 1 => 0,
            <= 4 => 1,
            <= 7 => 2,
            _ => 3,
        };

    private static bool IsSame(char one, char other) => char.ToLowerInvariant(one) == char.ToLowerInvariant(other);
}
