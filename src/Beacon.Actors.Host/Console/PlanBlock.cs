using System.Globalization;
using Beacon.Plans;

namespace Beacon.Actors.Host.Console;

/// <summary>What is going to run: each component with its program, arguments, endpoints and the sizes of the files that it needs.</summary>
internal sealed class PlanBlock(RunPlan plan, ComponentNames names)
{
    private const int MostComponents = 12;
    private const int LongestName = 40;
    private const int LongestPath = 32;
    private const int MostInLevel = 4;
    private const int MostLevels = 8;
    private static readonly string[] SizeUnits = ["B", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>The start order by levels; the components of one level start together.</summary>
    public string Order
    {
        get
        {
            var levels = plan.Levels.Select(level =>
                string.Join(" + ", level.Take(MostInLevel).Select(component => component.Title))
                + (level.Length > MostInLevel ? $" + {level.Length - MostInLevel} more" : "")
            );
            var more = plan.Levels.Length > MostLevels ? $" → {plan.Levels.Length - MostLevels} more levels" : "";
            return string.Join(" → ", levels.Take(MostLevels)) + more;
        }
    }

    /// <summary>A line for each component, no wider than the screen.</summary>
    public IEnumerable<StyledLine> Lines(int width)
    {
        var shown = plan.Components.Length <= MostComponents ? plan.Components : plan.Components[..(MostComponents - 1)];
        var column = Math.Min(
            Math.Min(LongestName, width / 2),
            shown.Select(component => StyledLine.WidthOf(names.WithName(component.Name))).DefaultIfEmpty(0).Max()
        );
        foreach (var component in shown)
        {
            var line = new StyledLine().Add("  ").Add(StyledLine.Cut(names.WithName(component.Name), column));
            yield return line.PadTo(column + 4).Add(CommandOf(component)).Add(EndpointsOf(component), Tint.Grey).CutTo(width);
        }

        if (shown.Length < plan.Components.Length)
            yield return new StyledLine().Add($"  … {plan.Components.Length - shown.Length} more: beacon plan", Tint.Grey).CutTo(width);
    }

    private string CommandOf(ComponentSpec component)
    {
        component = Placeholders.Expand(component, new PlaceholderValues("{run-id}", "{record}", plan.Duration));
        return string.Join(' ', component.Args.Select(Shown).Prepend(Shown(component.Command)));
    }

    private static string EndpointsOf(ComponentSpec component)
    {
        var ports = component.Requires.FreePorts.Select(port => $"{port}");
        var endpoints = component
            .Ready.Probes.SelectMany(probe =>
                probe switch
                {
                    TcpListenProbe tcp => tcp.Endpoints.Select(endpoint => $"tcp:{endpoint}"),
                    UdpBoundProbe udp => udp.Endpoints.Select(endpoint => $"udp:{endpoint}"),
                    TcpConnectProbe connect => [$"tcp:{connect.Subject}"],
                    HttpProbe http => [$"{http.Url}"],
                    _ => Enumerable.Empty<string>(),
                }
            )
            .Concat(ports)
            .Distinct();
        var files = component.Requires.Files.Select(file => SizeOf(file) is { } size ? $"{Path.GetFileName(file)} {size}" : null);
        return string.Concat(endpoints.Concat(files.OfType<string>()).Select(part => $" · {part}"));
    }

    // A path is shorter from the current directory, or known by its end; an argument with blanks is one argument.
    private static string Shown(string word)
    {
        var text = word.StartsWith('/') ? ScreenPath.Short(word, LongestPath) : word;
        return text.Length == 0 || text.Contains(' ') ? $"'{text.Replace("'", "'\\''")}'" : text;
    }

    private static string? SizeOf(string file)
    {
        try
        {
            if (new FileInfo(file) is not { Exists: true, Length: var bytes })
                return null;
            var power = 0;
            var size = (double)bytes;
            for (; size >= 1024 && power < SizeUnits.Length - 1; power++)
                size /= 1024;
            return size.ToString(power == 0 ? "0" : "0.0", CultureInfo.InvariantCulture) + $" {SizeUnits[power]}";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
