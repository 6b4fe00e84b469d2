using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.Components;

/// <summary>The problems with patterns of a plan that take too long on what a component prints.</summary>
internal static class PatternProblems
{
    private const string WayOut =
        "write it without lookaround, references to groups, atomic groups and large counts, or without a repetition inside of another";

    public static Problem GivenUp(string component, string key, OutputPattern pattern) =>
        Of(
            component,
            $"{key} of {component}, /{pattern}/, was given up: {PatternMatcher.TimeoutsAtMost} lines took it more than "
                + $"{Durations.Format(OutputPattern.Timeout)} each; {WayOut}"
        );

    public static Problem Behind(string component, string key, OutputPattern pattern) =>
        Of(component, $"{key} of {component}, /{pattern}/, did not see all lines, since the output is faster than it; {WayOut}");

    private static Problem Of(string component, string message) => new(ProblemKind.PatternTooSlow, message, component);
}
