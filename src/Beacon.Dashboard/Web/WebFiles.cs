using System.Reflection;
using Beacon.Dashboard.Guarding;
using Beacon.Reports.Pages;

namespace Beacon.Dashboard.Web;

/// <summary>
/// The frame of all pages, its script and its style. They are the same for everybody and hold nothing of any run, so that they need no
/// token: the script takes it from the link.
/// </summary>
internal static class WebFiles
{
    private static readonly string Frame = Resource("frame.html");
    private static readonly string Script =
        PageAssets.Script
        + string.Concat(((string[])["core", "run", "logs", "runs", "compare", "trends", "start"]).Select(part => Resource($"{part}.js")));

    private static readonly string Style = PageAssets.Style + Resource("dashboard.css") + Resource("logs.css") + Resource("compare.css");

    public static void Map(WebApplication app)
    {
        foreach (var address in (string[])["/", "/runs/{id}", "/runs/{id}/logs", "/compare", "/trends"])
            MapFile(app, address, Frame, "text/html");
        MapFile(app, "/dashboard.js", Script, "text/javascript");
        MapFile(app, "/dashboard.css", Style, "text/css");
    }

    private static void MapFile(WebApplication app, string address, string text, string type) =>
        app.MapGet(address, () => Results.Text(text, $"{type}; charset=utf-8")).ExcludeFromDescription().WithMetadata(new OpenToAll());

    private static string Resource(string name)
    {
        using var resource = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream($"Beacon.Dashboard.{name}")!);
        return resource.ReadToEnd();
    }
}
