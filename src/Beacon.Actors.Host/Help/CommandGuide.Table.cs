namespace Beacon.Actors.Host.Help;

internal sealed partial record CommandGuide
{
    private static readonly (string, string)[] Run =
    [
        ("0", "completed"),
        ("1", "a component failed: it crashed, hung, was not ready in time, used up its restarts, or exited too early"),
        ("2", "bad usage or bad configuration; nothing was started"),
        ("3", "a prerequisite is missing (program, file, port, results folder); nothing was started"),
        ("5", "completed, but an expectation was not met (beacon.expect, --expect)"),
        ("70", "a defect of Beacon itself"),
        ("129, 130, 143", "ended by SIGHUP, SIGINT, SIGTERM, after a graceful stop"),
    ];

    private static readonly (string, string)[] Compare = [.. Run[..4], ("4", "a comparison found a regression"), .. Run[4..]];

    private static readonly (string, string)[] Repeat =
    [
        .. Run[..3],
        ("3", "a run could not be started: a prerequisite is missing, or --prepare has failed"),
        .. Compare[4..],
    ];

    private static readonly (string, string)[] Check =
    [
        ("0", "nothing is wrong"),
        ("2", "bad usage or bad configuration"),
        ("3", "a prerequisite is missing"),
    ];

    private static readonly (string, string)[] Answer =
    [
        ("0", "done"),
        ("2", "bad usage, or no such run"),
        ("3", "a record or a file can't be read or written"),
    ];

    private static readonly (string, string)[] Print = [("0", "done"), ("2", "bad usage"), ("3", "the output can't be written")];

    private static readonly (string, string)[] Control =
    [
        ("0", "done"),
        ("2", "bad usage"),
        ("6", "no such run or component"),
        ("7", "a time-out passed"),
    ];

    private static readonly Dictionary<string, CommandGuide> All = new()
    {
        [""] = Make(
            Run,
            "30",
            "run the plan of this folder for 30 seconds",
            "shop.conf 5m",
            "run a plan by its file",
            "init",
            "begin a plan"
        ),
        ["run"] = Make(
            Run,
            "run 30",
            "the same as beacon 30",
            "run -c base.conf -c ci.conf 10",
            "a plan with the differences of CI over it"
        ),
        ["demo"] = Make(Run, "demo 10", "run the demo for 10 seconds", "demo --follow 5", "with what its programs print"),
        ["verify"] = Make(Check, "verify", "check the plan of this folder", "verify shop.conf --json", "a plan by its file, for a program"),
        ["plan"] = Make(Check, "plan", "show the plan of this folder", "plan shop.conf --format dot | dot -Tsvg", "draw it with Graphviz"),
        ["repeat"] = Make(
            Repeat,
            "repeat 10 30",
            "ten runs of 30 seconds",
            "repeat 10 30 --config old.conf --versus new.conf",
            "two plans in turn, and what differs",
            "repeat 10 30 --warmup 2 --prepare 'make reset' --label before",
            "two runs before them that don't count, a command before each, and a label for all",
            "repeat 5 --baseline last:10 --threshold 'p99=+5%'",
            "fail with 4 if the new runs are slower"
        ),
        ["runs"] = Make(Answer, "runs list", "all runs", "runs show last", "the latest run"),
        ["runs list"] = Make(
            Answer,
            "runs list --since 7d",
            "the runs of a week",
            "runs list --outcome failed --all",
            "all runs that failed"
        ),
        ["runs show"] = Make(Answer, "runs show last", "the latest run", "runs show last~1 --json", "the one before, as JSON"),
        ["runs logs"] = Make(
            Answer,
            "runs logs api --grep ERROR",
            "what a component printed in the latest run",
            "runs logs --run last~1 --since 10s",
            "the last ten seconds of the run before"
        ),
        ["runs statistics"] = Make(
            [
                ("0", "statistics were found"),
                ("2", "bad usage, or no format was named"),
                ("3", "none were found, or the file can't be read"),
            ],
            "runs statistics wrk.txt --format wrk",
            "what the preset for wrk reads of a file",
            "runs statistics out.txt --pattern 'took (?<elapsed>[0-9.]+ ms)'",
            "try a regular expression",
            "runs statistics out.txt --component load",
            "the section of a component of this folder's plan"
        ),
        ["runs compare"] = Make(
            Compare,
            "runs compare last:10~10 last:10",
            "ten runs with the ten before",
            "runs compare label:before label:after",
            "the runs with one label with those of another"
        ),
        ["runs report"] = Make(
            Answer,
            "runs report last",
            "write report.html of the latest run",
            "runs report --compare last~1 last",
            "compare two runs on a page"
        ),
        ["runs export"] = Make(
            Answer,
            "runs export last --format junit --output junit.xml",
            "for a CI server",
            "runs export last:10 --baseline base.json",
            "a baseline of ten runs"
        ),
        ["runs prune"] = Make(
            Answer,
            "runs prune --keep 50 --dry-run",
            "what would be deleted",
            "runs prune --older-than 30d",
            "delete what is older than 30 days"
        ),
        ["runs reindex"] = Make(
            Answer,
            "runs reindex",
            "rebuild the list of runs",
            "runs reindex --results /data/runs",
            "in another results folder"
        ),
        ["dashboard"] = Make(
            [("0", "it was ended"), ("2", "bad usage"), ("3", "it can't be started: the port is taken, or ASP.NET Core is missing")],
            "dashboard --open",
            "show the runs of this folder in the browser",
            "dashboard --port 8080",
            "on a port of your choice"
        ),
        ["up"] = Make(Run, "up", "start the plan of this folder in the background", "up shop.conf 1h", "a plan by its file, for an hour"),
        ["ps"] = Make(Control, "ps", "what runs, and its components", "ps --json", "the same for a program"),
        ["logs"] = Make(Control, "logs -f api", "follow a component", "logs --tail 20", "the last 20 lines of all of them"),
        ["stop"] = Make(Control, "stop", "stop the run", "stop api", "stop one component"),
        ["start"] = Make(Control, "start api", "start a component that was stopped", "start api db", "start two of them"),
        ["restart"] = Make(Control, "restart api", "restart a component", "restart api --json", "the same for a program"),
        ["signal"] = Make(
            Control,
            "signal api SIGHUP",
            "have a component read its configuration again",
            "signal api USR1",
            "by a short name"
        ),
        ["wait"] = Make(Control, "wait", "wait for the end of the run", "wait --for ready=api --timeout 30s", "until a component is ready"),
        ["attach"] = Make(Control, "attach", "watch a run that was started elsewhere", "attach --run last", "a run of several"),
        ["init"] = Make(
                [.. Print[..2], ("3", "beacon.conf exists, can't be written, or is not right yet: what it needs is listed")],
                "init",
                "a plan for the Procfile or package.json of this folder",
                "init ./build/server --port 8080",
                "a plan for a program that you have built"
            )
            .With(SharedOptions.None),
        ["doctor"] = Make(
                [
                    ("0", "nothing is wrong, or only what Beacon can do without"),
                    ("2", "bad usage"),
                    ("3", "a promise of Beacon can't be kept here"),
                ],
                "doctor",
                "what this machine can and can't promise, with the cure",
                "doctor --json",
                "the same for a program"
            )
            .With(SharedOptions.Json),
        ["presets"] = Make(
                Print,
                "presets",
                "the tools whose output has a preset",
                "presets wrk",
                "the preset for wrk, to be copied and changed"
            )
            .With(SharedOptions.None),
        ["schema"] = Make(Print, "schema > beacon.schema.json", "the JSON schema of plans, for an editor", "schema | head", "its beginning")
            .With(SharedOptions.None),
        ["completion"] = Make(
                Print,
                "completion bash > ~/.local/share/bash-completion/completions/beacon",
                "completion by the TAB key in bash",
                "completion zsh > \"${fpath[1]}/_beacon\"",
                "in zsh",
                "completion fish > ~/.config/fish/completions/beacon.fish",
                "in fish"
            )
            .With(SharedOptions.None),
        ["help"] = Make(Print, "help repeat", "the help of a command", "help runs compare", "of a command of runs")
            .With(SharedOptions.None),
    };

    private static CommandGuide Make((string, string)[] exitCodes, params string[] examples) =>
        new([.. examples.Chunk(2).Select(pair => new Example($"beacon {pair[0]}", pair[1]))], exitCodes);
}
