using System.CommandLine;
using System.CommandLine.Help;
using Beacon.Actors.Host.Completing;
using Beacon.Actors.Host.Console;
using Beacon.Actors.Host.Help;
using Beacon.Actors.Host.Invocation;
using Beacon.Plans;

namespace Beacon.Actors.Host.Commands;

/// <summary><c>beacon help</c>, <c>--help</c>, <c>beacon completion</c>, and <c>beacon man</c>, which is not listed.</summary>
internal static class HelpCommands
{
    private const int WidthWithoutTerminal = 120;

    /// <summary>Makes the commands, and has <c>--help</c> show the same pages.</summary>
    /// <param name="root">The program.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    public static IEnumerable<Command> Create(RootCommand root, TextWriter output, TextWriter error)
    {
        int Width() => Terminals.IsTerminal(output) ? Terminals.Size.Width : WidthWithoutTerminal;
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Description = "show this help";
            option.Action = new HelpPageAction(root, output, Width);
        }

        foreach (var option in root.Options.OfType<VersionOption>())
            option.Description = "show the version";

        var words = new Argument<string[]>("WORD") { Arity = ArgumentArity.ZeroOrMore, Description = "a command; default: beacon itself" };
        var help = new Command("help", "show the help of a command") { words };
        help.SetAction((parsed, _) => Task.FromResult(Help(root, parsed.GetValue(words) ?? [], output, error, Width())));

        var shell = new Argument<string>("SHELL") { Description = string.Join(", ", CompletionScripts.Shells) };
        var completion = new Command("completion", "print the script that makes a shell complete command lines") { shell };
        completion.SetAction(
            (parsed, _) =>
            {
                var name = parsed.GetValue(shell)!;
                if (!CompletionScripts.Shells.Contains(name))
                    return Task.FromResult(
                        Refuse(
                            $"completion \"{name}\": expected {string.Join(", ", CompletionScripts.Shells)}"
                                + Nearest.Suggestion(name, CompletionScripts.Shells),
                            error
                        )
                    );
                output.Write(CompletionScripts.Of(name));
                return Task.FromResult(ExitCodes.Success);
            }
        );

        var man = new Command("man", "print the man page") { Hidden = true };
        man.SetAction(
            (_, _) =>
            {
                output.Write(ManPage.Of(CommandTree.Of(root)));
                return Task.FromResult(ExitCodes.Success);
            }
        );
        return [help, completion, man];
    }

    private static int Help(Command root, string[] words, TextWriter output, TextWriter error, int width)
    {
        var tree = CommandTree.Of(root);
        foreach (var word in words)
        {
            if (tree[word] is not { } next)
            {
                var known = tree.Commands.Select(command => command.Command.Name).ToList();
                return Refuse(
                    known.Count == 0
                        ? $"help: {tree.Line} has no commands; see {tree.Line.Replace("beacon", "beacon help", StringComparison.Ordinal)}"
                        : $"help: {tree.Line} has no command \"{word}\"; commands: {string.Join(", ", known)}"
                            + Nearest.Suggestion(word, known),
                    error
                );
            }

            tree = next;
        }

        HelpPage.Write(tree, output, width);
        return ExitCodes.Success;
    }

    private static int Refuse(string message, TextWriter error)
    {
        error.WriteLine($"beacon: {message}");
        return ExitCodes.BadUsage;
    }
}
