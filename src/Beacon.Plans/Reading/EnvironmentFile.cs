using System.Text;
using Beacon.Plans.Files;
using Beacon.Plans.Text;

namespace Beacon.Plans.Reading;

/// <summary>
/// A file of environment variables: <c>KEY=VALUE</c> in each line (<see cref="VariableLine"/>), the last one of a name wins.
/// </summary>
internal static class EnvironmentFile
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the file that a setting names: a path, or <c>{ file, optional }</c>.</summary>
    /// <param name="setting">The setting, which receives what is wrong.</param>
    /// <param name="variables">Receives the variables.</param>
    public static void Read(Setting setting, IDictionary<string, string?> variables)
    {
        var isOptional = false;
        if (setting.Value is Hocon.ConfigObject)
        {
            setting.Know("file", "optional");
            setting.Require("file", "name the file of environment variables");
            isOptional = setting["optional"].Given?.Switch() ?? false;
            setting = setting["file"];
        }

        if (setting.AbsolutePath("a path, or { file = PATH, optional = on }") is not { } path || (isOptional && !Exists(path)))
            return;
        try
        {
            Read(path, InputFile.Regular(path).Bytes, (name, value) => variables[name] = value, message => setting.Refuse(message));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            setting.Refuse(
                Exists(path)
                    ? $"{path} can't be read: {ExceptionText.Of(exception)}"
                    : $"there is no file {path}; if it may be missing: {{ file = …, optional = on }}"
            );
        }
    }

    /// <summary>Reads the lines of a file.</summary>
    /// <param name="path">The file's path, for messages.</param>
    /// <param name="bytes">What is in it.</param>
    /// <param name="add">Receives each variable.</param>
    /// <param name="refuse">Receives what is wrong with a line.</param>
    public static void Read(string path, byte[] bytes, Action<string, string> add, Action<string> refuse)
    {
        // A character a byte, so that a line which is no UTF-8 can be named.
        var lines = Encoding.Latin1.GetString(bytes).Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n', '\r');
        for (var number = 1; number <= lines.Length; number++)
            if (Decoded(lines[number - 1]) is not { } line)
                refuse($"{path}:{number}: the line is no UTF-8; save the file as UTF-8");
            else if (VariableLine.IsBlank(line))
                continue;
            else if (VariableLine.Read(line) is { } variable)
                add(variable.Name, variable.Value);
            else
                refuse($"{path}:{number}: the line is no variable; write KEY=VALUE");
    }

    // A link that leads nowhere is a mistake, not a file that may be missing.
    private static bool Exists(string path) => Path.Exists(path) || new FileInfo(path).LinkTarget is not null;

    private static string? Decoded(string bytes)
    {
        try
        {
            return StrictUtf8.GetString(Encoding.Latin1.GetBytes(bytes)).Trim().TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
