namespace Beacon.Fuzz;

/// <summary>One kind of input and what takes it.</summary>
/// <param name="Name">The kind's name.</param>
/// <param name="Corpus">Valid inputs to begin with.</param>
/// <param name="Tokens">What is inserted: the words and signs that the kind's reader knows.</param>
/// <param name="Take">Takes an input; throws if that breaks a promise.</param>
internal sealed record FuzzKind(string Name, IReadOnlyList<byte[]> Corpus, IReadOnlyList<string> Tokens, Action<byte[]> Take)
{
    private readonly Mutator _mutator = new(Corpus, Tokens);

    /// <summary>The input of a seed and an index, the same in each process.</summary>
    public byte[] Input(int seed, int index)
    {
        var hash = 17;
        foreach (var character in Name)
            hash = unchecked(hash * 31 + character);
        return _mutator.Make(new Random(unchecked((hash * 1_000_003 + seed) * 1_000_003 + index)));
    }
}

/// <summary>A promise that an input has broken.</summary>
internal sealed class BrokenPromiseException(string message) : Exception(message);
