using Beacon.Processes.Linux.Native;
using Microsoft.Win32.SafeHandles;

namespace Beacon.Processes.Files;

/// <summary>A folder on Linux: a descriptor, and names below it.</summary>
internal class DescriptorFolder : RecordFolder
{
    private readonly SafeFileHandle _folder;
    private readonly bool _inOneCall;

    /// <param name="path">The folder's absolute path.</param>
    /// <param name="inOneCall">False: names are resolved part by part although the kernel may have openat2(2).</param>
    public DescriptorFolder(string path, bool inOneCall = true)
        : base(path)
    {
        _folder = FileAt.OpenRoot(path);
        _inOneCall = inOneCall;
        if (_folder.IsInvalid)
            throw Error(path, Errno.Last);
    }

    public override bool Exists(string name)
    {
        using var file = FileAt.Locate(_folder, Checked(name), _inOneCall);
        return !file.IsInvalid && FileAt.IsRegular(file);
    }

    public override void Delete(string name)
    {
        using var parent = ParentOf(name, out var last);
        if (!FileAt.Delete(parent, last) && Errno.Last != Errno.ENOENT)
            throw Error(PathOf(name), Errno.Last);
    }

    public override void Rename(string from, string to)
    {
        using var source = ParentOf(from, out var oldName);
        using var target = ParentOf(to, out var newName);
        if (!FileAt.Rename(source, oldName, target, newName))
            throw Error(PathOf(from), Errno.Last);
    }

    public override void EnsureFolder(string name)
    {
        using var parent = ParentOf(name, out var last);
        if (FileAt.MakeFolder(parent, last))
            return;
        if (Errno.Last != Errno.EEXIST)
            throw Error(PathOf(name), Errno.Last);
        using var folder = FolderOf(name);
    }

    public override IReadOnlyList<string> List(string folder = "")
    {
        using var list = FileAt.OpenFolder(_folder, folder.Length == 0 ? "." : Checked(folder), _inOneCall);
        if (list.IsInvalid)
            throw Error(PathOf(folder), Errno.Last);
        var prefix = folder.Length == 0 ? "" : folder + "/";
        return [.. FileAt.RegularFilesOf(list).Select(name => prefix + name).Order(StringComparer.Ordinal)];
    }

    /// <summary>Opens a file for writing at its end; -1: <see cref="Errno.Last"/> says why not.</summary>
    internal virtual int OpenToAppend(string name) => FileAt.OpenToAppend(_folder, Checked(name), _inOneCall);

    internal override AppendedFile Appended(string name) => new DescriptorFile(PathOf(name), () => OpenToAppend(name));

    protected override void Dispose(bool disposing) => _folder.Dispose();

    private protected override SafeFileHandle Open(string name, FileMode mode)
    {
        var fd = mode switch
        {
            FileMode.Open => FileAt.OpenToRead(_folder, Checked(name), _inOneCall),
            FileMode.CreateNew => FileAt.Create(_folder, Checked(name), _inOneCall),
            _ => OpenToAppend(name),
        };
        return fd >= 0 ? new SafeFileHandle(fd, ownsHandle: true) : throw Error(PathOf(name), Errno.Last);
    }

    private protected override void FlushNames(string name)
    {
        var end = name.LastIndexOf('/');
        using var folder = FileAt.OpenFolder(_folder, end < 0 ? "." : name[..end], _inOneCall);
        if (!folder.IsInvalid)
            FileAt.Flush(folder);
    }

    private SafeFileHandle ParentOf(string name, out string last)
    {
        var end = Checked(name).LastIndexOf('/');
        last = name[(end + 1)..];
        return FolderOf(end < 0 ? "." : name[..end]);
    }

    private SafeFileHandle FolderOf(string name)
    {
        var folder = FileAt.LocateFolder(_folder, name, _inOneCall);
        return folder.IsInvalid ? throw Error(PathOf(name), Errno.Last) : folder;
    }

    private static Exception Error(string path, int errno)
    {
        var message = $"{path}: {FileAt.Reason(errno)}";
        return errno switch
        {
            Errno.ENOENT => new FileNotFoundException(message, path),
            Errno.EACCES or Errno.EPERM => new UnauthorizedAccessException(message),
            _ => new IOException(message),
        };
    }
}
