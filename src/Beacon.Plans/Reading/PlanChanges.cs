using System.Collections.Immutable;
using Beacon.Plans.Hocon;

namespace Beacon.Plans.Reading;

/// <summary>Finds the settings in which two plans differ.</summary>
internal static class PlanChanges
{
    private const string Components = "components";
    private const string Command = "command";
    private const string Args = "args";

    /// <summary>The differences between two plans as <see cref="PlanWriter.Tree"/> has them, in the order of the keys.</summary>
    public static ImmutableArray<PlanChange> Between(ConfigObject from, ConfigObject to)
    {
        var changes = ImmutableArray.CreateBuilder<PlanChange>();
        Add(changes, "", from["beacon"], to["beacon"]);
        return changes.ToImmutable();
    }

    private static void Add(ImmutableArray<PlanChange>.Builder changes, string path, ConfigNode? from, ConfigNode? to)
    {
        switch (from, to)
        {
            case (ConfigObject one, ConfigObject other):
                foreach (var key in one.Fields.Concat(other.Fields).Select(field => field.Key).Distinct())
                    Add(changes, path == "" && key == Components ? "" : HoconText.Join(path, key), one[key], other[key]);
                break;
            case (ConfigList one, ConfigList other) when one.Items.Length == other.Items.Length:
                for (var index = 0; index < one.Items.Length; index++)
                    Add(changes, $"{path}[{index}]", one.Items[index], other.Items[index]);
                break;
            default:
                var (before, after) = (TextOf(from), TextOf(to));
                if (before != after)
                    changes.Add(new PlanChange(path, before, after));
                break;
        }
    }

    private static string? TextOf(ConfigNode? node) =>
        node switch
        {
            null => null,
            ConfigObject component when component[Command] is { } command && component[Args] is ConfigList args => string.Join(
                ' ',
                args.Items.Prepend(command).Select(word => HoconText.Write(word))
            ),
            ConfigObject { Fields.IsEmpty: false } => "{ … }",
            _ => HoconText.Write(node),
        };
}
