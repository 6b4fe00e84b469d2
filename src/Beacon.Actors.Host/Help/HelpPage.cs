using System.CommandLine;
using System.CommandLine.Invocation;

namespace Beacon.Actors.Host.Help;

/// <summary>The help of a command on the terminal.</summary>
internal static class HelpPage
{
    private const int Indent = 2;
    private const int WidestName = 32;
    private const int LeastWidth = 60;

    /// <summary>Writes it.</summary>
    /// <param name="tree">The command.</param>
    /// <param name="output">Where to.</param>
    /// <param name="width">The columns that there are.</param>
    public static void Write(CommandTree tree, TextWriter output, int width)
    {
        width = Math.Max(width, LeastWidth);
        output.WriteLine(Row($"{tree.Line}:", tree.Command.Description ?? "", Indent, width).TrimStart());
        output.WriteLine($"\nUsage:\n  {tree.Usage}");
        if (tree.Path.Length == 0)
            output.WriteLine("  beacon COMMAND [OPTION…]");
        Section("Arguments", tree.Command.Arguments.Where(argument => !argument.Hidden).Select(one => (one.Name, one.Description)));
        Section("Commands", tree.Commands.Select(command => (command.Command.Name, command.Command.Description)));
        Section("Options", tree.Options.Select(option => (CommandTree.NameOf(option), option.Description)));
        Section("Examples", (tree.Guide?.Examples ?? []).Select(example => (example.Line, (string?)example.Meaning)));
        Section("Exit codes", (tree.Guide?.ExitCodes ?? []).Select(code => (code.Code, (string?)code.Meaning)));
        if (tree.Commands.Any())
            output.WriteLine($"\n{tree.Line.Replace("beacon", "beacon help", StringComparison.Ordinal)} COMMAND explains each of them.");

        void Section(string title, IEnumerable<(string Name, string? Text)> rows)
        {
            var all = rows.ToList();
            if (all.Count == 0)
                return;
            output.WriteLine($"\n{title}:");
            var column = Indent + 2 + all.Select(row => row.Name.Length).Where(length => length <= WidestName).DefaultIfEmpty(8).Max();
            foreach (var (name, text) in all)
                output.WriteLine(Row(name, text ?? "", column, width));
        }
    }

    private static string Row(string name, string text, int column, int width)
    {
        var row = new System.Text.StringBuilder().Append(' ', Indent).Append(name);
        var at = row.Length + 2 > column && column > Indent ? width : row.Length;
        foreach (var word in text.Split(' '))
        {
            if (at + 1 + word.Length > width && at > column)
            {
                row.Append('\n');
                at = 0;
            }

            var blanks = Math.Max(column - at, at == column || at == 0 ? 0 : 1);
            row.Append(' ', blanks).Append(word);
            at += blanks + word.Length;
        }

        return row.ToString();
    }
}

/// <summary>What <c>--help</c> does.</summary>
/// <param name="root">The program.</param>
/// <param name="output">Where to.</param>
/// <param name="width">The columns that there are.</param>
internal sealed class HelpPageAction(Command root, TextWriter output, Func<int> width) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (var at = parsed.CommandResult; at?.Parent is not null; at = at.Parent as System.CommandLine.Parsing.CommandResult)
            names.Push(at.Command.Name);
        var tree = CommandTree.Of(root);
        while (names.TryPop(out var name) && tree[name] is { } next)
            tree = next;
        HelpPage.Write(tree, output, width());
        return 0;
    }
}
