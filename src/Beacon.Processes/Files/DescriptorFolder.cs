using Beacon.Processes.Linux.Native;
using Microsoft.Win32.SafeHandles;

namespace Beacon.Processes.Files;

/// <summary>A folder on Linux: a descriptor, and names below it, whose parts are opened one by one.</summary>
internal class DescriptorFolder : RecordFolder
{
    // Deeper folders in a record are no accident.
    private const int MostLevels = 100;

    private const int Reading = 0b100_100_100;
    private const int OwnerWrites = 0b010_000_000;
    private const int ReadingAndWriting = 0b110_110_110;

    private readonly SafeFileHandle _folder;
    private readonly FileStatus _status;
    private readonly bool _isOfAnotherUser;

    public DescriptorFolder(string path)
        : this(path, FileAt.OpenRoot(path)) { }

    internal DescriptorFolder(string path, SafeFileHandle folder, bool isOfAnotherUser = false)
        : base(path)
    {
        _folder = folder;
        if (_folder.IsInvalid)
            throw Error(path);
        _status = FileAt.StatusOf(_folder);
        _isOfAnotherUser = isOfAnotherUser;
    }

    public override string OpenPath => $"/proc/self/fd/{_folder.DangerousGetHandle()}";

    public override SafeFileHandle OpenPlace(string name)
    {
        using var parent = ParentOf(name, out var last);
        return Existing(FileAt.OpenPlace(parent, last), name);
    }

    public override IDisposable? TryLock()
    {
        var folder = OpenToList("");
        if (Flock.TryTake((int)folder.DangerousGetHandle()))
            return folder;
        folder.Dispose();
        return null;
    }

    public override bool IsOfAnotherUser => _isOfAnotherUser;

    public override bool Exists(string name) => StatusOf(name).IsRegular;

    public override bool IsForeign(string name) =>
        StatusOf(name) is { Exists: true } file && !(file.IsRegular && (file.Owner == _status.Owner || file.Owner == UserId.Root));

    public override long? NumberOf(string name) => StatusOf(name) is { IsRegular: true } file ? file.Number : null;

    internal override long? NumberOf(SafeFileHandle file) => FileAt.StatusOf(file).Number;

    public override bool Has(string name) => StatusOf(name).Exists;

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
        if (!FileAt.MakeFolder(parent, last, _status.Permissions) && Errno.Last != Errno.EEXIST)
            throw Error(PathOf(name));
        using var folder = Existing(FileAt.OpenFolder(parent, last), name);
    }

    public override RecordFolder? CreateFolder(string name, UnixFileMode mode)
    {
        using var parent = ParentOf(name, out var last);
        if (!FileAt.MakeFolder(parent, last, (int)mode))
            return Errno.Last == Errno.EEXIST ? null : throw Error(PathOf(name));
        var folder = new DescriptorFolder(PathOf(name), FileAt.OpenFolder(parent, last));
        if (folder._status.Owner == UserId.Effective || folder.IsOfNewFiles(parent))
            return folder;
        folder.Dispose();
        throw new IOException($"{PathOf(name)}: was replaced by another user at the moment of its creation");
    }

    public override RecordFolder OpenFolder(string name)
    {
        using var parent = ParentOf(name, out var last);
        return new DescriptorFolder(PathOf(name), FileAt.OpenFolder(parent, last));
    }

    public override void DeleteFolder(string name)
    {
        using var parent = ParentOf(name, out var last);
        DeleteFolder(parent, last, name, levels: 0);
    }

    public override bool TryDeleteEmptyFolder(string name)
    {
        try
        {
            using var parent = ParentOf(name, out var last);
            return FileAt.RemoveFolder(parent, last);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
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

    private protected override SafeFileHandle Open(string name, FileMode mode, UnixFileMode permissions = AnyMode)
    {
        using var parent = ParentOf(name, out var last);
        var ours = _status.Permissions & (mode == FileMode.Append ? Reading | OwnerWrites : ReadingAndWriting);
        return Existing(FileAt.OpenRegular(parent, last, mode, ours & (int)permissions, _status.Owner), name);
    }

    private protected override bool IsFolder(string name) => StatusOf(name).IsFolder;

    private protected override void FlushNames(string name)
    {
        using var folder = OpenToList(name[..Math.Max(0, name.LastIndexOf('/'))]);
        FileAt.Flush(folder);
    }

    private void DeleteFolder(SafeFileHandle parent, string last, string name, int levels)
    {
        if (levels == MostLevels)
            throw new IOException($"{PathOf(name)}: has more than {MostLevels} levels of folders");
        using (var folder = Existing(FileAt.OpenFolder(parent, last, toList: true), name))
            foreach (var inner in FileAt.NamesIn(folder))
                if (!FileAt.Delete(folder, inner) && Errno.Last != Errno.ENOENT)
                {
                    var reason = Errno.Last;
                    if (!FileAt.StatusOf(folder, inner).IsFolder)
                        throw Error($"{PathOf(name)}/{inner}", reason);
                    DeleteFolder(folder, inner, $"{name}/{inner}", levels + 1);
                }

        if (!FileAt.RemoveFolder(parent, last) && Errno.Last != Errno.ENOENT)
            throw Error(PathOf(name));
    }

    // File systems without owners, and file servers, give a file another owner than the user who creates it.
    private bool IsOfNewFiles(SafeFileHandle parent)
    {
        var name = $".owner-{Guid.NewGuid():N}";
        using var file = FileAt.OpenRegular(parent, name, FileMode.CreateNew, Reading, _status.Owner);
        var isSame = !file.IsInvalid && FileAt.StatusOf(file).Owner == _status.Owner;
        FileAt.Delete(parent, name);
        return isSame;
    }

    private FileStatus StatusOf(string name)
    {
        try
        {
            using var parent = ParentOf(name, out var last);
            return FileAt.StatusOf(parent, last);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return default;
        }
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
        var folder = Existing(FileAt.OpenFolder(_folder, parts.Length > 1 ? parts[0] : "."), name);
        foreach (var part in parts.Skip(1).SkipLast(1))
            using (var parent = folder)
                folder = Existing(FileAt.OpenFolder(parent, part), name);
        return folder;
    }

    private SafeFileHandle Existing(SafeFileHandle handle, string name) => handle.IsInvalid ? throw Error(PathOf(name)) : handle;

    private static Exception Error(string path) => Error(path, Errno.Last);

    internal static Exception Error(string path, int errno)
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
