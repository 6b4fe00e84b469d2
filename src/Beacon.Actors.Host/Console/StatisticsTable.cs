using System.Collections.Immutable;
using Beacon.Plans;
using Beacon.Plans.Text;
using Beacon.Records.Statistics;
using Spectre.Console;

namespace Beacon.Actors.Host.Console;

/// <summary>The table of final statistics by component and group, with the values as the programs printed them.</summary>
internal static class StatisticsTable
{
    public static Table Of(RunPlan plan, ImmutableArray<Statistic> statistics) =>
        Of([.. plan.Components.Select(component => (component.Name, component.Title))], statistics);

    public static Table Of(ImmutableArray<(string Name, string Title)> components, ImmutableArray<Statistic> statistics)
    {
        var places = components
            .Select((component, place) => (component, place))
            .ToDictionary(entry => entry.component.Name, entry => (entry.place, entry.component.Title));
        var table = new Table()
            .RoundedBorder()
            .AddColumn("component")
            .AddColumn("group")
            .AddColumn("statistic")
            .AddColumn(new TableColumn("value").RightAligned());
        var (lastComponent, lastGroup) = ("", new UntrustedText(""));
        foreach (var statistic in statistics.OrderBy(statistic => places[statistic.Component].place))
        {
            var isNew = statistic.Component != lastComponent;
            if (isNew && lastComponent.Length > 0)
                table.AddEmptyRow();
            table.AddRow(
                ScreenText.Escape(isNew ? places[statistic.Component].Title : ""),
                ScreenText.Escape(isNew || statistic.Group != lastGroup ? $"{statistic.Group}" : ""),
                ScreenText.Escape($"{statistic.Name}"),
                ScreenText.Escape($"{statistic.Text}")
            );
            (lastComponent, lastGroup) = (statistic.Component, statistic.Group);
        }

        return table;
    }
}
