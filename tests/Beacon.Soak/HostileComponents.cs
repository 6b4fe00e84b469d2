using System.Text.Json;

namespace Beacon.Soak;

/// <summary>
/// Components that attack the supervisor (hostile.sh), beside the chaotic ones: those must be served as if nothing had happened, and the
/// supervisor must neither hang, nor write where it should not, nor pass on what a terminal obeys.
/// </summary>
internal sealed class HostileComponents
{
    private const string Untouched = "nobody may change this file\n";

    private static readonly string Script = Path.Combine(Path.GetDirectoryName(typeof(HostileComponents).Assembly.Location)!, "hostile.sh");

    private static readonly (string Kind, string Keys)[] Kinds =
    [
        ("logs-as-fifos", ""),
        ("logs-as-links", ""),
        ("logs-as-folders", ""),
        ("logs-deleted", ""),
        ("files-as-fifos", ""),
        ("files-as-links", ""),
        ("lines", "statistics.format = key-value"),
        ("lines", "statistics.format = prometheus"),
        ("lines", "statistics.format = json"),
        ("lines", """statistics.live = ["(?<md>(a+)+)$"], output.mode = pty"""),
        ("lines", """alive { log = "^(a+)+$|tick", interval = 10s }"""),
        ("pipes", ""),
        ("probes", """alive { exec = [sh, "-c", "sleep 100000 & setsid sleep 100000 & exit 0"], interval = 100ms }"""),
    ];

    private readonly string _folder;

    public HostileComponents(string folder)
    {
        _folder = folder;
        File.WriteAllText(Victim, Untouched);
    }

    private string Victim => Path.Combine(_folder, "victim");

    /// <summary>The components as HOCON, one of each kind.</summary>
    public string ToHocon() =>
        string.Concat(
            Kinds.Select(
                (component, index) =>
                    $$"""
                        hostile-{{index:D2}} { command = sh, args = ["{{Script}}", "{{component.Kind}}", "{{_folder}}"]
                          depends-on = [{{SoakPlan.Conductor}}], stop.timeout = 30s, ready.log = "^hostile"
                          {{component.Keys}} }

                        """
            )
        );

    /// <summary>What the supervisor did that it must not do, once the run has ended.</summary>
    public async Task<IReadOnlyList<string>> CheckAsync(IEnumerable<JsonElement> events, HostCommand beacon, CancellationToken patience)
    {
        var violations = new List<string>();
        if (File.ReadAllText(Victim) != Untouched)
            violations.Add("a file outside of the record was written");
        foreach (var happened in events)
            if (happened.GetProperty("event").GetString() == "component_failed")
                violations.Add($"a component failed: {happened.GetRawText()}");

        foreach (
            var words in (string[][])
                [
                    ["runs", "list"],
                    ["runs", "show", "last"],
                    ["runs", "reindex"],
                    ["runs", "logs"],
                ]
        )
        {
            var (exitCode, output) = await beacon.RunAsync(words, patience);
            if (exitCode is not (0 or 3))
                violations.Add($"beacon {string.Join(' ', words)} exited with {exitCode}: {output}");
            if (output.Any(character => char.IsControl(character) && character is not ('\n' or '\t')))
                violations.Add($"beacon {string.Join(' ', words)} printed control characters");
        }

        return violations;
    }
}
