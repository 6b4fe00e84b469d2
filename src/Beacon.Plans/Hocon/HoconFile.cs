using Beacon.Plans.Secrets;

namespace Beacon.Plans.Hocon;

/// <summary>Reads a HOCON text as configuration nodes: scans it, then resolves its references.</summary>
internal static class HoconFile
{
    /// <summary>Reads a text; null: it can't be read, and <paramref name="problems"/> say why.</summary>
    /// <remarks>
    /// A variable that is not set is a problem too, but does not prevent reading: its value is then <see cref="ConfigText.IsUnknown"/>.
    /// </remarks>
    public static ConfigObject? Read(
        string text,
        ConfigSource source,
        IReadOnlyDictionary<string, string> environment,
        List<PlanProblem> problems
    )
    {
        var keys = new HoconKeys(environment);
        var found = new List<ScanProblem>();
        ConfigObject? resolved = null;
        try
        {
            var root = new HoconScanner(text, source, keys, found).Scan();
            if (found.Count == 0)
                resolved = new HoconResolver(root, source, keys, found).Resolve();
        }
        catch (HoconSyntaxException exception)
        {
            found.Add(exception.Problem);
        }

        var isWhole = found.Count == 0;
        if (resolved is not null)
            found.AddRange(keys.Missing);
        var lines = found.Count == 0 ? [] : text.Split('\n');
        problems.AddRange(
            found
                .Distinct()
                .OrderBy(problem => problem.Line)
                .Select(problem => new PlanProblem($"{source.Name}:{problem.Line}", MessageOf(problem, lines)))
        );
        return isWhole ? resolved : null;
    }

    // What a message quotes of a line that assigns a secret may be a part of the secret.
    private static string MessageOf(ScanProblem problem, string[] lines) =>
        problem.Line <= lines.Length && SecretText.Assigns(lines[problem.Line - 1])
            ? SecretText.WithoutQuoted(problem.Message)
            : problem.Message;
}
