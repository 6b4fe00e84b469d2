using Beacon.Records.Events;
using Beacon.Reports.Exporting;

namespace Beacon.Actors.Host.Console;

/// <summary>What came of an expectation, as a line of markup.</summary>
internal static class ExpectationLine
{
    public static string Of(ExpectationResult expectation)
    {
        var mark = expectation.Held switch
        {
            true => "[green]✓[/]",
            false => "[red]✗[/]",
            _ => "[grey]–[/]",
        };
        var found = ScreenText.Escape(ExpectationText.Found(expectation));
        return $"{mark} {ScreenText.Escape(ExpectationText.Expected(expectation))} [grey]· {found}[/]";
    }
}
