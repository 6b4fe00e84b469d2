using System.CommandLine;
using System.CommandLine.Help;

namespace Beacon.Actors.Host.Help;

/// <summary>A command as help, the man page and completion see it.</summary>
internal sealed class CommandTree
{
    private readonly IReadOnlyList<Option> _shared;

    private CommandTree(Command command, string path, IReadOnlyList<Option> shared) => (Command, Path, _shared) = (command, path, shared);

    /// <summary>The tree of a program.</summary>
    public static CommandTree Of(Command root) => new(root, "", [.. root.Options.Where(option => option.Recursive)]);

    public Command Command { get; }

    /// <summary>Its name, with those of its parents: <c>runs list</c>; empty: the program itself.</summary>
    public string Path { get; }

    /// <summary>What is typed for it.</summary>
    public string Line => Path.Length == 0 ? "beacon" : $"beacon {Path}";

    public CommandGuide? Guide => CommandGuide.Of(Path);

    /// <summary>Its commands that are to be seen.</summary>
    public IEnumerable<CommandTree> Commands =>
        Command
            .Subcommands.Where(command => !command.Hidden)
            .Select(command => new CommandTree(command, Path.Length == 0 ? command.Name : $"{Path} {command.Name}", _shared));

    /// <summary>The command of that name; null: there is none.</summary>
    public CommandTree? this[string name] => Commands.FirstOrDefault(command => command.Command.Name == name);

    /// <summary>The options that it has alone, and those of all commands that mean something to it.</summary>
    public IEnumerable<Option> Options =>
        Command.Options.Where(option => !option.Recursive && !option.Hidden).Concat(_shared.Where(option => !IsForeign(option)));

    /// <summary>The options of all commands that mean nothing to it.</summary>
    public IEnumerable<Option> ForeignOptions => _shared.Where(IsForeign);

    /// <summary>How it is written: <c>beacon repeat [PLAN] N [DURATION] [OPTIONS]</c>.</summary>
    public string Usage
    {
        get
        {
            var words = Command.Arguments.Where(argument => !argument.Hidden).Select(UsageOf).ToList();
            var isGroup = words.Count == 0 && Commands.Any();
            return string.Join(' ', [Line, .. words, .. isGroup ? ["COMMAND"] : (string[])[], "[OPTION…]"]);
        }
    }

    /// <summary>An option as it is written: <c>-c, --config FILE</c>.</summary>
    public static string NameOf(Option option)
    {
        var names = option.Aliases.Where(alias => alias.StartsWith('-') && alias != "-?").Order().Append(option.Name);
        return option.ValueType == typeof(bool) || option is HelpOption or VersionOption
            ? string.Join(", ", names)
            : $"{string.Join(", ", names)} {option.HelpName ?? option.Name.TrimStart('-').ToUpperInvariant()}";
    }

    // N of beacon repeat stands between words that can be left out, which the parser can't know.
    private static string UsageOf(Argument argument)
    {
        var name = argument.Arity.MaximumNumberOfValues > 1 ? $"{argument.Name}…" : argument.Name;
        return argument.Arity.MinimumNumberOfValues > 0 || argument.Name == "N" ? name : $"[{name}]";
    }

    private bool IsForeign(Option option) =>
        option is not HelpOption
        && Guide?.Shared switch
        {
            SharedOptions.Json => option.Name != "--json",
            SharedOptions.None => true,
            _ => false,
        };
}
