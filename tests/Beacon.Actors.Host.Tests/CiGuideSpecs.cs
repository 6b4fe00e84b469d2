using System.Xml.Linq;

namespace Beacon.Actors.Host.Tests;

/// <summary>The recipe of <c>docs/ci.md</c>, taken from the page as it is, in an empty folder.</summary>
public sealed class CiGuideSpecs : IDisposable
{
    // The program of the page; what it measures is set by each build.
    private const string Bench = """
        echo RESULTS; echo "p99: ${P99:-4.2} ms"; echo "errors: ${ERRORS:-0}"; exit ${FAIL:-0}
        """;

    private readonly BeaconShell _shell = new();

    public CiGuideSpecs()
    {
        File.WriteAllText(_shell.At("bench.conf"), BlockOf("hocon", "# bench.conf"));
        File.WriteAllText(_shell.At("beacon-ci.sh"), BlockOf("sh", "# beacon-ci.sh"));
        _shell.WriteScript("bench", Bench);
    }

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task A_good_build_leaves_a_baseline_and_a_slower_one_ends_with_4()
    {
        Assert.Equal(0, await BuildAsync(""));
        Assert.True(File.Exists(_shell.At("beacon-ci/baseline.json")));
        Assert.False(File.Exists(_shell.At("beacon-ci/comparison.xml")));
        Assert.Equal(4, XDocument.Load(_shell.At("beacon-ci/runs.xml")).Root!.Elements("testsuite").Count());

        File.Move(_shell.At("beacon-ci/baseline.json"), _shell.At("baseline.json"));
        Assert.Equal(0, await BuildAsync("LABEL='same again'"));
        Assert.Equal("0", SuiteOf("comparison.xml").Attribute("failures")!.Value);
        Assert.True(File.Exists(_shell.At("beacon-ci/baseline.json")));

        File.Delete(_shell.At("beacon-ci/baseline.json"));
        Assert.Equal(4, await BuildAsync("P99=5.1 GITHUB_STEP_SUMMARY=$PWD/step.md"));
        Assert.Equal("1", SuiteOf("comparison.xml").Attribute("failures")!.Value);
        Assert.Contains("| bench.p99 | 4.2 ms |", File.ReadAllText(_shell.At("step.md")));
        Assert.False(File.Exists(_shell.At("beacon-ci/baseline.json")));
    }

    [Theory]
    [InlineData(5, "ERRORS=3", "errors = 0")]
    [InlineData(1, "FAIL=9", "A component has failed.")]
    public async Task A_build_whose_runs_are_not_good_says_why_and_leaves_no_baseline(int exitCode, string variables, string message)
    {
        Assert.Equal(exitCode, await BuildAsync(variables));
        Assert.Contains(message, File.ReadAllText(_shell.At("log")));
        Assert.True(File.Exists(_shell.At("beacon-ci/runs.xml")));
        Assert.False(File.Exists(_shell.At("beacon-ci/baseline.json")));
    }

    [Fact]
    public async Task A_machine_without_the_program_ends_with_3()
    {
        File.Delete(_shell.At("bench"));
        Assert.Equal(3, await BuildAsync(""));
        Assert.Contains("The change is not to blame.", File.ReadAllText(_shell.At("log")));
    }

    private async Task<int> BuildAsync(string variables)
    {
        var (exitCode, _) = await _shell.RunAsync(
            $"mkdir -p bin; ln -sf \"$BEACON\" bin/beacon; unset GITHUB_STEP_SUMMARY\n"
                + $"PATH=$PWD/bin:$PATH RUNS=4 {variables} sh beacon-ci.sh bench.conf > log 2>&1"
        );
        return exitCode;
    }

    private XElement SuiteOf(string file) => XDocument.Load(_shell.At($"beacon-ci/{file}")).Root!.Element("testsuite")!;

    private static string BlockOf(string language, string mark)
    {
        var page = File.ReadAllText(Path.Combine(BeaconProcess.Root, "docs/ci.md"));
        return Assert.Single(
            page.Split("```").Where((_, place) => place % 2 == 1),
            block => block.StartsWith($"{language}\n", StringComparison.Ordinal) && block.Contains(mark, StringComparison.Ordinal)
        )[(language.Length + 1)..];
    }
}
