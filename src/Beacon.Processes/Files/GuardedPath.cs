using Beacon.Processes.Linux.Native;
using Microsoft.Win32.SafeHandles;

namespace Beacon.Processes.Files;

/// <summary>
/// Opens a path part by part, each relative to the descriptor of the one before, and looks at who could change it: what was looked at is
/// what is opened. See <see cref="RecordFolder.OpenGuarded"/>.
/// </summary>
internal sealed class GuardedPath
{
    // path_resolution(7).
    private const int MostLinks = 40;
    private const int ForNewFolders = 0b111_101_101;

    private readonly string _path;
    private readonly bool _create;
    private readonly Stack<string> _parts = new();
    private SafeFileHandle _folder;
    private FileStatus _status;
    private string _at = "/";
    private int _links;
    private uint? _ownerOfLink;
    private bool _isOfAnotherUser;

    private GuardedPath(string path, bool create)
    {
        (_path, _create) = (path, create);
        _folder = FileAt.OpenRoot("/");
        _status = FileAt.StatusOf(_folder);
        Push(path);
    }

    public static DescriptorFolder Open(string path, bool create)
    {
        var walk = new GuardedPath(path, create);
        try
        {
            while (walk._parts.TryPop(out var part))
                walk.Enter(part);
            walk.CheckAsResults();
            return new DescriptorFolder(path, walk._folder, walk._isOfAnotherUser);
        }
        catch
        {
            walk._folder.Dispose();
            throw;
        }
    }

    private void Push(string path)
    {
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
            if (part != ".")
                _parts.Push(part);
    }

    private void Enter(string part)
    {
        CheckOwner();
        if (_status is { OthersCanWrite: true, IsSticky: false })
            throw Changeable();
        var next = FileAt.StatusOf(_folder, part);
        if (next.IsLink)
        {
            Follow(part, next);
            return;
        }

        if (!next.Exists && _create && !FileAt.MakeFolder(_folder, part, ForNewFolders) && Errno.Last != Errno.EEXIST)
            throw DescriptorFolder.Error(Path.Combine(_at, part), Errno.Last);
        MoveTo(FileAt.OpenFolder(_folder, part), Path.Combine(_at, part));
    }

    private void Follow(string part, FileStatus link)
    {
        var path = Path.Combine(_at, part);
        if (++_links > MostLinks)
            throw new IOException($"{path}: too many links");
        if (link.Owner != UserId.Root && link.Owner != UserId.Effective)
            _ownerOfLink = link.Owner;
        var target = FileAt.TargetOf(_folder, part) ?? throw DescriptorFolder.Error(path, Errno.Last);
        Push(target);
        if (target.StartsWith('/'))
            MoveTo(FileAt.OpenRoot("/"), "/");
    }

    private void MoveTo(SafeFileHandle folder, string path)
    {
        if (folder.IsInvalid)
            throw DescriptorFolder.Error(path, Errno.Last);
        _folder.Dispose();
        (_folder, _status, _at) = (folder, FileAt.StatusOf(folder), path);
    }

    private void CheckOwner()
    {
        if (_status.Owner == UserId.Root || _status.Owner == UserId.Effective)
            return;
        if (UserId.Effective != UserId.Root)
            throw new UntrustedFolderException(
                $"{_at} belongs to another user (uid {_status.Owner}), who could replace what is written {Where}; "
                    + "choose a folder of your own"
            );
        _isOfAnotherUser = true;
    }

    private void CheckAsResults()
    {
        CheckOwner();
        if (_ownerOfLink is { } owner && owner != _status.Owner)
            throw new UntrustedFolderException(
                $"the path {_path} has a link of another user (uid {owner}) and leads to {_at}; choose {_at} itself if that is meant"
            );

        // In a sticky folder of somebody else, others may have taken the names that are used here.
        if (_status.OthersCanWrite && !(_status.IsSticky && _status.Owner == UserId.Effective))
            throw Changeable();
    }

    private UntrustedFolderException Changeable() =>
        new(
            $"{_at} can be changed by other users (mode {Convert.ToString(_status.Mode & 0xFFF, 8)}), who could replace what is written "
                + $"{Where}; make it yours alone with: chmod go-w '{_at}', or choose a folder of your own"
        );

    private string Where => _at == _path ? "to it" : $"to {_path}";
}
