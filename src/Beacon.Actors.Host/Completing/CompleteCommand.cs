using System.CommandLine;
using Beacon.Actors.Host.Help;

namespace Beacon.Actors.Host.Completing;

/// <summary>
/// <c>beacon complete SHELL …</c>, which the scripts of <c>beacon completion</c> call: prints <c>files</c> if a file name can stand there,
/// else <c>words</c>, and then each candidate on a line of its own.
/// </summary>
/// <remarks>
/// bash gives the line up to the cursor and COMP_WORDBREAKS, and takes candidates as they are to be inserted; the other shells give the
/// words that they have read, and quote themselves.
/// </remarks>
internal static class CompleteCommand
{
    public const string Name = "complete";

    /// <summary>Answers; null: these are not arguments of a shell.</summary>
    public static int? Execute(string[] args, Command root, string? results, TextWriter output)
    {
        if (args is not [Name, var shell, ..] || !CompletionScripts.Shells.Contains(shell))
            return null;
        var typed = shell == "bash" ? ShellWord.Read(args.ElementAtOrDefault(2) ?? "") : new ShellWord(["beacon", .. args[2..]], null, "");
        var found = new Completer(CommandTree.Of(root), new OutsideNames(results)).Complete([.. typed.Words.Skip(1)]);
        output.WriteLine(found.TakesFile ? "files" : "words");
        foreach (var word in found.Words)
            if ((shell == "bash" ? typed.Insertion(word, args.ElementAtOrDefault(3) ?? "") : word) is { } insertion)
                output.WriteLine(insertion);
        return 0;
    }
}
