using System.Globalization;
using Beacon.Records.Environments;

namespace Beacon.Reports.Html;

/// <summary>The environment of the run.</summary>
internal static class EnvironmentSection
{
    private const int HashShown = 16;

    public static void Write(HtmlWriter html, RunEnvironment? environment)
    {
        if (environment is null)
            return;
        using var section = html.Section("Environment");
        using (html.Open("table", ("class", "pairs")))
            foreach (var (name, value) in Pairs(environment))
                using (html.Open("tr"))
                {
                    html.Element("th", name, ("scope", "row"));
                    html.Element("td", value);
                }

        if (environment.Files.IsEmpty)
            return;
        using var details = html.Open("details");
        html.Element("summary", $"Programs and files ({Figures.Count(environment.Files.Length)})");
        using var scroll = html.Scrolling("programs and files");
        using var table = html.Open("table", ("class", "files"));
        foreach (var file in environment.Files.Take(HtmlWriter.MostRows))
            using (html.Open("tr"))
            {
                html.Cells(file.Component, file.Path, file.Bytes is { } bytes ? Figures.Bytes(bytes) : "not read");
                html.Element(
                    "td",
                    file.Sha256 is { } hash ? hash[..Math.Min(hash.Length, HashShown)] : "",
                    ("title", file.Sha256),
                    ("class", "hash")
                );
            }
    }

    private static IEnumerable<(string, string)> Pairs(RunEnvironment environment)
    {
        yield return ("machine", environment.Machine);
        yield return ("system", $"{environment.Os}, kernel {environment.Kernel}, {environment.Architecture}");
        yield return (
            "processor",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{environment.Cpu ?? "unknown"}, {environment.Cores} cores, governor {environment.Governor ?? "unknown"}"
            )
        );
        yield return ("memory", Figures.Bytes(environment.MemoryBytes));
        yield return ("versions", $"{environment.Dotnet}, Beacon.Actors {environment.Beacon}");
        yield return ("load before", Describe(environment.LoadBefore));
        yield return ("load during", Describe(environment.LoadDuring));
        yield return ("load after", Describe(environment.LoadAfter));
        if (environment.Git is { } git)
            yield return ("repository", $"{git.Commit}{(git.IsDirty ? ", with changes" : "")}");
        yield return ("plan", $"SHA-256 {environment.PlanSha256}");
    }

    private static string Describe(MachineLoad load)
    {
        var parts = new List<string>();
        if (load.Average is { } average)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"average {average:0.##}"));
        foreach (var (share, what) in new[] { (load.CpuStalled, "a core"), (load.IoStalled, "a disk"), (load.MemoryStalled, "memory") })
            if (share is { } known)
                parts.Add($"{Figures.Percent(known)} of the time a thread waited for {what}");
        return parts.Count == 0 ? "unknown" : string.Join(", ", parts);
    }
}
