using System.Text;
using Beacon.Plans.Hocon;
using Beacon.Plans.Secrets;
using Beacon.Plans.Text;

namespace Beacon.Plans.Reading;

/// <summary>Reads the sources of a plan, each for itself, and lays them over one another.</summary>
internal sealed class ConfigSources(PlanSources sources, List<PlanProblem> problems)
{
    private const int MaximumFileBytes = 1024 * 1024;
    private const int MaximumSettings = 1000;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The folder of the last file; without files the current one.</summary>
    public string Folder => sources.Files.IsDefaultOrEmpty ? sources.CurrentDirectory : Path.GetDirectoryName(FullPath(sources.Files[^1]))!;

    /// <summary>All files and settings, the later over the earlier; null: one of them can't be read, and a problem was added.</summary>
    public ConfigObject? Read()
    {
        if (!sources.Settings.IsDefault && sources.Settings.Length > MaximumSettings)
            return Refuse("--set", $"there are {sources.Settings.Length} of them, more than {MaximumSettings}; write a file, for --config");
        var layers = sources.Files.Select(ReadFile).Concat(sources.Settings.Select(ReadSetting)).ToList();
        if (layers.Contains(null))
            return null;

        ConfigNode nothing = new ConfigObject([], new ConfigOrigin(new ConfigSource("the command line", sources.CurrentDirectory), "", 0));
        return (ConfigObject)layers.Aggregate(nothing, (merged, layer) => merged.Under(layer!));
    }

    /// <summary>A setting as the user gave it, but for a secret in it.</summary>
    public static string NameOf(string setting)
    {
        var equals = setting.IndexOf('=');
        var isSecret = equals > 0 && SecretNames.IsVariable(setting[..equals].Split('.', ' ', '"', '{')[^1].Trim('"', ' '));
        return $"--set {(isSecret ? $"{setting[..equals]}={SecretText.Mask}" : SecretText.Masked(setting))}";
    }

    private ConfigObject? ReadFile(string file)
    {
        var path = FullPath(file);
        if (Directory.Exists(path))
            return Refuse(file, "is a folder; name a configuration file");
        if (!File.Exists(path))
            return Refuse(file, $"there is no such configuration file (looked for {path})");

        try
        {
            // The byte order mark, if there is one, is a blank to the scanner.
            return ReadText(StrictUtf8.GetString(Bytes(path)), new ConfigSource(file, Path.GetDirectoryName(path)!));
        }
        catch (DecoderFallbackException exception)
        {
            return Refuse(file, $"is not UTF-8 (byte {exception.Index + 1}); save it as UTF-8");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Refuse(file, $"can't be read: {ExceptionText.Of(exception)}");
        }
    }

    // A device may have no end.
    private static byte[] Bytes(string path)
    {
        using var file = File.OpenRead(path);
        var bytes = new byte[MaximumFileBytes + 1];
        var count = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return count <= MaximumFileBytes ? bytes[..count] : throw new IOException("it has more than 1 MiB, which no plan has");
    }

    /// <summary>Reads a text; null: it can't be read, and a problem was added.</summary>
    public ConfigObject? ReadText(string text, ConfigSource source) => HoconFile.Read(text, source, sources.Environment, problems);

    private ConfigObject? ReadSetting(string setting)
    {
        var source = new ConfigSource(NameOf(setting), sources.CurrentDirectory);
        var equals = setting.IndexOf('=');
        var path = equals < 0 ? "" : setting[..equals].Trim();
        if (path.Length == 0 || !path.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-' or '"'))
            return Refuse(source.Name, "is no setting; write PATH=VALUE, for example beacon.run.duration=30s");

        var value = setting[(equals + 1)..];
        var read = ReadText($"{path} = {(IsHocon(value) ? value : HoconText.Quote(value))}", source);
        if (read is null || read.Fields.IsEmpty || read.Fields[0].Key is "beacon" or "akka")
            return read;
        return Refuse(source.Name, WhyNotRoot(read.Fields[0].Key));
    }

    private static string WhyNotRoot(string root) =>
        PlanKeys.Reference[root] is not null
            ? $"there is no key {root}; did you mean \"beacon.{root}\"?"
            : $"there is no key {root}{Nearest.Suggestion(root, ["beacon", "akka"])}; settings begin with beacon or akka";

    // One value: within a list, what HOCON takes for two of them shows as two elements, and a comment swallows the bracket.
    private bool IsHocon(string value) =>
        HoconFile.Read($"value = [{value}]", new ConfigSource("", ""), sources.Environment, [])?["value"] is ConfigList { Items.Length: 1 };

    private string FullPath(string file) => AbsolutePaths.Of(file, sources.CurrentDirectory);

    private ConfigObject? Refuse(string path, string message)
    {
        problems.Add(new PlanProblem(path, message));
        return null;
    }
}
