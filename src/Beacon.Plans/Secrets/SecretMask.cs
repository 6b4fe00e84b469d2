using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Beacon.Plans.Secrets;

/// <summary>
/// Masks the secrets of a plan in everything that leaves a run, but for the logs, which keep each byte that the components print.
/// </summary>
/// <remarks>
/// Masked as <c>***</c> are: the values of the variables named in <c>beacon.run.secrets</c>, wherever they occur; the values of variables
/// whose names mean a secret; the user information of URLs; and what follows <c>password=</c>, <c>--token</c> and their kin.
/// </remarks>
public sealed class SecretMask
{
    /// <summary>A declared value that is shorter is not searched for: it would be found in words that have nothing to do with it.</summary>
    public const int LeastLength = 4;

    private readonly ImmutableArray<string> _values;

    private SecretMask(IEnumerable<string> values) =>
        // The longest first: one value may be a part of another.
        _values = [
            .. values.Where(value => value.Length >= LeastLength).Distinct(StringComparer.Ordinal).OrderByDescending(value => value.Length),
        ];

    /// <summary>Masks only what is found by its form: the values of a plan are not known.</summary>
    public static SecretMask ByForm { get; } = new([]);

    /// <summary>The mask of a plan.</summary>
    /// <param name="plan">The plan.</param>
    public static SecretMask Of(RunPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new SecretMask(plan.SecretValues);
    }

    /// <summary>The text with <c>***</c> for each secret.</summary>
    /// <param name="text">The text.</param>
    public string Mask(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var value in _values)
            text = text.Replace(value, SecretText.Mask, StringComparison.Ordinal);
        return SecretText.Masked(text);
    }

    /// <summary>A plan to be shown or stored: it has all of the plan but its secrets.</summary>
    internal RunPlan Mask(RunPlan plan) => plan with { Components = [.. plan.Components.Select(Mask)] };

    private ComponentSpec Mask(ComponentSpec component) =>
        component with
        {
            Title = Mask(component.Title),
            Command = Mask(component.Command),
            Args = SecretWords.Masked(component.Command, component.Args, Mask),
            WorkingDirectory = Mask(component.WorkingDirectory),
            Environment = component.Environment.ToImmutableSortedDictionary(
                entry => entry.Key,
                entry =>
                    entry.Value is null ? null
                    : SecretNames.IsVariable(entry.Key) ? SecretText.Mask
                    : Mask(entry.Value),
                StringComparer.Ordinal
            ),
            Requires = component.Requires with { Files = [.. component.Requires.Files.Select(Mask)] },
            Stop = component.Stop with { Command = MaskCommand(component.Stop.Command) },
            Ready = component.Ready with { Probes = [.. component.Ready.Probes.Select(Mask)] },
            Alive = component.Alive with { Probes = [.. component.Alive.Probes.Select(Mask)] },
            Statistics = component.Statistics is { } statistics
                ? statistics with
                {
                    From = statistics.From is { } from ? Mask(from) : null,
                    Live = [.. statistics.Live.Select(MaskPattern)],
                }
                : null,
        };

    private Probe Mask(Probe probe) =>
        probe switch
        {
            HttpProbe http => MaskUrl(http),
            LogProbe log when MaskPattern($"{log.Pattern}") is var pattern && pattern != $"{log.Pattern}" => log with
            {
                Pattern = new OutputPattern(pattern),
            },
            ExecProbe exec => new ExecProbe(MaskCommand(exec.Command)),
            FileProbe file => new FileProbe(Mask(file.Path)),
            _ => probe,
        };

    private HttpProbe MaskUrl(HttpProbe probe)
    {
        var masked = Mask(probe.Url.OriginalString);
        return masked == probe.Url.OriginalString ? probe
            : Uri.TryCreate(masked, UriKind.Absolute, out var url) ? probe with { Url = url }
            : probe with { Url = new Uri($"{probe.Url.Scheme}://masked") };
    }

    private ImmutableArray<string> MaskCommand(ImmutableArray<string> command) =>
        command is [var program, .. var words] ? [Mask(program), .. SecretWords.Masked(program, words, Mask)] : command;

    // Only values: a pattern such as "token=(?<token>[0-9]+)" has the form of a secret, but is none.
    private string MaskPattern(string pattern)
    {
        foreach (var value in _values)
        foreach (var written in new[] { value, Regex.Escape(value) })
            pattern = pattern.Replace(written, @"\*\*\*", StringComparison.Ordinal);
        return pattern;
    }
}
