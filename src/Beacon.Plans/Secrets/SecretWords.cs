using System.Collections.Immutable;

namespace Beacon.Plans.Secrets;

/// <summary>Masks the secrets in a command line, whose words say more than the text that they make: <c>--token</c>, <c>x</c>.</summary>
internal static class SecretWords
{
    // Short options that mean a password to one program, and a port or a path to another.
    private static readonly Dictionary<string, string[]> ShortOptions = new(StringComparer.Ordinal)
    {
        ["mysql"] = ["-p"],
        ["mysqldump"] = ["-p"],
        ["mysqladmin"] = ["-p"],
        ["mariadb"] = ["-p"],
        ["sshpass"] = ["-p"],
        ["redis-cli"] = ["-a"],
        ["redis-benchmark"] = ["-a"],
        ["curl"] = ["-u", "-U", "--user", "--proxy-user", "-b"],
        ["ldapsearch"] = ["-w"],
    };

    // They take a password only from the same word; the next word is a database.
    private static readonly string[] Attached = ["mysql", "mysqldump", "mysqladmin", "mariadb"];

    /// <summary>The words of a command line, masked.</summary>
    /// <param name="program">The program: a path or a name.</param>
    /// <param name="words">Its arguments.</param>
    /// <param name="mask">Masks the text of each word.</param>
    public static ImmutableArray<string> Masked(string program, IEnumerable<string> words, Func<string, string> mask)
    {
        var name = program[(program.LastIndexOf('/') + 1)..];
        var options = ShortOptions.GetValueOrDefault(name, []);
        var masked = ImmutableArray.CreateBuilder<string>();
        var isSecret = false;
        foreach (var word in words)
        {
            var isValue = isSecret && !word.StartsWith("--", StringComparison.Ordinal);
            isSecret = !isValue && TakesSecret(word) || (options.Contains(word) && !Attached.Contains(name));
            masked.Add(
                isValue ? SecretText.Mask
                : Array.Find(options, option => IsAttached(word, option)) is { } option ? option + SecretText.Mask
                : mask(word)
            );
        }

        return masked.DrainToImmutable();
    }

    private static bool TakesSecret(string word) =>
        word.StartsWith('-') && !word.Contains('=') && !word.Contains(' ') && SecretNames.IsOption(word.TrimStart('-'));

    private static bool IsAttached(string word, string option) =>
        option.Length == 2 && word.Length > 2 && word.StartsWith(option, StringComparison.Ordinal);
}
