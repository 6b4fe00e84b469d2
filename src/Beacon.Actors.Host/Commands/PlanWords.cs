using System.CommandLine;
using Beacon.Plans;

namespace Beacon.Actors.Host.Commands;

/// <summary>
/// The words after a command that takes a plan file, a duration, or a count of runs: each is told by what it looks like, so that any of
/// them can be left out.
/// </summary>
internal sealed class PlanWords
{
    private static readonly string[] Extensions = [".conf", ".hocon", ".json"];

    private readonly List<Argument<string?>> _arguments = [];
    private readonly bool _takesPlan;
    private readonly bool _takesDuration;

    /// <summary>The arguments of a command.</summary>
    /// <param name="takesPlan">It takes a PLAN.</param>
    /// <param name="takesDuration">It takes a DURATION.</param>
    /// <param name="takesCount">It takes N, the number of runs.</param>
    public PlanWords(bool takesPlan = true, bool takesDuration = true, bool takesCount = false)
    {
        (_takesPlan, _takesDuration, TakesCount) = (takesPlan, takesDuration, takesCount);
        if (takesPlan)
            _arguments.Add(Argument("PLAN", "plan file; default: BEACON_CONFIG, or beacon.conf here or above, or the demo"));
        if (takesCount)
            _arguments.Add(Argument("N", "number of runs"));
        if (takesDuration)
            _arguments.Add(
                Argument("DURATION", "seconds (30) or a time with its unit (500ms, 30s, 5m, 1h), or infinite; default: the plan's")
            );
    }

    public bool TakesCount { get; }

    /// <summary>Adds them to a command, which comes back.</summary>
    public Command AddTo(Command command)
    {
        _arguments.ForEach(command.Arguments.Add);
        return command;
    }

    /// <summary>The words as they were written.</summary>
    public IReadOnlyList<string> Words(ParseResult parsed) => [.. _arguments.Select(parsed.GetValue).OfType<string>()];

    /// <summary>The words but for the number of runs, which its command reads.</summary>
    public IEnumerable<string> WordsButCount(ParseResult parsed)
    {
        var count = TakesCount ? Count(parsed) : null;
        return Words(parsed).Where(word => !ReferenceEquals(word, count));
    }

    /// <summary>The plan file; null: none was named.</summary>
    public string? Plan(ParseResult parsed) => Words(parsed).FirstOrDefault(IsPlan);

    /// <summary>The number of runs, as written; null: none was given.</summary>
    public string? Count(ParseResult parsed) => Words(parsed).FirstOrDefault(word => !IsPlan(word));

    /// <summary>The duration, as written; null: none was given.</summary>
    public string? Duration(ParseResult parsed) => Words(parsed).Where(word => !IsPlan(word)).ElementAtOrDefault(TakesCount ? 1 : 0);

    /// <summary>A word that has no place; null: each has one.</summary>
    public string? FindExcess(ParseResult parsed)
    {
        var words = Words(parsed);
        return words.Where(IsPlan).ElementAtOrDefault(_takesPlan ? 1 : 0)
            ?? words.Where(word => !IsPlan(word)).ElementAtOrDefault((TakesCount ? 1 : 0) + (_takesDuration ? 1 : 0));
    }

    /// <summary>Whether a word means a plan file: it is one, or is written like one.</summary>
    public static bool IsPlan(string word) =>
        !Durations.TryParseCommandLine(word, out _, out _)
        && word.Length > 0
        && (
            word == PlanSources.OfStandardInput
            || word.Contains('/')
            || Array.Exists(Extensions, extension => word.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
            || File.Exists(word)
        );

    private static Argument<string?> Argument(string name, string description) =>
        new(name) { Arity = ArgumentArity.ZeroOrOne, Description = description };
}
