using System.Text.Json;
using Beacon.Dashboard.Living;
using Beacon.Records.History;
using Beacon.Reports.Pages;

namespace Beacon.Dashboard.Api;

/// <summary>A part of the list of runs, for the script of the pages.</summary>
/// <param name="Html">The table.</param>
/// <param name="Total">How many runs match in all.</param>
/// <param name="Offset">How many of the latest are left out before the first of the table.</param>
/// <param name="Limit">How many a page has at most.</param>
/// <param name="Plans">The names that a plan may be chosen by.</param>
/// <param name="Outcomes">The words that an outcome may be chosen by.</param>
/// <param name="Notes">What is wrong with the list.</param>
/// <param name="Results">The results folder.</param>
internal sealed record RunListPage(
    string Html,
    int Total,
    int Offset,
    int Limit,
    IReadOnlyList<string> Plans,
    IReadOnlyList<string> Outcomes,
    IReadOnlyList<string> Notes,
    string Results
)
{
    public static IResult Answer(IQueryCollection query, RunList list, DashboardOptions options)
    {
        var listing = list.Find(RunQuery.Of(query));
        var page = new RunListPage(
            RunTable.Html(listing.Runs),
            listing.Total,
            listing.Query.Offset,
            listing.Query.Limit,
            listing.Plans,
            RunSummary.Endings,
            listing.Notes,
            options.Results
        );
        return Microsoft.AspNetCore.Http.Results.Text(
            JsonSerializer.Serialize(page, ApiJson.Readable.RunListPage),
            "application/json; charset=utf-8"
        );
    }
}
