using System.Diagnostics;
using System.Runtime.Versioning;
using Beacon.Processes.Files;

namespace Beacon.Processes.Tests;

/// <summary>By paths, as on other operating systems.</summary>
public sealed class PathRecordFolderSpecs : RecordFolderSpecs
{
    private protected override RecordFolder Open(string path) => new PathFolder(path);
}

public abstract class RecordFolderSpecs : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("beacon-folder-");
    private readonly Lazy<RecordFolder> _folder;

    protected RecordFolderSpecs()
    {
        _folder = new Lazy<RecordFolder>(() => Open(Record));
        Directory.CreateDirectory(At("logs"));
        File.WriteAllText(Path.Combine(_root.FullName, "secret"), "secret");
    }

    [Fact]
    public async Task A_file_that_comes_and_goes_is_never_taken_for_another_ones()
    {
        File.WriteAllText(At("other"), "");
        using var enough = new CancellationTokenSource();
        var changing = Task.Run(() =>
        {
            while (!enough.IsCancellationRequested)
            {
                File.Move(At("other"), At("wal"));
                File.Move(At("wal"), At("other"));
            }
        });
        var taken = Enumerable.Range(0, 100_000).Count(_ => Folder.IsForeign("wal"));
        await enough.CancelAsync();
        await changing;
        Assert.Equal(0, taken);
    }

    [Fact]
    public void What_is_no_regular_file_is_foreign()
    {
        File.WriteAllText(At("file"), "");
        File.CreateSymbolicLink(At("link"), Secret);
        File.CreateSymbolicLink(At("dangling"), "nowhere");
        Assert.Equal(
            [("file", false), ("nothing", false), ("link", true), ("dangling", true), ("logs", true)],
            new[] { "file", "nothing", "link", "dangling", "logs" }.Select(name => (name, Folder.IsForeign(name)))
        );
    }

    private protected RecordFolder Folder => _folder.Value;

    private protected string RootPath => _root.FullName;

    private protected string Record => Path.Combine(_root.FullName, "record");

    private protected string Secret => Path.Combine(_root.FullName, "secret");

    public void Dispose()
    {
        Folder.Dispose();
        _root.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void A_file_is_created_appended_to_read_listed_renamed_and_deleted()
    {
        using (var file = Folder.CreateNew("logs/a.log"))
            file.Write("one "u8);
        for (var time = 0; time < 2; time++)
            using (var file = Folder.Append("logs/a.log"))
                file.Write("two "u8);
        Folder.EnsureFolder("other");
        Folder.EnsureFolder("other");
        Folder.Rename("logs/a.log", "other/b.log");

        Assert.Equal("one two two ", Read("other/b.log"));
        Assert.Equal(["other/b.log"], Folder.List("other"));
        Assert.Empty(Folder.List());
        Assert.True(Folder.Exists("other/b.log"));
        Assert.False(Folder.Exists("logs/a.log"));
        Folder.Delete("other/b.log");
        Folder.Delete("other/b.log");
        Assert.Empty(Folder.List("other"));
    }

    [Fact]
    public void A_file_that_exists_is_not_created_again()
    {
        File.WriteAllText(At("a.log"), "text");

        Assert.Throws<IOException>(() => Folder.CreateNew("a.log"));
        Assert.Equal("text", Read("a.log"));
    }

    [Fact]
    public void A_file_that_does_not_exist_is_not_found() => Assert.Throws<FileNotFoundException>(() => Folder.OpenRead("logs/none.log"));

    [Fact]
    public void A_replaced_file_is_the_new_one_or_stays_as_it_was()
    {
        Folder.Replace("run.json", file => file.Write("first"u8));
        Assert.Throws<InvalidOperationException>(() =>
            Folder.Replace(
                "run.json",
                file =>
                {
                    file.Write("half"u8);
                    throw new InvalidOperationException();
                }
            )
        );
        Assert.Equal("first", Read("run.json"));
        Folder.Replace("run.json", file => file.Write("second"u8));

        Assert.Equal("second", Read("run.json"));
        Assert.Equal(["run.json"], Folder.List());
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("logs/../../secret")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("/etc/passwd")]
    [InlineData("")]
    [InlineData("logs//a.log")]
    [InlineData("logs/")]
    [InlineData("a\0b")]
    public void A_name_that_could_lead_out_of_the_folder_is_refused(string name)
    {
        Assert.Contains(
            "not a name below a folder",
            Assert.Throws<IOException>(() => Folder.OpenRead(name)).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<IOException>(() => Folder.Append(name));
        Assert.Throws<IOException>(() => Folder.Delete(name));
        Assert.Throws<IOException>(() => Folder.Rename(name, "logs/a.log"));
        Assert.Throws<IOException>(() => Folder.EnsureFolder(name));
        Assert.Equal("secret", File.ReadAllText(Secret));
    }

    [Fact]
    public void A_link_in_place_of_a_log_is_neither_read_nor_written_nor_listed()
    {
        File.CreateSymbolicLink(At("logs/a.log"), Secret);

        Assert.Contains("link", Assert.Throws<IOException>(() => Folder.OpenRead("logs/a.log")).Message, StringComparison.Ordinal);
        Assert.Contains("link", Assert.Throws<IOException>(() => Folder.Append("logs/a.log")).Message, StringComparison.Ordinal);
        Assert.Throws<IOException>(() => Folder.CreateNew("logs/a.log"));
        Assert.Contains("link", new AppendedFile(Folder, "logs/a.log").Open()!, StringComparison.Ordinal);
        Assert.False(Folder.Exists("logs/a.log"));
        Assert.Empty(Folder.List("logs"));
        Assert.Equal("secret", File.ReadAllText(Secret));
    }

    [Fact]
    public void A_link_to_nothing_in_place_of_a_log_creates_no_file()
    {
        File.CreateSymbolicLink(At("a.log"), Path.Combine(_root.FullName, "created"));

        Assert.Throws<IOException>(() => Folder.Append("a.log"));
        Assert.False(File.Exists(Path.Combine(_root.FullName, "created")));
    }

    [Fact]
    public void A_link_is_replaced_and_deleted_itself()
    {
        File.CreateSymbolicLink(At("run.json"), Secret);
        File.CreateSymbolicLink(At("report.html"), Secret);
        Folder.Replace("run.json", file => file.Write("result"u8));
        Folder.Delete("report.html");

        Assert.Equal("result", Read("run.json"));
        Assert.Equal("secret", File.ReadAllText(Secret));
        Assert.Equal(["run.json"], Folder.List());
    }

    [Fact]
    public void A_folder_that_was_replaced_by_a_link_is_not_entered()
    {
        using (var file = Folder.Append("logs/a.log"))
            file.Write("mine"u8);
        Directory.Move(At("logs"), At("aside"));
        Directory.CreateSymbolicLink(At("logs"), _root.FullName);

        Assert.Contains("link", Assert.Throws<IOException>(() => Folder.OpenRead("logs/secret")).Message, StringComparison.Ordinal);
        Assert.Throws<IOException>(() => Folder.Append("logs/a.log"));
        Assert.Throws<IOException>(() => Folder.Delete("logs/secret"));
        Assert.Throws<IOException>(() => Folder.Rename("logs/secret", "secret"));
        Assert.Throws<IOException>(() => Folder.EnsureFolder("logs"));
        Assert.Throws<IOException>(() => Folder.List("logs"));
        Assert.False(Folder.Exists("logs/secret"));
        Assert.Equal("secret", File.ReadAllText(Secret));
        Assert.False(File.Exists(Path.Combine(_root.FullName, "a.log")));
    }

    [Fact]
    public void A_folder_in_place_of_a_file_is_not_opened()
    {
        Assert.ThrowsAny<Exception>(() => Folder.OpenRead("logs"));
        Assert.ThrowsAny<Exception>(() => Folder.Append("logs"));
        Assert.NotNull(new AppendedFile(Folder, "logs").Open());
        Assert.False(Folder.Exists("logs"));
    }

    [Fact]
    public void A_hard_link_is_a_file()
    {
        File.WriteAllText(At("a.log"), "text");
        using var link = Process.Start("ln", [At("a.log"), At("b.log")]);
        link.WaitForExit();

        Assert.Equal("text", Read("b.log"));
    }

    private protected abstract RecordFolder Open(string path);

    private protected string At(string name) => Path.Combine(Record, name);

    private protected string Read(string name)
    {
        using var text = new StreamReader(Folder.OpenRead(name));
        return text.ReadToEnd();
    }
}

/// <summary>By descriptors, with what only they can promise.</summary>
[SupportedOSPlatform("linux")]
public sealed class DescriptorFolderSpecs : RecordFolderSpecs
{
    private protected override RecordFolder Open(string path) => new DescriptorFolder(path);

    [Fact]
    public void A_FIFO_in_place_of_a_file_is_refused_and_not_waited_for()
    {
        using var making = Process.Start("mkfifo", At("events.ndjson"));
        making.WaitForExit();

        var refusal = "is not a regular file";
        Assert.EndsWith(refusal, Assert.Throws<IOException>(() => Folder.OpenRead("events.ndjson")).Message, StringComparison.Ordinal);
        Assert.EndsWith(refusal, Assert.Throws<IOException>(() => Folder.Append("events.ndjson")).Message, StringComparison.Ordinal);
        Assert.Equal(refusal, new AppendedFile(Folder, "events.ndjson").Open());
        Assert.False(Folder.Exists("events.ndjson"));
        Assert.Empty(Folder.List());
    }

    [Fact]
    public void Files_and_folders_have_the_permissions_of_their_folder()
    {
        foreach (
            var (mode, file, readable) in new[]
            {
                (0b111_000_000, 0b110_000_000, 0b110_000_000),
                (0b111_101_000, 0b110_100_000, 0b110_100_000),
                (0b111_101_101, 0b110_100_100, 0b110_100_100),
            }
        )
        {
            using var inner = Folder.CreateFolder($"made{mode}", (UnixFileMode)mode)!;
            Assert.Null(Folder.CreateFolder($"made{mode}", (UnixFileMode)mode));
            inner.CreateNew("new").Dispose();
            inner.Append("log").Dispose();
            inner.Replace("whole", _ => { });
            inner.EnsureFolder("folder");
            Assert.Equal((UnixFileMode)file, File.GetUnixFileMode(inner.PathOf("new")));
            Assert.Equal((UnixFileMode)readable, File.GetUnixFileMode(inner.PathOf("log")));
            Assert.Equal((UnixFileMode)file, File.GetUnixFileMode(inner.PathOf("whole")));
            Assert.Equal((UnixFileMode)mode, File.GetUnixFileMode(inner.PathOf("folder")));
        }
    }

    [Fact]
    public void A_folder_is_deleted_with_its_links_but_not_with_what_they_lead_to()
    {
        Directory.CreateDirectory(At("old/logs/deep"));
        File.WriteAllText(At("old/logs/deep/a.log"), "text");
        File.CreateSymbolicLink(At("old/logs/link"), Secret);
        Directory.CreateSymbolicLink(At("old/folder"), RootPath);
        using (var making = Process.Start("mkfifo", At("old/fifo")))
            making.WaitForExit();
        Folder.DeleteFolder("old");

        Assert.False(Directory.Exists(At("old")));
        Assert.Equal("secret", File.ReadAllText(Secret));
        Directory.CreateSymbolicLink(At("linked"), RootPath);
        Assert.Throws<IOException>(() => Folder.DeleteFolder("linked"));
        Assert.Equal("secret", File.ReadAllText(Secret));
    }

    [Theory]
    [InlineData("mkfifo", "run.json")]
    [InlineData("mkfifo", "run.json.tmp")]
    [InlineData("mkdir", "run.json.tmp")]
    public void A_file_is_replaced_although_something_is_in_the_place_of_its_temporary_file(string make, string name)
    {
        using (var making = Process.Start(make, At(name)))
            making.WaitForExit();
        Folder.Replace("run.json", file => file.Write("result"u8));

        Assert.Equal("result", Read("run.json"));
    }

    [Fact]
    public void A_guarded_folder_is_made_with_those_above_it_and_links_of_this_user_are_followed()
    {
        Directory.CreateSymbolicLink(At("link"), "logs/../logs");
        using (var made = RecordFolder.OpenGuarded(At("link/a/b"), create: true))
            made.CreateNew("file").Dispose();

        Assert.True(File.Exists(At("logs/a/b/file")));
        Directory.CreateSymbolicLink(At("loop"), "loop");
        Assert.Contains("too many links", Assert.Throws<IOException>(() => RecordFolder.OpenGuarded(At("loop"))).Message);
        Assert.Throws<FileNotFoundException>(() => RecordFolder.OpenGuarded(At("none")));
        File.WriteAllText(At("file"), "");
        Assert.Throws<IOException>(() => RecordFolder.OpenGuarded(At("file/below"), create: true));
    }

    [Theory]
    [InlineData(0b111_111_111, true)]
    [InlineData(0b111_101_111, true)]
    [InlineData(0b001_111_111_111, false)]
    [InlineData(0b111_101_101, false)]
    public void A_guarded_folder_that_others_can_change_is_refused_unless_it_is_sticky(int mode, bool isRefused)
    {
        Directory.CreateDirectory(At("shared/inner"));
        File.SetUnixFileMode(At("shared"), (UnixFileMode)mode);
        foreach (var path in new[] { At("shared"), At("shared/inner") })
            if (isRefused)
                Assert.Contains("chmod go-w", Assert.Throws<UntrustedFolderException>(() => RecordFolder.OpenGuarded(path)).Message);
            else
                RecordFolder.OpenGuarded(path).Dispose();
    }

    [Fact]
    public void A_closed_folder_opens_no_file_and_says_so()
    {
        Folder.Dispose();

        Assert.Equal("the folder is closed", new AppendedFile(Folder, "a.log").Open());
        Assert.Throws<IOException>(() => Folder.OpenRead("a.log"));
        Assert.Throws<IOException>(() => Folder.Rename("a.log", "b.log"));
        Assert.False(Folder.Exists("a.log"));
    }

    [Fact]
    public void A_device_is_refused()
    {
        using var devices = Open("/dev");

        Assert.Throws<IOException>(() => devices.OpenRead("zero"));
        Assert.Equal("is not a regular file", new AppendedFile(devices, "full").Open());
    }

    [Fact]
    public void The_folder_stays_the_same_when_another_takes_its_path()
    {
        using (var file = Folder.CreateNew("a.log"))
            file.Write("mine"u8);
        Directory.Move(Record, Record + "-aside");
        Directory.CreateDirectory(Record);
        File.WriteAllText(At("a.log"), "foreign");

        Assert.Equal("mine", Read("a.log"));
    }
}
