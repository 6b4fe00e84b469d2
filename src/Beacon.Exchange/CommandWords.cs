using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Beacon.Exchange;

/// <summary>What is wrong with a program's arguments, for a person; ends it with exit code 2.</summary>
/// <param name="message">The argument, the value, what was expected.</param>
public sealed class UsageException(string message) : Exception(message);

/// <summary>A program's arguments: options by name, and the words that are none.</summary>
public sealed class CommandWords
{
    private readonly Dictionary<string, string> _options = [];

    /// <summary>Takes arguments apart.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="options">The options that take a value.</param>
    /// <param name="switches">The options that take none.</param>
    /// <exception cref="UsageException">An option is unknown, or has no value.</exception>
    public CommandWords(IReadOnlyList<string> args, string[] options, string[] switches)
    {
        var words = new List<string>();
        for (var index = 0; index < args.Count; index++)
        {
            var word = args[index];
            if (!word.StartsWith("--", StringComparison.Ordinal))
                words.Add(word);
            else if (switches.Contains(word))
                _options[word] = "";
            else if (!options.Contains(word))
                throw new UsageException($"unknown option {word}; known are {string.Join(", ", options.Concat(switches))}");
            else if (index + 1 == args.Count)
                throw new UsageException($"{word} needs a value");
            else
                _options[word] = args[++index];
        }

        Words = words;
    }

    /// <summary>The words that are no options.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>Whether a switch was given.</summary>
    public bool Has(string name) => _options.ContainsKey(name);

    /// <summary>An option's text; null: it was not given.</summary>
    public string? Text(string name) => _options.GetValueOrDefault(name);

    /// <summary>An option's number.</summary>
    /// <exception cref="UsageException">It is no number within the bounds.</exception>
    public double Number(string name, double absent, double least, double most) =>
        Text(name) is { } text ? Number(name, text, least, most) : absent;

    /// <summary>The address of an option; the exchange multicasts by IPv4 alone.</summary>
    /// <exception cref="UsageException">It is no IPv4 address.</exception>
    public IPAddress Address(string name, IPAddress absent)
    {
        if (Text(name) is not { } text)
            return absent;
        return IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetwork
            ? address
            : throw new UsageException($"{name} \"{text}\" is no IPv4 address, such as {absent}");
    }

    /// <summary>The name of a session; if none is given, one that no other session has.</summary>
    /// <param name="name">The option.</param>
    /// <param name="start">When the session begins.</param>
    /// <exception cref="UsageException">It is no name of a session.</exception>
    public string Session(string name, DateTimeOffset start)
    {
        var session = Text(name) ?? SessionName.Of(start);
        return SessionName.IsValid(session)
            ? session
            : throw new UsageException($"{name} \"{session}\" has not 1 to {SessionName.Length} letters and digits");
    }

    /// <summary>A number from a text.</summary>
    /// <exception cref="UsageException">It is no number within the bounds.</exception>
    public static double Number(string name, string text, double least, double most) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new UsageException(
                string.Create(CultureInfo.InvariantCulture, $"{name} \"{text}\" is no number from {least} to {most}")
            );

    /// <summary>The option's defaults from a file of lines <c>name = value</c>; what was given already wins.</summary>
    /// <exception cref="UsageException">A line is no such line, or names an unknown option.</exception>
    public void AddFile(string path, string[] options, string[] switches)
    {
        if (!File.Exists(path))
            throw new UsageException($"--config: there is no file {path}");
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            var text = line.Split('#')[0].Trim();
            if (text.Length == 0)
                continue;
            var parts = text.Split('=', 2, StringSplitOptions.TrimEntries);
            var name = $"--{parts[0]}";
            if (parts.Length != 2 || (!options.Contains(name) && !switches.Contains(name)))
                throw new UsageException($"{path}:{number}: \"{text}\" is not NAME = VALUE with one of {Names(options, switches)}");
            if (options.Contains(name) || parts[1] is "on" or "true" or "yes")
                _options.TryAdd(name, parts[1]);
        }
    }

    private static string Names(string[] options, string[] switches) =>
        string.Join(", ", options.Concat(switches).Select(option => option[2..]));
}
