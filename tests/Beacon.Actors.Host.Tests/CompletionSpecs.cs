using Beacon.Actors.Host.Completing;

namespace Beacon.Actors.Host.Tests;

/// <summary>The TAB key in real shells, with names that a shell would execute if it expanded them.</summary>
public sealed class CompletionSpecs : IDisposable
{
    private const string Hostile = "20991128-000000-$(touch PWN)`touch PWN`;x 'q\" *y-0000";

    // What bash does at the TAB key, without a terminal.
    private const string Bash = """
        cat > try.bash <<'END'
        PATH=$PWD:$PATH
        source <(beacon completion bash)
        compopt() { :; }
        COMP_LINE=$1 COMP_POINT=${#1}
        COMP_WORDBREAKS=$' \t\n"\'><=;|&(:'
        _beacon beacon
        printf '%s\n' "${COMPREPLY[@]}"
        END
        ln -s "$BEACON" beacon
        try() { bash --norc try.bash "$1"; }

        """;

    private readonly BeaconShell _shell = new();

    public CompletionSpecs()
    {
        _shell.WritePlan("api { command = sleep, args = [9] }\napple { command = sleep, args = [9] }");
        File.Move(_shell.At("plan.conf"), _shell.At("beacon.conf"));
        Directory.CreateDirectory(_shell.At($"runs/{Hostile}"));
        File.WriteAllText(_shell.At($"runs/{Hostile}/run.json"), "{}");
        Directory.CreateDirectory(_shell.At("runs/20991127-000000-c-0001"));
        File.WriteAllText(_shell.At("runs/20991127-000000-c-0001/run.json"), "{}");
    }

    public void Dispose() => _shell.Dispose();

    [ShellTheory("bash")]
    [InlineData("beacon ve", "verify")]
    [InlineData("beacon runs sh", "show")]
    [InlineData("beacon help rep", "repeat")]
    [InlineData("beacon completion f", "fish")]
    [InlineData("beacon --con", "--config")]
    [InlineData("beacon --only ap", "api|apple")]
    [InlineData("beacon verify --only=ap", "api|apple")]
    [InlineData("beacon plan --format d", "dot")]
    [InlineData("beacon repeat --stats f", "full")]
    [InlineData("beacon repeat 3 --war", "--warmup")]
    [InlineData("beacon runs show 20991127", "20991127-000000-c-0001")]
    [InlineData("beacon runs show last~", "last~1")]
    [InlineData("beacon runs show last:", "10")]
    [InlineData("beacon nothing.conf --only ap", "")]
    [InlineData("beacon runs list --name", "")]
    public async Task Bash_completes_commands_options_components_and_runs(string line, string expected)
    {
        var (exitCode, output) = await _shell.RunAsync($"{Bash}try '{line}'");

        Assert.Equal(0, exitCode);
        Assert.Equal(expected, string.Join('|', output.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    [ShellFact("bash")]
    public async Task Bash_inserts_a_hostile_name_so_that_it_reads_that_name_again_and_executes_nothing()
    {
        // The completed line is executed: the word that arrives must be the name.
        var (_, output) = await _shell.RunAsync(
            $$"""
            {{Bash}}
            one=$(try 'beacon runs show 20991128')
            two=$(try 'beacon runs show "20991128')
            bash -c "printf '%s\n' $one"
            bash -c "printf '%s\n' \"$two\""
            try "beacon runs show '20991128"
            ls
            """
        );

        var lines = output.Split('\n');
        Assert.Equal(Hostile, lines[0]);
        Assert.Equal(Hostile, lines[1]);

        // It can't stand between single quotes.
        Assert.DoesNotContain("20991128-", string.Join('\n', lines.Skip(2)), StringComparison.Ordinal);
        Assert.DoesNotContain("PWN", string.Join('\n', lines.Skip(2)), StringComparison.Ordinal);
    }

    [ShellFact("bash")]
    public async Task Statistics_of_the_latest_run_complete_as_thresholds_name_them()
    {
        _shell.WritePlan(
            "a { command = sh, args = [\"-c\", \"echo FINAL; echo 'Tick-to-Trade: 5 us'; echo '$(touch PWN): 1'\"], ends-run = on\n"
                + "statistics.from = FINAL }"
        );

        var (_, output) = await _shell.RunAsync(
            $"{Bash}rm -r runs; ./beacon plan.conf -q > /dev/null; try 'beacon repeat 3 --threshold a.'; ls"
        );

        Assert.StartsWith("a.tick-to-trade=\na.touch-pwn=\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("PWN", output, StringComparison.Ordinal);
    }

    [ShellFact("bash")]
    public async Task Statistics_printed_and_measured_complete_as_expectations_and_labels_as_selectors()
    {
        _shell.WritePlan("a { command = sh, args = [\"-c\", \"echo FINAL; echo 'p99: 5 us'\"], ends-run = on, statistics.from = FINAL }");

        var (_, output) = await _shell.RunAsync(
            $"{Bash}rm -r runs; ./beacon plan.conf -q --label 'a b' > /dev/null; "
                + "try 'beacon 3 --expect a.p'; try \"beacon --expect 'a.measured.c\"; "
                + "try 'beacon runs show label:'; try 'beacon runs list --label a'"
        );

        Assert.Equal(
            ["a.p99\\ \\<", "a.p99\\ \\>", "a.p99\\ =", "a.measured.cpu-time <", "a.measured.cpu-time >", "a.measured.cpu-time ="],
            output.Split('\n')[..6]
        );
        Assert.Contains("\na\\ b\na\\ b\n", output);
    }

    [ShellFact("zsh")]
    public async Task Zsh_is_given_the_names_as_they_are()
    {
        var (_, output) = await _shell.RunAsync(
            """
            ln -s "$BEACON" beacon
            cat > try.zsh <<'END'
            path=($PWD $path)
            compdef() { :; }
            compadd() { shift; print -rl -- "$@"; }
            _files() { print files; }
            source <(beacon completion zsh)
            words=(beacon runs show 2099) CURRENT=4 PREFIX=2099
            _beacon
            words=(beacon --only ap) CURRENT=3 PREFIX=ap
            _beacon
            words=(beacon -c '') CURRENT=3 PREFIX=
            _beacon
            END
            zsh -f try.zsh; ls
            """
        );

        var lines = output.Split('\n');
        Assert.Equal([Hostile, "20991127-000000-c-0001", "api", "apple", "files"], lines.Take(5));
        Assert.DoesNotContain(lines.Skip(5), line => line.Contains("PWN", StringComparison.Ordinal));
    }

    [ShellFact("fish")]
    public async Task Fish_is_given_the_names_as_they_are()
    {
        var (_, output) = await _shell.RunAsync(
            """
            ln -s "$BEACON" beacon
            export HOME=$PWD/home XDG_CONFIG_HOME=$PWD/home PATH=$PWD:$PATH
            mkdir home
            fish --no-config -c 'beacon completion fish | source; complete -C "beacon runs show 2099"; complete -C "beacon --only ap"; ls'
            """
        );

        var lines = output.Split('\n').Select(line => line.Split('\t')[0]).ToList();
        Assert.Contains(Hostile, lines);
        Assert.Contains("apple", lines);
        Assert.DoesNotContain("PWN", lines);
    }

    [Theory]
    [InlineData("beacon  ve", "beacon|ve", null)]
    [InlineData("beacon ", "beacon|", null)]
    [InlineData("beacon 'a b' \"c d", "beacon|a b|c d", '"')]
    [InlineData("beacon a\\ b", "beacon|a b", null)]
    [InlineData("beacon \"a\\\"b\" '", "beacon|a\"b|", '\'')]
    [InlineData("beacon \\", "beacon|\\", null)]
    public void A_line_is_read_as_a_shell_reads_it(string line, string words, char? quote)
    {
        var typed = ShellWord.Read(line);

        Assert.Equal(words, string.Join('|', typed.Words));
        Assert.Equal(quote, typed.Quote);
    }
}

/// <summary>A test that needs a shell: skipped where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ShellFactAttribute : FactAttribute
{
    public ShellFactAttribute(string shell) => Skip = ShellTheoryAttribute.WhyNot(shell);
}

/// <summary>The same with cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ShellTheoryAttribute : TheoryAttribute
{
    public ShellTheoryAttribute(string shell) => Skip = WhyNot(shell);

    public static string? WhyNot(string shell) =>
        Array.Exists(["/bin", "/usr/bin", "/usr/local/bin"], folder => File.Exists($"{folder}/{shell}")) ? null : $"needs {shell}(1)";
}
