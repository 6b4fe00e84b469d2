using Microsoft.Win32.SafeHandles;

namespace Beacon.Processes.Files;

/// <summary>A folder where .NET is all there is: a path, each part of which is looked at before it is used.</summary>
internal class PathFolder : RecordFolder
{
    private const FileAttributes Irregular = FileAttributes.ReparsePoint | FileAttributes.Device;

    public PathFolder(string path)
        : base(path)
    {
        if (!Directory.Exists(path))
            throw new DirectoryNotFoundException($"{path}: there is no such folder");
    }

    public override bool Exists(string name)
    {
        try
        {
            return File.Exists(RegularPath(name));
        }
        catch (IOException)
        {
            return false;
        }
    }

    public override bool IsForeign(string name)
    {
        const FileAttributes NotRegular = FileAttributes.Directory | FileAttributes.ReparsePoint | FileAttributes.Device;
        var attributes = new FileInfo(PathIn(name)).Attributes;
        return (int)attributes != -1 && (attributes & NotRegular) != 0;
    }

    public override bool Has(string name) => System.IO.Path.Exists(PathIn(name));

    public override void Delete(string name) => File.Delete(PathIn(name));

    public override void Rename(string from, string to) => File.Move(PathIn(from), PathIn(to), overwrite: true);

    public override void EnsureFolder(string name) => Directory.CreateDirectory(RegularPath(name));

    public override RecordFolder? CreateFolder(string name, UnixFileMode mode)
    {
        var path = RegularPath(name);
        if (System.IO.Path.Exists(path))
            return null;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, mode);
        return new PathFolder(path);
    }

    public override RecordFolder OpenFolder(string name) => new PathFolder(RegularPath(name));

    public override void DeleteFolder(string name) => Directory.Delete(RegularPath(name), recursive: true);

    public override bool TryDeleteEmptyFolder(string name)
    {
        try
        {
            Directory.Delete(RegularPath(name));
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public override IReadOnlyList<string> List(string folder = "") =>
        [
            .. new DirectoryInfo(folder.Length == 0 ? Path : RegularPath(folder))
                .EnumerateFiles()
                .Where(IsRegular)
                .Select(file => folder.Length == 0 ? file.Name : $"{folder}/{file.Name}")
                .Order(StringComparer.Ordinal),
        ];

    private protected override SafeFileHandle Open(string name, FileMode mode, UnixFileMode permissions = AnyMode)
    {
        var path = RegularPath(name);
        var access = mode == FileMode.Open ? FileAccess.Read : FileAccess.Write;
        mode = mode == FileMode.Append ? FileMode.OpenOrCreate : mode;
        return File.OpenHandle(path, mode, access, FileShare.ReadWrite | FileShare.Delete);
    }

    private protected override bool IsFolder(string name) => Directory.Exists(PathIn(name));

    private protected override void FlushNames(string name) { }

    // A name whose own part may be anything: it is deleted or renamed, not opened.
    private string PathIn(string name)
    {
        var end = Checked(name).LastIndexOf('/');
        return System.IO.Path.Combine(end < 0 ? Path : RegularPath(name[..end]), name[(end + 1)..]);
    }

    private string RegularPath(string name)
    {
        var path = Path;
        foreach (var part in Checked(name).Split('/'))
        {
            path = System.IO.Path.Combine(path, part);
            if (!IsRegular(new FileInfo(path)))
                throw new IOException($"{path}: is a link, or not a regular file; neither is opened here");
        }

        return path;
    }

    // What does not exist is not a link either.
    private static bool IsRegular(FileInfo file) => file.LinkTarget is null && (!file.Exists || (file.Attributes & Irregular) == 0);
}
