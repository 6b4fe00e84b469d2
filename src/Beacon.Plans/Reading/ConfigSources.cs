using System.Collections.Immutable;
using System.Text;
using Beacon.Plans.Files;
using Beacon.Plans.Hocon;
using Beacon.Plans.Secrets;
using Beacon.Plans.Text;

namespace Beacon.Plans.Reading;

/// <summary>Reads the sources of a plan, each for itself, and lays them over one another.</summary>
internal sealed class ConfigSources(PlanSources sources, List<PlanProblem> problems)
{
    /// <summary>What standard input is called as the source of a plan.</summary>
    public const string NameOfStandardInput = "standard input";

    private const int MaximumSettings = 1000;
    private const int MaximumSuggested = 200;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The folder of the last file; without files the current one.</summary>
    public string Folder { get; private set; } = sources.CurrentDirectory;

    /// <summary>What <c>${VAR}</c> reads.</summary>
    public ImmutableDictionary<string, string> Environment { get; private set; } = sources.Environment;

    /// <summary>All files and settings, the later over the earlier; null: one of them can't be read, and a problem was added.</summary>
    public ConfigObject? Read()
    {
        if (!sources.Settings.IsDefault && sources.Settings.Length > MaximumSettings)
            return Refuse("--set", $"there are {sources.Settings.Length} of them, more than {MaximumSettings}; write a file, for --config");
        if (sources.StandardInput is not null && sources.Files.Count(IsStandardInput) > 1)
            return Refuse(NameOfStandardInput, "is named more than once, but can be read only once");
        Environment = PlanVariables.Read(sources, problems);
        if (problems.Exists(problem => !problem.IsWarning))
            return null;
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
        if (IsStandardInput(file))
            return ReadStandardInput();
        var path = FullPath(file);
        if (Directory.Exists(path))
            return Refuse(file, "is a folder; name a configuration file");
        if (!File.Exists(path))
            return Refuse(file, $"there is no such configuration file (looked for {path}){SuggestionFor(path)}");
        return Read(file, () => sources.AreDiscovered ? InputFile.Discovered(path) : InputFile.Named(path));
    }

    private ConfigObject? ReadStandardInput() =>
        Read(
            NameOfStandardInput,
            () =>
            {
                using var input = sources.StandardInput!();
                return new InputFile(InputFile.From(input), Path.Combine(sources.CurrentDirectory, PlanSources.OfStandardInput));
            }
        );

    private ConfigObject? Read(string name, Func<InputFile> read)
    {
        try
        {
            var file = read();
            Folder = Path.GetDirectoryName(file.Path)!;

            // The byte order mark, if there is one, is a blank to the scanner.
            return ReadText(StrictUtf8.GetString(file.Bytes), new ConfigSource(name, Folder));
        }
        catch (DecoderFallbackException exception)
        {
            return Refuse(name, $"is not UTF-8 (byte {exception.Index + 1}); save it as UTF-8");
        }
        catch (UntrustedFileException exception)
        {
            return Refuse(name, $"{ExceptionText.Of(exception)}; if it is to be trusted, name it: --config {name}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Refuse(name, $"can't be read: {ExceptionText.Of(exception)}");
        }
    }

    /// <summary>Reads a text; null: it can't be read, and a problem was added.</summary>
    public ConfigObject? ReadText(string text, ConfigSource source) => HoconFile.Read(text, source, Environment, problems);

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
        HoconFile.Read($"value = [{value}]", new ConfigSource("", ""), Environment, [])?["value"] is ConfigList { Items.Length: 1 };

    private bool IsStandardInput(string file) => file == PlanSources.OfStandardInput && sources.StandardInput is not null;

    private static string SuggestionFor(string path)
    {
        try
        {
            var others = Directory.EnumerateFiles(Path.GetDirectoryName(path)!, "*.conf").Take(MaximumSuggested).Select(Path.GetFileName);
            return Nearest.Suggestion(Path.GetFileName(path), others.OfType<string>());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private string FullPath(string file) => AbsolutePaths.Of(file, sources.CurrentDirectory);

    private ConfigObject? Refuse(string path, string message)
    {
        problems.Add(new PlanProblem(path, message));
        return null;
    }
}
