using Beacon.Plans.Secrets;
using Beacon.Plans.Text;

namespace Beacon.Plans.Tests;

/// <summary>Text that a plan can't mean as it is written.</summary>
public sealed class PlanTextSpecs : IDisposable
{
    private readonly PlanFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("title = \"\\ud800\"")]
    [InlineData("args = [\"a\\udc00b\"]")]
    [InlineData("env { A = \"\\ud800\\ud800\" }")]
    [InlineData("env { \"\\udfff\" = a }")]
    [InlineData("ready.log = \"\\ud800\"")]
    [InlineData("statistics { live = [\"(?<a>\\ud800)\"] }")]
    [InlineData("statistics { from = \"\\ud800\" }")]
    [InlineData("requires { files = [\"\\ud800\"] }")]
    public void Half_of_a_character_is_refused_with_its_place(string keys)
    {
        var problem = _folder.RefusedApp(keys);

        Assert.Equal("plan.conf:3", problem.Path);
        Assert.Contains("is half of a character", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_character_written_as_its_two_halves_is_read() => Assert.Equal("😀", _folder.ReadApp("title = \"\\ud83d\\ude00\"").Title);

    [Fact]
    public void Half_of_a_character_from_a_program_is_refused_as_in_a_file() =>
        Assert.Contains(
            "half of a character",
            Assert
                .Throws<InvalidPlanException>(() => RunPlan.Create("x").Add("a", component => component.Run("sh", "x\ud800")).Build())
                .Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_value_that_the_command_line_replaces_is_checked_too()
    {
        var sources = _folder.SourcesOf($"beacon.run.duration = banana\n{PlanFolder.Least}") with { Duration = "5" };

        Assert.Equal("beacon.run.duration", Assert.Single(_folder.Refused(sources)).Path);
        sources = _folder.SourcesOf($"beacon.run.results = [a]\n{PlanFolder.Least}") with { Results = "there" };
        Assert.Equal("beacon.run.results", Assert.Single(_folder.Refused(sources)).Path);
    }

    [Fact]
    public void An_environment_file_may_export_and_begin_with_a_byte_order_mark()
    {
        _folder.Write("a.env", "\uFEFFA=1\nexport B=2\nexport\tC=\"ü\"\nexported=4");

        var app = _folder.ReadApp("env-files = [\"a.env\"]");

        Assert.Equal("A=1|B=2|C=ü|exported=4", string.Join('|', app.Environment.Select(entry => $"{entry.Key}={entry.Value}")));
    }

    [Fact]
    public void A_line_of_an_environment_file_that_is_no_UTF8_is_refused()
    {
        File.WriteAllBytes(Path.Combine(_folder.Root, "a.env"), [.. "A=1\nB="u8, 0xFF, .. "\nC=2"u8]);

        var problem = _folder.RefusedApp("env-files = [\"a.env\"]");

        Assert.Contains("a.env:2: the line is no UTF-8", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("args = [\"--port=${PORT}\"]", "\"--port=\"${PORT}")]
    [InlineData("args = [\"${?PORT}\"]", "write ${?PORT}")]
    [InlineData("env { P = \"${PORT}/x\" }", "${PORT}\"/x\"")]
    [InlineData("ready.http = \"http://127.0.0.1:8080/${PORT}\"", "\"http://127.0.0.1:8080/\"${PORT}")]
    public void A_reference_in_quotes_is_warned_of_with_the_right_spelling(string keys, string spelling)
    {
        var plan = RunPlan.Load(_folder.SourcesOf($"beacon.components.app {{\ncommand = app\n{keys}\n}}"));

        var warning = Assert.Single(plan.Warnings);
        Assert.Contains(spelling, warning, StringComparison.Ordinal);
        Assert.EndsWith("(plan.conf:3)", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_shell_reads_itself_is_not_warned_of() =>
        Assert.Empty(RunPlan.Load(_folder.SourcesOf("beacon.components.app { command = sh, args = [\"-c\", \"echo ${HOME}\"] }")).Warnings);

    [Theory]
    [InlineData("PGPASSWORD", true)]
    [InlineData("DB_PASSWD", true)]
    [InlineData("MYSQL_PWD", true)]
    [InlineData("clientSecret", true)]
    [InlineData("API_KEY", true)]
    [InlineData("AWS_ACCESS_KEY_ID", true)]
    [InlineData("GITHUBTOKEN", true)]
    [InlineData("BASIC_AUTH", true)]
    [InlineData("SESSION_COOKIE", true)]
    [InlineData("PWD", false)]
    [InlineData("OLDPWD", false)]
    [InlineData("AUTHOR", false)]
    [InlineData("AUTHORITY", false)]
    [InlineData("KEYBOARD", false)]
    [InlineData("MONKEY", false)]
    [InlineData("MAX_TOKENS", false)]
    [InlineData("BYPASS", false)]
    [InlineData("LEVEL", false)]
    public void A_variable_is_a_secret_by_the_words_of_its_name(string name, bool isSecret)
    {
        var written = _folder.Read($"beacon.components.app {{ command = app, env {{ {name} = hunter2 }} }}").ToHocon(maskSecrets: true);

        Assert.Equal(!isSecret, written.Contains("hunter2", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("connect to postgres://me:hunter2@db/x failed", "connect to postgres://me:***@db/x failed")]
    [InlineData("https://ghp_0123456789abcdefghij@github.com/x", "https://***@github.com/x")]
    [InlineData("ssh://git@host/x", "ssh://git@host/x")]
    [InlineData("http://127.0.0.1:8080/a@b", "http://127.0.0.1:8080/a@b")]
    [InlineData("tool --password hunter2 --port 5", "tool --password *** --port 5")]
    [InlineData("tool --api-key=hunter2 x", "tool --api-key=*** x")]
    [InlineData("tool --token --verbose", "tool --token --verbose")]
    [InlineData("[\"--password\", \"hunter2\"]", "[\"--password\", \"***\"]")]
    [InlineData("PGPASSWORD=hunter2 psql", "PGPASSWORD=*** psql")]
    [InlineData("Server=x;Password=hunter2;Port=5", "Server=x;Password=***;Port=5")]
    [InlineData("{\"password\": \"hunter2\", \"port\": 5}", "{\"password\": \"***\", \"port\": 5}")]
    [InlineData("GET /?token=hunter2&x=1", "GET /?token=***&x=1")]
    [InlineData("Authorization: Basic aHVudGVyMg==", "Authorization: ***")]
    [InlineData("pass=12 fail=0 key=value tokens=5 author=x", "pass=12 fail=0 key=value tokens=5 author=x")]
    [InlineData("beacon.components.a.env.PASSWORD: expected a text", "beacon.components.a.env.PASSWORD: expected a text")]
    public void A_secret_in_a_text_is_found_by_its_form(string text, string masked) => Assert.Equal(masked, SecretMask.ByForm.Mask(text));

    [Fact]
    public void The_value_of_a_declared_secret_is_masked_wherever_it_occurs_unless_it_is_short()
    {
        _folder.Environment["INHERITED"] = "swordfish";
        var plan = RunPlan.Load(
            _folder.SourcesOf(
                "beacon.run.secrets = [MINE, INHERITED, SHORT, NOWHERE]\n"
                    + "beacon.components.a { command = app, env { MINE = hunter2, SHORT = abc }, ready.log = \"saw hunter2\" }"
            )
        );

        Assert.Equal("x***y *** abc", SecretMask.Of(plan).Mask("xhunter2y swordfish abc"));
        Assert.Equal(["MINE", "INHERITED", "SHORT", "NOWHERE"], plan.Secrets.AsEnumerable());
        Assert.DoesNotContain("hunter2", plan.ToHocon(maskSecrets: true), StringComparison.Ordinal);
        Assert.Equal(plan.Secrets.AsEnumerable(), RunPlan.Parse(plan.ToHocon(maskSecrets: true)).Secrets.AsEnumerable());
    }

    [Fact]
    public void Plans_that_differ_in_a_secret_have_the_same_hash()
    {
        string HashWith(string secret) =>
            _folder
                .Read(
                    $"beacon.components.a {{ command = app, args = [\"--token\", \"{secret}\"], env {{ DB_PWD = \"{secret}\", "
                        + $"URL = \"http://u:{secret}@h/\" }}, ready.http = \"http://u:{secret}@h/\" }}"
                )
                .Sha256();

        Assert.Equal(HashWith("one"), HashWith("two"));
    }

    [Fact]
    public void A_byte_order_mark_at_the_beginning_of_a_line_is_not_shown()
    {
        Assert.Equal("ready", TerminalText.WithoutEscapes("\uFEFFready"));
        Assert.Equal("{\"a\": 1}", TerminalText.LastShown("\uFEFF\e[0m{\"a\": 1}\r"));
    }
}
