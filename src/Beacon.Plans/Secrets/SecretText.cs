using System.Text.RegularExpressions;

namespace Beacon.Plans.Secrets;

/// <summary>Finds secrets in a text by their form: what stands before them, or between what.</summary>
internal static partial class SecretText
{
    public const string Mask = "***";

    // A user name of a URL that stands without a password is a token if it is as long as one.
    private const int LeastToken = 20;

    /// <summary>
    /// The text with <c>***</c> for passwords in URLs, for what follows <c>password=</c>, <c>--token</c> and their kin (see
    /// <see cref="SecretNames"/>), and for the values of HTTP headers that authorise.
    /// </summary>
    public static string Masked(string text)
    {
        if (text.Contains("://", StringComparison.Ordinal) && text.Contains('@'))
            text = UserInfo().Replace(text, match => $"{match.Groups[1].Value}{UserOf(match.Groups[2].Value)}@");
        if (text.Contains(':') || text.Contains("earer ", StringComparison.Ordinal))
            text = Header().Replace(text, match => $"{match.Groups[1].Value}{Mask}");
        if (text.Contains('=') || text.Contains("\":", StringComparison.Ordinal) || text.Contains("\" :", StringComparison.Ordinal))
            text = Field().Replace(text, match => SecretNames.IsField(match.Groups[2].Value) ? WithMask(match) : match.Value);
        if (text.Contains("--", StringComparison.Ordinal))
            text = Option().Replace(text, match => SecretNames.IsOption(match.Groups[2].Value) ? WithMask(match) : match.Value);
        return text;
    }

    /// <summary>What is wrong with a value, without the value if it is a secret: all that is quoted if its path or place says so.</summary>
    public static string MaskedProblem(string path, string message) =>
        path.Split('.')[^1].Trim('"') is var key && path.Contains(".env.", StringComparison.Ordinal) && SecretNames.IsVariable(key)
            ? WithoutQuoted(message)
            : Masked(message);

    /// <summary>The text with <c>***</c> in each pair of quotes.</summary>
    public static string WithoutQuoted(string text) => Quoted().Replace(text, $"\"{Mask}\"");

    /// <summary>Whether a line of a configuration assigns a secret.</summary>
    public static bool Assigns(string line) =>
        Key().Matches(line).Any(match => SecretNames.IsVariable(match.Value)) || Masked(line) != line;

    private static string UserOf(string userInfo) =>
        userInfo.Split(':') is [var user, ..] && userInfo.Contains(':') ? (user.Length == 0 ? $":{Mask}" : $"{user}:{Mask}")
        : userInfo.Length >= LeastToken ? Mask
        : userInfo;

    // Quotes around a value stay, so that a masked command or document keeps its form.
    private static string WithMask(Match match)
    {
        var value = match.Groups[3].Value;
        var quote = value.Length > 1 && value[0] is '"' or '\'' && value[^1] == value[0] ? value[..1] : "";
        return $"{match.Groups[1].Value}{quote}{Mask}{quote}";
    }

    // RFC 3986, 3.2.1. A password may hold an @ that nobody has escaped.
    [GeneratedRegex(@"([A-Za-z][A-Za-z0-9+.\-]{0,40}://)([^\s/?#""'<>]+)@", RegexOptions.CultureInvariant)]
    private static partial Regex UserInfo();

    [GeneratedRegex(
        @"(\b(?:Proxy-Authorization|Authorization|Set-Cookie|Cookie|X-Api-Key|X-Auth-Token)[ \t]*:[ \t]*"
            + @"|\bBearer[ \t]+(?=\S{8}))[^""'\r\n]+",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    )]
    private static partial Regex Header();

    // PASSWORD=x, password = "x y", "password": "x", ?token=x&
    [GeneratedRegex(
        @"((?<![A-Za-z0-9_])([A-Za-z_][A-Za-z0-9_\-]{0,100})(?:[ \t]{0,8}=[ \t]{0,8}|""[ \t]{0,8}:[ \t]{0,8}))"
            + @"(""[^""]*""|'[^']*'|[^\s""'&;,)}\]]+)",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Field();

    [GeneratedRegex("\"[^\n]*\"", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"[A-Za-z_][A-Za-z0-9_\-]{0,100}", RegexOptions.CultureInvariant)]
    private static partial Regex Key();

    // --password x, --password=x, --password 'x y', "--password", "x"
    [GeneratedRegex(
        @"(--([A-Za-z][A-Za-z0-9_\-]{0,100})(?:=|[ \t]{1,8}|[""'][ \t]{0,8},?[ \t]{0,8}(?=[""'])))(""[^""]*""|'[^']*'|(?!-)[^\s""']+)",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Option();
}
