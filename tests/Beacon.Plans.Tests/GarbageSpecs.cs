using System.Text;

namespace Beacon.Plans.Tests;

/// <summary>Whatever a file holds, it is read or refused: the process lives, and no other exception comes out.</summary>
public sealed class GarbageSpecs : IDisposable
{
    private static readonly string[] Tokens =
    [
        "beacon",
        "run",
        "components",
        "app",
        "command",
        "args",
        "ready",
        "depends-on",
        "env",
        "include",
        "null",
        "on",
        "30s",
        "a",
        "b",
        ".",
        "=",
        ":",
        "+=",
        "{",
        "}",
        "[",
        "]",
        ",",
        "\n",
        " ",
        "\t",
        "\r\n",
        "\"",
        "\"\"\"",
        "\"x\"",
        "\\",
        "#",
        "//",
        "$",
        "${",
        "${a}",
        "${?a}",
        "${b.a}",
        "${?HOME}",
        "${NOPE}",
        "\u00A0",
        "\u0000",
        "\uFEFF",
        "\uD800",
        "é",
        "'",
        "`",
        "^",
        "?",
        "!",
        "@",
        "*",
        "&",
        "\\u00",
        "1e9",
        "-",
        "{duration}",
    ];

    private readonly PlanFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_tokens_are_read_or_refused(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 3000; round++)
            ReadOrRefuse(RandomTokens(random, random.Next(1, 40)));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void A_good_plan_with_random_damage_is_read_or_refused(int seed)
    {
        var random = new Random(seed);
        var good = File.ReadAllText(RepositoryFile.Find("hocon/beacon.conf"));
        for (var round = 0; round < 500; round++)
        {
            var text = new StringBuilder(good);
            for (var damage = random.Next(1, 5); damage > 0; damage--)
            {
                var at = random.Next(text.Length);
                if (random.Next(2) == 0)
                    text.Remove(at, Math.Min(random.Next(1, 20), text.Length - at));
                else
                    text.Insert(at, Tokens[random.Next(Tokens.Length)]);
            }

            ReadOrRefuse(text.ToString());
        }
    }

    [Fact]
    public void Random_references_between_keys_are_read_or_refused()
    {
        var random = new Random(6);
        string Name() => string.Join('.', Enumerable.Range(0, random.Next(1, 4)).Select(_ => "abc"[random.Next(3)]));
        for (var round = 0; round < 2000; round++)
        {
            ReadOrRefuse(
                string.Join(
                    '\n',
                    Enumerable
                        .Range(0, random.Next(1, 8))
                        .Select(_ =>
                            random.Next(5) switch
                            {
                                0 => $"{Name()} = 1",
                                1 => $"{Name()} = [1] ${{{Name()}}}",
                                2 => $"{Name()} = ${{?{Name()}}}",
                                3 => $"{Name()} {{ {Name()} = ${{{Name()}}} x }}",
                                _ => $"{Name()} = ${{{Name()}}}",
                            }
                        )
                )
            );
        }
    }

    [Fact]
    public void Random_bytes_are_refused_or_read()
    {
        var random = new Random(7);
        for (var round = 0; round < 500; round++)
        {
            var bytes = new byte[random.Next(1, 200)];
            random.NextBytes(bytes);
            File.WriteAllBytes(Path.Combine(_folder.Root, "plan.conf"), bytes);
            ReadOrRefuse(_folder.Sources("plan.conf"));
        }
    }

    [Fact]
    public void Random_settings_are_read_or_refused()
    {
        var random = new Random(8);
        var sources = _folder.SourcesOf(PlanFolder.Least);
        string[] paths = ["beacon.components.app.title", "beacon.components.app.args", "beacon.run", "beacon", "akka.x", "a.b"];
        for (var round = 0; round < 2000; round++)
            ReadOrRefuse(sources with { Settings = [$"{paths[random.Next(paths.Length)]}={RandomTokens(random, random.Next(8))}"] });
    }

    private static string RandomTokens(Random random, int count) =>
        string.Concat(Enumerable.Range(0, count).Select(_ => Tokens[random.Next(Tokens.Length)]));

    private void ReadOrRefuse(string text)
    {
        // Without components there would always be a problem, and a misread would not show.
        _folder.Write("plan.conf", text);
        _folder.Write("good.conf", PlanFolder.Least);
        ReadOrRefuse(_folder.Sources("plan.conf", "good.conf"));
    }

    private static void ReadOrRefuse(PlanSources sources)
    {
        try
        {
            var plan = RunPlan.Load(sources);
            Assert.NotEmpty(plan.Components);
            _ = plan.ToHocon();
        }
        catch (InvalidPlanException exception)
        {
            Assert.NotEmpty(exception.Problems);
        }
    }
}
