using System.Text.Json;
using System.Text.RegularExpressions;
using Beacon.Actors.Host.Invocation;
using Beacon.Plans.Text;

namespace Beacon.Actors.Host.Beginning;

/// <summary>
/// Finds out what a folder runs: a program that is named, the processes of a <c>Procfile</c>, a script of <c>package.json</c>.
/// </summary>
internal static partial class FolderSurvey
{
    private const long MostBytes = 1024 * 1024;
    private const int MostComponents = 100;
    private static readonly string[] Scripts = ["start", "dev", "serve"];

    /// <summary>A plan for what is there.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="program">A program with its arguments; empty: what the folder says.</param>
    /// <exception cref="BadUsageException">Nothing was found, or it can't be read.</exception>
    public static FirstPlan Of(string folder, IReadOnlyList<string> program)
    {
        var name = Path.GetFileName(folder);
        if (program.Count > 0)
            return new FirstPlan(name, "the program that was named", [OfProgram(folder, program)]);
        return OfProcfile(folder) is { } procfile ? new FirstPlan(name, "Procfile", procfile)
            : OfPackage(folder) is { } script ? new FirstPlan(name, "package.json", [script])
            : throw new BadUsageException(
                "there is no Procfile here and no package.json with a script start, dev or serve; "
                    + "name a program: beacon init ./build/server --port 8080"
            );
    }

    private static FirstComponent OfProgram(string folder, IReadOnlyList<string> words)
    {
        var program = words[0];
        if (!program.Contains('/') && File.Exists(Path.Combine(folder, program)))
            program = $"./{program}";
        return new FirstComponent(Path.GetFileNameWithoutExtension(program), [program, .. words.Skip(1)], PortIn(string.Join(' ', words)));
    }

    // https://devcenter.heroku.com/articles/procfile: a name, a colon, and a command for a shell in each line.
    private static List<FirstComponent>? OfProcfile(string folder)
    {
        if (Read(folder, "Procfile") is not { } text)
            return null;
        var lines = text.Split('\n').Select(line => ProcfileLine().Match(line)).Where(match => match.Success).ToList();
        if (lines.Count is 0 or > MostComponents)
            throw new BadUsageException($"Procfile: expected 1 to {MostComponents} lines NAME: COMMAND, found {lines.Count}");
        return
        [
            .. lines.Select(match => new FirstComponent(
                match.Groups["name"].Value,
                ["sh", "-c", Script(match.Groups["command"].Value.Trim())],
                PortIn(match.Groups["command"].Value)
            )),
        ];
    }

    // The shell is replaced by a simple command, so that signals reach it; anything else needs the shell.
    private static string Script(string command) =>
        command.AsSpan().ContainsAny("&|;()<>`")
        || command.Split(' ')[0].Contains('=')
        || command.StartsWith("exec ", StringComparison.Ordinal)
            ? command
            : $"exec {command}";

    private static FirstComponent? OfPackage(string folder)
    {
        if (Read(folder, "package.json") is not { } text)
            return null;
        try
        {
            using var package = JsonDocument.Parse(text);
            if (
                package.RootElement.ValueKind != JsonValueKind.Object
                || !package.RootElement.TryGetProperty("scripts", out var scripts)
                || scripts.ValueKind != JsonValueKind.Object
            )
                return null;
            var script = Array.Find(
                Scripts,
                name => scripts.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            );
            return script is null
                ? null
                : new FirstComponent(script, [ManagerOf(folder), "run", script], PortIn(scripts.GetProperty(script).GetString()!));
        }
        catch (JsonException exception)
        {
            throw new BadUsageException($"package.json: {ExceptionText.Of(exception)}");
        }
    }

    private static string ManagerOf(string folder) =>
        File.Exists(Path.Combine(folder, "pnpm-lock.yaml")) ? "pnpm"
        : File.Exists(Path.Combine(folder, "yarn.lock")) ? "yarn"
        : "npm";

    private static string? Read(string folder, string name)
    {
        var file = new FileInfo(Path.Combine(folder, name));
        if (!file.Exists)
            return null;
        try
        {
            // A pipe has no length; it would make this wait.
            return file.Length is > 0 and <= MostBytes
                ? File.ReadAllText(file.FullName).Replace("\r\n", "\n", StringComparison.Ordinal)
                : throw new BadUsageException($"{name} has {file.Length} bytes; expected a text file of at most 1 MiB");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BadUsageException($"{name} can't be read: {ExceptionText.Of(exception)}");
        }
    }

    private static int? PortIn(string command) =>
        PortArgument().Match(command) is { Success: true } match
        && int.TryParse(match.Groups["port"].Value, out var port)
        && port is > 0 and < 65536
            ? port
            : null;

    [GeneratedRegex(@"^\s*(?<name>[A-Za-z0-9_-]+)\s*:\s*(?<command>\S.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex ProcfileLine();

    [GeneratedRegex(@"(?:^|\s)(?:--port[= ]|--listen[= ]\S*:|-p |PORT=)(?<port>[0-9]{2,5})(?=\s|$)", RegexOptions.CultureInvariant)]
    private static partial Regex PortArgument();
}
