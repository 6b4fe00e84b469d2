using System.Text;

namespace Beacon.Actors.Host.Help;

/// <summary>The man page (man(7)): made from the same commands and texts as the help.</summary>
internal static class ManPage
{
    private static readonly (string Name, string Meaning)[] Variables =
    [
        ("BEACON_CONFIG", "The plan file, where the command line names none."),
        ("BEACON_RESULTS", "The folder for run records, where --results is not given."),
        ("NO_COLOR", "Not empty: no colours."),
    ];

    private static readonly (string Name, string Meaning)[] Files =
    [
        ("beacon.conf", "The plan of a folder and of those below it, up to the root of the repository or the home folder."),
        (".env", "Beside the plan: values for ${VAR} in the plan that the environment does not have."),
        ("runs/", "The records of runs, in the current folder."),
    ];

    /// <summary>The page.</summary>
    public static string Of(CommandTree root)
    {
        var page = new StringBuilder();
        Line(".\\\" Made by: beacon man > docs/beacon.1");
        Line(".TH BEACON 1 \"\" Beacon \"User Commands\"");
        Line($".SH NAME\nbeacon \\- {Text(root.Command.Description)}");
        Line($".SH SYNOPSIS\n{Usage(root)}\n.br\n.B beacon\n.I COMMAND\n[\\fIOPTION\\fR...]");
        Line(".SH DESCRIPTION");
        Line(Text("Starts the programs of a plan in the order of their dependencies, each once those are ready; watches them; stores"));
        Line(Text("all that they print; stops them in reverse order; and leaves a record with a verdict, statistics and logs."));
        Line(".SH COMMANDS");
        foreach (var command in Below(root))
            Section(command);
        Line(".SH OPTIONS\nAll commands that read a plan or records take these.");
        foreach (var option in root.Options.Where(option => option.Recursive))
            Entry(CommandTree.NameOf(option), option.Description);
        Line(Text("beacon, beacon run and beacon demo also take:").Insert(0, ".PP\n"));
        foreach (var option in root.Options.Where(option => !option.Recursive))
            Entry(CommandTree.NameOf(option), option.Description);
        Line(".SH EXIT STATUS");
        foreach (var (code, meaning) in root.Guide!.ExitCodes)
            Entry(code, meaning);
        Line(".PP\nOther commands: see there.");
        Line(".SH ENVIRONMENT");
        foreach (var (name, meaning) in Variables)
            Entry(name, meaning);
        Line(".SH FILES");
        foreach (var (name, meaning) in Files)
            Entry(name, meaning);
        Line(".SH EXAMPLES");
        foreach (var example in root.Guide!.Examples)
            Entry(example.Line, example.Meaning);
        return page.ToString();

        void Line(string line) => page.Append(line).Append('\n');

        void Entry(string name, string? meaning) => Line($".TP\n.B {Text(name)}\n{Text(meaning)}");

        void Section(CommandTree command)
        {
            Line($".SS {Text(command.Line)}\n{Usage(command)}\n.PP\n{Text(command.Command.Description)}.");
            foreach (var argument in command.Command.Arguments.Where(argument => !argument.Hidden))
                Entry(argument.Name, argument.Description);
            foreach (var option in command.Options.Where(option => !option.Recursive))
                Entry(CommandTree.NameOf(option), option.Description);
            if (command.Guide is not { } guide)
                return;
            foreach (var example in guide.Examples)
                Line($".PP\n.RS\n.B {Text(example.Line)}\n.br\n{Text(example.Meaning)}\n.RE");
            Line($".PP\nExit status: {Text(string.Join("; ", guide.ExitCodes.Select(code => $"{code.Code} {code.Meaning}")))}.");
        }
    }

    private static IEnumerable<CommandTree> Below(CommandTree tree) =>
        tree.Commands.SelectMany(command => command.Commands.Any() ? Below(command) : [command]);

    private static string Usage(CommandTree tree) => $".B {Text(tree.Usage)}";

    // A line that begins with a dot or an apostrophe is a request, a hyphen is not a minus sign.
    private static string Text(string? text)
    {
        var escaped = (text ?? "")
            .Replace("\\", "\\e", StringComparison.Ordinal)
            .Replace("-", "\\-", StringComparison.Ordinal)
            .Replace("…", "...", StringComparison.Ordinal)
            .Replace("→", "->", StringComparison.Ordinal);
        return escaped.StartsWith('.') || escaped.StartsWith('\'') ? $"\\&{escaped}" : escaped;
    }
}
