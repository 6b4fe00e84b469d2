namespace Beacon.Actors.Host.Tests;

/// <summary>Results folders that other users can change: attacks on root by the user nobody.</summary>
public sealed class ForeignFolderSpecs : IDisposable
{
    private readonly BeaconShell _shell = new();

    public ForeignFolderSpecs() => _shell.WritePlan("a { command = echo, args = [hello], ends-run = on }");

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("ln -s ../target runs/.write-test-$N")]
    [InlineData("mkfifo runs/.write-test-$N")]
    public async Task A_guessed_name_of_the_write_test_neither_changes_another_file_nor_blocks(string attack)
    {
        // The process id is in the name: a shell has it before it becomes beacon.
        var (exitCode, output) = await _shell.RunAsync(
            $"mkdir runs; echo precious > target; export N\n(sh -c 'N=$$; {attack}; exec \"$BEACON\" verify --config plan.conf')\n"
                + "E=$?; cat target; exit $E"
        );
        Assert.Equal(0, exitCode);
        Assert.Contains("precious", output);
    }

    [TwoUsersFact]
    public async Task A_results_folder_that_everybody_can_write_is_refused_with_the_way_out()
    {
        foreach (var command in new[] { "verify", "run" })
        {
            var (exitCode, output) = await _shell.RunAsync(
                $"mkdir -p open/runs; chmod 777 open/runs; \"$BEACON\" {command} --config plan.conf --results open/runs"
            );
            Assert.Equal(3, exitCode);
            Assert.Contains("open/runs can be changed by other users", output);
            Assert.Contains("chmod", output);
            Assert.Contains("--results", output);
        }

        Assert.Empty(Directory.GetFileSystemEntries(_shell.At("open/runs")));
    }

    [TwoUsersFact]
    public async Task A_results_folder_below_one_that_everybody_can_write_is_refused()
    {
        var (exitCode, output) = await _shell.RunAsync(
            "mkdir -p open/runs; chmod 777 open; \"$BEACON\" verify --config plan.conf --results open/runs"
        );
        Assert.Equal(3, exitCode);
        Assert.Contains("open can be changed by other users", output);
    }

    [TwoUsersFact]
    public async Task A_sticky_folder_of_everybody_may_contain_a_results_folder_but_not_be_one_for_another_user()
    {
        var (exitCode, output) = await _shell.RunAsync(
            "chmod 755 .; mkdir shared; chmod 1777 shared; $AS_NOBODY \"$BEACON\" verify --config plan.conf --results shared/mine && "
                + "$AS_NOBODY \"$BEACON\" verify --config plan.conf --results shared"
        );
        Assert.Equal(3, exitCode);
        Assert.Contains("nothing was started", output);
        Assert.Contains("shared can be changed by other users", output);
    }

    [TwoUsersFact]
    public async Task A_folder_of_another_user_is_refused_to_a_user_who_is_not_root()
    {
        var (exitCode, output) = await _shell.RunAsync(
            "chmod 755 .; mkdir theirs; chown 65533 theirs; mkdir theirs/runs; chown 65534 theirs/runs; "
                + "$AS_NOBODY \"$BEACON\" verify --config plan.conf --results theirs/runs"
        );
        Assert.Equal(3, exitCode);
        Assert.Contains("theirs belongs to another user", output);
    }

    [TwoUsersFact]
    public async Task Root_runs_in_the_folder_of_another_user_and_lists_its_runs()
    {
        var (exitCode, output) = await _shell.RunAsync(
            "mkdir home; chown 65534 home; cp plan.conf home; cd home; $AS_NOBODY mkdir runs; "
                + "\"$BEACON\" --config plan.conf --quiet || exit 9; "
                + "\"$BEACON\" runs list; \"$BEACON\" runs show last"
        );
        Assert.Equal(0, exitCode);
        Assert.Contains("completed", output);
        Assert.DoesNotContain("reindex", output);
        Assert.DoesNotContain("problem", output);
    }

    [TwoUsersFact]
    public async Task A_link_of_another_user_in_place_of_the_results_folder_leads_root_nowhere()
    {
        var (exitCode, output) = await _shell.RunAsync(
            "mkdir home precious; chown 65534 home; cp plan.conf home; cd home; $AS_NOBODY ln -s ../precious runs; "
                + "\"$BEACON\" verify --config plan.conf"
        );
        Assert.Equal(3, exitCode);
        Assert.Contains("link of another user", output);
        Assert.Empty(Directory.GetFileSystemEntries(_shell.At("precious")));
    }

    [TwoUsersFact]
    public async Task Marks_that_are_a_link_to_a_folder_of_others_delete_nothing_there()
    {
        var mark = """{"Pid":1999999999,"StartedAt":"2020-01-01T00:00:00+00:00"}""";
        await _shell.RunAsync(
            $"mkdir home precious; echo '{mark}' > precious/service.json; chown 65534 home; cp plan.conf home; cd home; "
                + "$AS_NOBODY mkdir runs; $AS_NOBODY ln -s ../../precious runs/.running; \"$BEACON\" --config plan.conf --quiet"
        );
        Assert.True(File.Exists(_shell.At("precious/service.json")));
    }

    [TwoUsersFact]
    public async Task A_link_in_place_of_the_history_creates_and_changes_no_file()
    {
        var (exitCode, _) = await _shell.RunAsync(
            "mkdir home precious; touch precious/empty; chown 65534 home; cp plan.conf home; cd home; $AS_NOBODY mkdir runs; "
                + "$AS_NOBODY ln -s ../../precious/new runs/history.db; \"$BEACON\" --config plan.conf --quiet; "
                + "$AS_NOBODY ln -sf ../../precious/empty runs/history.db; \"$BEACON\" --config plan.conf --quiet; "
                + "\"$BEACON\" runs reindex; \"$BEACON\" runs list"
        );
        Assert.Equal(0, exitCode);
        Assert.Equal([_shell.At("precious/empty")], Directory.GetFileSystemEntries(_shell.At("precious")));
        Assert.Equal(0, new FileInfo(_shell.At("precious/empty")).Length);
    }

    [Theory]
    [InlineData("ln -s ../new runs/history.db")]
    [InlineData("mkfifo runs/history.db")]
    [InlineData("mkdir runs/history.db")]
    [InlineData("ln -s /dev/full runs/history.db")]
    [InlineData("ln -s ../new runs/history.db-wal")]
    public async Task A_history_that_is_not_a_regular_file_is_named_and_the_run_is_not_lost(string attack)
    {
        var (exitCode, output) = await _shell.RunAsync($"mkdir runs; {attack}; \"$BEACON\" --config plan.conf && \"$BEACON\" runs list");
        Assert.Equal(0, exitCode);
        Assert.Contains("is not in the history: history.db", output);
        Assert.Contains("completed", output);
        Assert.False(Path.Exists(_shell.At("new")));
    }

    [Fact]
    public async Task The_folder_of_a_record_that_is_replaced_while_it_runs_receives_nothing()
    {
        _shell.WriteScript("a", "echo first; until [ -e swapped ]; do sleep 0.05; done; echo second");
        _shell.WriteScript(
            "b",
            """
            until [ -s "$BEACON_RECORD/logs/a.out.log" ]; do sleep 0.05; done
            echo old > target; cd runs; R=$(ls -d 2*); mv $R aside; mkdir -p $R/logs
            ln -s ../../../target $R/logs/a.out.log; ln -s ../../target $R/report.html.tmp; ln -s ../../target $R/run.json.tmp
            touch ../swapped
            """
        );
        _shell.WritePlan("a { command = \"./a\", ends-run = on }\nb { command = \"./b\", finishes-itself = on }");
        await _shell.RunAsync("\"$BEACON\" --config plan.conf");
        Assert.Equal("old\n", File.ReadAllText(_shell.At("target")));
        Assert.Equal("first\nsecond\n", File.ReadAllText(_shell.At("runs/aside/logs/a.out.log")));
        Assert.Contains("\"completed\"", File.ReadAllText(_shell.At("runs/aside/run.json")));
        Assert.True(File.Exists(_shell.At("runs/aside/report.html")));
    }

    [Fact]
    public async Task A_row_of_the_history_never_leads_to_a_folder_elsewhere()
    {
        var (exitCode, output) = await _shell.RunAsync(
            """
            "$BEACON" --config plan.conf --quiet || exit 9
            ID=$(cd runs; ls -d 2*); mkdir -p elsewhere/$ID; echo precious > elsewhere/$ID/file
            python3 -c "import sqlite3; c = sqlite3.connect('runs/history.db')
            c.execute(\"update run set folder = '../elsewhere/' || folder\"); c.commit()" || exit 0
            "$BEACON" runs prune --keep 0
            """
        );
        Assert.Equal(0, exitCode);
        if (output.Contains("deleted", StringComparison.Ordinal))
            Assert.True(File.Exists(Directory.GetFiles(_shell.At("elsewhere"), "file", SearchOption.AllDirectories).Single()));
    }

    [Fact]
    public async Task A_record_and_its_files_are_for_its_user_alone_unless_the_plan_opens_them()
    {
        foreach (
            var (mode, folder, file) in new[]
            {
                ("", "700", "600"),
                ("record-mode = group", "750", "640"),
                ("record-mode = public", "755", "644"),
            }
        )
        {
            _shell.WritePlan("a { command = echo, args = [hello], ends-run = on }", mode);
            var (exitCode, output) = await _shell.RunAsync(
                "umask 022; rm -rf runs; \"$BEACON\" --config plan.conf --quiet > out || exit; "
                    + "stat -c %a runs/2*; find runs/2* runs/history.db -type f | xargs stat -c %a | sort -u; stat -c %a runs/2*/logs"
            );
            Assert.Equal((0, $"{folder}\n{file}\n{folder}\n"), (exitCode, output));
        }
    }
}
