using System.Globalization;
using System.Text;
using Beacon.Actors.Host.Console;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.Host.Tests;

/// <summary>What a person sees, on the screen of a terminal emulator.</summary>
public sealed class TerminalSpecs : IDisposable
{
    private readonly string _folder = BeaconProcess.NewFolder();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [TmuxTheory]
    [InlineData(20, 10)]
    [InlineData(60, 10)]
    [InlineData(80, 50)]
    [InlineData(110, 50)]
    [InlineData(200, 10)]
    public async Task The_live_view_fits_the_screen_whatever_the_number_of_components(int width, int height)
    {
        foreach (var count in (int[])[1, 3, 40, 1000])
        {
            File.WriteAllText(Path.Combine(_folder, "frames"), Frames(count, width, height));
            using var terminal = new Tmux(width, height, $"cat {_folder}/frames");
            await terminal.EndedAsync();
            var seen = terminal.All.Split('\n').Select(row => row.TrimEnd()).ToList();

            // Each frame replaced the one before: of each line there is one.
            Assert.Single(seen, row => row.Contains('░'));
            Assert.Equal(
                Enumerable.Range(1, 20).Select(number => $"line {number}"),
                seen.Where(row => row.StartsWith("line ", StringComparison.Ordinal))
            );
            if (width >= 60 && count <= 3)
                Assert.Equal(count, seen.Count(IsReady));
            if (count > height)
                Assert.Contains(seen, row => row.EndsWith(" more ready", StringComparison.Ordinal));
        }
    }

    [TmuxTheory]
    [InlineData(80, 24, 60)]
    [InlineData(110, 30, 40)]
    public async Task After_the_terminal_was_resized_there_is_one_bar_and_no_ghost(int width, int height, int narrower)
    {
        using var terminal = Start(width, height, "a { command = sleep, args = [1000] }, b { command = sleep, args = [1000] }", "infinite");
        await terminal.ShownAsync("running, ");
        foreach (var next in (int[])[narrower, width, narrower])
        {
            terminal.Resize(next, height);
            await Task.Delay(TimeSpan.FromSeconds(2.5));
        }

        await terminal.ShownAsync(rows => rows.Count(row => row.StartsWith("running, ", StringComparison.Ordinal)) == 1);
        terminal.Press("C-c");
        await terminal.EndedAsync();
        Assert.DoesNotContain("running, ", terminal.All, StringComparison.Ordinal);
        Assert.Contains("interrupted", terminal.All, StringComparison.Ordinal);
    }

    [TmuxTheory]
    [InlineData(80, 24)]
    public async Task A_failed_run_leaves_its_cause_once_and_nothing_of_the_live_view(int width, int height)
    {
        using var terminal = Start(
            width,
            height,
            "a { command = sleep, args = [1000] }, "
                + "b { command = sh, args = [\"-c\", \"echo first; sleep 1; printf 'bro%s\\n' ken >&2; exit 3\"] }",
            "infinite"
        );
        await terminal.EndedAsync();
        var all = terminal.All;
        Assert.Equal(2, all.Split("broken").Length);
        Assert.Contains("last lines of b:\n  | first", all, StringComparison.Ordinal);
        Assert.Contains("failed: b exited with code 3", all, StringComparison.Ordinal);
        Assert.DoesNotContain("component  ", all, StringComparison.Ordinal);
        Assert.Contains("ended 1", all, StringComparison.Ordinal);
    }

    [TmuxTheory]
    [InlineData(80, 24)]
    public async Task A_flood_of_lines_is_on_the_screen_when_the_run_ends(int width, int height)
    {
        using var terminal = Start(
            width,
            height,
            "flood { command = sh, ends-run = on, output.console = all, args = [\"-c\", \"seq -f 'number %.0f' 1 50000\"] }",
            "infinite"
        );
        await terminal.EndedAsync();
        Assert.Contains("number 50000", terminal.All, StringComparison.Ordinal);
        Assert.Contains("completed", terminal.All, StringComparison.Ordinal);
    }

    private static bool IsReady(string row) =>
        row.StartsWith("Component No. ", StringComparison.Ordinal) && row.Contains(" ready", StringComparison.Ordinal);

    private Tmux Start(int width, int height, string components, string duration)
    {
        File.WriteAllText(
            Path.Combine(_folder, "plan.conf"),
            $"beacon {{ run.duration = {duration}, run.name = test, components {{ {components} }} }}"
        );
        var beacon = $"env --default-signal {BeaconProcess.Program}";
        return new Tmux(width, height, $"cd {_folder}; {beacon} --config plan.conf");
    }

    // What the live region writes: twenty frames, with a line above each.
    private static string Frames(int count, int width, int height)
    {
        var plan = RunPlan.Create("test").For(TimeSpan.FromSeconds(60));
        for (var number = 1; number <= count; number++)
            plan.Add($"c-{number}", component => component.Run("sleep").Titled($"Component No. {number}"));
        var (built, terminal) = (plan.Build(), new StringWriter(new StringBuilder(), CultureInfo.InvariantCulture));
        var (region, view) = (new LiveRegion(terminal, () => (width, height), isColoured: true), new LiveView(built));
        var snapshot = RunSnapshot.Before(built);
        foreach (var component in built.Components)
            snapshot = snapshot
                .Apply(new ComponentStarting(1234, 1) { Component = component.Name })
                .Apply(new ComponentReady("started", TimeSpan.Zero) { Component = component.Name });
        snapshot = snapshot.Apply(new RunOperational(TimeSpan.FromSeconds(1)));
        for (var frame = 1; frame <= 20; frame++)
        {
            region.Above.Write($"line {frame}\n");
            region.Draw(view.Lines(snapshot, TimeSpan.FromSeconds(frame), width, height));
            region.Draw(view.Lines(snapshot, TimeSpan.FromSeconds(frame + 0.5), width, height));
        }

        return terminal.ToString();
    }
}
