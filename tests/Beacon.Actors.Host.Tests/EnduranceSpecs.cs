using System.Globalization;

namespace Beacon.Actors.Host.Tests;

/// <summary>What has been tried against runs of real programs and did no harm.</summary>
public sealed class EnduranceSpecs : IDisposable
{
    // Whatever of a test's programs is still alive: they carry its folder in their arguments.
    private const string AreGone = "\nuntil [ -z \"$(pgrep -f \"$PWD/mark\")\" ]; do sleep 0.05; done; echo nobody is left\n";
    private const string HostOfRun = "$(sed 's/.*\"Pid\":\\([0-9]*\\).*/\\1/' runs/.running/*.json)";

    private readonly BeaconShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task A_supervisor_that_is_stopped_and_then_killed_leaves_nobody()
    {
        WriteSleeper();
        _shell.WritePlan($"a {{ command = \"{_shell.At("mark")}\" }}, b {{ command = \"{_shell.At("mark")}\" }}");
        var (_, output) = await _shell.RunAsync(
            $"\"$BEACON\" up --config plan.conf || exit 1; HOST={HostOfRun}; kill -STOP $HOST; kill -KILL $HOST" + AreGone
        );
        Assert.Contains("nobody is left", output);
    }

    [Fact]
    public async Task A_run_within_a_run_is_watched_as_any_program_and_goes_with_it()
    {
        WriteSleeper();
        File.WriteAllText(
            _shell.At("inner.conf"),
            "beacon { run { duration = infinite, name = inner, results = inner-runs }, "
                + $"components.x.command = \"{_shell.At("mark")}\" }}"
        );
        _shell.WritePlan(
            $"inner {{ command = \"{BeaconProcess.Program}\", args = [--config, inner.conf], ready {{ log = operational }} }}"
        );
        var (_, output) = await _shell.RunAsync(
            $"\"$BEACON\" up --config plan.conf || exit 1; pgrep -f \"$PWD/mark\" | wc -l; kill -KILL {HostOfRun}" + AreGone
        );
        Assert.Contains("nobody is left", output);
        Assert.DoesNotContain("\n0\n", output);
    }

    // As printf(1) takes them: CSI, OSC, DCS, APC, PM, SOS, shorter ones, C1 in UTF-8, and single characters.
    private static readonly string[] Sequences =
    [
        .. @"[31m [2J [H [?1049h [?25l [6n [5n [c [>c [=c [20t [21t [8;10;10t [!p [1;1r [4h [?1000h [200~ c (0 #8 7 N"
            .Split(' ')
            .Select(rest => @"\033" + rest),
        .. @"]0;t\007 ]2;t\033\\ ]8;;http://x\033\\ ]52;c;YQ==\007 ]4;1;?\007 ]10;?\007 ]50;x\007"
            .Split(' ')
            .Select(rest => @"\033" + rest),
        .. @"]1337;File=:AA\007 ]777;notify;a;b\007".Split(' ').Select(rest => @"\033" + rest),
        .. @"P$q\033\\ P+q\033\\ _x\033\\ ^x\033\\ Xx\033\\".Split(' ').Select(rest => @"\033" + rest),
        .. @"\302\23331m \302\2350;t\302\234 \302\220x\302\234 \r \b\b \a \016 \177 \342\200\256 \342\201\246".Split(' '),
    ];

    [Fact]
    public async Task No_sequence_in_a_line_of_output_reaches_the_terminal()
    {
        Assert.True(Sequences.Length >= 36);
        var lines = string.Concat(Sequences.Select((sequence, number) => $"printf 'line {number} {sequence} end\\n'\n"));
        _shell.WriteScript("evil", lines + "exit 3");
        _shell.WritePlan("evil { command = \"./evil\", output.console = all }");
        var (_, output) = await _shell.RunAsync(
            """
            "$BEACON" --config plan.conf --plain --follow; "$BEACON" runs logs; "$BEACON" logs; "$BEACON" runs show last
            """
        );
        Assert.Contains($"line {Sequences.Length - 1} ", output);
        Assert.DoesNotContain(
            output,
            character => (char.IsControl(character) && character != '\n') || char.GetUnicodeCategory(character) == UnicodeCategory.Format
        );
    }

    [Fact]
    public async Task Without_a_home_a_run_is_as_any_other()
    {
        _shell.WritePlan("a { command = echo, args = [hello], ends-run = on }");
        var (exitCode, output) = await _shell.RunAsync(
            "env -i PATH=/usr/bin:/bin \"$BEACON\" --config plan.conf --plain && env -i PATH=/usr/bin:/bin \"$BEACON\" runs list"
        );
        Assert.True(exitCode == 0, output);
        Assert.Contains("completed", output);
    }

    [Theory]
    [InlineData("sh -c 'sleep 1000 & exit 0'")]
    [InlineData("true")]
    public async Task As_process_1_of_a_container_a_run_ends_as_anywhere(string command)
    {
        _shell.WriteScript("app", command);
        _shell.WritePlan("app { command = \"./app\", ends-run = on }");
        var (exitCode, output) = await _shell.RunAsync(
            "unshare --user --map-root-user --pid --fork --mount-proc \"$BEACON\" --config plan.conf --json"
        );
        Assert.True(exitCode == 0, output);
        Assert.Contains("\"outcome\":\"completed\"", output);
    }

    [Fact]
    public async Task Where_no_more_files_can_be_made_the_run_is_refused_or_judged_and_never_breaks()
    {
        _shell.WritePlan("a { command = sh, args = [\"-c\", \"echo hello\"], ends-run = on }");
        var (exitCode, output) = await _shell.RunAsync(
            """
            unshare --user --map-root-user --mount sh -c '
              mkdir runs
              for N in 3 5 7 9 11 13 15 17 19 40; do
                mount -t tmpfs -o nr_inodes=$N none runs || exit 90
                "$BEACON" --config plan.conf --plain > out 2>&1; E=$?
                echo "$N: $E"
                [ $E = 0 ] || [ $E = 3 ] || { cat out; exit 91; }
                umount runs
              done'
            """
        );
        Assert.True(exitCode == 0, output);
        Assert.Contains("3: 3", output);
        Assert.Contains("40: 0", output);
    }

    [Fact]
    public async Task A_fleet_of_two_hundred_floods_is_stored_whole()
    {
        const int Bytes = 200_000;
        var components = Enumerable
            .Range(1, 200)
            .Select(number =>
                $"c{number} {{ command = sh, args = [\"-c\", \"yes {number:D9} | head -c {Bytes}\"], finishes-itself = on }}"
            );
        _shell.WritePlan(
            string.Join('\n', components)
                + "\nend { command = true, ends-run = on, depends-on { "
                + string.Join(", ", Enumerable.Range(1, 200).Select(number => $"c{number} = completed"))
                + "} }"
        );
        var (exitCode, output) = await _shell.RunAsync("\"$BEACON\" --config plan.conf --quiet");
        Assert.True(exitCode == 0, output);
        var logs = Directory.GetFiles(_shell.At("runs"), "c*.out.log", SearchOption.AllDirectories);
        Assert.Equal(200, logs.Length);
        Assert.All(logs, log => Assert.Equal(Bytes, new FileInfo(log).Length));
    }

    [Fact]
    public async Task A_line_far_larger_than_the_heap_is_stored_whole()
    {
        const int Bytes = 300_000_000;
        _shell.WritePlan(
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""
                a { command = sh, ends-run = on, args = ["-c", "head -c {{Bytes}} /dev/zero | tr '\\0' x"]
                  ready { log = never, timeout = 10m }, output { rotate-at = 10GiB } }
                """
            )
        );

        // runtimeconfig setting GCHeapHardLimit, in hexadecimal: 64 MiB.
        var (_, output) = await _shell.RunAsync(
            "export DOTNET_GCHeapHardLimit=0x4000000; \"$BEACON\" --config plan.conf --json; \"$BEACON\" runs report last"
        );
        Assert.Contains("\"event\":\"run_finished\"", output);
        Assert.DoesNotContain("OutOfMemory", output);
        Assert.Equal(
            Bytes,
            new FileInfo(Assert.Single(Directory.GetFiles(_shell.At("runs"), "a.out.log", SearchOption.AllDirectories))).Length
        );
    }

    [Fact]
    public async Task Where_no_more_processes_can_be_made_the_cause_says_so()
    {
        var components = string.Join('\n', Enumerable.Range(1, 80).Select(number => $"c{number} {{ command = sleep, args = [100] }}"));
        _shell.WritePlan(components);

        var (exitCode, output) = await RunWithProcessesAsync(60);
        Assert.True(exitCode is 1 or 3, output);
        Assert.Contains("Resource temporarily unavailable", output);
    }

    // The runtime itself makes about ten threads before a line of ours is executed, and a run has about 25.
    [Theory]
    [InlineData(14)]
    [InlineData(18)]
    [InlineData(20)]
    [InlineData(24)]
    public async Task Where_no_more_threads_can_be_made_the_run_ends_and_says_so(int processes)
    {
        _shell.WritePlan("a { command = sleep, args = [1], finishes-itself = on }\nb { command = sleep, args = [1], ends-run = on }");
        var (exitCode, output) = await RunWithProcessesAsync(processes);
        Assert.True(exitCode is 0 or 1 or 3, $"{exitCode}: {output}");
        if (exitCode != 0)
            Assert.Contains("Resource temporarily unavailable", output);
    }

    // In a user namespace the limit counts its processes alone (since Linux 5.14), but root's are free.
    private async Task<(int ExitCode, string Output)> RunWithProcessesAsync(int most)
    {
        var user = Environment.IsPrivilegedProcess ? "chown -R 65534:65534 . && $AS_NOBODY" : "";
        var (exitCode, output) = await _shell.RunAsync(
            $"{user} timeout -k 1 120 unshare --user prlimit --nproc={most} \"$BEACON\" --config plan.conf --json --results nobodys"
        );
        Assert.DoesNotContain("\"kind\":\"defect\"", output);
        Assert.DoesNotContain("a defect of beacon", output);
        return (exitCode, output);
    }

    private void WriteSleeper() => _shell.WriteScript("mark", "while :; do sleep 1; done");
}
