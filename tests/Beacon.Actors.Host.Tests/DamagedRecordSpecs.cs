using System.IO.Compression;
using System.Text;

namespace Beacon.Actors.Host.Tests;

/// <summary>A damaged record among good ones: the commands over all records name it and leave it out.</summary>
public sealed class DamagedRecordSpecs : IDisposable
{
    private readonly BeaconShell _shell = new();

    public void Dispose() => _shell.Dispose();

    private static readonly (string Text, string Damaged)[] Damages =
    [
        ("\"lastLines\": [", "\"lastLines\": [[\"x\"], "),
        ("\"name\": \"a\"", "\"name\": \"\\ud800\""),
        ("\"id\":", "\"\\ud800\": 1, \"id\":"),
        ("\"title\": \"a\"", "\"title\": \"\u00ff\""),
        ("\"elapsedMs\": ", "\"elapsedMs\": 1e999, \"x\": "),
        ("\"elapsedMs\": ", "\"elapsedMs\": 1e300, \"x\": "),
        ("\"startedAt\": \"2", "\"startedAt\": \"9999-12-31T23:59:59Z\", \"x\": \"2"),
        ("\"startedAt\": \"2", "\"startedAt\": \"0001-01-01T00:00:00+14:00\", \"x\": \"2"),
        ("\"exitCode\": ", "\"exitCode\": 99999999999999999999999, \"x\": "),
        ("\"components\": [", "\"components\": [null, 1, "),
        ("\"statistics\": [", "\"statistics\": [{ }, "),
        ("\"problems\": [", "\"problems\": {}, \"x\": ["),
        ("\"environment\": {", "\"environment\": [], \"x\": {"),
        ("\"outcome\": ", "\"outcome\": 5, \"x\": "),
        ("\"completed\"", "\"com"),
        ("{", new string('[', 10_000)),
        ("{", ""),
    ];

    [Fact]
    public async Task Commands_over_all_records_name_the_damaged_ones_and_leave_them_out()
    {
        var good = await MakeRunAsync();
        var json = File.ReadAllText(_shell.At($"runs/{good}/run.json"));
        var ids = new List<string>();
        foreach (var (place, (text, damaged)) in Damages.Index())
        {
            var at = json.IndexOf(text, StringComparison.Ordinal);
            Assert.True(at >= 0, text);

            // ÿ alone is no UTF-8.
            Copy(good, ids, place, json[..at] + damaged + json[(at + text.Length)..]);
        }

        Copy(good, ids, Damages.Length, null);
        DamageLogsAndEvents(ids[^1]);
        var (exitCode, output) = await _shell.RunAsync(
            """
            rm runs/history.db*
            for C in "runs list --all" "runs prune --keep 100" "runs prune --keep 0 --older-than 300d" "runs reindex" "runs list --all" \
              "runs list --json" "runs show last" "runs compare last last --force" "runs export last:100 --format csv" \
              "runs export --baseline b.json"; do
              timeout 60 "$BEACON" $C > out 2>&1; E=$?
              [ $E -le 4 ] && ! grep -q "   at " out || { echo "$C: $E"; cat out; exit 9; }
              [ "$C" != "runs list --all" ] || cat out
            done
            """
        );
        Assert.True(exitCode == 0, output);
        Assert.Contains(good, output);
        Assert.Contains(ids[0], output);
        Assert.All(ids, id => Assert.True(Directory.Exists(_shell.At($"runs/{id}")), id));
    }

    [Fact]
    public async Task Commands_of_a_damaged_record_say_so()
    {
        var good = await MakeRunAsync();
        var json = File.ReadAllText(_shell.At($"runs/{good}/run.json"));
        var ids = new List<string>();
        Copy(good, ids, 0, json.Replace("\"name\": \"a\"", "\"name\": \"\\ud800\"", StringComparison.Ordinal));
        Copy(good, ids, 1, null);
        DamageLogsAndEvents(ids[^1]);
        foreach (var id in ids)
        {
            var (exitCode, output) = await _shell.RunAsync(
                $"""
                for C in "runs show {id}" "runs logs --run {id} --clock" "runs report {id}" "runs compare {id} {good} --force" \
                  "runs export {id} --format json"; do
                  timeout 60 "$BEACON" $C > out 2>&1; E=$?
                  [ $E -le 4 ] && ! grep -q "   at " out || {'{'} echo "$C: $E"; cat out; exit 9; {'}'}
                done
                """
            );
            Assert.True(exitCode == 0, output);
        }
    }

    private async Task<string> MakeRunAsync()
    {
        _shell.WritePlan("a { command = echo, args = [hello], ends-run = on }");
        Assert.Equal(0, (await _shell.RunAsync("\"$BEACON\" --config plan.conf --quiet")).ExitCode);
        return Path.GetFileName(Assert.Single(Directory.GetDirectories(_shell.At("runs"), "2*")));
    }

    private void Copy(string good, List<string> ids, int place, string? json)
    {
        var id = $"20260101-000000-beacon-{place:x4}";
        ids.Add(id);
        Directory.CreateDirectory(_shell.At($"runs/{id}/logs"));
        foreach (var name in new[] { "plan.conf", "events.ndjson", "logs/a.out.log", "logs/a.index" })
            File.Copy(_shell.At($"runs/{good}/{name}"), _shell.At($"runs/{id}/{name}"));
        if (json is not null)
            File.WriteAllBytes(_shell.At($"runs/{id}/run.json"), Encoding.Latin1.GetBytes(json));
    }

    private void DamageLogsAndEvents(string id)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
            gzip.Write(new byte[100_000]);
        var bytes = packed.ToArray();
        bytes[20] ^= 0xff;
        bytes[^6] ^= 0xff;
        File.WriteAllBytes(_shell.At($"runs/{id}/logs/a.out.log.1.gz"), bytes);
        File.WriteAllText(_shell.At($"runs/{id}/logs/a.out.log"), "");
        File.AppendAllText(
            _shell.At($"runs/{id}/events.ndjson"),
            "{\"event\":\"component_starting\",\"at\":\"2026-01-01T00:00:00Z\",\"elapsedMs\":1e300,\"component\":\"\\ud800\"}\n[]\n\u0000\n"
        );
    }

    [Theory]
    [InlineData("update run set started_at = 9e18")]
    [InlineData("update run set elapsed_ms = 1e300")]
    [InlineData("update run set outcome = null")]
    [InlineData("update run set name = x'ff00'")]
    [InlineData("update run set exit_code = 'many'")]
    [InlineData("drop table run")]
    public async Task A_history_with_values_out_of_range_is_not_believed(string change)
    {
        await MakeRunAsync();
        var (exitCode, output) = await _shell.RunAsync(
            $"""
            python3 -c "import sqlite3; c = sqlite3.connect('runs/history.db'); c.execute('pragma ignore_check_constraints = on')
            try: c.execute('''{change}''')
            except sqlite3.IntegrityError: pass
            c.commit()" || exit 0
            for C in "runs list" "runs reindex" "runs prune --keep 1"; do
              "$BEACON" $C; E=$?; [ $E -le 3 ] || exit 9
            done
            """
        );
        Assert.True(exitCode == 0, output);
    }
}
