namespace Beacon.Actors.Host.Tests;

/// <summary>Special files in place of those of a record: nothing blocks, nothing is followed, and the loss is reported.</summary>
public sealed class SpecialFileSpecs : IDisposable
{
    private const string AboutTheRun = "run.json plan.conf events.ndjson";
    private const string Measured = "resources.csv machine.csv logs/a.out.log logs/a.err.log logs/a.index report.html";

    private readonly BeaconShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("mkfifo $L")]
    [InlineData("ln -s /dev/zero $L")]
    [InlineData("ln -s nowhere $L")]
    [InlineData("mkdir $L")]
    [InlineData("mknod $L c 1 3 || ln -s /dev/null $L")]
    public async Task A_component_that_replaces_its_log_loses_it_aloud_and_an_innocent_one_goes_on(string replacement)
    {
        _shell.WriteScript("evil", $"{Replace(replacement)}\nfor i in 1 2 3; do echo evil; sleep 1.2; done");
        _shell.WriteScript("innocent", "for i in 1 2 3 4 5 6 7 8 9; do echo tick; sleep 0.5; done; echo last");
        _shell.WritePlan(
            """
            evil { command = "./evil", finishes-itself = on }
            innocent { command = "./innocent", ends-run = on, alive { log = tick, interval = 3s, failures = 3 } }
            """
        );
        var (exitCode, output) = await _shell.RunAsync(
            "\"$BEACON\" --config plan.conf --json; E=$?; \"$BEACON\" runs list; \"$BEACON\" runs show last; \"$BEACON\" runs logs; "
                + "\"$BEACON\" runs report; test -f runs/2*/report.html && exit $E"
        );
        Assert.Equal(0, exitCode);
        Assert.Contains("\"kind\":\"output_not_stored\",\"message\"", output);
        Assert.Contains("innocent | last", output);
    }

    [Theory]
    [InlineData("mkfifo $L")]
    [InlineData("ln -s nowhere $L")]
    public async Task A_log_that_was_replaced_is_reported_even_if_nothing_more_is_printed(string replacement)
    {
        _shell.WriteScript("evil", Replace(replacement));
        _shell.WritePlan("evil { command = \"./evil\", ends-run = on }");
        var (exitCode, output) = await _shell.RunAsync("\"$BEACON\" --config plan.conf --json");
        Assert.Equal(0, exitCode);
        Assert.Contains("\"kind\":\"output_not_stored\"", output);
        Assert.Contains("evil.out.log", output);
    }

    [Theory]
    [InlineData("mkfifo")]
    [InlineData("mkdir")]
    [InlineData("ln -s /dev/zero")]
    public async Task Temporary_names_that_are_taken_cost_neither_the_verdict_nor_the_report(string make)
    {
        _shell.WriteScript("evil", $"cd \"$BEACON_RECORD\"; for N in run.json report.html; do {make} $N.tmp; done");
        _shell.WritePlan("evil { command = \"./evil\", ends-run = on }");
        var (exitCode, output) = await _shell.RunAsync(
            "\"$BEACON\" --config plan.conf && cat runs/2*/run.json && test -f runs/2*/report.html && \"$BEACON\" runs list"
        );
        Assert.Equal(0, exitCode);
        Assert.Contains("\"outcome\": \"completed\"", output);
    }

    [Theory]
    [InlineData("mkfifo", AboutTheRun)]
    [InlineData("mkfifo", Measured)]
    [InlineData("mkdir", AboutTheRun)]
    [InlineData("mkdir", Measured)]
    [InlineData("ln -s /dev/zero", AboutTheRun)]
    [InlineData("ln -s /dev/zero", Measured)]
    [InlineData("ln -s nowhere", AboutTheRun)]
    [InlineData("ln -s nowhere", Measured)]
    public async Task Special_files_in_place_of_the_files_of_a_record_stop_no_command_that_reads_it(string make, string files)
    {
        _shell.WritePlan("a { command = echo, args = [hello], ends-run = on }");
        var (exitCode, output) = await _shell.RunAsync(
            $$"""
            "$BEACON" --config plan.conf --quiet || exit 9
            cp -r runs/2* saved
            try() {
              timeout 100 "$BEACON" runs $1 > out 2>&1; E=$?
              [ $E -le 3 ] || { echo "$F: $1: $E"; cat out; exit 1; }
            }
            for F in {{files}}; do
              R=$(echo runs/2*); rm -rf $R; cp -r saved $R; rm -f $R/$F; {{make}} $R/$F
              try report
              case $F in logs/*) try logs ;; *.json | plan.conf | events.ndjson) try list; try logs; try reindex ;; esac
            done
            """
        );
        Assert.True(exitCode == 0, output);
    }

    // The log is replaced once something is in it, and once it was closed: it is opened again for the next line.
    private static string Replace(string replacement) =>
        $"L=$BEACON_RECORD/logs/evil.out.log; echo a; until [ -s $L ]; do sleep 0.05; done; sleep 1.5; rm -f $L; {replacement}";
}
