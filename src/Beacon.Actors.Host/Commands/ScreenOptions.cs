using System.CommandLine;
using System.CommandLine.Parsing;
using Beacon.Actors.Host.Console;
using Beacon.Actors.Host.Invocation;
using Beacon.Plans;

namespace Beacon.Actors.Host.Commands;

/// <summary>The options of <c>run</c> and <c>repeat</c> that say how the screen looks.</summary>
internal sealed class ScreenOptions
{
    private readonly Option<ColourChoice> _colour = new("--color")
    {
        Description = "auto|always|never; auto: on a terminal, and as NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE say",
        HelpName = "WHEN",
        CustomParser = Parsed<ColourChoice>,
    };
    private readonly Option<StatisticsDetail> _statistics = new("--stats")
    {
        Description = "short|full|none; the statistics at the end: short leaves out what is zero",
        HelpName = "HOW",
        CustomParser = Parsed<StatisticsDetail>,
    };
    private readonly Option<bool> _ci = new("--ci")
    {
        Description = "print for the log of a CI service, with the log groups of GitHub Actions; the default there",
    };

    public IEnumerable<Option> All => [_colour, _statistics, _ci];

    public void AddTo(Command command)
    {
        foreach (var option in All)
            command.Options.Add(option);
    }

    public ScreenSettings Of(ParseResult parsed) =>
        new()
        {
            Colour = parsed.GetValue(_colour),
            Statistics = parsed.GetValue(_statistics),
            IsCi = parsed.GetValue(_ci) || GitHubLog.IsHere,
        };

    private static T Parsed<T>(ArgumentResult result)
        where T : struct, Enum
    {
        var word = result.Tokens[0].Value;
        var words = Enum.GetNames<T>().Select(name => name.ToLowerInvariant()).ToList();
        if (words.IndexOf(word) is var place and >= 0)
            return Enum.GetValues<T>()[place];
        var option = ((OptionResult)result.Parent!).Option.Name;
        result.AddError($"{option} \"{word}\": expected one of {string.Join(", ", words)}{Nearest.Suggestion(word, words)}.");
        return default;
    }
}
