using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Beacon.Actors.Host.Beginning;

/// <summary>A component of a first plan.</summary>
/// <param name="Name">What it is called where it was found.</param>
/// <param name="Command">The program and its arguments.</param>
/// <param name="Port">A port that it seems to listen on; null: unknown.</param>
internal sealed record FirstComponent(string Name, IReadOnlyList<string> Command, int? Port);

/// <summary>A small, commented plan to begin with.</summary>
/// <param name="Name">The run's name.</param>
/// <param name="From">What it was made from, for its first line.</param>
/// <param name="Components">At least one.</param>
internal sealed record FirstPlan(string Name, string From, IReadOnlyList<FirstComponent> Components)
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The plan as HOCON.</summary>
    public string Hocon()
    {
        var text = new StringBuilder()
            .Append($"# A plan for Beacon, made from {From}. beacon verify checks it, beacon 30 runs it for 30 seconds.\n")
            .Append("# Every key is explained in reference.conf; `beacon schema` has them for editors.\n\n")
            .Append("beacon {\n  run {\n")
            .Append($"    name = {NameOf(Name)}\n")
            .Append("    duration = 60s            # from the moment when all are ready; or infinite: until Ctrl+C\n  }\n\n")
            .Append("  components {\n");
        var names = new HashSet<string>();
        foreach (var component in Components)
            Append(text, component, Unique(NameOf(component.Name), names));
        return text.Append("  }\n}\n").ToString();
    }

    private static void Append(StringBuilder text, FirstComponent component, string name)
    {
        text.Append($"    {name} {{\n      command = {Quoted(component.Command[0])}\n");
        if (component.Command.Count > 1)
            text.Append($"      args = [{string.Join(", ", component.Command.Skip(1).Select(Quoted))}]\n");
        text.Append('\n');
        if (component.Port is { } port)
            text.Append("      # Ready when it listens itself: those that depend on it start then.\n")
                .Append($"      ready {{ tcp-listen = {port} }}\n");
        else
            text.Append("      # When those that depend on it may start. Without this: at once.\n")
                .Append("      # ready { tcp-listen = 8080 }                # or http = \"http://127.0.0.1:8080/health\", …\n");
        text.Append("\n      # depends-on = [database]                    # what has to be ready before\n")
            .Append(
                "      # finishes-itself = on                       # if it may end before the run does; ends-run = on: then the run ends\n"
            )
            .Append("      # statistics { from = \"FINAL STATISTICS\" }    # the numbers that it prints at its end\n    }\n");
    }

    /// <summary>A name that a plan accepts.</summary>
    internal static string NameOf(string text)
    {
        const int MostCharacters = 60;
        var name = string.Concat(
                text.Select(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' ? character : '-')
            )
            .Trim('-', '_');
        return name.Length == 0 ? "app" : name[..Math.Min(name.Length, MostCharacters)];
    }

    private static string Unique(string name, HashSet<string> names)
    {
        var unique = name;
        for (var number = 2; !names.Add(unique); number++)
            unique = $"{name}-{number}";
        return unique;
    }

    // A text in quotes is the same in JSON and in HOCON.
    private static string Quoted(string text) => JsonSerializer.Serialize(text, Relaxed);
}
