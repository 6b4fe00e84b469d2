using System.Buffers;
using System.Text;
using System.Text.Json;
using Beacon.Actors.Host.Console;
using Beacon.Actors.Host.Invocation;
using Beacon.Plans;
using Beacon.Plans.Text;
using Beacon.Records.Json;
using Spectre.Console;

namespace Beacon.Actors.Host.Commands;

/// <summary><c>beacon plan</c>: shows the plan, for people or for programs.</summary>
internal static class PlanCommand
{
    public static int Execute(CommandSettings settings, TextWriter output, TextWriter error)
    {
        if (PlanLoading.Load(settings, new Refusal(settings.Json, output, error), error)?.Masked() is not { } plan)
            return ExitCodes.BadUsage;

        switch (settings.Json ? "json" : settings.Format)
        {
            case "mermaid":
                output.Write(Mermaid(plan));
                break;
            case "dot":
                output.Write(Dot(plan));
                break;
            case "json":
                output.WriteLine(Json(plan));
                break;
            default:
                Terminals.For(output, plain: false).Write(TableOf(plan));
                WriteExpectations(plan, output);
                break;
        }

        return ExitCodes.Success;
    }

    /// <summary>The command line of a component, quoted for display.</summary>
    public static string CommandOf(ComponentSpec component) => ShellText.Of(component.Args.Prepend(component.Command));

    /// <summary>Writes what is expected of the statistics at the end, each on a line.</summary>
    public static void WriteExpectations(RunPlan plan, TextWriter output)
    {
        if (!plan.Expectations.IsEmpty)
            output.WriteLine("expected at the end:");
        foreach (var expectation in plan.Expectations)
            output.WriteLine(
                $"  {new UntrustedText($"{expectation}")}"
                    + (expectation.PassesWhenMissing ? ", or no such statistic" : "")
                    + (
                        !expectation.Aborts ? ""
                        : expectation.AbortsAfter > TimeSpan.Zero
                            ? $"; ends the run early, from {Durations.Format(expectation.AbortsAfter)} on"
                        : "; ends the run early"
                    )
            );
    }

    private static Table TableOf(RunPlan plan)
    {
        var table = new Table().RoundedBorder();
        foreach (var column in new[] { "level", "component", "starts when", "ready when", "stop", "command" })
            table.AddColumn(column);
        for (var level = 0; level < plan.Levels.Length; level++)
            foreach (var component in plan.Levels[level])
                table.AddRow(
                    $"{level + 1}",
                    ScreenText.Escape(component.Name),
                    ScreenText.Escape(
                        component.DependsOn.IsEmpty
                            ? "immediately"
                            : string.Join(
                                ", ",
                                component.DependsOn.Select(dependency =>
                                    $"{dependency.Component} {JsonValues.NameOf(dependency.Condition)}"
                                )
                            )
                    ),
                    ScreenText.Escape(
                        component.Ready.Probes.IsEmpty
                            ? "started"
                            : string.Join(", ", component.Ready.Probes.Select(probe => probe.ToString()))
                    ),
                    ScreenText.Escape($"{component.Stop.Signal}, {Durations.Format(component.Stop.Timeout)}"),
                    ScreenText.Escape(CommandOf(component))
                );
        return table;
    }

    private static string Mermaid(RunPlan plan)
    {
        var text = new StringBuilder("flowchart TD\n");
        foreach (var component in plan.Components)
            text.Append("    ").Append(Id(component.Name)).Append("[\"").Append(MermaidLabel(component.Title)).Append("\"]\n");
        foreach (var (component, dependency) in Edges(plan))
            text.Append("    ")
                .Append(Id(dependency.Component))
                .Append(" -->|")
                .Append(JsonValues.NameOf(dependency.Condition))
                .Append("| ")
                .Append(Id(component.Name))
                .Append('\n');
        return text.ToString();
    }

    private static string Dot(RunPlan plan)
    {
        static string Quoted(string text) => $"\"{$"{new UntrustedText(text)}".Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";
        var text = new StringBuilder($"digraph {Quoted(plan.Name)} {{\n");
        foreach (var component in plan.Components)
            text.Append("  ").Append(Quoted(component.Name)).Append(" [label=").Append(Quoted(component.Title)).Append("];\n");
        foreach (var (component, dependency) in Edges(plan))
            text.Append("  ")
                .Append(Quoted(dependency.Component))
                .Append(" -> ")
                .Append(Quoted(component.Name))
                .Append(" [label=")
                .Append(Quoted(JsonValues.NameOf(dependency.Condition)))
                .Append("];\n");
        return text.Append("}\n").ToString();
    }

    private static string Json(RunPlan plan)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (
            var json = new Utf8JsonWriter(
                buffer,
                new JsonWriterOptions { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
            )
        )
        {
            json.WriteStartObject();
            json.WriteString("name", plan.Name);
            if (plan.Duration is { } duration)
                json.WriteNumber("durationMs", duration.TotalMilliseconds);
            else
                json.WriteNull("durationMs");
            json.WriteString("results", plan.Results);
            json.WriteStartArray("components");
            for (var level = 0; level < plan.Levels.Length; level++)
                foreach (var component in plan.Levels[level])
                    Write(json, component, level + 1);
            json.WriteEndArray();
            if (!plan.Expectations.IsEmpty)
            {
                json.WriteStartArray("expectations");
                foreach (var expectation in plan.Expectations)
                    Write(json, expectation);
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, ComponentSpec component, int level)
    {
        json.WriteStartObject();
        json.WriteString("name", component.Name);
        json.WriteString("title", component.Title);
        json.WriteNumber("level", level);
        json.WriteString("command", component.Command);
        json.WriteStartArray("args");
        foreach (var arg in component.Args)
            json.WriteStringValue(arg);
        json.WriteEndArray();
        json.WriteString("cwd", component.WorkingDirectory);
        json.WriteStartObject("dependsOn");
        foreach (var dependency in component.DependsOn)
            json.WriteString(dependency.Component, JsonValues.NameOf(dependency.Condition));
        json.WriteEndObject();
        json.WriteStartArray("ready");
        foreach (var probe in component.Ready.Probes)
            json.WriteStringValue(probe.ToString());
        json.WriteEndArray();
        json.WriteString("stopSignal", component.Stop.Signal.ToString());
        json.WriteNumber("stopTimeoutMs", component.Stop.Timeout.TotalMilliseconds);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Expectation expectation)
    {
        json.WriteStartObject();
        json.WriteString("name", expectation.Statistic);
        json.WriteString("is", $"{expectation.Condition}");
        if (expectation.PassesWhenMissing)
            json.WriteString("whenMissing", "pass");
        if (expectation.Aborts)
        {
            json.WriteBoolean("abort", true);
            json.WriteNumber("afterMs", expectation.AbortsAfter.TotalMilliseconds);
        }

        json.WriteEndObject();
    }

    private static IEnumerable<(ComponentSpec Component, Dependency Dependency)> Edges(RunPlan plan) =>
        plan.Components.SelectMany(component => component.DependsOn.Select(dependency => (component, dependency)));

    // Mermaid reads Markdown, HTML and its own codes (#quot;) in a label.
    private static string MermaidLabel(string title) =>
        string.Concat(
            $"{new UntrustedText(title)}"
                .EnumerateRunes()
                .Select(rune => "\"#&<>`[]\\*_".Contains(rune.ToString(), StringComparison.Ordinal) ? $"#{rune.Value};" : $"{rune}")
        );

    // In Mermaid an identifier must not be a keyword, nor contain a hyphen before an arrow.
    private static string Id(string name) => $"c_{name.Replace("-", "__")}";
}
