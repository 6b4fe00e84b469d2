namespace Beacon.Actors.Host.Tests;

/// <summary>The words on a living run, as a shell script uses them: by exit codes.</summary>
public sealed class ControlSpecs : IDisposable
{
    private const string Service = """
        api { command = sh, args = ["-c", "trap 'exit 0' TERM; echo up; while :; do sleep 0.02; done"], ready { log = up } }
        web { command = sh, args = ["-c", "echo serving; while :; do sleep 0.05; done"], depends-on = [api] }
        """;

    private const string Up = "\"$BEACON\" up --config plan.conf > id || exit 90\n";
    private const string Stop = "\n\"$BEACON\" stop > stopped; echo stop=$?";

    private readonly BeaconShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task A_day_of_work_is_done_by_exit_codes()
    {
        _shell.WritePlan(Service);

        var (exitCode, output) = await _shell.RunAsync(
            Up
                + """
                "$BEACON" ps | grep -q 'api *ready' || exit 1
                "$BEACON" wait --for operational || exit 2
                "$BEACON" restart api || exit 3
                "$BEACON" wait --for ready=api --timeout 30 || exit 4
                "$BEACON" stop web || exit 5
                "$BEACON" stop web | grep -q 'stopped already' || exit 6
                "$BEACON" ps | grep -q 'web *stopped' || exit 7
                "$BEACON" start web || exit 8
                "$BEACON" signal web CONT || exit 9
                "$BEACON" logs --grep '^serv' web | grep -c serving
                "$BEACON" wait --run "$(cat id)" > waited &
                waiting=$!
                "$BEACON" stop || exit 10
                wait $waiting || exit 11
                "$BEACON" wait --run "$(cat id)" || exit 12
                "$BEACON" ps
                """
        );

        Assert.True(exitCode == 0, output);
        Assert.Contains("completed, exit code 0", output);
        Assert.Contains("nothing runs in", output);
        Assert.Contains("\n2\n", output);
    }

    [Fact]
    public async Task Without_a_living_run_each_word_says_so()
    {
        var (_, output) = await _shell.RunAsync(
            """
            "$BEACON" ps; echo ps=$?
            "$BEACON" ps --json; echo json=$?
            "$BEACON" stop; echo stop=$?
            "$BEACON" restart api; echo restart=$?
            "$BEACON" wait; echo wait=$?
            "$BEACON" attach; echo attach=$?
            "$BEACON" logs; echo logs=$?
            "$BEACON" stop --run 2026 --json; echo selected=$?
            "$BEACON" wait --for soon; echo for=$?
            "$BEACON" restart; echo usage=$?
            """
        );

        Assert.Contains("nothing runs in", output);
        foreach (
            var code in new[] { "ps=0", "json=0", "stop=6", "restart=6", "wait=6", "attach=6", "logs=6", "selected=6", "for=2", "usage=2" }
        )
            Assert.Contains(code, output);
        Assert.Contains("{\"ok\":false,\"kind\":\"no_such_run\"", output);
    }

    [Fact]
    public async Task A_run_that_fails_at_once_fails_the_command_that_starts_it()
    {
        _shell.WritePlan("""api { command = sh, args = ["-c", "echo no database >&2; exit 3"], ready { log = up } }""");

        var (exitCode, output) = await _shell.RunAsync("\"$BEACON\" up --config plan.conf");

        Assert.Equal(1, exitCode);
        Assert.Contains("api exited with code 3", output);
        Assert.Contains("no database", output);
        Assert.Contains("the record is", output);
    }

    [Theory]
    [InlineData("""api { command = no-such-program }""", 3, "no-such-program")]
    [InlineData("""api { comand = sh }""", 2, "command")]
    public async Task A_plan_that_can_not_run_is_refused_as_by_run(string components, int expected, string message)
    {
        _shell.WritePlan(components);

        var (exitCode, output) = await _shell.RunAsync("\"$BEACON\" up --config plan.conf");

        Assert.Equal(expected, exitCode);
        Assert.Contains(message, output);
    }

    [Fact]
    public async Task A_second_run_of_the_same_plan_is_started_only_if_that_is_meant()
    {
        _shell.WritePlan(Service);

        var (_, output) = await _shell.RunAsync(
            Up
                + """
                "$BEACON" up --config plan.conf; echo again=$?
                "$BEACON" up --config plan.conf --another > other; echo another=$?
                "$BEACON" stop; echo ambiguous=$?
                "$BEACON" stop --run shop; echo unknown=$?
                "$BEACON" stop --run beacon; echo name=$?
                "$BEACON" stop --run "$(cat other)"; echo other=$?
                """
                + Stop
        );

        Assert.Contains("is running this plan", output);
        foreach (var code in new[] { "again=2", "another=0", "ambiguous=2", "unknown=6", "name=2", "other=0", "stop=0" })
            Assert.Contains(code, output);
    }

    [Fact]
    public async Task Of_several_starts_of_a_plan_at_the_same_moment_one_succeeds()
    {
        _shell.WritePlan(Service);

        var (_, output) = await _shell.RunAsync(
            """
            for I in 1 2 3 4; do ("$BEACON" up --config plan.conf; echo up=$?) & done
            wait
            """ + Stop
        );

        Assert.Equal((1, 3), (Count("up=0"), Count("up=2")));
        Assert.Contains("stop=0", output);

        int Count(string text) => output.Split(text).Length - 1;
    }

    [Fact]
    public async Task A_run_in_the_background_has_no_terminal_and_its_console_is_in_the_record()
    {
        _shell.WritePlan(Service);

        var (_, output) = await _shell.RunAsync(
            Up
                + """
                pid=$(sed 's/.*"Pid":\([0-9]*\).*/\1/' runs/.running/*.json)
                echo session=$(cut -d' ' -f6,7 /proc/$pid/stat) pid=$pid
                readlink /proc/$pid/fd/0 /proc/$pid/fd/1 /proc/$pid/fd/2
                """
                + Stop
                + "\ncat runs/2*/console.log"
        );

        Assert.Matches(@"session=(\d+) 0 pid=\1\b", output);
        Assert.Contains("/dev/null", output);
        Assert.Equal(2, output.Split("/console.log\n").Length - 1);
        Assert.Contains("operational after", output);
        Assert.Contains("stop of the run, by beacon (pid", output);
        Assert.Contains("completed", output);
    }

    [Fact]
    public async Task A_duration_of_the_command_line_or_of_the_plan_stands()
    {
        _shell.WritePlan(Service, "duration = 200ms");

        var (_, output) = await _shell.RunAsync(
            """
            "$BEACON" up --config plan.conf > id; "$BEACON" wait --run "$(cat id)"; echo plan=$?
            "$BEACON" up 1 --config plan.conf --set beacon.run.name=other > id; "$BEACON" wait --run "$(cat id)"; echo line=$?
            grep -o 'duration = 1s' "runs/$(cat id)/plan.conf"
            """
        );

        Assert.Contains("plan=0", output);
        Assert.Contains("line=0", output);
        Assert.Contains("duration = 1s", output);
    }

    [Fact]
    public async Task A_killed_host_leaves_a_socket_that_nobody_is_led_to_and_the_next_run_removes()
    {
        _shell.WritePlan(Service);

        var (_, output) = await _shell.RunAsync(
            Up
                + """
                "$BEACON" attach --plain > attached 2>&1 &
                attached=$!
                until grep -q operational attached; do sleep 0.05; done
                kill -9 $(sed 's/.*"Pid":\([0-9]*\).*/\1/' runs/.running/*.json)
                wait $attached; echo attach=$?; cat attached
                ls runs/.running
                "$BEACON" ps; echo ps=$?
                "$BEACON" stop; echo stop=$?
                "$BEACON" wait --run "$(cat id)"; echo wait=$?
                "$BEACON" up --config plan.conf; echo up=$?
                ls runs/.running | wc -l
                """
                + Stop
        );

        Assert.Contains("attach=1", output);
        Assert.Contains("was cut short: its host was killed", output);
        Assert.Contains("nothing runs in", output);
        Assert.Contains("stop=6", output);
        Assert.Contains("wait=1", output);
        Assert.Contains("up=0\n2\n", output);
        Assert.Contains("stop=0", output);
    }

    [Fact]
    public async Task Leaving_an_attached_run_does_not_end_it()
    {
        _shell.WritePlan(Service);

        var (_, output) = await _shell.RunAsync(
            Up
                + """
                "$BEACON" attach --plain --follow > attached 2>&1 &
                until grep -q serving attached && grep -q 'operational after' attached; do sleep 0.05; done
                kill -TERM $!; wait $!; echo attach=$?; cat attached
                "$BEACON" ps | grep -c ready
                """
                + Stop
        );

        Assert.Contains("attach=0", output);
        Assert.Contains("which goes on", output);
        Assert.Contains("operational after", output);
        Assert.Contains("\n2\n", output);
        Assert.Contains("stop=0", output);
    }

    [Fact]
    public async Task Followed_logs_lose_nothing_over_rotation_and_end_with_the_run()
    {
        _shell.WritePlan(
            """
            chatty { command = ./chatty
              ready { log = done }, output { rotate-at = 64KiB, console = none } }
            """
        );

        _shell.WriteScript(
            "chatty",
            """
            trap 'exit 0' TERM
            i=0
            while [ $i -lt 40000 ]; do i=$((i+1)); echo line $i; done
            echo done
            while :; do sleep 0.02; done
            """
        );

        var (_, output) = await _shell.RunAsync(
            """
            "$BEACON" up --config plan.conf --wait-timeout 1ms 2>/dev/null; echo up=$?
            until [ -s runs/.running/*.json ] && ls runs/2*/logs/*.log > /dev/null 2>&1; do sleep 0.01; done
            "$BEACON" logs -f --json chatty > followed &
            following=$!
            "$BEACON" wait --for operational
            """
                + Stop
                + """

                wait $following; echo logs=$?
                ls runs/2*/logs | wc -l
                sed -n 's/.*"line":"line \([0-9]*\)".*/\1/p' followed > numbers
                seq 40000 | cmp - numbers && echo complete
                "$BEACON" logs --tail 3 chatty | grep done
                """
        );

        Assert.Contains("up=7", output);
        Assert.Contains("logs=0", output);
        Assert.Contains("complete", output);
        Assert.Contains("chatty | done", output);
    }

    [Fact]
    public async Task A_component_that_others_depend_on_is_stopped_alone_unless_the_plan_says_otherwise()
    {
        _shell.WritePlan(
            Service
                + "\ndb { command = sh, args = [\"-c\", \"echo up; exec sleep 100\"], ready { log = up }, restart.dependents = restart }\n"
                + "app { command = sleep, args = [100], depends-on = [db] }"
        );

        var (_, output) = await _shell.RunAsync(
            Up
                + """
                "$BEACON" stop api db || exit 1
                "$BEACON" ps
                "$BEACON" start app; echo app=$?
                "$BEACON" start db api && "$BEACON" wait --for ready=app; echo ready=$?
                """
                + Stop
        );

        Assert.Matches(@"api +stopped", output);
        Assert.Matches(@"web +ready", output);
        Assert.Matches(@"db +stopped", output);
        Assert.Matches(@"app +restarting", output);
        Assert.Contains("ready=0", output);
        Assert.Contains("stop=0", output);
    }

    [Fact]
    public async Task A_run_of_a_duration_that_is_stopped_by_hand_is_interrupted_and_wait_says_so()
    {
        _shell.WritePlan(Service, "duration = 5m");

        var (_, output) = await _shell.RunAsync(
            Up + "\"$BEACON\" wait --run $(cat id) & waiting=$!\n" + Stop + "\nwait $waiting; echo wait=$?; cat stopped"
        );

        Assert.Contains("stop=0", output);
        Assert.Contains("wait=143", output);
        Assert.Contains("interrupted, exit code 143", output);
    }

    [Fact]
    public async Task A_stop_that_takes_too_long_ends_with_a_code_of_its_own_or_kills()
    {
        _shell.WritePlan(
            """
            deaf { command = sh, args = ["-c", "trap '' TERM; echo up; while :; do sleep 0.05; done"]
              ready { log = up }, stop.timeout = 10m }
            """
        );

        var (_, output) = await _shell.RunAsync(
            Up
                + """
                "$BEACON" stop --timeout 200ms; echo timeout=$?
                "$BEACON" stop --timeout 200ms --kill; echo kill=$?
                """
        );

        Assert.Contains("timeout=7", output);
        Assert.Contains("kill=0", output);
    }

    [Fact]
    public async Task A_run_with_its_control_switched_off_says_so()
    {
        _shell.WritePlan(Service, "duration = infinite, control = off");

        var (_, output) = await _shell.RunAsync(
            Up
                + """
                ls runs/.running/*.sock
                "$BEACON" ps; echo ps=$?
                "$BEACON" stop; echo stop=$?
                "$BEACON" logs api | grep -c up
                host=$(sed 's/.*"Pid":\([0-9]*\).*/\1/' runs/.running/*.json)
                kill $host
                while grep -q '^State:.[^Z]' /proc/$host/status 2> /dev/null; do sleep 0.05; done
                """
        );

        Assert.Contains("No such file", output);
        Assert.Contains("run.control = off", output);
        Assert.Contains("ps=0", output);
        Assert.Contains("stop=6", output);
        Assert.Contains("\n1\n", output);
    }

    [Fact]
    public async Task A_run_that_has_lost_its_terminal_is_found_again()
    {
        _shell.WritePlan(Service);

        var (_, output) = await _shell.RunAsync(
            """
            setsid sh -c 'nohup "$BEACON" --config plan.conf > nohup.out 2>&1 & echo $! > pid'
            until "$BEACON" wait --for operational 2> /dev/null; do sleep 0.1; done
            kill -HUP $(cat pid); echo hup=$?
            "$BEACON" ps | grep -c ready
            """ + Stop
        );

        Assert.Contains("hup=0\n2\n", output);
        Assert.Contains("stop=0", output);
    }
}
