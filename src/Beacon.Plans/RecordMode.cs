namespace Beacon.Plans;

/// <summary>Who may read the records of a plan's runs (<c>beacon.run.record-mode</c>), less the umask.</summary>
public enum RecordMode
{
    /// <summary>The user who runs them: folders 0700, files 0600.</summary>
    Private,

    /// <summary>The user's group too: folders 0750, files 0640.</summary>
    Group,

    /// <summary>Every user: folders 0755, files 0644.</summary>
    Public,
}
