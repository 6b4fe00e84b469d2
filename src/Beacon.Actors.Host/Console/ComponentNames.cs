using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.Host.Console;

/// <summary>
/// The one name of each component on the screen: its title. Where a word of the command line or the configuration is needed, its name
/// follows in brackets.
/// </summary>
internal sealed class ComponentNames
{
    private const int LongestPrefix = 24;

    private readonly Dictionary<string, string> _titles;
    private readonly Dictionary<string, (string Colour, string Title)> _prefixes;

    public ComponentNames(RunPlan plan)
    {
        _titles = plan.Components.ToDictionary(component => component.Name, component => component.Title);
        var width = Math.Min(LongestPrefix, plan.Components.Max(component => StyledLine.WidthOf(component.Title)));
        _prefixes = plan
            .Components.Index()
            .ToDictionary(entry => entry.Item.Name, entry => (ComponentColours.Of(entry.Index), Padded(entry.Item.Title, width)));
    }

    /// <summary>What a printed line of the component begins with: its colour, and its title in a width that is the same for all.</summary>
    public (string Colour, string Title) PrefixOf(string name) => _prefixes[name];

    public string TitleOf(string name) => _titles[name];

    /// <summary>The title, with the name in brackets if that is another: <c>Matching Engine (matching-engine)</c>.</summary>
    public string WithName(string name) => _titles[name] == name ? name : $"{_titles[name]} ({name})";

    /// <summary>A message about a component, which begins with the name, with its title in place of that.</summary>
    public string InMessage(string message, string? component) =>
        component is not null && _titles.ContainsKey(component) && message.StartsWith($"{component} ", StringComparison.Ordinal)
            ? WithName(component) + message[component.Length..]
            : message;

    /// <summary>The cause of a failure with the titles of the components.</summary>
    public FirstCause InCause(FirstCause cause) =>
        cause with
        {
            Problem = cause.Problem with { Message = InMessage(cause.Problem) },
            Followed = [.. cause.Followed.Select(text => InMessage(text, text.Split(' ')[0]))],
            OnlyStopped = [.. cause.OnlyStopped.Select(TitleOf)],
            NeverStarted = [.. cause.NeverStarted.Select(TitleOf)],
        };

    public string InMessage(Problem problem) => InMessage(problem.Message, problem.Component);

    private static string Padded(string title, int width)
    {
        var cut = StyledLine.Cut(title, width);
        return cut + new string(' ', width - StyledLine.WidthOf(cut));
    }
}
