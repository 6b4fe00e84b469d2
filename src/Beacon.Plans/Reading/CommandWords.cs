using System.Collections.Immutable;

namespace Beacon.Plans.Reading;

/// <summary>Reads a program with its arguments that a list holds.</summary>
internal static class CommandWords
{
    /// <summary>The program and its arguments, checked for placeholders that have no value.</summary>
    public static ImmutableArray<string> Read(IReadOnlyList<Setting> words, bool isInfinite)
    {
        var isShell = words.Count > 0 && IsShell(words[0]);
        return
        [
            .. words
                .Select(
                    (word, index) =>
                        word.WithPlaceholders(
                            index == 0 ? word.Program()
                                : isShell ? word.LiteralTemplate()
                                : word.Template(),
                            isInfinite
                        )
                )
                .OfType<string>(),
        ];
    }

    /// <summary>Whether a program reads <c>${NAME}</c> itself.</summary>
    public static bool IsShell(Setting program) =>
        program.Literal() is { } name
        && Path.GetFileName(name) is "sh" or "bash" or "dash" or "ash" or "ksh" or "zsh" or "fish" or "env" or "envsubst";
}
