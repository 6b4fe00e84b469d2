namespace Beacon.Plans.Tests;

/// <summary>Each value of the wrong kind, and each key that is not there, by path and message.</summary>
public sealed class PlanValueSpecs : IDisposable
{
    private readonly PlanFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("cwd = []", "cwd", "expected a path, found a list [ … ]")]
    [InlineData("cwd = \"\"", "cwd", "expected a path")]
    [InlineData("title { }", "title", "expected a text, found an object { … }")]
    [InlineData("args = x", "args", "expected a list of texts [\"…\", \"…\"], found \"x\"")]
    [InlineData("args = [{ }]", "args", "expected a text, found an object")]
    [InlineData("args = [null]", "args", "expected a value in the list, found null")]
    [InlineData("args = [\"a\\u0000b\"]", "args", "expected a text")]
    [InlineData("env = x", "env", "expected an object { … }, found \"x\"")]
    [InlineData("env { A = [1] }", "env.A", "expected a text, found a list")]
    [InlineData("env { \"A=B\" = 1 }", "env.\"A=B\"", "is no name of a variable")]
    [InlineData("env-files = [\"nope.env\"]", "env-files", "there is no file")]
    [InlineData("ready = 9000", "ready", "expected an object { … }, found \"9000\"")]
    [InlineData("enabled = maybe", "enabled", "expected on, off, true, false, yes or no, found \"maybe\"")]
    [InlineData("ends-run = onn", "ends-run", "did you mean \"on\"?")]
    [InlineData("finishes-itself = 1", "finishes-itself", "expected on, off")]
    [InlineData("stop { signal = SIGTRM }", "stop.signal", "found \"SIGTRM\"; did you mean \"SIGTERM\"?")]
    [InlineData("stop { signal = 99 }", "stop.signal", "expected a signal such as SIGTERM, TERM or 15, found \"99\"")]
    [InlineData("stop { signal = 0 }", "stop.signal", "expected a signal")]
    [InlineData("stop { timeout = 0s }", "stop.timeout", "too short; the least is 1ms")]
    [InlineData("stop { timeout = soon }", "stop.timeout", "\"soon\" is not a duration")]
    [InlineData("ready { interval = 500us }", "ready.interval", "too short; the least is 1ms")]
    [InlineData("ready { timeout = 400d }", "ready.timeout", "longer than 366 days")]
    [InlineData("ready { after = 5 }", "ready.after", "a duration needs a unit: 5s, 500ms, 5m")]
    [InlineData("ready { tcp-listen = 0 }", "ready.tcp-listen", "expected a port from 1 to 65535")]
    [InlineData("ready { tcp-listen = 65536 }", "ready.tcp-listen", "expected a port from 1 to 65535")]
    [InlineData("ready { tcp-listen = \"localhost:9000\" }", "ready.tcp-listen", "with a numeric address")]
    [InlineData("ready { tcp-listen = [] }", "ready.tcp-listen", "the list is empty")]
    [InlineData("ready { udp-bound = \"::1:9000\" }", "ready.udp-bound", "[::1]:9000")]
    [InlineData("ready { udp-bound = [1, x] }", "ready.udp-bound", "found \"x\"")]
    [InlineData("ready { tcp-connect = 9000 }", "ready.tcp-connect", "expected \"HOST:PORT\"")]
    [InlineData("ready { tcp-connect = \"a b:9000\" }", "ready.tcp-connect", "expected \"HOST:PORT\"")]
    [InlineData("ready { http = \"127.0.0.1/health\" }", "ready.http", "expected a URL such as")]
    [InlineData("ready { http = \"ftp://host/\" }", "ready.http", "expected a URL such as")]
    [InlineData("ready { http { status = 200 } }", "ready.http.url", "is missing; name the URL")]
    [InlineData(
        "ready { http { url = \"http://h/\", status = 20 } }",
        "ready.http.status",
        "expected a number from 100 to 599, found \"20\""
    )]
    [InlineData("ready { http { url = \"http://h/\", stats = 200 } }", "ready.http.stats", "unknown key; did you mean \"status\"?")]
    [InlineData("ready { log = \"(\" }", "ready.log", "\"(\" is no regular expression: insufficient closing parentheses at position 1")]
    [InlineData("ready { log { stream = stdout } }", "ready.log.pattern", "is missing")]
    [InlineData("ready { log { pattern = x, stream = stdin } }", "ready.log.stream", "expected stdout or stderr, found \"stdin\"")]
    [InlineData("ready { log { patern = x } }", "ready.log", "")]
    [InlineData("ready { exec = check }", "ready.exec", "expected a list [\"PROGRAM\"")]
    [InlineData("ready { exec = [] }", "ready.exec", "the list is empty")]
    [InlineData("ready { file = [] }", "ready.file", "expected a path")]
    [InlineData("requires { files = x }", "requires.files", "expected a list")]
    [InlineData("requires { free-ports = [\"tpc:1\"] }", "requires.free-ports", "expected \"tcp:PORT\" or \"udp:PORT\"")]
    [InlineData("requires { free-ports = [\"tcp:0\"] }", "requires.free-ports", "a port from 1 to 65535")]
    [InlineData("success-exit-codes = [256]", "success-exit-codes", "expected a number from 0 to 255, found \"256\"")]
    [InlineData("success-exit-codes = [-1]", "success-exit-codes", "expected a number from 0 to 255")]
    [InlineData("success-exit-codes = []", "success-exit-codes", "the list is empty")]
    [InlineData("success-exit-codes = 0", "success-exit-codes", "expected a list of exit codes [0], found \"0\"")]
    [InlineData(
        "output { rotate-at = 1000000 }",
        "output.rotate-at",
        "\"1000000\" has no unit; a size needs a unit: 1000000MiB, 64KiB, 1GB, or off"
    )]
    [InlineData("output { rotate-at = 1KiB }", "output.rotate-at", "\"1KiB\" is too small; the least is 64KiB")]
    [InlineData("output { rotate-at = [1] }", "output.rotate-at", "expected a size such as 256MiB, or off, found a list")]
    [InlineData("output { keep = -1 }", "output.keep", "expected a number from 0 to")]
    [InlineData("output { console = stdrr }", "output.console", "did you mean \"stderr\"?")]
    [InlineData("statistics { live = [\"[0-9]+\"] }", "statistics.live", "has no named group")]
    [InlineData("statistics { live = [\"(?<x\"] }", "statistics.live", "is no regular expression")]
    [InlineData("statistics { live = \"(?<x>a)\" }", "statistics.live", "expected a list of regular expressions")]
    [InlineData("statistics { from = \" \" }", "statistics.from", "is empty")]
    [InlineData(
        "statistics { format = jsn }",
        "statistics.format",
        "pgbench, redis-benchmark or wrk, found \"jsn\"; did you mean \"json\"?"
    )]
    [InlineData("depends-on = x", "depends-on", "expected a list [\"NAME\", …], or {")]
    [InlineData("reedy { }", "reedy", "unknown key; did you mean \"ready\"?")]
    [InlineData("ready { tcp-listn = 1 }", "ready.tcp-listn", "unknown key; did you mean \"tcp-listen\"?")]
    [InlineData("xyzzy = 1", "xyzzy", "unknown key")]
    public void A_wrong_value_of_a_component_is_refused(string keys, string path, string message)
    {
        var problem = _folder.Refused($"beacon.components.app {{\ncommand = app\n{keys}\n}}")[0];

        Assert.StartsWith($"beacon.components.app.{path}", problem.Path, StringComparison.Ordinal);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal("plan.conf:3", problem.Location);
    }

    [Theory]
    [InlineData("run.name = \"a b\"", "run.name", "\"a b\" is no name; use letters, digits, _ and -")]
    [InlineData("run.name = -x", "run.name", "is no name")]
    [InlineData("run.name = \"\"", "run.name", "is no name")]
    [InlineData("run.duration = 0s", "run.duration", "is no time to run")]
    [InlineData("run.duration = 60", "run.duration", "has no unit; a duration needs a unit: 60s")]
    [InlineData("run.duration = forever", "run.duration", "is not a duration")]
    [InlineData("run.on-failure = stopp", "run.on-failure", "expected stop or continue, found \"stopp\"; did you mean \"stop\"?")]
    [InlineData("run.start-timeout = infinite", "run.start-timeout", "is not a duration")]
    [InlineData("run.finish-timeout = 0s", "run.finish-timeout", "too short")]
    [InlineData("run.drain-timeout = -1s", "run.drain-timeout", "negative")]
    [InlineData("run.sample-interval = 9ms", "run.sample-interval", "too short; the least is 10ms")]
    [InlineData("run = 5", "run", "expected an object { … }, found \"5\"")]
    [InlineData("components.\"a b\" { command = x }", "components.\"a b\"", "is no name")]
    [InlineData("components.x = 5", "components.x", "expected an object")]
    [InlineData("rum { }", "rum", "unknown key; did you mean \"run\"?")]
    public void A_wrong_value_of_the_run_is_refused(string keys, string path, string message)
    {
        var problem = _folder.RefusedOnce($"{PlanFolder.Least}\nbeacon.{keys}");

        Assert.Equal($"beacon.{path}", problem.Path);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal("plan.conf:2", problem.Location);
    }

    [Fact]
    public void A_component_without_command_names_the_key_and_where_it_belongs()
    {
        var problem = _folder.RefusedOnce("beacon.components {\n  app { }\n}");

        Assert.Equal("beacon.components.app.command", problem.Path);
        Assert.Contains("is missing; name the program", problem.Message, StringComparison.Ordinal);
        Assert.Equal("plan.conf:2", problem.Location);
    }

    [Fact]
    public void All_problems_are_reported_together()
    {
        var problems = _folder.Refused(
            """
            beacon {
              run { duration = 60, nmae = x }
              components {
                engine { ready { tcp-listen = 0 }, stop { signal = NOPE } }
                algorithm { command = a, depends-on = [matchng, engine, algorithm], args = ["{duraton}"] }
              }
            }
            """
        );

        Assert.Equal(
            [
                "beacon.run.nmae",
                "beacon.run.duration",
                "beacon.components.engine.command",
                "beacon.components.engine.ready.tcp-listen",
                "beacon.components.engine.stop.signal",
                "beacon.components.algorithm.args",
                "beacon.components.algorithm.depends-on",
                "beacon.components.algorithm.depends-on",
            ],
            problems.Select(problem => problem.Path)
        );
        Assert.Equal(problems, Assert.Throws<InvalidPlanException>(() => RunPlan.Load(_folder.Sources("plan.conf"))).Problems);
    }

    [Fact]
    public void The_exception_message_has_a_line_for_every_problem()
    {
        var exception = Assert.Throws<InvalidPlanException>(() => _folder.Read("beacon.run.name = \"\"\nbeacon.components.app { }"));

        Assert.Equal(2, exception.Message.Split(Environment.NewLine).Length);
        Assert.Contains("beacon.components.app.command: is missing", exception.Message, StringComparison.Ordinal);
        Assert.Contains("(plan.conf:2)", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("becon { }", "becon", "unknown key; did you mean \"beacon\"?")]
    [InlineData("Beacon { }", "Beacon", "unknown key; did you mean \"beacon\"?")]
    public void A_root_key_that_is_nearly_beacon_is_refused(string text, string path, string message)
    {
        var problem = _folder.RefusedOnce($"{PlanFolder.Least}\n{text}");

        Assert.Equal(path, problem.Path);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_root_keys_are_left_alone() =>
        Assert.Single(_folder.Read($"akka.loglevel = INFO\nserilog {{ x = 1 }}\n{PlanFolder.Least}").Components);

    [Theory]
    [InlineData("SIGINT", UnixSignal.SIGINT)]
    [InlineData("int", UnixSignal.SIGINT)]
    [InlineData("TERM", UnixSignal.SIGTERM)]
    [InlineData("9", UnixSignal.SIGKILL)]
    public void A_signal_is_read_by_name_and_number(string text, UnixSignal signal) =>
        Assert.Equal(signal, _folder.ReadApp($"stop.signal = {text}").Stop.Signal);

    [Theory]
    [InlineData("on", true)]
    [InlineData("off", false)]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("yes", true)]
    [InlineData("no", false)]
    public void A_switch_is_read_in_each_spelling(string text, bool value) =>
        Assert.Equal(value, _folder.ReadApp($"ends-run = {text}").EndsRun);

    [Fact]
    public void Environment_files_lie_under_env_and_a_later_one_wins()
    {
        _folder.Write("a.env", "# comment\n\nA=1\nB = two words \nC=\"quoted = \"\nD=x");
        _folder.Write("b.env", "A=2");

        var app = _folder.ReadApp("env-files = [\"a.env\", \"b.env\"]\nenv { D = y }");

        Assert.Equal("A=2|B=two words|C=quoted = |D=y", string.Join('|', app.Environment.Select(entry => $"{entry.Key}={entry.Value}")));
    }

    [Fact]
    public void A_line_of_an_environment_file_that_is_no_variable_is_refused()
    {
        _folder.Write("a.env", "A=1\nnonsense");

        var problem = _folder.RefusedApp("env-files = [\"a.env\"]");

        Assert.Equal("beacon.components.app.env-files", problem.Path);
        Assert.Contains("a.env:2: the line is no variable; write KEY=VALUE", problem.Message, StringComparison.Ordinal);
    }
}
