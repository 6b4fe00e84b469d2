namespace Beacon.Actors.Host.Tests;

/// <summary>What <c>beacon runs list</c>, <c>plan</c> and <c>verify</c> say about plans.</summary>
public sealed class ListedPlansSpecs : IDisposable
{
    private readonly BeaconShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task The_list_shows_the_plan_file_and_the_values_that_differ()
    {
        Write("a.conf", "1");
        Write("b.conf", "4");
        var (_, output) = await _shell.RunAsync(
            """
            ("$BEACON" a.conf; "$BEACON" b.conf; "$BEACON" a.conf --set beacon.run.name=other) > out
            "$BEACON" runs list
            """
        );
        var lines = output.Split('\n');
        Assert.Matches("^run +started +duration +outcome +plan +differs", lines[0]);
        Assert.Matches("-other-.* a *$", lines[1]);
        Assert.Matches(" b +app.args\\[2\\] 4$", lines[2].TrimEnd());
        Assert.Matches(" a +app.args\\[2\\] 1$", lines[3].TrimEnd());
    }

    [Fact]
    public async Task Where_much_differs_the_list_says_how_many_keys_and_which_runs_have_the_same_plan()
    {
        Write("a.conf", "1");
        Write("b.conf", "4", "env { A = 1, B = 2, C = 3 }");
        var (_, output) = await _shell.RunAsync(
            "\"$BEACON\" a.conf > out; \"$BEACON\" b.conf >> out; \"$BEACON\" b.conf >> out; \"$BEACON\" runs list"
        );
        var hashes = output.Split('\n')[1..4].Select(line => line.TrimEnd().Split("4 keys, plan ")[1]).ToList();
        Assert.Equal(hashes[0], hashes[1]);
        Assert.NotEqual(hashes[0], hashes[2]);
    }

    [Fact]
    public async Task The_list_names_expectations_that_were_not_met()
    {
        Write("a.conf", "1");
        var (exitCode, output) = await _shell.RunAsync(
            """
            "$BEACON" a.conf --expect 'elapsed < 0' --expect 'cpu-time < 0' > out; c=$?
            "$BEACON" runs list; "$BEACON" runs list --json; rm runs/history.db; "$BEACON" runs list 2> error; exit $c
            """
        );
        Assert.Equal(5, exitCode);
        Assert.Equal(2, output.Split('\n').Count(line => line.TrimEnd().EndsWith("2 expectations not met", StringComparison.Ordinal)));
        Assert.Contains("\"expectationsNotMet\":2", output);
    }

    [Fact]
    public async Task Plan_and_verify_list_what_is_expected_and_quote_words_as_a_shell_does()
    {
        File.WriteAllText(
            _shell.At("plan.conf"),
            """
            beacon {
              components.app { command = sh, args = ["-c", "echo 'it''s' $HOME", "", "a\nb"] }
              expect { "fills" = ["> 0", "< 9"], "skipped" { is = "= 0", when-missing = pass, abort = on, after = 5s } }
            }
            """
        );
        foreach (var command in (string[])["verify", "plan"])
        {
            var (exitCode, output) = await _shell.RunAsync($"\"$BEACON\" {command} plan.conf --expect 'p99 < 5us'");
            Assert.Equal(0, exitCode);
            Assert.Contains(
                "expected at the end:\n  fills > 0\n  fills < 9\n  skipped = 0, or no such statistic; ends the run early",
                output
            );
            Assert.Contains("from 5s on\n  p99 < 5 µs\n", output);
        }

        var (_, verified) = await _shell.RunAsync("\"$BEACON\" verify plan.conf");
        Assert.Contains("app: sh -c 'echo '\\''it'\\'''\\''s'\\'' $HOME' '' 'a b'\n", verified);
        var (_, json) = await _shell.RunAsync("\"$BEACON\" plan plan.conf --json");
        Assert.Contains("\"name\": \"skipped\",", json);
        Assert.Contains("\"whenMissing\": \"pass\"", json);
        (_, json) = await _shell.RunAsync("\"$BEACON\" plan plan.conf --json --set 'beacon.expect=null'");
        Assert.DoesNotContain("expectations", json);
    }

    private void Write(string file, string last, string more = "") =>
        File.WriteAllText(
            _shell.At(file),
            $$"""beacon.components.app { command = sh, ends-run = on, args = ["-c", "exit 0", "{{last}}"], {{more}} }"""
        );
}
