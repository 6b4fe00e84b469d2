using Beacon.Processes.Linux.Native;
using Microsoft.Win32.SafeHandles;

namespace Beacon.Processes.Files;

/// <summary>A folder on Linux: a descriptor, and names below it, whose parts are opened one by one.</summary>
internal class DescriptorFolder : RecordFolder
{
    private readonly SafeFileHandle _folder;

    public DescriptorFolder(string path)
        : base(path)
    {
        _folder = FileAt.OpenRoot(path);
        if (_folder.IsInvalid)
            throw Error(path);
    }

    public override bool Exists(string name)
    {
        try
        {
            using var parent = ParentOf(name, out var last);
            return FileAt.IsRegular(parent, last);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public override void Delete(string name)
    {
        using var parent = ParentOf(name, out var last);
        if (!FileAt.Delete(parent, last) && Errno.Last != Errno.ENOENT)
            throw Error(PathOf(name));
    }

    public override void Rename(string from, string to)
    {
        using var source = ParentOf(from, out var oldName);
        using var target = ParentOf(to, out var newName);
        if (!FileAt.Rename(source, oldName, target, newName))
            throw Error(PathOf(from));
    }

    public override void EnsureFolder(string name)
    {
        using var parent = ParentOf(name, out var last);
        if (!FileAt.MakeFolder(parent, last) && Errno.Last != Errno.EEXIST)
            throw Error(PathOf(name));
        using var folder = Existing(FileAt.OpenFolder(parent, last), name);
    }

    public override IReadOnlyList<string> List(string folder = "")
    {
        using var list = OpenToList(folder);
        var prefix = folder.Length == 0 ? "" : folder + "/";
        return [.. FileAt.RegularFilesOf(list).Select(name => prefix + name).Order(StringComparer.Ordinal)];
    }

    public override void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected override SafeFileHandle Open(string name, FileMode mode)
    {
        using var parent = ParentOf(name, out var last);
        return Existing(FileAt.OpenRegular(parent, last, mode), name);
    }

    private protected override void FlushNames(string name)
    {
        using var folder = OpenToList(name[..Math.Max(0, name.LastIndexOf('/'))]);
        FileAt.Flush(folder);
    }

    private SafeFileHandle OpenToList(string folder)
    {
        var last = ".";
        using var parent = folder.Length == 0 ? FileAt.OpenFolder(_folder, last) : ParentOf(folder, out last);
        return Existing(FileAt.OpenFolder(Existing(parent, folder), last, toList: true), folder);
    }

    private SafeFileHandle ParentOf(string name, out string last)
    {
        var parts = Checked(name).Split('/');
        last = parts[^1];
        var folder = Existing(FileAt.OpenFolder(_folder, "."), name);
        foreach (var part in parts.SkipLast(1))
            using (var parent = folder)
                folder = Existing(FileAt.OpenFolder(parent, part), name);
        return folder;
    }

    private SafeFileHandle Existing(SafeFileHandle handle, string name) => handle.IsInvalid ? throw Error(PathOf(name)) : handle;

    private static Exception Error(string path)
    {
        var message = $"{path}: {FileAt.Reason(Errno.Last)}";
        return Errno.Last switch
        {
            Errno.ENOENT => new FileNotFoundException(message, path),
            Errno.EACCES or Errno.EPERM => new UnauthorizedAccessException(message),
            _ => new IOException(message),
        };
    }
}
