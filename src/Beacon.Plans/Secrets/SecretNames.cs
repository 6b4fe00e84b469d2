using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Beacon.Plans.Secrets;

/// <summary>
/// Which names mean a secret: of variables, options, and fields. A name is split into words at its punctuation and its capitals, so that
/// <c>DB_PASSWD</c>, <c>--api-key</c> and <c>clientSecret</c> are found and <c>AUTHOR</c>, <c>KEYBOARD</c> and <c>MAX_TOKENS</c> are not.
/// </summary>
internal static partial class SecretNames
{
    private static readonly FrozenSet<string> Words = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "password",
        "passwords",
        "passwd",
        "pwd",
        "pgpass",
        "dbpass",
        "sshpass",
        "passphrase",
        "passcode",
        "secret",
        "secrets",
        "token",
        "auth",
        "authorization",
        "credential",
        "credentials",
        "creds",
        "cookie",
        "cookies",
        "bearer",
        "jwt"
    );

    // PGPASSWORD, GITHUBTOKEN: written without anything between the words.
    private static readonly string[] Endings = ["password", "passwd", "passphrase", "secret", "token", "credentials", "apikey", "mysqlpwd"];

    // What a key opens: other keys sort a table or name a field.
    private static readonly FrozenSet<string> Opening = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "api",
        "access",
        "account",
        "client",
        "encryption",
        "license",
        "master",
        "private",
        "secret",
        "service",
        "shared",
        "signing",
        "ssh"
    );

    private static readonly FrozenSet<string> Keys = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "apikey",
        "accesskey",
        "privatekey",
        "secretkey",
        "signingkey"
    );

    /// <summary>Whether a variable of this name holds a secret. The working directory, <c>PWD</c>, does not.</summary>
    /// <param name="name">The name of an environment variable.</param>
    public static bool IsVariable(string name) =>
        name is not ("PWD" or "OLDPWD") && (IsSecret(name, out var words) || words.Any(word => Is(word, "key", "keys", "pass")));

    /// <summary>Whether an option of this name, without its dashes, takes a secret.</summary>
    public static bool IsOption(string name) => IsSecret(name, out var words) || words is [.., var last] && Is(last, "pass");

    /// <summary>
    /// Whether <c>name=…</c> in any text is a secret; stricter, since a program may print <c>pass=5</c> and <c>key=value</c>.
    /// </summary>
    public static bool IsField(string name) =>
        name is not ("PWD" or "OLDPWD") && (IsSecret(name, out var words) || words is [_, .., var last] && Is(last, "pass"));

    private static bool IsSecret(string name, out string[] words)
    {
        words = [.. Word().Matches(name).Select(match => match.Value)];
        for (var index = 0; index < words.Length; index++)
        {
            var word = words[index];
            if (Words.Contains(word) || Keys.Contains(word) || Array.Exists(Endings, ending => EndsWith(word, ending)))
                return true;
            if (index > 0 && Is(word, "key", "keys") && Opening.Contains(words[index - 1]))
                return true;
        }

        return false;
    }

    private static bool Is(string word, params ReadOnlySpan<string> others)
    {
        foreach (var other in others)
            if (word.Equals(other, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }

    private static bool EndsWith(string word, string ending) => word.EndsWith(ending, StringComparison.OrdinalIgnoreCase);

    // API, Key, key: at most one change of case within a word, and digits belong to none.
    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z]?[a-z]+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
