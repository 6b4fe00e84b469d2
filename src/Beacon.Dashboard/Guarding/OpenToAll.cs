namespace Beacon.Dashboard.Guarding;

/// <summary>Marks an endpoint that needs no token: what it answers is the same for everybody and holds nothing of any run.</summary>
internal sealed class OpenToAll;
