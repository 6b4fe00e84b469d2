using System.Text.Json;
using System.Text.Json.Nodes;
using Beacon.Plans.Hocon;
using Beacon.Plans.Reading;
using Beacon.Plans.Schema;
using Json.Schema;

namespace Beacon.Plans.Tests;

/// <summary>The JSON schema of plans, by a validator that knows nothing of Beacon.</summary>
public sealed class PlanSchemaSpecs : IDisposable
{
    private static readonly JsonSchema Schema = JsonSchema.FromText(PlanSchema.Write());
    private static readonly string Root = Path.GetDirectoryName(RepositoryFile.Find("Beacon.Actors.sln"))!;

    private readonly PlanFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Plans() =>
        [
            .. new[] { "hocon", "data" }
                .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.conf", SearchOption.AllDirectories))
                .Append(Path.Combine(Root, "src/Beacon.Plans/reference.conf"))
                .Select(path => Path.GetRelativePath(Root, path)),
        ];

    [Theory]
    [MemberData(nameof(Plans))]
    public void Every_plan_of_the_repository_is_valid(string path) =>
        AssertValid(Json(HoconFile.Read(File.ReadAllText(Path.Combine(Root, path)), new ConfigSource(path, Root), Variables, [])!));

    [Fact]
    public void A_plan_with_all_its_defaults_written_out_is_valid() =>
        AssertValid(Json(HoconFile.Read(_folder.Read(PlanFolder.Least).ToHocon(), new ConfigSource("", Root), Variables, [])!));

    [Fact]
    public void Every_key_of_the_reference_has_a_schema_and_no_other_has_one()
    {
        var keys = Leaves(PlanKeys.Reference, "").Select(path => path.Replace("component-defaults", "component")).ToList();

        Assert.Empty(keys.Except(KeySchemas.Paths).Except(["components"]));
        Assert.Empty(KeySchemas.Paths.Except(keys));
    }

    [Fact]
    public void Every_key_is_described_by_the_comment_of_the_reference()
    {
        var component = JsonNode.Parse(PlanSchema.Write())!["$defs"]!["component"]!["properties"]!;

        Assert.Contains("The program; the only required key", (string?)component["command"]!["description"], StringComparison.Ordinal);
        Assert.Contains("zero or more", (string?)component["restart"]!["properties"]!["min-backoff"]!["description"]);
        Assert.Equal("10s", (string?)component["ready"]!["properties"]!["timeout"]!["default"]);
    }

    // What the reader takes the schema takes, and what the one refuses the other does too.
    [Theory]
    [InlineData("\"enabled\": true")]
    [InlineData("\"ends-run\": \"off\"")]
    [InlineData("\"enabled\": null")]
    [InlineData("\"enabled\": \"maybe\"", false)]
    [InlineData("\"args\": [\"a\", 1, true]")]
    [InlineData("\"args\": \"a\"", false)]
    [InlineData("\"env\": { \"A\": 1, \"B\": null }")]
    [InlineData("\"env\": [1]", false)]
    [InlineData("\"stop\": { \"timeout\": \"2s\", \"signal\": 15 }")]
    [InlineData("\"stop\": { \"timeout\": \"1.5 minutes\", \"signal\": \"int\" }")]
    [InlineData("\"stop\": { \"timeout\": 2 }", false)]
    [InlineData("\"stop\": { \"timeout\": \"soon\" }", false)]
    [InlineData("\"stop\": { \"time\": \"2s\" }", false)]
    [InlineData("\"stop\": { \"signal\": 0 }", false)]
    [InlineData("\"stop\": { \"scope\": \"all\" }", false)]
    [InlineData("\"ready\": { \"tcp-listen\": 9000 }")]
    [InlineData("\"ready\": { \"tcp-listen\": [9000, \"127.0.0.1:9001\"] }")]
    [InlineData("\"ready\": { \"tcp-listen\": 0 }", false)]
    [InlineData("\"ready\": { \"http\": { \"url\": \"https://h/\", \"status\": 204, \"insecure\": true } }")]
    [InlineData("\"ready\": { \"http\": \"ftp://h/\" }", false)]
    [InlineData("\"ready\": { \"http\": { \"url\": \"http://h/\", \"state\": 204 } }", false)]
    [InlineData("\"ready\": { \"log\": { \"pattern\": \"x\", \"stream\": \"stderr\" } }")]
    [InlineData("\"ready\": { \"log\": { \"pattern\": \"x\", \"stream\": \"both\" } }", false)]
    [InlineData("\"ready\": { \"exec\": \"true\" }", false)]
    [InlineData("\"depends-on\": { }")]
    [InlineData("\"depends-on\": \"x\"", false)]
    [InlineData("\"env-files\": [{ \"file\": \"none.env\", \"optional\": true }]")]
    [InlineData("\"env-files\": [{ \"path\": \"none.env\" }]", false)]
    [InlineData("\"restart\": { \"policy\": \"on-failure\", \"factor\": 1.5, \"jitter\": \"0.2\", \"max-restarts\": 3 }")]
    [InlineData("\"restart\": { \"policy\": \"sometimes\" }", false)]
    [InlineData("\"restart\": { \"jitter\": 2 }", false)]
    [InlineData("\"limits\": { \"memory\": \"512MiB\", \"cpu\": [0, 1], \"nice\": -5, \"nofile\": 64 }")]
    [InlineData("\"limits\": { \"memory\": 512 }", false)]
    [InlineData("\"limits\": { \"nice\": 20 }", false)]
    [InlineData("\"output\": { \"rotate-at\": \"off\", \"mode\": \"pty\", \"keep\": 2, \"console\": \"none\" }")]
    [InlineData("\"output\": { \"mode\": \"tty\" }", false)]
    [InlineData("\"success-exit-codes\": [0, 3]")]
    [InlineData("\"success-exit-codes\": [256]", false)]
    [InlineData("\"node-role\": \"\"")]
    [InlineData("\"node-role\": \"exchange\"", false)]
    [InlineData("\"depend-on\": []", false)]
    public void The_schema_and_the_reader_agree(string keys, bool isValid = true)
    {
        var text = $$"""{ "beacon": { "components": { "app": { "command": "app", {{keys}} } } } }""";

        Assert.Equal(isValid, Schema.Evaluate(JsonDocument.Parse(text).RootElement).IsValid);
        Assert.Equal(isValid, Accepts(text));
    }

    [Theory]
    [InlineData("\"run\": { \"duration\": \"infinite\", \"name\": \"a-b\", \"cpu\": [0], \"secrets\": [\"A\"] }")]
    [InlineData("\"run\": { \"duration\": 30 }", false)]
    [InlineData("\"run\": { \"name\": \"a b\" }", false)]
    [InlineData("\"comparison\": { \"p99\": \"+5%\", \"a.*\": { \"direction\": \"higher\" } }")]
    [InlineData("\"comparison\": [1]", false)]
    [InlineData("\"runs\": { }", false)]
    public void The_schema_and_the_reader_agree_on_the_run(string keys, bool isValid = true)
    {
        var text = $$"""{ "beacon": { {{keys}}, "components": { "app": { "command": "app" } } } }""";

        Assert.Equal(isValid, Schema.Evaluate(JsonDocument.Parse(text).RootElement).IsValid);
        Assert.Equal(isValid, Accepts(text));
    }

    private static IReadOnlyDictionary<string, string> Variables => new Dictionary<string, string>();

    private bool Accepts(string text)
    {
        try
        {
            return _folder.Read(text) is not null;
        }
        catch (InvalidPlanException)
        {
            return false;
        }
    }

    private static void AssertValid(JsonNode json)
    {
        var result = Schema.Evaluate(JsonSerializer.SerializeToElement(json), new EvaluationOptions { OutputFormat = OutputFormat.List });
        var wrong = (result.Details ?? [])
            .Where(detail => detail.Errors is not null)
            .Select(detail => $"{detail.InstanceLocation}: {string.Join(", ", detail.Errors!.Values)}");
        Assert.True(result.IsValid, string.Join('\n', wrong));
    }

    // HOCON does not tell numbers from texts.
    private static JsonNode Json(ConfigNode node) =>
        node switch
        {
            ConfigObject group => new JsonObject([.. group.Fields.Select(field => KeyValuePair.Create(field.Key, Nullable(field.Value)))]),
            ConfigList list => new JsonArray([.. list.Items.Select(Nullable)]),
            ConfigText { Text: { } text } => text,
            _ => throw new InvalidOperationException($"{node}"),
        };

    private static JsonNode? Nullable(ConfigNode node) => node is ConfigText { Text: null } ? null : Json(node);

    private static IEnumerable<string> Leaves(ConfigObject group, string path) =>
        group.Fields.SelectMany(field =>
            field.Value is ConfigObject { Fields.IsEmpty: false } inner && (path + field.Key).Length > 0
                ? Leaves(inner, $"{path}{field.Key}.")
                : [$"{path}{field.Key}"]
        );
}
