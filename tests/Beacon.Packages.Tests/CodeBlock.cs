namespace Beacon.Packages.Tests;

/// <summary>
/// A fenced code block of a guide. The line above may name its source: <c>&lt;!-- snippet: Embedding/OwnSystem.cs own-system --&gt;</c>.
/// </summary>
internal sealed record CodeBlock(int Line, bool IsCode, Snippet? Snippet, IReadOnlyList<string> Lines)
{
    private const string Fence = "```";

    public static IEnumerable<CodeBlock> In(string guide)
    {
        var lines = File.ReadAllLines(guide);
        for (var opening = 0; opening < lines.Length; opening++)
        {
            if (!lines[opening].StartsWith(Fence, StringComparison.Ordinal))
                continue;
            var closing = Array.IndexOf(lines, Fence, opening + 1);
            if (closing < 0)
                throw new FormatException($"{guide}:{opening + 1}: a block that does not end");
            yield return new CodeBlock(
                opening + 1,
                lines[opening] is "```csharp" or "```cs" or "```c#",
                opening > 0 ? Snippet.Named(lines[opening - 1]) : null,
                lines[(opening + 1)..closing]
            );
            opening = closing;
        }
    }
}
