using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Beacon.Plans;

/// <summary>The values of a run's placeholders.</summary>
/// <param name="Run"><c>{run-id}</c>.</param>
/// <param name="Record"><c>{record}</c>: the record folder, an absolute path.</param>
/// <param name="Duration">
/// <c>{duration}</c> in whole seconds, rounded up, and <c>{duration-ms}</c>; null: the run is infinite, and they are not replaced.
/// </param>
public sealed record PlaceholderValues(string Run, string Record, TimeSpan? Duration);

/// <summary>
/// Words in braces that a run replaces in a component's command, arguments, environment and working directory, and in its
/// <c>exec</c> and <c>file</c> probes. <c>{config-dir}</c> is replaced as the configuration is read. All else in braces is left alone:
/// an argument may be JSON.
/// </summary>
public static partial class Placeholders
{
    internal const string ConfigDir = "{config-dir}";

    // A brace of a folder's own name, which begins no placeholder.
    private const string OpenBrace = "left-brace";

    private const int NearMiss = 2;
    private static readonly string[] Known = ["duration", "duration-ms", "run-id", "record", "component", "config-dir"];

    /// <summary>The component with its placeholders replaced.</summary>
    /// <param name="component">A component of a plan.</param>
    /// <param name="values">Their values; that of <c>{component}</c> is the component's name.</param>
    public static ComponentSpec Expand(ComponentSpec component, PlaceholderValues values)
    {
        string Fill(string text) =>
            text.Contains('{')
                ? InBraces().Replace(text, match => ValueOf(match.Groups[1].Value, values, component.Name) ?? match.Value)
                : text;

        return component with
        {
            Command = Fill(component.Command),
            Args = [.. component.Args.Select(Fill)],
            WorkingDirectory = Fill(component.WorkingDirectory),
            Environment = component.Environment.ToImmutableSortedDictionary(
                entry => entry.Key,
                entry => entry.Value is null ? null : Fill(entry.Value)
            ),
            Stop = component.Stop with { Command = [.. component.Stop.Command.Select(Fill)] },
            Ready = component.Ready with { Probes = [.. component.Ready.Probes.Select(FillProbe)] },
            Alive = component.Alive with { Probes = [.. component.Alive.Probes.Select(FillProbe)] },
        };

        Probe FillProbe(Probe probe) =>
            probe switch
            {
                ExecProbe exec => new ExecProbe([.. exec.Command.Select(Fill)]),
                FileProbe file => new FileProbe(Fill(file.Path)),
                _ => probe,
            };
    }

    /// <summary>
    /// A text as it is known before a run: the braces of folders as they are; null: it has a placeholder whose value only a run has.
    /// </summary>
    /// <param name="text">A command, an argument or a path of a plan.</param>
    public static string? BeforeRun(string text)
    {
        if (!text.Contains('{'))
            return text;
        return InBraces().Matches(text).Any(match => Known.Contains(match.Groups[1].Value))
            ? null
            : text.Replace($"{{{OpenBrace}}}", "{", StringComparison.Ordinal);
    }

    /// <summary>The path of a folder as a part of a text with placeholders: what looks like one in its name is none.</summary>
    internal static string Escape(string folder) =>
        folder.Contains('{') ? InBraces().Replace(folder, match => $"{{{OpenBrace}}}{match.Value[1..]}") : folder;

    /// <summary>What is wrong with the placeholders of a text; null: nothing.</summary>
    internal static string? WhyNot(string text, bool isInfinite)
    {
        if (!text.Contains('{'))
            return null;

        foreach (var word in InBraces().Matches(text).Select(match => match.Groups[1].Value))
        {
            if (isInfinite && word is "duration" or "duration-ms")
                return $"{{{word}}} has no value in an infinite run; give the run a duration, or the program another argument";
            if (
                !Known.Contains(word)
                && word != OpenBrace
                && Known.OrderBy(known => Nearest.Distance(word, known)).First() is var near
                && Nearest.Distance(word, near) <= NearMiss
            )
                return $"there is no placeholder {{{word}}}; did you mean {{{near}}}?";
        }

        return null;
    }

    private static string? ValueOf(string word, PlaceholderValues values, string component) =>
        word switch
        {
            "run-id" => values.Run,
            "record" => values.Record,
            "component" => component,
            OpenBrace => "{",
            "duration" when values.Duration is { } duration => Math.Ceiling(duration.TotalSeconds).ToString(CultureInfo.InvariantCulture),
            "duration-ms" when values.Duration is { } duration => Math.Ceiling(duration.TotalMilliseconds)
                .ToString(CultureInfo.InvariantCulture),
            _ => null,
        };

    [GeneratedRegex(@"\{([a-z][a-z-]*)\}")]
    private static partial Regex InBraces();
}
