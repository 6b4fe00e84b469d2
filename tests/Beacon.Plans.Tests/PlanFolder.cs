using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Text;

namespace Beacon.Plans.Tests;

/// <summary>A folder of its own with configuration files in it, and what reading them gives.</summary>
internal sealed class PlanFolder : IDisposable
{
    /// <summary>A plan with one component and nothing that could be wrong.</summary>
    public const string Least = "beacon.components.app { command = app }";

    public PlanFolder() => Directory.CreateDirectory(Root);

    public string Root { get; } = Path.Combine(Path.GetTempPath(), $"plan-{Guid.NewGuid():N}");

    public Dictionary<string, string> Environment { get; } = [];

    public string Write(string name, string text)
    {
        var path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);

        // Half of a surrogate pair is no text; it is written as the sign for that.
        File.WriteAllBytes(path, Encoding.UTF8.GetBytes(text));
        return path;
    }

    public PlanSources Sources(params string[] files) =>
        new()
        {
            Files = [.. files],
            CurrentDirectory = Root,
            Environment = Environment.ToImmutableDictionary(),
        };

    public PlanSources SourcesOf(string text)
    {
        Write("plan.conf", text);
        return Sources("plan.conf");
    }

    public RunPlan Read(string text) => RunPlan.Load(SourcesOf(text));

    /// <summary>The component "app" of a plan in which it has these keys.</summary>
    public ComponentSpec ReadApp(string keys) => Read($"beacon.components.app {{\ncommand = app\n{keys}\n}}").Component("app");

    public IReadOnlyList<PlanProblem> Refused(PlanSources sources) =>
        Assert.Throws<InvalidPlanException>(() => RunPlan.Load(sources)).Problems;

    public IReadOnlyList<PlanProblem> Refused(string text) => Refused(SourcesOf(text));

    /// <summary>The only problem of a plan.</summary>
    public PlanProblem RefusedOnce(string text) => Assert.Single(Refused(text));

    /// <summary>The only problem of a plan whose component "app" has these keys, from line 3 on.</summary>
    public PlanProblem RefusedApp(string keys) => RefusedOnce($"beacon.components.app {{\ncommand = app\n{keys}\n}}");

    public void Dispose() => Directory.Delete(Root, recursive: true);

    /// <summary>All that is in a plan, as text: records of immutable arrays are not equal by themselves.</summary>
    public static string Everything(object? value)
    {
        var text = new StringBuilder();
        Append(value, 0);
        return text.ToString();

        void Append(object? part, int indent)
        {
            if (part is null or string or Enum or TimeSpan or Uri or OutputPattern || part.GetType().IsPrimitive)
                text.Append(part is null ? "(null)" : $"<{part}>").Append('\n');
            else if (part is IEnumerable items)
                foreach (var item in items)
                    Append(item, Indented(indent + 1));
            else
                foreach (
                    var property in part.GetType()
                        .GetProperties()
                        .Where(property => IsData(property))
                        .OrderBy(property => property.Name, StringComparer.Ordinal)
                )
                {
                    Indented(indent + 1);
                    text.Append(property.Name).Append(": ");
                    Append(property.GetValue(part), indent + 1);
                }
        }

        int Indented(int indent)
        {
            text.Append('\n').Append(' ', indent);
            return indent;
        }
    }

    private static bool IsData(PropertyInfo property) =>
        property.GetIndexParameters().Length == 0
        && property is not { Name: nameof(RunPlan.Files), DeclaringType.Name: nameof(RunPlan) }
        && property.Name is not ("EqualityContract" or "Levels" or "Sources" or "Warnings" or "Address" or "ScopeId");
}
