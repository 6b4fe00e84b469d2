using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Beacon.Processes.Files;

namespace Beacon.Reports.Html;

/// <summary>
/// A self-contained page without other files and without network access. Its Content Security Policy (Level 3) allows only the one script
/// with a given hash, so that component output can never run.
/// </summary>
internal static class ReportPage
{
    internal static readonly string Style = Resource("report.css");
    internal static readonly string Script = Resource("report.js");

    private static void Write(TextWriter output, string title, Action<HtmlWriter> content)
    {
        var html = new HtmlWriter(output);
        html.Constant("<!doctype html>\n");
        using var page = html.Open("html", ("lang", "en"));
        using (html.Open("head"))
        {
            html.Leaf("meta", ("charset", "utf-8"));
            html.Leaf("meta", ("http-equiv", "Content-Security-Policy"), ("content", Policy));
            html.Leaf("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
            html.Leaf("meta", ("name", "color-scheme"), ("content", "light dark"));
            html.Leaf("meta", ("name", "referrer"), ("content", "no-referrer"));
            html.Element("title", title);
            using (html.Open("style"))
                html.Constant(Style);
        }

        using var body = html.Open("body");
        using (html.Open("main"))
            content(html);
        using (html.Open("script"))
            html.Constant(Script);
    }

    /// <summary>Writes a page with a given content atomically and replaces an existing one.</summary>
    public static void Save(string path, string title, Action<HtmlWriter> content)
    {
        using var folder = RecordFolder.Open(Path.GetDirectoryName(Path.GetFullPath(path))!);
        Save(folder, Path.GetFileName(path), title, content);
    }

    /// <inheritdoc cref="Save(string, string, Action{HtmlWriter})"/>
    public static void Save(RecordFolder folder, string name, string title, Action<HtmlWriter> content) =>
        folder.Replace(
            name,
            file =>
            {
                using var output = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
                Write(output, title, content);
            }
        );

    private static string Policy { get; } =
        "default-src 'none'; style-src 'unsafe-inline'; "
        + $"script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Script)))}'; "
        + "base-uri 'none'; form-action 'none'";

    private static string Resource(string name)
    {
        using var resource = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream($"Beacon.Reports.{name}")!);
        return resource.ReadToEnd();
    }
}
