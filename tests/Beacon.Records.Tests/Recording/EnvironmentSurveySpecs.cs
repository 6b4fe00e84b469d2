using System.Diagnostics;
using System.Security.Cryptography;
using Beacon.Plans;
using Beacon.Records.Environments;

namespace Beacon.Records.Tests.Recording;

public sealed class EnvironmentSurveySpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("beacon-survey-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_program_and_required_file_is_recorded_with_its_hash()
    {
        File.WriteAllText(Path.Combine(_folder, "data.itch"), "a market day");
        var plan = Plan(
            Component("a", "sh") with
            {
                Requires = new Requirements { Files = [Path.Combine(_folder, "data.itch"), Path.Combine(_folder, "gone"), _folder] },
            },
            Component("b", "/bin/sh")
        );
        var files = (await new EnvironmentSurvey(plan, plan.Components).CompleteAsync()).Files;

        var shell = files[0];
        Assert.True(Path.IsPathRooted(shell.Path));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(shell.Path))), shell.Sha256);
        Assert.Equal(
            new FileDigest("a", Path.Combine(_folder, "data.itch"), Convert.ToHexStringLower(SHA256.HashData("a market day"u8)), 12),
            files[1]
        );
        Assert.Equal(new FileDigest("a", Path.Combine(_folder, "gone"), null, null), files[2]);
        Assert.Equal(("b", "/bin/sh"), (files[3].Component, files[3].Path));
        Assert.Equal(4, files.Length);
    }

    [Fact]
    public void The_dll_of_a_dotnet_program_is_recorded_beside_its_launcher()
    {
        File.WriteAllText(Path.Combine(_folder, "engine"), "the launcher");
        File.WriteAllText(Path.Combine(_folder, "engine.dll"), "the code");
        var files = new RunFiles([Component("a", Path.Combine(_folder, "engine"))]).Read(CancellationToken.None);
        Assert.Equal(["engine", "engine.dll"], files.Select(file => Path.GetFileName(file.Path)));
    }

    [Fact]
    public void A_file_that_is_not_read_in_time_has_no_digest() =>
        Assert.All(
            new RunFiles([Component("a", "/bin/sh")]).Read(new CancellationToken(canceled: true)),
            file => Assert.Equal(("/bin/sh", null), (file.Path, file.Sha256))
        );

    [Fact]
    public async Task The_machine_and_the_versions_are_recorded()
    {
        var found = await new EnvironmentSurvey(Plan(Component("a", "sh")), []).CompleteAsync();
        Assert.Equal(Environment.MachineName, found.Machine);
        Assert.Equal(File.ReadAllText("/proc/sys/kernel/osrelease").Trim(), found.Kernel);
        Assert.Equal(Environment.ProcessorCount, found.Cores);
        Assert.NotEmpty(found.Beacon);
        Assert.NotNull(found.LoadBefore.Average);
        Assert.Equal(File.Exists("/proc/pressure/cpu"), found.LoadDuring.CpuStalled is >= 0 and <= 1);
        Assert.Null(found.Git);
    }

    [Fact]
    public void The_plan_hash_ignores_the_results_folder_and_reflects_every_other_change()
    {
        var plan = Plan(Component("a", "sh"));
        Assert.Equal(plan.Sha256(), plan.With(run => run.RecordsIn("/elsewhere")).Sha256());
        Assert.NotEqual(plan.Sha256(), Plan(Component("a", "sh") with { Args = ["-c", "true"] }).Sha256());
    }

    [Fact]
    public async Task The_commit_and_the_dirty_state_of_the_repository_of_the_plan_are_recorded()
    {
        Git("init", "-q");
        File.WriteAllText(Path.Combine(_folder, "plan.conf"), "beacon.components.a.command = sh");
        Git("add", "plan.conf");
        Git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "a");
        var commit = Git("rev-parse", "HEAD").Trim();

        var plan = RunPlan.Load(Path.Combine(_folder, "plan.conf"));
        Assert.Equal(new GitState(commit, false), (await new EnvironmentSurvey(plan, []).CompleteAsync()).Git);
        File.WriteAllText(Path.Combine(_folder, "plan.conf"), "changed");
        Assert.Equal(new GitState(commit, true), (await new EnvironmentSurvey(plan, []).CompleteAsync()).Git);
    }

    [Fact]
    public async Task A_folder_without_a_repository_has_no_commit()
    {
        Assert.Null(await GitReader.ReadAsync(_folder));
        Git("init", "-q");
        Assert.Null(await GitReader.ReadAsync(_folder));
    }

    [Theory]
    [InlineData("some avg10=2.04 avg60=0.75 avg300=0.40 total=157622151", 0.0204, 157.622151)]
    [InlineData("full avg10=2.04 avg60=0.75 avg300=0.40 total=157622151", null, null)]
    [InlineData("some", null, null)]
    public void Pressure_is_parsed_from_the_line_of_the_kernel(string line, double? share, double? seconds)
    {
        var pressure = Pressure.Parse(line);
        Assert.Equal((share, seconds), (pressure?.Share, pressure?.Total.TotalSeconds));
    }

    private static ComponentSpec Component(string name, string command) =>
        new()
        {
            Name = name,
            Title = name,
            Command = command,
            WorkingDirectory = "/",
        };

    private static RunPlan Plan(params ComponentSpec[] components) =>
        RunPlan.Create("test", "/").RecordsIn("/").Add([.. components]).Build();

    private string Git(params string[] arguments)
    {
        using var git = Process.Start(
            new ProcessStartInfo("git", arguments) { WorkingDirectory = _folder, RedirectStandardOutput = true }
        )!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return output;
    }
}
