using System.Text;

namespace Beacon.Plans.Hocon;

/// <summary>Writes HOCON that every parser reads alike: what is not a plain word is quoted.</summary>
internal static class HoconText
{
    /// <summary>A path with a key added to it.</summary>
    public static string Join(string path, string key) => path.Length == 0 ? Key(key) : $"{path}.{Key(key)}";

    /// <summary>A key, quoted where it has to be.</summary>
    public static string Key(string key) => key.Length > 0 && key.All(IsKeyCharacter) ? key : Quote(key);

    /// <summary>The first surrogate without its pair, which can't be written as UTF-8; null: there is none.</summary>
    public static char? HalfCharacter(string text)
    {
        for (var index = 0; index < text.Length; index++)
            if (char.IsSurrogatePair(text, index))
                index++;
            else if (char.IsSurrogate(text[index]))
                return text[index];
        return null;
    }

    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var character in text)
            _ = character switch
            {
                '"' or '\\' => quoted.Append('\\').Append(character),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                < ' ' or '\u007F' => quoted.Append($"\\u{(int)character:x4}"),
                _ => quoted.Append(character),
            };

        return quoted.Append('"').ToString();
    }

    /// <summary>A value; the fields of an object each have an indented line.</summary>
    public static string Write(ConfigNode node, int indent = 0) =>
        node switch
        {
            ConfigObject { Fields.IsEmpty: true } => "{ }",
            ConfigObject group => $"{{\n{Fields(group, indent + 2)}{new string(' ', indent)}}}",
            ConfigList list => $"[{string.Join(", ", list.Items.Select(item => Write(item, indent)))}]",
            ConfigText { Text: null } => "null",
            ConfigText { Text: var text } => IsPlain(text) ? text : Quote(text),
            _ => throw new ArgumentOutOfRangeException(nameof(node), node, "unknown kind of value"),
        };

    /// <summary>The fields of an object, each on a line of its own.</summary>
    public static string Fields(ConfigObject group, int indent = 0) =>
        string.Concat(
            group.Fields.Select(field =>
                $"{new string(' ', indent)}{Key(field.Key)}{(field.Value is ConfigObject ? "" : " =")} {Write(field.Value, indent)}\n"
            )
        );

    private static bool IsKeyCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '-';

    private static bool IsPlain(string text) =>
        text.Length > 0 && text != "null" && text.All(character => IsKeyCharacter(character) || character == '.');
}
