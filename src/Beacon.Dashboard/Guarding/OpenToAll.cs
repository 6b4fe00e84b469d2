namespace Beacon.Dashboard.Guarding;

/// <summary>
/// Marks an endpoint that needs no token: what it answers is the same for everybody and holds nothing of any run, or its address is a
/// secret of its own that works once.
/// </summary>
internal sealed class OpenToAll;
